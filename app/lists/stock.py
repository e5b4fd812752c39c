"""What lies where: one row a product and location."""

from typing import Any

from app.language import tr
from app.lists.conditions import Condition, named
from app.lists.lines import line_worth
from app.lists.listing import Kind, ListColumn, ListFilter, Listing, Reading
from app.lists.paging import Sort

_NEXT = (
    "(SELECT min(eta) FROM (SELECT eta FROM purchase_lines WHERE pool_id = s.id AND incoming > 0"
    " UNION ALL SELECT eta FROM transfers WHERE to_pool_id = s.id AND incoming > 0) AS coming)"
)
_BALANCE = "s.available + s.incoming - s.backordered"

COLUMNS = (
    ListColumn("id", lambda: tr("Id"), "s.id", Kind.COUNT, shown=False),
    ListColumn("sku", lambda: tr("SKU"), "p.sku", sort="sku", width=100),
    ListColumn("name", lambda: tr("Product"), "p.name", sort="name", width=220),
    ListColumn("location", lambda: tr("Location"), "a.name", width=90),
    ListColumn("category", lambda: tr("Category"), "p.category", width=110),
    ListColumn("on_hand", lambda: tr("On hand"), "s.on_hand", Kind.QUANTITY, sort="on_hand", width=76),
    ListColumn("reserved", lambda: tr("Reserved"), "s.reserved", Kind.QUANTITY, sort="reserved", width=76),
    ListColumn(
        "available", lambda: tr("Available"), "s.available", Kind.QUANTITY, sort="available", width=76
    ),
    ListColumn("incoming", lambda: tr("Incoming"), "s.incoming", Kind.QUANTITY, sort="incoming", width=76),
    ListColumn(
        "backordered", lambda: tr("Backordered"), "s.backordered", Kind.QUANTITY, sort="backordered", width=90
    ),
    ListColumn("next_delivery", lambda: tr("Next delivery"), _NEXT, Kind.DAY, width=96),
    ListColumn("minimum", lambda: tr("Minimum"), "p.minimum", Kind.QUANTITY, width=76),
    ListColumn("maximum", lambda: tr("Maximum"), "p.maximum", Kind.QUANTITY, width=76),
    ListColumn("value", lambda: tr("Value"), "p.cost", Kind.MONEY, width=100),
    ListColumn("cost", lambda: tr("Cost"), "p.cost", Kind.PRICE, shown=False),
    ListColumn("kind", lambda: tr("Kind"), "p.kind", shown=False),
    ListColumn("unit", lambda: tr("Unit"), "p.unit", shown=False),
    ListColumn("product_id", lambda: tr("Product"), "s.product_id", Kind.COUNT, shown=False),
)

FILTERS = (
    ListFilter("all", lambda: tr("All")),
    ListFilter("waiting", lambda: tr("Somebody waits"), "s.backordered > 0"),
    # More waits than the shelf and known supply bring.
    ListFilter(
        "short", lambda: tr("Not ordered"), f"s.backordered > 0 AND p.kind = 'stocked' AND {_BALANCE} < 0"
    ),
    ListFilter("low", lambda: tr("Below minimum"), f"p.minimum IS NOT NULL AND {_BALANCE} < p.minimum"),
    ListFilter(
        "overdue",
        lambda: tr("Supplier overdue"),
        "EXISTS (SELECT 1 FROM purchase_lines u"
        " WHERE u.pool_id = s.id AND u.incoming > 0 AND u.eta < {today})",
    ),
)

SORTS = (
    Sort("sku", ("p.sku_key", "s.location_id"), alike=False),
    Sort("name", ("p.name_key", "p.id", "s.location_id"), alike=False),
    Sort("on_hand", ("s.on_hand",), indexed=False, falls=True),
    Sort("reserved", ("s.reserved",), indexed=False, falls=True),
    Sort("available", ("s.available",), indexed=False),
    Sort("incoming", ("s.incoming",), indexed=False, falls=True),
    Sort("backordered", ("s.backordered",), indexed=False, falls=True),
)


def sought(text: str) -> Condition:
    """Products with the text in their SKU or name, or with this barcode."""
    sql, values = named(text, "p.sku_key", "p.name_key")
    return f"({sql} OR p.barcode = ?)", [*values, text]


def _finish(reading: Reading, rows: list[list[Any]]) -> None:
    value, on_hand = LISTING.place("value"), LISTING.place("on_hand")
    for row in rows:
        row[value] = line_worth(row[on_hand], row[value], 0)


LISTING = Listing(
    key="stock",
    title=lambda: tr("Stock"),
    table="stock_levels",
    alias="s",
    columns=COLUMNS,
    filters=FILTERS,
    sorts=SORTS,
    joins="JOIN products p ON p.id = s.product_id JOIN locations a ON a.id = s.location_id",
    tables="products p JOIN stock_levels s ON s.product_id = p.id",
    search=sought,
    finish=_finish,
)
