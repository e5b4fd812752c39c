"""What fills the pane of a page: built while the first row is being read, so that the rows come up sooner."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.common.list_page import ListPage

W = TypeVar("W", bound=QWidget)


class LatePane(Generic[W]):
    """Builds once, in the room where it will stand; what is built stays hidden until the page shows it."""

    def __init__(self, page: ListPage, build: Callable[[QWidget], W]) -> None:
        self._page, self._build = page, build
        self._content: W | None = None
        # An event of its own: the window takes keys before it and after it.
        self._soon = QTimer(page, singleShot=True, interval=0)
        self._soon.timeout.connect(self.build)

    def build(self) -> W:
        """What fills the pane; built now where there was no time before."""
        if self._content is None:
            self._soon.stop()
            self._content = self._build(self._page.pane.parentWidget() or self._page)
            self._content.hide()
            self._page.fill_pane(self._content)
        return self._content

    def build_soon(self) -> None:
        """A row was chosen and is being read."""
        if self._content is None:
            self._soon.start()

    def hide(self) -> None:
        """Nothing is chosen."""
        if self._content is not None:
            self._content.hide()
