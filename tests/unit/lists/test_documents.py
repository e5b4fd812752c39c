"""Orders, stock, purchases, people and pools as lists and panes show them."""

import json
from datetime import date
from decimal import Decimal

import pytest

from app.actions.order_lines import remove_line, set_quantity
from app.actions.ordering import PaymentDraft
from app.actions.purchasing import PurchaseDraft, PurchaseLineDraft, enter_purchase, set_eta
from app.actions.queueing import hold
from app.actions.receiving import ReceiptDraft, ReceiptLineDraft, receive
from app.actions.resources import block_resource, create_resource
from app.actions.shipping import ship
from app.errors import NotFound
from app.happenings import happening_text
from app.lists import backorders, customers, history, moves, orders, products, purchases, stock, suppliers
from app.lists.finding import find_customers, find_products, find_suppliers
from app.lists.order_detail import order_detail
from app.lists.pools import PegRow, pool_detail, pool_heads
from app.lists.purchase_detail import open_purchases, purchase_detail
from app.lists.records import records
from tests.desks import Desk, ordinal, told


def test_an_order_shows_its_sums_and_its_latest_line(desk: Desk) -> None:
    desk.product("A", stock="5", price=Decimal("189"))
    desk.product("B", price=Decimal("64.50"))
    desk.purchase({"B": "2"}, date(2026, 12, 10))
    entered = desk.order(
        "Ann",
        {"A": "1", "B": "2"},
        discount="10",
        shipping_charge=Decimal("6.90"),
        payments=(PaymentDraft(Decimal(200), "card"),),
    )
    # 189 × 0.9 = 170.10; 129 × 0.9 = 116.10; with shipping 293.10
    keys = ("lines", "waiting", "total", "paid", "due", "expected", "status")
    assert told(desk.rows(orders.LISTING), *keys) == [(2, 1, 29310, 20000, 9310, ordinal(12, 11), "part")]
    detail = desk.shop.read(order_detail, entered.order_id)
    assert (detail.total, detail.paid, detail.due) == (29310, 20000, 9310)
    assert [(line.sku, line.status, line.expected, line.can_ship) for line in detail.lines] == [
        ("A", "ready", ordinal(11, 24), 1000),
        ("B", "on_time", ordinal(12, 11), 0),
    ]
    assert [(each.amount, each.way) for each in detail.payments] == [(20000, "card")]


def test_an_order_with_a_line_without_date_has_none(desk: Desk) -> None:
    desk.product("A", stock="5")
    desk.product("B")
    desk.order("Ann", {"A": "1", "B": "2"})
    assert told(desk.rows(orders.LISTING), "expected", "status") == [(None, "no_date")]


@pytest.mark.parametrize("state", ["quote", "open"])
def test_a_removed_line_is_seen_nowhere(desk: Desk, state: str) -> None:
    desk.product("A", price=Decimal(10))
    desk.product("B", price=Decimal(3))
    entered = desk.order("Ann", {"A": "1", "B": "2"}, state=state)
    line_id = entered.line_ids[0]
    desk.purchase({"A": "1"}, date(2026, 12, 10))
    desk.shop.write(remove_line, line_id)

    assert told(desk.rows(orders.LISTING, filter="all"), "lines", "total") == [(1, 600)]
    detail = desk.shop.read(order_detail, entered.order_id)
    assert ([line.sku for line in detail.lines], detail.total) == (["B"], 600)
    waiting = desk.rows(backorders.LISTING)
    assert [row["sku"] for row in waiting] == ([] if state == "quote" else ["B"])
    assert desk.shop.read(lambda session: list(records(session, "orders", ["sku"]))) == [("B",)]
    with pytest.raises(NotFound):
        desk.shop.write(set_quantity, line_id, Decimal(5))


