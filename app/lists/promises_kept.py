"""How many promises were kept: judged by the first one, as of the lines that left (R11)."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.actions.context import today
from db.rows import Reader, fetch

PERIODS = (30, 90)
"""Days up to today."""
MOST = 1_000
"""Lines that are looked at, the newest first."""


@dataclass(frozen=True, slots=True)
class PromisesKept:
    """Of `lines` that left in the last `days`, `kept` by their first promise; `more`: and others."""

    days: int
    lines: int
    kept: int
    more: bool = False

    @property
    def share(self) -> int | None:
        """Percent, half up; None where nothing left."""
        return (200 * self.kept + self.lines) // (2 * self.lines) if self.lines else None


def promises_kept(session: Reader, periods: Sequence[int] = PERIODS) -> tuple[PromisesKept, ...]:
    """A line counts on the day its last piece left; what the customer fetches was there once he was told."""
    day = today(session).toordinal()
    rows = fetch(session, _LEFT, (day - max(periods) + 1, 2 * MOST, MOST + 1))
    more = len(rows) > MOST
    newest = {line_id: dates for line_id, *dates in reversed(rows[:MOST])}
    return tuple(_of(list(newest.values()), days, day - days + 1, more) for days in periods)


def _of(rows: list[list[int | None]], days: int, first: int, more: bool) -> PromisesKept:
    """`more` only where what was not looked at may have left within the period."""
    own = [row for row in rows if (row[0] or 0) >= first]
    kept = sum(_there(left, ready) <= (promised or 0) for left, ready, promised in own)
    return PromisesKept(days, len(own), kept, more and len(own) == len(rows))


def _there(left: int | None, ready: int | None) -> int:
    return min(day for day in (left, ready) if day is not None)


_LEFT = (
    "SELECT l.id, s.shipped_on, CASE WHEN o.pick_up = 1 THEN (SELECT max(n.due_on) FROM notices n"
    " WHERE n.order_id = o.id AND n.kind = 'arrived'"
    " AND (n.order_line_id IS NULL OR n.order_line_id = l.id)) END, l.first_promised_on"
    " FROM (SELECT id, order_id, shipped_on FROM shipments WHERE shipped_on >= ?"
    " ORDER BY shipped_on DESC, id DESC LIMIT ?) s"
    " JOIN shipment_lines p ON p.shipment_id = s.id AND p.quantity > p.undone"
    " JOIN order_lines l ON l.id = p.order_line_id AND l.open = 0 AND l.removed = 0"
    " AND l.first_promised_on IS NOT NULL JOIN orders o ON o.id = l.order_id"
    " ORDER BY s.shipped_on DESC, s.id DESC, l.id LIMIT ?"
)
