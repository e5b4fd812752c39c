"""Orders and quotes: entering and confirming (R1, R8, R11)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.backorder_policy import check_policy
from app.actions.context import now, today, touched
from app.actions.documents import Event, checked_quantity, number_for, open_order, record, record_all
from app.actions.notifying_orders import tell_confirmed
from app.actions.pools import main_location, pools_of
from app.actions.promises import promise_as_shown
from app.actions.settling import begin, settle
from app.changes import Area
from app.errors import InvalidInput, NotFound, Refused
from app.language import tr
from app.settings import shop_settings
from db.models.catalogue import Product
from db.models.orders import Order, OrderLine, Payment
from db.rows import is_postgresql, value
from db.terms import OrderState

MINUTES_A_DAY = 1440
# More is a slip of the finger, and sums must stay within 64 bits.
MOST_MONEY = Decimal(10) ** 9


@dataclass(frozen=True, slots=True)
class OrderLineDraft:
    """A line to be; price and tax are the product's unless said."""

    product_id: int
    quantity: Decimal
    price: Decimal | None = None
    discount: Decimal = Decimal(0)
    tax_rate: Decimal | None = None
    location_id: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class PaymentDraft:
    """Money taken with the order; `voucher` is the code of what pays where the way is 'voucher'."""

    amount: Decimal
    way: str = ""
    kind: str = "payment"
    paid_on: date | None = None
    note: str = ""
    voucher: str = ""


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """An order to be; `told` false means that the customer was not told the dates."""

    lines: tuple[OrderLineDraft, ...]
    customer_id: int | None = None
    state: str = OrderState.OPEN
    number: str = ""
    customer_reference: str = ""
    channel: str = ""
    location_id: int | None = None
    ordered_on: date | None = None
    wanted_on: date | None = None
    wanted_at: time | None = None
    priority: int | None = None
    ship_complete: bool = False
    pick_up: bool = False
    # Later than wanted, or promised, the goods are of no use.
    date_essential: bool = False
    delivery: dict[str, str] = field(default_factory=dict)
    shipping_charge: Decimal = Decimal(0)
    currency: str = ""
    note: str = ""
    told: bool = True
    accept_backorders: bool = False
    payments: tuple[PaymentDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Entered:
    """The new order, its lines in the draft's order, and a fingerprint of the plan it made."""

    order_id: int
    number: str
    line_ids: tuple[int, ...]
    fingerprint: str


def checked_amount(amount: Decimal, *, zero: bool = False) -> Decimal:
    """An amount that can be charged or paid, else InvalidInput."""
    if not amount.is_finite() or not 0 <= amount <= MOST_MONEY or (not amount and not zero):
        raise InvalidInput(tr("This is no amount."), tr("Type an amount of money, not below zero."))
    return amount


def enter_order(session: Session, draft: OrderDraft) -> Entered:
    """Write an order or a quote, settle its pools and record what the customer was told."""
    if not draft.lines:
        raise InvalidInput(tr("The order has no lines."), tr("Add a product."))
    checked_amount(draft.shipping_charge, zero=True)
    location_id = draft.location_id or main_location(session)
    products = products_of(session, draft.lines)
    pools = pools_of(session, [(each.product_id, each.location_id or location_id) for each in draft.lines])
    touch = begin(session, pools)
    order = _order(session, draft, location_id)
    session.add(order)
    session.flush()
    for payment in draft.payments:
        if payment.voucher:
            raise Refused(tr("A voucher pays orders that are entered."), tr("Record that payment then."))
        session.add(
            Payment(
                order_id=order.id,
                kind=payment.kind,
                amount=checked_amount(payment.amount),
                way=payment.way,
                paid_on=payment.paid_on or today(session),
                note=payment.note,
            )
        )
    priority = priority_of(session, order)
    lines = [
        new_line(order, each, products[each.product_id], pool_id, position, priority)
        for position, (each, pool_id) in enumerate(zip(draft.lines, pools, strict=True), 1)
    ]
    session.add_all(lines)
    session.flush()
    line_ids = tuple(line.id for line in lines)
    number, order_id = order.number, order.id
    record_all(
        session,
        [Event("ordered", line_id=line.id, pool_id=line.pool_id, quantity=line.ordered) for line in lines],
    )
    touched(session, Area.ORDERS)
    if draft.state == OrderState.QUOTE:
        return Entered(order_id, number, line_ids, "")
    touch.lines.update(line_ids)
    settled = settle(session, touch)
    if not draft.accept_backorders:
        check_policy(session, line_ids)
    if draft.told:
        promise_as_shown(session, line_ids)
        tell_confirmed(session, order_id)
    return Entered(order_id, number, line_ids, settled.fingerprint)


def _order(session: Session, draft: OrderDraft, location_id: int) -> Order:
    return Order(
        number=number_for(session, "order", draft.number or None),
        state=draft.state,
        customer_id=draft.customer_id,
        customer_reference=draft.customer_reference,
        channel=draft.channel,
        location_id=location_id,
        ordered_on=draft.ordered_on or today(session),
        wanted_on=draft.wanted_on,
        wanted_minute=None if draft.wanted_at is None else draft.wanted_at.hour * 60 + draft.wanted_at.minute,
        priority=draft.priority,
        ship_complete=draft.ship_complete,
        pick_up=draft.pick_up,
        date_essential=draft.date_essential,
        shipping_charge=draft.shipping_charge,
        currency=draft.currency or shop_settings(session).currency,
        note=draft.note,
        created_at=now(session),
        **{f"delivery_{key}": text for key, text in draft.delivery.items()},
    )


def products_of(session: Session, drafts: Sequence[OrderLineDraft]) -> dict[int, Product]:
    """The products of these lines by id; NotFound if one is gone."""
    wanted = {each.product_id for each in drafts}
    found = {each.id: each for each in session.scalars(select(Product).where(Product.id.in_(wanted)))}
    if len(found) < len(wanted):
        raise NotFound(tr("This product no longer exists."), tr("Choose another."))
    return found


def new_line(
    order: Order, draft: OrderLineDraft, product: Product, pool_id: int, position: int, priority: int
) -> OrderLine:
    """A row for a drafted line, ranked as its order is."""
    quantity = checked_quantity(product, draft.quantity)
    line = OrderLine(
        order_id=order.id,
        position=position,
        product_id=product.id,
        pool_id=pool_id,
        text=draft.text,
        price=product.price if draft.price is None else draft.price,
        discount=draft.discount,
        tax_rate=product.tax_rate if draft.tax_rate is None else draft.tax_rate,
        ordered=quantity,
        demanded=Decimal(0) if order.state == OrderState.QUOTE else quantity,
    )
    copy_rank(order, line, priority)
    return line


def priority_of(session: Session, order: Order) -> int:
    """The order's own priority, else its customer's (R2)."""
    if order.priority is not None or order.customer_id is None:
        return order.priority or 0
    # Locked against another till that is changing it: the line would keep the old one.
    lock = " FOR SHARE" if is_postgresql(session) else ""
    sql = f"SELECT priority FROM customers WHERE id = ?{lock}"
    return int(value(session, sql, (order.customer_id,)) or 0)


def copy_rank(order: Order, line: OrderLine, priority: int) -> None:
    """Bring a line's copies of its order's fields up to date; together they are its rank (R2)."""
    line.state = order.state
    line.on_hold = order.on_hold
    line.ship_complete = order.ship_complete
    line.precedence = -priority
    line.ordered_on = order.ordered_on
    line.wanted_on = order.wanted_on
    line.due = (order.wanted_on or order.ordered_on).toordinal() * MINUTES_A_DAY + (order.wanted_minute or 0)


def confirm_order(
    session: Session, order_id: int, *, told: bool = True, accept_backorders: bool = False
) -> Entered:
    """A quote becomes demand."""
    order, lines, touch = open_order(session, order_id)
    if order.state != OrderState.QUOTE:
        raise Refused(tr("{number} is no quote.", number=order.number), tr("Reload the list."))
    order.state = OrderState.OPEN
    priority = priority_of(session, order)
    for line in lines:
        line.demanded = line.ordered
        copy_rank(order, line, priority)
    line_ids, number = tuple(line.id for line in lines), order.number
    for line_id in line_ids:
        record(session, "confirmed", line_id=line_id)
    settled = settle(session, touch)
    if not accept_backorders:
        check_policy(session, line_ids)
    if told:
        promise_as_shown(session, line_ids)
        tell_confirmed(session, order_id)
    return Entered(order_id, number, line_ids, settled.fingerprint)
