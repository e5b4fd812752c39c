"""What an order that is being typed would get, line by line, and who would slip by it (R1, R3, R8, R24)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

from sqlalchemy.orm import Session

from app.actions.availability import LineOutlook
from app.actions.availability import outlook as outlook_of_line
from app.actions.backorder_policy import check_policy
from app.actions.instead import Instead, instead_of
from app.actions.order_editing import OrderEdit, edit_order
from app.actions.ordering import Entered, OrderDraft, enter_order
from app.actions.outlooks import Affected, DayBook, Outlook, outlook
from app.actions.pools import main_location
from app.actions.settling import Settled
from app.errors import NeedsConsent, PlanChanged, Refused, ShopError
from app.language import tr
from app.quantities import quantity_of
from app.rules.reasons import Outcome
from app.rules.standing import Status, status_of
from db.models.orders import OrderLine
from db.rows import fetch, value
from db.stored import to_json
from db.terms import ProductKind


@dataclass(frozen=True, slots=True)
class LineTold:
    """What a typed line would get; `available` is what was free before it.

    `refusal` says why it may not wait (R8); where `may_consent`, the owner may let it wait all the same.
    """

    kind: str
    available: Decimal
    reserved: Decimal
    short: Decimal
    day: date | None
    estimate: bool
    status: Status
    reason: str
    facts: str | None
    refusal: str
    may_consent: bool
    instead: tuple[Instead, ...]


@dataclass(frozen=True, slots=True)
class OrderOutlook:
    """The number it would get, its lines as typed, others whose date would move back, and the plan.

    A line of which nothing is open has nothing to tell.
    """

    number: str
    lines: tuple[LineTold | None, ...]
    slipping: tuple[Affected, ...]
    fingerprint: str


def order_outlook(session: Session, draft: OrderDraft) -> OrderOutlook:
    """Enter the order for a trial; run inside `Shop.preview`."""
    location_id = draft.location_id or main_location(session)
    available = [
        _available(session, each.product_id, each.location_id or location_id) for each in draft.lines
    ]
    trial = replace(draft, state="open", told=False, accept_backorders=True)
    seen = outlook(session, enter_order, trial)
    entered = seen.outcome
    lines = tuple(
        _told(session, line_id, free, seen.book)
        for line_id, free in zip(entered.line_ids, available, strict=True)
    )
    return OrderOutlook(entered.number, lines, _slipping(seen), plan_of(session, entered))


def _slipping(seen: Outlook[Entered]) -> tuple[Affected, ...]:
    return tuple(
        each
        for each in seen.affected
        if each.line_id not in seen.outcome.line_ids and (each.waits_longer or each.gets < 0)
    )


def edit_outlook(session: Session, order_id: int, changes: OrderEdit) -> OrderOutlook:
    """Change the order for a trial; its lines in their order, new ones last. Run inside `Shop.preview`."""
    held = {row[0]: quantity_of(row[1]) for row in fetch(session, _HELD, (order_id,))}
    place = int(value(session, "SELECT location_id FROM orders WHERE id = ?", (order_id,)) or 0)
    free = [_available(session, each.product_id, each.location_id or place) for each in changes.added]
    trial = replace(changes, told=False, accept_backorders=True, confirms=True)
    seen = outlook(session, edit_order, order_id, trial)
    entered = seen.outcome
    fresh = entered.line_ids[len(entered.line_ids) - len(free) :]
    available = held | dict(zip(fresh, free, strict=True))
    lines = tuple(
        _told_if_open(session, line_id, available[line_id], seen.book) for line_id in entered.line_ids
    )
    return OrderOutlook(entered.number, lines, _slipping(seen), plan_of(session, entered))


# What is free for a line that is there already: what it holds too.
_HELD = (
    "SELECT l.id, l.reserved + s.available FROM order_lines l JOIN stock_levels s ON s.id = l.pool_id"
    " WHERE l.order_id = ?"
)


def _told_if_open(session: Session, line_id: int, available: Decimal, book: DayBook) -> LineTold | None:
    line = session.get_one(OrderLine, line_id, populate_existing=True)
    return _told(session, line_id, available, book) if line.open else None


def enter_as_shown(session: Session, draft: OrderDraft, fingerprint: str) -> Entered:
    """Enter the order, or PlanChanged where its lines or others would not fare as was shown."""
    return _as_shown(session, enter_order(session, draft), fingerprint)


def edit_as_shown(session: Session, order_id: int, changes: OrderEdit, fingerprint: str) -> Entered:
    """Change the order, or PlanChanged as above."""
    return _as_shown(session, edit_order(session, order_id, changes), fingerprint)


def _as_shown(session: Session, entered: Entered, fingerprint: str) -> Entered:
    if fingerprint and plan_of(session, entered) != fingerprint:
        raise PlanChanged(tr("The queue changed meanwhile."), tr("Look at it again, then confirm."))
    return entered


def plan_of(session: Session, entered: Entered) -> str:
    """A fingerprint in which the order's lines go by position: their ids differ from trial to trial."""
    done: list[Settled] = session.info.get("settled", [])
    places = {line_id: -place for place, line_id in enumerate(entered.line_ids, 1)}
    told = sorted(
        (places.get(each.line_id, each.line_id), each.reserved, _day(each), each.waiting)
        for settled in done
        for each in settled.outcomes
    )
    return sha256(repr(told).encode()).hexdigest()[:16]


