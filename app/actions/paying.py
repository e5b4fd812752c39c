"""Money of an order: what the customer paid, and what he got back."""

from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.context import today, touched
from app.actions.documents import record
from app.actions.notifying_orders import tell_refund
from app.actions.ordering import PaymentDraft, checked_amount
from app.actions.refunds import still_due
from app.actions.vouchers import give_back, redeem, refund_to, take_again
from app.changes import Area
from app.errors import AlreadyDone, NotFound, Refused
from app.language import tr
from app.wording import money_text
from db.models.orders import Order, Payment
from db.rows import is_postgresql, value
from db.stored import from_units, to_units
from db.terms import PaymentKind

VOUCHER = "voucher"
"""The way of payments that a voucher made."""


def record_payment(session: Session, order_id: int, payment: PaymentDraft) -> int:
    """Id of the payment, deposit or refund; no more can be given back than was paid."""
    _lock(session, order_id)
    order = session.get(Order, order_id)
    if order is None:
        raise NotFound(tr("This order no longer exists."), tr("Reload the list."))
    checked_amount(payment.amount)
    if payment.kind == PaymentKind.REFUND and payment.amount > (paid := paid_of(session, order_id)):
        amount = money_text(paid, order.currency)
        raise Refused(tr("Only {amount} was paid.", amount=amount), tr("Give back no more than that."))
    voucher_id = _by_voucher(session, order, payment) if payment.way == VOUCHER else None
    row = Payment(
        voucher_id=voucher_id,
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


def _lock(session: Session, order_id: int) -> None:
    """Two tills that take money for one order do so one after the other."""
    if is_postgresql(session):
        value(session, "SELECT id FROM orders WHERE id = ? FOR NO KEY UPDATE", (order_id,))


def _by_voucher(session: Session, order: Order, payment: PaymentDraft) -> int:
    """Use a voucher for the order, for no more than is due; a refund goes back to the one that paid."""
    order_id, currency, line_id = order.id, order.currency, _first_line(session, order.id)
    if payment.kind == PaymentKind.REFUND:
        return refund_to(session, payment.voucher, order_id, payment.amount, line_id)
    used = redeem(session, payment.voucher, order_id, currency, payment.amount, line_id)
    due = still_due(session, order_id)
    if to_units(payment.amount, 2) > due:
        raise Refused(
            tr("Only {amount} is due.", amount=money_text(from_units(due, 2), currency)),
            tr("A voucher pays no more than that; the rest stays on it."),
        )
    return used


def remove_payment(session: Session, payment_id: int) -> None:
    """Take a payment off that was recorded by mistake."""
    order_id = value(session, "SELECT order_id FROM payments WHERE id = ?", (payment_id,))
    # The order before its payments and vouchers, as record_payment locks them.
    _lock(session, int(order_id or 0))
    row = session.get(Payment, payment_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise AlreadyDone(tr("This payment is taken off already."), tr("Reload the list."))
    order_id, kind, amount, voucher_id = row.order_id, row.kind, row.amount, row.voucher_id
    session.delete(row)
    session.flush()
    if kind != PaymentKind.REFUND:
        _refuse_given_back(session, order_id, voucher_id)
    if voucher_id is not None:
        again = take_again if kind == PaymentKind.REFUND else give_back
        again(session, voucher_id, order_id, to_units(amount, 2), _first_line(session, order_id))
    _tell(session, "payment_removed", order_id, kind, amount)


def _refuse_given_back(session: Session, order_id: int, voucher_id: int | None) -> None:
    """What is left was to cover the refunds, of the voucher those to it."""
    if paid_of(session, order_id) < 0 or (voucher_id and paid_of(session, order_id, voucher_id) < 0):
        raise Refused(tr("More than the rest was given back already."), tr("Take the refund off first."))


def _tell(session: Session, kind: str, order_id: int, what: str, amount: Decimal) -> None:
    line_id = _first_line(session, order_id)
    record(session, kind, line_id=line_id, amount=str(amount), what=str(what))
    tell_refund(session, order_id)
    touched(session, Area.ORDERS)


def _first_line(session: Session, order_id: int) -> int | None:
    """History knows orders by their lines."""
    found = value(session, "SELECT min(id) FROM order_lines WHERE order_id = ?", (order_id,))
    return None if found is None else int(found)


def paid_of(session: Session, order_id: int, voucher_id: int | None = None) -> Decimal:
    """What was paid of an order, less what was given back; of one voucher only if it is named."""
    sql = (
        "SELECT sum(CASE WHEN kind = 'refund' THEN -amount ELSE amount END) FROM payments"
        " WHERE order_id = ? AND coalesce(voucher_id, 0) = coalesce(?, voucher_id, 0)"
    )
    return from_units(int(value(session, sql, (order_id, voucher_id)) or 0), 2)
