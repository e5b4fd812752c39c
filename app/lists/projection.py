"""What will be free of a product at a place, day by day, as far as known supply reaches."""

from collections import defaultdict
from dataclasses import dataclass

from app.actions.context import today
from app.errors import NotFound
from app.language import tr
from db.rows import Reader, fetch, fetch_one


@dataclass(frozen=True, slots=True)
class Arrival:
    """So many thousandths that come on a day, of one supply; `kind` and `key` as pegs name it."""

    day: int
    quantity: int
    kind: str
    key: int
    number: str


@dataclass(frozen=True, slots=True)
class Projection:
    """`now` is what is free, less what customers wait for; below zero so many wait in vain (thousandths).

    `unsure` is on its way, but overdue or without a date: nobody knows the day, so no day counts it.
    """

    today: int
    now: int
    arrivals: tuple[Arrival, ...]
    unsure: int
    minimum: int | None

    def free_on(self, day: int) -> int:
        """At the end of that day, once those who wait are served."""
        return self.now + sum(each.quantity for each in self.arrivals if each.day <= day)

    def steps(self) -> list[tuple[Arrival, int]]:
        """Each arrival with what is free then."""
        free, steps = self.now, []
        for each in self.arrivals:
            free += each.quantity
            steps.append((each, free))
        return steps


_POOL = (
    "SELECT s.available - s.backordered, p.minimum FROM stock_levels s JOIN products p ON p.id = s.product_id"
    " WHERE s.id = ?"
)
_COMING = (
    "SELECT l.eta, l.incoming, 'purchase', l.id, u.number FROM purchase_lines l"
    " JOIN purchases u ON u.id = l.purchase_id WHERE l.pool_id = ? AND l.incoming > 0",
    "SELECT eta, incoming, 'transfer', id, number FROM transfers WHERE to_pool_id = ? AND incoming > 0",
    "SELECT g.comes_on, sum(g.quantity), 'week', g.week, r.name FROM pegs g"
    " JOIN resources r ON r.id = g.resource_id WHERE g.pool_id = ? GROUP BY g.comes_on, g.week, r.name",
)


def projection(session: Reader, pool_id: int) -> Projection:
    """NotFound where the product or the place is gone."""
    pool = fetch_one(session, _POOL, (pool_id,))
    if pool is None:
        raise NotFound(tr("This product no longer exists."), tr("Reload the list."))
    first = today(session).toordinal()
    sure, unsure = [], 0
    for sql in _COMING:
        for day, quantity, kind, key, number in fetch(session, sql, (pool_id,)):
            if day is None or (day < first and kind != "week"):
                unsure += int(quantity)
            else:
                sure.append(Arrival(max(day, first), int(quantity), kind, key, number))
    sure.sort(key=lambda each: (each.day, each.kind, each.key))
    return Projection(first, pool[0], tuple(sure), unsure, pool[1])


def free_by_day(projection: Projection) -> list[tuple[int, int]]:
    """(day, free) from today on, one for each day on which something comes."""
    came: dict[int, int] = defaultdict(int)
    for each in projection.arrivals:
        came[each.day] += each.quantity
    days = sorted({projection.today, *came})
    return [(day, projection.free_on(day)) for day in days]
