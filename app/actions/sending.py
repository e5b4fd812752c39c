"""A letter goes out: what it tells is told, what it promises is promised, what it asks is awaited (R11, R22).

It is recorded as it is, once, and never taken back: what was read cannot be unread.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.actions.context import action_id, now, today, touched, who
from app.actions.delays import ToTell, fingerprint_of, notices_to_tell, reply_day
from app.actions.documents import Event, record_all
from app.actions.making_good import keep_promised
from app.actions.promises import Told, write_promises
from app.actions.rewards import Promised
from app.actions.settling import begin
from app.changes import Area
from app.codes import new_code
from app.errors import AlreadyDone, InvalidInput, NotFound, PlanChanged
from app.language import tr
from app.quantities import quantity_of
from app.settings import shop_settings
from app.status_pages.tokens import keep_tokens
from db.models.letters import Letter, Mail
from db.rows import Reader, fetch, fetch_for, run_many, value
from db.stored import day_of
from db.terms import CHASER, ConsentState, MailState, NoticeChannel, NoticeState

CODE_LENGTH = 6
"""A billion codes: nobody meets another's by a slip of the finger, nor by trying a few."""


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A letter as it was shown and drawn; `code` is printed on it, `fingerprint` that of its notices.

    It goes to a customer with what is due to them, or asks a supplier for dates of purchase lines. What was
    told by phone is kept alike, with its words as `text` and an empty `pdf`. `promised` is what it gives for
    delays.
    """

    kind: str
    code: str
    pdf: bytes
    notice_ids: tuple[int, ...] = ()
    purchase_line_ids: tuple[int, ...] = ()
    fingerprint: str = ""
    customer_id: int | None = None
    supplier_id: int | None = None
    channel: str = NoticeChannel.LETTER
    language: str = ""
    subject: str = ""
    text: str = ""
    address: str = ""
    email: str = ""
    # Order and token of each status page that it leads to.
    pages: tuple[tuple[int, str], ...] = ()
    promised: tuple[Promised, ...] = ()
    # Whether it goes by the owner's setting, without a click.
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class SentLetter:
    """The letter as it is kept; `mail_id` where a mail is to carry it."""

    letter_id: int
    code: str
    reply_by: date | None
    mail_id: int | None = None


def free_codes(session: Reader, count: int) -> list[str]:
    """Codes that no letter has, for letters about to be drawn."""
    codes: dict[str, None] = {}
    while len(codes) < count:
        made = [new_code(CODE_LENGTH) for _ in range(count)]
        codes.update(dict.fromkeys(made))
        asked = ", ".join(f"'{code}'" for code in codes)
        for row in fetch(session, f"SELECT code FROM letters WHERE code IN ({asked})"):
            del codes[row[0]]
    return list(codes)[:count]


def record_letter(session: Session, draft: LetterDraft) -> SentLetter:
    """Keep a letter that goes out now, with all that follows from it.

    AlreadyDone where another letter told it meanwhile, PlanChanged where there is something else to tell.
    """
    _check(session, draft)
    notices = _locked(session, draft) if draft.notice_ids else []
    keep_tokens(session, dict(draft.pages))
    day = today(session)
    reply_by = reply_day(notices, day.toordinal())
    keep_promised(session, notices, draft.promised)
    letter_id = _keep(session, draft, date.fromordinal(reply_by) if reply_by else None)
    _mark_told(session, notices, letter_id)
    asked = [(line_id, letter_id) for line_id in draft.purchase_line_ids]
    run_many(session, "INSERT INTO asked_lines (purchase_line_id, letter_id) VALUES (?, ?)", asked)
    delays = [each for each in notices if each.is_delay]
    told = [Told(each.line_id or 0, day_of(each.new_on)) for each in delays]
    write_promises(session, told, cause="notice", letter_id=letter_id)
    _await_answers(session, delays, letter_id)
    _write_history(session, draft, notices)
    mail_id = _queue(session, draft, letter_id) if draft.channel == NoticeChannel.MAIL else None
    touched(session, Area.NOTICES, *((Area.PURCHASES,) if asked else (Area.BACKORDERS, Area.ORDERS)))
    session.expire_all()
    return SentLetter(letter_id, draft.code, day_of(reply_by), mail_id)


def record_reprint(session: Session, letter_id: int) -> int:
    """Count that a letter was printed once more; how often that makes it."""
    sql = "UPDATE letters SET reprints = reprints + 1 WHERE id = ? RETURNING reprints"
    reprints = value(session, sql, (letter_id,))
    if reprints is None:
        raise NotFound(tr("This letter does not exist."), tr("Reload the list."))
    touched(session, Area.NOTICES)
    return int(reprints)


def _check(session: Session, draft: LetterDraft) -> None:
    if (draft.customer_id is None) == (draft.supplier_id is None):
        raise InvalidInput(tr("A letter goes to one customer or supplier."), tr("Choose one."))
    if (draft.kind == CHASER) != (draft.supplier_id is not None) or not (
        draft.notice_ids or draft.supplier_id
    ):
        raise InvalidInput(tr("This letter tells nothing."), tr("Choose what it is to tell."))
    if draft.channel == NoticeChannel.MAIL and not draft.email:
        raise InvalidInput(tr("There is no mail address."), tr("Print the letter, or enter an address."))
    if not draft.code or _is_taken(session, draft.code):
        raise PlanChanged(tr("Another letter has this code."), tr("Make the letter again."))


def _is_taken(session: Session, code: str) -> bool:
    return value(session, "SELECT 1 FROM letters WHERE code = ?", (code,)) is not None


def _locked(session: Session, draft: LetterDraft) -> list[ToTell]:
    """The notices under lock, if they are still what the letter says."""
    sql = (
        "SELECT DISTINCT l.pool_id FROM notices n JOIN order_lines l ON l.order_id = n.order_id"
        " WHERE n.id IN ({ids})"
    )
    begin(session, [row[0] for row in fetch_for(session, sql, draft.notice_ids)])
    notices = notices_to_tell(session, draft.notice_ids)
    sent = next((each for each in notices if each.state == NoticeState.SENT), None)
    if sent is not None:
        code = str(value(session, "SELECT code FROM letters WHERE id = ?", (sent.letter_id,)))
        raise AlreadyDone(tr("Letter {code} told this already.", code=code), tr("Reload the list."))
    day = today(session).toordinal()
    stands = (
        len(notices) == len(set(draft.notice_ids))
        and all(each.state == NoticeState.DUE and each.customer_id == draft.customer_id for each in notices)
        and all(each.new_on is None or each.new_on >= day for each in notices if each.is_delay)
    )
    if not stands or fingerprint_of(notices) != draft.fingerprint:
        raise PlanChanged(
            tr("There is something else to tell than the letter says."),
            tr("Look at the letter as it is now."),
        )
    return notices


def _keep(session: Session, draft: LetterDraft, reply_by: date | None) -> int:
    letter = Letter(
        code=draft.code,
        kind=draft.kind,
        customer_id=draft.customer_id,
        supplier_id=draft.supplier_id,
        channel=draft.channel,
        language=draft.language,
        subject=draft.subject,
        text=draft.text,
        address=draft.address,
        email=draft.email,
        sent_at=now(session),
        sent_on=today(session),
        reply_by=reply_by,
        who=who(session),
        action_id=action_id(session),
        pdf=draft.pdf,
    )
    session.add(letter)
    session.flush()
    return letter.id


def _mark_told(session: Session, notices: Sequence[ToTell], letter_id: int) -> None:
    run_many(
        session,
        "UPDATE notices SET state = 'sent', letter_id = ? WHERE id = ?",
        [(letter_id, each.id) for each in notices],
    )


def _await_answers(session: Session, delays: Sequence[ToTell], letter_id: int) -> None:
    """What each line's delay asks; the newest letter asks for the answer, earlier ones no more."""
    rows = []
    for each in delays:
        found = each.deadlines
        if found is None:
            continue
        state = ConsentState.ANSWERED if found.consent_by is None else ConsentState.AWAITED
        days = (found.promised_by, found.notice_by, found.consent_by, found.cancels_on, found.refund_by)
        definite = int(each.new_on is not None)
        rows.append(
            (each.line_id, letter_id, str(state), str(found.silence), *days, int(each.renewed), definite)
        )
    old = [(row[0],) for row in rows]
    run_many(session, "UPDATE consents SET state = 'void' WHERE order_line_id = ? AND state = 'awaited'", old)
    run_many(
        session,
        "INSERT INTO consents (order_line_id, letter_id, state, silence, promised_by, notice_by, consent_by,"
        " cancels_on, refund_by, renewed, definite) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def _write_history(session: Session, draft: LetterDraft, notices: Sequence[ToTell]) -> None:
    """By line; what concerns a whole order stands with its first line."""
    orders = {each.order_id for each in notices if each.line_id is None}
    sql = "SELECT order_id, min(id) FROM order_lines WHERE order_id IN ({ids}) GROUP BY order_id"
    first = {row[0]: row[1] for row in fetch_for(session, sql, orders)}
    events = []
    for each in notices:
        line_id = first.get(each.order_id) if each.line_id is None else each.line_id
        facts: dict[str, Any] = {"code": draft.code, "channel": str(draft.channel), "what": each.kind}
        if draft.automatic:
            facts["automatic"] = True
        quantity = quantity_of(each.quantity) if each.line_id else None
        events.append(Event("letter_sent", line_id, quantity=quantity, facts=facts))
    record_all(session, events)


def _queue(session: Session, draft: LetterDraft, letter_id: int) -> int:
    """The mail that carries the letter once this write is committed."""
    domain = shop_settings(session).email.rpartition("@")[2] or "backorder-desk.invalid"
    mail = Mail(
        letter_id=letter_id,
        # Short enough for one line of a header.
        message_id=f"<{draft.code}.{action_id(session)[:13]}@{domain}>",
        address=draft.email,
        state=MailState.QUEUED,
        next_try_at=now(session),
        created_at=now(session),
    )
    session.add(mail)
    session.flush()
    return mail.id
