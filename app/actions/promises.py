"""What the customer was told, and when (R11)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.actions.context import action_id, now, today, touched, who
from app.actions.documents import open_line, record
from app.changes import Area
from app.rules.promising import after_handling
from app.settings import ShopSettings, shop_settings
from db.models.orders import OrderLine, Promise


def closed_days(settings: ShopSettings) -> frozenset[int]:
    """Days on which the shop is closed, as ordinals."""
    return frozenset(date.fromisoformat(text).toordinal() for text in settings.closed_days)


def shown_date(session: Session, line: OrderLine) -> tuple[date | None, bool]:
    """The date that the desk shows for a line, and whether it is an estimate; a past date is never told."""
    settings = shop_settings(session)
    day = today(session)
    closed = closed_days(settings)
    ready = date.fromordinal(after_handling(day.toordinal(), settings.handling_days, closed))
    if not line.waiting:
        return ready, False
    if line.expected_on is not None:
        return (line.expected_on, False) if line.expected_on >= day else (None, False)
    if line.estimate_days is not None:
        arrives = day.toordinal() + line.estimate_days
        return date.fromordinal(after_handling(arrives, settings.handling_days, closed)), True
    return None, False


def promise_as_shown(session: Session, line_ids: Sequence[int]) -> None:
    """Confirming tells the customer the date on the screen."""
    for line_id in line_ids:
        line = session.get_one(OrderLine, line_id)
        day, estimate = shown_date(session, line)
        write_promise(session, line, day, cause="confirmation", estimate=estimate)


def promise(session: Session, line_id: int, day: date | None, *, cause: str = "owner") -> None:
    """The owner, or an answer, sets what the customer was told; None: that no date is known."""
    line, _ = open_line(session, line_id)
    write_promise(session, line, day, cause=cause)
    touched(session, Area.BACKORDERS, Area.ORDERS)


def write_promise(
    session: Session, line: OrderLine, day: date | None, *, cause: str, estimate: bool = False
) -> None:
    """One more row of what was told; the first date stays apart."""
    first = line.first_promised_on is None and day is not None
    record(
        session,
        "promised",
        line_id=line.id,
        pool_id=line.pool_id,
        old_day=line.promised_on,
        new_day=day,
        cause=cause,
        estimate=estimate,
    )
    session.add(
        Promise(
            order_line_id=line.id,
            promised_on=day,
            estimate=estimate,
            first=first,
            cause=cause,
            at=now(session),
            who=who(session),
            action_id=action_id(session),
        )
    )
    line.promised_on = day
    if first:
        line.first_promised_on = day
    session.flush()
