"""Sales over the counter, and those that were lost (R8, R20)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.cancelling import cancel_order
from app.actions.context import action_id, today, touched
from app.actions.costs import cause_for_product, margin_of
from app.actions.documents import checked_quantity, open_order, record
from app.actions.ordering import Entered, OrderDraft, OrderLineDraft, PaymentDraft, enter_order
from app.actions.paying import VOUCHER, record_payment, remove_payment
from app.actions.pools import main_location, pool_of
from app.actions.queueing import reserve
from app.actions.settling import begin
from app.actions.shipping import ship, undo_shipment
from app.actions.stocktaking import refuse_beyond_available
from app.actions.voucher_moves import voucher_by_code
from app.changes import Area
from app.codes import grouped
from app.errors import AlreadyDone, NeedsConsent, NotFound, Refused
from app.language import tr
from app.quantities import quantity_of
from app.wording import money_text
from db.models.catalogue import Product
from db.models.costs import UnmetDemand
from db.models.orders import Order, OrderLine
from db.rows import fetch
from db.stored import from_units
from db.terms import ProductKind, VoucherUnit

COUNTER = "counter"


@dataclass(frozen=True, slots=True)
class LostSale:
    """Goods that a customer (or nobody known) asked for and did not get."""

    product_id: int
    quantity: Decimal
    reason: str = ""
    customer_id: int | None = None


def sell(
    session: Session,
    lines: Sequence[OrderLineDraft],
    *,
    location_id: int | None = None,
    payment: PaymentDraft | None = None,
    rest: str = "",
) -> Entered:
    """A counter sale: only what is available, handed over at once, no customer and no promise.

    What a voucher is not worth is paid by the way `rest`; NeedsConsent where that is not said.
    """
    place = location_id or main_location(session)
    asked: dict[int, Decimal] = {}
    for line in lines:
        asked[line.product_id] = asked.get(line.product_id, Decimal(0)) + line.quantity
    pools = {product_id: pool_of(session, product_id, place) for product_id in asked}
    begin(session, pools.values())
    for product_id, quantity in asked.items():
        product = session.get_one(Product, product_id)
        if product.kind != ProductKind.SERVICE:
            refuse_beyond_available(session, product, pools[product_id], quantity)
    draft = OrderDraft(
        tuple(lines),
        channel=COUNTER,
        location_id=place,
        told=False,
        accept_backorders=True,
        payments=(payment,) if payment and payment.way != VOUCHER else (),
    )
    entered = enter_order(session, draft)
    if payment and payment.way == VOUCHER:
        _pay_by_voucher(session, entered.order_id, payment, rest)
    for line_id in entered.line_ids:
        short = session.get_one(OrderLine, line_id).backordered
        if short:  # automatic reservation is off, or a better rank waits for a complete order
            reserve(session, line_id, short)
    sold = [(line_id, session.get_one(OrderLine, line_id).open) for line_id in entered.line_ids]
    ship(session, sold, part_confirmed=True)
    return entered


def _pay_by_voucher(session: Session, order_id: int, payment: PaymentDraft, rest: str) -> None:
    voucher = voucher_by_code(session, payment.voucher)
    left = from_units(voucher.balance, 2)
    if voucher.unit != VoucherUnit.MONEY or left >= payment.amount:
        record_payment(session, order_id, payment)
        return
    missing = payment.amount - left
    if not rest:
        worth = money_text(left, voucher.currency)
        raise NeedsConsent(
            tr("Voucher {code} is worth {amount}.", code=grouped(voucher.code), amount=worth),
            tr("{amount} are still to be paid.", amount=money_text(missing, voucher.currency)),
        )
    record_payment(session, order_id, replace(payment, amount=left))
    record_payment(session, order_id, PaymentDraft(missing, rest))


def undo_sale(session: Session, order_id: int) -> None:
    """As if nobody had bought: the goods lie there again, the order is cancelled, the money given back."""
    order = session.get(Order, order_id)
    if order is None:
        raise NotFound(tr("This order no longer exists."), tr("Reload the list."))
    if order.channel != COUNTER:
        raise Refused(
            tr("{number} is no counter sale.", number=order.number), tr("Cancel the order instead.")
        )
    open_order(session, order_id)  # locks all its pools at once
    shipped = fetch(
        session,
        "SELECT s.number, l.order_line_id, l.quantity - l.undone FROM shipment_lines l"
        " JOIN shipments s ON s.id = l.shipment_id WHERE s.order_id = ? AND l.quantity > l.undone",
        (order_id,),
    )
    for number, line_id, quantity in shipped:
        undo_shipment(session, number, line_id, quantity_of(quantity))
    cancel_order(session, order_id, reason=tr("sale undone"))
    # Refunds first, as remove_payment asks, and their vouchers in one order whoever undoes them.
    sql = (
        "SELECT id FROM payments WHERE order_id = ?"
        " ORDER BY CASE WHEN kind = 'refund' THEN 0 ELSE 1 END, coalesce(voucher_id, 0), id"
    )
    for (payment_id,) in fetch(session, sql, (order_id,)):
        remove_payment(session, payment_id)


def record_lost_sale(session: Session, lost: LostSale) -> int:
    """Id of the row; it counts as demand."""
    product = session.get(Product, lost.product_id)
    if product is None:
        raise NotFound(tr("This product no longer exists."), tr("Choose another."))
    row = UnmetDemand(
        product_id=lost.product_id,
        customer_id=lost.customer_id,
        quantity=checked_quantity(product, lost.quantity),
        asked_on=today(session),
        reason=lost.reason,
        margin=margin_of(session, product, lost.quantity),
        cause=cause_for_product(session, product.id),
        action_id=action_id(session),
    )
    session.add(row)
    session.flush()
    record(session, "sale_lost", quantity=lost.quantity, sku=product.sku, reason=lost.reason)
    touched(session, Area.COSTS)
    return row.id


def forget_lost_sale(session: Session, lost_id: int) -> None:
    """Take a row off that was recorded by mistake."""
    row = session.get(UnmetDemand, lost_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise AlreadyDone(tr("This lost sale is taken off already."), tr("Reload the list."))
    sku = session.get_one(Product, row.product_id).sku
    record(session, "sale_not_lost", quantity=row.quantity, sku=sku)
    session.delete(row)
    session.flush()
    touched(session, Area.COSTS)