def test_orders_by_state(desk: Desk) -> None:
    desk.product("A", stock="2")
    ready = desk.order("Ready", {"A": "1"})
    complete = desk.order("Collecting", {"A": "2"}, ship_complete=True)
    desk.order("Quote", {"A": "1"}, state="quote")
    held = desk.order("Held", {"A": "1"})
    shipped = desk.order("Shipped", {"A": "1"}, priority=5)
    desk.shop.write(hold, held.order_id)
    assert shipped.number

    def names(chosen: str) -> set[str]:
        return {row["customer"] for row in desk.rows(orders.LISTING, filter=chosen)}

    assert names("open") == {"Ready", "Collecting", "Held", "Shipped"}
    assert names("quotes") == {"Quote"}
    assert names("on_hold") == {"Held"}
    assert names("waiting") == {"Collecting", "Held", "Shipped"}
    assert names("ready") == {"Ready"}
    desk.shop.write(ship, [(ready.line_ids[0], Decimal(1))])
    assert names("done") == {"Ready"}
    assert desk.shop.read(order_detail, complete.order_id).status == "no_date"


def test_a_complete_order_that_holds_goods_and_has_a_date_is_collecting(desk: Desk) -> None:
    desk.product("A", stock="1")
    desk.purchase({"A": "1"}, date(2026, 12, 10))
    desk.order("Ann", {"A": "2"}, ship_complete=True)
    assert told(desk.rows(orders.LISTING), "status") == [("collecting",)]


def test_what_is_gone_is_said(desk: Desk) -> None:
    for read in (order_detail, purchase_detail, pool_detail):
        with pytest.raises(NotFound, match="no longer exists"):
            desk.shop.read(read, 999)


def test_stock_shows_levels_next_delivery_and_worth(desk: Desk) -> None:
    desk.product("A", stock="5.5", cost=Decimal("1.2345"), minimum=Decimal(10))
    desk.product("B")
    desk.purchase({"A": "1"}, date(2026, 12, 10))
    desk.purchase({"A": "2"}, date(2026, 12, 3))
    desk.order("Ann", {"A": "2", "B": "1"})
    keys = ("sku", "on_hand", "reserved", "available", "incoming", "backordered", "next_delivery", "value")
    assert told(desk.rows(stock.LISTING), *keys) == [
        ("A", 5500, 2000, 3500, 3000, 0, ordinal(12, 3), 679),
        ("B", 0, 0, 0, 0, 1000, None, 0),
    ]
    assert told(desk.rows(stock.LISTING, filter="short"), "sku") == [("B",)]
    assert told(desk.rows(stock.LISTING, filter="low"), "sku") == [("A",)]


def test_purchases_show_what_is_overdue_and_for_whom(desk: Desk) -> None:
    desk.product("A", supplier="Acme", lead=7)
    waiting = desk.order("Ann", {"A": "4"}, number="O-9")
    line = PurchaseLineDraft(
        desk.products["A"], Decimal(4), Decimal("2.5"), date(2026, 11, 16), waiting.line_ids[0]
    )
    desk.shop.write(
        enter_purchase,
        PurchaseDraft((line,), desk.suppliers["Acme"], "confirmed", "P-112", date(2026, 11, 2)),
    )
    desk.purchase({"A": "1"}, None, number="P-113")
    desk.purchase({"A": "1"}, None, number="P-114", state="draft")
    keys = ("number", "supplier", "incoming", "eta", "overdue", "for_order")
    assert told(desk.rows(purchases.LISTING), *keys) == [
        ("P-112", "Acme", 4000, ordinal(11, 16), 7, "O-9"),
        ("P-113", "", 1000, None, None, ""),
    ]
    assert told(desk.rows(purchases.LISTING, filter="overdue"), "number") == [("P-112",)]
    assert told(desk.rows(purchases.LISTING, filter="undated"), "number") == [("P-113",)]
    assert told(desk.rows(purchases.LISTING, filter="drafts"), "number") == [("P-114",)]
    assert told(desk.rows(purchases.WHOLE, filter="overdue"), "number", "lines", "incoming", "total") == [
        ("P-112", 1, 4000, 1000)
    ]


