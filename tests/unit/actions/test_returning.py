"""A customer's goods come back: several lines at once, replaced, paid back (R19)."""

from decimal import Decimal
from typing import Any

import pytest

from app.actions.ordering import Entered, PaymentDraft
from app.actions.returning import ReturnDraft, TakenBack, replace_return, take_returns, undo_returns
from app.actions.shipping import ship
from app.actions.stocktaking import issue
from app.errors import AlreadyDone, InvalidInput, NotFound, Refused
from app.verifying import verify
from db.rows import fetch, fetch_one
from tests.databases import on_both, portable
from tests.desks import Desk

pytestmark = portable

ONE, TWO = Decimal(1), Decimal(2)


def shipped(desk: Desk, **goods: str) -> Entered:
    """An order of which everything left; twenty were paid."""
    for sku in goods:
        if sku not in desk.products:
            desk.product(sku, stock="10", decimals=0)
    entered = desk.order("Ann", goods, payments=(PaymentDraft(Decimal(20), "card"),))
    parts = [
        (line_id, Decimal(quantity))
        for line_id, quantity in zip(entered.line_ids, goods.values(), strict=True)
    ]
    desk.shop.write(ship, parts)
    return entered


def on_hand(desk: Desk, sku: str) -> Any:
    sql = "SELECT on_hand FROM stock_levels WHERE product_id = ?"
    row: Any = desk.shop.read(fetch_one, sql, (desk.products[sku],))
    return row[0] // 1000


@on_both
def test_saleable_goods_lie_there_again_and_damaged_ones_do_not(desk: Desk) -> None:
    entered = shipped(desk, CUP="3", POT="2")
    cup, pot = entered.line_ids
    drafts = [ReturnDraft(cup, TWO), ReturnDraft(pot, ONE, "damaged", "cracked")]
    taken: TakenBack = desk.shop.write(take_returns, drafts)
    assert (on_hand(desk, "CUP"), on_hand(desk, "POT")) == (9, 8)
    assert taken.number == "B-1001"
    rows = desk.shop.read(fetch, "SELECT number FROM returns")
    assert [row[0] for row in rows] == ["B-1001", "B-1001"]
    assert desk.shop.read(verify) == []


@on_both
def test_a_replacement_is_a_new_line_at_no_charge_tied_to_the_return(desk: Desk) -> None:
    entered = shipped(desk, CUP="3")
    taken = desk.shop.write(take_returns, [ReturnDraft(entered.line_ids[0], TWO, "damaged", replace=True)])
    [line_id] = taken.replacement_line_ids
    row: Any = desk.shop.read(
        fetch_one, "SELECT order_id, price, ordered, reserved, text FROM order_lines WHERE id = ?", (line_id,)
    )
    assert tuple(row) == (entered.order_id, 0, 2000, 2000, "Replacement for B-1001")
    tied: Any = desk.shop.read(fetch_one, "SELECT replacement_line_id FROM returns", ())
    assert tied[0] == line_id
    state: Any = desk.shop.read(fetch_one, "SELECT state FROM orders", ())
    assert state[0] == "open"
    assert desk.shop.read(verify) == []
    with pytest.raises(Refused, match="replaced already"):
        desk.shop.write(replace_return, taken.return_ids[0])


@on_both
def test_money_goes_back_with_the_goods(desk: Desk) -> None:
    entered = shipped(desk, CUP="3")
    desk.shop.write(take_returns, [ReturnDraft(entered.line_ids[0], ONE)], refund=Decimal("9.90"), way="cash")
    rows = desk.shop.read(fetch, "SELECT kind, amount, way FROM payments ORDER BY id")
    assert [tuple(row) for row in rows] == [("payment", 2000, "card"), ("refund", 990, "cash")]


def test_more_money_than_was_paid_is_refused_and_the_goods_stay_away(sqlite_desk: Desk) -> None:
    entered = shipped(sqlite_desk, CUP="3")
    with pytest.raises(Refused):
        sqlite_desk.shop.write(
            take_returns, [ReturnDraft(entered.line_ids[0], ONE)], refund=Decimal(21), way="cash"
        )
    assert on_hand(sqlite_desk, "CUP") == 7


