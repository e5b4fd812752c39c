"""Editing an order or a quote: its terms, lines and money, with who gains and who slips by it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QPushButton, QWidget

from app.actions.order_editing import LineEdit, OrderEdit, OrderTerms, edit_order
from app.actions.order_outlook import edit_as_shown, edit_outlook
from app.actions.ordering import Entered
from app.errors import ChangedMeanwhile, InvalidInput, ShopError
from app.language import tr
from app.lists.finding import FoundCustomer
from app.lists.order_detail import OrderDetail, order_detail
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs import order_rows
from ui.dialogs.order_form import OrderForm

CENTS = -2


class OrderEditDialog(OrderForm):
    """Opens with the order as it is; what somebody else changes meanwhile is told, nothing typed is lost."""

    def __init__(self, desk: Desk, order_id: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Edit order"), tr("Save"), parent)
        self._order_id = order_id
        self._before = OrderTerms()
        self._is_quote = False
        self._written_changes: OrderEdit | None = None
        self._read = False
        self.save_quote = self.add_action(tr("Save quote"), self.save_as_quote)
        self.save_quote.hide()
        self.set_act(tr("Save"), enabled=False)
        self.customer.setEnabled(False)
        self.offer_places([])
        keys = (tr("Ctrl+Enter saves"), tr("F4 substitutes"), tr("Ctrl+Del removes a line"))
        self.hint.setText("  ·  ".join(keys))
        desk.jobs.read(order_detail, order_id, done=self._fill, failed=self.show_error)

    # what it is filled from

    def _fill(self, order: OrderDetail) -> None:
        self._before = terms_of(order)
        self.lines.location_id = order.location_id
        self._is_quote = order.state == "quote"
        self._read = True
        number = order.number
        words = (
            tr("Edit quote {number}", number=number) if self._is_quote else tr("Edit {number}", number=number)
        )
        self.setWindowTitle(words)
        self.save_quote.setVisible(self._is_quote)
        if not self._is_quote:
            self.promises.title.setText(tr("Dates after the change"))
            self.promises.not_told.setText(tr("Customer not told of dates of new lines"))
            self.sums.way.setItemText(0, tr("Nothing paid now"))
        self.set_act(tr("Confirm order") if self._is_quote else tr("Save"))
        self.customer.setText(order.customer if order.customer_id is not None else "")
        self.customer.setPlaceholderText(tr("No customer"))
        self._show_terms(order)
        self.sums.show_paid_before(Decimal(order.paid).scaleb(CENTS))
        self.lines.show_lines([order_rows.line_of(line) for line in order.lines])
        self.given = [
            *(entry.draft() for entry in self.lines.entries()),
            *(self.customer.text(), self.reference.text(), self.note.text()),
            *self.entered(),
        ]
        if order.lines:
            self.lines.table.edit_cell(self.lines.entries()[0].key, "quantity")

    def _show_terms(self, order: OrderDetail) -> None:
        before = self._before
        if order.customer_id is not None:
            self.customer.chosen = FoundCustomer(
                order.customer_id, order.customer_number, order.customer, "", order.customer_priority, ""
            )
        self.wanted.set_value(before.wanted_on)
        self.goods.setCurrentIndex(self.goods.findData(before.pick_up))
        self.reference.setText(before.customer_reference)
        self.note.setText(before.note)
        self.offer_priority(order.customer_priority if before.priority is None else before.priority)
        self.promises.complete.setChecked(before.ship_complete)
        self.promises.essential.setChecked(before.date_essential)
        self.address.show_own(order.customer_address)
        self.address.show_other(order.delivery)
        self.sums.shipping.set_value(before.shipping_charge)

    # while one types

    def ways_to_save(self) -> Sequence[QPushButton]:
        return (self.save_quote,)

    def terms(self) -> OrderTerms:
        """What is typed; InvalidInput where that cannot be an order's."""
        name, street, postcode, city, region, country = self.address.address()
        return OrderTerms(
            customer_reference=self.reference.text().strip(),
            wanted_on=self.day_in(self.wanted),
            priority=self._priority(),
            ship_complete=self.promises.complete.isChecked(),
            pick_up=bool(self.goods.currentData()),
            date_essential=self.promises.essential.isChecked(),
            delivery_name=name,
            delivery_street=street,
            delivery_postcode=postcode,
            delivery_city=city,
            delivery_region=region,
            delivery_country=country,
            shipping_charge=self.amount_in(self.sums.shipping),
            note=self.note.text().strip(),
        )

    def _priority(self) -> int | None:
        """An order without customer whose priority nobody set keeps none."""
        priority = self.chosen_priority()
        return None if self.customer.chosen is None and not priority else priority

    def changes(self, *, confirms: bool = False) -> OrderEdit:
        """What is typed, beside what was read."""
        self.refuse_half_typed()
        return self._edit(self.terms(), confirms=confirms)

    def _edit(self, after: OrderTerms, *, confirms: bool = False) -> OrderEdit:
        entries = self.lines.entries()
        return OrderEdit(
            self._before,
            after,
            changed=tuple(
                LineEdit(each.line_id, each.was, each.terms())
                for each in entries
                if each.line_id is not None and each.was is not None and each.was != each.terms()
            ),
            removed=tuple(each.line_id for each in self.lines.removed if each.line_id is not None),
            added=tuple(each.draft() for each in entries if each.line_id is None),
            payments=self.payments(),
            told=not self.promises.not_told.isChecked(),
            accept_backorders=any(each.may_wait for each in entries),
            confirms=confirms,
        )

    def try_typed(self, *, keeps_error: bool) -> None:
        if not self._read:
            return
        try:
            trial = self._edit(self.terms())
        except InvalidInput as error:
            self.try_nothing()
            self.show_error(error)
            return
        self.try_out(edit_outlook, self._order_id, replace(trial, payments=()), keeps_error=keeps_error)

    # done

    def submit(self) -> None:
        changes = self.changes(confirms=self._is_quote)
        self.refuse_what_may_not_wait()
        self._written_changes = changes
        self.write(edit_as_shown, self._order_id, changes, self.fingerprint)

    def finish(self, outcome: Entered) -> None:
        self.desk.done(tr("{number} is changed.", number=outcome.number), self._undo(outcome))
        super().finish(outcome)

    def _undo(self, outcome: Entered) -> Undo | None:
        """Where only terms and figures changed, they change back."""
        done = self._written_changes
        if done is None or done.added or done.removed or done.payments or done.confirms:
            return None
        back = OrderEdit(
            done.after,
            done.before,
            changed=tuple(replace(each, before=each.after, after=each.before) for each in done.changed),
            told=False,
            accept_backorders=True,
        )
        title = tr("Change of {number}", number=outcome.number)
        return Undo(title, edit_order, (self._order_id, back))

    def save_as_quote(self) -> None:
        """Keep it a quote."""
        self.error.clear()
        try:
            self._written_changes = self.changes()
            self.write(edit_as_shown, self._order_id, self._written_changes, "")
        except InvalidInput as error:
            self.show_error(error)

    def refused(self, error: ShopError) -> bool:
        """What another changed is the new 'before': saving again keeps what is typed here."""
        if isinstance(error, ChangedMeanwhile):
            self.desk.jobs.read(order_detail, self._order_id, done=self._read_again, failed=self.show_error)
        return False

    def _read_again(self, order: OrderDetail) -> None:
        self._before = terms_of(order)
        known = {line.id: order_rows.line_of(line) for line in order.lines}
        self.lines.renew(known)
        self.typed(keeps_error=True)


def terms_of(order: OrderDetail) -> OrderTerms:
    """The terms of an order as they were read."""
    name, street, postcode, city, region, country = order.delivery
    return OrderTerms(
        customer_reference=order.customer_reference,
        wanted_on=None if order.wanted_on is None else date.fromordinal(order.wanted_on),
        priority=order.priority,
        ship_complete=bool(order.ship_complete),
        pick_up=bool(order.pick_up),
        date_essential=bool(order.date_essential),
        delivery_name=name,
        delivery_street=street,
        delivery_postcode=postcode,
        delivery_city=city,
        delivery_region=region,
        delivery_country=country,
        shipping_charge=Decimal(order.shipping_charge).scaleb(CENTS),
        note=order.note,
    )


def ask(parent: QWidget | None, desk: Desk, order_id: int) -> Entered | None:
    """Change an order or a quote; the order as it is then, or None."""
    outcome: Entered | None = OrderEditDialog(desk, order_id, parent).ask()
    return outcome
