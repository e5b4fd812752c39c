"""What is shown where an answer is recorded: what was asked, what could stand in, and what would follow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.actions.answering import AnswerDraft, record_answers
from app.actions.context import today
from app.actions.instead import Instead, instead_of, offered_to
from app.actions.outlooks import DayBook, Outlook, day_book, outlook
from app.actions.promises import shown_dates
from app.actions.refunds import refund_owed
from app.actions.reply_codes import lines_of_code
from app.actions.silence import Proposal, apply_silence, proposals
from app.errors import NotFound, Refused
from app.language import tr
from app.quantities import quantity_of
from app.settings import shop_settings
from db.rows import fetch, fetch_for, value
from db.stored import day_of, from_units


@dataclass(frozen=True, slots=True)
class Asked:
    """An open line; `consent_by` is the last day to answer, None where no answer is awaited.

    `expected` is the date shown, None where nobody knows; `reserved` may leave at once.
    """

    line_id: int
    order_id: int
    order: str
    product_id: int
    sku: str
    product: str
    decimals: int
    currency: str
    price: Decimal
    open: Decimal
    reserved: Decimal
    promised_on: date | None
    expected: date | None
    silence: str
    consent_by: date | None
    instead: tuple[Instead, ...]

    @property
    def is_awaited(self) -> bool:
        """Whether the customer was asked about it and has not answered."""
        return self.consent_by is not None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a customer may answer; without a letter `code` is '' and the dates are None."""

    letter_id: int | None
    code: str
    customer: str
    sent_on: date | None
    reply_by: date | None
    lines: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """Money that would have to be paid back for an order."""

    order: str
    amount: Decimal
    currency: str
    due_by: date | None


@dataclass(frozen=True, slots=True)
class AnswersSeen:
    """Whom the answers would touch, and what would be owed by them."""

    seen: Outlook[Any]
    owed: tuple[Owed, ...]


# what was asked


def reply_of_code(session: Session, code: str) -> Reply:
    """What the letter of this code told of that is still open."""
    letter = lines_of_code(session, code)
    if letter.customer_id is None:
        raise Refused(
            tr("Letter {code} went to a supplier: {name}.", code=letter.code, name=letter.name),
            tr("What a supplier answers is a new ETA: set it on the purchase."),
        )
    lines = _asked(session, [each.line_id for each in letter.lines])
    return Reply(letter.letter_id, letter.code, letter.name, letter.sent_on, letter.reply_by, lines)


def reply_of_line(session: Session, line_id: int) -> Reply:
    """By the letter whose answer the line awaits; where it awaits none, all that its order waits for."""
    sql = (
        "SELECT t.code FROM consents a JOIN letters t ON t.id = a.letter_id"
        " WHERE a.order_line_id = ? AND a.state = 'awaited' ORDER BY a.id DESC LIMIT 1"
    )
    code = value(session, sql, (line_id,))
    if code is not None:
        return reply_of_code(session, str(code))
    order_id = value(session, "SELECT order_id FROM order_lines WHERE id = ?", (line_id,))
    if order_id is None:
        raise NotFound(tr("This order line no longer exists."), tr("Reload the list."))
    return reply_of_order(session, int(order_id))


def reply_of_order(session: Session, order_id: int) -> Reply:
    """All that is open of an order, whether a letter asked about it or not."""
    ids = [row[0] for row in fetch(session, "SELECT id FROM order_lines WHERE order_id = ?", (order_id,))]
    sql = (
        "SELECT coalesce(c.name, o.delivery_name) FROM orders o LEFT JOIN customers c ON c.id = o.customer_id"
        " WHERE o.id = ?"
    )
    return Reply(None, "", str(value(session, sql, (order_id,)) or ""), None, None, _asked(session, ids))


_LINES = (
    "SELECT l.id, o.id, o.number, p.id, p.sku, p.name, p.decimals, o.currency, l.price, l.open, l.reserved,"
    " l.promised_on, l.pool_id FROM order_lines l JOIN orders o ON o.id = l.order_id"
    " JOIN products p ON p.id = l.product_id WHERE l.id IN ({ids}) AND l.open > 0 AND l.removed = 0"
    " AND o.state = 'open' ORDER BY o.number, l.position, l.id"
)


