"""What every page is: a place in the window, perhaps with one filled button, mostly a list with a pane."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from app.changes import Area
from app.errors import InvalidInput, ShopError
from app.language import tr
from ui.common.cells import Row
from ui.common.format import Formats
from ui.common.jobs import Jobs
from ui.common.labels import Ground, Hairline
from ui.common.list_columns import ListColumns
from ui.common.list_tools import ListTools
from ui.common.menus import Line, fill_menu
from ui.common.messages import ErrorBlock
from ui.common.paged_model import PagedModel
from ui.common.table import TableView
from ui.common.undo import Undo

PANE_WIDTH = 376
PANE_FROM = 1200
"""The width of the window below which the pane folds away."""
MARGIN = 16
FILTER_BAR_HEIGHT = 41


class Desk(QObject):
    """What a page or a dialog may use: the shop's jobs, how its values read, and the way to another page."""

    going = Signal(str, object)
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

    def search(self, text: str) -> None:
        """Show what contains this text; all where it is empty."""

    def show_row(self, row_id: object) -> None:
        """Choose this row."""

    def bookmark(self) -> object:
        """What is chosen, searched and filtered, for `return_to`."""
        return None

    def return_to(self, mark: object) -> None:
        """Show again what a bookmark of this page says."""

    def command(self, key: str) -> Callable[[], object] | None:
        """What a line of the menu does here, to what is chosen; None where it can do nothing."""
        return None


