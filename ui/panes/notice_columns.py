"""The columns of the page of notices: letters to be, and letters that went out."""

from dataclasses import replace

from app.language import tr
from app.lists.letters import LISTING as LETTERS
from app.lists.notices import LISTING as NOTICES
from app.state_words import notice_text
from ui.common.cells import Cell, Column, Row
from ui.common.format import Formats
from ui.common.list_source import columns_of, value_of
from ui.common.listing_page import with_widths

_DUE = ("customer", "kinds", "lines", "orders", "since", "due_by", "slip", "channel", "language")
_SENT = ("sent_on", "to", "kind", "subject", "channel", "reply_by", "awaited", "mail", "code", "reprints")
_HIDDEN = ("language", "reprints", "subject")
_WIDTHS = {"to": 146, "kind": 136, "channel": 64, "awaited": 72, "mail": 120, "code": 80}


def told(row: Row, key: str) -> object:
    """A value of a letter to be."""
    return value_of(NOTICES, key)(row)


def sent(row: Row, key: str) -> object:
    """A value of a letter that went out."""
    return value_of(LETTERS, key)(row)


def channel_words(channel: str) -> str:
    """How somebody hears."""
    return {
        "letter": tr("Paper"),
        "mail": tr("Mail"),
        "phone": tr("Phone"),
    }.get(channel, "")


def mail_cell(state: str, problem: str = "") -> Cell:
    """How far a mail came."""
    if not state:
        return Cell()
    words, tone, icon = {
        "queued": (tr("In the outbox"), "quiet", "clock"),
        "sending": (tr("Being sent"), "quiet", "progress"),
        "sent": (tr("Sent"), "good", "circle-check"),
        "refused": (tr("Refused"), "bad", "ban"),
        "failed": (tr("Not sent"), "bad", "exclamation-circle"),
        "perhaps": (tr("Perhaps sent"), "warn", "help-circle"),
    }[state]
    return Cell(words, tone, icon=icon, chip=tone in ("bad", "warn"), tip=problem)


def due_columns(formats: Formats) -> list[Column]:
    """Whoever is late to be told stands out."""
    today = formats.today.toordinal() if formats.today else 0

    def kinds(row: Row) -> Cell:
        words = tr(", ").join(notice_text(kind) for kind in str(told(row, "kinds")).split())
        return Cell(words, tip=words)

    def due_by(row: Row) -> Cell:
        day = told(row, "due_by")
        late = isinstance(day, int) and day < today
        return formats.day(day, tone="bad" if late else "")

    def channel(row: Row) -> Cell:
        if told(row, "channel") == "mail" and told(row, "email_refused"):
            return Cell(tr("Mail refused"), "bad", icon="ban")
        return Cell(channel_words(str(told(row, "channel"))))

    def lines(row: Row) -> Cell:
        return formats.count(told(row, "lines")) if told(row, "lines") else Cell(said=tr("none"))

    cells = {"kinds": kinds, "due_by": due_by, "channel": channel, "lines": lines}
    columns = columns_of(NOTICES, formats, _DUE, cells)
    return [replace(each, shown=each.key not in _HIDDEN) for each in columns]


def sent_columns(formats: Formats) -> list[Column]:
    """Answers that are overdue and mails in trouble stand out."""
    today = formats.today.toordinal() if formats.today else 0

    def kind(row: Row) -> Cell:
        return Cell(notice_text(str(sent(row, "kind"))))

    def channel(row: Row) -> Cell:
        return Cell(channel_words(str(sent(row, "channel"))))

    def reply_by(row: Row) -> Cell:
        day = sent(row, "reply_by")
        late = isinstance(day, int) and day < today and bool(sent(row, "awaited"))
        return formats.day(day, tone="bad" if late else "")

    def awaited(row: Row) -> Cell:
        return formats.count(sent(row, "awaited")) if sent(row, "awaited") else Cell(said=tr("none"))

    cells = {
        "kind": kind,
        "channel": channel,
        "reply_by": reply_by,
        "awaited": awaited,
        "mail": lambda row: mail_cell(str(sent(row, "mail")), str(sent(row, "problem"))),
    }
    columns = with_widths(columns_of(LETTERS, formats, _SENT, cells), _WIDTHS)
    titles = {"awaited": tr("Awaited")}
    return [
        replace(each, shown=each.key not in _HIDDEN, title=titles.get(each.key, each.title))
        for each in columns
    ]
