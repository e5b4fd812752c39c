"""How a line stands, in one word: what the owner sees before any date or reason."""

from collections.abc import Iterable
from enum import StrEnum

from app.rules.promising import has_slipped
from app.rules.reasons import ReasonKind


class Status(StrEnum):
    """One word; among the first six the later one wins."""

    READY = "ready"
    ON_TIME = "on_time"
    LATE = "late"
    NO_DATE = "no_date"
    SUPPLIER_OVERDUE = "supplier_overdue"
    SUPPLY_CANCELLED = "supply_cancelled"
    ON_HOLD = "on_hold"
    KEPT_OFF = "kept_off"
    # Orders only: goods of a complete order wait for the others; a part is there or gone.
    COLLECTING = "collecting"
    PART = "part"


URGENT = (Status.SUPPLY_CANCELLED, Status.SUPPLIER_OVERDUE, Status.NO_DATE, Status.LATE)


def status_of(
    *,
    today: int,
    waiting: int | bool,
    expected: int | None,
    promised: int | None,
    wanted: int | None,
    reason: str,
    on_hold: int | bool = False,
    kept_off: int | bool = False,
    supply_cancelled: int | bool = False,
) -> Status:
    """The word for a line that is open; before there is a promise, the wanted date stands for it."""
    if on_hold:
        return Status.ON_HOLD
    if kept_off and waiting:
        return Status.KEPT_OFF
    if not waiting:
        return Status.READY
    if supply_cancelled:
        return Status.SUPPLY_CANCELLED
    if reason == ReasonKind.SUPPLIER_OVERDUE:
        return Status.SUPPLIER_OVERDUE
    if expected is None:
        return Status.NO_DATE
    if expected < today:
        # Not settled since the day went by.
        return Status.SUPPLIER_OVERDUE if reason == ReasonKind.BRINGS else Status.NO_DATE
    due = wanted if promised is None else promised
    return Status.LATE if has_slipped(expected, due, today, ready=False) else Status.ON_TIME


def order_status(lines: Iterable[Status], *, ship_complete: bool, any_here: bool) -> Status:
    """The word for an order from those of its open lines; `any_here`: something is reserved or has left."""
    told = set(lines)
    for strongest in (Status.ON_HOLD, *URGENT, Status.KEPT_OFF):
        if strongest in told:
            return strongest
    if told <= {Status.READY}:
        return Status.READY
    if any_here:
        return Status.COLLECTING if ship_complete else Status.PART
    return Status.ON_TIME
