"""What lateness costs is booked as it happens, and not at all where nobody had to wait."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.actions.cancelling import cancel_line, close_rest, reopen
from app.actions.costs import CostDraft, enter_cost, remove_cost
from app.actions.purchasing import set_eta
from app.actions.receiving import ReceiptDraft, ReceiptLineDraft, receive
from app.actions.selling import LostSale, record_lost_sale
from app.actions.shipping import Shipped, ship, undo_shipment
from app.errors import AlreadyDone, InvalidInput, NotFound
from app.settings import change_settings
from app.shop import clock_at
from app.verifying import verify
from db.rows import fetch
from db.terms import CostKind
from tests.databases import on_both, portable
from tests.desks import Desk

pytestmark = portable

ONE = Decimal(1)


def entries(desk: Desk) -> list[tuple[Any, ...]]:
    sql = "SELECT kind, amount, cause FROM cost_entries ORDER BY id"
    return [tuple(row) for row in desk.shop.read(fetch, sql, ())]


def rates(desk: Desk, **figures: int) -> None:
    desk.shop.write(change_settings, **figures)


def ordered(desk: Desk, quantity: str = "4", *, stock: str = "0", **more: Any) -> int:
    desk.product("PAN", supplier="Acme", cost=Decimal(6), stock=stock)
    entered = desk.order("Ann", {"PAN": quantity}, **more)
    return entered.line_ids[0]


def arrives(desk: Desk, quantity: str, day: date) -> None:
    desk.shop.clock = clock_at(day)
    line = ReceiptLineDraft(Decimal(quantity), product_id=desk.products["PAN"])
    desk.shop.write(receive, ReceiptDraft((line,)))


def leaves(desk: Desk, line_id: int, quantity: str, day: date) -> Shipped:
    desk.shop.clock = clock_at(day)
    shipped: Shipped = desk.shop.write(ship, [(line_id, Decimal(quantity))], part_confirmed=True)
    return shipped


def test_goods_that_nobody_waited_for_cost_nothing_more(sqlite_desk: Desk) -> None:
    rates(sqlite_desk, cost_handling_minutes=10, cost_hour=3000, cost_storage_day=20, cost_extra_parcel=500)
    line_id = ordered(sqlite_desk, stock="9")
    leaves(sqlite_desk, line_id, "4", date(2026, 11, 24))
    assert entries(sqlite_desk) == []


def test_without_rates_nothing_is_booked(sqlite_desk: Desk) -> None:
    line_id = ordered(sqlite_desk)
    arrives(sqlite_desk, "4", date(2026, 11, 27))
    leaves(sqlite_desk, line_id, "4", date(2026, 12, 7))
    assert entries(sqlite_desk) == []


def test_late_goods_cost_hands_and_a_place_to_lie(desk: Desk) -> None:
    rates(desk, cost_handling_minutes=10, cost_hour=3000, cost_storage_day=20)
    line_id = ordered(desk)
    arrives(desk, "4", date(2026, 11, 27))
    leaves(desk, line_id, "4", date(2026, 12, 7))
    # Ten days, of which one is for packing.
    assert entries(desk) == [("handling", 500, ""), ("storage", 180, "")]
    assert desk.shop.read(verify) == []


def test_each_parcel_after_the_first_costs_freight(sqlite_desk: Desk) -> None:
    rates(sqlite_desk, cost_extra_parcel=490)
    line_id = ordered(sqlite_desk, stock="1")
    leaves(sqlite_desk, line_id, "1", date(2026, 11, 23))
    assert entries(sqlite_desk) == []
    arrives(sqlite_desk, "2", date(2026, 11, 27))
    leaves(sqlite_desk, line_id, "2", date(2026, 11, 27))
    arrives(sqlite_desk, "1", date(2026, 12, 1))
    leaves(sqlite_desk, line_id, "1", date(2026, 12, 1))
    assert entries(sqlite_desk) == [("freight", 490, "")] * 2


@on_both
def test_a_shipment_that_is_undone_cost_nothing(desk: Desk) -> None:
    rates(desk, cost_handling_minutes=10, cost_hour=3000, cost_storage_day=20)
    line_id = ordered(desk)
    arrives(desk, "4", date(2026, 11, 27))
    shipped = leaves(desk, line_id, "4", date(2026, 12, 7))
    desk.shop.write(undo_shipment, shipped.number, line_id, ONE)
    assert len(entries(desk)) == 2
    desk.shop.write(undo_shipment, shipped.number, line_id, Decimal(3))
    assert entries(desk) == []


def test_the_cause_is_the_newest_that_moved_the_supply(desk: Desk) -> None:
    rates(desk, cost_handling_minutes=10, cost_hour=3000)
    line_id = ordered(desk)
    desk.purchase({"PAN": "4"}, date(2026, 11, 30), supplier="Acme")
    [(bought,)] = desk.shop.read(fetch, "SELECT id FROM purchase_lines", ())
    desk.shop.write(set_eta, [bought], date(2026, 12, 4), cause="transport")
    desk.shop.write(set_eta, [bought], date(2026, 12, 9), cause="customs")
    desk.shop.write(set_eta, [bought], date(2026, 12, 8), cause="other")
    desk.shop.clock = clock_at(date(2026, 12, 8))
    desk.shop.write(receive, ReceiptDraft((ReceiptLineDraft(Decimal(4), purchase_line_id=bought),)))
    leaves(desk, line_id, "4", date(2026, 12, 8))
    assert entries(desk) == [("handling", 500, "customs")]


LOST = "SELECT margin, cause, quantity - undone FROM cancellations ORDER BY id"


@pytest.mark.parametrize(
    ("stock", "cancelled", "expected"),
    [
        pytest.param("0", "4", 1600, id="all of it waited"),
        pytest.param("0", "1", 400, id="a part"),
        pytest.param("3", "4", 400, id="only what waited is lost by being late"),
        pytest.param("4", "4", 0, id="nothing waited"),
    ],
)
def test_cancelling_loses_the_margin_of_what_waited(
    sqlite_desk: Desk, stock: str, cancelled: str, expected: int
) -> None:
    line_id = ordered(sqlite_desk, stock=stock)
    sqlite_desk.shop.write(cancel_line, line_id, Decimal(cancelled))
    [(margin, _, _)] = sqlite_desk.shop.read(fetch, LOST, ())
    assert margin == expected


def test_goods_whose_cost_nobody_knows_lose_no_margin(sqlite_desk: Desk) -> None:
    sqlite_desk.product("CUP")
    entered = sqlite_desk.order("Ann", {"CUP": "2"})
    sqlite_desk.shop.write(cancel_line, entered.line_ids[0], ONE)
    assert [row[0] for row in sqlite_desk.shop.read(fetch, LOST, ())] == [0]


def test_an_order_in_another_currency_loses_no_margin_that_could_be_told(sqlite_desk: Desk) -> None:
    line_id = ordered(sqlite_desk, currency="CHF")
    sqlite_desk.shop.write(cancel_line, line_id, ONE)
    assert [row[0] for row in sqlite_desk.shop.read(fetch, LOST, ())] == [0]


def test_what_is_reopened_is_lost_no_more(sqlite_desk: Desk) -> None:
    line_id = ordered(sqlite_desk, stock="1")
    leaves(sqlite_desk, line_id, "1", date(2026, 11, 23))
    [(order_id,)] = sqlite_desk.shop.read(fetch, "SELECT id FROM orders", ())
    sqlite_desk.shop.write(close_rest, order_id)
    sqlite_desk.shop.write(reopen, order_id)
    assert [tuple(row) for row in sqlite_desk.shop.read(fetch, LOST, ())] == [(1200, "", 0)]


def test_a_lost_sale_keeps_what_it_would_have_earned(sqlite_desk: Desk) -> None:
    sqlite_desk.product("PAN", cost=Decimal(6))
    sqlite_desk.shop.write(
        record_lost_sale, LostSale(sqlite_desk.products["PAN"], Decimal(3), "went next door")
    )
    sql = "SELECT quantity, margin, reason FROM unmet_demand"
    assert [tuple(row) for row in sqlite_desk.shop.read(fetch, sql, ())] == [(3000, 1200, "went next door")]


@on_both
def test_a_cost_is_entered_and_taken_off(desk: Desk) -> None:
    line_id = ordered(desk)
    draft = CostDraft(line_id, CostKind.FREIGHT, Decimal("12.50"), cause="transport", note="courier")
    cost_id = desk.shop.write(enter_cost, draft)
    assert entries(desk) == [("freight", 1250, "transport")]
    desk.shop.write(remove_cost, cost_id)
    assert entries(desk) == []
    kinds = [row[0] for row in desk.shop.read(fetch, "SELECT kind FROM history WHERE kind LIKE 'cost%'", ())]
    assert kinds == ["cost_entered", "cost_removed"]
    with pytest.raises(AlreadyDone):
        desk.shop.write(remove_cost, cost_id)


@pytest.mark.parametrize("amount", ["0", "-1", "NaN", "Infinity", "1e18"])
def test_what_is_no_amount_is_refused(sqlite_desk: Desk, amount: str) -> None:
    line_id = ordered(sqlite_desk)
    with pytest.raises(InvalidInput):
        sqlite_desk.shop.write(enter_cost, CostDraft(line_id, CostKind.OTHER, Decimal(amount)))


def test_neither_a_line_that_is_not_there_nor_a_day_to_come_has_costs(sqlite_desk: Desk) -> None:
    line_id = ordered(sqlite_desk)
    with pytest.raises(NotFound):
        sqlite_desk.shop.write(enter_cost, CostDraft(line_id + 1, CostKind.OTHER, ONE))
    draft = CostDraft(line_id, CostKind.OTHER, ONE, date(2026, 11, 24))
    with pytest.raises(InvalidInput):
        sqlite_desk.shop.write(enter_cost, draft)
