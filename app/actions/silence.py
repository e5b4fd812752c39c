"""Nobody answered a delay: what the shop's policy says is proposed, and done when the owner says so (R23)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.answering import await_again
from app.actions.cancelling import cancel_line
from app.actions.context import action_id, today, touched
from app.actions.delays import refund_counts_from
from app.actions.documents import close_if_done, lines_of, record
from app.actions.notifying_orders import tell_reopened
from app.actions.settling import begin, settle
from app.actions.undoing import LineAct, take_back_cancelled
from app.changes import Area
from app.errors import AlreadyDone, NotFound, Refused
from app.language import tr
from app.quantities import quantity_of, units
from app.wording import day_text
from db.models.notices import Answer
from db.models.orders import Cancellation, Order, OrderLine
from db.rows import Reader, fetch, fetch_for, fetch_one, run
from db.stored import day_of
from db.terms import AnswerKind, AnswerWay, ConsentState, NoticeChannel, OrderState, Silence

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
        facts={"silence": proposal.silence, "consent": proposal.consent_id},
        action_id=action_id(session),
    )
    session.add(answer)
    session.flush()
    answer_id = answer.id
    run(session, "UPDATE consents SET state = 'lapsed' WHERE id = ?", (proposal.consent_id,))
    record(session, "answered", line_id=proposal.line_id, pool_id=pool_id, what=str(AnswerKind.NONE))
    cancel_line(session, proposal.line_id, proposal.open, reason=tr("no answer by {day}", day=by))
    refund_counts_from(session, proposal.order_id, proposal.consent_by.toordinal())
    touched(session, Area.NOTICES)
    return answer_id


def take_back_silence(session: Session, applied: SilenceApplied, lines: Sequence[LineAct] = ()) -> None:
    """What silence cancelled is wanted again and its answer awaited; Refused once the customer was told.

    With the lines as `carry_out` noted them everybody stands as he stood; without, each waits again at its
    rank, and what was given to others meanwhile stays with them.
    """
    answers = [session.get_one(Answer, each, populate_existing=True) for each in applied.answer_ids]
    line_ids = [each.order_line_id for each in answers]
    act = answers[0].action_id
    orders = _lock(session, line_ids)
    if any(session.get_one(Answer, each.id, populate_existing=True).undone for each in answers):
        raise AlreadyDone(tr("This is taken back already."), tr("Reload the list."))
    _refuse_if_told(session, act, orders)
    for each in answers:
        each.undone = True
    asked = [(each.order_line_id, each.letter_id) for each in answers]
    session.flush()
    if lines:
        take_back_cancelled(session, lines, act)
    else:
        _want_again(session, act, line_ids)
    await_again(session, asked)
    for line_id in line_ids:
        record(session, "answer_undone", line_id=line_id, what=str(AnswerKind.NONE))
    touched(session, Area.NOTICES, Area.ORDERS, Area.BACKORDERS, Area.PURCHASES)


def _lock(session: Session, line_ids: Sequence[int]) -> list[int]:
    """The orders of these lines, with all their pools locked."""
    sql = (
        "SELECT DISTINCT l.order_id, other.pool_id FROM order_lines l JOIN order_lines other"
        " ON other.order_id = l.order_id WHERE l.id IN ({ids})"
    )
    rows = fetch_for(session, sql, line_ids)
    begin(session, {row[1] for row in rows})
    return sorted({row[0] for row in rows})


def _refuse_if_told(session: Session, act: str, order_ids: Sequence[int]) -> None:
    listed = ",".join(map(str, order_ids))
    told = fetch_one(
        session,
        f"SELECT t.code, t.sent_on FROM notices n JOIN letters t ON t.id = n.letter_id"
        f" WHERE n.order_id IN ({listed}) AND n.state = 'sent' AND n.kind IN ('cancellation', 'refund')"
        " AND t.sent_at >= (SELECT at FROM actions WHERE id = ?) ORDER BY t.id DESC LIMIT 1",
        (act,),
    )
    if told is not None:
        raise Refused(
            tr("The customer was told on {day}, by letter {code}.", day=day_text(told[1]), code=told[0]),
            tr("Enter a new order if the goods are wanted after all."),
        )


def _want_again(session: Session, act: str, line_ids: Sequence[int]) -> None:
    """What the act cancelled of the lines waits again at its rank."""
    pools = fetch_for(session, "SELECT pool_id FROM order_lines WHERE id IN ({ids})", line_ids)
    touch = begin(session, {row[0] for row in pools})
    given_up = select(Cancellation).where(
        Cancellation.action_id == act, Cancellation.order_line_id.in_(line_ids), Cancellation.undone == 0
    )
    order_ids = set()
    for each in session.scalars(given_up).all():
        line = session.get_one(OrderLine, each.order_line_id, populate_existing=True)
        order_ids.add(line.order_id)
        session.get_one(Order, line.order_id, populate_existing=True).state = OrderState.OPEN
        line.cancelled -= each.quantity
        each.undone = each.quantity
        touch.lines.add(line.id)
        record(session, "reopened", line_id=line.id, pool_id=line.pool_id, quantity=each.quantity)
        tell_reopened(session, line.order_id, line.id, units(each.quantity))
        run(session, "UPDATE purchase_lines SET no_longer_needed = 0 WHERE for_line_id = ?", (line.id,))
    for order_id in order_ids:
        for line in lines_of(session, order_id):
            line.state = OrderState.OPEN
    settle(session, touch)
    for order_id in sorted(order_ids):
        close_if_done(session, order_id)
