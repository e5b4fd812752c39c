"""The day that the list of stock looks ahead to: a few to choose from, or one that is typed."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.language import tr
from ui.common.buttons import tool
from ui.common.format import Formats
from ui.common.inputs import DateEdit
from ui.common.menus import SEPARATOR, Item, Line, fill_menu

WEEKS = (1, 2, 4, 8)


class DayChoice(QWidget):
    """`day` None stands for when all that is known has come; `chosen` tells that it is another one."""

    chosen = Signal()

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self.day: date | None = None
        self.field = DateEdit(none_means=tr("When all has come"))
        self.field.setAccessibleName(tr("Free on a day"))
        self.field.hide()
        self.button = tool("calendar-event", tr("Free on a day"))
        self._menu = QMenu(self.button)
        self.button.setMenu(self._menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        self.field.changed.connect(self._type)
        self._menu.aboutToShow.connect(self._fill)

    def choose(self, day: date | None) -> None:
        """Look ahead to the end of this day."""
        self.day = day
        self.field.set_value(day)
        self.field.setVisible(day is not None or self.field.hasFocus())
        self.chosen.emit()

    def ask(self) -> None:
        """Let a day be typed, beside the button."""
        self.field.show()
        self.field.setFocus()
        self.field.selectAll()

    def _type(self) -> None:
        day, today = self.field.readable(), self._formats.today
        if day != self.day and (day is None or today is None or day >= today):
            self.choose(day)

    def _fill(self) -> None:
        self._menu.clear()
        lines: list[Line] = [
            Item(tr("When all has come"), lambda: self.choose(None), checked=self.day is None)
        ]
        today = self._formats.today
        for day in [today + timedelta(weeks=weeks) for weeks in WEEKS] if today else []:
            lines.append(Item(self._formats.day(day).text, self._choosing(day), checked=self.day == day))
        lines += [SEPARATOR, Item(tr("Another day…"), self.ask)]
        fill_menu(self._menu, lines)

    def _choosing(self, day: date) -> Callable[[], None]:
        return lambda: self.choose(day)
