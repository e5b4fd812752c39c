"""What a write would do to the queue, line by line, before it is done: run inside `Shop.preview`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar

import msgspec
from sqlalchemy.orm import Session

from app.actions.remembering import (
    Memory,
    StoredLine,
    open_lines_of,
    places_in_queue,
    start_remembering,
    stored_lines,
)
from app.actions.settling import Settled
from app.quantities import quantity_of
from db.rows import fetch_for
from db.stored import day_of

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a line stands at one moment; `expected_on` None and not `waiting`: ready today plus handling."""

    open: Decimal
    reserved: Decimal
    promised_on: date | None
    on_hold: bool
    kept_off: bool
    waiting: bool
    expected_on: date | None
    estimate_days: int | None
    not_before: date | None
    reason: str
    facts: dict[str, Any] | None


class Holding(Protocol):
    """A line at one moment, however it is told."""

    @property
    def reserved(self) -> Decimal: ...


S = TypeVar("S", bound=Holding)


@dataclass(frozen=True, slots=True)
class LineChange(Generic[S]):
    """One line that a write would touch, as it is now and as it would be.

    `place_now` and `place` are its ranks in the queue before and after, 0 where it does not wait;
    a line that the write makes needed nothing before.
    """

    line_id: int
    order_id: int
    order: str
    customer: str
    product_id: int
    sku: str
    product: str
    pool_id: int
    place_now: int
    place: int
    wanted_on: date | None
    ship_complete: bool
    before: S
    after: S

    @property
    def gets(self) -> Decimal:
        """What it gains of the shelf; negative where it loses."""
        return self.after.reserved - self.before.reserved


@dataclass(frozen=True, slots=True)
class Preview(Generic[R]):
    """The outcome that the write would have, whom it touches by pool and rank, and the plan's fingerprint."""

    outcome: R
    changes: tuple[LineChange[Standing], ...]
    fingerprint: str


def preview(
    session: Session, act: Callable[Concatenate[Session, P], R], /, *args: P.args, **kwargs: P.kwargs
) -> Preview[R]:
    """Run `act` and tell what it did to the queue; the caller's transaction is to be rolled back."""
    memory = start_remembering(session)
    outcome = act(session, *args, **kwargs)
    session.flush()
    return Preview(outcome, tuple(_changes(session, memory)), plan_fingerprint(session))


def plan_fingerprint(session: Session) -> str:
    """Equal for equal plans of all that was settled in this session; '' where nothing was."""
    told = [each.fingerprint for each in session.info.get("settled", ())]
    return told[0] if len(told) == 1 else sha256("".join(told).encode()).hexdigest()[:16] if told else ""


def _changes(session: Session, memory: Memory) -> list[LineChange[Standing]]:
    done: list[Settled] = session.info.get("settled", [])
    made = {each.line_id for settled in done for each in settled.outcomes} - memory.lines.keys()
    after = stored_lines(session, memory.lines.keys() | made)
    before = memory.lines | {key: after[key]._replace(open=0, reserved=0) for key in made & after.keys()}
    changed = [key for key, line in after.items() if line != before[key]]
    pools = {after[key].pool_id for key in changed}
    now = places_in_queue(each for each in memory.lines.values() if each.pool_id in pools)
    then = places_in_queue(open_lines_of(session, pools).values())
    names = _names(session, changed)
    changed.sort(key=lambda key: (after[key].pool_id, after[key].rank))
    return [
        _change(names[key], before[key], after[key], (now.get(key, 0), then.get(key, 0)))
        for key in changed
        if _standing(before[key]) != _standing(after[key])
    ]


def _names(session: Session, line_ids: Iterable[int]) -> dict[int, Any]:
    sql = (
        "SELECT l.id, l.order_id, o.number, coalesce(c.name, ''), l.product_id, p.sku, p.name, l.pool_id,"
        " l.wanted_on, l.ship_complete"
        " FROM order_lines l JOIN orders o ON o.id = l.order_id JOIN products p ON p.id = l.product_id"
        " LEFT JOIN customers c ON c.id = o.customer_id WHERE l.id IN ({ids})"
    )
    return {row[0]: row for row in fetch_for(session, sql, line_ids)}


def _change(row: Any, before: StoredLine, after: StoredLine, places: tuple[int, int]) -> LineChange[Standing]:
    return LineChange(
        line_id=row[0],
        order_id=row[1],
        order=row[2],
        customer=row[3],
        product_id=row[4],
        sku=row[5],
        product=row[6],
        pool_id=row[7],
        place_now=places[0],
        place=places[1],
        wanted_on=day_of(row[8]),
        ship_complete=bool(row[9]),
        before=_standing(before),
        after=_standing(after),
    )


def _standing(line: StoredLine) -> Standing:
    return Standing(
        quantity_of(line.open),
        quantity_of(line.reserved),
        day_of(line.promised_on),
        bool(line.on_hold),
        bool(line.kept_off),
        bool(line.waiting),
        day_of(line.expected_on),
        line.estimate_days,
        day_of(line.not_before),
        line.reason,
        None if line.reason_facts is None else msgspec.json.decode(line.reason_facts),
    )
