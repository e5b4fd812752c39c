"""Lines of an order that is entered already: more, fewer, another quantity (R7)."""

from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.backorder_policy import check_policy
from app.actions.context import touched
from app.actions.documents import (
    checked_quantity,
    close_if_done,
    free,
    open_line,
    order_of,
    record,
    tied_pools,
)
from app.actions.ordering import OrderLineDraft, new_line, priority_of, products_of
from app.actions.pools import pool_of
from app.actions.promises import promise_as_shown
from app.actions.settling import Settled, begin, settle
from app.actions.vouchers import lapse_of_line, revive_of_lines
from app.changes import Area
from app.errors import NotFound, Refused
from app.language import tr
from app.wording import quantity_text
from db.models.catalogue import Product
from db.models.orders import Order
from db.rows import run, value
from db.terms import OrderState


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
    product = products_of(session, [draft])[draft.product_id]
    pool_id = pool_of(session, draft.product_id, draft.location_id or int(location))
    touch = begin(session, [pool_id, *tied_pools(session, order_id)])
    order = session.get_one(Order, order_id, populate_existing=True)
    _reopen(session, order)
    last = value(
        session, "SELECT coalesce(max(position), 0) FROM order_lines WHERE order_id = ?", (order_id,)
    )
    line = new_line(order, draft, product, pool_id, int(last or 0) + 1, priority_of(session, order))
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
            tr("{shipped} of this line left already.", shipped=quantity_text(line.shipped)),
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
    if quantity > before:
        revive_of_lines(session, [line_id])
    settled = settle(session, touch)
    _finish_change(session, order_id)
    if quantity > before and not accept_backorders:
        check_policy(session, [line_id])
    return settled


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
    lapse_of_line(session, line_id)
    line.removed = True
    line.demanded = line.cancelled = Decimal(0)
    settle(session, touch)
    _finish_change(session, order_id)
