"""An answer taken back leaves all as it stood, until the customer was told what came of it (R23)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.actions import cancelling, queueing, shipping, stocktaking
from app.actions.answering import AnswerDraft, record_answers
from app.actions.offering import OfferDraft, offer_substitutes
from app.actions.order_editing import OrderEdit, OrderTerms, edit_order
from app.actions.ordering import PaymentDraft
from app.actions.paying import record_payment, remove_payment
from app.actions.promises import promise
from app.actions.undoing import CarriedOut, carry_out
from app.actions.undoing_answers import take_back_answers
from app.errors import AlreadyDone, NotFound, Refused
from app.verifying import verify
from db.rows import run
from tests.databases import on_both, portable
from tests.desks import Desk
from tests.standing import standing
from tests.unit.actions.delayed import LATER, PROMISED, Late, late

pytestmark = portable

COMPLETE = OrderTerms(ship_complete=True)


@pytest.fixture
def anna(desk: Desk) -> Late:
    return asked(desk)


@pytest.fixture
def sqlite_anna(sqlite_desk: Desk) -> Late:
    return asked(sqlite_desk)


def asked(desk: Desk) -> Late:
    """One of two pans is Anna's, she paid, and she has to answer; Bert waits behind her."""
    found = late(desk)
    desk.shop.write(stocktaking.count, desk.products["PAN"], Decimal(1))
    desk.order("Bert", {"PAN": "1"})
    found.pays("20")
    found.tell()
    return found


def answer(anna: Late, *drafts: AnswerDraft) -> CarriedOut:
    done: CarriedOut = anna.desk.shop.write(carry_out(record_answers), drafts)
    return done


def ids(done: CarriedOut) -> list[int]:
    return [each.answer_id for each in done.outcome]


def take_back(anna: Late, done: CarriedOut, *, exactly: bool = True) -> None:
    anna.desk.shop.write(take_back_answers, ids(done), done.lines if exactly else ())


ANSWERS: dict[str, dict[str, Any]] = {
    "waits as told": {"kind": "waits"},
    "waits longer": {"kind": "waits", "waits_until": date(2027, 1, 8)},
    "waits no longer than": {"kind": "waits", "waits_until": PROMISED},
    "says nothing": {"kind": "none"},
    "cancels": {"kind": "cancels"},
    "cancels what waits": {"kind": "cancels", "quantity": Decimal(1)},
    "takes a substitute": {"kind": "substitute", "product": "POT", "price": Decimal(3)},
    "takes one substitute": {"kind": "substitute", "product": "POT", "quantity": Decimal(1)},
    "takes a substitute later": {"kind": "substitute", "product": "LID", "although_later": True},
    "takes a part later": {"kind": "part"},
    "takes a part now": {"kind": "part", "ship_now": True},
}


def draft_of(anna: Late, name: str) -> AnswerDraft:
    said = dict(ANSWERS[name])
    if "product" in said:
        said["product_id"] = anna.desk.products[said.pop("product")]
    return AnswerDraft(anna.line_id, **said)


@on_both
@pytest.mark.parametrize("name", ANSWERS)
def test_r23_an_answer_taken_back_leaves_all_as_it_stood(anna: Late, name: str) -> None:
    as_it_stood(anna, name)


@pytest.mark.parametrize("name", ANSWERS)
def test_r23_an_answer_for_a_complete_order_taken_back(sqlite_anna: Late, name: str) -> None:
    sqlite_anna.desk.shop.write(edit_order, sqlite_anna.order_id, OrderEdit(OrderTerms(), COMPLETE))
    as_it_stood(sqlite_anna, name)


@pytest.mark.parametrize("name", ["waits as told", "cancels", "takes a substitute", "takes one substitute"])
def test_r24_what_was_offered_is_offered_again(sqlite_anna: Late, name: str) -> None:
    pots = OfferDraft(sqlite_anna.desk.products["POT"], Decimal(1), set_aside=True)
    sqlite_anna.desk.shop.write(offer_substitutes, sqlite_anna.line_id, [pots])
    as_it_stood(sqlite_anna, name)


