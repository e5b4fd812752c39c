"""Dates: working days, when a supply becomes a date for the customer, and what counts as slipped (R10, R11).

Days are proleptic ordinals (`date.toordinal()`), as the database stores them.
"""

from dataclasses import dataclass

# Of a resource's week (R30); those of the shop are its own to choose.
WORKING_DAYS = 5


def weekday(day: int) -> int:
    """0 for Monday; ordinal 1 was a Monday."""
    return (day - 1) % 7


def monday_of(day: int) -> int:
    """The Monday of the week that `day` is in."""
    return day - weekday(day)


@dataclass(frozen=True, slots=True)
class DaysOff:
    """When the shop does not work: `weekly` days of every week (0 for Monday), and single days."""

    weekly: frozenset[int] = frozenset((5, 6))
    days: frozenset[int] = frozenset()


WEEKENDS = DaysOff()


def is_working(day: int, off: DaysOff = WEEKENDS) -> bool:
    """Whether the shop works on that day."""
    return weekday(day) not in off.weekly and day not in off.days


def after_handling(day: int, handling: int, off: DaysOff = WEEKENDS) -> int:
    """`day` plus `handling` working days; with none, `day` itself, be it a Sunday."""
    while handling:
        day += 1
        handling -= is_working(day, off)
    return day


def estimated(today: int, lead_days: int, not_before: int | None) -> int:
    """The day the last of a line could come: what is ordered now, or the known part if that comes later."""
    return max(today + lead_days, not_before or 0)


def slip_days(expected: int | None, promised: int | None, today: int) -> int | None:
    """Calendar days that the expected date is later than promised; None for 'no date' or no promise."""
    if promised is None or expected is None or expected < today:
        return None
    return max(0, expected - promised)


def has_slipped(expected: int | None, promised: int | None, today: int, *, ready: bool) -> bool:
    """R11; `ready` means fully reserved and free to leave."""
    if promised is None:
        return False
    if expected is None or expected > promised or expected < today:
        return True
    return today > promised and not ready
