"""Money of an order: what was paid, set against goods to come, or given back."""

from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from app.actions.ordering import PaymentDraft
from app.actions.paying import VOUCHER, record_payment, remove_payment
from app.codes import grouped
from app.errors import InvalidInput
from app.language import tr
from app.lists.order_detail import OrderDetail, PaymentDetail
from app.state_words import payment_text, way_text
from ui.common import fonts
from ui.common.buttons import button
from ui.common.inputs import DateEdit, MoneyEdit, combo, field, line_edit
from ui.common.labels import heading, label
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.boxed import field_row
from ui.dialogs.notes import Notes
from ui.dialogs.paper_form import PaperDialog
from ui.dialogs.voucher_field import VoucherField

WIDTH = 620
CENTS = -2
SHOWN = 8
WAYS = ("card", "cash", "transfer", "cheque", VOUCHER)


class PaymentDialog(PaperDialog):
    """Offers what is due; payments recorded by mistake can be taken off."""

    def __init__(self, desk: Desk, order: OrderDetail, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Payment for {number}", number=order.number), tr("Record payment"), parent)
        self._order = order
        self._formats = desk.formats.in_currency(order.currency)
        self.kind = combo([(payment_text(kind), kind) for kind in ("payment", "deposit", "refund")])
        self.amount = MoneyEdit(self._formats.currency)
        self.way = combo([(way_text(way), way) for way in WAYS])
        self.paid_on = DateEdit(desk.formats.today)
        self.note = line_edit()
        self.voucher = VoucherField(desk.jobs)
        self.voucher.hide()
        self.sums = label(tone="quiet")
        self.beyond = Notes()
        self.takes_off = [self._taking_off(payment) for payment in order.payments[-SHOWN:]]
        self._arrange()
        self.kind.activated.connect(lambda _: self._offer())
        self.way.activated.connect(lambda _: self._choose_way())
        self.voucher.found.connect(self._offer_left)
        self.voucher.code.textEdited.connect(self._typed)
        for changed in (self.amount.changed, self.paid_on.changed, self.note.textEdited):
            changed.connect(self._typed)
        self._offer()
        self.resize(WIDTH, self.sizeHint().height())
        self.amount.setFocus()

    def _arrange(self) -> None:
        fields: list[tuple[str, QWidget]] = [
            (tr("Kind"), self.kind),
            (tr("Amount"), self.amount),
            (tr("Way of payment"), self.way),
            (tr("Paid on"), self.paid_on),
        ]
        self.amount.setMaximumWidth(120)
        self.body.addWidget(self.sums)
        self.body.addLayout(field_row(fields))
        self.body.addWidget(self.voucher)
        self.body.addWidget(self.beyond)
        self.body.addWidget(field(tr("Note"), self.note))
        if self.takes_off:
            self.body.addWidget(heading(tr("Recorded so far")))
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(4)
            grid.setColumnStretch(1, 1)
            for line, widgets in enumerate(self.takes_off):
                for column, widget in enumerate(widgets):
                    grid.addWidget(widget, line, column)
            self.body.addLayout(grid)
        self.body.addStretch()
        facts = {
            "total": self._formats.money(self._order.total).text,
            "paid": self._formats.money(self._order.paid).text,
            "due": self._formats.money(self._order.due).text,
        }
        self.sums.setText(tr("Total {total}  ·  paid {paid}  ·  due {due}", **facts))

    def _taking_off(self, payment: PaymentDetail) -> tuple[QWidget, ...]:
        amount = self._formats.money(-payment.amount if payment.kind == "refund" else payment.amount).text
        code = grouped(payment.voucher)
        facts = (payment_text(payment.kind), way_text(payment.way), code, payment.note)
        words = "  ·  ".join(each for each in facts if each)
        take_off = button(tr("Take off"))
        take_off.setAccessibleName(tr("Take off {amount}", amount=amount))
        take_off.clicked.connect(partial(self.take_off, payment))
        day = label(self._formats.day(payment.paid_on).text, fonts.SMALL, tone="quiet")
        return day, label(words), label(amount), take_off

    def offer_refund(self) -> None:
        """Begin with what was paid too much."""
        self.kind.setCurrentIndex(self.kind.findData("refund"))
        self._offer()
        self._offer_way_back()

    def _offer_way_back(self) -> None:
        """As it was paid last."""
        paid = [each.way for each in self._order.payments if each.kind != "refund" and each.way in WAYS]
        if paid:
            self.way.setCurrentIndex(self.way.findData(paid[-1]))
            self._choose_way()

    def _offer(self) -> None:
        """What is due, or what was paid too much."""
        due = Decimal(self._order.due).scaleb(CENTS)
        offered = -due if self.kind.currentData() == "refund" else due
        self.amount.set_value(max(Decimal(0), offered))
        self.set_act(tr("Record refund") if self.kind.currentData() == "refund" else tr("Record payment"))
        self._offered = self.amount.text()
        self.beyond.say([])

    def _choose_way(self) -> None:
        """A voucher has a code; money goes back to the one that paid."""
        pays = self.way.currentData() == VOUCHER
        self.voucher.setVisible(pays)
        if pays and self.kind.currentData() == "refund" and not self.voucher.text():
            paid = [each.voucher for each in self._order.payments if each.voucher]
            self.voucher.show_code(grouped(paid[-1]) if paid else "")
        if pays and not self.voucher.text():
            self.voucher.code.setFocus()
        self.resize(WIDTH, max(self.height(), self.sizeHint().height()))

    def _offer_left(self, left: Decimal) -> None:
        """No more than is on it, as long as nobody typed another amount."""
        if self.kind.currentData() != "refund" and left and self.amount.text() == self._offered:
            due = max(Decimal(0), Decimal(self._order.due).scaleb(CENTS))
            self.amount.set_value(min(due, left))
            self._offered = self.amount.text()

    def _typed(self, *_: object) -> None:
        self.error.clear()
        self.beyond.say([])
        try:
            self._say_beyond(self.draft())
        except InvalidInput as error:
            self.show_error(error)

    def _say_beyond(self, draft: PaymentDraft) -> None:
        """More than is due may be right, or a slip of the finger."""
        due = max(Decimal(0), Decimal(self._order.due).scaleb(CENTS))
        more = draft.amount - due
        if draft.kind != "refund" and more > 0:
            self.beyond.say([tr("{amount} more than is due.", amount=self._formats.money(more).text)])

    def draft(self) -> PaymentDraft:
        """What is typed; InvalidInput where that is no payment."""
        self.cause = self.amount
        amount = self.amount.value()
        if amount <= 0:
            raise InvalidInput(tr("This is no amount."), tr("Type an amount of money, more than zero."))
        paid_on = self.day_in(self.paid_on)
        way, kind = str(self.way.currentData()), str(self.kind.currentData())
        note = " ".join(self.note.text().split())
        if way != VOUCHER:
            return PaymentDraft(amount, way, kind, paid_on, note)
        self.cause = self.voucher.code
        return PaymentDraft(amount, way, kind, paid_on, note, self.voucher.text())

    def submit(self) -> None:
        draft = self.draft()
        self._told = self._formats.money(draft.amount).text
        self.write(record_payment, self._order.id, draft)

    def finish(self, outcome: int | None) -> None:
        facts = {"amount": self._told, "number": self._order.number}
        if outcome is not None:
            words = tr("{amount} is recorded for {number}.", **facts)
            self.desk.done(words, Undo(tr("Payment of {amount}", **facts), remove_payment, (outcome,)))
        super().finish(outcome)

    def take_off(self, payment: PaymentDetail) -> None:
        """It was recorded by mistake."""
        self._told = self._formats.money(payment.amount).text
        self.desk.jobs.write(
            remove_payment, payment.id, done=lambda _: self._taken_off(payment), failed=self.show_error
        )

    def _taken_off(self, payment: PaymentDetail) -> None:
        draft = PaymentDraft(
            Decimal(payment.amount).scaleb(CENTS),
            payment.way,
            payment.kind,
            None,
            payment.note,
            payment.voucher,
        )
        facts = {"amount": self._told, "number": self._order.number}
        words = tr("{amount} is taken off {number}.", **facts)
        undo = Undo(tr("Taking {amount} off", **facts), record_payment, (self._order.id, draft))
        self.desk.done(words, undo)
        super().finish(None)

    def entered(self) -> list[str]:
        typed = [self.amount.text()] if self.amount.text() != self._offered else []
        return [*typed, *filter(None, [self.note.text().strip(), self.voucher.text()])]


def ask(parent: QWidget | None, desk: Desk, order: OrderDetail, *, refunds: bool = False) -> int | None:
    """Record a payment of an order, or first of all a refund; its id, or None."""
    dialog = PaymentDialog(desk, order, parent)
    if refunds:
        dialog.offer_refund()
    outcome: int | None = dialog.ask()
    return outcome
