"""One line, and a button that acts, where a list has no rows to show."""

from collections.abc import Callable

from PySide6.QtWidgets import QTableView

from ui.common.messages import Notice

TOP = 40


class ListMessage:
    """Stands in the list's viewport while there is something to say."""

    def __init__(self, view: QTableView) -> None:
        self._view = view
        self._notice = Notice(view.viewport())
        self._notice.hide()

    @property
    def text(self) -> str:
        """What stands there, if anything does."""
        return "" if self._notice.isHidden() else self._notice.text()

    def say(self, text: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Say it in place of rows."""
        self._notice.say(text, action, act)
        self.place()
        self._notice.show()

    def hide(self) -> None:
        """Give the place back to the rows."""
        self._notice.hide()

    def place(self) -> None:
        """As wide as the list is now."""
        self._notice.setGeometry(0, TOP, self._view.viewport().width(), self._notice.sizeHint().height())
