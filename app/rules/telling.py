"""What a customer is to hear: which delay notice is due of a line, what is new of what lies ready (R11, R22).

Days are proleptic ordinals, quantities thousandths.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from app.rules.promising import has_slipped


class DelayKind(StrEnum):
    """Which letter tells of it: a later date, a later date once more, or that no date is known."""

    DELAY = "delay"
    RENEWED_DELAY = "renewed_delay"
    DATE_GONE = "date_gone"


class Waiting(NamedTuple):
    """A line that was promised and cannot leave yet, of a customer who wants to hear.

    `estimate`: the promise was an estimate, and what it leant on still holds (nobody took the supply back,
    and one could still be made). `told_before`: a letter told of a delay of this line. `lacks`: what the
    customer is waiting for.
    """

    line_id: int
    promised: int
    expected: int | None
    lacks: int
    estimate: bool
    told_before: bool


class Delay(NamedTuple):
    """A delay notice as it should be: what the customer was told, what is to be told; None for no date."""

    kind: DelayKind
    old_on: int
    new_on: int | None
    quantity: int


def delay_of(line: Waiting, today: int) -> Delay | None:
    """The notice that the line's dates make due; a past date is never told.

    Who was told an estimate was told that it is none yet: only that day's passing makes it news.
    """
    if line.estimate and line.expected is None and line.promised >= today:
        return None
    if not has_slipped(line.expected, line.promised, today, ready=False):
        return None
    known = line.expected if line.expected is not None and line.expected >= today else None
    if known is None:
        kind = DelayKind.DATE_GONE
    else:
        kind = DelayKind.RENEWED_DELAY if line.told_before else DelayKind.DELAY
    return Delay(kind, line.promised, known, line.lacks)


class Arrival(NamedTuple):
    """Of goods to be fetched: `still` lies there of what each notice told, `fresh` is to be told."""

    still: tuple[int, ...]
    fresh: int


def arrival_of(told: Sequence[int], ready: int) -> Arrival:
    """Of what lies `ready`, once `told` was told of it; who fetches a part takes what he heard of first."""
    gone = max(0, sum(told) - ready)
    still = []
    for quantity in told:
        taken = min(gone, quantity)
        still.append(quantity - taken)
        gone -= taken
    return Arrival(tuple(still), ready - sum(still))


def refund_of(paid: int, remains: int, charge: int) -> int:
    """What is to be paid back of `paid` where goods worth `remains` stay or left; hundredths (R18).

    The charge for shipping is kept only where there is anything to ship.
    """
    return max(0, paid - remains - (charge if remains else 0))
