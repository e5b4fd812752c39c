"""A substitute is offered where it helps, kept if the owner says so, and ends in one of five ways (R24)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.actions.answering import AnswerDraft, record_answer, record_answers
from app.actions.cancelling import cancel_line, cancel_order
from app.actions.daily import begin_day
from app.actions.offering import (
    OfferDraft,
    Offered,
    decline_offers,
    offer_substitutes,
    withdraw_offers,
)
from app.actions.queueing import hold
from app.actions.shipping import ship
from app.actions.stocktaking import CountLine, CountSheet, LostAside, count, count_sheet, issue
from app.actions.substituting import substitute, take_substitute
from app.errors import AlreadyDone, InvalidInput, NeedsConsent, Refused
from app.lists.pools import KeptRow, pool_detail
from app.shop import clock_at
from app.verifying import verify
from db.rows import fetch, run
from tests.databases import on_both, portable
from tests.desks import Desk

pytestmark = portable

DECEMBER = date(2026, 12, 1)
BY = date(2026, 11, 30)
TWO = Decimal(2)


@pytest.fixture
def short(desk: Desk) -> Desk:
    """Ann lacks two of three pots until December; five pans lie free."""
    desk.product("POT", stock="1")
    desk.purchase({"POT": "9"}, DECEMBER)
    desk.product("PAN", stock="5", price=Decimal(12))
    desk.order("Ann", {"POT": "3"})
    return desk


def offer(desk: Desk, sku: str = "PAN", quantity: str = "2", *, line_id: int = 1, **more: Any) -> Offered:
    draft = OfferDraft(desk.products[sku], Decimal(quantity), **{"set_aside": True} | more)
    offered: Offered = desk.shop.write(offer_substitutes, line_id, [draft], reply_by=BY)
    return offered


def offers(desk: Desk) -> list[tuple[str, int, int]]:
    sql = "SELECT state, quantity, set_aside FROM offers ORDER BY id"
    return [tuple(row) for row in desk.shop.read(fetch, sql)]


def notices(desk: Desk) -> list[tuple[int, str]]:
    sql = "SELECT quantity, state FROM notices WHERE kind = 'substitute_offer' ORDER BY id"
    return [tuple(row) for row in desk.shop.read(fetch, sql)]


def stock(desk: Desk, sku: str = "PAN") -> tuple[int, int, int]:
    """On hand, reserved, available."""
    sql = "SELECT on_hand, reserved, available FROM stock_levels WHERE product_id = ?"
    [row] = desk.shop.read(fetch, sql, (desk.products[sku],))
    return tuple(row)  # type: ignore[return-value]


def reserved(desk: Desk) -> list[int]:
    rows = desk.shop.read(fetch, "SELECT reserved FROM order_lines ORDER BY id")
    return [row[0] for row in rows]


def sound(desk: Desk) -> bool:
    return desk.shop.read(verify) == []


@on_both
def test_r24_an_offer_falls_due_and_keeps_stock_from_everybody_else(short: Desk) -> None:
    offer(short)
    assert offers(short) == [("open", 2000, 2000)]
    assert notices(short) == [(2000, "due")]
    assert stock(short) == (5000, 2000, 3000)
    detail = short.shop.read(pool_detail, short.pool("PAN"))
    assert detail.kept == (KeptRow("O-1001", "Ann", 2000, BY.toordinal()),)
    short.order("Bo", {"PAN": "9"})
    assert reserved(short)[-1] == 3000
    with pytest.raises(Refused, match="available"):
        short.shop.write(issue, short.products["PAN"], Decimal(1))
    assert sound(short)


@pytest.mark.parametrize("end", [withdraw_offers, decline_offers])
def test_r24_what_an_offer_kept_goes_to_who_waits_once_it_ends(short: Desk, end: Any) -> None:
    offered = offer(short)
    short.order("Bo", {"PAN": "5"})
    short.shop.write(end, offered.offer_ids)
    assert reserved(short)[-1] == 5000
    assert offers(short) == [("void" if end is withdraw_offers else "declined", 2000, 0)]
    assert notices(short) == [(2000, "void")]
    with pytest.raises(AlreadyDone, match="no longer open"):
        short.shop.write(end, offered.offer_ids)
    assert sound(short)


@on_both
def test_r24_accepted_it_takes_what_was_kept_at_the_orders_rank(short: Desk) -> None:
    offer(short, price=Decimal("11.50"))
    short.order("Bo", {"PAN": "9"}, priority=3)
    new_id = short.shop.write(substitute, 1, TWO, short.products["PAN"])
    sql = "SELECT reserved, price, ordered FROM order_lines WHERE id = ?"
    assert [tuple(row) for row in short.shop.read(fetch, sql, (new_id,))] == [(2000, 115000, 2000)]
    assert offers(short) == [("accepted", 2000, 0)]
    assert notices(short) == [(2000, "void")]
    assert stock(short) == (5000, 5000, 0)
    assert sound(short)


def test_r24_half_of_it_accepted_gives_the_other_half_back(short: Desk) -> None:
    offer(short)
    short.order("Bo", {"PAN": "9"})
    short.shop.write(substitute, 1, Decimal(1), short.products["PAN"])
    assert reserved(short) == [1000, 4000, 1000]
    assert sound(short)


def test_r24_what_is_gone_at_acceptance_changes_nothing_before_the_owner_chose(short: Desk) -> None:
    offer(short, set_aside=False)
    short.shop.write(issue, short.products["PAN"], Decimal(5))
    pan = short.products["PAN"]
    with pytest.raises(NeedsConsent, match="gone"):
        short.shop.write(take_substitute, 1, TWO, pan)
    assert offers(short) == [("open", 2000, 0)]
    short.shop.write(take_substitute, 1, TWO, pan, although_later=True)
    assert offers(short) == [("accepted", 2000, 0)]
    assert sound(short)


def test_r24_two_substitutes_share_what_is_missing(short: Desk) -> None:
    short.product("LID", stock="3")
    drafts = [
        AnswerDraft(1, "substitute", quantity=Decimal(1), product_id=short.products[sku])
        for sku in ("PAN", "LID")
    ]
    short.shop.write(record_answers, drafts)
    assert reserved(short) == [1000, 1000, 1000]
    assert sound(short)


@pytest.mark.parametrize("kind", ["waits", "part", "cancels"])
def test_r24_another_answer_declines_the_offer(short: Desk, kind: str) -> None:
    offer(short)
    short.shop.write(record_answer, AnswerDraft(1, kind))
    assert [each[2] for each in offers(short)] == [0]
    assert stock(short) == (5000, 0, 5000)
    assert sound(short)


@on_both
def test_r24_nobody_answered_by_the_day_and_the_stock_goes_back(short: Desk) -> None:
    offer(short)
    short.shop.clock = clock_at(BY)
    short.shop.write(begin_day)
    assert offers(short) == [("open", 2000, 2000)]
    short.shop.clock = clock_at(DECEMBER)
    short.shop.write(begin_day)
    assert offers(short) == [("lapsed", 2000, 0)]
    assert stock(short) == (5000, 0, 5000)
    assert sound(short)


@on_both
def test_an_offer_shrinks_and_ends_as_the_goods_come(short: Desk) -> None:
    offer(short)
    short.shop.write(count, short.products["POT"], TWO)
    assert (offers(short), notices(short)) == ([("open", 1000, 1000)], [(1000, "due")])
    assert stock(short) == (5000, 1000, 4000)
    short.shop.write(count, short.products["POT"], Decimal(3))
    assert (offers(short), notices(short)) == ([("void", 1000, 0)], [(1000, "void")])
    assert stock(short) == (5000, 0, 5000)
    assert sound(short)


@pytest.mark.parametrize(
    ("fn", "args"), [(cancel_order, (1,)), (cancel_line, (1, Decimal(3)))], ids=["order", "line"]
)
def test_an_offer_of_what_was_cancelled_is_void(short: Desk, fn: Any, args: tuple[Any, ...]) -> None:
    offer(short)
    short.shop.write(fn, *args)
    assert offers(short) == [("void", 2000, 0)]
    assert notices(short) == [(2000, "void")]
    assert stock(short) == (5000, 0, 5000)
    assert sound(short)


def test_an_offer_stands_while_a_part_ships(short: Desk) -> None:
    offer(short)
    short.shop.write(ship, [(1, Decimal(1))])
    assert offers(short) == [("open", 2000, 2000)]
    assert sound(short)


@on_both
def test_r20_a_count_below_it_takes_offers_back_before_reservations(short: Desk) -> None:
    short.order("Bo", {"PAN": "3"})
    offer(short)
    sheet = CountSheet(1, (CountLine(short.products["PAN"], Decimal(4)),))
    booked = short.shop.write(count_sheet, sheet)
    assert booked.from_offers == (LostAside("PAN", "O-1001", "Ann", Decimal(1)),)
    assert (offers(short), reserved(short)[-1]) == ([("open", 2000, 1000)], 3000)
    short.shop.write(count, short.products["PAN"], TWO)
    assert (offers(short), reserved(short)[-1]) == ([("open", 2000, 0)], 2000)
    assert stock(short) == (2000, 2000, 0)
    assert sound(short)


def test_r24_what_comes_before_the_original_is_offered_but_not_set_aside(short: Desk) -> None:
    short.product("LID")
    short.purchase({"LID": "4"}, date(2026, 11, 26))
    short.product("CUP")
    short.purchase({"CUP": "4"}, DECEMBER)
    with pytest.raises(Refused, match="still to come"):
        offer(short, "LID")
    with pytest.raises(Refused, match="neither lie free nor come before"):
        offer(short, "CUP", set_aside=False)
    offer(short, "LID", set_aside=False)
    rows = short.shop.read(fetch, "SELECT from_on FROM offers")
    assert [date.fromordinal(row[0]) for row in rows] == [date(2026, 11, 27)]


@on_both
def test_offering_the_same_again_replaces_it_until_a_letter_told_it(short: Desk) -> None:
    first = offer(short)
    again = offer(short, quantity="1")
    assert again.notice_id == first.notice_id
    assert offers(short) == [("void", 2000, 0), ("open", 1000, 1000)]
    short.shop.write(lambda session: run(session, "UPDATE notices SET state = 'sent'"))
    with pytest.raises(AlreadyDone, match="PAN is offered already"):
        offer(short)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"quantity": "3"}, "2 of PAN stand for what is missing"),
        ({"quantity": "0"}, "no quantity"),
        ({"sku": "POT"}, "no substitute"),
        ({"ratio": Decimal(0)}, "no substitute"),
        ({"price": Decimal(-1)}, "no amount"),
    ],
)
def test_what_cannot_be_offered_is_refused(short: Desk, more: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        offer(short, **more)
    assert offers(short) == []


def test_nothing_is_offered_where_nothing_is_missing_or_nobody_is_to_hear(short: Desk) -> None:
    short.customer("Cleo", notice_channel="none")
    short.order("Cleo", {"POT": "1"})
    with pytest.raises(Refused, match="This customer is not written to"):
        offer(short, line_id=2)
    short.shop.write(hold, 1)
    with pytest.raises(Refused, match="on hold"):
        offer(short)
    full = short.order("Bo", {"PAN": "1"})
    with pytest.raises(Refused, match="Nothing of this line is missing"):
        offer(short, "POT", line_id=full.line_ids[0])
