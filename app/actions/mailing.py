"""The outbox's rows: which mail is tried next, and what became of it.

A mail is claimed in a write of its own before anything reaches a server, so that two tills never send one
mail; what was claimed and never heard of again was perhaps sent, and is never sent again on its own.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from app.actions.context import now, touched
from app.changes import Area
from app.errors import AlreadyDone, NotFound
from app.language import tr
from app.mail_messages import one_address
from db.rows import Reader, fetch, fetch_one, run, value
from db.stored import to_microseconds
from db.terms import MailState, NoticeKind

BACK_OFF = tuple(timedelta(minutes=each) for each in (2, 10, 30, 120, 480, 1440))
"""How long a mail waits after each try that failed for now; after the last it counts as failed."""
ABANDONED = timedelta(minutes=15)
"""No try takes as long: whoever claimed the mail is gone."""
_DONE = (MailState.REFUSED, MailState.FAILED, MailState.PERHAPS)


@dataclass(frozen=True, slots=True)
class ToMail:
    """A claimed mail with its letter."""

    mail_id: int
    message_id: str
    address: str
    name: str
    code: str
    subject: str
    text: str
    pdf: bytes


def mail_waits(session: Reader, kinds: Collection[str] = ()) -> bool:
    """Whether a mail is due now."""
    sql = f"SELECT 1 FROM mails m WHERE {_DUE}{_telling(kinds)} LIMIT 1"
    return value(session, sql, (to_microseconds(now(session)),)) is not None


def mails_due(session: Reader, kinds: Collection[str] = ()) -> list[tuple[str, str]]:
    """Whom the mails that are due now are for, and their subjects."""
    sql = (
        "SELECT coalesce(c.name, s.name, ''), t.subject FROM mails m JOIN letters t ON t.id = m.letter_id"
        " LEFT JOIN customers c ON c.id = t.customer_id LEFT JOIN suppliers s ON s.id = t.supplier_id"
        f" WHERE {_DUE}{_telling(kinds)} ORDER BY m.next_try_at, m.id"
    )
    return [(name, subject) for name, subject in fetch(session, sql, (to_microseconds(now(session)),))]


# Twice of the state: the index of what waits is told by its own condition only.
_WAITING = "state IN ('queued', 'sending')"
_DUE = f"m.{_WAITING} AND m.state = 'queued' AND m.next_try_at <= ?"


def _telling(kinds: Collection[str]) -> str:
    """Of letters that tell of one of these kinds; all, if none is named."""
    if not kinds:
        return ""
    named = ", ".join(repr(str(NoticeKind(kind))) for kind in kinds)
    return f" AND EXISTS (SELECT 1 FROM notices n WHERE n.letter_id = m.letter_id AND n.kind IN ({named}))"


def was_abandoned(session: Reader) -> bool:
    """Whether `give_up_abandoned` would find any."""
    before = to_microseconds(now(session) - ABANDONED)
    sql = f"SELECT 1 FROM mails WHERE {_WAITING} AND state = 'sending' AND tried_at < ? LIMIT 1"
    return value(session, sql, (before,)) == 1


def claim_mail(session: Session, kinds: Collection[str] = ()) -> int | None:
    """Id of the mail that is tried now, None where none is due."""
    moment = to_microseconds(now(session))
    due = f"SELECT m.id FROM mails m WHERE {_DUE}{_telling(kinds)} ORDER BY m.next_try_at, m.id LIMIT 20"
    for (mail_id,) in fetch(session, due, (moment,)):
        claimed = run(
            session,
            "UPDATE mails SET state = 'sending', tries = tries + 1, tried_at = ?"
            " WHERE id = ? AND state = 'queued'",
            (moment, mail_id),
        )
        if claimed:
            touched(session, Area.NOTICES)
            return int(mail_id)
    return None


def claimed_mail(session: Reader, mail_id: int) -> ToMail:
    """What is to be handed over."""
    row = fetch_one(
        session,
        "SELECT m.id, m.message_id, m.address, coalesce(c.name, s.name, ''), t.code, t.subject, t.text, t.pdf"
        " FROM mails m JOIN letters t ON t.id = m.letter_id LEFT JOIN customers c ON c.id = t.customer_id"
        " LEFT JOIN suppliers s ON s.id = t.supplier_id WHERE m.id = ?",
        (mail_id,),
    )
    if row is None:
        raise _gone()
    return ToMail(*(*row[:7], bytes(row[7])))


def mail_sent(session: Session, mail_id: int) -> None:
    """The server took it on."""
    moment = to_microseconds(now(session))
    _close(session, mail_id, MailState.SENT, "", sent_at=moment)
    _mark_address(session, mail_id, refused=False)


def mail_refused(session: Session, mail_id: int, problem: str, *, address: bool) -> None:
    """It will never be taken: `address` where it is the address that is wrong, which is then marked."""
    _close(session, mail_id, MailState.REFUSED if address else MailState.FAILED, problem)
    if address:
        _mark_address(session, mail_id, refused=True)


def mail_perhaps_sent(session: Session, mail_id: int, problem: str) -> None:
    """Nobody knows whether it was taken: the owner decides."""
    _close(session, mail_id, MailState.PERHAPS, problem)


def mail_later(session: Session, mail_id: int, problem: str) -> bool:
    """Try again after a while; False where it was tried often enough and counts as failed."""
    row = fetch_one(session, "SELECT tries FROM mails WHERE id = ? AND state = 'sending'", (mail_id,))
    if row is None:
        raise _gone()
    if row[0] > len(BACK_OFF):
        _close(session, mail_id, MailState.FAILED, problem)
        return False
    again = to_microseconds(now(session) + BACK_OFF[row[0] - 1])
    run(
        session,
        "UPDATE mails SET state = 'queued', problem = ?, next_try_at = ? WHERE id = ?",
        (problem, again, mail_id),
    )
    touched(session, Area.NOTICES)
    return True


def mail_untried(session: Session, mail_id: int) -> None:
    """The server cannot be used at all: the mail waits as if it had not been tried."""
    run(
        session,
        "UPDATE mails SET state = 'queued', tries = tries - 1 WHERE id = ? AND state = 'sending'",
        (mail_id,),
    )
    touched(session, Area.NOTICES)


def mails_wait_because(session: Session, problem: str) -> None:
    """Why those that are due are not tried; their turn comes again all the same."""
    waiting = f"{_WAITING} AND state = 'queued' AND next_try_at <= ?"
    moment = to_microseconds(now(session))
    if run(
        session, f"UPDATE mails SET problem = ? WHERE {waiting} AND problem <> ?", (problem, moment, problem)
    ):
        touched(session, Area.NOTICES)


def give_up_abandoned(session: Session) -> int:
    """Mails that were claimed by a program that ended meanwhile; how many."""
    before = to_microseconds(now(session) - ABANDONED)
    told = tr("The program ended while it was handed over.")
    given_up = run(
        session,
        "UPDATE mails SET state = 'perhaps', next_try_at = NULL, problem = ?"
        f" WHERE {_WAITING} AND state = 'sending' AND tried_at < ?",
        (told, before),
    )
    if given_up:
        touched(session, Area.NOTICES)
    return int(given_up)


def send_mail_again(session: Session, mail_id: int, address: str = "") -> None:
    """The owner's wish, to the same or another address; AlreadyDone where it is on its way or was sent."""
    _expect_done(session, mail_id)
    if address:
        run(session, "UPDATE mails SET address = ? WHERE id = ?", (one_address(address), mail_id))
    run(
        session,
        "UPDATE mails SET state = 'queued', tries = 0, problem = '', next_try_at = ? WHERE id = ?",
        (to_microseconds(now(session)), mail_id),
    )
    touched(session, Area.NOTICES)


