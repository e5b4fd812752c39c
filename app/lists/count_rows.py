"""What a count of a location goes through, and where one of its goods is found by a scan."""

from dataclasses import dataclass
from typing import Any

from app.lists.conditions import named
from app.lists.naming import named_values
from app.names import key_of
from db.rows import Reader, fetch, fetch_one

MOST = 500
"""Rows that a sheet shows at once; a scan or the search finds the others."""


@dataclass(frozen=True, slots=True)
class CountRow:
    """A product at the location; thousandths, zero where none of it ever lay there."""

    product_id: int
    sku: str
    name: str
    barcode: str
    unit: str
    decimals: int
    on_hand: int
    reserved: int


@dataclass(frozen=True, slots=True)
class Goods:
    """Rows by SKU; `more` where there are further ones."""

    rows: tuple[CountRow, ...]
    more: bool


_FIELDS = "product_id sku name barcode unit decimals on_hand reserved"
_ROW = "SELECT p.id, p.sku, p.name, p.barcode, p.unit, p.decimals, "
_THERE = f"{_ROW} s.on_hand, s.reserved FROM products p JOIN stock_levels s ON s.product_id = p.id"


def goods_at(session: Reader, location_id: int, text: str = "") -> Goods:
    """What the location holds or once held, by SKU; `text` narrows it to some."""
    condition: str = ""
    values: list[str] = []
    if key_of(text):
        sql, values = named(text.strip(), "p.sku_key", "p.name_key")
        condition, values = f" AND ({sql} OR p.barcode = ?)", [*values, text.strip()]
    rows = fetch(
        session,
        f"{_THERE} WHERE s.location_id = ? AND p.kind <> 'service' AND (p.active = 1 OR s.on_hand > 0)"
        f"{condition} ORDER BY p.sku_key LIMIT {MOST + 1}",
        (location_id, *values),
    )
    return Goods(tuple(map(_row, rows[:MOST])), len(rows) > MOST)


def goods_row(session: Reader, location_id: int, product_id: int) -> CountRow | None:
    """One product there, whether any of it ever lay there or not; None for services and what is gone."""
    row = fetch_one(
        session,
        f"{_ROW} coalesce(s.on_hand, 0), coalesce(s.reserved, 0) FROM products p"
        " LEFT JOIN stock_levels s ON s.product_id = p.id AND s.location_id = ?"
        " WHERE p.id = ? AND p.kind <> 'service'",
        (location_id, product_id),
    )
    return None if row is None else _row(row)


def available_at(session: Reader, location_id: int, product_ids: list[int]) -> dict[int, int]:
    """Thousandths that are free there, by product; services, of which there is no end, are left out."""
    found = {}
    for product_id in product_ids:
        row = fetch_one(
            session,
            "SELECT coalesce(s.available, 0) FROM products p"
            " LEFT JOIN stock_levels s ON s.product_id = p.id AND s.location_id = ?"
            " WHERE p.id = ? AND p.kind <> 'service'",
            (location_id, product_id),
        )
        if row is not None:
            found[product_id] = row[0]
    return found


def _row(row: Any) -> CountRow:
    return CountRow(**named_values(_FIELDS, row))
