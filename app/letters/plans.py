"""A letter before it is drawn: all it says, in the recipient's language, and what it would record."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.actions.rewards import Promised
from app.documents.letterhead import Sender
from app.language import tr
from db.terms import NoticeChannel


class Problem(StrEnum):
    """What is missing for a letter to reach its reader as wished; none keeps it from being made."""

    ADDRESS = "address"
    EMAIL = "email"
    EMAIL_REFUSED = "email_refused"
    LANGUAGE = "language"


def problem_text(problem: Problem) -> str:
    """For lists and dialogs."""
    return {
        Problem.ADDRESS: tr("no postal address"),
        Problem.EMAIL: tr("no mail address"),
        Problem.EMAIL_REFUSED: tr("mail came back"),
        Problem.LANGUAGE: tr("language not known: the shop's"),
    }[problem]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: columns (title, share of the width, whether it stands right), rows and sums of plain text."""

    columns: tuple[tuple[str, float, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """What one kind of notice says: paragraphs and its table, in their order."""

    kind: str
    title: str
    parts: tuple[str | Grid, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """The form that comes back."""

    title: str
    options: tuple[str, ...]
    note: str
    hands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageLink:
    """Where on the web a customer sees how an order stands."""

    order_id: int
    number: str
    token: str
    address: str


@dataclass(frozen=True, slots=True)
class LetterPlan:
    """One letter to one customer or supplier; `kind` is that of its weightiest notice.

    `channel` is how the recipient wants to hear, `layout` a key of documents/layouts.py with its `shift` in
    tenths of a millimetre. `added` is the owner's own paragraph in this one letter. `pages` are those of the
    orders it tells of, the weightiest first; none where the shop has no address for them. `promised` is what
    it gives for delays.
    """

    kind: str
    code: str
    language: str
    name: str
    subject: str
    salutation: str
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    signature: tuple[str, ...]
    sender: Sender
    day: str
    customer_id: int | None = None
    supplier_id: int | None = None
    number: str = ""
    channel: str = NoticeChannel.LETTER
    address: tuple[str, ...] = ()
    email: str = ""
    country: str = ""
    layout: str = ""
    shift: tuple[int, int] = (0, 0)
    notice_ids: tuple[int, ...] = ()
    # Whose dates a supplier is asked for.
    purchase_line_ids: tuple[int, ...] = ()
    fingerprint: str = ""
    kinds: tuple[str, ...] = ()
    lines: int = 0
    references: tuple[tuple[str, str], ...] = ()
    reply: Reply | None = None
    reply_by: date | None = None
    added: str = ""
    problems: tuple[Problem, ...] = ()
    pages: tuple[PageLink, ...] = ()
    promised: tuple[Promised, ...] = ()


def goes_by_mail(plan: LetterPlan) -> bool:
    """Whether its reader wants mail and has an address that takes it."""
    wants_mail = plan.channel == NoticeChannel.MAIL
    return wants_mail and bool(plan.email) and Problem.EMAIL_REFUSED not in plan.problems


def with_paragraph(plan: LetterPlan, text: str) -> LetterPlan:
    """The same letter with the owner's own paragraph in it; '' takes it out again."""
    return replace(plan, added=text.strip())