def _asked(session: Session, line_ids: Sequence[int]) -> tuple[Asked, ...]:
    book = day_book(session)
    rows = fetch_for(session, _LINES, line_ids)
    shown = {each.line_id: each for each in shown_dates(session, [row[0] for row in rows])}
    sql = (
        "SELECT order_line_id, silence, consent_by FROM consents"
        " WHERE order_line_id IN ({ids}) AND state = 'awaited' ORDER BY id"
    )
    awaited = {row[0]: (row[1], row[2]) for row in fetch_for(session, sql, line_ids)}
    return tuple(
        _line(session, row, shown[row[0]].day, awaited.get(row[0], ("", None)), book) for row in rows
    )


def _line(
    session: Session, row: Any, expected: date | None, asked: tuple[str, int | None], book: DayBook
) -> Asked:
    price, (left, reserved) = from_units(row[8], 4), map(quantity_of, row[9:11])
    instead = _instead(session, row, expected, book) if left > reserved else ()
    days = day_of(row[11]), expected
    return Asked(*(*row[:8], price, left, reserved, *days, asked[0], day_of(asked[1]), instead))


def _instead(session: Session, row: Any, expected: date | None, book: DayBook) -> tuple[Instead, ...]:
    """What was offered stands first; it may be kept for the customer though nothing else lies free."""
    offered = offered_to(session, row[0], book)
    known = {each.product_id for each in offered}
    others = instead_of(session, row[3], row[12], expected, book)
    return (*offered, *(each for each in others if each.product_id not in known))


# what was not answered


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Lines of which no answer came in time, and the day by which a new question would be answered."""

    lines: tuple[Proposal, ...]
    ask_until: date


def unanswered(session: Session, silence: str) -> Unanswered:
    """Those of which no answer means that: 'cancel' or 'ask'."""
    until = today(session) + timedelta(shop_settings(session).own_reply_days)
    return Unanswered(tuple(proposals(session, silence=silence)), until)


# what would follow


def answers_outlook(session: Session, drafts: Sequence[AnswerDraft]) -> AnswersSeen:
    """What `record_answers` would do; run inside `Shop.preview`."""
    sql = "SELECT DISTINCT order_id FROM order_lines WHERE id IN ({ids})"
    order_ids = [row[0] for row in fetch_for(session, sql, [each.line_id for each in drafts])]
    before = _owed_now(session, order_ids)
    return AnswersSeen(outlook(session, record_answers, drafts), tuple(_owed(session, before)))


def silence_outlook(session: Session, consent_ids: Sequence[int]) -> AnswersSeen:
    """What `apply_silence` would do; run inside `Shop.preview`."""
    sql = (
        "SELECT DISTINCT l.order_id FROM consents a JOIN order_lines l ON l.id = a.order_line_id"
        " WHERE a.id IN ({ids})"
    )
    before = _owed_now(session, [row[0] for row in fetch_for(session, sql, consent_ids)])
    return AnswersSeen(outlook(session, apply_silence, consent_ids), tuple(_owed(session, before)))


def _owed_now(session: Session, order_ids: Iterable[int]) -> dict[int, int]:
    return {each: refund_owed(session, each)[1] for each in order_ids}


def _owed(session: Session, before: dict[int, int]) -> Iterable[Owed]:
    for order_id, owed_before in before.items():
        amount = refund_owed(session, order_id)[1]
        if amount <= owed_before:
            continue
        [(number, currency)] = fetch(session, "SELECT number, currency FROM orders WHERE id = ?", (order_id,))
        sql = (
            "SELECT min(due_by) FROM notices WHERE order_id = ? AND kind = 'refund'"
            " AND (state = 'due' OR pending = 1)"
        )
        by = value(session, sql, (order_id,))
        yield Owed(number, from_units(amount, 2), currency, day_of(by))
