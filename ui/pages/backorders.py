"""Backorders: everybody who waits, by product in rank, with dates, reasons and what can be done."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.changes import Area
from app.language import tr
from app.lists.backorders import LISTING, SORTS
from app.queue_views import LinePane, Overview, line_pane, overview, summary_text
from app.sentences import count_text
from ui.common.buttons import button, tool
from ui.common.cells import Row
from ui.common.choice import FilterChips, Segments
from ui.common.late_pane import LatePane
from ui.common.list_page import ListPage
from ui.common.menus import SEPARATOR, Item, Line, fill_menu
from ui.common.page import Desk, Primary
from ui.panes.backorder_deeds import LineDeeds
from ui.panes.backorder_ranking import Ranking
from ui.panes.backorder_rows import BY_CUSTOMER, BY_RANK, Shapes, told
from ui.panes.backorder_source import QueueModel, QueueSource
from ui.panes.bringing import bring_ways
from ui.panes.looking import Looking

if TYPE_CHECKING:
    from ui.panes.backorder_pane import BackorderPane
    from ui.panes.what_if_mode import WhatIfMode

ROOMY_FROM = 1420
"""The width of the page from which there is room for age and value beside the picture's columns."""


class BackordersPage(ListPage):
    """The queue; its own order is the rank."""

    listing = LISTING
    areas = frozenset(
        {Area.BACKORDERS, Area.ORDERS, Area.STOCK, Area.PURCHASES, Area.PRODUCTS, Area.CUSTOMERS}
    )

    def __init__(self, desk: Desk) -> None:
        self.looking = Looking(desk.jobs)
        source = QueueSource(self.looking)
        self.queue = QueueModel(source, Shapes(desk.formats, source))
        super().__init__(desk, self.queue, tr("Backorders"), remembered_as=LISTING.key)
        self._row: Row | None = None
        self._read: LinePane | None = None
        self._offered = frozenset(sort.key for sort in SORTS if sort.indexed)
        self._mode: WhatIfMode | None = None
        self._sums = ""
        self._is_roomy = False
        self._overview_is_old = True
        self._fill_bar()
        self.queue.reshaped.connect(self._reshape)
        self.queue.loaded.connect(self._show_question)
        self.queue.loaded.connect(self._refresh_overview)
        self.ranking = Ranking(self.table)
        self.ranking.moving.connect(self._show_moving)
        self._late = LatePane(self, self._build_details)
        self.deeds = LineDeeds(self)
        self.set_status("", tr("Rank: by hand, then priority, wanted date, order date"))

    # the bar above the list

    def _fill_bar(self) -> None:
        self.way = Segments(tr("View"), [(BY_RANK, tr("By product")), (BY_CUSTOMER, tr("By customer"))])
        self.way.chosen.connect(self._order_by)
        self.chips = FilterChips(tr("Filter"), [(each.key, each.title()) for each in LISTING.filters])
        self.chips.chosen.connect(lambda key: self.queue.ask_for(filter="" if key == "all" else key))
        self.sort_button = tool("arrows-sort", tr("Sort order"))
        self.filter_bar.addWidget(self.way)
        self.filter_bar.addSpacing(8)
        self.filter_bar.addWidget(self.chips)
        self.filter_bar.addStretch()
        menu = QMenu(self.sort_button)
        menu.aboutToShow.connect(_filling(menu, self.sort_lines))
        self.sort_button.setMenu(menu)
        self.filter_bar.addWidget(self.sort_button)
        self.what_if_button = button(tr("What if"))
        self.what_if_button.setToolTip(tr("Try ranks, dates, quantities and holds; nothing is written"))
        self.what_if_button.clicked.connect(self.what_if)
        self.filter_bar.addWidget(self.what_if_button)

    def sort_lines(self) -> list[Line]:
        """The menu of orders: those that are quick enough for so long a list."""
        titles = {column.sort: column.title() for column in LISTING.columns if column.sort}
        titles[BY_RANK] = tr("Rank")
        chosen = self.queue.question.sort or BY_RANK
        lines: list[Line] = [
            Item(titles[sort.key], self._ordering(sort.key), checked=sort.key == chosen)
            for sort in SORTS
            if sort.key in self._offered
        ]
        return [*lines, SEPARATOR, Item(tr("Reverse the order"), self._reverse)]

    def _ordering(self, key: str) -> Callable[[], object]:
        return lambda: self._order_by(key)

    def _order_by(self, key: str) -> None:
        self.queue.ask_for(sort="" if key == BY_RANK else key, descending=False)

    def _reverse(self) -> None:
        self.queue.ask_for(descending=not self.queue.question.descending)

    def _reshape(self) -> None:
        sort, shapes = self.queue.question.sort, self.queue.shapes
        columns = shapes.columns(sort, roomy=self._is_roomy)
        self.columns.offer(columns, shapes.grouping(sort), shapes.name(sort))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = event.size().width() >= ROOMY_FROM
        if roomy != self._is_roomy:
            self._is_roomy = roomy
            if self.queue.asked:
                self.reshape()
            else:
                self._reshape()

    def _show_question(self) -> None:
        """The bar says what is asked, whoever asked it."""
        question = self.queue.question
        self.chips.buttons[question.filter or "all"].setChecked(True)
        if (question.sort or BY_RANK) in self.way.buttons:
            self.way.show_value(question.sort or BY_RANK)
        else:
            self.way.show_none()
        self.ranking.by_product = question.sort in ("", BY_RANK) and not question.descending

    # reading

    def reload(self) -> None:
        if self._mode is not None:
            self._mode.what_if.ask()  # reads the list again when it is known
        else:
            self.read_again()

    def read_again(self) -> None:
        """The rows, the pane and the sums, in place."""
        self._overview_is_old = True
        super().reload()

    def search(self, text: str) -> None:
        self._overview_is_old = True
        super().search(text)

    def _refresh_overview(self) -> None:
        """After the rows: nothing may be read before what the owner came for."""
        if not self._overview_is_old:
            return
        self._overview_is_old = False
        search = self.queue.question.search
        self.looking.read(overview, search, done=self._show_overview, latest="backorders overview")

    def _show_overview(self, found: Overview) -> None:
        self._offered = found.offered
        self.columns.offer_sorts(found.offered)
        for key, counted in found.counts.items():
            self.chips.set_count(key, count_text(counted.number, counted.more))
        self._sums = summary_text(found.summary)
        self.set_status(self._sums, self.status[1])

    def show_details(self, row: object) -> None:
        self._row = cast(Row | None, row)
        if self._row is None:
            self._read = None
            self._late.hide()
            return
        line_id, pool_id = told(self._row, "id"), told(self._row, "pool_id")
        self.looking.read(
            line_pane,
            line_id,
            pool_id,
            done=self._fill_pane,
            failed=self.deeds.show_refusal,
            latest="backorders pane",
        )
        self._late.build_soon()

    @property
    def details(self) -> "BackorderPane":
        """The pane of the chosen line."""
        return self._late.build()

    def _build_details(self, room: QWidget) -> "BackorderPane":
        from ui.panes.backorder_pane import BackorderPane  # the first rows come before it

        pane = BackorderPane(self.desk.formats, self.lines, room)
        pane.seat_chosen.connect(self.table.choose)
        self.deeds.serve(pane)
        return pane

    def _fill_pane(self, found: LinePane) -> None:
        if self._row is not None and found.line_id == self._row[0]:
            self._read = found
            self.details.show_line(self._row, found, self.looking.what_if)

    # words for an empty list

    def empty_words(self) -> tuple[str, str]:
        return tr("Nobody waits. Orders that cannot be filled appear here."), tr("New order…")

    def empty_act(self) -> None:
        from ui.dialogs import order_entry

        order_entry.ask(self.window(), self.desk)

    other_ways = bring_ways

    def filtered_words(self) -> str:
        question = self.queue.question
        if question.search:
            return tr("Nobody who waits fits “{text}”.", text=question.search)
        words = {
            "slipped": tr("No late lines."),
            "no_date": tr("Every line has a date."),
            "stopped": tr("Nothing is on hold or kept off."),
        }
        return words.get(question.filter, super().filtered_words())

    # what can be done

    def primary(self) -> Primary:
        return Primary(tr("Receive goods…"), "package-import", self.receive)

    def receive(self) -> None:
        """What came, and who gets it."""
        from ui.dialogs import receive

        row = self.table.current_row()
        line = row[0] if row is not None and isinstance(row[0], int) else None
        receive.ask(self.window(), self.desk, for_line=line)

    def open_row(self, row: object) -> None:
        self.desk.go("orders", told(cast(Row, row), "order_id"))

    def _show_moving(self, row: Row, place: int) -> None:
        """The status bar follows the keys."""
        words = tr("{order} to place {place}", order=told(row, "order"), place=place) if place else self._sums
        self.set_status(words, self.status[1])

    # what if

    def what_if(self) -> None:
        """Try ranks, dates, quantities and holds without writing anything."""
        if self._mode is not None:
            return
        from ui.panes.what_if_mode import WhatIfMode

        self._mode = WhatIfMode(self)
        self.what_if_button.setEnabled(False)

    def end_what_if(self) -> None:
        """Back to the queue as it is."""
        self._mode = None
        self.what_if_button.setEnabled(True)

    def kept(self) -> object:
        return tuple(self._mode.what_if.tried) if self._mode is not None else None

    def take_up(self, kept: object) -> None:
        if isinstance(kept, tuple):
            self.what_if()
            assert self._mode is not None
            self._mode.what_if.take_up(kept)

    def put_above(self, band: QWidget) -> None:
        """Show a band between the filter bar and the list."""
        layout = self.layout()
        first = layout.itemAt(0) if layout else None
        column = first.layout() if first else None
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, band)

    def reshape(self) -> None:
        """The same list in the columns that go with what it shows now; the chosen row stays chosen."""
        row = self.table.current_row()
        self._wanted_row = row[0] if row else None
        self.queue.reshape()

    @property
    def mode(self) -> "WhatIfMode | None":
        """The supposition that is going on."""
        return self._mode

    @property
    def read_pane(self) -> LinePane | None:
        """What was read about the chosen line."""
        return self._read

    def command(self, key: str) -> Callable[[], object] | None:
        eta = self.deeds.set_eta if self.deeds.can_set_eta() else None
        acts = {
            "what_if": self.what_if,
            "receive": self.receive,
            "set_eta": eta,
            "work": self.deeds.work if self.deeds.can_work() else None,
            "answer": self.deeds.record_answer if self.row is not None and self.mode is None else None,
            "substitutes": self.deeds.suggest if self.deeds.can_suggest() else None,
        }
        return acts.get(key)

    # the chosen line

    @property
    def row(self) -> Row | None:
        """The chosen row."""
        return self._row

    def lines(self) -> list[Line]:
        """The menu 'More' of the chosen line."""
        return self.deeds.lines()

    def row_menu(self, row: Row) -> list[Line]:
        self.table.choose(row[0])
        return self.deeds.row_menu(row)


def _filling(menu: QMenu, lines: Callable[[], list[Line]]) -> Callable[[], None]:
    def fill() -> None:
        menu.clear()
        fill_menu(menu, lines())

    return fill
