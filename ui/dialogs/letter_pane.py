"""One letter beside the list: how it goes, the owner's own paragraph, and its pages as they will print."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.language import tr
from app.letters.drawing import mail_text, pdf_of
from app.letters.plans import with_paragraph
from ui.common import fonts
from ui.common.elided import Elided
from ui.common.inputs import combo, field
from ui.common.jobs import Jobs
from ui.common.paper import PaperView
from ui.dialogs.letter_rewards import LetterRewards
from ui.dialogs.letter_rows import Outgoing, channels

PAUSE = 300
"""Milliseconds after which a paragraph that is being typed is drawn."""
LINES = 3
WAY = 210


class LetterPane(QWidget):
    """Tells by `changed` what the owner made of the letter that is shown."""

    changed = Signal(object, object)
    """Its row's id, and how it is changed: a function of an `Outgoing` that gives another one."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._shown: Outgoing | None = None
        self.subject = Elided(fonts.PANE_TITLE, fonts.STRONG)
        self.way = combo()
        self.way.setFixedWidth(WAY)
        self.paragraph = QPlainTextEdit()
        self.paragraph.setFont(fonts.font())
        self.paragraph.setTabChangesFocus(True)
        self.paragraph.setFixedHeight(LINES * fonts.metrics().lineSpacing() + 14)
        self.paragraph.setPlaceholderText(tr("What only this letter says"))
        self.rewards = LetterRewards()
        self.paper = PaperView(jobs, tr("The letter as it prints"))
        self._typing = QTimer(self, singleShot=True, interval=PAUSE)
        self._typing.timeout.connect(self.take_paragraph)
        self.paragraph.textChanged.connect(self._typing.start)
        self.way.activated.connect(lambda _: self._choose_way())
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(field(tr("Goes"), self.way), alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(field(tr("Your own paragraph"), self.paragraph), stretch=1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.subject)
        layout.addLayout(row)
        layout.addWidget(self.rewards)
        layout.addWidget(self.paper, stretch=1)

    def show_letter(self, each: Outgoing | None) -> None:
        """Another one, or the same as it is now; the paragraph being typed is left alone."""
        before, self._shown = self._shown, each
        self.setEnabled(each is not None)
        self.rewards.show_plan(None if each is None else each.plan)
        if each is None:
            self.subject.show_text("")
            self.paper.show_pdf(None)
            return
        if before is None or before.id != each.id:
            self._fill(each)
        self.subject.show_text(each.plan.subject)
        self.way.setCurrentIndex(self.way.findData(each.channel))
        if before is None or before.plan != each.plan:
            self.paper.show_pdf(partial(pdf_of, each.plan), mail_text(each.plan))

    @property
    def shown_id(self) -> object:
        """Whose letter it is, None for none."""
        return None if self._shown is None else self._shown.id

    def take_paragraph(self) -> None:
        """What is typed so far stands in the letter."""
        self._typing.stop()
        text = self.paragraph.toPlainText().strip()
        if self._shown is not None and text != self._shown.plan.added:
            change = _with_text(text)
            self._shown = change(self._shown)
            self.paper.show_pdf(partial(pdf_of, self._shown.plan), mail_text(self._shown.plan))
            self.changed.emit(self._shown.id, change)

    def _fill(self, each: Outgoing) -> None:
        self.way.clear()
        for words, value in channels(each.plan):
            self.way.addItem(words, value)
        self.paragraph.blockSignals(True)
        self.paragraph.setPlainText(each.plan.added)
        self.paragraph.blockSignals(False)

    def _choose_way(self) -> None:
        if self._shown is not None:
            self.changed.emit(self._shown.id, _by(self.way.currentData()))


def _with_text(text: str) -> Callable[[Outgoing], Outgoing]:
    return lambda each: replace(each, plan=with_paragraph(each.plan, text))


def _by(channel: str) -> Callable[[Outgoing], Outgoing]:
    return lambda each: replace(each, channel=channel)
