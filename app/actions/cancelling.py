"""Giving up a quantity, in part or whole, and taking that back (R18)."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.context import action_id, today, touched
from app.actions.costs import margin_lost
from app.actions.documents import (
    checked_quantity,
    close_if_done,
    free,
    open_line,
    open_order,
    order_of,
    record,
)
from app.actions.notifying_orders import tell_cancelled, tell_order, tell_reopened
from app.actions.settling import Settled, Touch, settle
from app.actions.vouchers import lapse_of_line, revive_of_lines
from app.changes import Area
from app.errors import AlreadyDone, Refused
from app.language import tr
from app.quantities import units
from app.wording import quantity_text
from db.models.catalogue import Product
from db.models.orders import Cancellation, OrderLine
from db.rows import run
from db.terms import CancellationKind, OrderState

NOTHING = Decimal(0)


def cancel_line(session: Session, line_id: int, quantity: Decimal, *, reason: str = "") -> Settled:
    """Cancel a part of a line, what waits first."""
    line, touch = open_line(session, line_id)
    order = order_of(session, line)
    if order.state == OrderState.QUOTE:
        raise Refused(tr("{number} is a quote.", number=order.number), tr("Remove the line instead."))
    checked_quantity(session.get_one(Product, line.product_id), quantity)
    if not line.open:
        raise AlreadyDone(tr("Nothing is left open of this line."), tr("Reload the list."))
    if quantity > line.open:
        raise Refused(
            tr("Only {open} of this line are open.", open=quantity_text(line.open)),
            tr("What was shipped can be returned, not cancelled."),
        )
    order_id = order.id
    give_up(session, line, quantity, CancellationKind.CANCELLED, reason, touch)
    settled = settle(session, touch)
    close_if_done(session, order_id)
    touched(session, Area.ORDERS, Area.PURCHASES)
    return settled


def give_up(
    session: Session, line: OrderLine, quantity: Decimal, kind: str, reason: str, touch: Touch
) -> None:
    """Move open units to cancelled, freeing what the rest no longer needs."""
    left = line.open - quantity
    lost, cause = NOTHING, ""
    if kind != CancellationKind.SUBSTITUTED:
        lost, cause = margin_lost(session, line, quantity)
    line.cancelled += quantity
    if not left and not line.shipped and kind != CancellationKind.SUBSTITUTED:
        lapse_of_line(session, line.id)
    free(line, max(NOTHING, line.reserved - left), touch)
    session.add(
        Cancellation(
            order_line_id=line.id,
            kind=kind,
            quantity=quantity,
            reason=reason,
            cancelled_on=today(session),
            action_id=action_id(session),
            margin=lost,
            cause=cause,
        )
    )
    record(session, str(kind), line_id=line.id, pool_id=line.pool_id, quantity=quantity, reason=reason)
    if kind != CancellationKind.SUBSTITUTED:
        tell_cancelled(session, line.order_id, line.id, units(quantity), reason)
    if not left and kind != CancellationKind.SUBSTITUTED:
        run(
            session,
            "UPDATE purchase_lines SET no_longer_needed = 1 WHERE for_line_id = ? AND incoming > 0",
            (line.id,),
        )


def cancel_order(session: Session, order_id: int, *, reason: str = "") -> Settled:
    """Cancel all that is open of an order; a second time is AlreadyDone."""
    return _end(session, order_id, CancellationKind.CANCELLED, reason)


def close_rest(session: Session, order_id: int, *, reason: str = "") -> Settled:
    """Cancel what a part-shipped order still lacks; `reopen` undoes it."""
    return _end(session, order_id, CancellationKind.CLOSED, reason)


def _end(session: Session, order_id: int, kind: CancellationKind, reason: str) -> Settled:
    order, lines, touch = open_order(session, order_id)
    if order.state == OrderState.CANCELLED:
        raise AlreadyDone(tr("{number} is already cancelled.", number=order.number), tr("Reload the list."))
    if order.state == OrderState.QUOTE:
        order.state = OrderState.CANCELLED
        for line in lines:
            line.state = OrderState.CANCELLED
        record(session, str(kind), order=order.number, reason=reason)
        return settle(session, touch)
    waiting = [line for line in lines if line.open]
    if not waiting:
        raise AlreadyDone(
            tr("Nothing is left open of {number}.", number=order.number), tr("Reload the list.")
        )
    for line in waiting:
        give_up(session, line, line.open, kind, reason, touch)
    settled = settle(session, touch)
    close_if_done(session, order_id)
    touched(session, Area.ORDERS, Area.PURCHASES)
    return settled


def reopen(session: Session, order_id: int) -> Settled:
    """Undo `close_rest`: what it closed waits again at its rank."""
    order, lines, touch = open_order(session, order_id)
    by_id = {line.id: line for line in lines}
    closed = session.scalars(
        select(Cancellation).where(
            Cancellation.order_line_id.in_(by_id),
            Cancellation.kind == CancellationKind.CLOSED,
            Cancellation.undone < Cancellation.quantity,
        )
    ).all()
    if not closed:
        raise Refused(
            tr("Nothing of {number} was closed.", number=order.number),
            tr("Raise the quantity of a line to order more."),
        )
    order.state = OrderState.OPEN
    for line in lines:
        line.state = OrderState.OPEN
    for each in closed:
        line = by_id[each.order_line_id]
        line.cancelled -= each.quantity - each.undone
        record(
            session, "reopened", line_id=line.id, pool_id=line.pool_id, quantity=each.quantity - each.undone
        )
        tell_reopened(session, order_id, line.id, units(each.quantity - each.undone))
        each.undone = each.quantity
        revive_of_lines(session, [line.id])
        run(
            session,
            "UPDATE purchase_lines SET no_longer_needed = 0 WHERE for_line_id = ?",
            (line.id,),
        )
    touched(session, Area.ORDERS, Area.PURCHASES)
    settled = settle(session, touch)
    tell_order(session, order_id)
    return settled
