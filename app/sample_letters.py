"""Letters of the sample shop: told, drawn and kept as in the window, mails as if a server had taken them."""

from typing import Any

from sqlalchemy.orm import Session

from app.actions.answering import AnswerDraft, record_answer
from app.actions.mailing import mail_refused, mail_sent
from app.actions.sending import record_letter
from app.letters.chasing import chasers
from app.letters.drawing import draft_of, pdf_of
from app.letters.due import due_letters
from app.letters.plans import LetterPlan
from app.sample_diary import Names
from db.terms import NoticeChannel


def tell(session: Session, names: Names, row: Any) -> None:
    """All that is due to this customer, as he wants it; a reason is why his mail was refused."""
    customer = names.customers[getattr(row, "with")]
    for plan in due_letters(session, customer_ids=[customer]):
        _send(session, plan, refused=row.reason)


def ask_supplier(session: Session, names: Names, row: Any) -> None:
    """For the dates of what is overdue from him."""
    for plan in chasers(session, supplier_ids=[names.suppliers[getattr(row, "with")]]):
        _send(session, plan)


def answer(session: Session, names: Names, row: Any) -> None:
    """The customer waits, by phone."""
    record_answer(session, AnswerDraft(names.line(row), "waits", note=row.note))


def _send(session: Session, plan: LetterPlan, refused: str = "") -> None:
    mailed = plan.email and plan.channel == NoticeChannel.MAIL
    channel = NoticeChannel.MAIL if mailed else NoticeChannel.LETTER
    sent = record_letter(session, draft_of(plan, pdf_of(plan), channel))
    if sent.mail_id is not None and refused:
        mail_refused(session, sent.mail_id, refused, address=True)
    elif sent.mail_id is not None:
        mail_sent(session, sent.mail_id)
