"""Order entry: by keyboard alone, with what each line would get and who slips by it while one types."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtWidgets import QPushButton, QWidget

from app.actions.order_outlook import enter_as_shown, order_outlook, places
from app.actions.ordering import Entered, OrderDraft
from app.actions.undoing_entries import take_back_order
from app.errors import InvalidInput
from app.language import tr
from app.lists.finding import FoundCustomer, FoundProduct, customer_address, find_customers, find_products
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.address import NOWHERE
from ui.dialogs.order_form import OrderForm

ONE = Decimal(1)
QUOTE = "quote"
DELIVERY = ("name", "street", "postcode", "city", "region", "country")


class OrderEntryDialog(OrderForm):
    """A new order, perhaps for the customer with a number, or of so much of a product with an SKU."""

    def __init__(
        self,
        desk: Desk,
        customer: str = "",
        sku: str = "",
        parent: QWidget | None = None,
        quantity: Decimal = ONE,
    ) -> None:
        super().__init__(desk, tr("New order"), tr("Confirm order"), parent)
        self._entering: OrderDraft | None = None
        self._quantity = quantity
        self.save_quote = self.add_action(tr("Save as quote"), self.save_as_quote)
        self.customer.found.connect(self._know_customer)
        desk.jobs.read(places, done=self.offer_places, failed=self.show_error)
        self.typed()
        self.customer.setFocus()
        if customer:
            desk.jobs.read(find_customers, customer, done=self._take_customer, failed=self.show_error)
        if sku:
            desk.jobs.read(find_products, sku, done=self._take_product, failed=self.show_error)

    # what it is filled from

    def _take_customer(self, found: list[FoundCustomer]) -> None:
        if found:
            self.customer.choose(found[0])
            self.given.append(self.customer.text())
            self._know_customer(found[0])

    def _take_product(self, found: list[FoundProduct]) -> None:
        if found:
            self.lines.add_product(found[0], self._quantity)
            self.given += [entry.draft() for entry in self.lines.entries()]

    def _know_customer(self, customer: FoundCustomer) -> None:
        self.offer_priority(customer.priority)
        self.address.show_own(NOWHERE)
        self.desk.jobs.read(
            customer_address, customer.id, done=self.address.show_own, latest=f"address {id(self)}"
        )
        self.wanted.setFocus()
        self.typed()

    # while one types

    def ways_to_save(self) -> Sequence[QPushButton]:
        return (self.save_quote,)

    def name_plan(self, number: str) -> None:
        self.setWindowTitle(tr("New order {number}", number=number))

    def draft(self, state: str = "open") -> OrderDraft:
        """What is typed; InvalidInput where that cannot be an order."""
        self.refuse_half_typed()
        customer, address = self.customer.chosen, self.address.address()
        return OrderDraft(
            tuple(entry.draft() for entry in self.lines.entries()),
            customer_id=customer.id if customer else None,
            state=state,
            customer_reference=self.reference.text().strip(),
            location_id=self.location.currentData(),
            wanted_on=self.day_in(self.wanted),
            priority=self.chosen_priority(),
            ship_complete=self.promises.complete.isChecked(),
            pick_up=bool(self.goods.currentData()),
            date_essential=self.promises.essential.isChecked(),
            delivery=dict(zip(DELIVERY, address, strict=True)) if any(address) else {},
            shipping_charge=self.amount_in(self.sums.shipping),
            note=self.note.text().strip(),
            told=not self.promises.not_told.isChecked(),
            accept_backorders=any(entry.may_wait for entry in self.lines.entries()),
            payments=self.payments(),
        )

    def try_typed(self, *, keeps_error: bool) -> None:
        trial = OrderDraft(
            tuple(entry.draft() for entry in self.lines.entries()),
            customer_id=self.customer.chosen.id if self.customer.chosen else None,
            location_id=self.location.currentData(),
            wanted_on=self.wanted.readable(),
            priority=self.priority.currentData(),
            ship_complete=self.promises.complete.isChecked(),
        )
        self.try_out(order_outlook, trial, keeps_error=keeps_error)

    # done

    def submit(self) -> None:
        draft = self.draft()
        self.refuse_what_may_not_wait()
        self._enter(draft, self.fingerprint)

    def _enter(self, draft: OrderDraft, fingerprint: str) -> None:
        self._entering = draft
        self.write(enter_as_shown, draft, fingerprint)

    def finish(self, outcome: Entered) -> None:
        draft = self._entering
        assert draft is not None
        if draft.state == QUOTE:
            words = tr("Quote {number} is saved.", number=outcome.number)
        else:
            words = tr("{number} is confirmed.", number=outcome.number)
        title = tr("new order {number}", number=outcome.number)
        self.desk.done(words, Undo(title, take_back_order, (outcome, draft)))
        super().finish(outcome)

    def save_as_quote(self) -> None:
        """Keep it without demand and without promise."""
        self.error.clear()
        try:
            self._enter(self.draft(QUOTE), "")
        except InvalidInput as error:
            self.show_error(error)


def ask(
    parent: QWidget | None,
    desk: Desk,
    customer: str = "",
    sku: str = "",
    quantity: Decimal = ONE,
) -> Entered | None:
    """A new order or quote, perhaps of the customer with this number; what was entered, or None."""
    outcome: Entered | None = OrderEntryDialog(desk, customer, sku, parent, quantity).ask()
    return outcome
