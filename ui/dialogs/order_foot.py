"""Under a typed order: what confirming it promises, and what it comes to."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app import wording
from app.language import ntr, tr
from app.rules.sums import Sums
from app.sentences import short_reason
from ui.common import fonts
from ui.common.format import ABOUT, UNKNOWN, Formats
from ui.common.inputs import MoneyEdit, combo
from ui.common.labels import label
from ui.dialogs.order_rows import EntryLine

PROMISES_SHOWN = 4
AMOUNT_WIDTH = 100


class Promises(QWidget):
    """One line for each date that the customer is told, and the boxes that change it."""

    changed = Signal()

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self.complete = QCheckBox(tr("Ship complete"))
        self.essential = QCheckBox(tr("The date is essential: later is of no use"))
        self.not_told = QCheckBox(tr("Customer not told of the dates"))
        self._lines = [(label(weight=fonts.STRONG), label(tone="quiet")) for _ in range(PROMISES_SHOWN)]
        self._rest = label(size=fonts.SMALL, tone="quiet")
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for place, (day, words) in enumerate(self._lines):
            grid.addWidget(day, place, 0)
            grid.addWidget(words, place, 1)
        boxes = QHBoxLayout()
        boxes.setSpacing(20)
        for box in (self.complete, self.essential, self.not_told):
            box.setFont(fonts.font())
            box.toggled.connect(self.changed)
            boxes.addWidget(box)
        boxes.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self.title = label(tr("Confirming promises"), weight=fonts.STRONG)
        layout.addWidget(self.title)
        layout.addLayout(grid)
        layout.addWidget(self._rest)
        layout.addLayout(boxes)
        layout.addStretch()
        self.show_lines([])

    def show_lines(self, lines: Sequence[EntryLine]) -> None:
        """What the last answer says of each line."""
        known = [line for line in lines if line.told is not None and not line.is_refused]
        for place, (day, words) in enumerate(self._lines):
            shown = place < len(known)
            day.setVisible(shown)
            words.setVisible(shown)
            if shown:
                day.setText(_day(known[place], self._formats))
                words.setText(_promise(known[place]))
        left = len(known) - PROMISES_SHOWN
        self._rest.setVisible(left > 0)
        self._rest.setText(ntr("and {count} more line", "and {count} more lines", max(left, 0)))

    def texts(self) -> list[str]:
        """What is promised, line by line."""
        return [f"{day.text()} {words.text()}" for day, words in self._lines if not day.isHidden()]


def _day(line: EntryLine, formats: Formats) -> str:
    told = line.told
    if told is None or told.day is None:
        return UNKNOWN
    text = wording.day_text(told.day, today=formats.today)
    return f"{ABOUT} {text}" if told.estimate else text


def _promise(line: EntryLine) -> str:
    told = line.told
    assert told is not None
    facts = {"quantity": wording.quantity_text(line.quantity), "product": line.name}
    if not told.short and not told.reason:
        return tr("{quantity} {product}, reserved from the shelf", **facts)
    if told.estimate:
        return tr("{quantity} {product}, told as an estimate", **facts)
    if told.day is None:
        return tr("{quantity} {product}, without a date", **facts)
    return tr("{quantity} {product}: {reason}", **facts, reason=short_reason(told.reason, told.facts))


class SumsPanel(QWidget):
    """Goods, shipping, total with the tax within, what is paid now, and what is due."""

    changed = Signal()

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self.shipping = MoneyEdit(formats.currency, Decimal(0))
        self.paid = MoneyEdit(formats.currency, Decimal(0))
        self.way = combo(_ways())
        self._goods, self._total, self._due = (
            label(),
            label(size=15, weight=fonts.STRONG),
            label(weight=fonts.STRONG),
        )
        self._tax = label(weight=fonts.STRONG)
        self._sums: Sums | None = None
        self.paid.setEnabled(False)
        self.shipping.setAccessibleName(tr("Shipping"))
        self.paid.setAccessibleName(tr("Paid today"))
        self.way.setAccessibleName(tr("Way of payment"))
        for field in (self.shipping, self.paid):
            field.setFixedWidth(AMOUNT_WIDTH)
            field.changed.connect(self.changed)
        self.way.activated.connect(self._choose_way)
        self._before = label()
        self._before_title = label(tr("Paid before"), tone="quiet")
        self.paid_before = Decimal(0)
        self._arrange()
        self.show_paid_before(Decimal(0))

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        rows: list[tuple[QWidget, QWidget]] = [
            (label(tr("Goods"), tone="quiet"), self._goods),
            (label(tr("Shipping"), tone="quiet"), self.shipping),
            (self._tax, self._total),
            (self._before_title, self._before),
            (self.way, self.paid),
            (label(tr("Due"), weight=fonts.STRONG), self._due),
        ]
        for place, (title, amount) in enumerate(rows):
            grid.addWidget(title, place, 0)
            grid.addWidget(amount, place, 1)
            if isinstance(amount, QLabel):
                amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                amount.setContentsMargins(0, 0, 8, 0)

    def _choose_way(self) -> None:
        way = self.way.currentData()
        self.paid.setEnabled(bool(way))
        due = self._sums.total - self.paid_before if self._sums else Decimal(0)
        self.paid.set_value(max(Decimal(0), due) if way else Decimal(0))
        self.changed.emit()

    def payment(self) -> tuple[str, str]:
        """The kind of what is paid now, and its way; '' where nothing is."""
        kind, _, way = str(self.way.currentData()).rpartition(":")
        return kind or "payment", way

    def show_paid_before(self, amount: Decimal) -> None:
        """What was paid of the order already."""
        self.paid_before = amount
        self._before.setText(self._formats.money(amount).text)
        for widget in (self._before, self._before_title):
            widget.setVisible(bool(amount))

    def show_sums(self, sums: Sums) -> None:
        """Tell what the order comes to."""
        money = self._formats.money
        self._sums = sums
        self._goods.setText(money(sums.goods).text)
        self._total.setText(money(sums.total).text)
        self._tax.setText(
            tr("Total, {tax} tax included", tax=money(sums.tax).text) if sums.tax else tr("Total")
        )
        self._due.setText(money(sums.due).text)

    def texts(self) -> dict[str, str]:
        """The sums as they read."""
        return {"goods": self._goods.text(), "total": self._total.text(), "due": self._due.text()}


def _ways() -> list[tuple[str, object]]:
    return [
        (tr("Nothing paid yet"), ""),
        (tr("Paid in cash today"), "cash"),
        (tr("Paid by card today"), "card"),
        (tr("Paid by transfer"), "transfer"),
        (tr("Deposit in cash today"), "deposit:cash"),
        (tr("Deposit by card today"), "deposit:card"),
        (tr("Deposit by transfer"), "deposit:transfer"),
    ]