def test_r24_what_was_kept_for_an_offer_and_is_gone_is_not_kept_again(sqlite_anna: Late) -> None:
    pots = OfferDraft(sqlite_anna.desk.products["POT"], Decimal(1), set_aside=True)
    sqlite_anna.desk.shop.write(offer_substitutes, sqlite_anna.line_id, [pots])
    done = answer(sqlite_anna, AnswerDraft(sqlite_anna.line_id, "waits"))
    sqlite_anna.desk.order("Carl", {"POT": "5"})
    take_back(sqlite_anna, done)
    assert sqlite_anna.rows("SELECT state, quantity, set_aside FROM offers") == [("open", 1000, 0)]
    assert sqlite_anna.desk.shop.read(verify) == []


def as_it_stood(anna: Late, name: str) -> None:
    anna.desk.product("LID", decimals=0)
    before = standing(anna.desk.shop)
    done = answer(anna, draft_of(anna, name))
    assert standing(anna.desk.shop) != before

    take_back(anna, done)

    assert standing(anna.desk.shop) == before
    assert anna.rows("SELECT undone FROM answers") == [(1,)]
    assert anna.desk.shop.read(verify) == []
    with pytest.raises(AlreadyDone):
        take_back(anna, done)


@on_both
def test_r23_a_form_is_taken_back_whole(anna: Late) -> None:
    other = anna.desk.order("Anna", {"PAN": "1", "POT": "1"}).line_ids
    before = standing(anna.desk.shop)
    done = answer(
        anna,
        AnswerDraft(anna.line_id, "cancels"),
        AnswerDraft(other[0], "substitute", product_id=anna.desk.products["POT"]),
        AnswerDraft(other[1], "part", ship_now=True),
    )

    take_back(anna, done)

    assert standing(anna.desk.shop) == before
    assert anna.desk.shop.read(verify) == []


@on_both
@pytest.mark.parametrize("name", ["cancels", "takes a substitute"])
def test_r23_taken_back_later_what_others_got_stays_with_them(anna: Late, name: str) -> None:
    done = answer(anna, draft_of(anna, name))
    anna.desk.order("Carl", {"PAN": "1", "POT": "5"})

    take_back(anna, done)

    assert anna.rows("SELECT open, reserved, cancelled FROM order_lines WHERE id = ?", anna.line_id) == [
        (2000, 1000, 0)
    ]
    assert anna.consents()[-1][0] == "awaited"
    assert anna.desk.shop.read(verify) == []


@on_both
def test_r20_goods_that_left_meanwhile_are_not_given_back(anna: Late) -> None:
    bert = anna.rows("SELECT max(id) FROM orders")[0][0]
    anna.desk.shop.write(cancelling.cancel_order, bert)
    done = answer(anna, AnswerDraft(anna.line_id, "cancels"))
    anna.desk.shop.write(stocktaking.issue, anna.desk.products["PAN"], Decimal(1), reason="broken")

    take_back(anna, done)

    assert anna.rows("SELECT open, reserved FROM order_lines WHERE id = ?", anna.line_id) == [(2000, 0)]
    assert anna.desk.shop.read(verify) == []


@on_both
def test_r23_a_part_split_off_since_is_asked_again_too(anna: Late) -> None:
    done = answer(anna, AnswerDraft(anna.line_id, "waits", waits_until=date(2027, 1, 8)))
    part = anna.desk.shop.write(queueing.split_line, anna.line_id, Decimal(1))
    assert anna.desk.shop.read(verify) == []

    take_back(anna, done)

    assert [row[0] for row in anna.consents()] == ["awaited", "awaited"]
    days = anna.rows("SELECT promised_on FROM order_lines WHERE id IN (?, ?)", anna.line_id, part)
    assert days == [(LATER.toordinal(),)] * 2
    assert anna.desk.shop.read(verify) == []