def test_more_than_was_shipped_is_refused_whole(sqlite_desk: Desk) -> None:
    entered = shipped(sqlite_desk, CUP="3", POT="2")
    cup, pot = entered.line_ids
    with pytest.raises(Refused, match="Only 2 of this line can come back"):
        sqlite_desk.shop.write(take_returns, [ReturnDraft(cup, ONE), ReturnDraft(pot, Decimal(3))])
    assert on_hand(sqlite_desk, "CUP") == 7


def test_nothing_and_two_orders_at_once_are_refused(sqlite_desk: Desk) -> None:
    first, second = shipped(sqlite_desk, CUP="1"), shipped(sqlite_desk, CUP="1")
    with pytest.raises(InvalidInput):
        sqlite_desk.shop.write(take_returns, [])
    with pytest.raises(Refused, match="one order"):
        sqlite_desk.shop.write(
            take_returns, [ReturnDraft(first.line_ids[0], ONE), ReturnDraft(second.line_ids[0], ONE)]
        )
    with pytest.raises(NotFound):
        sqlite_desk.shop.write(take_returns, [ReturnDraft(999, ONE)])


def test_a_line_that_is_named_twice_is_refused(sqlite_desk: Desk) -> None:
    [cup] = shipped(sqlite_desk, CUP="3").line_ids
    with pytest.raises(InvalidInput, match="named twice"):
        sqlite_desk.shop.write(take_returns, [ReturnDraft(cup, ONE), ReturnDraft(cup, ONE)])


def test_of_one_line_some_can_be_fit_for_sale_and_some_not(sqlite_desk: Desk) -> None:
    [cup] = shipped(sqlite_desk, CUP="3").line_ids
    sqlite_desk.shop.write(take_returns, [ReturnDraft(cup, ONE), ReturnDraft(cup, TWO, "damaged")])
    assert on_hand(sqlite_desk, "CUP") == 8


@on_both
def test_an_undone_return_leaves_no_trace_but_its_history(desk: Desk) -> None:
    cup, pot = shipped(desk, CUP="3", POT="2").line_ids
    drafts = [ReturnDraft(cup, TWO), ReturnDraft(pot, ONE, "damaged", replace=True)]
    taken: TakenBack = desk.shop.write(take_returns, drafts, refund=ONE, way="cash")
    desk.shop.write(undo_returns, taken)
    assert (on_hand(desk, "CUP"), on_hand(desk, "POT")) == (7, 8)
    lines = desk.shop.read(fetch, "SELECT returned, removed FROM order_lines ORDER BY id")
    assert [tuple(row) for row in lines] == [(0, 0), (0, 0), (0, 1)]
    assert desk.shop.read(fetch, "SELECT id FROM payments WHERE kind = 'refund'") == []
    [state] = desk.shop.read(fetch, "SELECT state FROM orders")
    assert state[0] == "done"
    assert desk.shop.read(verify) == []
    with pytest.raises(AlreadyDone, match="undone already"):
        desk.shop.write(undo_returns, TakenBack(taken.order_id, taken.return_ids, taken.number))


def test_undoing_a_return_takes_back_what_it_brought_to_the_queue(desk: Desk) -> None:
    [cup] = shipped(desk, CUP="10").line_ids
    waiting = desk.order("Bob", {"CUP": "2"}).line_ids[0]
    taken = desk.shop.write(take_returns, [ReturnDraft(cup, TWO)])
    desk.shop.write(undo_returns, taken)
    row: Any = desk.shop.read(fetch_one, "SELECT reserved FROM order_lines WHERE id = ?", (waiting,))
    assert row[0] == 0
    assert desk.shop.read(verify) == []


def test_a_return_whose_goods_have_left_again_stays(desk: Desk) -> None:
    [cup] = shipped(desk, CUP="10").line_ids
    taken = desk.shop.write(take_returns, [ReturnDraft(cup, TWO)])
    desk.shop.write(issue, desk.products["CUP"], ONE)
    with pytest.raises(Refused, match="What came back of CUP with B-1001 has left since"):
        desk.shop.write(undo_returns, taken)
    assert on_hand(desk, "CUP") == 1


def test_a_return_whose_replacement_was_shipped_stays(desk: Desk) -> None:
    [cup] = shipped(desk, CUP="3").line_ids
    taken = desk.shop.write(take_returns, [ReturnDraft(cup, TWO, "damaged", replace=True)])
    desk.shop.write(ship, [(taken.replacement_line_ids[0], TWO)])
    with pytest.raises(Refused, match="has shipments"):
        desk.shop.write(undo_returns, taken)
    assert desk.shop.read(verify) == []