def test_a_purchase_shows_its_lines_and_how_its_dates_moved(desk: Desk) -> None:
    desk.product("A", supplier="Acme", lead=7)
    desk.order("Ann", {"A": "3"})
    purchase_id = desk.purchase({"A": "4"}, date(2026, 12, 4), supplier="Acme")
    line_id = desk.shop.read(purchase_detail, purchase_id).lines[0].id
    desk.shop.write(set_eta, [line_id], date(2026, 12, 18), cause="production_stopped", note="furnace")
    receipt = ReceiptDraft((ReceiptLineDraft(Decimal(1), line_id),))
    desk.shop.write(receive, receipt)
    detail = desk.shop.read(purchase_detail, purchase_id)
    line = detail.lines[0]
    assert (line.ordered, line.received, line.incoming, line.pegged) == (4000, 1000, 3000, 2000)
    assert (line.eta, line.first_eta) == (ordinal(12, 18), ordinal(12, 4))
    change = detail.eta_changes[0]
    assert (change.old_eta, change.new_eta) == (ordinal(12, 4), ordinal(12, 18))
    assert (change.cause, change.note) == ("production_stopped", "furnace")
    assert not detail.overdue
    assert [(each.id, each.incoming, each.next_eta) for each in desk.shop.read(open_purchases)] == [
        (purchase_id, 3000, ordinal(12, 18))
    ]
    assert desk.shop.read(open_purchases, 999) == []


def test_people_and_products_count_who_waits(desk: Desk) -> None:
    desk.product("A", stock="1", supplier="Acme", lead=7)
    desk.order("Ann", {"A": "3"})
    desk.customer("Bo")
    desk.purchase({"A": "1"}, date(2026, 11, 1), supplier="Acme")
    assert told(desk.rows(customers.LISTING), "name", "open_orders", "waiting") == [
        ("Ann", 1, 1),
        ("Bo", 0, 0),
    ]
    assert told(desk.rows(customers.LISTING, filter="waiting"), "name") == [("Ann",)]
    assert told(desk.rows(suppliers.LISTING), "name", "products", "open_lines", "overdue") == [
        ("Acme", 1, 1, 1)
    ]
    keys = ("sku", "supplier", "on_hand", "available", "backordered")
    assert told(desk.rows(products.LISTING), *keys) == [("A", "Acme", 1000, 0, 2000)]


def test_the_head_of_a_group_says_what_nobody_ordered(desk: Desk) -> None:
    desk.product("CI-24", stock="5")
    desk.purchase({"CI-24": "4"}, date(2026, 12, 2))
    desk.order("Ann", {"CI-24": "11"})
    held = desk.order("Bo", {"CI-24": "3"})
    desk.shop.write(hold, held.order_id)
    pool_id = desk.pool("CI-24")
    head = desk.shop.read(pool_heads, [pool_id])[pool_id]
    assert (head.on_hand, head.available, head.incoming, head.backordered) == (5000, 0, 4000, 9000)
    # 9 wait, 3 of them on hold, 4 are on their way.
    assert head.not_ordered == 2000


def test_the_head_of_what_is_made_says_when_the_bench_is_free(desk: Desk) -> None:
    bench = desk.shop.write(create_resource, "Bench", per_week=Decimal(10), monday=date(2026, 11, 2))
    desk.shop.write(block_resource, bench, first=date(2026, 11, 23), last=date(2026, 11, 27))
    desk.product("OB-45", kind="made", resource_id=bench)
    desk.order("Ann", {"OB-45": "4"})
    pool_id = desk.pool("OB-45")
    head = desk.shop.read(pool_heads, [pool_id])[pool_id]
    assert (head.resource, head.free_from, head.not_ordered) == ("Bench", ordinal(11, 30), 0)
    detail = desk.shop.read(pool_detail, pool_id)
    assert [(each.kind, each.on, each.quantity) for each in detail.supplies] == [
        ("week", ordinal(11, 30), 4000)
    ]
    # The rest of that week is taken too: free is the one after it.
    desk.order("Bo", {"OB-45": "6"})
    assert desk.shop.read(pool_heads, [pool_id])[pool_id].free_from == ordinal(12, 7)


