"""What lies where, what comes, and what is short."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from app.changes import Area
from app.language import tr
from app.lists.pools import PoolDetail, pool_detail
from app.lists.shelf import Shelf, shelf
from app.lists.stock import LISTING
from app.wording import quantity_text
from ui.common.cells import Cell, Column, Row
from ui.common.list_source import columns_of, value_of
from ui.common.listing_page import ListingPage, with_widths
from ui.common.page import Desk, Primary
from ui.common.steps import Step
from ui.panes.stock_pane import StockPane

KEYS = (
    "sku",
    "name",
    "location",
    "on_hand",
    "reserved",
    "available",
    "incoming",
    "next_delivery",
    "backordered",
    "minimum",
)
WIDTHS = {
    "sku": 84,
    "name": 190,
    "location": 66,
    "on_hand": 64,
    "reserved": 66,
    "available": 68,
    "incoming": 68,
    "backordered": 86,
    "next_delivery": 90,
    "minimum": 78,
}


class StockPage(ListingPage):
    """Every product at every place in one row."""

    areas = frozenset({Area.STOCK, Area.PRODUCTS, Area.PURCHASES, Area.BACKORDERS, Area.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, LISTING, stock_columns(desk))
        self.filter_bar.addWidget(self.chips)
        self.filter_bar.addStretch()
        self.stock_pane = StockPane(desk.formats, self.steps)
        self.pane.addWidget(self.stock_pane)
        self.stock_pane.hide()
        self.pool: PoolDetail | None = None

    def primary(self) -> Primary:
        return Primary(tr("Count…"), "clipboard-list", self.count)

    def empty_words(self) -> tuple[str, str]:
        return tr("No products yet. What the shop sells appears here."), tr("Bring your files…")

    def empty_act(self) -> None:
        from ui.dialogs import bring_files

        bring_files.ask(self.window(), self.desk, kind="products")

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
        self.set_status(
            tr(
                "{all} shelves  ·  {waiting} with customers waiting  ·  {short} not ordered",
                all=number["all"],
                waiting=number["waiting"],
                short=number["short"],
            ),
            tr("Available = on hand − reserved"),
        )

    # the pane

    def details_of(self, row: Row) -> tuple[Callable[..., Any], object]:
        return pool_and_shelf, row[0]

    def show_read(self, row: Row, details: tuple[PoolDetail, Shelf]) -> None:
        self.pool = details[0]
        self.steps.show_steps(self._steps(*details))
        self.stock_pane.show_pool(*details)
        self.stock_pane.show()

    def clear_pane(self) -> None:
        self.pool = None
        self.stock_pane.hide()

    def open_row(self, row: object) -> None:
        """Count it."""
        self.count()

    def _steps(self, pool: PoolDetail, shelf: Shelf) -> list[Step]:
        steps = []
        if pool.head.kind != "service":
            steps.append(Step(tr("Count…"), self.count))
        if shelf.available > 0:
            steps.append(Step(tr("Take out…"), self.take_out))
        if pool.supplies and any(each.kind == "purchase" for each in pool.supplies):
            steps.append(Step(tr("See the purchase"), self.show_purchase))
        if pool.lines:
            steps.append(Step(tr("See in the queue"), self.show_in_queue))
        return steps

    # what is done

    def count(self) -> None:
        """Ask what lies there, and show who loses by it."""
        from ui.dialogs import count

        if self.pool is not None:
            count.ask(self.window(), self.desk, self.pool.head.pool_id)

    def take_out(self) -> None:
        """Ask how many leave without an order, and why."""
        from ui.dialogs import take_out

        if self.pool is not None:
            take_out.ask(self.window(), self.desk, self.pool.head.pool_id)

    def show_purchase(self) -> None:
        """The line that brings the next of it."""
        if self.pool is not None:
            purchase = next(each for each in self.pool.supplies if each.kind == "purchase")
            self.desk.go("purchases", purchase.key)

    def show_in_queue(self) -> None:
        """Who waits for it."""
        if self.pool is not None:
            self.desk.go("backorders", self.pool.lines[0][0])


def pool_and_shelf(session: Any, pool_id: int) -> tuple[PoolDetail, Shelf]:
    """All that the pane shows."""
    return pool_detail(session, pool_id), shelf(session, pool_id)


def stock_columns(desk: Desk) -> list[Column]:
    """The list's columns, zeros quiet, minimum and maximum in one."""
    formats = desk.formats
    value = {key: value_of(LISTING, key) for key in KEYS}
    maximum, kind, next_delivery = (value_of(LISTING, key) for key in ("maximum", "kind", "next_delivery"))

    def figure(key: str, tone: str = "") -> Callable[[Row], Cell]:
        def cell(row: Row) -> Cell:
            if not value[key](row):
                return formats.quantity(0, tone="quiet") if kind(row) != "service" else Cell(said=tr("none"))
            return formats.quantity(value[key](row), tone=tone)

        return cell

    def few(row: Row) -> Cell:
        """Nothing where there is nothing to say."""
        return formats.quantity(value["incoming"](row)) if value["incoming"](row) else Cell(said=tr("none"))

    def waits(row: Row) -> Cell:
        waiting = value["backordered"](row)
        return formats.quantity(waiting, strong=True) if waiting else Cell(said=tr("none"))

    def comes(row: Row) -> Cell:
        day = next_delivery(row)
        late = day is not None and formats.today is not None and day < formats.today.toordinal()
        return formats.day(day, tone="bad" if late else "", unknown=bool(value["incoming"](row)))

    def limits(row: Row) -> Cell:
        least, most = value["minimum"](row), maximum(row)
        if least is None and most is None:
            return Cell()
        low, high = formats.quantity_text(least) or "–", formats.quantity_text(most) or "–"
        return Cell(tr("{low} to {high}", low=low, high=high), "quiet")

    cells = {
        "on_hand": figure("on_hand"),
        "reserved": figure("reserved"),
        "available": figure("available"),
        "incoming": few,
        "backordered": waits,
        "next_delivery": comes,
        "minimum": limits,
    }
    columns = with_widths(columns_of(LISTING, formats, KEYS, cells), WIDTHS)
    return [replace(each, title=tr("Min to max")) if each.key == "minimum" else each for each in columns]
