"""A letter offers exactly what was chosen: how many, at which price, from when, and until when (R22, R24)."""

from datetime import date
from decimal import Decimal

import pytest

from app.actions.answering import AnswerDraft, record_answer
from app.actions.offering import OfferDraft, offer_substitutes
from app.actions.sending import record_letter
from app.answer_views import reply_of_code
from app.letters.drawing import draft_of
from app.letters.plans import LetterPlan
from app.lists.notice_detail import kept_letter
from app.verifying import verify
from db.rows import fetch
from tests.databases import portable
from tests.desks import Desk
from tests.unit.actions.delayed import Late, late
from tests.unit.letters.writing import SHOP, letter, rows_of, set_shop, text_of

pytestmark = portable
BY = date(2026, 12, 4)


@pytest.fixture
def anna(desk: Desk) -> Late:
    """She waits for two pans at €10; woks lie free, and lids come sooner."""
    set_shop(desk, **SHOP)
    desk.customer("Anna", street="Am Markt 1", postcode="10115", city="Berlin", language="en")
    desk.product("WOK", price=Decimal("8.50"), stock="5", decimals=0)
    desk.product("LID", price=Decimal(3), decimals=0)
    desk.purchase({"LID": "9"}, date(2026, 11, 30))
    return late(desk)


def offered(anna: Late) -> LetterPlan:
    products = anna.desk.products
    drafts = [
        OfferDraft(products["WOK"], Decimal(2), price=Decimal(8), set_aside=True),
        OfferDraft(products["LID"], Decimal(4), Decimal(2)),
    ]
    anna.desk.shop.write(offer_substitutes, anna.line_id, drafts, BY)
    return letter(anna, "substitute_offer")


def test_r24_the_letter_names_each_offer_with_price_difference_and_day(anna: Late) -> None:
    plan = offered(anna)
    assert [list(row.values()) for row in rows_of(plan, plan.kind)] == [
        ["O-1001", "Product PAN\nSKU PAN", "Product WOK\nSKU WOK", "2", "€16.00", "in stock"],
        ["O-1001", "Product PAN\nSKU PAN", "Product LID\nSKU LID", "4", "€12.00", "1 December 2026"],
    ]
    text = text_of(plan)
    assert (
        "Instead of 2 × Product PAN we can send you 2 × Product WOK (WOK) for €16.00, €4.00 less."
        " We keep it for you until 4 December 2026." in text
    )
    assert (
        "4 × Product LID (LID) for €12.00, €8.00 less, from 1 December 2026 on, as long as it lasts." in text
    )
    assert plan.reply is not None
    assert plan.reply.options == (
        "Instead of Product PAN, please send me Product WOK (WOK), €4.00 less.",
        "Instead of Product PAN, please send me Product LID (LID), €8.00 less.",
        "No, thank you: I stay with what I ordered.",
    )
    assert plan.reply_by == BY


def test_r24_what_the_letter_offered_is_taken_by_its_code_at_its_price(anna: Late) -> None:
    plan = offered(anna)
    sent = anna.desk.shop.write(record_letter, draft_of(plan, b"", "letter"))
    assert sent.reply_by == BY
    [asked] = anna.desk.shop.read(kept_letter, sent.letter_id).asked
    assert (asked.line_id, asked.state, asked.consent_by) == (anna.line_id, "awaited", BY.toordinal())
    [line] = anna.desk.shop.read(reply_of_code, plan.code).lines
    wok = line.instead[0]
    assert (wok.sku, wok.price, wok.quantity) == ("WOK", Decimal(8), Decimal(2))
    draft = AnswerDraft(
        anna.line_id, "substitute", product_id=wok.product_id, ratio=wok.ratio, letter_id=sent.letter_id
    )
    anna.desk.shop.write(record_answer, draft)
    states = anna.desk.shop.read(fetch, "SELECT state, set_aside FROM offers ORDER BY id")
    assert [tuple(row) for row in states] == [("accepted", 0), ("void", 0)]
    sql = "SELECT price, reserved FROM order_lines WHERE substitute_for_id IS NOT NULL"
    assert [tuple(row) for row in anna.desk.shop.read(fetch, sql)] == [(80000, 2000)]
    assert anna.desk.shop.read(verify) == []
