"""What lies where, what comes, and what is short."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from app.actions.fields import PRODUCT
from app.actions.removing import use_again
from app.actions.stock_limits import restore_limit
from app.changes import Area
from app.language import ntr, tr
from app.lists import stock
from app.lists.locations import Place, locations
from app.lists.pools import PoolDetail, pool_detail
from app.lists.projection import Projection, projection
from app.lists.shelf import Shelf, shelf
from app.lists.stock import LISTING
from app.wording import quantity_text
from ui.common.cells import Row
from ui.common.inputs import combo
from ui.common.list_source import value_of
from ui.common.listing_page import ListingPage
from ui.common.menus import Item, Line
from ui.common.page import Desk, Primary
from ui.common.pane_parts import DOT
from ui.common.steps import Step
from ui.common.undo import Undo
from ui.panes.bringing import bring_ways
from ui.panes.stock_columns import by_product, stock_columns
from ui.panes.stock_day import DayChoice
from ui.panes.stock_pane import StockPane

BY_PRODUCT = "product"
PLACE = "lists/stock/place"


class StockPage(ListingPage):
    """Every product at every place in one row; one place alone, or all places of a product together."""

    areas = frozenset({Area.STOCK, Area.PRODUCTS, Area.PURCHASES, Area.BACKORDERS, Area.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        self._is_one_place = True
        self._wanted_view = _place_before()
        super().__init__(desk, LISTING, stock_columns(desk, self._place_of))
        self.pool: PoolDetail | None = None
        self.view = combo([(tr("All locations"), None)])
        self.view.setAccessibleName(tr("Location"))
        self.view.hide()
        self.day_choice = DayChoice(desk.formats)
        self.filter_bar.addWidget(self.chips)
        self.filter_bar.addStretch()
        self.filter_bar.addWidget(self.view)
        self.filter_bar.addWidget(self.day_choice)
        self.view.activated.connect(lambda _: self._narrow())
        self.day_choice.chosen.connect(self._narrow)

    def primary(self) -> Primary:
        return Primary(tr("Count…"), "clipboard-list", self.count_shown)

    def empty_words(self) -> tuple[str, str]:
        return tr("No products yet. What the shop sells appears here."), tr("New product…")

    def empty_act(self) -> None:
        self.new_product()

    other_ways = bring_ways

    def filtered_words(self) -> str:
        if self.searched:
            return tr("No product with “{text}” here.", text=self.searched)
        return {
            "waiting": tr("Nobody waits for anything."),
            "short": tr("All that customers wait for is ordered."),
            "low": tr("Nothing is below its minimum."),
            "overdue": tr("No supplier is overdue."),
        }.get(self.model.question.filter, super().filtered_words())

    def counted(self) -> None:
        number = {key: quantity_text(Decimal(count.number)) for key, count in self.counts.items()}
        shelves = ntr("{all} shelf", "{all} shelves", self.counts["all"].number, all=number["all"])
        waits = tr(
            "{waiting} with customers waiting  ·  {short} not ordered",
            waiting=number["waiting"],
            short=number["short"],
        )
        self.set_status(DOT.join((shelves, waits)), self._rule())

    def _rule(self) -> str:
        if self.day is None:
            return tr("Projected = available + incoming − backordered")
        day = self.desk.formats.day(self.day).text
        return tr("Free {day} = available + what comes until then − who waits", day=day)

    # one place, all places of a product, and the day

    def reload(self) -> None:
        super().reload()
        self.desk.jobs.read(locations, done=self._offer_places, latest=f"places {id(self)}")

    def _offer_places(self, places: Sequence[Place]) -> None:
        offered = [(tr("All locations"), None), (tr("By product"), BY_PRODUCT)]
        offered += [(place.name, place.id) for place in places]  # type: ignore[misc]
        held = [(self.view.itemText(at), self.view.itemData(at)) for at in range(self.view.count())]
        if held != offered:
            chosen = self._wanted_view or self.view.currentData()
            self.view.clear()
            for words, data in offered:
                self.view.addItem(words, data)
            self.view.setCurrentIndex(max(0, self.view.findData(chosen)))
            if self._wanted_view is not None:  # a fresh page returns to it
                self._wanted_view = None
                self._narrow()
        self._is_one_place = len(places) < 2
        self.view.setHidden(self._is_one_place)
        self.table.viewport().update()

    def _place_of(self, row: Row) -> str:
        """What a row says of its place: nothing where there is only one."""
        return "" if self._is_one_place else str(value_of(LISTING, "location")(row))

    @property
    def day(self) -> date | None:
        """The day that 'projected' looks at; None: when all that is known has come."""
        return self.day_choice.day

    @property
    def location_id(self) -> int | None:
        """The one place that is shown."""
        chosen = self.view.currentData()
        return chosen if isinstance(chosen, int) else None

    def _narrow(self) -> None:
        """Read the list of the place and the day that are chosen."""
        QSettings().setValue(PLACE, self.view.currentData() or "")
        today = self.desk.formats.today
        days = (today.toordinal(), self.day.toordinal()) if self.day and today else None
        self.listing = self.source.listing = stock.narrowed(self.location_id, days)
        grouped = self.view.currentData() == BY_PRODUCT
        day = self.day.toordinal() if self.day else None
        columns = stock_columns(self.desk, self._place_of, day)
        if grouped:
            self.reshape(columns, by_product(self.desk), sort="sku", descending=False)
        else:
            self.reshape(columns, None)
        self._count()
        self.show_details(self.table.current_row())

    def show_row(self, row_id: object) -> None:
        self._wanted_view = None
        if self.location_id is not None and self.model.line_of(row_id) < 0:
            self.view.setCurrentIndex(0)
            self._narrow()
        super().show_row(row_id)

    def bookmark(self) -> object:
        return super().bookmark(), self.view.currentData(), self.day

    def return_to(self, mark: object) -> None:
        if not isinstance(mark, tuple):
            return
        rows, place, day = mark
        if (place, day) != (self.view.currentData(), self.day):
            self._wanted_view = place
            self.view.setCurrentIndex(max(0, self.view.findData(place)))
            self.day_choice.choose(day)
        super().return_to(rows)

    # the pane

    def build_pane(self, room: QWidget) -> QWidget:
        self.stock_pane = StockPane(self.desk.formats, self.steps, room)
        self.stock_pane.opened.connect(self._open_from_pane)
        return self.stock_pane

    def details_of(self, row: Row) -> tuple[Callable[..., Any], object]:
        return stock_details, row[0]

    def show_read(self, row: Row, details: tuple[PoolDetail, Shelf, Projection]) -> None:
        self.pool = details[0]
        self.steps.show_steps(self._steps(row))
        self.stock_pane.show_pool(*details, self.day.toordinal() if self.day else None)
        self.stock_pane.show()

    def clear_pane(self) -> None:
        super().clear_pane()
        self.pool = None

    def open_row(self, row: object) -> None:
        """Count it."""
        if isinstance(row, tuple):
            self.count(row)

    # what can be done with a row

    def _steps(self, row: Row) -> list[Step]:
        value = {key: value_of(LISTING, key)(row) for key in ("kind", "available", "incoming", "backordered")}
        steps = []
        if value["kind"] != "service":
            steps.append(Step(tr("Count…"), lambda: self.count(row)))
        if value["available"] > 0:
            steps.append(Step(tr("Take out…"), lambda: self.take_out(row)))
            steps.append(Step(tr("Move to another location…"), lambda: self.transfer(row)))
        if value["incoming"]:
            steps.append(Step(tr("See what comes"), lambda: self.show_supply(row)))
        if value["backordered"]:
            steps.append(Step(tr("See in the queue"), lambda: self.show_in_queue(row)))
        steps.append(Step(tr("Edit the product…"), lambda: self.edit_product(row)))
        if value_of(LISTING, "active")(row):
            return [*steps, Step(tr("Delete the product…"), lambda: self.put_aside(row))]
        return [*steps, Step(tr("Use the product again"), lambda: self.use_again(row))]

    def row_menu(self, row: Row) -> Sequence[Line]:
        return [Item(step.title, step.run) for step in self._steps(row)]

    def command(self, key: str) -> Callable[[], object] | None:
        if key == "count_sheet":
            return self.count_shown
        row = self.table.current_row()
        if key in ("take_out", "move") and row is not None and not value_of(LISTING, "available")(row):
            return None
        acts = {"count": self.count, "take_out": self.take_out, "move": self.transfer}
        act = acts.get(key)
        return (lambda: act(row)) if act is not None and row is not None else None

    def count_shown(self) -> None:
        """A sheet of what the list shows: its place and its search."""
        from ui.dialogs import count

        row = self.table.current_row()
        if self.searched or row is None:
            count.ask(self.window(), self.desk, search=self.searched, location_id=self.location_id)
        else:
            count.ask(self.window(), self.desk, location_id=value_of(LISTING, "location_id")(row))

    def count(self, row: Row) -> None:
        """Ask what lies there, and show who loses by it."""
        from ui.dialogs import count

        count.ask(self.window(), self.desk, int(str(row[0])))

    def take_out(self, row: Row) -> None:
        """Ask how many leave without an order, and why."""
        from ui.dialogs import take_out

        take_out.ask(self.window(), self.desk, int(str(row[0])))

    def transfer(self, row: Row) -> None:
        """Ask where it goes, how much of it, and when it arrives."""
        from ui.dialogs import transfer

        transfer.ask(self.window(), self.desk, int(str(row[0])))

    def new_product(self) -> None:
        """Something else to sell."""
        from ui.dialogs import product

        product.ask_new(self.window(), self.desk)

    def edit_product(self, row: Row) -> None:
        """All that is known of it."""
        from ui.dialogs import product

        product.ask(self.window(), self.desk, value_of(LISTING, "product_id")(row))

    def put_aside(self, row: Row) -> None:
        """Delete it at all places, or offer it no more."""
        from ui.dialogs import put_aside

        put_aside.ask(self.window(), self.desk, PRODUCT, value_of(LISTING, "product_id")(row))

    def use_again(self, row: Row) -> None:
        """Offer it again."""
        self.write(use_again, PRODUCT, value_of(LISTING, "product_id")(row))

    def show_supply(self, row: Row) -> None:
        """What brings the next of it."""
        self.desk.jobs.read(pool_detail, row[0], done=self._show_supply)

    def _show_supply(self, pool: PoolDetail) -> None:
        supply = next((each for each in pool.supplies if each.kind in ("purchase", "transfer")), None)
        if supply is not None:
            self._open_from_pane("purchases" if supply.kind == "purchase" else "transfers", supply.key)

    def _open_from_pane(self, place: str, key: object) -> None:
        if place != "transfers":
            self.desk.go(place, key)
            return
        from ui.dialogs import arrivals

        arrivals.ask(self.window(), self.desk, int(str(key)))

    def show_in_queue(self, row: Row) -> None:
        """Who waits for it."""
        self.desk.jobs.read(pool_detail, row[0], done=self._show_in_queue)

    def _show_in_queue(self, pool: PoolDetail) -> None:
        if pool.lines:
            self.desk.go("backorders", pool.lines[0][0])

    # changed in the list

    def cell_written(self, row: Row, key: str, outcome: object) -> None:
        column = next(each for each in self.model.columns if each.key == key)
        if column.editor is None:
            return
        product_id, sku = value_of(LISTING, "product_id")(row), value_of(LISTING, "sku")(row)
        title = tr("{column} of {sku}", column=column.title, sku=sku)
        undo = Undo(title, restore_limit, (product_id, key, column.editor.value(row)))
        self.desk.done(tr("{what} changed.", what=title), undo)


def _place_before() -> object:
    """What was chosen when the page was last used; the places themselves are not read yet."""
    stored = str(QSettings().value(PLACE, ""))
    return int(stored) if stored.isdecimal() else stored or None


def stock_details(session: Any, pool_id: int) -> tuple[PoolDetail, Shelf, Projection]:
    """All that the pane shows."""
    return pool_detail(session, pool_id), shelf(session, pool_id), projection(session, pool_id)
