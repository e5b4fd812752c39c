"""An import of orders that is taken back: as if nobody had ordered, or refused with what happened since."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.actions.cancelling import cancel_line
from app.actions.editing import edit
from app.actions.ordering import OrderDraft, OrderLineDraft, PaymentDraft, enter_order
from app.actions.paying import record_payment
from app.actions.promises import promise
from app.actions.queueing import hold, rank_first
from app.actions.shipping import ship
from app.errors import Refused
from app.importing.taking_back import take_back_import
from app.importing.taking_back_orders import take_back_orders
from app.shop import Shop
from db.models.orders import Order, OrderLine
from tests.databases import every_case_on_both, portable
from tests.unit.importing.bringing import breaks, bring, lines_of, rows_of, stock_shop

pytestmark = portable

OPEN = (
    "order,ordered_on,customer,sku,quantity\n"
    "O-1,2026-11-01,C-1,A,4\nO-1,2026-11-01,C-1,B,2\nO-2,2026-11-02,,A,1\n"
)
PAST = (
    "order,ordered_on,customer,state,paid,sku,quantity,shipped,cancelled,returned,promised\n"
    "P-1,2026-10-01,C-1,done,20,A,4,3,1,1,2026-10-09\n"
    "P-2,2026-10-02,C-1,quote,,A,9,,,,\n"
)
COUNTED = (
    "SELECT count(*) FROM shipments",
    "SELECT count(*) FROM shipment_lines",
    "SELECT count(*) FROM payments",
    "SELECT count(*) FROM cancellations",
    "SELECT count(*) FROM returns",
    "SELECT count(*) FROM pegs",
    "SELECT count(*) FROM notices",
    "SELECT count(*) FROM order_lines WHERE removed = 0",
    "SELECT count(*) FROM order_lines WHERE demanded > 0 OR shipped > 0",
    "SELECT count(*) FROM orders WHERE state <> 'cancelled'",
)


def counted(shop: Shop) -> list[int]:
    return [rows_of(shop, sql)[0][0] for sql in COUNTED]


def take_back(shop: Shop) -> None:
    [(first, last)] = rows_of(
        shop,
        "SELECT min(first_id), max(last_id) FROM import_rows WHERE of_table = 'orders' AND run_id ="
        " (SELECT max(run_id) FROM import_rows)",
    )
    shop.write(take_back_orders, first, last)


@every_case_on_both
@pytest.mark.parametrize("content", [OPEN, PAST])
def test_nothing_of_them_counts_any_more(shop: Shop, tmp_path: Path, content: str) -> None:
    stock_shop(shop, A=5, B=0)
    bring(shop, tmp_path, "orders", content)
    take_back(shop)
    assert counted(shop) == [0] * len(COUNTED)
    assert rows_of(shop, "SELECT on_hand, reserved, backordered FROM stock_levels ORDER BY id") == [
        (5000, 0, 0),
        (0, 0, 0),
    ]
    assert breaks(shop) == []


def test_what_they_held_goes_to_who_waits(shop: Shop, tmp_path: Path) -> None:
    ids = stock_shop(shop, A=5, B=0)
    bring(shop, tmp_path, "orders", OPEN)
    shop.write(enter_order, OrderDraft(lines=(OrderLineDraft(ids["A"], Decimal(3)),)))
    assert lines_of(shop, "l.reserved")[-1][1] == 0
    take_back(shop)
    assert lines_of(shop, "l.reserved")[-1][1] == 3000
    assert breaks(shop) == []


def test_the_same_file_may_come_again(shop: Shop, tmp_path: Path) -> None:
    """Its numbers are free, and what it made and only history names is in use again."""
    for _ in range(3):
        report = bring(shop, tmp_path, "orders", OPEN, create_products=True, create_customers=True)
        assert [row[0] for row in rows_of(shop, "SELECT sku FROM products WHERE active = 1")] == ["A", "B"]
        assert rows_of(shop, "SELECT number FROM customers WHERE active = 1") == [("C-1",)]
        shop.write(take_back_import, report.stored.run)
        assert rows_of(shop, "SELECT sku FROM products WHERE active = 1") == []
        assert breaks(shop) == []
    assert [row[0] for row in rows_of(shop, "SELECT number FROM orders ORDER BY id")] == [
        "O-1 (taken back)",
        "O-2 (taken back)",
        "O-1 (taken back 2)",
        "O-2 (taken back 2)",
        "O-1 (taken back 3)",
        "O-2 (taken back 3)",
    ]


def test_what_rows_of_the_file_cancelled_is_wanted_again(shop: Shop, tmp_path: Path) -> None:
    stock_shop(shop, A=5)
    bring(shop, tmp_path, "orders", "order,ordered_on,customer,sku,quantity\nO-1,2026-11-01,C-1,A,4\n")
    bring(
        shop,
        tmp_path,
        "orders",
        "order,ordered_on,customer,sku,quantity\nC-9,2026-11-03,C-1,A,-4\nO-9,2026-11-03,C-1,A,1\n",
        "second.csv",
    )
    assert lines_of(shop, "l.open") == [("O-1", 0), ("O-9", 1000)]
    take_back(shop)
    assert lines_of(shop, "l.open, l.reserved, l.state")[0] == ("O-1", 4000, 4000, "open")
    assert breaks(shop) == []


def changed(session: Any, model: type, row_id: int, field: str, before: Any, after: Any) -> None:
    edit(session, model, row_id, {field: before}, {field: after})


@every_case_on_both
@pytest.mark.parametrize(
    ("act", "what"),
    [
        (
            lambda session: ship(session, [(3, Decimal(1))]),
            "O-2 has changed since the import: 1 shipped with S-1001.",
        ),
        (
            lambda session: cancel_line(session, 1, Decimal(1), reason="too late"),
            "O-1 has changed since the import: 1 cancelled: too late.",
        ),
        (
            lambda session: record_payment(session, 1, PaymentDraft(Decimal(5), "card")),
            "O-1 has changed since the import: 5 paid.",
        ),
        (
            lambda session: changed(session, OrderLine, 1, "price", Decimal(5), Decimal(4)),
            "O-1 has changed since the import: Price 5 → 4.",
        ),
        (
            lambda session: changed(session, Order, 2, "note", "", "call first"),
            "O-2 has changed since the import: Note – → call first.",
        ),
        (
            lambda session: hold(session, 1, reason="asked"),
            "O-1 has changed since the import: Put on hold: asked.",
        ),
        (
            lambda session: rank_first(session, 3),
            "O-2 has changed since the import: Ranked at place 1 by hand.",
        ),
        (
            lambda session: promise(session, 2, date(2026, 12, 1)),
            "O-1 has changed since the import: Promised 1 Dec.",
        ),
    ],
)
def test_what_was_built_on_stays(shop: Shop, tmp_path: Path, act: Callable[[Any], object], what: str) -> None:
    stock_shop(shop, A=5, B=0)
    bring(shop, tmp_path, "orders", OPEN)
    shop.write(act)
    before = lines_of(shop, "l.demanded, l.reserved")
    with pytest.raises(Refused) as refusal:
        take_back(shop)
    assert refusal.value.title == what
    assert lines_of(shop, "l.demanded, l.reserved") == before
