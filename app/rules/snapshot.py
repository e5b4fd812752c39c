"""What a plan is made from, and what it says of each line (R2, R4).

Quantities are integer thousandths, days proleptic ordinals. Lines come in rank order within their pool.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.rules.capacity import Resource
from app.rules.promising import WEEKENDS, DaysOff


class Line(NamedTuple):
    """An order line as the queue sees it, with what the last plan left on it."""

    id: int
    order_id: int
    pool_id: int
    hand_rank: int
    precedence: int
    due: int
    ordered_on: int
    open: int
    reserved: int
    kept_off: int
    on_hold: int
    ship_complete: int
    supply_cancelled: int
    expected_on: int | None
    estimate_days: int | None
    not_before: int | None
    waiting: int
    reason: str
    reason_facts: str | None


class Supply(NamedTuple):
    """Goods on their way to a pool; `eta` None where nobody knows the day; `first_eta` was said at first."""

    kind: str  # 'purchase' or 'transfer'
    id: int
    pool_id: int
    number: str
    eta: int | None
    quantity: int
    for_line_id: int | None
    first_eta: int | None = None


class Cut(NamedTuple):
    """The purchase that will not bring what it was to bring; `whole`: it brings nothing any more."""

    supply: str
    whole: bool


class Peg(NamedTuple):
    """A part of a line tied to a supply; for kind 'week' `id` is the resource and `week` its Monday."""

    kind: str
    id: int
    week: int | None
    quantity: int
    comes_on: int | None


class Sibling(NamedTuple):
    """Another open line of a complete order, in a pool that this plan leaves as it is."""

    id: int
    order_id: int
    pool_id: int
    open: int
    reserved: int
    # On hold or kept off.
    stopped: int
    pegged: int
    # Pegs to a supply without date.
    undated: int
    comes_on: int | None
    handling: int


@dataclass(frozen=True, slots=True)
class PoolFacts:
    """What the plan must know of a pool; `free` is on hand less reserved, before the plan."""

    id: int
    free: int
    handling: int = 0
    resource_id: int | None = None
    effort: int = 1000
    step: int = 1
    service: bool = False
    supplier: str = ""
    lead_days: int | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """Shop settings that allocation obeys."""

    today: int
    automatic: bool = True
    complete_orders_hold: bool = True
    off: DaysOff = WEEKENDS


@dataclass(slots=True)
class Snapshot:
    """All that a plan is made from.

    `directed` is stock meant for a line, `last` are the lines released in this write, `cut` those whose
    supply was cancelled in it.
    """

    policy: Policy
    pools: Mapping[int, PoolFacts]
    lines: Sequence[Line]
    supplies: Sequence[Supply] = ()
    resources: Mapping[int, Resource] = field(default_factory=dict)
    siblings: Sequence[Sibling] = ()
    directed: Mapping[int, int] = field(default_factory=dict)
    last: frozenset[int] = frozenset()
    cut: Mapping[int, Cut] = field(default_factory=dict)


@dataclass(slots=True)
class Fate:
    """What the plan says of one line."""

    line: Line
    reserved: int
    pegs: list[Peg] = field(default_factory=list)
    # Free units that it would get, were it not for its complete order or for reserving by hand.
    on_shelf: int = 0
    uncovered: int = 0
    # (line, quantity, supply number) of the better-ranked line that took the last of a supply.
    outranked_by: tuple[int, int, str] | None = None

    @property
    def short(self) -> int:
        """Backordered once the plan is applied."""
        return self.line.open - self.reserved

    @property
    def to_come(self) -> int:
        """What incoming goods or work must bring: short, and not on the shelf either."""
        return self.short - self.on_shelf

    @property
    def stopped(self) -> bool:
        """On hold or kept off: it gets nothing more."""
        return bool(self.line.on_hold or self.line.kept_off)


def rank(line: Line) -> tuple[int, int, int, int, int]:
    """R2, ascending: hand rank, priority, due date, order date, entry."""
    return (line.hand_rank, line.precedence, line.due, line.ordered_on, line.id)