class ListPage(Page):
    """Filter bar, list and detail pane; subclasses give the model and fill the pane when a row is chosen."""

    widest_filter = ""
    """The filter that lets every row through."""
    many = False
    """Whether several rows may be chosen: see `table.chosen_rows()`."""

    def __init__(self, desk: Desk, model: PagedModel, name: str, *, remembered_as: str) -> None:
        super().__init__(desk)
        self.list_key = remembered_as
        self.model = model
        model.setParent(self)
        self.table = TableView(model, name, remembered_as=remembered_as)
        self.table.chooses_first = True
        self.table.currency = desk.formats.currency
        self.table.write = self._write_cell
        if self.many:
            self.table.let_choose_many()
        self.table.set_lead(MARGIN)
        self.columns = ListColumns(self.table, remembered_as)
        self.tools = ListTools(self.columns)
        self.setFocusProxy(self.table)
        self.error = ErrorBlock(tr("Try again"))
        self.lost = ErrorBlock(tr("Close"))
        """What was typed in a cell whose row went away."""
        self.filter_bar = QHBoxLayout()
        self.pane = QVBoxLayout()
        self._pane_room = self._framed_pane()
        self._lay_out()
        self._wanted_row: object = None
        self._slow = QTimer(self, singleShot=True, interval=300)
        self._slow.timeout.connect(lambda: self.status_changed.emit(tr("Loading…"), self.status[1]))
        self.table.chosen.connect(self.show_details)
        self.table.opened.connect(self.open_row)
        self.table.menu_wanted.connect(self._show_row_menu)
        self.table.written.connect(self.cell_written)
        self.table.drag.allowed = self.can_drag
        self.table.drag.dropped.connect(self.dropped)
        self.table.typing_lost.connect(self._show_typing_lost)
        self.error.retried.connect(self.reload)
        self.lost.retried.connect(self.lost.clear)
        model.loading.connect(self._show_loading)
        model.loaded.connect(self._show_loaded)
        model.loaded.connect(self.loaded)
        model.failed.connect(self._show_failed)

    # for subclasses

    def show_details(self, row: object) -> None:
        """Fill the pane for the chosen row, or empty it for None."""

    def open_row(self, row: object) -> None:
        """Enter or double click on a row."""

    def row_menu(self, row: Row) -> Sequence[Line]:
        """What can be done with this row, or with all that are chosen."""
        return ()

    def can_drag(self, row: Row) -> bool:
        """Whether the mouse can move this row to another place of its group."""
        return False

    def dropped(self, row: Row, before: Row | None) -> None:
        """A row was moved to before another of its group, or to the group's end."""

    def cell_written(self, row: Row, key: str, outcome: object) -> None:
        """A cell was changed in place: the row as it was, the column's key, what the action returned."""

    def empty_words(self) -> tuple[str, str]:
        """The line and the button of the list with nothing in it."""
        return tr("Nothing here yet."), ""

    def empty_act(self) -> None:
        """The button of the empty list."""

    def filtered_words(self) -> str:
        """The line of a list whose filter or search lets nothing through; its button shows all."""
        return tr("Nothing fits.")

    def show_all(self) -> None:
        """Take filter and search away."""
        self.model.ask_for(filter=self.widest_filter, search="")

    def is_filtered(self) -> bool:
        """Whether rows may be left out."""
        question = self.model.question
        return question.filter != self.widest_filter or bool(question.search)

    # the frame

    def _lay_out(self) -> None:
        bar = QWidget()
        line = QHBoxLayout(bar)
        line.setContentsMargins(MARGIN, 0, MARGIN - 4, 0)
        line.setSpacing(4)
        line.addLayout(self.filter_bar, stretch=1)
        line.addWidget(self.tools)
        bar.setMinimumHeight(FILTER_BAR_HEIGHT)
        # Else the window could not become so narrow that the pane folds away.
        bar.setMinimumWidth(1)
        self.filter_bar.setSpacing(4)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(bar)
        for block in (self.error, self.lost):
            block.setContentsMargins(MARGIN, 0, MARGIN, 0)
            left.addWidget(block)
        left.addWidget(self.table, stretch=1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(left, stretch=1)
        layout.addWidget(self._pane_room)

    def _framed_pane(self) -> QWidget:
        inner = Ground("base")
        inner.setLayout(self.pane)
        self.pane.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
        self.pane.setSpacing(8)
        self.pane.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        room = QWidget()
        room.setFixedWidth(PANE_WIDTH)
        layout = QHBoxLayout(room)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Hairline(upright=True))
        layout.addWidget(scroll)
        return room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pane_room.setVisible(self.window().width() >= PANE_FROM)

    # the chosen row

    def _show_row_menu(self, row: Row, at: QPoint) -> None:
        lines = self.row_menu(row)
        if lines:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            fill_menu(menu, lines)
            menu.popup(at)

    def _write_cell(
        self,
        fn: Callable[..., Any],
        args: tuple[object, ...],
        named: Mapping[str, object],
        done: Callable[[Any], None],
        failed: Callable[[ShopError], None],
    ) -> None:
        self.desk.jobs.write(fn, *args, done=done, failed=failed, **named)

    def _show_typing_lost(self, text: str) -> None:
        self.lost.show_error(
            InvalidInput(
                tr("“{text}” was not written.", text=text),
                tr("The row it was meant for is no longer in this list."),
            )
        )

    # reading

    def reload(self) -> None:
        self.error.clear()
        if self.model.asked:
            self.table.reload()
        else:
            self.model.ask()

    @property
    def searched(self) -> str:
        return self.model.question.search

    def search(self, text: str) -> None:
        if text != self.model.question.search:
            self.model.ask_for(search=text)

    def show_row(self, row_id: object) -> None:
        """Choose this row; where it is not among those read, without filter and search, from its page on."""
        if not self.table.choose(row_id):
            self._wanted_row = row_id
            self.model.question = replace(self.model.question, filter=self.widest_filter, search="")
            self.model.jump_to(row_id)

    def bookmark(self) -> object:
        row = self.table.current_row()
        return self.model.question, row[0] if row else None

    def return_to(self, mark: object) -> None:
        if not isinstance(mark, tuple):
            return
        question, row_id = mark
        if question == self.model.question and (row_id is None or self.table.choose(row_id)):
            return
        self._wanted_row = row_id
        self.model.question = question
        if row_id is None:
            self.model.ask()
        else:
            self.model.jump_to(row_id)

    def _show_loading(self, loading: bool) -> None:
        if loading:
            self._slow.start()
        else:
            self._slow.stop()
            self.status_changed.emit(*self.status)

    def _show_loaded(self) -> None:
        self.error.clear()
        if self._wanted_row is not None:
            self.table.choose(self._wanted_row)
            self._wanted_row = None
        if self.model.rowCount():
            self.table.hide_message()
            return
        filtered = self.is_filtered()
        words, action = (self.filtered_words(), tr("Show all")) if filtered else self.empty_words()
        self.table.say(words, action, self.show_all if filtered else self.empty_act)

    def _show_failed(self, error: ShopError) -> None:
        self.error.show_error(error)
