"""One shelf: a product at a place as it is counted and taken from, and its last moves."""

from dataclasses import dataclass
from typing import Any

from app.errors import NotFound
from app.language import tr
from app.lists.naming import named_values
from db.rows import Reader, fetch, fetch_one

LAST_MOVES = 8


@dataclass(frozen=True, slots=True)
class MoveDetail:
    """A row of the ledger: microseconds UTC, signed thousandths, the document's number."""

    at: int
    kind: str
    quantity: int
    reference: str
    note: str
    order: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """A pool's figures in thousandths, and the last of its moves, newest first."""

    pool_id: int
    product_id: int
    location_id: int
    sku: str
    name: str
    kind: str
    unit: str
    decimals: int
    location: str
    on_hand: int
    reserved: int
    available: int
    moves: tuple[MoveDetail, ...]


_FIELDS = "pool_id product_id location_id sku name kind unit decimals location on_hand reserved available"
_SHELF = (
    "SELECT s.id, s.product_id, s.location_id, p.sku, p.name, p.kind, p.unit, p.decimals, a.name,"
    " s.on_hand, s.reserved, s.available FROM stock_levels s JOIN products p ON p.id = s.product_id"
    " JOIN locations a ON a.id = s.location_id WHERE s.id = ?"
)
_MOVES = (
    "SELECT m.at, m.kind, m.quantity, m.reference, m.note, coalesce(o.number, '') FROM stock_moves m"
    " LEFT JOIN order_lines l ON l.id = m.order_line_id LEFT JOIN orders o ON o.id = l.order_id"
    f" WHERE m.pool_id = ? ORDER BY m.id DESC LIMIT {LAST_MOVES}"
)


def shelf_at(session: Reader, product_id: int, location_id: int) -> Shelf:
    """The shelf of a product at a location; NotFound where none of it ever lay there."""
    sql = "SELECT id FROM stock_levels WHERE product_id = ? AND location_id = ?"
    row = fetch_one(session, sql, (product_id, location_id))
    if row is None:
        raise NotFound(tr("Nothing of this lies there."), tr("Choose another product or location."))
    return shelf(session, row[0])


def shelf(session: Reader, pool_id: int) -> Shelf:
    """NotFound where the product or the place is gone."""
    row: Any = fetch_one(session, _SHELF, (pool_id,))
    if row is None:
        raise NotFound(tr("This product no longer exists."), tr("Reload the list."))
    moves = tuple(MoveDetail(*each) for each in fetch(session, _MOVES, (pool_id,)))
    return Shelf(**named_values(_FIELDS, row), moves=moves)
