"""What the shop sells, over all its locations."""

from typing import Any

from app.language import tr
from app.lists.answers import Reading
from app.lists.conditions import Condition, named
from app.lists.listing import Kind, ListColumn, ListFilter, Listing
from app.lists.paging import Sort
from db.rows import fetch_for

COLUMNS = (
    ListColumn("id", lambda: tr("Id"), "p.id", Kind.COUNT, shown=False),
    ListColumn("sku", lambda: tr("SKU"), "p.sku", sort="sku", width=100),
    ListColumn("name", lambda: tr("Product"), "p.name", sort="name", width=220),
    ListColumn("kind", lambda: tr("Kind"), "p.kind", width=90),
    ListColumn("category", lambda: tr("Category"), "p.category", width=110),
    ListColumn("price", lambda: tr("Price"), "p.price", Kind.PRICE, width=84),
    ListColumn("cost", lambda: tr("Cost"), "p.cost", Kind.PRICE, width=84),
    ListColumn("tax_rate", lambda: tr("Tax"), "p.tax_rate", Kind.PERCENT, width=60),
    ListColumn("unit", lambda: tr("Unit"), "p.unit", width=60),
    ListColumn("barcode", lambda: tr("Barcode"), "p.barcode", width=120),
    ListColumn("supplier", lambda: tr("Supplier"), "''", width=160),
    ListColumn("on_hand", lambda: tr("On hand"), "0", Kind.QUANTITY, width=76),
    ListColumn("available", lambda: tr("Available"), "0", Kind.QUANTITY, width=76),
    ListColumn("backordered", lambda: tr("Backordered"), "0", Kind.QUANTITY, width=90),
    ListColumn("backorders", lambda: tr("Backorders"), "p.backorders", shown=False),
    ListColumn("decimals", lambda: tr("Decimals"), "p.decimals", Kind.COUNT, shown=False),
    ListColumn("active", lambda: tr("Active"), "p.active", Kind.FLAG, shown=False),
)


def sought(text: str) -> Condition:
    """Products with the text in their SKU or name, or with this barcode."""
    sql, values = named(text, "p.sku_key", "p.name_key")
    return f"({sql} OR p.barcode = ?)", [*values, text]


def _finish(reading: Reading, rows: list[list[Any]]) -> None:
    ids = [row[0] for row in rows]
    sql = (
        "SELECT product_id, sum(on_hand), sum(available), sum(backordered) FROM stock_levels"
        " WHERE product_id IN ({ids}) GROUP BY product_id"
    )
    levels = {row[0]: [int(each) for each in row[1:]] for row in fetch_for(reading.session, sql, ids)}
    preferred = (
        "SELECT sp.product_id, v.name FROM supplier_products sp"
        " JOIN suppliers v ON v.id = sp.supplier_id AND v.active = 1"
        " WHERE sp.product_id IN ({ids}) ORDER BY sp.product_id, sp.preferred, sp.id DESC"
    )
    suppliers = dict(map(tuple, fetch_for(reading.session, preferred, ids)))
    place = LISTING.place("on_hand")
    for row in rows:
        row[place : place + 3] = levels.get(row[0], [0, 0, 0])
        row[LISTING.place("supplier")] = suppliers.get(row[0], "")


LISTING = Listing(
    key="products",
    title=lambda: tr("Products"),
    table="products",
    alias="p",
    columns=COLUMNS,
    filters=(
        ListFilter("active", lambda: tr("Active"), "p.active = 1", usual=True),
        ListFilter("made", lambda: tr("Made to order and services"), "p.kind <> 'stocked'"),
        ListFilter("all", lambda: tr("All")),
    ),
    sorts=(Sort("sku", ("p.sku_key",), alike=False), Sort("name", ("p.name_key",))),
    search=sought,
    search_words=lambda: tr("Find a product: SKU, name or barcode"),
    finish=_finish,
)
