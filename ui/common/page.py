"""What every page is: a place in the window, perhaps with one filled button."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.changes import Area
from app.language import tr
from ui.common.format import Formats
from ui.common.jobs import Jobs
from ui.common.undo import Undo

MARGIN = 16


class Desk(QObject):
    """What a page or a dialog may use: the shop's jobs, how its values read, and the way to another page."""

    going = Signal(str, object)
    settings_wanted = Signal(str)
    """The settings are to be opened at this part."""
    did = Signal(str, object)
    """What happened in words, and its `Undo` or None."""

    def __init__(self, jobs: Jobs, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.formats = formats
        self.page: Callable[[], Page | None] = lambda: None
        """The page that is shown."""

    def window(self) -> QWidget | None:
        """What dialogs stand over."""
        page = self.page()
        return page.window() if page else None

    def go(self, page: str, row_id: object = None) -> None:
        """Show a page by its key, and there the row with this id."""
        self.going.emit(page, row_id)

    def done(self, words: str, undo: Undo | None = None) -> None:
        """Tell what a write did, 'P-124 moved to 18 Dec.', and how it can be taken back."""
        self.did.emit(words, undo)


@dataclass(frozen=True, slots=True)
class Primary:
    """The page's one filled button."""

    title: str
    icon: str
    act: Callable[[], object]


class Page(QWidget):
    """A place in the window; it reads when it is shown and its `areas` changed meanwhile, not before."""

    areas: frozenset[Area] = frozenset()
    status_changed = Signal(str, str)
    loaded = Signal()
    """What was asked for is shown."""
    searching = Signal(str)
    """The page itself changed what it is searched for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._stale = True
        self._active = False
        self._status = ("", "")

    @property
    def status(self) -> tuple[str, str]:
        """The status bar's words, left and right."""
        return self._status

    def set_status(self, left: str, right: str = "") -> None:
        """Say something in the status bar while this page is shown."""
        self._status = (left, right)
        self.status_changed.emit(left, right)

    def primary(self) -> Primary | None:
        """The page's filled button, if it has one."""
        return None

    def activate(self) -> None:
        """The page is shown."""
        self._active = True
        if self._stale:
            self._stale = False
            self.reload()

    def deactivate(self) -> None:
        """Another page is shown."""
        self._active = False

    def shop_changed(self, areas: frozenset[Area]) -> None:
        """A write was committed here or elsewhere."""
        if not areas & self.areas:
            return
        self._stale = not self._active
        if self._active:
            self.reload()

    def reload(self) -> None:
        """Read again what is shown."""

    @property
    def searched(self) -> str:
        """What the page is searched for."""
        return ""

    def search_words(self) -> str:
        """What the search box says while it is empty: what of the page it searches."""
        return tr("Find on this page")

    def search(self, text: str) -> None:
        """Show what contains this text; all where it is empty."""

    def show_row(self, row_id: object) -> None:
        """Choose this row."""

    def bookmark(self) -> object:
        """What is chosen, searched and filtered, for `return_to`."""
        return None

    def return_to(self, mark: object) -> None:
        """Show again what a bookmark of this page says."""

    def kept(self) -> object:
        """What was begun here and would be lost when the page is built anew, as in another language."""
        return None

    def take_up(self, kept: object) -> None:
        """Go on with what the page in whose place this one is built has kept."""

    def command(self, key: str) -> Callable[[], object] | None:
        """What a line of the menu does here, to what is chosen; None where it can do nothing."""
        return None
