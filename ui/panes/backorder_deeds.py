"""What is done on the backorders page to the chosen line: dialogs, acts, its menu, and where it leads."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from app.errors import ShopError
from app.language import tr
from app.quantities import quantity_of
from app.queue_views import LinePane
from ui.common.cells import Row
from ui.common.menus import SEPARATOR, Item, Line
from ui.panes.backorder_rows import FAR, is_bought, told

if TYPE_CHECKING:
    from ui.dialogs.act import Act, Acting
    from ui.pages.backorders import BackordersPage
    from ui.panes.backorder_acts import LineActs
    from ui.panes.backorder_pane import BackorderPane

# What dialogs and acts need is imported when they are wanted: the first rows come before it.


class LineDeeds(QObject):
    """Acts on what the page has chosen; while one supposes, what ranks or dates is only tried."""

    def __init__(self, page: "BackordersPage") -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        self._acting: Acting | None = None
        page.ranking.wanted.connect(self.rank)
        context = Qt.ShortcutContext.WidgetShortcut
        QShortcut(QKeySequence("Alt+Home"), page.table, self._rank_first, context=context)

    def serve(self, pane: "BackorderPane") -> None:
        """Do what is wanted of the line shown there."""
        pane.eta_wanted.connect(self.set_eta)
        pane.move_wanted.connect(self.move_reservation)
        pane.shipment_wanted.connect(self.ship)
        pane.stock_wanted.connect(self.show_stock)
        pane.supply_chosen.connect(self._open_supply)

    @property
    def _row(self) -> Row | None:
        return self._page.row

    @property
    def _read(self) -> LinePane | None:
        """What is known of the chosen line beside its row."""
        found, row = self._page.read_pane, self._row
        return found if found is not None and row is not None and found.line_id == row[0] else None

    # dialogs

    def set_eta(self) -> None:
        """A new date for what brings the line its last piece; a purchase where nothing does."""
        if self._page.mode is not None:
            self._page.mode.change_delivery()
            return
        from ui.dialogs import set_eta

        if self._read is not None and self._read.eta_purchases:
            purchase_id, line_id = self._read.eta_purchases[-1]
            set_eta.ask(self._page.window(), self._desk, purchase_id, line_id)
        elif self.can_buy():
            self.buy()

    def buy(self) -> None:
        """Order the product from who usually delivers it; who gets it follows the rank."""
        from ui.dialogs import purchase_entry

        if self._read is not None:
            detail = self._read.detail
            purchase_entry.ask(self._page.window(), self._desk, detail.supplier, detail.head.sku)

    def can_buy(self) -> bool:
        """Whether more of the product is to be had by a purchase."""
        row, read = self._row, self._read
        return self._page.mode is None and row is not None and read is not None and is_bought(row, read)

    def can_set_eta(self) -> bool:
        """Whether anything with a date comes for the line."""
        return self._page.mode is not None or (self._read is not None and bool(self._read.eta_purchases))

    def move_reservation(self) -> None:
        """From another order of the same product, or to one."""
        from ui.dialogs import move_reservation

        if self._read is not None and self._row is not None:
            pool_id, line_id = told(self._row, "pool_id"), told(self._row, "id")
            move_reservation.ask(self._page.window(), self._desk, pool_id, line_id, self._read.decimals)

    def ship(self) -> None:
        """What is reserved to the order leaves."""
        from ui.dialogs import ship

        if self._row is not None:
            ship.ask(self._page.window(), self._desk, told(self._row, "order_id"))

    def record_answer(self) -> None:
        """What the customer says of the line."""
        from ui.dialogs import answer

        if self._row is not None:
            answer.ask_of_line(self._page.window(), self._desk, told(self._row, "id"))

    def can_suggest(self) -> bool:
        """Whether the line waits for goods that others could stand in for."""
        row = self._row
        return row is not None and self._page.mode is None and not told(row, "on_hold")

    def suggest(self) -> None:
        """What could stand in for what the line lacks."""
        from ui.dialogs import substitutes

        if self._row is not None:
            substitutes.ask(self._page.window(), self._desk, told(self._row, "id"))

    def can_work(self) -> bool:
        """Whether the line waits for something to be made or done."""
        row, read = self._row, self._read
        if row is None or read is None or self._page.mode is not None:
            return False
        return read.detail.head.kind != "stocked" and not told(row, "on_hold")

    def work(self) -> None:
        """Finish what is made to order, or say that a service is done."""
        from ui.dialogs import work

        if self._read is not None and self.can_work():
            work.ask(self._page.window(), self._desk, self._read.line_id, self._read.detail.head.kind)

    # acts

    @property
    def acts(self) -> "LineActs | None":
        """What can be done about the chosen line."""
        if self._row is None:
            return None
        from ui.panes.backorder_acts import FINEST, LineActs

        if self._read is None:
            return LineActs(self._row, FINEST)
        return LineActs(self._row, self._read.decimals, quantity_of(self._read.detail.head.available))

    def do(self, act: "Act") -> None:
        """Carry an act out; what is refused is said beside the line."""
        self._page.details.error.clear()
        self._page.error.clear()
        if self._acting is None:
            from ui.dialogs.act import Acting

            self._acting = Acting(self._desk, self._page, self.show_refusal)
        self._acting.carry_out(act)

    def show_refusal(self, error: ShopError) -> None:
        """Beside the line, or above the list where the pane is folded away."""
        if self._page.details.isVisible():
            self._page.details.show_refusal(error)
        else:
            self._page.error.show_error(error)

    def rank(self, row: Row, place: int) -> None:
        """Put a row at a place of its queue: after a look at whom it touches, or as a supposition."""
        from ui.panes.backorder_acts import LineActs

        if self._page.mode is not None:
            self._page.mode.rank(row, place)
        else:
            self.do(LineActs(row).rank_at(place))

    def _rank_first(self) -> None:
        if self._row is None or told(self._row, "rank") == 1:
            return
        if self._page.mode is not None:
            self._page.mode.rank(self._row, 1)
        elif self.acts is not None:
            self.do(self.acts.rank_first())

    def _open_supply(self, key: object) -> None:
        if self._page.mode is not None:
            self._page.mode.change_delivery(key)

    # menus

    def lines(self) -> list[Line]:
        """The menu 'More' of the chosen line."""
        from ui.panes.backorder_acts import menu_of

        if self._page.mode is not None:
            return self._page.mode.lines(self._row)
        acts = self.acts
        if acts is None:
            return []
        hearing = [
            Item(tr("Record answer…"), self.record_answer),
            Item(tr("Suggest substitutes…"), self.suggest, enabled=self.can_suggest()),
        ]
        return [*self._supplying(), *menu_of(acts, self.do, self._last_place()), SEPARATOR, *hearing]

    def _last_place(self) -> int:
        detail = self._read.detail if self._read else None
        if detail is None or detail.more_lines:
            return FAR
        return max((told(row, "rank") or 0 for row in detail.lines), default=FAR)

    def _supplying(self) -> list[Line]:
        """What brings the line its goods or its work."""
        if self._read is not None and self.can_work():
            service = self._read.detail.head.kind == "service"
            return [Item(tr("Done…") if service else tr("Finish…"), self.work), SEPARATOR]
        return [Item(tr("New purchase…"), self.buy), SEPARATOR] if self.can_buy() else []

    def row_menu(self, row: Row) -> list[Line]:
        """Where the row leads, what the pane's buttons do, and 'More'."""
        lines = self._leading(row)
        if self._page.mode is None:
            can_ship = bool(told(row, "reserved")) and not told(row, "on_hold")
            lines += [
                SEPARATOR,
                Item(tr("Set ETA…"), self.set_eta, enabled=self.can_set_eta()),
                Item(tr("Move reservation…"), self.move_reservation),
                Item(tr("Ship…"), self.ship, enabled=can_ship),
            ]
        return [*lines, SEPARATOR, *self.lines()]

    def _leading(self, row: Row) -> list[Line]:
        lines: list[Line] = [
            Item(tr("Open {number}", number=told(row, "order")), lambda: self._page.open_row(row))
        ]
        customer_id = told(row, "customer_id")
        if customer_id is not None:
            name = told(row, "customer")
            lines.append(Item(tr("Show {name}", name=name), lambda: self._desk.go("customers", customer_id)))
        if self._read is not None and self._read.eta_purchases:
            line_id = self._read.eta_purchases[-1][1]
            number = next((each.number for each in self._read.detail.supplies if each.key == line_id), "")
            lines.append(Item(tr("Show {name}", name=number), lambda: self._desk.go("purchases", line_id)))
        return [*lines, Item(tr("Show in Stock"), self.show_stock)]

    def show_stock(self) -> None:
        """The product at its place."""
        if self._row is not None:
            self._desk.go("stock", told(self._row, "pool_id"))
