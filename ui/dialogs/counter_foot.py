"""Under a counter sale: the total, how it is paid, and the change."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.actions.ordering import PaymentDraft
from app.actions.paying import VOUCHER
from app.errors import InvalidInput
from app.language import tr
from app.rules.sums import Sums
from ui.common import fonts
from ui.common.choice import Segments
from ui.common.format import Formats
from ui.common.inputs import MoneyEdit, line_edit
from ui.common.labels import field_label, label

NOTHING = Decimal(0)
AMOUNT_WIDTH = 132
CODE_WIDTH = 168
CASH = "cash"


class Payment(QWidget):
    """`given` is what the customer hands over in cash; empty means the exact amount."""

    changed = Signal()
    confirmed = Signal()
    """Enter in the field of what is given."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self._total = NOTHING
        self.way = Segments(
            tr("How it is paid"),
            [
                (CASH, tr("Cash")),
                ("card", tr("Card")),
                ("transfer", tr("Transfer")),
                (VOUCHER, tr("Voucher")),
            ],
        )
        self.code = line_edit(placeholder="XXXX-XXXX-XXXX")
        self.code.setFixedWidth(CODE_WIDTH)
        self._code_title = field_label(tr("Code of the voucher"), self.code)
        self.given = MoneyEdit(formats.currency)
        self.given.setFixedWidth(AMOUNT_WIDTH)
        self._given_title = field_label(tr("Given"), self.given)
        self._total_title = label(tr("Total"), weight=fonts.STRONG)
        self.total = label(size=fonts.TITLE, weight=fonts.STRONG)
        self._tax = label(size=fonts.SMALL, tone="quiet")
        self._change_title = label(tr("Change"), weight=fonts.STRONG)
        self.change = label(size=fonts.TITLE, weight=fonts.STRONG)
        self._arrange()
        self.way.chosen.connect(self._choose)
        self.given.changed.connect(self._typed)
        self.given.returnPressed.connect(self.confirmed)
        self.code.textEdited.connect(lambda _: self.changed.emit())
        self.code.returnPressed.connect(self.confirmed)

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.way, 0, 0)
        grid.addWidget(self._tax, 1, 0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        rows: list[tuple[QLabel, QWidget]] = [
            (self._total_title, self.total),
            (self._given_title, self.given),
            (self._change_title, self.change),
        ]
        grid.addWidget(self._code_title, 1, 1, right)
        grid.addWidget(self.code, 1, 2)
        self._code_title.hide()
        self.code.hide()
        for place, (title, amount) in enumerate(rows):
            grid.addWidget(title, place, 1, right)
            if isinstance(amount, QLabel):
                amount.setContentsMargins(0, 0, 8, 0)
                amount.setMinimumWidth(AMOUNT_WIDTH)
                amount.setAlignment(right)
            grid.addWidget(amount, place, 2)

    def show_sums(self, sums: Sums) -> None:
        """Tell what it comes to."""
        self._total = sums.total
        money = self._formats.money
        self.total.setText(money(sums.total).text)
        self._tax.setText(tr("{tax} tax included", tax=money(sums.tax).text) if sums.tax else "")
        self._show_change()

    def _choose(self, way: str) -> None:
        cash = way == CASH
        for widget in (self._given_title, self.given, self._change_title, self.change):
            widget.setVisible(cash)
        self._code_title.setVisible(way == VOUCHER)
        self.code.setVisible(way == VOUCHER)
        if way == VOUCHER:
            self.code.setFocus()
        self.changed.emit()

    def _typed(self) -> None:
        self._show_change()
        self.changed.emit()

    def problem(self) -> InvalidInput | None:
        """Why what is given cannot be taken: no amount, or too little."""
        if self.way.value() != CASH or not self.given.text().strip():
            return None
        try:
            given = self.given.value()
        except InvalidInput as error:
            return error
        if given < self._total:
            missing = self._formats.money(self._total - given).text
            return InvalidInput(
                tr("{amount} are missing.", amount=missing), tr("Type what the customer gave.")
            )
        return None

    def lacks_code(self) -> bool:
        """A voucher is to pay, and nobody said which."""
        return self.way.value() == VOUCHER and not self.code.text().strip()

    def field(self) -> QWidget:
        """What `problem` is about."""
        return self.code if self.way.value() == VOUCHER else self.given

    def draft(self, total: Decimal) -> PaymentDraft | None:
        """What is paid; None where nothing is."""
        way = str(self.way.value())
        code = self.code.text() if way == VOUCHER else ""
        return PaymentDraft(total, way, voucher=code) if total > 0 else None

    def change_due(self) -> Decimal:
        """What the customer gets back."""
        if self.way.value() != CASH or not self.given.text().strip() or self.problem() is not None:
            return NOTHING
        return self.given.value() - self._total

    def _show_change(self) -> None:
        self.change.setText(self._formats.money(self.change_due()).text)

    def clear(self) -> None:
        """For the next customer."""
        self.given.clear()
        self.code.clear()
        self._show_change()