def test_a_pool_shows_who_gets_what_from_where(desk: Desk) -> None:
    desk.product("A", stock="5", supplier="Acme", lead=42)
    ann = desk.order("Ann", {"A": "6"}).line_ids[0]
    bo = desk.order("Bo", {"A": "3"}).line_ids[0]
    purchase_id = desk.purchase({"A": "2"}, date(2026, 12, 4), number="P-124", supplier="Acme")
    line_id = desk.shop.read(purchase_detail, purchase_id).lines[0].id
    desk.shop.write(set_eta, [line_id], date(2026, 12, 18))
    detail = desk.shop.read(pool_detail, desk.pool("A"))
    assert detail.pegs == (
        PegRow(ann, "shelf", 0, 5000),
        PegRow(ann, "purchase", line_id, 1000),
        PegRow(bo, "purchase", line_id, 1000),
    )
    supply = detail.supplies[0]
    assert (supply.number, supply.supplier, supply.on, supply.was) == (
        "P-124",
        "Acme",
        ordinal(12, 18),
        ordinal(12, 4),
    )
    assert (detail.supplier, detail.lead_days, detail.head.not_ordered) == ("Acme", 42, 2000)
    said = [happening_text(history.happening_of(row)) for row in detail.history]
    assert "P-124 moved from 4 Dec to 18 Dec: another cause" in said


def test_history_and_ledger_name_what_they_are_about(desk: Desk) -> None:
    desk.product("A", stock="1")
    entered = desk.order("Ann", {"A": "2"}, number="O-7")
    page = desk.shop.read(history.history_of, line_id=entered.line_ids[0])
    assert "1 reserved" in [happening_text(history.happening_of(row)) for row in page.rows]
    assert {(row["sku"], row["order"]) for row in desk.rows(history.LISTING, search="O-7")} == {("A", "O-7")}
    assert told(desk.rows(moves.LISTING), "sku", "kind", "quantity") == [("A", "count", 1000)]
    assert json.loads(desk.rows(history.LISTING, filter="promises")[0]["facts"])["cause"] == "confirmation"


def test_products_are_found_by_code_then_by_name(desk: Desk) -> None:
    desk.product("PAN", name="Steel")
    desk.product("PAN-24", name="Big one", stock="2", barcode="4006381333931")
    desk.product("X", name="Pan, copper")
    desk.product("Y", name="Frying pan")
    desk.product("Z", name="Pot")

    def found(text: str, limit: int = 20) -> list[str]:
        return [each.sku for each in desk.shop.read(find_products, text, limit)]

    assert found("pan") == ["PAN", "PAN-24", "X", "Y"]
    assert found("pan", 2) == ["PAN", "PAN-24"]
    assert found("4006381333931") == ["PAN-24"]
    assert found("pan_") == []
    assert found(" ") == []
    assert desk.shop.read(find_products, "PAN-24")[0].available == 2000


def test_people_are_found_by_number_then_by_name(desk: Desk) -> None:
    desk.customer("Zed", number="Ann")
    desk.customer("Ann Lee", number="7")
    desk.customer("Joann", number="8")
    desk.product("A", supplier="Acme")
    assert [each.name for each in desk.shop.read(find_customers, "Ann")] == ["Zed", "Ann Lee", "Joann"]
    assert desk.shop.read(find_customers, "") == []
    assert [each.name for each in desk.shop.read(find_suppliers, "")] == ["Acme"]
    assert [each.name for each in desk.shop.read(find_suppliers, "ME")] == ["Acme"]
