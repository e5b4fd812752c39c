"""What if: other ranks, dates or quantities to come, orders held or released; for a trial or for good."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from app.actions.context import touched
from app.actions.documents import checked_quantity, close_purchase_if_done, open_purchase_lines, record
from app.actions.outlooks import Outlook, outlook
from app.actions.purchasing import close_short, cut_purchase_line, set_eta
from app.actions.queueing import hold, rank_at, release_order, unhold
from app.actions.remembering import places_in_queue, start_remembering
from app.actions.settling import settle
from app.actions.undoing import LineAct, overtaken, take_back
from app.changes import Area
from app.errors import InvalidInput
from app.language import tr
from db.models.catalogue import Product
from db.models.purchases import PurchaseLine
from db.rows import fetch_for

R = TypeVar("R")
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class RankStep:
    """A line stands at this place of its queue."""

    line_id: int
    place: int


@dataclass(frozen=True, slots=True)
class DayStep:
    """A purchase line comes on this day; None: nobody knows when."""

    purchase_line_id: int
    day: date | None


@dataclass(frozen=True, slots=True)
class QuantityStep:
    """So much of a purchase line is still to come."""

    purchase_line_id: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class HoldStep:
    """An order stands aside, or waits again."""

    order_id: int
    on_hold: bool


@dataclass(frozen=True, slots=True)
class ReleaseStep:
    """What an order holds goes to the others first."""

    order_id: int


DeliveryStep = DayStep | QuantityStep
Step = RankStep | DeliveryStep | HoldStep | ReleaseStep


@dataclass(frozen=True, slots=True)
class Coming:
    """What a purchase line was, and is, to bring and when."""

    purchase_line_id: int
    day: date | None
    quantity: Decimal
    day_after: date | None
    quantity_after: Decimal


@dataclass(frozen=True, slots=True)
class Supposition:
    """Who would fare differently, and each line's rank as it is."""

    outlook: Outlook[tuple[Coming, ...]]
    places: dict[int, int]


def suppose(session: Session, steps: Sequence[Step]) -> Supposition:
    """What the steps would change; run inside `Shop.preview`."""
    memory = start_remembering(session)
    seen = outlook(session, replay, steps)
    return Supposition(seen, places_in_queue(memory.lines.values()))


def supposing(
    session: Session, steps: Sequence[Step], read: Callable[..., R], *args: Any, **kwargs: Any
) -> R:
    """What `read(session, …)` finds after the steps; run inside `Shop.preview`."""
    replay(session, steps)
    session.flush()
    return read(session, *args, **kwargs)


def replay(
    session: Session, steps: Sequence[Step], *, cause: str = "", reason: str = ""
) -> tuple[Coming, ...]:
    """Do the steps one after the other; what was to come of the purchase lines they touch, and is.

    `cause` is why the dates move, `reason` why orders are held: to be asked before it is done for good.
    """
    ids = {each.purchase_line_id for each in steps if isinstance(each, DeliveryStep)}
    before = _coming(session, ids)
    for each in steps:
        if isinstance(each, DayStep):
            set_eta(session, [each.purchase_line_id], each.day, cause=cause)
        elif isinstance(each, QuantityStep):
            set_to_come(session, each.purchase_line_id, each.quantity)
        else:
            _queue(session, each, reason)
    session.flush()
    after = _coming(session, ids)
    return tuple(Coming(key, *before[key], *after[key]) for key in sorted(before))


def _queue(session: Session, step: RankStep | HoldStep | ReleaseStep, reason: str) -> None:
    if isinstance(step, RankStep):
        rank_at(session, step.line_id, step.place)
    elif isinstance(step, ReleaseStep):
        release_order(session, step.order_id)
    elif step.on_hold:
        hold(session, step.order_id, reason=reason)
    else:
        unhold(session, step.order_id)


def _coming(session: Session, ids: Iterable[int]) -> dict[int, tuple[date | None, Decimal]]:
    sql = "SELECT id, eta, ordered - received - closed FROM purchase_lines WHERE id IN ({ids})"
    return {
        key: (None if eta is None else date.fromordinal(eta), Decimal(rest).scaleb(-3))
        for key, eta, rest in fetch_for(session, sql, sorted(ids))
    }


def set_to_come(session: Session, purchase_line_id: int, quantity: Decimal) -> None:
    """So much of the line is still to come: cut, closed short, reopened or ordered in addition."""
    [line], touch = open_purchase_lines(session, [purchase_line_id])
    if quantity < 0:
        raise InvalidInput(
            tr("{quantity} is no quantity.", quantity=str(quantity)), tr("Enter a number from 0 on.")
        )
    rest = line.ordered - line.received - line.closed
    if quantity == rest:
        return
    if not quantity:
        close_short(session, [purchase_line_id])
    elif quantity < rest:
        cut_purchase_line(session, purchase_line_id, line.received + line.closed + quantity)
    else:
        checked_quantity(session.get_one(Product, line.product_id), quantity)
        _raise(session, line, quantity - rest)
        close_purchase_if_done(session, line.purchase_id)
        touched(session, Area.PURCHASES)
        settle(session, touch)


def _raise(session: Session, line: PurchaseLine, more: Decimal) -> None:
    """What was closed short comes after all before more is ordered."""
    reopened = min(line.closed, more)
    line.closed -= reopened
    line.ordered += more - reopened
    record(session, "purchased", purchase_line_id=line.id, pool_id=line.pool_id, quantity=more)


def take_back_steps(session: Session, lines: Sequence[LineAct], coming: Sequence[Coming]) -> None:
    """Undo `replay`: Refused if a line or a purchase line was touched since."""
    now = _coming(session, [each.purchase_line_id for each in coming])
    if any(now.get(each.purchase_line_id) != (each.day_after, each.quantity_after) for each in coming):
        raise overtaken()
    for each in coming:
        set_to_come(session, each.purchase_line_id, each.quantity)
        set_eta(session, [each.purchase_line_id], each.day, cause="")
    if lines:
        take_back(session, lines)
