"""Nobody answered, and silence means nothing: the customer is asked again, with a new last day (R23)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.actions.context import today, touched
from app.actions.documents import Event, record_all
from app.actions.settling import begin
from app.changes import Area
from app.errors import AlreadyDone, InvalidInput
from app.language import tr
from app.wording import day_text
from db.rows import fetch_for, run_many

_AWAITED = (
    "SELECT a.id, a.consent_by, a.refund_by, l.id, l.pool_id FROM consents a JOIN order_lines l"
    " ON l.id = a.order_line_id WHERE a.id IN ({ids}) AND a.state = 'awaited' AND l.open > 0 ORDER BY a.id"
)


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """For each consent the last days to answer and to refund as they were, as ordinals."""

    until: date
    before: tuple[tuple[int, int, int | None], ...]


def ask_again(session: Session, consent_ids: Sequence[int], until: date) -> AskedAgain:
    """The answers are awaited until another day; the asking itself is the owner's, by phone or a copy."""
    if until < today(session):
        raise InvalidInput(
            tr("{day} is past.", day=day_text(until)), tr("Enter the day by which the customer is to answer.")
        )
    ids = sorted(set(consent_ids))
    rows = _lock(session, ids)
    if len(rows) < len(ids):
        raise AlreadyDone(tr("This answer is not awaited any more."), tr("Reload the list."))
    moved = []
    for consent_id, by, refund_by, _, _ in rows:
        later = until.toordinal() - by
        moved.append((until.toordinal(), refund_by and refund_by + later, consent_id))
    _move(session, moved)
    record_all(
        session,
        [Event("asked_again", line_id, pool_id=pool_id, new_day=until) for *_, line_id, pool_id in rows],
    )
    return AskedAgain(until, tuple((row[0], row[1], row[2]) for row in rows))


def take_back_asking(session: Session, asked: AskedAgain) -> None:
    """Nobody was asked after all."""
    rows = _lock(session, [each[0] for each in asked.before])
    if len(rows) < len(asked.before) or any(row[1] != asked.until.toordinal() for row in rows):
        raise AlreadyDone(tr("This answer is not awaited any more."), tr("Reload the list."))
    _move(session, [(by, refund_by, consent_id) for consent_id, by, refund_by in asked.before])
    record_all(
        session,
        [
            Event("taken_back", line_id, pool_id=pool_id, new_day=asked.until, facts={"what": "asked_again"})
            for *_, line_id, pool_id in rows
        ],
    )


def _lock(session: Session, consent_ids: Sequence[int]) -> list[Any]:
    """The awaited answers by id, their lines' pools locked."""
    begin(session, {row[4] for row in fetch_for(session, _AWAITED, consent_ids)})
    return sorted(fetch_for(session, _AWAITED, consent_ids), key=lambda row: row[0])


def _move(session: Session, days: Sequence[tuple[int, int | None, int]]) -> None:
    run_many(session, "UPDATE consents SET consent_by = ?, refund_by = ? WHERE id = ?", days)
    touched(session, Area.NOTICES, Area.BACKORDERS)
