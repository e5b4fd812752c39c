"""Return: what a customer brings back of an order, fit for sale or not, replaced or paid back."""

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import wording
from app.actions.outlooks import Outlook, as_shown, outlook
from app.actions.returning import TakenBack, take_returns, undo_returns
from app.errors import InvalidInput, ShopError
from app.language import tr
from app.lists.order_detail import OrderDetail, order_detail
from app.lists.returnable import Returnable, find_returnable
from ui.common import fonts
from ui.common.input_table import InputTable
from ui.common.inputs import MoneyEdit, combo, field
from ui.common.labels import label
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.common.undo import Undo
from ui.dialogs import return_rows
from ui.dialogs.boxed import Boxed, stretch
from ui.dialogs.consequences import Consequences
from ui.dialogs.finder import Finder
from ui.dialogs.planning import PlanningDialog
from ui.dialogs.return_rows import BackRow

SIZE = (1000, 420)
NOTHING = Decimal(0)


class ReturnDialog(PlanningDialog):
    """Of the order with this id, or of one that is found here by its number or its customer."""

    def __init__(self, desk: Desk, order_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Take goods back"), tr("Take back"), parent)
        self._order: OrderDetail | None = None
        self._fingerprint = ""
        self._build()
        self._arrange(picks=order_id is None)
        self._connect()
        self.resize(*SIZE)
        self.set_act(tr("Take back"), enabled=False)
        if order_id is None:
            self.touched.show_nothing(tr("Find the order by its number, its packing slip or the customer."))
            self.order.setFocus()
        else:
            self._read(order_id)

    def _build(self) -> None:
        formats = self.desk.formats
        self.order = Finder(self.desk, find_returnable, self._order_words, keeps=True)
        self.order.setPlaceholderText(tr("Order number, packing slip or customer"))
        self.customer = label(size=fonts.PANE_TITLE, weight=fonts.STRONG)
        self.goods = RowsModel(return_rows.columns(formats), parent=self)
        self.table = InputTable(self.goods, tr("What comes back"), formats.currency)
        stretch(self.table, "product")
        self.way = combo(
            [
                (tr("Nothing is paid back"), ""),
                (tr("Paid back in cash"), "cash"),
                (tr("Paid back to the card"), "card"),
                (tr("Paid back by transfer"), "transfer"),
            ]
        )
        self.way.setAccessibleName(tr("How it is paid back"))
        self.refund = MoneyEdit(formats.currency, NOTHING)
        self.refund.setAccessibleName(tr("Amount paid back"))
        self.refund.setMaximumWidth(120)
        self.refund.setEnabled(False)
        self.worth = label(tone="quiet")
        self.touched = Consequences(formats)

    def _arrange(self, *, picks: bool) -> None:
        self.picker = field(tr("Order"), self.order)
        self.picker.setVisible(picks)
        self.picker.setMaximumWidth(420)
        money = QHBoxLayout()
        money.setSpacing(12)
        for part in (self.way, self.refund, self.worth):
            money.addWidget(part)
        money.addStretch()
        for widget in (self.picker, self.customer, Boxed(self.table, least=3)):
            self.body.addWidget(widget)
        self.body.addLayout(money)
        self.body.addWidget(self.touched)
        self.body.addStretch()
        self.hint.setText(tr("Ctrl+Enter takes it back"))

    def _connect(self) -> None:
        self.order.found.connect(lambda found: self._read(found.id))
        self.order.missed.connect(lambda error: self.show_error(error, self.order))
        self.goods.edited.connect(self._typed)
        self.table.left.connect(self.way.setFocus)
        self.way.activated.connect(self._choose_way)
        self.refund.changed.connect(self._typed)

    def _order_words(self, found: Returnable) -> str:
        day = wording.day_text(found.ordered_on, today=self.desk.formats.today)
        return "  ·  ".join(part for part in (found.number, found.customer, day) if part)

    # the order

    def _read(self, order_id: int) -> None:
        self.error.clear()
        self.desk.jobs.read(order_detail, order_id, done=self._fill, failed=self.show_error, latest="order")

    def _fill(self, order: OrderDetail) -> None:
        self._order = order
        self.setWindowTitle(tr("Take goods of {number} back", number=order.number))
        self.customer.setText("  ·  ".join(part for part in (order.number, order.customer) if part))
        lines = [line for line in order.lines if line.shipped > line.returned]
        self.goods.set_rows(return_rows.row_of(BackRow(line)) for line in lines)
        self._typed()
        if lines:
            self.table.edit_cell(lines[0].id, "back")
        else:
            self.touched.show_nothing(tr("Nothing of this order has left, or all of it is back."))

    def _rows(self) -> list[BackRow]:
        """Those of which something comes back."""
        rows = [return_rows.of(row) for row in self.goods.rows]
        return [row for row in rows if row.back]

    def _choose_way(self) -> None:
        has_way = bool(self.way.currentData())
        self.refund.setEnabled(has_way)
        self.refund.set_value(self._suggested() if has_way else NOTHING)
        self._typed()

    def _suggested(self) -> Decimal:
        """What was paid for the goods, no more than was paid at all; nothing for what is replaced."""
        worth = sum((row.worth for row in self._rows() if not row.replace), NOTHING)
        paid = Decimal(self._order.paid).scaleb(-2) if self._order else NOTHING
        return max(NOTHING, min(worth, paid))

    # while one types

    def entered(self) -> list[str]:
        return [f"{wording.quantity_text(row.back or NOTHING)} {row.line.name}" for row in self._rows()]

    def _read_refund(self) -> Decimal:
        return self.refund.value() if self.way.currentData() else NOTHING

    def _typed(self, *_: object, keeps_error: bool = False) -> None:
        self._fingerprint = ""
        self.set_act(tr("Take back"), enabled=False)
        rows = self._rows()
        worth = sum((row.worth for row in rows), NOTHING)
        amount = self.desk.formats.money(worth).text
        self.worth.setText(tr("The customer paid {amount} for it.", amount=amount) if worth else "")
        try:
            for problem in self.goods.problems():
                raise InvalidInput(problem)
            refund = self._read_refund()
        except InvalidInput as error:
            self.try_nothing()
            self.show_error(error, None if self.goods.problems() else self.refund)
            return
        if not rows:
            self.try_nothing()
            self.error.clear()
            self.touched.show_nothing(tr("Type how much comes back.") if self.goods.rows else "")
            return
        self.try_out(
            outlook,
            take_returns,
            [row.draft() for row in rows],
            refund=refund,
            way=str(self.way.currentData()),
            keeps_error=keeps_error,
        )

    def show_preview_old(self, *, old: bool) -> None:
        self.touched.lines.set_old(old=old)

    def show_preview(self, answer: Outlook[TakenBack]) -> None:
        self._fingerprint = answer.fingerprint
        self.touched.show_answer(answer)
        pieces = sum((row.back or NOTHING for row in self._rows()), NOTHING)
        self.set_act(tr("Take {pieces} back", pieces=wording.pieces_text(pieces)))

    def show_preview_refused(self, error: ShopError) -> None:
        self.touched.show_nothing()
        super().show_preview_refused(error)

    # done

    def submit(self) -> None:
        drafts = [row.draft() for row in self._rows()]
        way = str(self.way.currentData())
        self.write(as_shown(take_returns, self._fingerprint), drafts, refund=self._read_refund(), way=way)

    def _written(self, outcome: Any) -> None:
        pieces = wording.pieces_text(sum((row.back or NOTHING for row in self._rows()), NOTHING))
        words = tr("{number}: {pieces} came back.", number=outcome.number, pieces=pieces)
        self.desk.done(words, Undo(tr("return {number}", number=outcome.number), undo_returns, (outcome,)))
        super()._written(outcome)

    def plan_changed(self, error: ShopError) -> None:
        self._typed(keeps_error=True)


def ask(parent: QWidget | None, desk: Desk, order_id: int | None = None) -> TakenBack | None:
    """Take goods back; what was taken, or None."""
    outcome: TakenBack | None = ReturnDialog(desk, order_id, parent).ask()
    return outcome
