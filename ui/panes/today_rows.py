"""The rows of Today: a sign, what is to be done and the facts, by when, and the button that begins it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.language import ntr, tr
from app.lists.today_tasks import DEADLINES, STANDING, SUPPLY, Pile, Task, TaskKind, things_in
from app.sentences import count_text
from app.today_words import TaskWords, task_words
from ui.common import fonts
from ui.common.buttons import button
from ui.common.elided import Elided
from ui.common.labels import Ground, Hairline, Sign, label, set_tone

ROW, HEAD = 48, 31
FEW = 5
"""Rows of a kind before 'more' is asked for."""
DAY_WIDTH, ACT_WIDTH = 150, 132

_SIGNS: dict[TaskKind, tuple[str, str]] = {
    TaskKind.SILENCE: ("hourglass", "bad"),
    TaskKind.ANSWER: ("message-report", "bad"),
    TaskKind.NOTICE: ("mail", "warn"),
    TaskKind.REFUND: ("cash-banknote", "quiet"),
    TaskKind.MAIL: ("exclamation-circle", "bad"),
    TaskKind.SLIPPED: ("clock", "warn"),
    TaskKind.OVERDUE: ("alert-triangle", "bad"),
    TaskKind.CUT: ("ban", "bad"),
    TaskKind.HELD: ("stack-2", "quiet"),
    TaskKind.NOT_FETCHED: ("package", "quiet"),
    TaskKind.ON_HOLD: ("player-pause", "quiet"),
}

Key = tuple[object, ...]
Open = Callable[[Task], object]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: its kinds, and what stands over the days."""

    title: str
    days: str
    kinds: Sequence[TaskKind]


def sections() -> tuple[Section, ...]:
    """In the page's order."""
    return (
        Section(tr("Deadlines"), tr("Due on"), DEADLINES),
        Section(tr("Supply in trouble"), tr("Since"), SUPPLY),
        Section(tr("Standing still"), tr("Days"), STANDING),
    )


def key_of(task: Task) -> Key:
    """The same for the same thing to do, however its facts change."""
    ids = (task.order_id, task.line_id, task.pool_id, task.purchase_id, task.letter_id, task.mail_id)
    words = {TaskKind.NOTICE: task.what, TaskKind.SILENCE: task.silence}
    return (task.kind, words.get(task.kind, ""), *ids)


class TaskRow(Ground):
    """One thing to do."""

    def __init__(self, task: Task, words: TaskWords, open_: Open) -> None:
        super().__init__("base")
        self.task = task
        self.setMinimumHeight(fonts.row_height(ROW))
        icon, tone = _SIGNS[task.kind]
        self.title, self.facts = Elided(weight=fonts.MEDIUM), Elided(fonts.SMALL)
        self.title.show_text(words.title)
        self.facts.show_text(words.facts)
        set_tone(self.facts, "quiet")
        self.day = label(words.day, fonts.SMALL if words.tone == "quiet" else fonts.TEXT, tone=words.tone)
        if words.tone != "quiet":
            self.day.setFont(fonts.font(weight=fonts.STRONG))
        self.button = button(words.act)
        self.button.setAccessibleName(f"{words.act} {words.title}")
        self.button.setAccessibleDescription(" ".join(filter(None, (words.facts, words.day))))
        self.button.clicked.connect(partial(open_, task))
        text = QVBoxLayout()
        text.setSpacing(1)
        text.setContentsMargins(0, 5, 0, 5)
        text.addWidget(self.title)
        text.addWidget(self.facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(Sign(icon, tone))
        row.addLayout(text, stretch=1)
        _fix(self.day, DAY_WIDTH)
        row.addWidget(self.day)
        self.button.setMinimumWidth(ACT_WIDTH)
        row.addWidget(self.button)


class Head(Ground):
    """A section's title with how many it holds."""

    def __init__(self, section: Section, count: str) -> None:
        super().__init__("panel")
        self.setMinimumHeight(fonts.row_height(HEAD))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(label(section.title, weight=fonts.STRONG))
        title.addWidget(label(count, fonts.SMALL, tone="quiet"))
        title.addStretch()
        row.addLayout(title, stretch=1)
        days = label(section.days, fonts.SMALL, tone="quiet")
        _fix(days, DAY_WIDTH)
        row.addWidget(days)
        room = QWidget()
        room.setMinimumWidth(ACT_WIDTH)
        row.addWidget(room)


class TaskList(QWidget):
    """All sections that hold something; ↑ and ↓ move from button to button."""

    def __init__(self, open_: Open) -> None:
        super().__init__()
        self._open = open_
        self._piles: Sequence[Pile] = ()
        self._today = 0
        self._whole: set[TaskKind] = set()
        self.rows: list[TaskRow] = []
        self.mores: dict[TaskKind, QPushButton] = {}
        self.end = label(tone="quiet")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_piles(self, piles: Sequence[Pile], today: int) -> None:
        """Replace what is shown; the keyboard stays with the same thing to do, else with the first."""
        if (piles, today) == (self._piles, self._today) and self.rows:
            return
        self._piles, self._today = piles, today
        self._build()

    def _build(self) -> None:
        left = next((key_of(row.task) for row in self.rows if row.button.hasFocus()), None)
        self._clear()
        by_kind = {pile.kind: pile for pile in self._piles}
        for section in sections():
            held = [by_kind[kind] for kind in section.kinds if kind in by_kind]
            if held:
                self._add_section(section, held)
        self.end.setText(tr("That is all that needs you.") if self.rows else "")
        self.end.setContentsMargins(44, 14, 16, 14)
        self._column.addWidget(self.end)
        self._column.addStretch()
        if left is not None and self.rows:
            self._give_keyboard(left)

    def _clear(self) -> None:
        self.rows, self.mores = [], {}
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.end:
                widget.hide()
                widget.deleteLater()

    def _add_section(self, section: Section, piles: Sequence[Pile]) -> None:
        things = things_in(piles)
        self._column.addWidget(Hairline())
        self._column.addWidget(Head(section, count_text(things.number, things.more)))
        for pile in piles:
            shown = pile.tasks if pile.kind in self._whole else pile.tasks[:FEW]
            for task in shown:
                row = TaskRow(task, task_words(task, self._today), self._open)
                self.rows.append(row)
                self._column.addWidget(row)
            if len(shown) < len(pile.tasks):
                self._add_more(pile.kind, len(pile.tasks) - len(shown))

    def _add_more(self, kind: TaskKind, count: int) -> None:
        more = button(ntr("{count} more", "{count} more", count))
        more.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        more.clicked.connect(partial(self.show_whole, kind))
        self.mores[kind] = more
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(44, 4, 16, 8)
        grid.addWidget(more, 0, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(holder)

    def show_whole(self, kind: TaskKind) -> None:
        """All rows of this kind that were read."""
        self._whole.add(kind)
        self._build()
        own = [row for row in self.rows if row.task.kind == kind]
        if len(own) > FEW:
            own[FEW].button.setFocus()

    def _give_keyboard(self, key: Key) -> None:
        same = next((row for row in self.rows if key_of(row.task) == key), self.rows[0])
        same.button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        by = steps.get(Qt.Key(event.key()), 0)
        at = next((place for place, row in enumerate(self.rows) if row.button.hasFocus()), None)
        if not by or not self.rows:
            super().keyPressEvent(event)
            return
        place = 0 if at is None else min(max(at + by, 0), len(self.rows) - 1)
        self.rows[place].button.setFocus()


def _fix(widget: QWidget, width: int) -> None:
    """A column of its own, wider where its words are."""
    widget.setMinimumWidth(width)
