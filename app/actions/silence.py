"""Nobody answered a delay: what the shop's policy says is proposed, and done when the owner says so (R23)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.actions.cancelling import cancel_line
from app.actions.context import today, touched
from app.actions.delays import refund_counts_from
from app.actions.documents import record
from app.actions.kept_answers import Done, keep_answer
from app.actions.settling import begin
from app.changes import Area
from app.errors import AlreadyDone, NotFound, Refused
from app.language import tr
from app.quantities import quantity_of
from app.wording import day_text
from db.models.notices import Answer
from db.rows import Reader, fetch, fetch_for
from db.stored import day_of
from db.terms import AnswerKind, AnswerWay, ConsentState, NoticeChannel, Silence

MOST_PROPOSED = 500


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line whose answer did not come in time; `silence` is what that means: cancel it, or ask again."""

    consent_id: int
    line_id: int
    order_id: int
    order: str
    customer_id: int | None
    customer: str
    sku: str
    product: str
    open: Decimal
    silence: str
    consent_by: date
    refund_by: date | None
    code: str


@dataclass(frozen=True, slots=True)
class SilenceApplied:
    """The answers 'none' that were kept; with them it is taken back."""

    answer_ids: tuple[int, ...]


_LATE = (
    "SELECT a.id, l.id, o.id, o.number, o.customer_id, coalesce(c.name, ''), p.sku, p.name, l.open,"
    " a.silence, a.consent_by, a.refund_by, t.code, a.state, t.id, t.channel, l.pool_id FROM consents a"
    " JOIN order_lines l ON l.id = a.order_line_id JOIN orders o ON o.id = l.order_id"
    " JOIN products p ON p.id = l.product_id JOIN letters t ON t.id = a.letter_id"
    " LEFT JOIN customers c ON c.id = o.customer_id"
)


def proposals(session: Reader, limit: int = MOST_PROPOSED, silence: str = "") -> list[Proposal]:
    """Lines of which the day to answer is over, the oldest first, but not those that silence agreed to.

    With `silence` those alone of which no answer means that.
    """
    means = "a.silence = ?" if silence else "a.silence <> ?"
    rows = fetch(
        session,
        f"{_LATE} WHERE a.state = 'awaited' AND a.consent_by < ? AND {means} AND l.open > 0"
        " AND l.removed = 0 ORDER BY a.consent_by, a.id LIMIT ?",
        (today(session).toordinal(), silence or str(Silence.CONSENT), limit),
    )
    return [_proposal(row) for row in rows]


def _proposal(row: Any) -> Proposal:
    days = (date.fromordinal(row[10]), day_of(row[11]))
    return Proposal(*(*row[:8], quantity_of(row[8]), row[9], *days, row[12]))


def apply_silence(session: Session, consent_ids: Sequence[int]) -> SilenceApplied:
    """Cancel the lines whose answer did not come, all or none; Refused where the policy does not say so."""
    ids = sorted(set(consent_ids))
    sql = (
        "SELECT DISTINCT other.pool_id FROM consents a JOIN order_lines l ON l.id = a.order_line_id"
        " JOIN order_lines other ON other.order_id = l.order_id WHERE a.id IN ({ids})"
    )
    begin(session, [row[0] for row in fetch_for(session, sql, ids)])
    rows = fetch_for(session, f"{_LATE} WHERE a.id IN ({{ids}}) ORDER BY a.id", ids)
    if len(rows) < len(ids):
        raise NotFound(tr("This answer is not awaited."), tr("Reload the list."))
    for row in rows:
        _refuse_unless_over(session, _proposal(row), row[13])
    return SilenceApplied(tuple(_cancel(session, row) for row in rows))


def _refuse_unless_over(session: Session, proposal: Proposal, state: str) -> None:
    name = tr("{sku} of {order}", sku=proposal.sku, order=proposal.order)
    if state != ConsentState.AWAITED or not proposal.open:
        raise AlreadyDone(
            tr("The answer to {name} is not awaited any more.", name=name), tr("Reload the list.")
        )
    if proposal.consent_by >= today(session):
        day = day_text(proposal.consent_by.toordinal())
        raise Refused(
            tr("The customer has until {day} for {name}.", day=day, name=name), tr("Wait for that day.")
        )
    if proposal.silence != Silence.CANCEL:
        raise Refused(
            tr("No answer does not cancel {name}.", name=name),
            tr("Ask the customer, then record the answer."),
        )


def _cancel(session: Session, row: Any) -> int:
    proposal, (letter_id, channel, pool_id) = _proposal(row), row[14:]
    by = day_text(proposal.consent_by.toordinal())
    answer = Answer(
        order_line_id=proposal.line_id,
        letter_id=letter_id,
        kind=AnswerKind.NONE,
        quantity=proposal.open,
        way=AnswerWay.MAIL if channel == NoticeChannel.MAIL else AnswerWay.PAPER,
        answered_on=today(session),
    )

    def act() -> Done:
        record(session, "answered", line_id=proposal.line_id, pool_id=pool_id, what=str(AnswerKind.NONE))
        cancel_line(session, proposal.line_id, proposal.open, reason=tr("no answer by {day}", day=by))
        refund_counts_from(session, proposal.order_id, proposal.consent_by.toordinal())
        return Done()

    answer_id, _ = keep_answer(session, answer, act, silence=proposal.silence)
    touched(session, Area.NOTICES)
    return answer_id
