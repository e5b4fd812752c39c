"""Random edits, payments and take-backs of whole papers, on top of what the shop's machine plays."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from app.actions import (
    buying,
    order_editing,
    ordering,
    paying,
    purchase_editing,
    purchasing,
    shipping,
    undoing_entries,
    undoing_receipts,
)
from app.actions.ordering import PaymentDraft
from db.rows import fetch
from tests.machine.machine import ShopMachine, pieces
from tests.machine.model import NOTHING, OrderModel, SupplyModel

_FLAGGED = "SELECT id FROM order_lines WHERE supply_cancelled = 1"


class PaperMachine(ShopMachine):
    """Orders and purchases are edited as their dialogs do it: what was read beside what is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.payments: dict[int, tuple[int, Decimal]] = {}

    @precondition(ShopMachine.has_lines)
    @rule(data=st.data(), quantity=pieces, place=st.integers(0, 4), adds=st.booleans())
    def edit_order(self, data: st.DataObject, quantity: Decimal, place: int, adds: bool) -> None:
        line_id = self.line(data)
        line = self.model.lines[line_id]
        if self.model.orders[line.order].is_cancelled_quote:
            return
        before = order_editing.LineTerms(line.ordered - line.cancelled, NOTHING)
        edited = order_editing.LineEdit(line_id, before, replace(before, quantity=quantity))
        added = (self.line_draft(place, quantity),) if adds else ()
        terms = order_editing.OrderTerms()
        changes = order_editing.OrderEdit(terms, terms, changed=(edited,), added=added)
        done, _ = self.attempt(order_editing.edit_order, line.order, changes)
        if quantity < line.shipped:
            assert not done
        if done:
            line.ordered = quantity + line.cancelled
        if done and adds:
            sql = "SELECT max(id) FROM order_lines WHERE order_id = ?"
            [[new_id]] = self.shop.read(fetch, sql, (line.order,))
            self.add_to_model(new_id, line.order, place, quantity)

    @precondition(lambda self: self.model.supplies)
    @rule(data=st.data(), quantity=pieces, confirms=st.booleans())
    def edit_purchase(self, data: st.DataObject, quantity: Decimal, confirms: bool) -> None:
        supply_id = self.pick(data, self.model.supplies, "supply")
        supply = self.model.supplies[supply_id]
        before = purchase_editing.BoughtTerms(supply.ordered, NOTHING)
        edited = purchase_editing.BoughtEdit(supply_id, before, replace(before, quantity=quantity))
        terms = purchase_editing.PurchaseTerms()
        changes = purchase_editing.PurchaseEdit(terms, terms, changed=(edited,), confirms=confirms)
        done, _ = self.attempt(purchase_editing.edit_purchase, supply.purchase, changes)
        if supply.state == "cancelled":
            assert not done
        if done:
            supply.ordered = quantity
            if supply.state == "draft" and confirms:
                supply.state = "confirmed"
            self.finish_purchase(supply)

    @precondition(lambda self: self.model.supplies)
    @rule(data=st.data())
    def restore_purchase(self, data: st.DataObject) -> None:
        supply = self.model.supplies[self.pick(data, self.model.supplies, "supply")]
        done, _ = self.attempt(purchase_editing.restore_purchase, supply.purchase)
        assert done == (supply.state == "cancelled")
        if done:
            sql = "SELECT confirmed_on FROM purchases WHERE id = ?"
            [[confirmed_on]] = self.shop.read(fetch, sql, (supply.purchase,))
            supply.state = "confirmed" if confirmed_on else "draft"
            self.finish_purchase(supply)

    @rule(place=st.integers(0, 4), quantity=pieces, quote=st.booleans(), priority=st.integers(-1, 2))
    def take_an_order_back(self, place: int, quantity: Decimal, quote: bool, priority: int) -> None:
        draft = ordering.OrderDraft(
            (self.line_draft(place, quantity),), state="quote" if quote else "open", priority=priority
        )
        done, entered = self.attempt(ordering.enter_order, draft)
        assert done
        done, _ = self.attempt(undoing_entries.take_back_order, entered, draft)
        assert done
        self.model.orders[entered.order_id] = OrderModel(is_quote=quote, is_cancelled_quote=quote)
        [line_id] = entered.line_ids
        self.add_to_model(line_id, entered.order_id, place, quantity)
        if not quote:
            self.model.lines[line_id].cancelled = quantity

    @rule(place=st.integers(0, 3), quantity=pieces, drafted=st.booleans())
    def take_a_purchase_back(self, place: int, quantity: Decimal, drafted: bool) -> None:
        product_id, location_id = self.places[place]
        line = purchasing.PurchaseLineDraft(product_id, quantity, eta=self.day, location_id=location_id)
        draft = purchasing.PurchaseDraft((line,), state="draft" if drafted else "confirmed")
        done, bought = self.attempt(buying.buy, draft)
        assert done
        flagged = self.shop.read(fetch, _FLAGGED)
        done, _ = self.attempt(undoing_entries.take_back_purchase, bought, draft)
        assert done
        assert {row[0] for row in self.shop.read(fetch, _FLAGGED)} <= {
            *(row[0] for row in flagged),
            *(line_id for line_id, _, _ in bought.flagged),
        }
        [line_id] = bought.line_ids
        self.model.supplies[line_id] = SupplyModel(
            self.pools[place], quantity, "cancelled", bought.purchase_id
        )

    @precondition(lambda self: self.model.shipments)
    @rule(data=st.data())
    def undo_whole_shipment(self, data: st.DataObject) -> None:
        number, line_id = data.draw(st.sampled_from(self.model.shipments), label="shipment")
        sql = (
            "SELECT s.id, l.quantity - l.undone FROM shipments s JOIN shipment_lines l"
            " ON l.shipment_id = s.id WHERE s.number = ?"
        )
        [[shipment_id, left]] = self.shop.read(fetch, sql, (number,))
        done, _ = self.attempt(shipping.undo_whole_shipment, shipment_id)
        line, quantity = self.model.lines[line_id], Decimal(left).scaleb(-3)
        if not quantity:
            assert not done
        if done:
            line.shipped -= quantity
            self.model.on_hand[line.pool] += quantity

    @precondition(lambda self: self.model.receipts)
    @rule(data=st.data())
    def undo_whole_receipt(self, data: st.DataObject) -> None:
        number, supply_id = data.draw(st.sampled_from(self.model.receipts), label="receipt")
        sql = (
            "SELECT r.id, l.accepted - l.undone FROM receipts r JOIN receipt_lines l"
            " ON l.receipt_id = r.id WHERE r.number = ?"
        )
        [[receipt_id, left]] = self.shop.read(fetch, sql, (number,))
        supply, quantity = self.model.supplies[supply_id], Decimal(left).scaleb(-3)
        done, _ = self.attempt(undoing_receipts.undo_whole_receipt, receipt_id)
        assert done == (NOTHING < quantity <= self.model.on_hand[supply.pool])
        if done:
            supply.received -= quantity
            self.model.on_hand[supply.pool] -= quantity
            self.finish_purchase(supply)

    @precondition(lambda self: self.model.orders)
    @rule(data=st.data(), amount=pieces, gives_back=st.booleans())
    def pay(self, data: st.DataObject, amount: Decimal, gives_back: bool) -> None:
        order_id = self.pick(data, self.model.orders, "order")
        draft = PaymentDraft(amount, "cash", "refund" if gives_back else "payment")
        done, payment_id = self.attempt(paying.record_payment, order_id, draft)
        assert done == (not gives_back or amount <= self.paid(order_id))
        if done:
            self.payments[payment_id] = (order_id, -amount if gives_back else amount)

    @precondition(lambda self: self.payments)
    @rule(data=st.data())
    def take_payment_off(self, data: st.DataObject) -> None:
        payment_id = self.pick(data, self.payments, "payment")
        order_id, amount = self.payments[payment_id]
        done, _ = self.attempt(paying.remove_payment, payment_id)
        assert done == (amount < 0 or amount <= self.paid(order_id))
        if done:
            del self.payments[payment_id]

    def paid(self, order_id: int) -> Decimal:
        """By the model."""
        return sum((amount for order, amount in self.payments.values() if order == order_id), NOTHING)

    @invariant()
    def payments_are_the_models(self) -> None:
        sql = "SELECT id, order_id, CASE WHEN kind = 'refund' THEN -amount ELSE amount END FROM payments"
        rows = self.shop.read(fetch, sql)
        assert {row[0]: (row[1], Decimal(row[2]).scaleb(-2)) for row in rows} == self.payments
