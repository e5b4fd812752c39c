"""Several steps of transfers in one write, and how they are taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.settling import begin
from app.actions.transferring import (
    Sent,
    TransferDraft,
    arrive,
    cancel_transfers,
    send,
    set_arrival,
    undo_arrival,
)
from app.errors import InvalidInput
from app.language import tr
from app.quantities import quantity_of
from db.rows import fetch_for


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What came, (transfer, quantity), and the new days, (transfer, day), of what is still on its way."""

    came: tuple[tuple[int, Decimal], ...] = ()
    days: tuple[tuple[int, date | None], ...] = ()
    rest_is_lost: bool = False


def move(session: Session, draft: TransferDraft, *, are_there: bool = False) -> Sent:
    """Send goods to another location; `are_there`: they were carried over and lie there already."""
    sent = send(session, draft)
    if are_there:
        arrive(session, _figures(session, "incoming", sent.transfer_ids))
    return sent


def undo_move(session: Session, transfer_ids: Sequence[int]) -> None:
    """The goods lie where they lay before."""
    _lock(session, transfer_ids)
    for transfer_id, received in _figures(session, "received", transfer_ids):
        if received:
            undo_arrival(session, transfer_id, received)
    cancel_transfers(session, transfer_ids, reason=tr("undone"))


def book_arrivals(session: Session, arrivals: Arrivals) -> tuple[int, ...]:
    """The transfers that are over by it."""
    if not arrivals.came and not arrivals.days:
        raise InvalidInput(tr("Nothing arrived."), tr("Type how much came, or another day."))
    _lock(session, [key for key, _ in (*arrivals.came, *arrivals.days)])
    for transfer_id, day in arrivals.days:
        set_arrival(session, [transfer_id], day)
    return arrive(session, arrivals.came, rest_is_lost=arrivals.rest_is_lost) if arrivals.came else ()


def undo_arrivals(
    session: Session, came: Sequence[tuple[int, Decimal]], days: Sequence[tuple[int, date | None]]
) -> None:
    """What came is on its way again; `days` are those that were told before."""
    _lock(session, [key for key, _ in (*came, *days)])
    for transfer_id, quantity in came:
        undo_arrival(session, transfer_id, quantity)
    for transfer_id, day in days:
        set_arrival(session, [transfer_id], day)


def _lock(session: Session, ids: Sequence[int]) -> None:
    """All pools at once, before the steps lock theirs: two tills cannot wait for each other."""
    sql = "SELECT from_pool_id, to_pool_id FROM transfers WHERE id IN ({ids})"
    begin(session, {pool_id for row in fetch_for(session, sql, set(ids)) for pool_id in row})


def _figures(session: Session, column: str, ids: Sequence[int]) -> list[tuple[int, Decimal]]:
    rows = fetch_for(session, f"SELECT id, {column} FROM transfers WHERE id IN ({{ids}})", ids)
    return [(row[0], quantity_of(row[1])) for row in rows]
