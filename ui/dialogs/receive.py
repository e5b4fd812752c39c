"""Receive goods: what came of a purchase, and who gets it, before it is posted."""

from decimal import Decimal

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from app import wording
from app.actions.outlooks import Outlook, outlook
from app.actions.receiving import ReceiptDraft, Received, receive
from app.actions.undoing_receipts import undo_whole_receipt
from app.errors import InvalidInput, ShopError
from app.language import tr
from app.lists.finding import FoundProduct
from app.lists.purchase_detail import OpenPurchase, PurchaseDetail, purchase_detail, whence
from ui.common.buttons import button
from ui.common.cells import Row
from ui.common.input_table import InputTable
from ui.common.inputs import DateEdit, MoneyEdit, combo, line_edit
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.common.undo import Undo
from ui.dialogs import receive_rows
from ui.dialogs.adding import adding_row
from ui.dialogs.boxed import Boxed, field_row, stretch
from ui.dialogs.paper_form import PaperDialog
from ui.dialogs.receive_rows import Counted
from ui.dialogs.receive_takers import Takers
from ui.dialogs.receive_words import act_words
from ui.dialogs.scanning import ScanField
from ui.dialogs.then_print import ThenPrint

SIZE = (1040, 690)


class ReceiveDialog(PaperDialog):
    """It opens with this purchase, with what `for_line` waits for, or with what is expected first."""

    def __init__(
        self,
        desk: Desk,
        purchase_id: int | None = None,
        parent: QWidget | None = None,
        *,
        for_line: int | None = None,
        without_purchase: bool = False,
    ) -> None:
        super().__init__(desk, tr("Receive goods"), tr("Receive"), parent)
        self._purchase_id = purchase_id
        self._without_purchase = without_purchase
        self._number = ""
        self._over_confirmed = False
        self._is_scanning = False
        # What was to come is no count yet.
        self._expected: list[Row] = []
        self._build_fields()
        self._build_tables()
        self._arrange()
        self.resize(*SIZE)
        desk.jobs.read(whence, for_line, done=self._offer, failed=self.show_error)

    def _build_fields(self) -> None:
        self.purchase = combo()
        self.purchase.setMinimumWidth(240)
        self.received_on = DateEdit(self.desk.formats.today)
        self.delivery_note = line_edit()
        self.freight = MoneyEdit(self.desk.formats.currency, Decimal(0))
        self.freight.setMaximumWidth(110)
        self._freight_given, self._day_given = self.freight.text(), self.received_on.text()
        self.purchase.activated.connect(lambda _: self._read(self.purchase.currentData()))
        self.received_on.changed.connect(self.error.clear)
        self.received_on.editingFinished.connect(self._leave_day)
        self.freight.changed.connect(self._check_freight)

    def _build_tables(self) -> None:
        formats = self.desk.formats
        self.goods = RowsModel(receive_rows.columns(formats), parent=self)
        self.goods_table = InputTable(self.goods, tr("What came"), formats.currency)
        stretch(self.goods_table, "product")
        self.takers = Takers(formats)
        self.finder = ScanField(self.desk)
        self.adding = adding_row(self.finder)
        self.adding.hide()
        self.finder.scanned.connect(self.count_up)
        self.finder.missed.connect(lambda error: self.show_error(error, self.finder))
        self.finder.left.connect(self.ok.setFocus)
        self.scan = button(tr("Scan to count"))
        self.scan.clicked.connect(self.begin_scanning)
        self.goods.edited.connect(self._typed)
        self.goods_table.left.connect(self._leave_goods)
        self.goods_table.scanned_over = self._scan_on

    def _arrange(self) -> None:
        fields = [
            (tr("Purchase"), self.purchase),
            (tr("Received on"), self.received_on),
            (tr("Delivery note"), self.delivery_note),
            (tr("Freight"), self.freight),
        ]
        top = field_row(fields)
        top.addWidget(self.scan, alignment=Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(top)
        goods = Boxed(self.goods_table, least=8)
        goods.box.addWidget(self.adding)
        self.body.addWidget(goods)
        self.body.addWidget(self.takers)
        self.then_print = ThenPrint(tr("Then print labels, pick list and packing slips"), "receive")
        self.body.addWidget(self.then_print)
        self.body.addStretch()
        self.set_act(tr("Receive"), enabled=False)
        self.hint.setText(tr("Ctrl+Enter receives"))

    # what it is filled from

    def _offer(self, found: tuple[list[OpenPurchase], int | None]) -> None:
        choices, wanted = found
        self._purchase_id = self._purchase_id or wanted
        for choice in choices:
            self.purchase.addItem(f"{choice.number}  ·  {choice.supplier}", choice.id)
        self.purchase.addItem(tr("Without a purchase"), None)
        if self._purchase_id is None and choices and not self._without_purchase:
            self._purchase_id = choices[0].id
        self.purchase.setCurrentIndex(max(0, self.purchase.findData(self._purchase_id)))
        self._read(self._purchase_id)

    def _read(self, purchase_id: int | None) -> None:
        self._purchase_id = purchase_id
        self._is_scanning = False
        self.scan.setVisible(purchase_id is not None)
        self.adding.setVisible(purchase_id is None)
        self.hint.setText(tr("Ctrl+Enter receives"))
        if purchase_id is None:
            self._number, self._expected = "", []
            self.goods.set_rows([])
            self._typed()
            self.finder.setFocus()
            return
        self.desk.jobs.read(
            purchase_detail, purchase_id, done=self._fill, failed=self.show_error, latest="purchase"
        )

    def _fill(self, purchase: PurchaseDetail) -> None:
        self._number = purchase.number
        if self.purchase.findData(purchase.id) < 0:
            self.purchase.insertItem(0, f"{purchase.number}  ·  {purchase.supplier}", purchase.id)
            self.purchase.setCurrentIndex(0)
        lines = [line for line in purchase.lines if line.incoming] or list(purchase.lines)
        self._expected = [receive_rows.row_of(receive_rows.counted_of(line)) for line in lines]
        self.goods.set_rows(self._expected)
        self._typed()
        if lines:
            self.goods_table.edit_cell(lines[0].id, "accepted")

    def begin_scanning(self) -> None:
        """Count from zero, a scan a piece."""
        self._is_scanning = True
        self.scan.hide()
        self.adding.show()
        # First: a field that is open would write its count back when it closes.
        self.goods_table.setCurrentIndex(QModelIndex())
        self.finder.setFocus()
        self._expected = receive_rows.from_zero(self.goods.rows)
        self.goods.set_rows(self._expected)
        self.hint.setText(tr("Each scan counts one; 12* before a code counts twelve."))
        self._typed()

    def count_up(self, product: FoundProduct, quantity: Decimal) -> None:
        """So many more of a product that was scanned or found."""
        from_list = self.finder.chosen is product and not self.finder.was_scanned
        by_hand = from_list and not self._is_scanning
        rows, line = receive_rows.counted_up(self.goods.rows, product, quantity)
        self.goods.set_rows(rows)
        self._typed()
        facts = {"sku": line.sku, "count": wording.quantity_text(line.accepted)}
        if line.purchase_line_id is None:
            words = tr("{sku}: {count} counted", **facts)
        else:
            words = tr("{sku}: {count} of {due}", **facts, due=wording.quantity_text(line.to_come))
        self.hint.setText(words)
        self.hint.setAccessibleName(words)
        if by_hand:
            self.goods_table.edit_cell(line.key, "accepted")
        else:
            self.goods_table.choose(line.key)
            self.finder.setFocus()

    def _scan_on(self, code: str) -> None:
        """Who scans before anything else counts by scanning."""
        if self._purchase_id is not None and not self._is_scanning:
            self.begin_scanning()
        self.finder.setFocus()
        self.finder.take_code(code)

    def _leave_goods(self) -> None:
        if self._purchase_id is None or self._is_scanning:
            self.finder.setFocus()
        else:
            self.ok.setFocus()

    # while one types

    def _counted(self) -> list[Counted]:
        return [receive_rows.of(row) for row in self.goods.rows]

    def entered(self) -> list[str]:
        counted = [receive_rows.of(row) for row in self.goods.rows if row not in self._expected]
        texts = [f"{wording.quantity_text(each.accepted)} {each.name}" for each in counted]
        texts += [self.delivery_note.text(), self.finder.text()]
        if self.freight.text() != self._freight_given:
            texts.append(f"{tr('Freight')} {self.freight.text()}")
        if self.received_on.text() != self._day_given:
            texts.append(f"{tr('Received on')} {self.received_on.text()}")
        return [text.strip() for text in texts if text.strip()]

    def draft(self) -> ReceiptDraft:
        """What is typed; InvalidInput where that is nothing that can be received."""
        for problem in self.goods.problems():
            raise InvalidInput(problem)
        return ReceiptDraft(
            tuple(receive_rows.of(row).draft() for row in self.goods.rows),
            received_on=self.day_in(self.received_on),
            delivery_note=self.delivery_note.text().strip(),
            freight=self.amount_in(self.freight),
            over_confirmed=self._over_confirmed,
            fingerprint=self.fingerprint,
        )

    def _leave_day(self) -> None:
        """What was typed and is no day is told."""
        try:
            self.day_in(self.received_on)
        except InvalidInput as error:
            self.show_problem(error)

    def _check_freight(self) -> None:
        self.error.clear()
        try:
            self.amount_in(self.freight)
        except InvalidInput as error:
            self.show_error(error)

    def _typed(self, *_: object, keeps_error: bool = False) -> None:
        self._over_confirmed = False
        self.fingerprint = ""
        came = receive_rows.total(self.goods.rows)
        back = receive_rows.rejected(self.goods.rows)
        self.set_act(act_words(came, back), enabled=bool(came or back) and not self.goods.problems())
        for problem in self.goods.problems():
            self.try_nothing()
            self.show_preview_old(old=True)
            self.show_error(InvalidInput(problem))
            return
        if not (came or back):
            self.try_nothing()
            if not keeps_error:
                self.error.clear()
            self.takers.show_nothing()
            return
        draft = ReceiptDraft(
            tuple(receive_rows.of(row).draft() for row in self.goods.rows), over_confirmed=True
        )
        self.try_out(outlook, receive, draft, keeps_error=keeps_error)

    def show_preview_old(self, *, old: bool) -> None:
        self.takers.lines.set_old(old=old)

    def show_preview(self, answer: Outlook[Received]) -> None:
        self.fingerprint = answer.fingerprint
        self.takers.show_shares(self._counted(), answer.outcome, answer.affected, self._number)

    # done

    def submit(self) -> None:
        if self.finder.is_busy:
            raise InvalidInput(tr("A code is still looked up."), tr("Receive once it is counted."))
        self.write(receive, self.draft())

    def finish(self, outcome: Received) -> None:
        came = wording.pieces_text(receive_rows.total(self.goods.rows))
        words = tr("{number}: {pieces} received.", number=outcome.number, pieces=came)
        self.desk.done(words, Undo(outcome.number, undo_whole_receipt, (outcome.receipt_id,)))
        super().finish(outcome)

    def plan_changed(self, error: ShopError) -> None:
        self._typed(keeps_error=True)

    def consent_words(self) -> str:
        return tr("Receive all the same")

    def consent(self) -> None:
        self._over_confirmed = True
        self._submit()


def ask(
    parent: QWidget | None,
    desk: Desk,
    purchase_id: int | None = None,
    *,
    for_line: int | None = None,
    without_purchase: bool = False,
) -> Received | None:
    """Receive goods, of this purchase first, or of what an order line waits for; the receipt, or None."""
    dialog = ReceiveDialog(desk, purchase_id, parent, for_line=for_line, without_purchase=without_purchase)
    outcome: Received | None = dialog.ask()
    if outcome is not None and outcome.gained and dialog.then_print.isChecked():
        from ui.dialogs import print_paper, printables  # only who prints waits for what draws

        print_paper.ask(parent, desk, printables.received(outcome.receipt_id, outcome.number))
    return outcome
