"""At the counter: goods that are not there, and the three ways out."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import wording
from app.language import tr
from ui.common.buttons import button
from ui.dialogs.counter_rows import SaleRow
from ui.dialogs.notes import Notes

NOTHING = Decimal(0)


class Lacks(QWidget):
    """Takes no room while everything is there."""

    sold_rest = Signal()
    ordered = Signal()
    lost = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = Notes("ban", "bad")
        self.sell_rest = button(tr("Sell what is there"))
        self.order_it = button(tr("Order it…"))
        self.lose = button(tr("Record lost sale"))
        self.ways = QWidget()
        ways = QHBoxLayout(self.ways)
        ways.setContentsMargins(24, 0, 0, 0)
        ways.setSpacing(8)
        for each in (self.sell_rest, self.order_it, self.lose):
            ways.addWidget(each)
        ways.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.words)
        layout.addWidget(self.ways)
        self.sell_rest.clicked.connect(self.sold_rest)
        self.order_it.clicked.connect(self.ordered)
        self.lose.clicked.connect(self.lost)
        self.hide()

    def show_row(self, row: SaleRow | None) -> None:
        """Say what of a row is not there; None: all is."""
        self.setVisible(row is not None)
        if row is None:
            self.words.say([])
            return
        text = wording.quantity_text
        facts = {"short": text(row.short), "product": row.name, "available": text(row.available or NOTHING)}
        self.words.say([tr("Missing of {product}: {short}. Available: {available}.", **facts)])
        self.sell_rest.setText(
            tr("Sell {quantity}", quantity=text(row.available)) if row.available else tr("Leave it out")
        )
