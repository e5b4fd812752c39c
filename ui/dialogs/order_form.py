"""What order entry and the editing of an order share: terms, lines, sums, and who slips while one types."""

from decimal import Decimal

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import wording
from app.actions.order_outlook import LineTold, OrderOutlook
from app.actions.ordering import PaymentDraft
from app.actions.selling import LostSale, record_lost_sale
from app.errors import InvalidInput, ShopError
from app.language import tr
from app.rules.sums import order_sums
from ui.common.inputs import DateEdit, combo, line_edit
from ui.common.page import Desk
from ui.dialogs.address import AddressField, address_text
from ui.dialogs.boxed import field_row
from ui.dialogs.finder import customer_finder
from ui.dialogs.order_foot import Promises, SumsPanel
from ui.dialogs.order_lines import OrderLines
from ui.dialogs.paper_form import NOTHING, PaperForm

SIZE = (1080, 650)
WHOLE = Decimal(100)


class OrderForm(PaperForm):
    """The form of a new order and of one that is edited."""

    def __init__(self, desk: Desk, title: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, title, act, parent)
        self._build()
        self._arrange()
        self._connect()
        self.resize(*SIZE)

    # for subclasses

    def name_plan(self, number: str) -> None:
        """The plan that is shown is that of the order with this number."""

    def _build(self) -> None:
        self.customer = customer_finder(self.desk)
        self.customer.setMinimumWidth(200)
        self.wanted = DateEdit(none_means=tr("No wish"))
        self.goods = combo([(tr("Send to customer"), False), (tr("Customer picks up"), True)])
        self.reference = line_edit()
        self.priority = combo([(tr("Normal"), 0), (tr("High"), 1)])
        self.location = combo()
        self.lines = OrderLines(self.desk, self)
        self.promises = Promises(self.desk.formats)
        self.sums = SumsPanel(self.desk.formats)
        self.address = AddressField(self.desk)
        self.note = line_edit(placeholder=tr("Note for the shop"))
        self.note.setAccessibleName(tr("Note for the shop"))

    def _arrange(self) -> None:
        fields: list[tuple[str, QWidget]] = [
            (tr("Customer"), self.customer),
            (tr("Wanted by"), self.wanted),
            (tr("Goods"), self.goods),
            (tr("Customer reference"), self.reference),
            (tr("Priority"), self.priority),
            (tr("Leaves from"), self.location),
        ]
        self.body.addLayout(field_row(fields))
        self.offer_places([])
        where = QHBoxLayout()
        where.setSpacing(12)
        where.addWidget(self.address, stretch=3)
        where.addWidget(self.note, stretch=2)
        self.body.addLayout(where)
        self.body.addWidget(self.lines.box)
        foot = QHBoxLayout()
        foot.addWidget(self.promises, stretch=1)
        foot.addWidget(self.sums)
        self.body.addLayout(foot)
        self.body.addStretch()
        keys = (
            tr("Ctrl+Enter confirms"),
            tr("F3 adds a product"),
            tr("F4 substitutes"),
            tr("Alt+↑ ↓ moves the line"),
            tr("Ctrl+Del removes it"),
        )
        self.hint.setText("  ·  ".join(keys))

    def _connect(self) -> None:
        self.customer.missed.connect(lambda error: self.show_error(error, self.customer))
        self.lines.refused.connect(self.show_error)
        self.lines.finder.left.connect(self.go_on)
        self.lines.panel.lost.connect(self.record_lost)
        for changed in (self.lines.typed, self.wanted.changed, self.promises.changed, self.sums.changed):
            changed.connect(self.typed)
        for words in (self.reference.textEdited, self.note.textEdited, self.address.changed):
            words.connect(self.error.clear)
        for choice in (self.goods, self.priority, self.location):
            choice.activated.connect(lambda _: self.typed())
        self.wanted.editingFinished.connect(self.leave_day)
        for keys, act in self.lines.shortcuts():
            QShortcut(QKeySequence(keys), self, act)

    def offer_places(self, found: list[tuple[int, str]]) -> None:
        """Where goods can leave from; nothing to choose where there is one place."""
        for location_id, name in found:
            self.location.addItem(name, location_id)
        holder = self.location.parentWidget() or self.location
        holder.setHidden(len(found) < 2)

    # while one types

    def texts(self) -> list[str]:
        wanted = self.wanted.readable()
        texts = [self.customer.text(), "" if wanted is None else wording.day_text(wanted)]
        texts += [self.reference.text(), self.note.text(), self.lines.finder.text()]
        texts += [address_text(self.address.address()), *self._typed_amounts()]
        texts += [
            f"{wording.quantity_text(entry.quantity)} {entry.name}"
            for entry in self.lines.entries()
            if entry.draft() not in self.given
        ]
        return texts

    def refuse_half_typed(self) -> None:
        """InvalidInput where what is typed cannot be an order, with the field that is the cause."""
        self.cause = None
        if self.customer.is_unknown:
            words = tr("No customer '{words}' is chosen.", words=self.customer.text().strip())
            self.refuse(self.customer, words, tr("Choose one of the list."))
        for problem in self.lines.model.problems():
            raise InvalidInput(problem)
        if any(entry.discount > WHOLE for entry in self.lines.entries()):
            raise InvalidInput(tr("A discount is at most 100 %."), tr("Lower it, or set the price to zero."))
        if not self.lines.entries():
            self.refuse(self.lines.finder, tr("The order has no lines."), tr("Add a product."))

    def _typed_amounts(self) -> list[str]:
        fields = ((self.sums.shipping, tr("Shipping")), (self.sums.paid, tr("Paid today")))
        return [
            f"{title} {each.text()}"
            for each, title in fields
            if each.text().strip() and each.text() != self.desk.formats.money(NOTHING).text
        ]

    def payments(self) -> tuple[PaymentDraft, ...]:
        """What is paid now."""
        amount = self.amount_in(self.sums.paid)
        kind, way = self.sums.payment()
        return (PaymentDraft(amount, way, kind),) if amount and way else ()

    def chosen_priority(self) -> int | None:
        """None where it is the customer's own."""
        customer, priority = self.customer.chosen, int(self.priority.currentData())
        return None if customer is not None and customer.priority == priority else priority

    def offer_priority(self, priority: int) -> None:
        """Choose this one, among the usual ones or beside them."""
        if self.priority.findData(priority) < 0:
            self.priority.addItem(tr("Priority {number}", number=priority), priority)
        self.priority.setCurrentIndex(self.priority.findData(priority))

    def typed(self, *_: object, keeps_error: bool = False) -> None:
        self.address.set_picks_up(picks_up=bool(self.goods.currentData()))
        self.lines.location_id = self.location.currentData() or self.lines.location_id
        super().typed(keeps_error=keeps_error)

    def has_lines(self) -> bool:
        return bool(self.lines.entries())

    def problem_of_lines(self) -> InvalidInput | None:
        return self.lines.problem()

    def read_fields(self) -> None:
        self.day_in(self.wanted)
        self.amount_in(self.sums.shipping)
        self.amount_in(self.sums.paid)

    def show_untried(self) -> None:
        self.promises.show_lines(self.lines.entries())
        self.lines.show_panel()

    def show_sums(self) -> None:
        amounts = []
        for field in (self.sums.shipping, self.sums.paid):
            try:
                amounts.append(max(NOTHING, field.value()))
            except InvalidInput:
                amounts.append(NOTHING)
        amounts[1] += self.sums.paid_before
        self.sums.show_sums(order_sums([entry.priced() for entry in self.lines.entries()], *amounts))

    def show_preview(self, answer: OrderOutlook) -> None:
        self.fingerprint = answer.fingerprint
        self.name_plan(answer.number)
        self.lines.show_told(answer.lines, answer.slipping)
        self.promises.show_lines(self.lines.entries())

    # a sale that is lost

    def record_lost(self) -> None:
        """What is short of the chosen line counts as demand all the same: a write of its own."""
        line = self.lines.chosen()
        if line is None or line.told is None:
            return
        customer_id = self.customer.chosen.id if self.customer.chosen else None
        lost = LostSale(line.product_id, line.told.short, customer_id=customer_id)
        quantity = wording.quantity_text(lost.quantity)
        words = tr("Lost sale recorded: {quantity} {sku}", quantity=quantity, sku=line.sku)
        self.lines.panel.setEnabled(False)
        self.desk.jobs.write(
            record_lost_sale, lost, done=lambda _: self._lost(line.key, words), failed=self._not_lost
        )

    def _lost(self, key: int, words: str) -> None:
        self.lines.panel.setEnabled(True)
        self.hint.setText(words)
        if self.lines.table.choose(key):
            self.lines.sell_what_is_there()

    def _not_lost(self, error: ShopError) -> None:
        self.lines.panel.setEnabled(True)
        self.show_error(error)

    # done

    def refuse_what_may_not_wait(self) -> None:
        """R8: the line is chosen, so that the ways out stand beside it."""
        for entry in self.lines.entries():
            if entry.is_refused and entry.told is not None:
                self.lines.table.choose(entry.key)
                raise InvalidInput(entry.told.refusal, _ways_out(entry.told))

    def consent_words(self) -> str:
        return tr("Let it wait")

    def consent(self) -> None:
        self.lines.let_all_wait()
        self._submit()


def _ways_out(told: LineTold) -> str:
    """Only what stands beside the line."""
    if told.instead:
        return tr("Sell what is there, offer a substitute, or record a lost sale.")
    if told.may_consent:
        return tr("Let it wait, sell what is there, or record a lost sale.")
    return tr("Sell what is there, or record a lost sale.")
