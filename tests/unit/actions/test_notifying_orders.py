"""What was done to an order is told: confirmed, shipped, cancelled, ready to fetch, paid back (R18, R22)."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.actions.cancelling import cancel_line, cancel_order, close_rest, reopen
from app.actions.order_editing import OrderEdit, OrderTerms, edit_order
from app.actions.order_lines import remove_line, set_quantity
from app.actions.ordering import Entered, OrderDraft, OrderLineDraft, PaymentDraft, confirm_order, enter_order
from app.actions.paying import record_payment, remove_payment
from app.actions.people_editing import edit_customer
from app.actions.queueing import keep_on, unreserve
from app.actions.refunds import refund_owed
from app.actions.shipping import ship, undo_shipment
from app.actions.shop_settings import change_shop_settings
from app.actions.stocktaking import count
from app.actions.substituting import substitute
from app.actions.undoing import carry_out, take_back_cancelled
from app.actions.undoing_entries import take_back_order
from app.shop import Shop
from app.verifying import verify
from db.rows import fetch, run
from tests.databases import TODAY, on_both, portable
from tests.desks import Desk

pytestmark = portable

ONE, TWO = Decimal(1), Decimal(2)


def due(shop: Shop, *kinds: str) -> list[tuple[Any, ...]]:
    """(kind, line, thousandths, hundredths) of what is due, by kind and line."""
    sql = (
        "SELECT kind, order_line_id, quantity, amount FROM notices WHERE state = 'due'"
        " ORDER BY kind, order_line_id"
    )
    return [tuple(row) for row in shop.read(fetch, sql) if not kinds or row[0] in kinds]


def pending(shop: Shop) -> list[tuple[Any, ...]]:
    """(kind, state, last day) of what is still to happen."""
    rows = shop.read(fetch, "SELECT kind, state, due_by FROM notices WHERE pending = 1 ORDER BY kind, id")
    return [tuple(row) for row in rows]


def letters_went(shop: Shop) -> None:
    shop.write(lambda session: run(session, "UPDATE notices SET state = 'sent' WHERE state = 'due'"))


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    """Five of A, two of B, at 10 apiece."""
    desk.product("A", stock="5")
    desk.product("B", stock="2")
    return desk


CONFIRMATION = ("confirmation", None, 0, 0)


def test_r22_an_order_is_confirmed_unless_the_customer_was_not_told(stocked: Desk) -> None:
    stocked.order("Ann", {"A": "1"}, told=False)
    assert due(stocked.shop) == []
    stocked.order("Ann", {"A": "1"})
    assert due(stocked.shop) == [CONFIRMATION]
    quote = stocked.order("Bo", {"A": "1"}, state="quote")
    assert due(stocked.shop) == [CONFIRMATION]
    stocked.shop.write(confirm_order, quote.order_id)
    assert due(stocked.shop) == [CONFIRMATION] * 2


def test_nobody_is_told_of_a_counter_sale(stocked: Desk) -> None:
    draft = OrderDraft((OrderLineDraft(stocked.products["A"], ONE),))
    entered = stocked.shop.write(enter_order, draft)
    stocked.shop.write(ship, [(entered.line_ids[0], ONE)])
    assert due(stocked.shop) == []


@on_both
def test_an_order_taken_back_before_it_was_confirmed_is_not_told_at_all(stocked: Desk) -> None:
    lines = (OrderLineDraft(stocked.products["A"], ONE),)
    draft = OrderDraft(lines, customer_id=stocked.customer("Ann"))
    entered = stocked.shop.write(enter_order, draft)
    stocked.shop.write(take_back_order, entered, draft)
    assert due(stocked.shop) == []

    entered = stocked.shop.write(enter_order, draft)
    letters_went(stocked.shop)
    stocked.shop.write(take_back_order, entered, draft)
    assert due(stocked.shop) == [("cancellation", entered.line_ids[0], 1000, 0)]


# shipments


@on_both
def test_r22_what_left_is_told_and_the_rest_of_it_with_it(stocked: Desk) -> None:
    entered = stocked.order("Ann", {"A": "3", "B": "2"})
    first, second = entered.line_ids
    letters_went(stocked.shop)
    stocked.shop.write(ship, [(first, TWO)], number="S-1", carrier="Post", tracking="X1")
    assert due(stocked.shop) == [("part_shipment", first, 2000, 0)]
    stocked.shop.write(ship, [(first, ONE), (second, TWO)], number="S-2")
    assert due(stocked.shop) == [("shipped", first, 3000, 0), ("shipped", second, 2000, 0)]
    [facts] = stocked.shop.read(fetch, "SELECT facts FROM notices WHERE order_line_id = 1 AND state = 'due'")
    assert json.loads(facts[0]) == {"shipments": [["S-1", 2000, "Post", "X1"], ["S-2", 1000, "", ""]]}


def test_a_shipment_undone_before_it_was_told_is_not_told(stocked: Desk) -> None:
    entered = stocked.order("Ann", {"A": "3"})
    [line_id] = entered.line_ids
    letters_went(stocked.shop)
    stocked.shop.write(ship, [(line_id, TWO)], number="S-1")
    stocked.shop.write(ship, [(line_id, ONE)], number="S-2")
    stocked.shop.write(undo_shipment, "S-1", line_id, ONE)
    assert due(stocked.shop) == [("part_shipment", line_id, 2000, 0)]
    stocked.shop.write(undo_shipment, "S-1", line_id, ONE)
    stocked.shop.write(undo_shipment, "S-2", line_id, ONE)
    assert due(stocked.shop) == []


def test_what_was_told_to_have_left_is_not_told_again(stocked: Desk) -> None:
    [line_id] = stocked.order("Ann", {"A": "3"}).line_ids
    stocked.shop.write(ship, [(line_id, TWO)], number="S-1")
    letters_went(stocked.shop)
    stocked.shop.write(ship, [(line_id, ONE)], number="S-2")
    assert due(stocked.shop) == [("shipped", line_id, 1000, 0)]
    stocked.shop.write(undo_shipment, "S-1", line_id, ONE)
    assert due(stocked.shop) == [("part_shipment", line_id, 1000, 0)]


def test_a_confirmation_of_what_is_all_gone_already_is_moot(stocked: Desk) -> None:
    [line_id] = stocked.order("Ann", {"A": "1"}).line_ids
    stocked.shop.write(ship, [(line_id, ONE)])
    assert due(stocked.shop) == [("shipped", line_id, 1000, 0)]


# cancelling


@on_both
def test_r18_what_was_cancelled_is_told_once_and_not_if_it_is_reopened(stocked: Desk) -> None:
    entered = stocked.order("Ann", {"A": "3", "B": "5"})
    first, second = entered.line_ids
    stocked.shop.write(ship, [(first, ONE)])
    letters_went(stocked.shop)
    stocked.shop.write(cancel_line, second, ONE, reason="changed her mind")
    assert due(stocked.shop) == [("cancellation", second, 1000, 0)]
    stocked.shop.write(close_rest, entered.order_id)
    assert due(stocked.shop) == [("cancellation", first, 2000, 0), ("cancellation", second, 5000, 0)]
    stocked.shop.write(reopen, entered.order_id)
    assert due(stocked.shop) == [("cancellation", second, 1000, 0)]
    [facts] = stocked.shop.read(fetch, "SELECT facts FROM notices WHERE state = 'due'")
    assert json.loads(facts[0]) == {"reason": "changed her mind"}
    assert stocked.shop.read(verify) == []


def test_a_cancellation_taken_back_before_it_was_told_leaves_no_notice(stocked: Desk) -> None:
    entered = stocked.order("Ann", {"A": "3"}, payments=(PaymentDraft(Decimal(30)),))
    letters_went(stocked.shop)
    did = stocked.shop.write(carry_out(cancel_order), entered.order_id)
    assert due(stocked.shop) == [("cancellation", 1, 3000, 0), ("refund", None, 0, 3000)]
    stocked.shop.write(take_back_cancelled, did.lines, did.action_id)
    assert (due(stocked.shop), pending(stocked.shop)) == ([], [])
    assert stocked.shop.read(verify) == []


def test_r7_r24_a_corrected_quantity_and_a_substitute_are_no_cancellation(stocked: Desk) -> None:
    entered = stocked.order("Ann", {"A": "3", "B": "2"})
    first, second = entered.line_ids
    letters_went(stocked.shop)
    stocked.shop.write(set_quantity, first, ONE)
    stocked.shop.write(substitute, second, ONE, stocked.products["A"])
    assert due(stocked.shop, "cancellation") == []


@on_both
def test_nothing_is_told_of_a_line_that_was_removed(stocked: Desk) -> None:
    entered = stocked.order("Ann", {"A": "3", "B": "2"})
    letters_went(stocked.shop)
    stocked.shop.write(cancel_line, entered.line_ids[1], ONE)
    stocked.shop.write(remove_line, entered.line_ids[1])
    assert due(stocked.shop) == []


# money


def paid(desk: Desk, amount: int, **more: Any) -> Entered:
    """An order of 50 of A and B, with 5 for shipping, all of it or a part paid."""
    goods = {"A": "3", "B": "2"}
    payments = (PaymentDraft(Decimal(amount)),)
    entered = desk.order("Ann", goods, payments=payments, shipping_charge=Decimal(5), **more)
    letters_went(desk.shop)
    return entered


@pytest.mark.parametrize(
    ("act", "back"),
    [
        (lambda shop, it: shop.write(cancel_line, it.line_ids[0], ONE), 1000),
        (lambda shop, it: shop.write(cancel_order, it.order_id), 5500),
        (lambda shop, it: shop.write(set_quantity, it.line_ids[0], ONE), 2000),
        (lambda shop, it: shop.write(remove_line, it.line_ids[1]), 2000),
    ],
    ids=["a part", "all of it, the charge for shipping too", "a lower quantity", "a line removed"],
)
def test_r18_what_is_paid_for_goods_that_will_not_come_is_owed(
    stocked: Desk, act: Callable[[Shop, Entered], Any], back: int
) -> None:
    entered = paid(stocked, 55)
    act(stocked.shop, entered)
    assert due(stocked.shop, "refund") == [("refund", None, 0, back)]
    assert stocked.shop.read(refund_owed, entered.order_id) == (back, back)


def test_r18_a_refund_has_a_deadline_by_the_shops_policy_and_stays_until_it_is_paid(stocked: Desk) -> None:
    stocked.shop.write(change_shop_settings, {"delay_policy": "own"}, {"delay_policy": "us"})
    entered = paid(stocked, 55)
    stocked.shop.write(cancel_order, entered.order_id)
    seven_working_days = date(2026, 12, 2).toordinal()
    assert pending(stocked.shop) == [("refund", "due", seven_working_days)]
    letters_went(stocked.shop)
    assert pending(stocked.shop) == [("refund", "sent", seven_working_days)]
    back = PaymentDraft(Decimal(55), kind="refund")
    payment_id = stocked.shop.write(record_payment, entered.order_id, back)
    assert (due(stocked.shop), pending(stocked.shop)) == ([], [])
    stocked.shop.write(remove_payment, payment_id)
    assert pending(stocked.shop) == [("refund", "sent", seven_working_days)]


def test_more_cancelled_after_a_letter_is_told_as_what_is_owed_beyond_it(stocked: Desk) -> None:
    entered = paid(stocked, 55)
    stocked.shop.write(cancel_line, entered.line_ids[0], ONE)
    letters_went(stocked.shop)
    stocked.shop.write(cancel_line, entered.line_ids[0], ONE)
    assert due(stocked.shop, "refund") == [("refund", None, 0, 1000)]
    stocked.shop.write(set_quantity, entered.line_ids[0], TWO)
    assert due(stocked.shop, "refund") == []


def test_money_paid_back_before_the_letter_went_is_still_told(stocked: Desk) -> None:
    entered = paid(stocked, 55)
    stocked.shop.write(cancel_order, entered.order_id)
    stocked.shop.write(record_payment, entered.order_id, PaymentDraft(Decimal(55), kind="refund"))
    assert due(stocked.shop, "refund") == [("refund", None, 0, 5500)]
    assert pending(stocked.shop) == []


def test_nobody_owes_what_was_never_paid(stocked: Desk) -> None:
    entered = paid(stocked, 20)
    stocked.shop.write(cancel_line, entered.line_ids[0], ONE)
    assert due(stocked.shop, "refund") == []


@on_both
def test_money_is_owed_to_a_customer_who_wants_no_letters_too(stocked: Desk) -> None:
    stocked.customer("Ann", notice_channel="none")
    entered = paid(stocked, 55)
    stocked.shop.write(cancel_order, entered.order_id)
    assert due(stocked.shop) == []
    assert [row[:2] for row in pending(stocked.shop)] == [("refund", "void")]
    stocked.shop.write(record_payment, entered.order_id, PaymentDraft(Decimal(55), kind="refund"))
    assert pending(stocked.shop) == []


# goods to be fetched

FETCH_BY = TODAY.toordinal() + 14


def test_r22_goods_to_be_fetched_are_told_when_the_order_is_complete(stocked: Desk) -> None:
    entered = stocked.order("Ann", {"A": "3", "B": "3"}, pick_up=True)
    assert due(stocked.shop, "arrived") == []
    stocked.shop.write(count, stocked.products["B"], Decimal(3))
    assert due(stocked.shop, "arrived") == [("arrived", None, 6000, 0)]
    assert pending(stocked.shop) == [("arrived", "due", FETCH_BY)]
    stocked.shop.write(unreserve, entered.line_ids[0], Decimal(3), keep_off=True)
    assert (due(stocked.shop, "arrived"), pending(stocked.shop)) == ([], [])
    assert stocked.shop.read(verify) == []


def test_goods_lie_ready_until_they_are_fetched_and_their_taking_is_not_told(stocked: Desk) -> None:
    entered = stocked.order("Ann", {"A": "3", "B": "2"}, pick_up=True)
    letters_went(stocked.shop)
    first, second = entered.line_ids
    stocked.shop.write(ship, [(first, Decimal(3))])
    assert (due(stocked.shop), pending(stocked.shop)) == ([], [("arrived", "sent", FETCH_BY)])
    stocked.shop.write(ship, [(second, TWO)])
    assert (due(stocked.shop), pending(stocked.shop)) == ([], [])


def test_goods_that_were_told_and_are_taken_away_are_told_again_when_they_are_back(stocked: Desk) -> None:
    entered = stocked.order("Ann", {"A": "3"}, pick_up=True)
    letters_went(stocked.shop)
    stocked.shop.write(unreserve, entered.line_ids[0], Decimal(3), keep_off=True)
    assert pending(stocked.shop) == []
    stocked.shop.write(keep_on, entered.line_ids[0])
    assert due(stocked.shop) == [("arrived", None, 3000, 0)]


def arrivals(shop: Shop) -> list[tuple[Any, ...]]:
    """(state, pieces) of what lies ready or is to be told so."""
    sql = "SELECT state, quantity / 1000 FROM notices WHERE kind = 'arrived' AND pending = 1 ORDER BY id"
    return [tuple(row) for row in shop.read(fetch, sql)]


def test_r22_each_part_that_lies_ready_is_told_to_who_wants_it_so(stocked: Desk) -> None:
    stocked.customer("Ann", notice_per_part=True)
    entered = stocked.order("Ann", {"A": "3", "B": "4"}, pick_up=True)
    assert arrivals(stocked.shop) == [("due", 3), ("due", 2)]
    stocked.shop.write(count, stocked.products["B"], Decimal(3))
    assert arrivals(stocked.shop) == [("due", 3), ("due", 3)]
    letters_went(stocked.shop)
    stocked.shop.write(count, stocked.products["B"], Decimal(4))
    assert arrivals(stocked.shop) == [("sent", 3), ("sent", 3), ("due", 1)]
    stocked.shop.write(ship, [(entered.line_ids[0], Decimal(3))])
    assert arrivals(stocked.shop) == [("sent", 3), ("due", 1)]
    stocked.shop.write(unreserve, entered.line_ids[1], ONE, keep_off=True)
    assert arrivals(stocked.shop) == [("sent", 3)]
    stocked.shop.write(keep_on, entered.line_ids[1])
    assert arrivals(stocked.shop) == [("sent", 3), ("due", 1)]
    letters_went(stocked.shop)
    stocked.shop.write(ship, [(entered.line_ids[1], Decimal(4))])
    assert arrivals(stocked.shop) == []
    assert stocked.shop.read(verify) == []


@pytest.mark.parametrize(
    ("more", "before"),
    [({}, [("due", 3), ("due", 2)]), ({"ship_complete": True}, []), ({"pick_up": False}, [])],
    ids=["fetched", "leaves complete", "sent to him"],
)
def test_r22_parts_are_told_from_when_the_customer_wants_it_until_he_does_not(
    stocked: Desk, more: dict[str, Any], before: list[Any]
) -> None:
    stocked.order("Ann", {"A": "3", "B": "4"}, **{"pick_up": True} | more)
    assert arrivals(stocked.shop) == []
    per_part, whole = {"notice_per_part": True}, {"notice_per_part": False}
    stocked.shop.write(edit_customer, stocked.customers["Ann"], whole, per_part)
    assert arrivals(stocked.shop) == before
    stocked.shop.write(edit_customer, stocked.customers["Ann"], per_part, whole)
    assert arrivals(stocked.shop) == []


def test_r22_who_heard_of_the_whole_order_does_not_hear_of_its_parts(stocked: Desk) -> None:
    entered = stocked.order("Ann", {"A": "3", "B": "2"}, pick_up=True)
    letters_went(stocked.shop)
    choose = {"notice_per_part": False}, {"notice_per_part": True}
    stocked.shop.write(edit_customer, stocked.customers["Ann"], *choose)
    assert arrivals(stocked.shop) == [("sent", 5)]
    stocked.shop.write(ship, [(entered.line_ids[0], ONE)])
    assert arrivals(stocked.shop) == [("sent", 4)]


@on_both
def test_an_order_that_is_to_be_fetched_after_all(stocked: Desk) -> None:
    entered = stocked.order("Ann", {"A": "3"})
    letters_went(stocked.shop)
    terms = OrderTerms()
    stocked.shop.write(edit_order, entered.order_id, OrderEdit(terms, replace(terms, pick_up=True)))
    assert due(stocked.shop) == [("arrived", None, 3000, 0)]
    stocked.shop.write(edit_order, entered.order_id, OrderEdit(replace(terms, pick_up=True), terms))
    assert due(stocked.shop) == []


def test_who_wants_to_hear_nothing_hears_nothing_that_was_due(stocked: Desk) -> None:
    stocked.order("Ann", {"A": "1"})
    choose = {"notice_channel": "letter"}, {"notice_channel": "none"}
    stocked.shop.write(edit_customer, stocked.customers["Ann"], *choose)
    assert due(stocked.shop) == []


# what history keeps of it


def noticed(shop: Shop) -> list[dict[str, Any]]:
    return [json.loads(row[0]) for row in shop.read(fetch, _NOTICED)]


_NOTICED = "SELECT facts FROM history WHERE kind = 'noticed' ORDER BY id"


def test_history_has_one_row_for_all_notices_of_a_write(stocked: Desk) -> None:
    entered = stocked.order("Ann", {"A": "3", "B": "2"}, pick_up=True)
    stocked.shop.write(count, stocked.products["A"], Decimal(5))
    stocked.shop.write(cancel_order, entered.order_id)
    assert noticed(stocked.shop) == [
        {"due": {"arrived": 1, "confirmation": 1}},
        {"due": {"cancellation": 2}, "void": {"arrived": 1, "confirmation": 1}},
    ]
