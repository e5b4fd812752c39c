"""What the pane says of a letter to be, or of one that went out."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import ntr, tr
from app.lists.notice_detail import AskedLine, DueLetter, DueNotice, KeptLetter
from app.state_words import notice_text
from app.wording import days_text
from ui.common import fonts
from ui.common.cells import Cell, Column, Row
from ui.common.format import Formats
from ui.common.labels import Prose, label
from ui.common.pane_parts import WIDTH, PaneHead, PaneTable, Part, prose, say
from ui.common.steps import Steps
from ui.panes.notice_columns import channel_words, mail_cell

ORDER = 72
LONGEST = 2_000
"""Signs of a letter's text that the pane shows."""


class NoticePane(QWidget):
    """One of the two at a time."""

    def __init__(self, formats: Formats, steps: Steps, parent: QWidget) -> None:
        super().__init__(parent)
        self._formats = formats
        self.head = PaneHead()
        self.remarks = prose()
        self.due = PaneTable(tr("To tell"), _due_columns(formats), chooses=True)
        self.asked = PaneTable(tr("Asked"), _asked_columns(formats), chooses=True)
        self._text_part = Part(tr("What it says"))
        self.text: Prose = prose()
        self.text.setFont(fonts.font(fonts.SMALL))
        self.cut = label(size=fonts.SMALL, tone="quiet")
        self._text_part.body.addWidget(self.text)
        self._text_part.body.addWidget(self.cut)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for each in (self.head, self.remarks, steps, self.due, self.asked, self._text_part):
            layout.addWidget(each)
        layout.addStretch()

    def show_due(self, letter: DueLetter) -> None:
        """What a customer is to be told."""
        self.head.show_head(letter.name, [letter.number, letter.email, letter.phone])
        days = [each.due_by for each in letter.notices if each.due_by is not None]
        say(self.remarks, [self._until(min(days))] if days else [])
        self.due.show_rows([(each.id, each) for each in letter.notices])
        self.asked.show_rows([])
        self._text_part.hide()

    def show_kept(self, letter: KeptLetter) -> None:
        """What was sent, and what came of it."""
        day = self._formats.day(letter.sent_on).text
        facts = [letter.name, day, letter.code, channel_words(letter.channel)]
        if letter.who:
            facts.append(tr("by {who}", who=letter.who))
        self.head.show_head(notice_text(letter.kind), facts, mail_cell(letter.mail))
        say(self.remarks, self._remarks(letter))
        self.due.show_rows([])
        self.asked.show_rows([(each.id, each) for each in letter.asked])
        say(self.text, [letter.text[:LONGEST]])
        self.cut.setText(tr("The letter says more."))
        self.cut.setVisible(len(letter.text) > LONGEST)
        self._text_part.setVisible(bool(letter.text))

    def _until(self, day: int) -> str:
        words = self._formats.day(day).text
        today = self._formats.today.toordinal() if self._formats.today else day
        if day < today:
            return tr("Was to be told by {day}, {days} ago.", day=words, days=days_text(today - day))
        return tr("To be told by {day}.", day=words)

    def _remarks(self, letter: KeptLetter) -> list[str]:
        said = []
        if letter.mail_address:
            said.append(tr("To {address}.", address=letter.mail_address))
        if letter.mail == "perhaps":
            said.append(tr("The connection broke when it was handed over: perhaps it arrived."))
        if letter.problem and letter.mail == "queued":
            said.append(tr("It waits: {problem}", problem=letter.problem))
        elif letter.problem:
            said.append(tr("The server said: {problem}", problem=letter.problem))
        if letter.reply_by is not None:
            said.append(tr("Answer asked for by {day}.", day=self._formats.day(letter.reply_by).text))
        if letter.reprints:
            said.append(ntr("Printed again {count} time.", "Printed again {count} times.", letter.reprints))
        return said


def _due(row: Row) -> DueNotice:
    assert isinstance(row[1], DueNotice)
    return row[1]


def _due_columns(formats: Formats) -> list[Column]:
    day = formats.day_width(estimates=False)

    def what(row: Row) -> Cell:
        each = _due(row)
        words = "  ".join(filter(None, (notice_text(each.kind), each.product)))
        return Cell(words, tip=f"{words}  {each.sku}".strip())

    def when(row: Row) -> Cell:
        each = _due(row)
        if each.old_on is None:
            amount = formats.in_currency(each.currency).by_kind("money")
            return amount(each.amount) if each.amount else Cell()
        return formats.day(each.new_on, unknown=True)

    return [
        Column("order", tr("Order"), lambda row: Cell(_due(row).order), ORDER),
        Column("what", tr("What"), what, WIDTH - ORDER - day),
        Column("when", tr("New"), when, day, right=True),
    ]


def _asked(row: Row) -> AskedLine:
    assert isinstance(row[1], AskedLine)
    return row[1]


def _asked_columns(formats: Formats) -> list[Column]:
    state = 84
    day = formats.day_width(estimates=False)

    def answer(row: Row) -> Cell:
        return {
            "awaited": Cell(tr("Awaited"), "warn"),
            "answered": Cell(tr("Answered"), "good"),
            "lapsed": Cell(tr("Lapsed"), "quiet"),
        }.get(_asked(row).state, Cell(tr("Asked anew"), "quiet"))

    return [
        Column("order", tr("Order"), lambda row: Cell(_asked(row).order), ORDER),
        Column(
            "product",
            tr("Product"),
            lambda row: Cell(_asked(row).product, tip=_asked(row).product),
            WIDTH - ORDER - state - day,
        ),
        Column("by", tr("Answer by"), lambda row: formats.day(_asked(row).consent_by), day, right=True),
        Column("answer", tr("Answer"), answer, state),
    ]
