"""The counter: what is there is sold at once, and a sale can be undone (R8, R20)."""

from decimal import Decimal
from typing import Any

import pytest

from app.actions.ordering import OrderLineDraft, PaymentDraft
from app.actions.selling import sell, undo_sale
from app.errors import Refused
from app.verifying import verify
from db.rows import fetch, fetch_one
from tests.databases import on_both, portable
from tests.desks import Desk

pytestmark = portable


def sold(desk: Desk, sku: str, quantity: str, paid: str = "0") -> Any:
    lines = [OrderLineDraft(desk.products[sku], Decimal(quantity))]
    payment = PaymentDraft(Decimal(paid), "cash") if Decimal(paid) else None
    return desk.shop.write(sell, lines, payment=payment)


def level(desk: Desk) -> tuple[int, ...]:
    row: Any = desk.shop.read(fetch_one, "SELECT on_hand, reserved FROM stock_levels", ())
    return tuple(figure // 1000 for figure in row)


@on_both
def test_a_sale_leaves_at_once_and_is_done(desk: Desk) -> None:
    desk.product("CUP", stock="3")
    entered = sold(desk, "CUP", "2", "20")
    assert level(desk) == (1, 0)
    row: Any = desk.shop.read(fetch_one, "SELECT state, channel FROM orders", ())
    assert tuple(row) == ("done", "counter")
    assert entered.number == "O-1001"
    assert desk.shop.read(verify) == []


@on_both
def test_an_undone_sale_leaves_nothing_behind(desk: Desk) -> None:
    desk.product("CUP", stock="3")
    entered = sold(desk, "CUP", "2", "20")
    desk.shop.write(undo_sale, entered.order_id)
    assert level(desk) == (3, 0)
    row: Any = desk.shop.read(fetch_one, "SELECT state FROM orders", ())
    assert row[0] == "cancelled"
    assert desk.shop.read(fetch, "SELECT id FROM payments") == []
    assert desk.shop.read(verify) == []
    with pytest.raises(Refused):
        desk.shop.write(undo_sale, entered.order_id)


def test_an_order_is_not_undone_as_a_sale(sqlite_desk: Desk) -> None:
    sqlite_desk.product("CUP", stock="3")
    entered = sqlite_desk.order("Ann", {"CUP": "1"})
    with pytest.raises(Refused, match="no counter sale"):
        sqlite_desk.shop.write(undo_sale, entered.order_id)


def test_what_is_reserved_is_not_sold(sqlite_desk: Desk) -> None:
    sqlite_desk.product("CUP", stock="3")
    sqlite_desk.order("Ann", {"CUP": "2"})
    with pytest.raises(Refused, match="Only 1 of CUP"):
        sold(sqlite_desk, "CUP", "2")
    assert level(sqlite_desk) == (3, 2)
