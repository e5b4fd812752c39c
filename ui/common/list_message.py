"""One line, and buttons that act, where a list has no rows to show."""

from PySide6.QtWidgets import QTableView

from ui.common.messages import Notice, Way

TOP = 40


class ListMessage:
    """Stands in the list's viewport while there is something to say."""

    def __init__(self, view: QTableView) -> None:
        self._view = view
        self._notice: Notice | None = None
        """Made when there is something to say for the first time: most lists have rows."""

    @property
    def text(self) -> str:
        """What stands there, if anything does."""
        return "" if self._notice is None or self._notice.isHidden() else self._notice.text()

    def say(self, text: str, *ways: Way) -> None:
        """Say it in place of rows."""
        if self._notice is None:
            self._notice = Notice(self._view.viewport())
        self._notice.say(text, *ways)
        self.place()
        self._notice.show()

    def hide(self) -> None:
        """Give the place back to the rows, and the keyboard, which would go to the window's first stop."""
        if self._notice is None:
            return
        held = self._view.window().focusWidget()
        if held is not None and self._notice.isAncestorOf(held):
            self._view.setFocus()
        self._notice.hide()

    def place(self) -> None:
        """As wide as the list is now."""
        if self._notice is not None:
            width = self._view.viewport().width()
            self._notice.setGeometry(0, TOP, width, self._notice.sizeHint().height())