def test_r23_the_later_answer_is_taken_back_first(anna: Late) -> None:
    first = answer(anna, AnswerDraft(anna.line_id, "waits"))
    second = answer(anna, AnswerDraft(anna.line_id, "cancels"))
    with pytest.raises(Refused, match="once more"):
        take_back(anna, first)
    take_back(anna, second)
    assert anna.consents()[-1][0] == "answered"
    take_back(anna, first)
    assert anna.consents()[-1][0] == "awaited"


# what builds on it


def tell(*kinds: str) -> Any:
    return lambda anna, done: anna.tell(*kinds, kind=kinds[0])


def of_the_new_line(act: Any, *args: Any) -> Any:
    return lambda anna, done: anna.desk.shop.write(act, done.outcome[0].new_line_id, *args)


def ship_substitute(anna: Late, done: CarriedOut) -> None:
    anna.desk.shop.write(shipping.ship, [(done.outcome[0].new_line_id, Decimal(1))], part_confirmed=True)


def pay_back(anna: Late, done: CarriedOut) -> None:
    anna.desk.shop.write(record_payment, anna.order_id, PaymentDraft(Decimal(4), "cash", "refund"))


BUILT_ON: dict[str, tuple[str, Any, str]] = {
    "told that it is cancelled": ("cancels", tell("cancellation"), "The customer was told on 23 Nov"),
    "told of the refund": ("cancels", tell("refund"), "The customer was told on 23 Nov"),
    "told that a part left": ("takes a part now", tell("part_shipment"), "The customer was told on 23 Nov"),
    "paid back": ("cancels", pay_back, "€4.00 were paid back since"),
    "substitute shipped": ("takes a substitute", ship_substitute, "The substitute was shipped"),
    "substitute cancelled": (
        "takes a substitute",
        of_the_new_line(cancelling.cancel_line, Decimal(1)),
        "Something else happened since",
    ),
    "substitute split": (
        "takes a substitute",
        of_the_new_line(queueing.split_line, Decimal(1)),
        "Something else happened since",
    ),
    "promised anew": (
        "waits longer",
        lambda anna, done: anna.desk.shop.write(promise, anna.line_id, date(2027, 2, 1)),
        "Another date was promised since",
    ),
}


@pytest.mark.parametrize("name", BUILT_ON)
def test_r23_an_answer_that_something_builds_on_stays(sqlite_anna: Late, name: str) -> None:
    anna = sqlite_anna
    said, act, words = BUILT_ON[name]
    anna.desk.shop.write(change_price, anna.line_id)
    done = answer(anna, draft_of(anna, said))
    act(anna, done)
    before = standing(anna.desk.shop)

    with pytest.raises(Refused, match=words):
        take_back(anna, done)

    assert standing(anna.desk.shop) == before
    assert anna.rows("SELECT undone FROM answers") == [(0,)]


def test_r23_once_the_money_is_not_paid_back_after_all_it_can_be_taken_back(sqlite_anna: Late) -> None:
    anna = sqlite_anna
    anna.desk.shop.write(change_price, anna.line_id)
    before = standing(anna.desk.shop)
    done = answer(anna, AnswerDraft(anna.line_id, "cancels"))
    back = anna.desk.shop.write(record_payment, anna.order_id, PaymentDraft(Decimal(4), "cash", "refund"))
    anna.desk.shop.write(remove_payment, back)
    take_back(anna, done)
    assert standing(anna.desk.shop) == before


def test_an_answer_that_never_was_is_not_taken_back(sqlite_anna: Late) -> None:
    with pytest.raises(NotFound):
        sqlite_anna.desk.shop.write(take_back_answers, [999])


def change_price(session: Any, line_id: int) -> None:
    """What is ordered is worth what was paid."""
    run(session, "UPDATE order_lines SET price = 100000 WHERE id = ?", (line_id,))
