"""A small kitchen shop: casseroles on their way, customers who wait, a bench that makes boards."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.actions.cataloguing import ProductDraft, add_substitute, create_product, link_supplier
from app.actions.ordering import OrderDraft, OrderLineDraft, enter_order
from app.actions.people import CustomerDraft, SupplierDraft, create_customer, create_supplier
from app.actions.purchasing import PurchaseDraft, PurchaseLineDraft, enter_purchase
from app.actions.resources import create_resource
from app.actions.stocktaking import count
from app.shop import Shop


@dataclass
class Kitchen:
    """Ids by SKU, name and number."""

    products: dict[str, int] = field(default_factory=dict)
    customers: dict[str, int] = field(default_factory=dict)
    suppliers: dict[str, int] = field(default_factory=dict)
    purchases: dict[str, int] = field(default_factory=dict)
    orders: dict[str, int] = field(default_factory=dict)


PRODUCTS = (
    ("CI-24", "Cast-iron casserole 24 cm", "189", "4006381333931"),
    ("CI-26", "Cast-iron casserole 26 cm", "199", ""),
    ("CI-30", "Cast-iron casserole 30 cm", "219", ""),
    ("CG-26", "Grill pan 26 cm", "79", ""),
    ("SK-28", "Skillet 28 cm", "59", ""),
    ("EN-24", "Enamelled casserole 24 cm", "89", ""),
    ("WK-30", "Carbon-steel wok 30 cm", "72", ""),
)
STOCK = {"CI-24": 1, "CI-26": 6, "EN-24": 4, "WK-30": 3}
# Number, customer, wanted, ship complete, (SKU, quantity) …
ORDERS: tuple[tuple[str, str, date, bool, tuple[tuple[str, int], ...]], ...] = (
    ("O-1041", "Hotel Alder", date(2026, 12, 4), False, (("CI-24", 3),)),
    ("O-1029", "Marta Lindqvist", date(2026, 12, 5), False, (("CI-24", 1),)),
    ("O-1033", "Café Brünn", date(2026, 12, 6), False, (("CI-24", 3),)),
    ("O-1046", "Ruth Albrecht", date(2026, 12, 8), False, (("CI-30", 1),)),
    ("O-1051", "Bistro Quai 9", date(2026, 12, 9), True, (("CI-30", 2), ("OB-45", 2))),
    ("O-1049", "Jonas Weil", date(2026, 12, 7), False, (("CG-26", 1),)),
    ("O-1052", "Kochschule Nord", date(2026, 12, 21), False, (("CI-24", 5),)),
    ("O-1060", "Hanna Brandt", date(2026, 12, 23), False, (("SK-28", 1),)),
    ("O-1055", "Priya Raman", date(2026, 12, 22), False, (("CI-24", 3),)),
)
Bought = tuple[tuple[str, int, date | None], ...]
PURCHASES: tuple[tuple[str, str, Bought], ...] = (
    (
        "P-118",
        "Halvorsen Cast Iron",
        (
            ("CI-24", 6, date(2026, 12, 2)),
            ("CI-30", 4, date(2026, 12, 2)),
            ("CG-26", 4, date(2026, 12, 2)),
        ),
    ),
    (
        "P-124",
        "Halvorsen Cast Iron",
        (("CI-24", 6, date(2026, 12, 18)), ("SK-28", 4, date(2026, 12, 18))),
    ),
)


def furnish(session: Session) -> Kitchen:
    """Write all of it; the orders are told the dates they are shown."""
    kitchen = Kitchen()
    _write_catalogue(session, kitchen)
    for number, supplier, bought in PURCHASES:
        lines = tuple(
            PurchaseLineDraft(kitchen.products[sku], Decimal(quantity), eta=eta)
            for sku, quantity, eta in bought
        )
        draft = PurchaseDraft(lines, kitchen.suppliers[supplier], state="confirmed", number=number)
        kitchen.purchases[number] = enter_purchase(session, draft)
    for number, customer, wanted, complete, wants in ORDERS:
        enter(session, kitchen, number, customer, wants, wanted_on=wanted, ship_complete=complete)
    return kitchen


def enter(
    session: Session,
    kitchen: Kitchen,
    number: str,
    customer: str,
    wants: tuple[tuple[str, int], ...],
    **more: Any,
) -> int:
    """An order by names."""
    lines = tuple(OrderLineDraft(kitchen.products[sku], Decimal(quantity)) for sku, quantity in wants)
    draft = OrderDraft(lines, kitchen.customers[customer], number=number, **more)
    kitchen.orders[number] = enter_order(session, draft).order_id
    return kitchen.orders[number]


def _write_catalogue(session: Session, kitchen: Kitchen) -> None:
    for name in sorted({order[1] for order in ORDERS} | {"Oskar Lund", "Wen Li"}):
        kitchen.customers[name] = create_customer(session, CustomerDraft(name))
    for name, days in (("Halvorsen Cast Iron", 42), ("Acme", None)):
        kitchen.suppliers[name] = create_supplier(session, SupplierDraft(name, lead_days=days))
    for sku, name, price, barcode in PRODUCTS:
        draft = ProductDraft(sku, name, price=Decimal(price), tax_rate=Decimal(19), barcode=barcode)
        kitchen.products[sku] = create_product(session, draft)
        link_supplier(
            session,
            product_id=kitchen.products[sku],
            supplier_id=kitchen.suppliers["Halvorsen Cast Iron"],
            cost=Decimal(price) / 2,
            lead_days=42,
            preferred=True,
        )
    bench = create_resource(session, "Bench", per_week=Decimal(3), monday=date(2026, 11, 23))
    board = ProductDraft("OB-45", "Oak board 45 × 30 cm", kind="made", price=Decimal(64), resource_id=bench)
    kitchen.products["OB-45"] = create_product(session, board)
    for sku in ("CI-26", "EN-24"):
        add_substitute(session, kitchen.products["CI-24"], kitchen.products[sku])
    for sku, on_hand in STOCK.items():
        count(session, kitchen.products[sku], Decimal(on_hand))


def line_of(shop: Shop, kitchen: Kitchen, number: str, sku: str) -> int:
    """The id of an order's line."""
    from db.rows import value

    sql = "SELECT id FROM order_lines WHERE order_id = ? AND product_id = ?"
    found = shop.read(lambda session: value(session, sql, (kitchen.orders[number], kitchen.products[sku])))
    assert found is not None
    return int(found)


def purchase_lines_of(shop: Shop, kitchen: Kitchen, number: str) -> list[int]:
    """The ids of a purchase's lines."""
    from db.rows import fetch

    sql = "SELECT id FROM purchase_lines WHERE purchase_id = ? ORDER BY position"
    rows = shop.read(lambda session: fetch(session, sql, (kitchen.purchases[number],)))
    return [row[0] for row in rows]
