"""A voucher given by hand: how much, until when, and for which late line, if any."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.actions.vouchers import Given, VoucherDraft, give_voucher, reverse_voucher, usual_expiry
from app.codes import grouped
from app.errors import InvalidInput
from app.language import tr
from app.lists.customer_detail import CustomerDetail
from ui.common.inputs import DateEdit, MoneyEdit, combo, field, line_edit
from ui.common.labels import label
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.boxed import field_row
from ui.dialogs.paper_form import PaperDialog
from ui.dialogs.then_print import ThenPrint

WIDTH = 560


class GiveVoucherDialog(PaperDialog):
    """With a line its customer hears of it by letter; it can be printed at once either way."""

    def __init__(self, desk: Desk, customer: CustomerDetail, parent: QWidget | None = None) -> None:
        name = customer.card["name"]
        super().__init__(desk, tr("Voucher for {name}", name=name), tr("Give voucher"), parent)
        self._customer = customer
        self._formats = desk.formats
        self.amount = MoneyEdit(desk.formats.currency)
        self.amount.setMaximumWidth(120)
        self.unit = combo([(tr("money"), "money"), (tr("points"), "points")])
        self.until = DateEdit(desk.formats.today, none_means=tr("never"))
        lines = [(f"{each.order}  {each.product}", each.id) for each in customer.lines]
        self.line = combo([(tr("nothing in particular"), None), *lines])
        self.note = line_edit()
        self.then = ThenPrint(tr("Print it"), "voucher")
        self.body.addLayout(
            field_row([(tr("Worth"), self.amount), (tr("In"), self.unit), (tr("Valid until"), self.until)])
        )
        self.body.addWidget(field(tr("For the delay of"), self.line))
        self.body.addWidget(field(tr("Words on the voucher"), self.note))
        self.body.addWidget(
            label(tr("What is given for a line lapses when that line is cancelled."), tone="quiet")
        )
        self.body.addWidget(self.then, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch()
        for changed in (self.amount.changed, self.until.changed):
            changed.connect(self.error.clear)
        self.resize(WIDTH, self.sizeHint().height())
        self.amount.setFocus()
        desk.jobs.read(usual_expiry, done=self.until.set_value, failed=self.show_error)

    def draft(self) -> VoucherDraft:
        """What is typed; InvalidInput where that is no voucher."""
        self.cause = self.amount
        amount = self.amount.value() if self.amount.text().strip() else Decimal(0)
        if amount <= 0:
            raise InvalidInput(tr("This is no amount."), tr("Type an amount, more than zero."))
        until = self.day_in(self.until)
        return VoucherDraft(
            self._customer.id,
            amount,
            str(self.unit.currentData()),
            until,
            self.line.currentData(),
            self.note.text(),
        )

    def submit(self) -> None:
        self.write(give_voucher, self.draft())

    def finish(self, outcome: Given | None) -> None:
        if outcome is not None:
            words = tr("Voucher {code} is given.", code=grouped(outcome.code))
            undo = Undo(
                tr("Voucher {code}", code=grouped(outcome.code)), reverse_voucher, (outcome.voucher_id,)
            )
            self.desk.done(words, undo)
        super().finish(outcome)

    def entered(self) -> list[str]:
        return [each for each in (self.amount.text().strip(), self.note.text().strip()) if each]


def ask(parent: QWidget | None, desk: Desk, customer: CustomerDetail) -> Given | None:
    """Give a voucher, and print it where that is ticked."""
    dialog = GiveVoucherDialog(desk, customer, parent)
    outcome: Given | None = dialog.ask()
    if outcome is not None and dialog.then.isChecked():
        print_voucher(parent, desk, outcome.voucher_id, outcome.code)
    return outcome


def print_voucher(parent: QWidget | None, desk: Desk, voucher_id: int, code: str) -> None:
    """What is left on it."""
    from ui.dialogs import print_paper
    from ui.dialogs.printables import of_vouchers

    print_paper.ask(parent, desk, [of_vouchers([voucher_id], grouped(code))])
