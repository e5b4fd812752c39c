"""What lies where: one row a product and location."""

from dataclasses import replace
from typing import Any

from app.language import tr
from app.lists.answers import Reading
from app.lists.conditions import Condition, named
from app.lists.lines import line_worth
from app.lists.listing import Kind, ListColumn, ListFilter, Listing
from app.lists.paging import Sort

_NEXT = (
    "(SELECT min(eta) FROM (SELECT eta FROM purchase_lines WHERE pool_id = s.id AND incoming > 0"
    " UNION ALL SELECT eta FROM transfers WHERE to_pool_id = s.id AND incoming > 0) AS coming)"
)
_BALANCE = "s.available + s.incoming - s.backordered"
# What weeks of a resource bring to those who wait.
_MADE = (
    "(SELECT coalesce(sum(quantity), 0) FROM pegs WHERE pool_id = s.id AND resource_id IS NOT NULL{until})"
)
_COMES = (
    "(SELECT coalesce(sum(incoming), 0) FROM {table} WHERE {pool} = s.id AND incoming > 0"
    " AND eta BETWEEN {first} AND {last})"
)


def _in_all(column: str) -> str:
    """What all locations have of the product together."""
    return f"(SELECT sum({column}) FROM stock_levels WHERE product_id = s.product_id)"


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
    ListColumn(
        "projected",
        lambda: tr("Projected"),
        f"{_BALANCE} + {_MADE.format(until='')}",
        Kind.QUANTITY,
        width=76,
    ),
    ListColumn("minimum", lambda: tr("Minimum"), "p.minimum", Kind.QUANTITY, width=76),
    ListColumn("maximum", lambda: tr("Maximum"), "p.maximum", Kind.QUANTITY, width=76),
    ListColumn("value", lambda: tr("Value"), "p.cost", Kind.MONEY, width=100),
    ListColumn("cost", lambda: tr("Cost"), "p.cost", Kind.PRICE, shown=False),
    ListColumn("kind", lambda: tr("Kind"), "p.kind", shown=False),
    ListColumn("unit", lambda: tr("Unit"), "p.unit", shown=False),
    ListColumn("product_id", lambda: tr("Product"), "s.product_id", Kind.COUNT, shown=False),
    ListColumn("location_id", lambda: tr("Location"), "s.location_id", Kind.COUNT, shown=False),
    ListColumn("active", lambda: tr("Active"), "p.active", Kind.FLAG, shown=False),
    ListColumn("decimals", lambda: tr("Decimals"), "p.decimals", Kind.COUNT, shown=False),
    *(
        ListColumn(f"all_{column}", lambda: tr("All locations"), _in_all(column), Kind.QUANTITY, shown=False)
        for column in ("on_hand", "reserved", "available", "incoming", "backordered")
    ),
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
    # PostgreSQL sums to numerics.
    sums = [
        place for place, column in enumerate(COLUMNS) if column.key == "projected" or "all_" in column.key
    ]
    for row in rows:
        for place in sums:
            row[place] = int(row[place])
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
    search_words=lambda: tr("Find a product: SKU, name or barcode"),
    finish=_finish,
)


def narrowed(location_id: int | None = None, days: tuple[int, int] | None = None) -> Listing:
    """The list of one location only, or with what is free at the end of the second of two `days`.

    Without days 'projected' says what is free when all that is known has come. Between days nothing counts
    that is overdue or has no date: nobody knows whether it comes by then.
    """
    there = "" if location_id is None else f"s.location_id = {int(location_id)}"
    return replace(
        LISTING,
        filters=tuple(_only(each, there) for each in FILTERS),
        columns=tuple(_projected(each, days) for each in COLUMNS),
    )


def _only(every: ListFilter, there: str) -> ListFilter:
    """A filter that leaves few rows: they are found first, then put in order."""
    both = " AND ".join(part for part in (every.condition, there) if part)
    return replace(every, condition=both, usual=every.usual and not there) if there else every


def _projected(column: ListColumn, days: tuple[int, int] | None) -> ListColumn:
    if column.key != "projected" or days is None:
        return column
    first, last = days
    bought = _COMES.format(table="purchase_lines", pool="pool_id", first=int(first), last=int(last))
    moved = _COMES.format(table="transfers", pool="to_pool_id", first=int(first), last=int(last))
    made = _MADE.format(until=f" AND comes_on <= {int(last)}")
    return replace(column, sql=f"s.available - s.backordered + {bought} + {moved} + {made}")
