"""What finished work took of a resource, and giving it back when the work was booked by mistake (R30)."""

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.context import today, touched
from app.changes import Area
from app.quantities import quantity_of
from db.models.catalogue import Product, ResourceUse
from db.rows import fetch, value

FINEST = Decimal("0.001")


def use_capacity(session: Session, product: Product, line_id: int, quantity: Decimal) -> None:
    """Today so much of the product was worked on for this line."""
    if product.resource_id is not None:
        _book(session, product.resource_id, line_id, today(session), quantity * product.effort)


def give_back_newest(session: Session, line_id: int) -> None:
    """Undo what was booked last for this line."""
    newest = fetch(
        session,
        "SELECT resource_id, used_on, effort FROM resource_uses WHERE order_line_id = ?"
        " ORDER BY id DESC LIMIT 1",
        (line_id,),
    )
    for resource_id, used_on, effort in newest:
        _book(session, resource_id, line_id, date.fromordinal(used_on), -quantity_of(effort))


def give_back_done(session: Session, line_id: int, done_on: date, quantity: Decimal) -> None:
    """Undo part of a service of that day, by what it took then; before the shipment says it is undone."""
    done = value(
        session,
        "SELECT sum(l.quantity - l.undone) FROM shipment_lines l JOIN shipments s ON s.id = l.shipment_id"
        " WHERE l.order_line_id = ? AND s.shipped_on = ?",
        (line_id, done_on.toordinal()),
    )
    booked = fetch(
        session,
        "SELECT resource_id, sum(effort) FROM resource_uses WHERE order_line_id = ? AND used_on = ?"
        " GROUP BY resource_id",
        (line_id, done_on.toordinal()),
    )
    for resource_id, effort in booked:
        part = quantity_of(int(effort)) * quantity / quantity_of(int(done or 0))
        _book(session, resource_id, line_id, done_on, -part)


def _book(session: Session, resource_id: int, line_id: int, day: date, effort: Decimal) -> None:
    session.add(
        ResourceUse(
            resource_id=resource_id, order_line_id=line_id, used_on=day, effort=effort.quantize(FINEST)
        )
    )
    session.flush()
    touched(session, Area.RESOURCES)
