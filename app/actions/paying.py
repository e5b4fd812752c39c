"""Money of an order: what the customer paid, and what he got back."""

from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.context import today, touched
from app.actions.documents import record
from app.actions.notifying_orders import tell_refund
from app.actions.ordering import PaymentDraft, checked_amount
from app.changes import Area
from app.errors import AlreadyDone, NotFound, Refused
from app.language import tr
from app.wording import money_text
from db.models.orders import Order, Payment
from db.rows import value
from db.stored import from_units
from db.terms import PaymentKind


def record_payment(session: Session, order_id: int, payment: PaymentDraft) -> int:
    """Id of the payment, deposit or refund; no more can be given back than was paid."""
    order = session.get(Order, order_id)
    if order is None:
        raise NotFound(tr("This order no longer exists."), tr("Reload the list."))
    checked_amount(payment.amount)
    if payment.kind == PaymentKind.REFUND and payment.amount > (paid := paid_of(session, order_id)):
        amount = money_text(paid, order.currency)
        raise Refused(tr("Only {amount} was paid.", amount=amount), tr("Give back no more than that."))
    row = Payment(
        order_id=order_id,
        kind=payment.kind,
        amount=payment.amount,
        way=payment.way,
        paid_on=payment.paid_on or today(session),
        note=payment.note,
    )
    session.add(row)
    session.flush()
    _tell(session, "paid", order_id, payment.kind, payment.amount)
    return row.id


def remove_payment(session: Session, payment_id: int) -> None:
    """Take a payment off that was recorded by mistake."""
    row = session.get(Payment, payment_id)
    if row is None:
        raise AlreadyDone(tr("This payment is taken off already."), tr("Reload the list."))
    order_id, kind, amount = row.order_id, row.kind, row.amount
    session.delete(row)
    session.flush()
    if kind != PaymentKind.REFUND and paid_of(session, order_id) < 0:
        raise Refused(tr("More than the rest was given back already."), tr("Take the refund off first."))
    _tell(session, "payment_removed", order_id, kind, amount)


def _tell(session: Session, kind: str, order_id: int, what: str, amount: Decimal) -> None:
    """With the order's first line: history knows orders by their lines."""
    line_id = value(session, "SELECT min(id) FROM order_lines WHERE order_id = ?", (order_id,))
    record(session, kind, line_id=line_id, amount=str(amount), what=str(what))
    tell_refund(session, order_id)
    touched(session, Area.ORDERS)


def paid_of(session: Session, order_id: int) -> Decimal:
    """What was paid of an order, less what was given back."""
    sql = (
        "SELECT sum(CASE WHEN kind = 'refund' THEN -amount ELSE amount END) FROM payments WHERE order_id = ?"
    )
    return from_units(int(value(session, sql, (order_id,)) or 0), 2)
