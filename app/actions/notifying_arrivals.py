"""Goods that lie ready to be fetched: told when their order is complete, or part by part (R22)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.actions.context import today, touched
from app.actions.notifying import NoticeRow, void_notices, write_notices
from app.changes import Area
from app.rules.telling import arrival_of
from app.settings import shop_settings
from db.rows import fetch, fetch_for, run_many
from db.terms import NoticeKind, NoticeState


class _Ready(NamedTuple):
    """Units that lie ready, of a whole order or of a line of it, of which its customer is to know."""

    customer_id: int | None
    untold: bool
    quantity: int


class _Known(NamedTuple):
    id: int
    state: str
    quantity: int


# An order, and the line where each part is told by itself.
_Part = tuple[int, int | None]
_NOTHING = _Ready(None, untold=True, quantity=0)


def tell_arrivals(session: Session, order_ids: Iterable[int]) -> None:
    """What lies ready of these orders, or does so no longer.

    A notice that was sent keeps the quantity that still lies there of it.
    """
    ids = sorted(set(order_ids))
    known = _known(session, ids)
    ready = _ready(session, ids, known)
    by = today(session).toordinal() + shop_settings(session).pick_up_days
    fresh: list[NoticeRow] = []
    void: list[int] = []
    changed: list[tuple[int, int, int]] = []
    for part in sorted(ready.keys() | known.keys(), key=lambda each: (each[0], each[1] or 0)):
        own, lies = known.get(part, []), ready.get(part, _NOTHING)
        told = [each for each in own if each.state != NoticeState.DUE]
        due = next((each for each in own if each.state == NoticeState.DUE), None)
        arrival = arrival_of([each.quantity for each in told], lies.quantity)
        changed += [
            (still, int(still > 0), each.id)
            for each, still in zip(told, arrival.still, strict=True)
            if still != each.quantity or not still
        ]
        if due is None and arrival.fresh:
            fresh.append(_row(part, lies, arrival.fresh, by))
        elif due is not None and not arrival.fresh:
            void.append(due.id)
        elif due is not None and due.quantity != arrival.fresh:
            changed.append((arrival.fresh, 1, due.id))
    write_notices(session, fresh)
    void_notices(session, void)
    run_many(session, "UPDATE notices SET quantity = ?, pending = ? WHERE id = ?", changed)
    if changed:
        touched(session, Area.NOTICES)


def tell_arrivals_of(session: Session, customer_id: int) -> None:
    """After the customer chose when to hear."""
    sql = "SELECT id FROM orders WHERE customer_id = ? AND state = 'open' AND pick_up = 1"
    tell_arrivals(session, [row[0] for row in fetch(session, sql, (customer_id,))])


def _row(part: _Part, lies: _Ready, quantity: int, by: int) -> NoticeRow:
    return NoticeRow(
        NoticeKind.ARRIVED,
        lies.customer_id,
        *part,
        quantity=quantity,
        due_by=by,
        pending=1,
        untold=lies.untold,
    )


def _known(session: Session, ids: list[int]) -> dict[_Part, list[_Known]]:
    """By part what is due, and what was told and not fetched yet, the oldest first."""
    sql = (
        "SELECT id, state, quantity, order_id, order_line_id FROM notices"
        " WHERE order_id IN ({ids}) AND kind = 'arrived' AND (state = 'due' OR pending = 1)"
    )
    known: dict[_Part, list[_Known]] = defaultdict(list)
    for *row, order_id, line_id in sorted(map(tuple, fetch_for(session, sql, ids))):
        known[order_id, line_id].append(_Known._make(row))
    return known


def _ready(session: Session, ids: list[int], known: Collection[_Part]) -> dict[_Part, _Ready]:
    """Whoever wants to hear of parts can fetch parts: not of an order that leaves complete (R4)."""
    sql = (
        "SELECT o.id, o.customer_id, coalesce(c.notice_channel, 'none'),"
        " coalesce(c.notice_per_part, 0) = 1 AND o.ship_complete = 0 FROM orders o"
        " LEFT JOIN customers c ON c.id = o.customer_id"
        " WHERE o.id IN ({ids}) AND o.pick_up = 1 AND o.on_hold = 0 AND o.state <> 'quote'"
    )
    orders: dict[int, Any] = {row[0]: row[1:] for row in fetch_for(session, sql, ids)}
    goods = (
        "SELECT l.order_id, l.id, l.open, l.reserved FROM order_lines l"
        " JOIN products p ON p.id = l.product_id AND p.kind <> 'service'"
        " WHERE l.order_id IN ({ids}) AND l.removed = 0 AND l.open > 0"
    )
    lines: dict[int, list[Any]] = defaultdict(list)
    for order_id, *line in fetch_for(session, goods, orders) if orders else ():
        lines[order_id].append(line)
    ready: dict[_Part, _Ready] = {}
    for order_id, own in lines.items():
        customer_id, channel, per_part = orders[order_id]
        untold = customer_id is None or channel == "none"
        complete = all(reserved == left for _, left, reserved in own)
        # What was told of a whole order is not told again by its parts.
        if complete and (not per_part or (order_id, None) in known):
            total = sum(reserved for _, _, reserved in own)
            ready[order_id, None] = _Ready(customer_id, untold, total)
        elif per_part:
            parts = {(order_id, line_id): reserved for line_id, _, reserved in own if reserved}
            ready |= {part: _Ready(customer_id, untold, quantity) for part, quantity in parts.items()}
    return ready
