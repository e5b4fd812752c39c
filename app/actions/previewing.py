"""What a write would do to the queue, line by line, before it is done: run inside `Shop.preview`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

import msgspec
from sqlalchemy.orm import Session

from app.actions.settling import REMEMBERED, Settled
from app.quantities import quantity_of
from app.rules.allocation import Line
from db.rows import fetch_for

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a line stands at one moment; `expected_on` None and not `waiting`: ready today plus handling."""

    reserved: Decimal
    waiting: bool
    expected_on: date | None
    estimate_days: int | None
    not_before: date | None
    reason: str
    facts: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line that a write would touch, as it stands now and as it would stand."""

    line_id: int
    order_id: int
    order: str
    customer: str
    product_id: int
    sku: str
    product: str
    pool_id: int
    place: int
    open: Decimal
    promised_on: date | None
    wanted_on: date | None
    on_hold: bool
    kept_off: bool
    ship_complete: bool
    supply_cancelled: bool
    before: Standing
    after: Standing

    @property
    def gets(self) -> Decimal:
        """What it gains of the shelf; negative where it loses."""
        return self.after.reserved - self.before.reserved


@dataclass(frozen=True, slots=True)
class Preview(Generic[R]):
    """The outcome that the write would have, whom it touches by pool and rank, and the plan's fingerprint."""

    outcome: R
    changes: tuple[LineChange, ...]
    fingerprint: str


def preview(
    session: Session, act: Callable[Concatenate[Session, P], R], /, *args: P.args, **kwargs: P.kwargs
) -> Preview[R]:
    """Run `act` and tell what it did to the queue; the caller's transaction is to be rolled back."""
    session.info[REMEMBERED] = {}
    outcome = act(session, *args, **kwargs)
    done: list[Settled] = session.info.get("settled", [])
    before: dict[int, Line] = {}
    places: dict[int, int] = {}
    for settled in done:
        before = settled.before | before
        places |= settled.places
    changes = sorted(
        _changes(session, before, places), key=lambda each: (each.pool_id, each.place, each.line_id)
    )
    return Preview(outcome, tuple(changes), done[-1].fingerprint if done else "")


def _changes(session: Session, before: dict[int, Line], places: dict[int, int]) -> list[LineChange]:
    sql = (
        "SELECT l.id, l.order_id, o.number, coalesce(c.name, ''), l.product_id, p.sku, p.name, l.pool_id,"
        " l.open, l.promised_on, l.wanted_on, l.on_hold, l.kept_off, l.ship_complete, l.supply_cancelled,"
        " l.reserved, l.waiting, l.expected_on, l.estimate_days, l.not_before, l.reason,"
        " l.reason_facts"
        " FROM order_lines l JOIN orders o ON o.id = l.order_id JOIN products p ON p.id = l.product_id"
        " LEFT JOIN customers c ON c.id = o.customer_id WHERE l.id IN ({ids})"
    )
    held: dict[int, int] = session.info[REMEMBERED]
    rows = fetch_for(session, sql, before)
    return [_change(row, before[row[0]], held.get(row[0], 0), places.get(row[0], 0)) for row in rows]


def _change(row: Any, line: Line, held: int, place: int) -> LineChange:
    dates = (line.expected_on, line.estimate_days, line.not_before)
    old = (held, line.waiting, *dates, line.reason, line.reason_facts)
    return LineChange(
        line_id=row[0],
        order_id=row[1],
        order=row[2],
        customer=row[3],
        product_id=row[4],
        sku=row[5],
        product=row[6],
        pool_id=row[7],
        place=place,
        open=quantity_of(row[8]),
        promised_on=_day(row[9]),
        wanted_on=_day(row[10]),
        on_hold=bool(row[11]),
        kept_off=bool(row[12]),
        ship_complete=bool(row[13]),
        supply_cancelled=bool(row[14]),
        before=_standing(old),
        after=_standing(row[15:22]),
    )


def _standing(figures: Any) -> Standing:
    reserved, waiting, expected_on, estimate_days, not_before, reason, facts = figures
    return Standing(
        quantity_of(reserved),
        bool(waiting),
        _day(expected_on),
        estimate_days,
        _day(not_before),
        reason,
        None if facts is None else msgspec.json.decode(facts),
    )


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)
