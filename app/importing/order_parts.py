"""What of each imported line is demand, cancelled and shipped, and the state that gives its order."""

from collections import defaultdict
from typing import NamedTuple

from app.importing.order_rows import Line, OrderRows
from db.terms import OrderState


class Parts(NamedTuple):
    """Of one line, in thousandths; all 0 where it is no demand."""

    demanded: int
    cancelled: int
    shipped: int


def divide(rows: OrderRows) -> tuple[list[Parts], dict[int, str]]:
    """(parts of each line, state of each order by its place)."""
    offers = _offers(rows)
    parts = [Parts(0, 0, 0) if line.order in offers else _parts(rows, line) for line in rows.lines]
    left: dict[int, int] = defaultdict(int)
    shipped: dict[int, int] = defaultdict(int)
    for line, part in zip(rows.lines, parts, strict=True):
        left[line.order] += part.demanded - part.cancelled - part.shipped
        shipped[line.order] += part.shipped
    return parts, {order: offers.get(order) or _state(left[order], shipped[order]) for order in left}


def _offers(rows: OrderRows) -> dict[int, str]:
    """Quotes, and those that were cancelled as such: nothing of them was ever demand."""
    stated = {
        order: head.state
        for order, head in enumerate(rows.heads)
        if head.state == OrderState.QUOTE or (head.state == OrderState.CANCELLED and rows.tells_parts)
    }
    for line in rows.lines if stated else ():
        if line.rest.cancelled or line.rest.shipped:
            stated.pop(line.order, None)
    return stated


def _parts(rows: OrderRows, line: Line) -> Parts:
    quantity, rest, state = line.quantity, line.rest, rows.heads[line.order].state
    cancelled = rest.cancelled
    if rows.cancelled:
        cancelled += sum(cancel.quantity for cancel in rows.cancelled.get(line.line, ()))
    if rows.is_past(line.order):
        return Parts(quantity, cancelled, quantity - cancelled)
    if not rows.tells_parts and state == OrderState.DONE:
        return Parts(quantity, cancelled, quantity - cancelled)
    if not rows.tells_parts and state == OrderState.CANCELLED:
        return Parts(quantity, quantity, 0)
    return Parts(quantity, cancelled, rest.shipped)


def _state(left: int, shipped: int) -> str:
    if left:
        return str(OrderState.OPEN)
    return str(OrderState.DONE if shipped else OrderState.CANCELLED)
