"""What an order's lines cost more than they should: seen, entered, taken off."""

from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from app.actions.costs import ENTERED, CostDraft, enter_cost, remove_cost
from app.cost_words import cause_choices
from app.errors import InvalidInput
from app.happenings import cause_text
from app.language import tr
from app.lists.order_costs import CostDetail, OrderCosts, order_costs
from app.state_words import cost_text
from app.wording import hundredths_text
from ui.common import fonts
from ui.common.buttons import button
from ui.common.inputs import DateEdit, MoneyEdit, combo, field, line_edit
from ui.common.labels import heading, label
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.boxed import field_row
from ui.dialogs.paper_form import PaperDialog

WIDTH = 640
CENTS = -2
SHOWN = 10


class OrderCostsDialog(PaperDialog):
    """The newest entries with a button each; what was computed may be taken off too."""

    def __init__(self, desk: Desk, told: OrderCosts, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Costs of {number}", number=told.number), tr("Enter cost"), parent)
        self._told = told
        self.line = combo([(f"{each.sku}  {each.name}", each.id) for each in told.lines])
        self.kind = combo([(cost_text(str(kind)), str(kind)) for kind in ENTERED])
        self.amount = MoneyEdit(told.currency)
        self.cost_on = DateEdit(desk.formats.today)
        self.reason = combo(cause_choices())
        self.note = line_edit()
        self.takes_off = [self._taking_off(entry) for entry in told.entries[-SHOWN:]]
        self._arrange()
        for changed in (self.amount.changed, self.cost_on.changed, self.note.textEdited):
            changed.connect(lambda *_: self.error.clear())
        self.resize(WIDTH, self.sizeHint().height())
        self.amount.setFocus()

    def _arrange(self) -> None:
        self.amount.setMaximumWidth(120)
        first: list[tuple[str, QWidget]] = [
            (tr("Kind"), self.kind),
            (tr("Amount"), self.amount),
            (tr("Day"), self.cost_on),
        ]
        second: list[tuple[str, QWidget]] = [(tr("Why it was late"), self.reason), (tr("Note"), self.note)]
        self.body.addWidget(field(tr("Line"), self.line))
        self.body.addLayout(field_row(first))
        self.body.addLayout(field_row(second))
        if self.takes_off:
            self.body.addWidget(heading(tr("So far")))
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(4)
            grid.setColumnStretch(1, 1)
            for line, widgets in enumerate(self.takes_off):
                for column, widget in enumerate(widgets):
                    grid.addWidget(widget, line, column)
            self.body.addLayout(grid)
        else:
            self.body.addWidget(
                label(tr("Nothing was entered or computed for this order yet."), tone="quiet")
            )
        self.body.addStretch()

    def _taking_off(self, entry: CostDetail) -> tuple[QWidget, ...]:
        amount = hundredths_text(entry.amount, self._told.currency)
        facts = (
            entry.sku,
            cost_text(entry.kind),
            cause_text(entry.cause) if entry.cause else "",
            tr("computed") if entry.computed else entry.note,
        )
        words = label("  ·  ".join(each for each in facts if each))
        words.setWordWrap(True)
        words.setMinimumWidth(1)
        take_off = button(tr("Take off"))
        take_off.setAccessibleName(tr("Take off {amount}", amount=amount))
        take_off.clicked.connect(partial(self.take_off, entry))
        day = label(self.desk.formats.day(entry.cost_on).text, fonts.SMALL, tone="quiet")
        return day, words, label(amount), take_off

    def draft(self) -> CostDraft:
        """What is typed; InvalidInput where that is no cost."""
        self.cause = self.amount
        amount = self.amount.value()
        if amount <= 0:
            raise InvalidInput(tr("This is no amount."), tr("Type an amount of money, more than zero."))
        return CostDraft(
            int(self.line.currentData()),
            str(self.kind.currentData()),
            amount,
            self.day_in(self.cost_on),
            str(self.reason.currentData()),
            " ".join(self.note.text().split()),
        )

    def submit(self) -> None:
        draft = self.draft()
        self._words = hundredths_text(int(draft.amount.scaleb(-CENTS)), self._told.currency)
        self.write(enter_cost, draft)

    def finish(self, outcome: int | None) -> None:
        if outcome is not None:
            facts = {"amount": self._words, "number": self._told.number}
            undo = Undo(tr("Cost of {amount}", **facts), remove_cost, (outcome,))
            self.desk.done(tr("{amount} is entered for {number}.", **facts), undo)
        super().finish(outcome)

    def take_off(self, entry: CostDetail) -> None:
        """It was entered by mistake, or did not arise."""
        self.desk.jobs.write(
            remove_cost, entry.id, done=lambda _: self._taken_off(entry), failed=self.show_error
        )

    def _taken_off(self, entry: CostDetail) -> None:
        facts = {
            "amount": hundredths_text(entry.amount, self._told.currency),
            "number": self._told.number,
        }
        draft = CostDraft(
            entry.line_id,
            entry.kind,
            Decimal(entry.amount).scaleb(CENTS),
            date.fromordinal(entry.cost_on),
            entry.cause,
            entry.note,
        )
        undo = Undo(tr("Taking {amount} off", **facts), enter_cost, (draft,))
        self.desk.done(tr("{amount} is taken off {number}.", **facts), undo)
        super().finish(None)

    def entered(self) -> list[str]:
        return [text for text in (self.amount.text().strip(), self.note.text().strip()) if text]


def ask(parent: QWidget | None, desk: Desk, order_id: int) -> None:
    """Show what the order's lines cost, and enter more."""

    def show(told: OrderCosts) -> None:
        OrderCostsDialog(desk, told, parent).ask()

    desk.jobs.read(order_costs, order_id, done=show, latest="order costs")
