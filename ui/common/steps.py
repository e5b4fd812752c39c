"""What can be done with what a pane shows: buttons, the rest in a menu, refusals below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.errors import ShopError
from app.language import tr
from ui.common import icons, theme
from ui.common.buttons import button
from ui.common.messages import ErrorBlock

MOST_BUTTONS = 4
COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Step:
    """A verb, with '…' where a dialog follows, and what it does."""

    title: str
    run: Callable[[], object]


class Steps(QWidget):
    """Up to four buttons two by two; of more steps the last button becomes a menu."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[Step] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self.error = ErrorBlock()
        self._way_out: Callable[[], object] = lambda: None
        self.error.retried.connect(lambda: self._way_out())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(0)
        layout.addLayout(self._grid)
        layout.addWidget(self.error)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Replace them; the keyboard stays where the same button stands again, else on the first."""
        if [step.title for step in steps] == [step.title for step in self._shown]:
            self._shown = list(steps)
            return
        self._shown = list(steps)
        left = self._button_with_keyboard()
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        in_menu = len(steps) > MOST_BUTTONS
        for place, step in enumerate(steps[: MOST_BUTTONS - 1 if in_menu else MOST_BUTTONS]):
            self._add(self._button(step.title, place), place)
        if in_menu:
            self._add(self._menu_button(), MOST_BUTTONS - 1)
        if left is not None:
            self._give_keyboard(left)

    def _buttons(self) -> list[QPushButton]:
        items = (self._grid.itemAt(place) for place in range(self._grid.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [each for each in widgets if isinstance(each, QPushButton)]

    def _button_with_keyboard(self) -> str | None:
        """Its title; also while a dialog is in front that gives the keyboard back to it."""
        holder = self.window().focusWidget()
        return next((each.text() for each in self._buttons() if each is holder), None)

    def _give_keyboard(self, title: str) -> None:
        buttons = self._buttons()
        for each in [each for each in buttons if each.text() == title] or buttons[:1]:
            each.setFocus()

    def titles(self) -> list[str]:
        """What can be done, buttons first."""
        return [step.title for step in self._shown]

    def do(self, title: str) -> None:
        """As by a click on the button or the line of the menu."""
        next(step for step in self._shown if step.title == title).run()

    def show_error(
        self, error: ShopError, way_out: str = "", then: Callable[[], object] | None = None
    ) -> None:
        """Say what is refused, and offer what the owner's word allows, if anything."""
        self._way_out = then or (lambda: None)
        self.error.offer(way_out)
        self.error.show_error(error)

    def _add(self, widget: QWidget, place: int) -> None:
        self._grid.addWidget(widget, place // COLUMNS, place % COLUMNS)

    def _button(self, title: str, place: int) -> QPushButton:
        result = button(title)
        result.clicked.connect(lambda: self._shown[place].run())
        return result

    def _menu_button(self) -> QPushButton:
        result = button(tr("More"))
        result.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        result.setIcon(icons.icon("chevron-down", theme.tokens().quiet, icons.IN_ROW))
        result.setIconSize(QSize(icons.IN_ROW, icons.IN_ROW))
        menu = QMenu(result)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for place, step in enumerate(self._shown[MOST_BUTTONS - 1 :], MOST_BUTTONS - 1):
            menu.addAction(step.title, self._running(place))
        result.setMenu(menu)
        return result

    def _running(self, place: int) -> Callable[[], object]:
        return lambda: self._shown[place].run()
