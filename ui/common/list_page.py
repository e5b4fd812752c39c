"""A page that is mostly a list: filter bar, rows and a pane; what it is asked for is remembered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, repeat
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.changes import Area
from app.errors import InvalidInput, Refused, ShopError
from app.language import tr
from app.lists.listing import Listing
from app.lists.paging import Sort
from ui.common.cells import Row
from ui.common.list_columns import ListColumns
from ui.common.list_frame import PANE_FROM, bar_of, framed_pane, lay_out, order_tabs
from ui.common.list_memory import recalled, remember
from ui.common.list_tools import ListTools
from ui.common.menus import SEPARATOR, Item, Line, fill_menu
from ui.common.messages import ErrorBlock, Way
from ui.common.page import MARGIN, Desk, Page
from ui.common.paged_model import PagedModel, Question
from ui.common.rows_model import editable_keys
from ui.common.saved_filters import SavedFilters
from ui.common.table import TableView


class ListPage(Page):
    """Filter bar, list and detail pane; subclasses give the model and fill the pane when a row is chosen."""

    widest_filter = ""
    """The filter that lets every row through."""
    listing: Listing | None = None
    """The list it shows, if it is one of the shop's: then filter and order are remembered."""
    many = False
    """Whether several rows may be chosen: see `table.chosen_rows()`."""

    def __init__(self, desk: Desk, model: PagedModel, name: str, *, remembered_as: str) -> None:
        super().__init__(desk)
        self.list_key = remembered_as
        self.model = model
        model.setParent(self)
        self.table = TableView(model, name, remembered_as=remembered_as)
        self.table.chooses_first = True
        self.table.in_place.currency = desk.formats.currency
        self.table.in_place.write = self._write_cell
        if self.many:
            self.table.let_choose_many()
        self.table.set_lead(MARGIN)
        self.columns = ListColumns(self.table, remembered_as)
        self.saved = SavedFilters(self)
        self.tools = ListTools(self.columns, self.saved)
        self.setFocusProxy(self.table)
        self.error = ErrorBlock(tr("Try again"))
        self.lost = ErrorBlock(tr("Close"))
        """What was typed in a cell whose row went away."""
        self.filter_bar = QHBoxLayout()
        self.pane = QVBoxLayout()
        self._pane_room = framed_pane(self.pane)
        self._bar = bar_of(self.filter_bar, self.tools)
        lay_out(self, self._bar, (self.error, self.lost), self.table, self._pane_room)
        self._wanted_row: object = None
        self._widens = False
        self._usual = self._kept = model.question
        self._is_recalled = self._was_loaded = False
        self._slow = QTimer(self, singleShot=True, interval=300)
        self._recall()
        self._connect()

    def _recall(self) -> None:
        """Ask what was asked here last."""
        question = recalled(self.list_key, self.listing) if self.listing is not None else None
        if question is not None:
            self.model.question, self._is_recalled = question, True

    def _connect(self) -> None:
        """What the list, its cells and its rows say is heard by the page."""
        self._slow.timeout.connect(lambda: self.status_changed.emit(tr("Loading…"), self.status[1]))
        table, model = self.table, self.model
        table.chosen.connect(self.show_details)
        table.opened.connect(self.open_row)
        table.menu_wanted.connect(self._show_row_menu)
        table.in_place.written.connect(self.cell_written)
        table.drag.allowed = self.can_drag
        table.drag.dropped.connect(self.dropped)
        table.in_place.lost.connect(self._show_typing_lost)
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

    def other_ways(self) -> Sequence[Way]:
        """A second way to fill the empty list."""
        return ()

    def filtered_words(self) -> str:
        """The line of a list whose filter or search lets nothing through; its button shows all."""
        question = self.model.question
        if question.search:
            return tr("Nothing with “{text}”.", text=question.search)
        return tr("Nothing in ‘{filter}’.", filter=self.filter_title())

    def filter_title(self) -> str:
        """What the chosen filter is called."""
        chosen = self.model.question.filter
        filters = self.listing.filters if self.listing else ()
        return next((each.title() for each in filters if each.key == chosen), chosen)

    def show_all(self) -> None:
        """Take filter and search away."""
        self.model.ask_for(filter=self.widest_filter, search="")
        self.searching.emit("")

    def is_filtered(self) -> bool:
        """Whether rows may be left out."""
        question = self.model.question
        return question.filter != self.widest_filter or bool(question.search)

    # the frame

    def fill_pane(self, content: QWidget) -> None:
        """Put into the pane what is built when the first row is read; Tab goes on from the rows to it."""
        self.pane.addWidget(content)
        self._order_tabs()

    def _order_tabs(self) -> None:
        order_tabs(self._bar, self.tools, self.table, self._pane_room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pane_room.setVisible(self.window().width() >= PANE_FROM)

    # the chosen row

    def _show_row_menu(self, row: Row, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_menu(menu, self.menu_of(row))
        menu.popup(at)

    def menu_of(self, row: Row) -> list[Line]:
        """The page's own lines, then what every list offers."""
        own, keys = list(self.row_menu(row)), editable_keys(self.model, row)
        titles = {column.key: column.title for column in self.model.columns}
        changes: list[Line] = [
            Item(tr("Change ‘{column}’", column=titles[key]), self._changing(row, key), shortcut)
            for key, shortcut in zip(keys, chain(["F2"], repeat("")), strict=False)
        ]
        copy = Item(tr("Copy"), self.table.copy_chosen, "Ctrl+C")
        parts = [part for part in (own, changes, [copy]) if part]
        return [line for part in parts for line in (*part, SEPARATOR)][:-1]

    def _changing(self, row: Row, key: str) -> Callable[[], object]:
        return lambda: self.table.in_place.edit(row[0], key)

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

    def activate(self) -> None:
        if not self.model.asked:
            self._order_tabs()
        super().activate()

    def shop_changed(self, areas: frozenset[Area]) -> None:
        if Area.SETTINGS in areas and self._was_loaded:
            self.saved.read()
        super().shop_changed(areas)

    def reload(self) -> None:
        self.error.clear()
        if self.model.asked:
            self.table.reload()
        else:
            self.model.ask()

    @property
    def searched(self) -> str:
        return self.model.question.search

    def search_words(self) -> str:
        return self.listing.search_words() if self.listing else super().search_words()

    def search(self, text: str) -> None:
        if text != self.model.question.search:
            self.model.ask_for(search=text)

    def show_row(self, row_id: object) -> None:
        """Choose this row; where it is not among those read, without the search, from its page on.

        The filter goes only where it does not let the row through.
        """
        if not self.table.choose(row_id):
            self._widens = True
            self._read_at(row_id, replace(self.model.question, search=""))

    def _read_at(self, row_id: object, question: Question) -> None:
        self._wanted_row = row_id
        self.model.question = question
        self.model.jump_to(row_id)

    def _choose_wanted(self) -> None:
        """Where the filter kept it out, read on without one."""
        wanted, self._wanted_row = self._wanted_row, None
        widens, self._widens = self._widens, False
        if wanted is None or self.table.choose(wanted) or not widens:
            return
        if self.model.question.filter != self.widest_filter:
            self._read_at(wanted, replace(self.model.question, filter=self.widest_filter))

    def bookmark(self) -> object:
        row = self.table.current_row()
        return self.model.question, row[0] if row else self._wanted_row

    def return_to(self, mark: object) -> None:
        if not isinstance(mark, tuple):
            return
        question, row_id = mark
        if question == self.model.question and (row_id is None or self.table.choose(row_id)):
            return
        self._wanted_row = None
        if row_id is None:
            self.model.question = question
            self.model.ask()
        else:
            self._read_at(row_id, question)

    def _show_loading(self, loading: bool) -> None:
        if loading:
            self._slow.start()
        else:
            self._slow.stop()
            self.status_changed.emit(*self.status)

    def _show_loaded(self) -> None:
        self.error.clear()
        if not self._was_loaded and self.list_key:
            self._was_loaded = True
            self.saved.read()
        self._is_recalled = False
        self._keep_question()
        self._choose_wanted()
        if self.model.rowCount():
            self.table.hide_message()
            return
        filtered = self.is_filtered()
        if filtered:
            self.table.say(self._words_of_nothing(), (tr("Show all"), self.show_all))
            return
        words, action = self.empty_words()
        ways = ((action, self.empty_act), *self.other_ways()) if action else self.other_ways()
        self.table.say(words, *ways)

    def _words_of_nothing(self) -> str:
        question = self.model.question
        if question.search and question.filter != self.widest_filter:
            return tr(
                "Nothing with “{text}” in ‘{filter}’.", text=question.search, filter=self.filter_title()
            )
        return self.filtered_words()

    def _keep_question(self) -> None:
        """What was shown once will be shown at the next start."""
        question = replace(self.model.question, search="")
        if self.listing is not None and question != self._kept:
            self._kept = question
            remember(self.list_key, question)

    def _show_failed(self, error: ShopError) -> None:
        if self._is_recalled and isinstance(error, Refused | InvalidInput):
            # An order that was quick in another shop, say.
            self._is_recalled = False
            self.model.ask(self._usual)
            return
        quick = self._quick_order() if isinstance(error, Refused) else None
        if quick is not None:
            self.model.ask_for(sort=quick.key, descending=quick.falls)
            return
        self.error.show_error(error)

    def _quick_order(self) -> Sort | None:
        """The order for a list that has grown too long for the one asked for; None where that is quick."""
        sorts = self.listing.sorts if self.listing else ()
        asked = self.model.question.sort
        quick = [sort for sort in sorts if sort.indexed]
        return None if asked in [sort.key for sort in quick] else next(iter(quick), None)
