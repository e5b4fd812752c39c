"""The fields of the settings: days of the week, closed days, and a sentence under each of all."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.errors import InvalidInput
from app.language import language, tr
from app.setting_words import CHOICES
from app.wording import SIGNS, day_text
from ui.common import fonts
from ui.common.buttons import button
from ui.common.cells import Cell, Column, Row
from ui.common.dialog import Framed
from ui.common.form import FormField, side_by_side
from ui.common.inputs import DateEdit, field, line_edit
from ui.common.labels import Ground, Prose
from ui.common.rows_model import RowsModel
from ui.common.table import TableView

SHORT = 160
"""The width of a few figures or a word."""
LONGEST_PERIOD = 366
DAYS_SHOWN = 4
NARROW = 260
REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


def explained(each: FormField, sentence: str, width: int = 0) -> QWidget:
    """A field with what it does in a sentence under it."""
    result = QWidget()
    layout = QVBoxLayout(result)
    layout.setContentsMargins(0, 0, 0, 4)
    layout.setSpacing(2)
    if width:
        each.setMaximumWidth(width)
    each.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    layout.addWidget(each)
    layout.addWidget(small(sentence))
    each.editor.setAccessibleDescription(sentence)
    return result


def row_of(*fields: tuple[FormField, int], sentence: str = "", width: int = 0) -> QWidget:
    """Fields beside each other, each with its share of the width, and a sentence under them all."""
    result = QWidget()
    if width:
        result.setMaximumWidth(width)
    layout = QVBoxLayout(result)
    layout.setContentsMargins(0, 0, 0, 4)
    layout.setSpacing(2)
    for each, _ in fields:
        each.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        if sentence:
            each.editor.setAccessibleDescription(sentence)
    layout.addLayout(side_by_side(*fields))
    if sentence:
        layout.addWidget(small(sentence))
    return result


def small(sentence: str) -> Prose:
    """A sentence that explains."""
    words = Prose(sentence, tone="quiet")
    words.setFont(fonts.font(fonts.SMALL))
    return words


def choices_of(key: str) -> list[tuple[str, Any]]:
    """What the setting may be, as a list of choices words it."""
    words = [(title(), value) for value, title in CHOICES[key].items()]
    return [(text[:1].upper() + text[1:], value) for text, value in words]


def part_of(*rows: QWidget) -> QWidget:
    """Rows under each other, on a dialog's ground."""
    result = Ground("raised")
    layout = QVBoxLayout(result)
    layout.setContentsMargins(0, 4, 0, 0)
    layout.setSpacing(8)
    for row in rows:
        layout.addWidget(row)
    layout.addStretch()
    return result


class NumberField(FormField):
    """A whole number as it stands in a document's number, without marks between its figures."""

    def __init__(self, key: str, title: str) -> None:
        self.edit = line_edit()
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        super().__init__(key, title, self.edit)
        self.edit.textEdited.connect(self.changed)

    def show_value(self, value: Any) -> None:
        self.edit.setText(str(value))

    def read(self) -> int:
        text = self.edit.text().strip()
        if not (text.isascii() and text.isdecimal()):
            raise InvalidInput(tr("“{text}” is no number.", text=text), tr("Type figures only."), self.key)
        return int(text)


class WeekdaysEdit(QWidget):
    """A box for each day of the week."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes = [QCheckBox(name) for name in SIGNS[language()].weekdays]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        for box in self.boxes:
            box.setFont(fonts.font())
            box.toggled.connect(self.changed)
            layout.addWidget(box)
        layout.addStretch()
        self.setFocusProxy(self.boxes[0])


class WeekdaysField(FormField):
    """Numbers of days, 0 for Monday."""

    def __init__(self, key: str, title: str) -> None:
        self.edit = WeekdaysEdit()
        super().__init__(key, title, self.edit)
        self.edit.changed.connect(self.changed)

    def read(self) -> tuple[int, ...]:
        return tuple(number for number, box in enumerate(self.edit.boxes) if box.isChecked())

    def show_value(self, value: Any) -> None:
        self.edit.blockSignals(True)
        for number, box in enumerate(self.edit.boxes):
            box.setChecked(number in value)
        self.edit.blockSignals(False)


class DaysEdit(QWidget):
    """Single days in a list; one or a whole period is added above, Delete takes the chosen one out."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.first, self.last = DateEdit(today, weekday=True), DateEdit(today, weekday=True)
        self.add_button, self.remove_button = button(tr("Add")), button(tr("Remove"))
        self.model = RowsModel([Column("day", tr("Closed on"), _day_cell, NARROW)], parent=self)
        self.table = TableView(self.model, tr("Closed days"))
        self.table.installEventFilter(self)
        self.first.changed.connect(self._take_along)
        self.add_button.clicked.connect(self.add)
        self.remove_button.clicked.connect(self.remove)
        self._lay_out()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(field(tr("From"), self.first))
        above.addWidget(field(tr("To"), self.last))
        for each in (self.add_button, self.remove_button):
            each.setAutoDefault(False)
            above.addWidget(each, alignment=Qt.AlignmentFlag.AlignBottom)
        above.addStretch()
        self.table.verticalHeader().setDefaultSectionSize(fonts.row_height(28))
        self.table.setFixedHeight(DAYS_SHOWN * fonts.row_height(28) + self.table.head.sizeHint().height())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(above)
        layout.addWidget(Framed(self.table))

    def days(self) -> tuple[str, ...]:
        """ISO dates in their order."""
        return tuple(str(row[1]) for row in self.model.rows)

    def show_days(self, days: Sequence[str]) -> None:
        """Replace them."""
        known = sorted({date.fromisoformat(day) for day in days})
        self.model.set_rows([(day.toordinal(), day.isoformat()) for day in known])

    def add(self) -> None:
        """All days of the period."""
        first, last = self.first.readable(), self.last.readable()
        if first is None or last is None or not 0 <= (last - first).days < LONGEST_PERIOD:
            self.refused.emit(tr("The last day is before the first, or more than a year after it."))
            return
        days = [first + timedelta(number) for number in range((last - first).days + 1)]
        self.show_days([*self.days(), *(day.isoformat() for day in days)])
        self.changed.emit()

    def remove(self) -> None:
        """The chosen day; the next one is chosen then."""
        row = self.table.current_row()
        if row is None:
            return
        line = self.model.line_of(row[0])
        self.show_days([str(each[1]) for each in self.model.rows if each[0] != row[0]])
        if self.model.rowCount():
            self.table.selectRow(min(line, self.model.rowCount() - 1))
        self.changed.emit()

    def _take_along(self) -> None:
        first, last = self.first.readable(), self.last.readable()
        if first is not None and (last is None or last < first):
            self.last.set_value(first)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in REMOVING:
            self.remove()
            return True
        return super().eventFilter(watched, event)


def _day_cell(row: Row) -> Cell:
    return Cell(day_text(date.fromisoformat(str(row[1])), weekday=True, year=True))


class DaysOffField(FormField):
    """ISO dates."""

    def __init__(self, key: str, title: str, today: date) -> None:
        self.edit = DaysEdit(today)
        super().__init__(key, title, self.edit)
        self.edit.changed.connect(self.changed)
        self.edit.refused.connect(self.say)

    def read(self) -> tuple[str, ...]:
        return self.edit.days()

    def show_value(self, value: Any) -> None:
        self.edit.show_days(value)
