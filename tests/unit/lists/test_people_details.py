"""What panes tell of one customer and one supplier."""

from datetime import date
from decimal import Decimal

from app.actions.cancelling import cancel_order
from app.actions.ordering import PaymentDraft
from app.lists.customer_detail import customer_detail
from app.lists.supplier_detail import supplier_detail
from tests.desks import Desk, ordinal


def paid(amount: str) -> tuple[PaymentDraft, ...]:
    return (PaymentDraft(Decimal(amount), "card"),)


def test_open_orders_and_what_waits(desk: Desk) -> None:
    desk.product("CI-24", stock="1", supplier="Halvorsen", lead=10)
    desk.order("Anna", {"CI-24": "1"})
    desk.order("Anna", {"CI-24": "3"}, wanted_on=date(2026, 12, 1))
    desk.order("Anna", {"CI-24": "1"}, state="quote")
    detail = desk.shop.read(customer_detail, desk.customers["Anna"])
    assert [(each.state, each.due) for each in detail.orders] == [
        ("quote", 1_000),
        ("open", 3_000),
        ("open", 1_000),
    ]
    [line] = detail.lines
    assert (line.sku, line.short, line.expected, line.estimate) == ("CI-24", 3_000, None, ordinal(12, 4))
    assert line.is_late


def test_what_is_owed_by_currency(desk: Desk) -> None:
    """Quotes owe nothing; what was paid for a cancelled order is due back."""
    desk.product("CI-24", stock="9")
    desk.order("Anna", {"CI-24": "2"}, payments=paid("5"), shipping_charge=Decimal("1.50"))
    desk.order("Anna", {"CI-24": "1"}, currency="USD")
    desk.order("Anna", {"CI-24": "5"}, state="quote")
    gone = desk.order("Anna", {"CI-24": "1"}, payments=paid("4"), shipping_charge=Decimal("1.50"))
    desk.shop.write(cancel_order, gone.order_id)
    detail = desk.shop.read(customer_detail, desk.customers["Anna"])
    assert detail.owed == (("EUR", 2_150 - 500 - 400), ("USD", 1_000))


def test_a_customer_without_orders(desk: Desk) -> None:
    detail = desk.shop.read(customer_detail, desk.customer("Anna", city="Lund"))
    assert (detail.card["city"], detail.orders, detail.lines, detail.owed) == ("Lund", (), (), ())


def test_what_comes_from_a_supplier_and_what_he_delivers(desk: Desk) -> None:
    desk.product("CI-24", supplier="Halvorsen", lead=10)
    desk.product("CI-26", supplier="Halvorsen")
    desk.purchase({"CI-24": "2"}, date(2026, 11, 20), supplier="Halvorsen")
    desk.purchase({"CI-26": "1"}, None, supplier="Halvorsen")
    desk.purchase({"CI-26": "4"}, date(2026, 12, 4), supplier="Halvorsen")
    desk.purchase({"CI-26": "9"}, date(2026, 12, 4), supplier="Halvorsen", state="draft")
    desk.order("Anna", {"CI-24": "3"})
    detail = desk.shop.read(supplier_detail, desk.suppliers["Halvorsen"])
    assert [(each.sku, each.incoming, each.overdue) for each in detail.lines] == [
        ("CI-24", 2_000, True),
        ("CI-26", 4_000, False),
        ("CI-26", 1_000, False),
    ]
    assert (detail.overdue, detail.product_count) == (1, 2)
    assert [(each.sku, each.lead_days, each.backordered) for each in detail.products] == [
        ("CI-24", 10, 3_000),
        ("CI-26", None, 0),
    ]
