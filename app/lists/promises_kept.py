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
    """Of `lines` that left in the last `days`, `kept` by their first promise; `more`: perhaps others."""

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
    start = day - max(periods) + 1
    rows = fetch(session, _LEFT, (start, 2 * MOST, MOST + 1))
    # The newest days of what is not looked at: of the next line, and of the next shipment.
    unseen = [row[1] for row in rows[MOST:]]
    unseen += [row[0] for row in fetch(session, _NEXT, (start, 2 * MOST))]
    newest = [(row[1], row[2], row[3]) for row in rows[:MOST]]
    return tuple(_of(newest, days, day - days + 1, max(unseen, default=0)) for days in periods)


def _of(rows: list[tuple[int, int | None, int]], days: int, first: int, unseen: int) -> PromisesKept:
    own = [row for row in rows if row[0] >= first]
    kept = sum(_there(left, ready) <= promised for left, ready, promised in own)
    return PromisesKept(days, len(own), kept, unseen >= first)


def _there(left: int, ready: int | None) -> int:
    return left if ready is None else min(left, ready)


_SHIPMENTS = (
    "SELECT id, order_id, shipped_on FROM shipments WHERE shipped_on >= ? ORDER BY shipped_on DESC, id DESC"
)
_LEFT = (
    "SELECT l.id, max(s.shipped_on), max(CASE WHEN o.pick_up = 1 THEN (SELECT max(n.due_on) FROM notices n"
    " WHERE n.order_id = o.id AND n.kind = 'arrived'"
    " AND (n.order_line_id IS NULL OR n.order_line_id = l.id)) END), max(l.first_promised_on)"
    f" FROM ({_SHIPMENTS} LIMIT ?) s"
    " JOIN shipment_lines p ON p.shipment_id = s.id AND p.quantity > p.undone"
    " JOIN order_lines l ON l.id = p.order_line_id AND l.open = 0 AND l.removed = 0"
    " AND l.first_promised_on IS NOT NULL JOIN orders o ON o.id = l.order_id"
    " GROUP BY l.id ORDER BY max(s.shipped_on) DESC, l.id LIMIT ?"
)
_NEXT = f"SELECT shipped_on FROM ({_SHIPMENTS} LIMIT 1 OFFSET ?) n"
