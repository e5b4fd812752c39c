"""Work done on a resource: finished goods and services rendered (R30)."""

from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.capacity_used import use_capacity
from app.actions.context import today, touched
from app.actions.documents import (
    checked_quantity,
    close_if_done,
    number_for,
    open_line,
    order_of,
    record,
    refuse_on_hold,
    refuse_quote,
)
from app.actions.settling import Move, Settled, settle
from app.actions.shipping import Shipped
from app.changes import Area
from app.errors import Refused
from app.language import tr
from app.quantities import units
from app.wording import quantity_text
from db.models.catalogue import Product
from db.models.orders import OrderLine
from db.models.shipping import Shipment, ShipmentLine
from db.terms import MoveKind, ProductKind


def finish(session: Session, line_id: int, quantity: Decimal) -> Settled:
    """Book made goods into the pool, the line they were made for first."""
    line, touch = open_line(session, line_id)
    product = _worked_on(session, line, ProductKind.MADE, quantity)
    touch.moves.append(Move(line.pool_id, units(quantity), MoveKind.FINISHED, order_line_id=line_id))
    touch.directed[line_id] += units(quantity)
    use_capacity(session, product, line_id, quantity)
    record(session, "finished", line_id=line_id, pool_id=line.pool_id, quantity=quantity)
    return settle(session, touch)


def done(session: Session, line_id: int, quantity: Decimal, *, number: str | None = None) -> Shipped:
    """A service rendered counts as shipped, without stock."""
    line, touch = open_line(session, line_id)
    product = _worked_on(session, line, ProductKind.SERVICE, quantity)
    if quantity > line.open:
        raise Refused(
            tr("Only {open} of this line are open.", open=quantity_text(line.open)),
            tr("Enter no more than that."),
        )
    number = number_for(session, "shipment", number)
    shipment = Shipment(number=number, order_id=line.order_id, shipped_on=today(session))
    session.add(shipment)
    session.flush()
    session.add(ShipmentLine(shipment_id=shipment.id, order_line_id=line_id, quantity=quantity))
    line.shipped += quantity
    use_capacity(session, product, line_id, quantity)
    record(session, "done", line_id=line_id, pool_id=line.pool_id, quantity=quantity, number=number)
    order_id, shipment_id = line.order_id, shipment.id
    settle(session, touch)
    close_if_done(session, order_id)
    touched(session, Area.ORDERS)
    return Shipped(shipment_id, number)


def _worked_on(session: Session, line: OrderLine, kind: ProductKind, quantity: Decimal) -> Product:
    order = order_of(session, line)
    refuse_quote(order)
    refuse_on_hold(order)
    product = session.get_one(Product, line.product_id)
    if product.kind != kind:
        if kind == ProductKind.MADE:
            raise Refused(tr("{sku} is not made to order.", sku=product.sku), tr("Receive it instead."))
        raise Refused(tr("{sku} is no service.", sku=product.sku), tr("Ship it instead."))
    checked_quantity(product, quantity)
    return product