def _day(told: Outcome) -> int:
    return told.expected_on or told.not_before or 0


def _available(session: Session, product_id: int, location_id: int) -> Decimal:
    sql = "SELECT available FROM stock_levels WHERE product_id = ? AND location_id = ?"
    return quantity_of(value(session, sql, (product_id, location_id)) or 0)


def _told(session: Session, line_id: int, available: Decimal, book: DayBook) -> LineTold:
    line = session.get_one(OrderLine, line_id, populate_existing=True)
    told = outlook_of_line(session, line_id)
    kind = str(value(session, "SELECT kind FROM products WHERE id = ?", (line.product_id,)))
    refusal = _refusal(session, line_id)
    return LineTold(
        kind,
        available,
        told.reserved,
        told.short,
        told.shown_on,
        told.estimate,
        _status(line, told, book),
        told.reason,
        None if told.facts is None else to_json(told.facts),
        refusal.title if refusal else "",
        isinstance(refusal, NeedsConsent),
        _instead(session, line, told, book) if told.short and kind == ProductKind.STOCKED else (),
    )


def _refusal(session: Session, line_id: int) -> ShopError | None:
    try:
        check_policy(session, [line_id])
    except Refused as refusal:
        return refusal
    return None


def _status(line: OrderLine, told: LineOutlook, book: DayBook) -> Status:
    """As lists say it, but that an estimate later than wanted is late: nothing was promised yet."""
    if told.estimate and told.shown_on and line.wanted_on and told.shown_on > line.wanted_on:
        return Status.LATE
    return status_of(
        today=book.today.toordinal(),
        waiting=line.waiting,
        expected=None if line.expected_on is None else line.expected_on.toordinal(),
        promised=None,
        wanted=None if line.wanted_on is None else line.wanted_on.toordinal(),
        reason=told.reason,
        on_hold=line.on_hold,
    )


def _instead(session: Session, line: OrderLine, told: LineOutlook, book: DayBook) -> tuple[Instead, ...]:
    before = None if told.estimate else told.shown_on
    return instead_of(session, line.product_id, line.pool_id, before, book)


def places(session: Session) -> Sequence[tuple[int, str]]:
    """The locations that goods can leave from, (id, name), the main one first."""
    return [(row[0], row[1]) for row in fetch(session, "SELECT id, name FROM locations ORDER BY id")]
