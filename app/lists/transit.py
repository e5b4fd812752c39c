"""Goods between locations."""

from dataclasses import dataclass
from typing import Any

from app.lists.naming import named_values
from db.rows import Reader, fetch

MOST = 500


@dataclass(frozen=True, slots=True)
class Underway:
    """A transfer that has not arrived: thousandths, ordinals; `waiting` is what orders count on of it."""

    id: int
    number: str
    product_id: int
    sku: str
    name: str
    decimals: int
    origin: str
    target: str
    target_id: int
    incoming: int
    sent_on: int
    eta: int | None
    note: str
    waiting: int


_FIELDS = "id number product_id sku name decimals origin target target_id incoming sent_on eta note waiting"
_UNDERWAY = (
    "SELECT t.id, t.number, p.id, p.sku, p.name, p.decimals, a.name, b.name, b.id, t.incoming, t.sent_on,"
    " t.eta, t.note, (SELECT coalesce(sum(quantity), 0) FROM pegs WHERE transfer_id = t.id)"
    " FROM transfers t JOIN stock_levels f ON f.id = t.from_pool_id"
    " JOIN stock_levels s ON s.id = t.to_pool_id"
    " JOIN products p ON p.id = s.product_id JOIN locations a ON a.id = f.location_id"
    " JOIN locations b ON b.id = s.location_id WHERE t.incoming > 0"
    f" ORDER BY coalesce(t.eta, 9999999), t.id LIMIT {MOST}"
)


def underway(session: Reader) -> list[Underway]:
    """All that is on its way, the next to come first."""
    return [_underway(row) for row in fetch(session, _UNDERWAY)]


def _underway(row: Any) -> Underway:
    told = named_values(_FIELDS, row)
    return Underway(**told | {"waiting": int(told["waiting"])})
