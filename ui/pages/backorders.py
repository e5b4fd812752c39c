"""Backorders: everybody who waits, by product in rank, with dates, reasons and what can be done."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from app import wording
from app.changes import Area
from app.errors import ShopError
from app.language import ntr, tr
from app.lists.backorders import LISTING, SORTS, Summary
from app.quantities import quantity_of
from app.queue_views import LinePane, Overview, line_pane, overview
from app.sentences import count_text
from ui.common.buttons import tool
from ui.common.cells import Row
from ui.common.choice import FilterChips, Segments
from ui.common.menus import SEPARATOR, Item, Line, fill_menu
from ui.common.page import MARGIN, Desk, ListPage, Primary
from ui.common.paged_model import PagedModel, Question
from ui.panes.backorder_pane import BackorderPane
from ui.panes.backorder_rows import BY_CUSTOMER, BY_RANK, EXTRA, QueueSource, Shapes, told

if TYPE_CHECKING:
    from ui.dialogs.act import Act, Acting
    from ui.panes.backorder_acts import LineActs

DOT = "  ·  "


class QueueModel(PagedModel):
    """Takes the columns and groups that go with the order asked for."""

    reshaped = Signal()

    def __init__(self, source: QueueSource, shapes: Shapes) -> None:
        self.shapes = shapes
        self.extra: tuple[str, ...] = ()
        self._shape: tuple[str, tuple[str, ...]] = ("", ())
        super().__init__(source, shapes.columns("", ()), shapes.grouping(""))

    def ask(self, question: Question | None = None) -> None:
        self.question = question or self.question
        shape = (self.question.sort, self.extra)
        if shape != self._shape:
            self._shape = shape
            self.set_columns(self.shapes.columns(*shape), self.shapes.grouping(self.question.sort))
            self.reshaped.emit()
        super().ask()


class BackordersPage(ListPage):
    """The queue; its own order is the rank."""

    areas = frozenset(
        {Area.BACKORDERS, Area.ORDERS, Area.STOCK, Area.PURCHASES, Area.PRODUCTS, Area.CUSTOMERS}
    )

    def __init__(self, desk: Desk) -> None:
        source = QueueSource(desk.jobs)
        self.queue = QueueModel(source, Shapes(desk.formats, source))
        super().__init__(desk, self.queue, tr("Backorders"), remembered_as=LISTING.key)
        self._row: Row | None = None
        self._read: LinePane | None = None
        self._offered = frozenset(sort.key for sort in SORTS if sort.indexed)
        self._acting: Acting | None = None
        self._overview_is_old = True
        self._fill_bar()
        self.queue.reshaped.connect(self._fit_columns)
        self.queue.loaded.connect(self._show_question)
        self.queue.loaded.connect(self._refresh_overview)
        self.table.menu_wanted.connect(self._show_menu)
        self.details = BackorderPane(desk.formats, self.lines)
        self.details.seat_chosen.connect(self.table.choose)
        self.details.eta_wanted.connect(self.set_eta)
        self.details.move_wanted.connect(self.move_reservation)
        self.details.shipment_wanted.connect(self.ship)
        self.details.stock_wanted.connect(self._show_stock)
        self.pane.addWidget(self.details)
        self._add_shortcuts()
        self.set_status("", tr("Rank: by hand, then priority, wanted date, order date"))

    # the bar above the list

    def _fill_bar(self) -> None:
        self.way = Segments(tr("View"), [(BY_RANK, tr("By product")), (BY_CUSTOMER, tr("By customer"))])
        self.way.chosen.connect(self._order_by)
        self.chips = FilterChips(tr("Filter"), [(each.key, each.title()) for each in LISTING.filters])
        self.chips.chosen.connect(lambda key: self.queue.ask_for(filter="" if key == "all" else key))
        self.sort_button = tool("arrows-sort", tr("Sort order"))
        self.columns_button = tool("columns-3", tr("Columns"))
        self.filter_bar.addWidget(self.way)
        self.filter_bar.addSpacing(8)
        self.filter_bar.addWidget(self.chips)
        self.filter_bar.addStretch()
        for each, lines in ((self.sort_button, self.sort_lines), (self.columns_button, self.column_lines)):
            menu = QMenu(each)
            menu.aboutToShow.connect(_filling(menu, lines))
            each.setMenu(menu)
            self.filter_bar.addWidget(each)

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

    def column_lines(self) -> list[Line]:
        """The menu of columns that are not always shown."""
        titles = {column.key: column.title() for column in LISTING.columns}
        shown = self.queue.extra
        return [
            Item(tr("Hide {column}", column=titles[key]), self._toggling(key))
            if key in shown
            else Item(tr("Show {column}", column=titles[key]), self._toggling(key))
            for key in EXTRA
        ]

    def _ordering(self, key: str) -> Callable[[], object]:
        return lambda: self._order_by(key)

    def _toggling(self, key: str) -> Callable[[], object]:
        return lambda: self._toggle(key)

    def _order_by(self, key: str) -> None:
        self.queue.ask_for(sort="" if key == BY_RANK else key, descending=False)

    def _reverse(self) -> None:
        self.queue.ask_for(descending=not self.queue.question.descending)

    def _toggle(self, key: str) -> None:
        shown = self.queue.extra
        self.queue.extra = tuple(each for each in EXTRA if (each in shown) != (each == key))
        self.queue.ask()

    def _fit_columns(self) -> None:
        self.table.head.set_widths({column.key: column.width for column in self.queue.columns})
        self.table.set_lead(MARGIN)

    def _show_question(self) -> None:
        """The bar says what is asked, whoever asked it."""
        question = self.queue.question
        self.chips.buttons[question.filter or "all"].setChecked(True)
        self.way.buttons[BY_CUSTOMER if question.sort == BY_CUSTOMER else BY_RANK].setChecked(True)

    # reading

    def reload(self) -> None:
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
        self.desk.jobs.read(overview, search, done=self._show_overview, latest="backorders overview")

    def _show_overview(self, found: Overview) -> None:
        self._offered = found.offered
        for key, counted in found.counts.items():
            self.chips.set_count(key, count_text(counted.number, counted.more))
        self.set_status(_sums(found.summary), self.status[1])

    def show_details(self, row: object) -> None:
        self._row = cast(Row | None, row)
        if self._row is None:
            self._read = None
            self.details.clear()
            return
        line_id, pool_id = told(self._row, "id"), told(self._row, "pool_id")
        self.desk.jobs.read(
            line_pane,
            line_id,
            pool_id,
            done=self._fill_pane,
            failed=self.show_refusal,
            latest="backorders pane",
        )

    def _fill_pane(self, found: LinePane) -> None:
        if self._row is not None and found.line_id == self._row[0]:
            self._read = found
            self.details.show_line(self._row, found)

    # words for an empty list

    def empty_words(self) -> tuple[str, str]:
        return tr("Nobody waits. Orders that cannot be filled appear here."), tr("New order…")

    def empty_act(self) -> None:
        from ui.dialogs import order_entry

        order_entry.ask(self.window(), self.desk)

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

        receive.ask(self.window(), self.desk)

    def open_row(self, row: object) -> None:
        self.desk.go("orders", told(cast(Row, row), "order_id"))

    def set_eta(self) -> None:
        """A new date for what brings the line its last piece."""
        from ui.dialogs import set_eta

        if self._read is not None and self._read.eta_purchases:
            purchase_id, line_id = self._read.eta_purchases[-1]
            set_eta.ask(self.window(), self.desk, purchase_id, line_id)

    def move_reservation(self) -> None:
        """From another order of the same product, or to one."""
        from ui.dialogs import move_reservation

        if self._read is not None and self._row is not None:
            pool_id, line_id = told(self._row, "pool_id"), told(self._row, "id")
            move_reservation.ask(self.window(), self.desk, pool_id, line_id, self._read.decimals)

    def ship(self) -> None:
        """What is reserved to the order leaves."""
        from ui.dialogs import ship

        if self._row is not None:
            ship.ask(self.window(), self.desk, told(self._row, "order_id"))

    def _show_stock(self) -> None:
        if self._row is not None:
            self.desk.go("stock", told(self._row, "pool_id"))

    def do(self, act: "Act") -> None:
        """Carry an act out; what is refused is said beside the line."""
        self.details.error.clear()
        self.error.clear()
        if self._acting is None:
            from ui.dialogs.act import Acting  # what acts need is not imported before the first rows

            self._acting = Acting(self.desk, self, self.show_refusal)
        self._acting.carry_out(act)

    def show_refusal(self, error: ShopError) -> None:
        """Beside the line, or above the list where the pane is folded away."""
        if self.details.isVisible():
            self.details.show_refusal(error)
        else:
            self.error.show_error(error)

    @property
    def acts(self) -> "LineActs | None":
        """What can be done about the chosen line."""
        if self._row is None:
            return None
        from ui.panes.backorder_acts import FINEST, LineActs

        known = self._read is not None and self._read.line_id == self._row[0]
        return LineActs(self._row, self._read.decimals if known and self._read else FINEST)

    def lines(self) -> list[Line]:
        """The menu of the chosen line."""
        from ui.panes.backorder_acts import menu_of

        acts = self.acts
        return menu_of(acts, self.do) if acts else []

    def _show_menu(self, row: Row, at: QPoint) -> None:
        self.table.choose(row[0])
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        opening: list[Line] = [
            Item(tr("Open {number}", number=told(row, "order")), lambda: self.open_row(row))
        ]
        fill_menu(menu, [*opening, SEPARATOR, *self.lines()])
        menu.popup(at)

    def _add_shortcuts(self) -> None:
        self._on_keys("Alt+Up", lambda acts: acts.rank_by(-1))
        self._on_keys("Alt+Down", lambda acts: acts.rank_by(1))
        self._on_keys("Alt+Home", lambda acts: acts.rank_first())

    def _on_keys(self, keys: str, make: "Callable[[LineActs], Act | None]") -> None:
        def act() -> None:
            made = make(self.acts) if self.acts else None
            if made is not None:
                self.do(made)

        QShortcut(QKeySequence(keys), self.table, act, context=Qt.ShortcutContext.WidgetShortcut)


def _filling(menu: QMenu, lines: Callable[[], list[Line]]) -> Callable[[], None]:
    def fill() -> None:
        menu.clear()
        fill_menu(menu, lines())

    return fill


def _sums(summary: Summary) -> str:
    """'24 lines wait · 47 pieces · €5,895.00'."""
    count = count_text(summary.lines.number, summary.lines.more)
    parts = [ntr("{count} line waits", "{count} lines wait", summary.lines.number, count=count)]
    if summary.lines.number:
        parts += [wording.pieces_text(quantity_of(summary.pieces))] if summary.pieces else []
        parts += [wording.hundredths_text(amount, currency) for currency, amount in summary.values or ()]
    return DOT.join(parts)
