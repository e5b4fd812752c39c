"""Order entry: by keyboard alone, with what each line would get and who slips by it while one types."""

from decimal import Decimal

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import wording
from app.actions.order_outlook import OrderOutlook, enter_as_shown, order_outlook, places
from app.actions.ordering import Entered, OrderDraft, PaymentDraft
from app.actions.selling import LostSale, record_lost_sale
from app.errors import InvalidInput, ShopError
from app.language import tr
from app.lists.finding import FoundCustomer, FoundProduct, find_customers, find_products
from app.rules.sums import order_sums
from ui.common.inputs import DateEdit, MoneyEdit, combo, line_edit
from ui.common.page import Desk
from ui.dialogs.boxed import field_row
from ui.dialogs.finder import customer_finder
from ui.dialogs.order_foot import Promises, SumsPanel
from ui.dialogs.order_lines import OrderLines
from ui.dialogs.planning import PlanningDialog

SIZE = (1080, 620)
NOTHING = Decimal(0)
WHOLE = Decimal(100)


class OrderEntryDialog(PlanningDialog):
    """A new order, perhaps for the customer with a number, or of a product with an SKU."""

    def __init__(
        self,
        desk: Desk,
        customer: str = "",
        sku: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, tr("New order"), tr("Confirm order"), parent)
        self._cause: QWidget | None = None
        self._fingerprint = ""
        # What it opened with, nobody typed.
        self._given: list[object] = []
        self._build()
        self._arrange()
        self._connect()
        self.resize(*SIZE)
        desk.jobs.read(places, done=self._offer_places, failed=self.show_error)
        self._typed()
        self.customer.setFocus()
        if customer:
            desk.jobs.read(find_customers, customer, done=self._take_customer, failed=self.show_error)
        if sku:
            desk.jobs.read(find_products, sku, done=self._take_product, failed=self.show_error)

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
        self.save_quote = self.add_action(tr("Save as quote"), self.save_as_quote)

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
        self._offer_places([])
        self.body.addWidget(self.lines.box)
        foot = QHBoxLayout()
        foot.addWidget(self.promises, stretch=1)
        foot.addWidget(self.sums)
        self.body.addLayout(foot)
        self.body.addStretch()
        keys = (
            tr("Ctrl+Enter confirms"),
            tr("F4 substitutes"),
            tr("Alt+↑ ↓ moves the line"),
            tr("Ctrl+Del removes it"),
        )
        self.hint.setText("  ·  ".join(keys))

    def _connect(self) -> None:
        self.customer.found.connect(self._know_customer)
        self.lines.panel.lost.connect(self.record_lost)
        for changed in (self.lines.typed, self.wanted.changed, self.promises.changed, self.sums.changed):
            changed.connect(self._typed)
        for choice in (self.goods, self.priority, self.location):
            choice.activated.connect(lambda _: self._typed())
        for keys, act in self.lines.shortcuts():
            QShortcut(QKeySequence(keys), self, act)

    def _offer_places(self, found: list[tuple[int, str]]) -> None:
        for location_id, name in found:
            self.location.addItem(name, location_id)
        holder = self.location.parentWidget() or self.location
        holder.setHidden(len(found) < 2)

    def _take_customer(self, found: list[FoundCustomer]) -> None:
        if found:
            self.customer.choose(found[0])
            self._given.append(self.customer.text())
            self._know_customer(found[0])

    def _take_product(self, found: list[FoundProduct]) -> None:
        if found:
            self.lines.add_product(found[0])
            self._given += [entry.draft() for entry in self.lines.entries()]

    def _know_customer(self, customer: FoundCustomer) -> None:
        if self.priority.findData(customer.priority) < 0:
            self.priority.addItem(tr("Priority {number}", number=customer.priority), customer.priority)
        self.priority.setCurrentIndex(self.priority.findData(customer.priority))
        self.wanted.setFocus()
        self._typed()

    # while one types

    def entered(self) -> list[str]:
        wanted = self.wanted.readable()
        texts = [self.customer.text(), "" if wanted is None else wording.day_text(wanted)]
        texts += [self.reference.text(), self.lines.finder.text()]
        texts += [
            f"{wording.quantity_text(entry.quantity)} {entry.name}"
            for entry in self.lines.entries()
            if entry.draft() not in self._given
        ]
        return [text.strip() for text in texts if text.strip() and text not in self._given]

    def draft(self, state: str = "open") -> OrderDraft:
        """What is typed; InvalidInput where that cannot be an order."""
        self._cause = None
        self._refuse_half_typed()
        customer = self.customer.chosen
        priority = self.priority.currentData()
        return OrderDraft(
            tuple(entry.draft() for entry in self.lines.entries()),
            customer_id=customer.id if customer else None,
            state=state,
            customer_reference=self.reference.text().strip(),
            location_id=self.location.currentData(),
            wanted_on=self.wanted.value(),
            priority=None if customer and customer.priority == priority else priority,
            ship_complete=self.promises.complete.isChecked(),
            pick_up=bool(self.goods.currentData()),
            shipping_charge=self._amount(self.sums.shipping),
            told=not self.promises.not_told.isChecked(),
            accept_backorders=any(entry.may_wait for entry in self.lines.entries()),
            payments=self._payments(),
        )

    def _refuse_half_typed(self) -> None:
        if self.customer.is_unknown:
            self._cause = self.customer
            words = self.customer.text().strip()
            raise InvalidInput(
                tr("No customer '{words}' is chosen.", words=words), tr("Choose one of the list.")
            )
        for problem in self.lines.model.problems():
            raise InvalidInput(problem)
        if any(entry.discount > WHOLE for entry in self.lines.entries()):
            raise InvalidInput(tr("A discount is at most 100 %."), tr("Lower it, or set the price to zero."))
        if not self.lines.entries():
            self._cause = self.lines.finder
            raise InvalidInput(tr("The order has no lines."), tr("Add a product."))

    def _amount(self, field: MoneyEdit) -> Decimal:
        """What a field of money holds; it is the cause where that is no amount."""
        self._cause = field
        amount = field.value() if field.text().strip() else NOTHING
        self._cause = None
        return amount

    def _payments(self) -> tuple[PaymentDraft, ...]:
        amount, way = self._amount(self.sums.paid), str(self.sums.way.currentData())
        return (PaymentDraft(amount, way),) if amount and way else ()

    def _typed(self, *_: object, keeps_error: bool = False) -> None:
        self._fingerprint = ""
        self._show_sums()
        ready = self.lines.is_complete
        self.set_act(tr("Confirm order"), enabled=ready)
        self.save_quote.setEnabled(ready)
        if not ready:
            self.try_nothing()
            self.promises.show_lines(self.lines.entries())
            self.lines.show_panel()
            problem = self.lines.problem()
            if problem is not None:
                self.show_error(problem)
            elif not keeps_error:
                self.error.clear()
            return
        trial = OrderDraft(
            tuple(entry.draft() for entry in self.lines.entries()),
            customer_id=self.customer.chosen.id if self.customer.chosen else None,
            location_id=self.location.currentData(),
            wanted_on=self.wanted.readable(),
            priority=self.priority.currentData(),
            ship_complete=self.promises.complete.isChecked(),
        )
        self.try_out(order_outlook, trial, keeps_error=keeps_error)

    def _show_sums(self) -> None:
        amounts = []
        for field in (self.sums.shipping, self.sums.paid):
            try:
                amounts.append(field.value())
            except InvalidInput:
                amounts.append(NOTHING)
        self.sums.show_sums(order_sums([entry.priced() for entry in self.lines.entries()], *amounts))

    def show_preview(self, answer: OrderOutlook) -> None:
        self._fingerprint = answer.fingerprint
        self.setWindowTitle(tr("New order {number}", number=answer.number))
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

    def submit(self) -> None:
        draft = self.draft()
        for entry in self.lines.entries():
            if entry.is_refused and entry.told is not None:
                self.lines.table.choose(entry.key)
                raise InvalidInput(
                    entry.told.refusal, tr("Sell what is there, offer a substitute, or record a lost sale.")
                )
        self.write(enter_as_shown, draft, self._fingerprint)

    def save_as_quote(self) -> None:
        """Keep it without demand and without promise."""
        self.error.clear()
        try:
            self.write(enter_as_shown, self.draft("quote"), "")
        except InvalidInput as error:
            self.show_error(error)

    def plan_changed(self, error: ShopError) -> None:
        self._typed(keeps_error=True)

    def consent_words(self) -> str:
        return tr("Let it wait")

    def consent(self) -> None:
        self.lines.let_all_wait()
        self._submit()

    def cause_of(self, error: ShopError) -> QWidget | None:
        return self._cause


def ask(
    parent: QWidget | None,
    desk: Desk,
    customer: str = "",
    sku: str = "",
) -> Entered | None:
    """A new order or quote, perhaps of the customer with this number; what was entered, or None."""
    outcome: Entered | None = OrderEntryDialog(desk, customer, sku, parent).ask()
    return outcome
