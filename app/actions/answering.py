"""What a customer answered to a delay, line by line, and what that changes at once (R23)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.cancelling import cancel_line
from app.actions.context import today, touched
from app.actions.delays import refund_counts_from
from app.actions.documents import Event, open_line, open_order, record, record_all
from app.actions.kept_answers import Done, keep_answer
from app.actions.offering import decline_offers_of
from app.actions.ordering import copy_rank, priority_of
from app.actions.promises import Promised, promise
from app.actions.settling import begin, settle
from app.actions.shipping import Shipped, ship
from app.actions.substituting import take_substitute
from app.changes import Area
from app.errors import AlreadyDone, InvalidInput, Refused
from app.language import tr
from app.wording import day_text
from db.models.notices import Answer
from db.models.orders import OrderLine
from db.rows import fetch_for, fetch_one
from db.terms import AnswerKind, AnswerWay


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What was said of one line; `quantity` None is all that is open (of 'part': all that is reserved).

    `waits_until` None: as told. A substitute is `product_id` at `ratio` units for one, for `price` or its
    own; `although_later` accepts one that would come no sooner. `ship_now` sends a part at once.
    """

    line_id: int
    kind: str
    way: str = AnswerWay.PHONE
    letter_id: int | None = None
    answered_on: date | None = None
    waits_until: date | None = None
    quantity: Decimal | None = None
    product_id: int | None = None
    ratio: Decimal = Decimal(1)
    price: Decimal | None = None
    although_later: bool = False
    ship_now: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer as it is kept, and what it brought about."""

    answer_id: int
    line_id: int
    kind: str
    promised: Promised | None = None
    new_line_id: int | None = None
    shipped: Shipped | None = None


def record_answers(session: Session, drafts: Sequence[AnswerDraft]) -> tuple[Answered, ...]:
    """A returned form: several lines at once, all of them or none."""
    _lock(session, [each.line_id for each in drafts])
    return tuple(record_answer(session, each) for each in drafts)


def record_answer(session: Session, draft: AnswerDraft) -> Answered:
    """Keep what the customer said of a line, and do it."""
    line, _ = open_line(session, draft.line_id)
    answered_on = draft.answered_on or today(session)
    if answered_on > today(session):
        raise InvalidInput(tr("The answer is from a day to come."), tr("Enter the day it came."))
    if not line.open:
        raise AlreadyDone(tr("Nothing is left open of this line."), tr("Reload the list."))
    answer = Answer(
        order_line_id=draft.line_id,
        letter_id=draft.letter_id or _asked_by(session, draft.line_id),
        kind=draft.kind,
        waits_until=draft.waits_until,
        quantity=line.open if draft.quantity is None else draft.quantity,
        way=draft.way,
        answered_on=answered_on,
        note=draft.note,
    )
    left, pool_id = line.open, line.pool_id

    def act() -> Done:
        _tell(session, draft, pool_id)
        done = _DEEDS[AnswerKind(draft.kind)](session, draft, left)
        if draft.kind not in (AnswerKind.SUBSTITUTE, AnswerKind.NONE):
            decline_offers_of(session, draft.line_id)
        return done

    answer_id, done = keep_answer(session, answer, act)
    touched(session, Area.NOTICES, Area.ORDERS, Area.BACKORDERS)
    return Answered(answer_id, draft.line_id, draft.kind, done.promised, done.new_line_id, done.shipped)


def _lock(session: Session, line_ids: Sequence[int]) -> None:
    """All pools of their orders, before the first is touched."""
    sql = (
        "SELECT DISTINCT other.pool_id FROM order_lines l JOIN order_lines other"
        " ON other.order_id = l.order_id WHERE l.id IN ({ids})"
    )
    begin(session, [row[0] for row in fetch_for(session, sql, line_ids)])


def _asked_by(session: Session, line_id: int) -> int | None:
    sql = "SELECT letter_id FROM consents WHERE order_line_id = ? ORDER BY id DESC LIMIT 1"
    row = fetch_one(session, sql, (line_id,))
    return None if row is None else int(row[0])


def _tell(session: Session, draft: AnswerDraft, pool_id: int) -> None:
    facts = {"what": str(draft.kind), "way": str(draft.way)} | ({"note": draft.note} if draft.note else {})
    event = Event("answered", draft.line_id, pool_id=pool_id, new_day=draft.waits_until, facts=facts)
    record_all(session, [event])


# what each kind does


def _waits(session: Session, draft: AnswerDraft, left: Decimal) -> Done:
    day = draft.waits_until
    if day is None:
        return Done()
    if day < today(session):
        raise InvalidInput(
            tr("{day} is past.", day=day_text(day.toordinal())),
            tr("Enter a day until which the customer waits."),
        )
    return Done(promise(session, draft.line_id, day, cause="answer"))


def _takes_substitute(session: Session, draft: AnswerDraft, left: Decimal) -> Done:
    if draft.product_id is None:
        raise InvalidInput(tr("The substitute is missing."), tr("Choose a product."))
    quantity = left if draft.quantity is None else draft.quantity
    new_id = take_substitute(
        session,
        draft.line_id,
        quantity,
        draft.product_id,
        ratio=draft.ratio,
        price=draft.price,
        although_later=draft.although_later,
    )
    return Done(new_line_id=new_id)


def _takes_part(session: Session, draft: AnswerDraft, left: Decimal) -> Done:
    """Its order no longer waits to be complete; what is reserved may leave."""
    line, _ = open_line(session, draft.line_id)
    order, lines, touch = open_order(session, line.order_id)
    was_complete = order.ship_complete
    if was_complete:
        order.ship_complete = False
        priority = priority_of(session, order)
        for each in lines:
            copy_rank(order, each, priority)
            record(session, "rank_changed", line_id=each.id, pool_id=each.pool_id, what=["ship_complete"])
        session.flush()
        settle(session, touch)
    if not draft.ship_now:
        return Done(was_complete=was_complete)
    reserved = session.get_one(OrderLine, draft.line_id, populate_existing=True).reserved
    if not reserved:
        raise Refused(tr("Nothing of this line is reserved."), tr("Ship when goods are there."))
    quantity = reserved if draft.quantity is None else draft.quantity
    shipped = ship(session, [(draft.line_id, quantity)], part_confirmed=True)
    return Done(shipped=shipped, was_complete=was_complete)


def _cancels(session: Session, draft: AnswerDraft, left: Decimal) -> Done:
    quantity = left if draft.quantity is None else draft.quantity
    reason = draft.note or tr("cancelled because of the delay")
    cancel_line(session, draft.line_id, quantity, reason=reason)
    line = session.get_one(OrderLine, draft.line_id)
    refund_counts_from(session, line.order_id, (draft.answered_on or today(session)).toordinal())
    return Done()


def _says_nothing(session: Session, draft: AnswerDraft, left: Decimal) -> Done:
    return Done()


_DEEDS = {
    AnswerKind.WAITS: _waits,
    AnswerKind.SUBSTITUTE: _takes_substitute,
    AnswerKind.PART: _takes_part,
    AnswerKind.CANCELS: _cancels,
    AnswerKind.NONE: _says_nothing,
}
