"""Weeks of a resource as supply (R30): so much a week, Monday to Friday, less blocked days and work done."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.rules.promising import WORKING_DAYS, monday_of

# Weeks looked ahead; what does not fit has no date.
HORIZON = 260


@dataclass(frozen=True, slots=True)
class Resource:
    """Capacity in thousandths; `steps` are (Monday, per week) ascending, `blocks` (first day, last day)."""

    id: int
    name: str
    steps: tuple[tuple[int, int], ...]
    blocks: tuple[tuple[int, int], ...] = ()
    # Capacity already used in the current week.
    used: int = 0
    # One that is out of use has no steps: it gives nothing from today on.
    active: bool = True


@dataclass(slots=True)
class Week:
    """What a week has left, in thousandths of capacity, and the day by which its work is done."""

    monday: int
    left: int
    due: int


@dataclass(slots=True)
class Bench:
    """The weeks of one resource while a queue fills them."""

    resource: Resource
    today: int
    weeks: list[Week] = field(default_factory=list)
    _more: Iterator[Week] | None = None

    def fill(self, quantity: int, effort: int, step: int) -> list[tuple[Week, int]]:
        """Take `quantity` thousandths of a product that needs `effort` a unit, in multiples of `step`.

        Returns (week, quantity) parts, earliest first; where it does not fit they sum to less.
        """
        parts = []
        for week in self._open_weeks():
            fits = week.left * 1000 // effort if effort else quantity
            part = min(quantity, fits - fits % step)
            if part <= 0:
                continue
            week.left -= -(-part * effort // 1000)
            parts.append((week, part))
            quantity -= part
            if not quantity:
                break
        return parts

    def _open_weeks(self) -> Iterator[Week]:
        if self._more is None:
            self._more = weeks_ahead(self.resource, self.today)
        position = 0
        while True:
            while position < len(self.weeks):
                if self.weeks[position].left > 0:
                    yield self.weeks[position]
                position += 1
            week = next(self._more, None)
            if week is None:
                return
            self.weeks.append(week)


@dataclass(frozen=True, slots=True)
class Share:
    """What becomes of a week's capacity, in thousandths: blocked, still to be had; the rest is done or gone.

    `due` is the day by which its work is done, None where nothing is left.
    """

    monday: int
    capacity: int
    blocked: int
    left: int
    due: int | None


def share_of(resource: Resource, monday: int, today: int) -> Share:
    """The week of this Monday; a past week gives nothing, the current one what is left."""
    per_week = _per_week(resource, monday)
    free = [day for day in range(monday, monday + WORKING_DAYS) if not _is_blocked(resource, day)]
    ahead = [day for day in free if day >= today]
    unblocked = per_week * len(free) // WORKING_DAYS
    left = per_week * len(ahead) // WORKING_DAYS
    if monday == monday_of(today):
        left = min(left, unblocked - resource.used)
    left = max(0, left)
    return Share(monday, per_week, per_week - unblocked, left, ahead[-1] if left else None)


def weeks_ahead(resource: Resource, today: int) -> Iterator[Week]:
    """Weeks that still give something, from the current one; a past week gives nothing."""
    for number in range(HORIZON):
        share = share_of(resource, monday_of(today) + 7 * number, today)
        if share.due is not None:
            yield Week(share.monday, share.left, share.due)


def _per_week(resource: Resource, monday: int) -> int:
    current = 0
    for start, per_week in resource.steps:
        if start > monday:
            break
        current = per_week
    return current


def _is_blocked(resource: Resource, day: int) -> bool:
    return any(first <= day <= last for first, last in resource.blocks)
