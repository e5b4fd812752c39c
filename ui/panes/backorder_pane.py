"""The pane beside the queue: the product, its supply and demand, the chosen line and what can be done."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app import wording
from app.errors import ShopError
from app.language import tr
from app.queue_views import Event, LinePane
from ui.common import fonts, icons, theme
from ui.common.buttons import button, tool
from ui.common.cells import Row
from ui.common.choice import Segments
from ui.common.dialog import fit_height
from ui.common.figures import Figures, StatusChip
from ui.common.format import Formats
from ui.common.labels import Hairline, Prose, heading, label
from ui.common.menus import Line, fill_menu
from ui.common.messages import ErrorBlock
from ui.common.rows_model import RowsModel
from ui.common.table import TableView
from ui.common.time_line import TimeLine
from ui.common.tips import tip
from ui.dialogs.boxed import stretch
from ui.panes.backorder_plan import drawing, table_columns, table_rows
from ui.panes.backorder_rows import is_bought, told
from ui.panes.backorder_words import words_of

if TYPE_CHECKING:
    from ui.panes.what_if import WhatIf

DOT = "  ·  "
LONGEST_TABLE = 16


class BackorderPane(QWidget):
    """Signals say what is wanted of the line shown; `menu` gives the lines of 'More'."""

    seat_chosen = Signal(object)
    eta_wanted = Signal()
    move_wanted = Signal()
    shipment_wanted = Signal()
    stock_wanted = Signal()
    supply_chosen = Signal(object)

    def __init__(self, formats: Formats, menu: Callable[[], list[Line]], parent: QWidget) -> None:
        super().__init__(parent)
        self._formats = formats
        self._menu_lines = menu
        self.error = ErrorBlock()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._build_product(layout)
        self._build_plan(layout)
        self._build_line(layout)
        self.hide()

    # how it is made

    def _build_product(self, layout: QVBoxLayout) -> None:
        self.title, self.subtitle = heading(), label(size=fonts.SMALL, tone="quiet")
        self.title.setWordWrap(True)
        self.subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        more = tool("dots", tr("More about the product"))
        product_menu = QMenu(more)
        product_menu.addAction(tr("Show in Stock"), self.stock_wanted.emit)
        more.setMenu(product_menu)
        top = QHBoxLayout()
        top.addWidget(self.title, stretch=1)
        top.addWidget(more, alignment=Qt.AlignmentFlag.AlignTop)
        self.figures = Figures()
        layout.addLayout(top)
        layout.addWidget(self.subtitle)
        layout.addSpacing(12)
        layout.addWidget(self.figures)
        layout.addSpacing(12)
        layout.addWidget(Hairline())
        layout.addSpacing(12)

    def _build_plan(self, layout: QVBoxLayout) -> None:
        ways = [("line", tr("Time line")), ("table", tr("Table"))]
        self.way = Segments(tr("Supply and demand"), ways)
        self.time_line = TimeLine(tr("Supply and demand as a time line"))
        self.time_line.chosen.connect(self.seat_chosen)
        self.time_line.supply_chosen.connect(self.supply_chosen)
        self.shares = RowsModel(table_columns(self._formats), parent=self)
        self.table = TableView(self.shares, tr("Supply and demand"), parent=self)
        self.table.setSelectionMode(TableView.SelectionMode.NoSelection)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.set_lead(0)
        stretch(self.table, "supply")
        self.table.hide()
        self.way.chosen.connect(self._turn_to)
        top = QHBoxLayout()
        top.addWidget(label(tr("Supply and demand"), weight=fonts.STRONG))
        top.addStretch()
        top.addWidget(self.way)
        layout.addLayout(top)
        layout.addSpacing(8)
        layout.addWidget(self.time_line)
        layout.addWidget(self.table)
        layout.addSpacing(16)
        layout.addWidget(Hairline())
        layout.addSpacing(12)

    def _turn_to(self, way: str) -> None:
        self.table.setVisible(way == "table")
        self.time_line.setVisible(way != "table")

    def _build_line(self, layout: QVBoxLayout) -> None:
        self.order, self.chip, self.prose = label(weight=fonts.STRONG), StatusChip(), Prose()
        self.order.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        top = QHBoxLayout()
        top.addWidget(self.order, stretch=1)
        top.addWidget(self.chip)
        layout.addLayout(top)
        layout.addSpacing(4)
        layout.addWidget(self.prose)
        layout.addWidget(self.error)
        layout.addSpacing(12)
        layout.addLayout(self._buttons())
        layout.addSpacing(12)
        self._events = QGridLayout()
        self._events.setHorizontalSpacing(12)
        self._events.setVerticalSpacing(4)
        self._events.setColumnStretch(1, 1)
        layout.addLayout(self._events)
        layout.addStretch()

    def _buttons(self) -> QGridLayout:
        self.eta = _wide(tr("Set ETA…"))
        self.move_goods = _wide(tr("Move reservation…"))
        self.ship = _wide(tr("Ship…"))
        self.more = _more(tr("More"))
        self.more_menu = QMenu(self.more)
        self.more_menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.more_menu.aboutToShow.connect(self._fill_menu)
        self.more.setMenu(self.more_menu)
        self.eta.clicked.connect(self.eta_wanted)
        self.move_goods.clicked.connect(self.move_wanted)
        self.ship.clicked.connect(self.shipment_wanted)
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, each in enumerate((self.eta, self.move_goods, self.ship, self.more)):
            grid.addWidget(each, place // 2, place % 2)
        return grid

    def _fill_menu(self) -> None:
        self.more_menu.clear()
        fill_menu(self.more_menu, self._menu_lines())

    # what it shows

    def show_refusal(self, error: ShopError) -> None:
        """What was wanted of this line is refused."""
        self.error.show_error(error)

    def show_line(self, row: Row, pane: LinePane, what_if: "WhatIf | None" = None) -> None:
        """A row of the list and what was read about it; of a supposition, what it changes."""
        self.error.clear()
        self._show_product(pane)
        self._show_plan(pane, what_if)
        self.order.setText(f"{told(row, 'order')}  {told(row, 'customer')}")
        self.order.setToolTip(tip(str(told(row, "customer"))))
        self.chip.show_cell(self._formats.status(told(row, "status")))
        self.prose.set_text(words_of(row, pane))
        writes = what_if is None
        self._show_next_step(row, pane, writes=writes)
        self.ship.setEnabled(writes and bool(told(row, "reserved")) and not told(row, "on_hold"))
        self.move_goods.setEnabled(writes and bool(pane.detail.head.reserved))
        self._show_events(pane.events if writes else ())
        self.show()

    def _show_next_step(self, row: Row, pane: LinePane, *, writes: bool) -> None:
        """The first button moves what comes, or orders what does not."""
        if not writes:
            self.eta.setText(tr("Change a delivery…"))
            self.eta.setEnabled(any(each.kind == "purchase" for each in pane.detail.supplies))
            return
        buys = not pane.eta_purchases and is_bought(row, pane)
        self.eta.setText(tr("New purchase…") if buys else tr("Set ETA…"))
        self.eta.setEnabled(buys or bool(pane.eta_purchases))

    def _show_product(self, pane: LinePane) -> None:
        detail, head = pane.detail, pane.detail.head
        price = wording.ten_thousandths_text(detail.price, detail.currency)
        self.title.setText(head.name)
        parts = [part for part in (head.sku, detail.supplier, price) if part]
        self.subtitle.setText(DOT.join(parts))
        text = self._formats.quantity_text
        self.figures.show_figures(
            [
                (tr("On hand"), text(head.on_hand), ""),
                (tr("Reserved"), text(head.reserved), ""),
                (tr("Available"), text(head.available), ""),
                (tr("Incoming"), text(head.incoming), ""),
                (tr("Backordered"), text(head.backordered), ""),
            ]
        )

    def _show_plan(self, pane: LinePane, what_if: "WhatIf | None") -> None:
        drawn = drawing(pane.detail, pane.line_id, self._formats, what_if)
        self.time_line.opens_supplies = what_if is not None
        self.time_line.show_plan(drawn.boxes, drawn.seats, drawn.ribbons, pane.line_id, drawn.more)
        self.shares.set_rows(table_rows(pane.detail, pane.line_id))
        fit_height(self.table, most=LONGEST_TABLE)

    def _show_events(self, events: Sequence[Event]) -> None:
        while (item := self._events.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        for line, event in enumerate(events):
            moment = datetime.fromtimestamp(event.at / 1_000_000, UTC).astimezone()
            day = label(wording.day_text(moment.date(), today=self._formats.today), fonts.SMALL, tone="quiet")
            words = label(event.text, fonts.SMALL, tone="quiet")
            words.setWordWrap(True)
            self._events.addWidget(day, line, 0, Qt.AlignmentFlag.AlignTop)
            self._events.addWidget(words, line, 1)

    def events(self) -> list[str]:
        """The sentences of the history shown."""
        found = (self._events.itemAtPosition(line, 1) for line in range(self._events.rowCount()))
        widgets = (item.widget() for item in found if item is not None)
        return [each.text() for each in widgets if isinstance(each, QLabel)]


def _wide(text: str) -> QPushButton:
    result = button(text)
    result.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return result


def _more(text: str) -> QPushButton:
    """A button with a menu: the sign stands after the word."""
    result = _wide(text)
    result.setIcon(icons.icon("chevron-down", theme.tokens().quiet, icons.IN_ROW))
    result.setIconSize(QSize(icons.IN_ROW, icons.IN_ROW))
    result.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return result
