"""Whom a write would touch, as dialogs show it before anything happens: now and then."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from app.actions.context import today
from app.actions.previewing import LineChange, Standing, plan_fingerprint, preview
from app.errors import PlanChanged
from app.language import tr
from app.rules.promising import DaysOff, after_handling, estimated
from app.rules.reasons import ReasonKind
from app.rules.standing import Status, status_of
from app.settings import days_off, shop_settings
from db.stored import to_json
from db.terms import NO_SLIP

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Shown:
    """How a line reads on the screen: `day` is expected, or only likely where it is an `estimate`.

    `slip` is in days later than promised, NO_SLIP for 'no date', None where there is nothing to say.
    """

    open: Decimal
    reserved: Decimal
    day: date | None
    estimate: bool
    promised_on: date | None
    slip: int | None
    status: Status
    reason: str
    # JSON, as sentences.py takes it.
    facts: str | None


@dataclass(frozen=True, slots=True)
class Affected(LineChange[Shown]):
    """As it reads on the screen."""

    @property
    def open(self) -> Decimal:
        """What it needs afterwards."""
        return self.after.open

    @property
    def promised_on(self) -> date | None:
        """What the customer was told, afterwards."""
        return self.after.promised_on

    @property
    def moves(self) -> bool:
        """Whether the reader would see another date, promise or status."""
        old, new = self.before, self.after
        return (old.day, old.estimate, old.promised_on, old.status) != (
            new.day,
            new.estimate,
            new.promised_on,
            new.status,
        )

    @property
    def days(self) -> int:
        """How much later it comes; 0 where it had no date or has none, too."""
        old, new = self.before.day, self.after.day
        return 0 if old is None or new is None else (new - old).days

    @property
    def waits_longer(self) -> bool:
        """Whether its date is later than before, or lost."""
        old, new = self.before, self.after
        if new.day is None or old.day is None:
            return old.day is not None
        return new.day > old.day or (new.estimate and not old.estimate)

    @property
    def waits_less(self) -> bool:
        """Whether its date is earlier than before, or there is one at last."""
        old, new = self.before, self.after
        if new.day is None or old.day is None:
            return new.day is not None
        return new.day < old.day or (old.estimate and not new.estimate and new.day == old.day)


@dataclass(frozen=True, slots=True)
class DayBook:
    """Today and the shop's working days, to turn what is stored of a line into what is shown."""

    today: date
    handling_days: int
    off: DaysOff

    def after_handling(self, day: date) -> date:
        """The day on which goods that come on `day` can be with the customer."""
        return date.fromordinal(after_handling(day.toordinal(), self.handling_days, self.off))

    def shown_day(self, standing: Standing) -> tuple[date | None, bool]:
        """The day and whether it is an estimate; a past one is no day (R10)."""
        if not standing.waiting:
            return self.after_handling(self.today), False
        if standing.expected_on is not None and standing.expected_on >= self.today:
            return standing.expected_on, False
        if standing.estimate_days is not None:
            known = _ordinal(standing.not_before)
            arrives = estimated(self.today.toordinal(), standing.estimate_days, known)
            return self.after_handling(date.fromordinal(arrives)), True
        return None, False


@dataclass(frozen=True, slots=True)
class Outlook(Generic[R]):
    """The outcome that a write would have, whom it touches by pool and rank, the plan's fingerprint."""

    outcome: R
    affected: tuple[Affected, ...]
    fingerprint: str
    book: DayBook


def day_book(session: Session) -> DayBook:
    """As the shop's settings say."""
    settings = shop_settings(session)
    return DayBook(today(session), settings.handling_days, days_off(settings))


def outlook(
    session: Session, act: Callable[Concatenate[Session, P], R], /, *args: P.args, **kwargs: P.kwargs
) -> Outlook[R]:
    """What `act` would do; run inside `Shop.preview`."""
    told = preview(session, act, *args, **kwargs)
    book = day_book(session)
    affected = tuple(_affected(change, book) for change in told.changes)
    return Outlook(told.outcome, affected, told.fingerprint, book)


def _affected(change: LineChange[Standing], book: DayBook) -> Affected:
    told = {each.name: getattr(change, each.name) for each in fields(change)}
    read = {key: shown(change, told[key], book) for key in ("before", "after")}
    return Affected(**(told | read))


def shown(change: LineChange[Standing], standing: Standing, book: DayBook) -> Shown:
    """How a line reads that stands so."""
    day, estimate = book.shown_day(standing)
    stopped = standing.on_hold or standing.kept_off
    slip = None if stopped else _slip(None if estimate else day, standing.promised_on)
    status = status_of(
        today=book.today.toordinal(),
        waiting=standing.waiting,
        expected=_ordinal(standing.expected_on),
        promised=_ordinal(standing.promised_on),
        wanted=_ordinal(change.wanted_on),
        reason=standing.reason,
        on_hold=standing.on_hold,
        kept_off=standing.kept_off,
        supply_cancelled=standing.reason == ReasonKind.SUPPLY_CANCELLED,
    )
    facts = None if standing.facts is None else to_json(standing.facts)
    return Shown(
        open=standing.open,
        reserved=standing.reserved,
        day=day,
        estimate=estimate,
        promised_on=standing.promised_on,
        slip=slip,
        status=status,
        reason=standing.reason,
        facts=facts,
    )


def _slip(day: date | None, promised_on: date | None) -> int | None:
    if promised_on is None:
        return None
    if day is None:
        return NO_SLIP
    return (day - promised_on).days if day > promised_on else None


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def as_shown(act: Callable[..., R], fingerprint: str) -> Callable[..., R]:
    """`act`, but refused with PlanChanged where its plan is not the one that was shown."""

    @wraps(act)
    def checked(session: Session, *args: Any, **kwargs: Any) -> R:
        outcome = act(session, *args, **kwargs)
        if fingerprint and plan_fingerprint(session) != fingerprint:
            raise PlanChanged(tr("The queue changed meanwhile."), tr("Look at it again, then confirm."))
        return outcome

    return checked
