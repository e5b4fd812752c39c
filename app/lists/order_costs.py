"""What the lines of an order cost more than they should, entry by entry."""

from typing import NamedTuple

from app.errors import NotFound
from app.language import tr
from app.settings import shop_settings
from db.rows import Reader, fetch, value


class CostedLine(NamedTuple):
    """A line that costs can be entered for."""

    id: int
    sku: str
    name: str


class CostDetail(NamedTuple):
    """An entry: hundredths, the ordinal of its day; `computed` by the shop's rates."""

    id: int
    line_id: int
    sku: str
    kind: str
    amount: int
    computed: bool
    cost_on: int
    cause: str
    note: str


class OrderCosts(NamedTuple):
    """The lines of an order and what they cost, oldest first, in the shop's currency."""

    number: str
    currency: str
    lines: tuple[CostedLine, ...]
    entries: tuple[CostDetail, ...]


def order_costs(session: Reader, order_id: int) -> OrderCosts:
    """All of them; NotFound where the order is gone."""
    number = value(session, "SELECT number FROM orders WHERE id = ?", (order_id,))
    if number is None:
        raise NotFound(tr("This order no longer exists."), tr("Reload the list."))
    lines = fetch(
        session,
        "SELECT l.id, p.sku, p.name FROM order_lines l JOIN products p ON p.id = l.product_id"
        " WHERE l.order_id = ? AND l.removed = 0 ORDER BY l.position",
        (order_id,),
    )
    entries = fetch(
        session,
        "SELECT e.id, e.order_line_id, p.sku, e.kind, e.amount, e.computed, e.cost_on, e.cause, e.note"
        " FROM order_lines l JOIN cost_entries e ON e.order_line_id = l.id"
        " JOIN products p ON p.id = l.product_id WHERE l.order_id = ? ORDER BY e.cost_on, e.id",
        (order_id,),
    )
    return OrderCosts(
        number,
        shop_settings(session).currency,
        tuple(CostedLine(*row) for row in lines),
        tuple(CostDetail._make((*row[:5], bool(row[5]), *row[6:])) for row in entries),
    )
