"""How well the shop served its customers in a period: filled from the shelf, how long it took, who waits."""

from dataclasses import dataclass

from app.actions.context import today
from app.rules.promising import after_handling
from app.settings import days_off, shop_settings
from db.rows import Reader, fetch, fetch_one

AGES = (7, 14, 30, 60)
"""Days up to which a waiting line counts among one age; the last age has no end."""


@dataclass(frozen=True, slots=True)
class Service:
    """Order lines of a period, and the queue as it stands.

    `at_once` of `ordered` lines could leave as soon as they were packed. What left took `days` in all for
    `left` lines of parcels, counted from the order. `ages` are lines that wait, by AGES.
    """

    ordered: int = 0
    at_once: int = 0
    left: int = 0
    days: int = 0
    ages: tuple[int, ...] = (0,) * (len(AGES) + 1)

    @property
    def fill_rate(self) -> int | None:
        """Tenths of a percent of the lines, half up; None where nothing was ordered."""
        return (2000 * self.at_once + self.ordered) // (2 * self.ordered) if self.ordered else None

    @property
    def average_wait(self) -> int | None:
        """Tenths of a day from order to parcel, half up; None where nothing left."""
        return (20 * self.days + self.left) // (2 * self.left) if self.left else None


def service(session: Reader, first: int, last: int) -> Service:
    """The period's days are ordinals, both included."""
    ordered, at_once = _filled(session, first, last)
    left, days = _left(session, first, last)
    return Service(ordered, at_once, left, days, queue_ages(session))


def _filled(session: Reader, first: int, last: int) -> tuple[int, int]:
    """A line was there at once if it was promised for the day on which packing ends; one that was promised
    for no day, if all of it had left by then."""
    rows = fetch(
        session,
        "SELECT o.ordered_on, coalesce(l.first_promised_on, (SELECT max(s.shipped_on) FROM shipment_lines p"
        " JOIN shipments s ON s.id = p.shipment_id"
        " WHERE p.order_line_id = l.id AND p.quantity > p.undone AND l.open = 0)), count(*)"
        " FROM orders o JOIN order_lines l ON l.order_id = o.id AND l.removed = 0 AND l.demanded > 0"
        " WHERE o.ordered_on BETWEEN ? AND ? GROUP BY 1, 2",
        (first, last),
    )
    settings = shop_settings(session)
    off = days_off(settings)
    at_once = sum(
        count
        for ordered_on, ready, count in rows
        if ready is not None and ready <= after_handling(ordered_on, settings.handling_days, off)
    )
    return sum(row[2] for row in rows), at_once


def _left(session: Reader, first: int, last: int) -> tuple[int, int]:
    row = fetch_one(
        session,
        "SELECT count(*), coalesce(sum(s.shipped_on - l.ordered_on), 0) FROM shipments s"
        " JOIN shipment_lines p ON p.shipment_id = s.id AND p.quantity > p.undone"
        " JOIN order_lines l ON l.id = p.order_line_id WHERE s.shipped_on BETWEEN ? AND ?",
        (first, last),
    )
    left, days = row or (0, 0)
    return int(left), max(0, int(days))


def queue_ages(session: Reader) -> tuple[int, ...]:
    """Lines that wait, by days since their order, youngest first."""
    day = today(session).toordinal()
    cases = " ".join(f"WHEN ordered_on >= {day - age} THEN {place}" for place, age in enumerate(AGES))
    rows = fetch(
        session,
        f"SELECT CASE {cases} ELSE {len(AGES)} END AS age, count(*) FROM order_lines"
        " WHERE backordered > 0 GROUP BY 1",
    )
    counted = dict(map(tuple, rows))
    return tuple(counted.get(place, 0) for place in range(len(AGES) + 1))
