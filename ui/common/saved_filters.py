"""Filters with names in the window: chosen, saved, renamed and removed from one menu."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from app.errors import ShopError
from app.language import tr
from app.saved_filters import SavedFilter, remove_filter, save_filter, saved_filters
from ui.common.menus import add_line
from ui.common.paged_model import Question
from ui.common.undo import Undo

if TYPE_CHECKING:
    from ui.common.list_page import ListPage


class SavedFilters(QObject):
    """The saved filters of a page's list."""

    changed = Signal()
    """There are others, or another one is what the page shows."""

    def __init__(self, page: "ListPage") -> None:
        super().__init__(page)
        self._page = page
        self.known: tuple[SavedFilter, ...] = ()
        page.model.loaded.connect(self.changed)
        page.columns.changed.connect(self.changed)

    def read(self) -> None:
        """Ask the shop which there are."""
        jobs, key = self._page.desk.jobs, self._page.list_key
        jobs.read(saved_filters, key, done=self._take, latest=f"saved filters {id(self)}")

    def _take(self, known: tuple[SavedFilter, ...]) -> None:
        if known != self.known:
            self.known = known
            self.changed.emit()

    def current(self) -> SavedFilter | None:
        """The one that the page shows now."""
        shown = self.as_shown("")
        return next((each for each in self.known if _same(each, shown)), None)

    def as_shown(self, name: str) -> SavedFilter:
        """What the page shows, under this name."""
        question = self._page.model.question
        keys = tuple(self._page.columns.layout.keys())
        return SavedFilter(name, question.filter, question.search, question.sort, question.descending, keys)

    def apply(self, saved: SavedFilter) -> None:
        """Show what it asks for, in its columns."""
        page = self._page
        page.model.ask(Question(saved.filter, saved.search, saved.sort, saved.descending))
        if saved.columns:
            page.columns.choose(saved.columns)
        page.searching.emit(saved.search)

    # the menu

    def fill(self, menu: QMenu) -> None:
        """Those there are, and what can be done about them."""
        current = self.current()
        for saved in self.known:
            action = add_line(menu, saved.name, partial(self.apply, saved))
            action.setCheckable(True)
            action.setChecked(saved == current)
        if self.known:
            menu.addSeparator()
        add_line(menu, tr("Save this filter…"), self.save)
        if self.known:
            rename, remove = menu.addMenu(tr("Rename")), menu.addMenu(tr("Remove"))
            for saved in self.known:
                add_line(rename, f"{saved.name}…", partial(self.rename, saved))
                add_line(remove, saved.name, partial(self.remove, saved))

    def save(self) -> None:
        """Ask for a name."""
        from ui.dialogs import filter_name

        kept = filter_name.ask_to_save(self._page.window(), self._page.desk, self)
        if kept is not None:
            key = self._page.list_key
            undo = Undo(tr("saving “{name}”", name=kept.name), remove_filter, (key, kept.name))
            self._page.desk.done(tr("Filter “{name}” is saved.", name=kept.name), undo)

    def rename(self, saved: SavedFilter) -> None:
        """Ask for another name."""
        from ui.dialogs import filter_name

        filter_name.ask_to_rename(self._page.window(), self._page.desk, self, saved)

    def remove(self, saved: SavedFilter) -> None:
        """Forget it; it can be taken back."""
        self._page.desk.jobs.write(
            remove_filter, self._page.list_key, saved.name, done=self._removed, failed=self._not_removed
        )

    def _removed(self, saved: SavedFilter) -> None:
        undo = Undo(tr("removing “{name}”", name=saved.name), save_filter, (self._page.list_key, saved))
        self._page.desk.done(tr("Filter “{name}” is removed.", name=saved.name), undo)

    def _not_removed(self, error: ShopError) -> None:
        self._page.error.show_error(error)
        self.read()

    @property
    def list_key(self) -> str:
        """The list they are of."""
        return self._page.list_key


def _same(saved: SavedFilter, shown: SavedFilter) -> bool:
    asked = (saved.filter, saved.search, saved.sort, saved.descending)
    return asked == (shown.filter, shown.search, shown.sort, shown.descending) and saved.columns in (
        (),
        shown.columns,
    )
