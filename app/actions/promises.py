"""What the customer was told, and when (R11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.actions.context import action_id, now, today, touched, who
from app.actions.documents import Event, open_line, record_all
from app.actions.notifying import tell_delays
from app.changes import Area
from app.errors import Refused
from app.language import tr
from app.rules.promising import after_handling, estimated
from app.settings import days_off, shop_settings
from db.rows import fetch_for, run_many, value
from db.stored import to_microseconds


@dataclass(frozen=True, slots=True)
class Told:
    """A date that a customer is told for a line; None: that no date is known.

    `unsays_first`: the first date was told by mistake, so that the next one is the first.
    """

    line_id: int
    day: date | None
    estimate: bool = False
    unsays_first: bool = False


def shown_dates(session: Session, line_ids: Sequence[int]) -> list[Told]:
    """The dates that the desk shows for lines; a past date is never told."""
    rows = fetch_for(
        session,
        "SELECT id, waiting, expected_on, estimate_days, not_before FROM order_lines WHERE id IN ({ids})"
        " ORDER BY id",
        line_ids,
    )
    return [_shown(session, *row) for row in rows]


def _shown(
    session: Session,
    line_id: int,
    waiting: int,
    expected_on: int | None,
    estimate_days: int | None,
    not_before: int | None,
) -> Told:
    settings = shop_settings(session)
    day = today(session).toordinal()
    if waiting and expected_on is not None:
        return Told(line_id, date.fromordinal(expected_on) if expected_on >= day else None)
    if waiting and estimate_days is None:
        return Told(line_id, None)
    arrives = estimated(day, estimate_days or 0, not_before) if waiting else day
    shown = after_handling(arrives, settings.handling_days, days_off(settings))
    return Told(line_id, date.fromordinal(shown), bool(waiting))


def promise_as_shown(session: Session, line_ids: Sequence[int]) -> None:
    """Confirming tells the customer the dates on the screen."""
    write_promises(session, shown_dates(session, line_ids), cause="confirmation")


@dataclass(frozen=True, slots=True)
class Promised:
    """What a customer had been told for a line (`estimate`: as an estimate), and is told now."""

    line_id: int
    before: date | None
    after: date | None
    estimate: bool = False


def promise(session: Session, line_id: int, day: date | None, *, cause: str = "owner") -> Promised:
    """The owner, or an answer, sets what the customer was told; None: that no date is known."""
    line, _ = open_line(session, line_id)
    before = line.promised_on
    latest = "SELECT estimate FROM promises WHERE order_line_id = ? ORDER BY id DESC LIMIT 1"
    estimate = bool(value(session, latest, (line_id,)))
    _tell(session, Told(line_id, day), cause)
    return Promised(line_id, before, day, estimate)


def _tell(session: Session, told: Told, cause: str) -> None:
    write_promises(session, [told], cause=cause)
    touched(session, Area.BACKORDERS, Area.ORDERS)


def take_back_promise(session: Session, made: Promised) -> Promised:
    """What the customer was told before counts again; Refused if another date was promised since."""
    line, _ = open_line(session, made.line_id)
    if line.promised_on != made.after:
        raise Refused(
            tr("Another date was promised since; this cannot be taken back."),
            tr("Promise the date you mean."),
        )
    latest = "SELECT first FROM promises WHERE order_line_id = ? ORDER BY id DESC LIMIT 1"
    unsays_first = made.before is None and bool(value(session, latest, (made.line_id,)))
    _tell(session, Told(made.line_id, made.before, made.estimate, unsays_first), "taken_back")
    return Promised(made.line_id, made.after, made.before)


def write_promises(
    session: Session, told: Sequence[Told], *, cause: str, letter_id: int | None = None
) -> None:
    """One more row of what was told, a line each, by a letter or otherwise; the first date stays apart."""
    session.flush()
    at, action, name = to_microseconds(now(session)), action_id(session), who(session)
    before = {
        row[0]: row
        for row in fetch_for(
            session,
            "SELECT id, pool_id, promised_on, first_promised_on FROM order_lines WHERE id IN ({ids})",
            [each.line_id for each in told],
        )
    }
    promises, lines, events = [], [], []
    for each in told:
        _, pool_id, old, first_on = before[each.line_id]
        day = each.day.toordinal() if each.day else None
        first = each.unsays_first or (first_on is None and day is not None)
        promises.append(
            (each.line_id, day, int(each.estimate), int(first), cause, at, name, action, letter_id)
        )
        lines.append((day, day if first else first_on, each.line_id))
        facts = {"cause": cause, "estimate": each.estimate}
        old_day = None if old is None else date.fromordinal(old)
        events.append(Event("promised", each.line_id, None, pool_id, None, old_day, each.day, facts))
    run_many(
        session,
        "INSERT INTO promises (order_line_id, promised_on, estimate, first, cause, at, who, action_id,"
        " letter_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        promises,
    )
    run_many(session, "UPDATE order_lines SET promised_on = ?, first_promised_on = ? WHERE id = ?", lines)
    record_all(session, events)
    tell_delays(session, before)
    session.expire_all()
