"""Orders and quotes: entering, confirming, changing (R1, R7, R8, R11)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.cataloguing import main_location, pool_of, pools_of
from app.actions.context import now, today, touched
from app.actions.documents import (
    Event,
    checked_quantity,
    close_if_done,
    free,
    number_for,
    open_line,
    open_order,
    order_of,
    record,
    record_all,
    tied_pools,
)
from app.actions.promises import promise_as_shown
from app.actions.settling import Settled, begin, settle
from app.changes import Area
from app.errors import InvalidInput, NeedsConsent, NotFound, Refused
from app.language import tr
from app.quantities import quantity_of
from app.settings import shop_settings
from db.models.catalogue import Product
from db.models.orders import Order, OrderLine, Payment
from db.rows import fetch_for, run, value
from db.terms import BackorderPolicy, OrderState

MINUTES_A_DAY = 1440
STRICTNESS = (BackorderPolicy.ALWAYS, BackorderPolicy.ASK, BackorderPolicy.NEVER)


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
    """Money taken with the order."""

    amount: Decimal
    way: str = ""
    kind: str = "payment"
    paid_on: date | None = None


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


def enter_order(session: Session, draft: OrderDraft) -> Entered:
    """Write an order or a quote, settle its pools and record what the customer was told."""
    if not draft.lines:
        raise InvalidInput(tr("The order has no lines."), tr("Add a product."))
    location_id = draft.location_id or main_location(session)
    products = _products(session, draft.lines)
    pools = pools_of(session, [(each.product_id, each.location_id or location_id) for each in draft.lines])
    touch = begin(session, pools)
    order = _order(session, draft, location_id)
    session.add(order)
    session.flush()
    for payment in draft.payments:
        session.add(
            Payment(
                order_id=order.id,
                kind=payment.kind,
                amount=payment.amount,
                way=payment.way,
                paid_on=payment.paid_on or today(session),
            )
        )
    priority = priority_of(session, order)
    lines = [
        _line(order, each, products[each.product_id], pool_id, position, priority)
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
        shipping_charge=draft.shipping_charge,
        currency=draft.currency or shop_settings(session).currency,
        note=draft.note,
        created_at=now(session),
        **{f"delivery_{key}": text for key, text in draft.delivery.items()},
    )


def _products(session: Session, drafts: Sequence[OrderLineDraft]) -> dict[int, Product]:
    wanted = {each.product_id for each in drafts}
    found = {each.id: each for each in session.scalars(select(Product).where(Product.id.in_(wanted)))}
    if len(found) < len(wanted):
        raise NotFound(tr("This product no longer exists."), tr("Choose another."))
    return found


def _line(
    order: Order, draft: OrderLineDraft, product: Product, pool_id: int, position: int, priority: int
) -> OrderLine:
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
    return int(value(session, "SELECT priority FROM customers WHERE id = ?", (order.customer_id,)) or 0)


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
    return Entered(order_id, number, line_ids, settled.fingerprint)


def add_line(
    session: Session,
    order_id: int,
    draft: OrderLineDraft,
    *,
    told: bool = True,
    accept_backorders: bool = False,
) -> int:
    """Id of the new line; on an order that was done, it reopens the order."""
    location = value(session, "SELECT location_id FROM orders WHERE id = ?", (order_id,))
    if location is None:
        raise NotFound(tr("This order no longer exists."), tr("Reload the list."))
    product = _products(session, [draft])[draft.product_id]
    pool_id = pool_of(session, draft.product_id, draft.location_id or int(location))
    touch = begin(session, [pool_id, *tied_pools(session, order_id)])
    order = session.get_one(Order, order_id, populate_existing=True)
    _reopen(session, order)
    last = value(
        session, "SELECT coalesce(max(position), 0) FROM order_lines WHERE order_id = ?", (order_id,)
    )
    line = _line(order, draft, product, pool_id, int(last or 0) + 1, priority_of(session, order))
    session.add(line)
    session.flush()
    line_id = line.id
    record(session, "ordered", line_id=line_id, pool_id=pool_id, quantity=line.ordered)
    if order.state != OrderState.QUOTE:
        touch.lines.add(line_id)
        settle(session, touch)
        if not accept_backorders:
            check_policy(session, [line_id])
        if told:
            promise_as_shown(session, [line_id])
    touched(session, Area.ORDERS)
    return line_id


def _reopen(session: Session, order: Order) -> None:
    if order.state in (OrderState.DONE, OrderState.CANCELLED):
        order.state = OrderState.OPEN
        session.flush()
        run(session, "UPDATE order_lines SET state = 'open' WHERE order_id = ?", (order.id,))
        session.expire_all()


def set_quantity(
    session: Session, line_id: int, quantity: Decimal, *, accept_backorders: bool = False
) -> Settled:
    """Make ordered − cancelled equal `quantity` (R7)."""
    line, touch = open_line(session, line_id)
    order = order_of(session, line)
    checked_quantity(session.get_one(Product, line.product_id), quantity)
    if quantity < line.shipped:
        raise Refused(
            tr("{shipped} of this line left already.", shipped=_plain(line.shipped)),
            tr("Enter at least what was shipped, or take goods back."),
        )
    before = line.ordered - line.cancelled
    if quantity > before:
        _reopen(session, order)
    is_quote = order.state == OrderState.QUOTE  # read first: it would flush a line half changed
    line.ordered = quantity + line.cancelled
    if not is_quote:
        line.demanded = line.ordered
        free(line, max(Decimal(0), line.reserved - (quantity - line.shipped)), touch)
    record(
        session,
        "quantity_set",
        line_id=line_id,
        pool_id=line.pool_id,
        quantity=quantity - before,
    )
    order_id = order.id
    settled = settle(session, touch)
    _finish_change(session, order_id)
    if quantity > before and not accept_backorders:
        check_policy(session, [line_id])
    return settled


def _plain(quantity: Decimal) -> str:
    return f"{quantity.normalize():f}"


def _finish_change(session: Session, order_id: int) -> None:
    close_if_done(session, order_id)
    touched(session, Area.ORDERS)


def remove_line(session: Session, line_id: int) -> None:
    """Drop a line that never shipped; what it held goes to the queue."""
    line, touch = open_line(session, line_id)
    shipped = value(session, "SELECT 1 FROM shipment_lines WHERE order_line_id = ?", (line_id,))
    if line.shipped or shipped:
        raise Refused(
            tr("This line has shipments."), tr("Cancel the rest of it instead; what left stays on record.")
        )
    order = order_of(session, line)
    if order.state == OrderState.CANCELLED:
        raise Refused(tr("{number} is cancelled.", number=order.number), tr("Nothing is left to remove."))
    order_id, pool_id, quantity = order.id, line.pool_id, line.ordered
    record(session, "line_removed", pool_id=pool_id, quantity=quantity, order=order.number)
    free(line, line.reserved, touch)
    line.removed = True
    line.demanded = line.cancelled = Decimal(0)
    settle(session, touch)
    _finish_change(session, order_id)


def check_policy(session: Session, line_ids: Sequence[int]) -> None:
    """Refuse a line that would wait against the policy (R8); called once its pool is settled."""
    rows = fetch_for(
        session,
        "SELECT p.id, p.sku, l.backordered - s.available, p.backorders, coalesce(c.backorders, 'always'),"
        " p.backorder_limit FROM order_lines l JOIN stock_levels s ON s.id = l.pool_id"
        " JOIN products p ON p.id = l.product_id JOIN orders o ON o.id = l.order_id"
        " LEFT JOIN customers c ON c.id = o.customer_id WHERE l.id IN ({ids})"
        " AND l.backordered > s.available AND p.kind = 'stocked' AND l.on_hold = 0 ORDER BY l.id",
        line_ids,
    )
    for product_id, sku, short, own, theirs, limit in rows:
        policy = max(BackorderPolicy(own), BackorderPolicy(theirs), key=STRICTNESS.index)
        if policy != BackorderPolicy.ALWAYS:
            kind = Refused if policy == BackorderPolicy.NEVER else NeedsConsent
            raise kind(
                tr("{sku} is short by {short}.", sku=sku, short=_plain(quantity_of(short))),
                tr("Sell what is there, offer a substitute, or record a lost sale."),
            )
        if limit is not None:
            _check_limit(session, product_id, sku, limit)


def _check_limit(session: Session, product_id: int, sku: str, limit: int) -> None:
    waiting = value(session, "SELECT sum(backordered) FROM stock_levels WHERE product_id = ?", (product_id,))
    if int(waiting or 0) > limit:
        raise Refused(
            tr("No more than {limit} of {sku} may wait.", limit=_plain(quantity_of(limit)), sku=sku),
            tr("Sell what is there, offer a substitute, or record a lost sale."),
        )