def mail_arrived(session: Session, mail_id: int) -> None:
    """The owner knows that it came, or told the customer otherwise: nothing more is tried."""
    _expect_done(session, mail_id)
    _close(session, mail_id, MailState.SENT, "", sent_at=to_microseconds(now(session)))


def _expect_done(session: Session, mail_id: int) -> None:
    row = fetch_one(session, "SELECT state FROM mails WHERE id = ?", (mail_id,))
    if row is None:
        raise _gone()
    if row[0] not in _DONE:
        raise AlreadyDone(tr("This mail is on its way or was sent already."), tr("Reload the list."))


def _close(session: Session, mail_id: int, state: str, problem: str, sent_at: int | None = None) -> None:
    run(
        session,
        "UPDATE mails SET state = ?, problem = ?, next_try_at = NULL, sent_at = ? WHERE id = ?",
        (str(state), problem, sent_at, mail_id),
    )
    touched(session, Area.NOTICES)


def _mark_address(session: Session, mail_id: int, *, refused: bool) -> None:
    """Only the address that was tried: who has another one by now is not marked."""
    for table, key in (("customers", "customer_id"), ("suppliers", "supplier_id")):
        run(
            session,
            f"UPDATE {table} SET email_refused = ? WHERE email_refused <> ? AND id ="
            f" (SELECT t.{key} FROM letters t JOIN mails m ON m.letter_id = t.id WHERE m.id = ?)"
            " AND email = (SELECT address FROM mails WHERE id = ?)",
            (int(refused), int(refused), mail_id, mail_id),
        )
    touched(session, Area.CUSTOMERS)


def _gone() -> NotFound:
    return NotFound(tr("This mail does not exist."), tr("Reload the list."))
