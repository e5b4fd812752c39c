"""Orders that are to leave together: what of each can go, and why of some nothing can."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from db.rows import Reader, fetch_for


@dataclass(frozen=True, slots=True)
class ReadyOrder:
    """Thousandths; `parts` are (order line, what is reserved to it).

    `obstacle` is '' or why nothing leaves: 'hold', 'lacks' (ships complete), 'nothing' reserved.
    """

    id: int
    number: str
    customer: str
    place: str
    pick_up: bool
    leaves: int
    stays_open: int
    obstacle: str
    parts: tuple[tuple[int, int], ...]


_LINES = (
    "SELECT l.order_id, l.id, l.reserved, l.open, l.backordered FROM order_lines l"
    " JOIN products p ON p.id = l.product_id WHERE l.order_id IN ({ids}) AND l.open > 0"
    " AND p.kind <> 'service' AND l.removed = 0 ORDER BY l.id"
)
_ORDERS = (
    "SELECT o.id, o.number, coalesce(c.name, o.delivery_name), coalesce(nullif(o.delivery_city, ''), c.city,"
    " ''), o.pick_up, o.on_hold, o.ship_complete FROM orders o LEFT JOIN customers c ON c.id = o.customer_id"
    " WHERE o.id IN ({ids}) AND o.state = 'open' ORDER BY o.id"
)


def ready_orders(session: Reader, order_ids: list[int]) -> list[ReadyOrder]:
    """Those of them that are open, by their age."""
    lines: dict[int, list[Any]] = defaultdict(list)
    for order_id, *line in fetch_for(session, _LINES, order_ids):
        lines[order_id].append(line)
    return sorted(
        (_ready(row, lines[row[0]]) for row in fetch_for(session, _ORDERS, order_ids)),
        key=lambda each: each.id,
    )


def _ready(row: Any, lines: list[Any]) -> ReadyOrder:
    order_id, number, customer, place, pick_up, on_hold, complete = row
    parts = tuple((line_id, reserved) for line_id, reserved, _, _ in lines if reserved)
    obstacle = ""
    if on_hold:
        obstacle = "hold"
    elif not parts:
        obstacle = "nothing"
    elif complete and any(short for *_, short in lines):
        obstacle = "lacks"
    held = sum(reserved for _, reserved in parts)
    leaves = 0 if obstacle else held
    rest = sum(open_ for _, _, open_, _ in lines) - leaves
    return ReadyOrder(
        order_id, number, customer, place, bool(pick_up), leaves, rest, obstacle, () if obstacle else parts
    )
