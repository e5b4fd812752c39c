"""Goods leave: at most what is reserved to the line, once per document (R4, R17)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.capacity_used import give_back_done
from app.actions.context import today, touched
from app.actions.costs import cost_of_shipment, forget_costs
from app.actions.documents import (
    checked_quantity,
    close_if_done,
    free,
    number_for,
    open_line,
    open_order,
    order_of,
    record,
    refuse_on_hold,
    refuse_quote,
)
from app.actions.making_good import make_good_shipped, unmake_good
from app.actions.notifying_orders import tell_shipped, tell_unshipped
from app.actions.settling import Move, settle
from app.changes import Area
from app.errors import AlreadyDone, InvalidInput, NeedsConsent, NotFound, Refused
from app.language import tr
from app.quantities import quantity_of, units
from app.wording import quantity_text
from db.models.catalogue import Product
from db.models.orders import Order, OrderLine
from db.models.shipping import Shipment, ShipmentLine
from db.rows import fetch, fetch_for, value
from db.terms import MoveKind, OrderState, ProductKind


@dataclass(frozen=True, slots=True)
class Shipped:
    """The shipment that was posted."""

    shipment_id: int
    number: str


def ship(
    session: Session,
    parts: Sequence[tuple[int, Decimal]],
    *,
    number: str | None = None,
    part_confirmed: bool = False,
    carrier: str = "",
    tracking: str = "",
) -> Shipped:
    """Post a shipment of (line id, quantity) parts of one order."""
    if not parts:
        raise InvalidInput(tr("Nothing to ship."), tr("Enter a quantity."))
    order_id = value(session, "SELECT order_id FROM order_lines WHERE id = ?", (parts[0][0],))
    if order_id is None:
        raise NotFound(tr("This order line no longer exists."), tr("Reload the list."))
    order, lines, touch = open_order(session, order_id)
    number = number_for(session, "shipment", number)
    refuse_quote(order)
    refuse_on_hold(order)
    by_id = {line.id: line for line in lines}
    quantities: dict[int, Decimal] = {}
    for line_id, quantity in parts:
        if line_id not in by_id:
            raise Refused(tr("A shipment serves one order."), tr("Ship the other order by itself."))
        quantities[line_id] = quantities.get(line_id, Decimal(0)) + quantity
    for line_id, quantity in quantities.items():
        _check(session, by_id[line_id], quantity)
    if order.ship_complete and not part_confirmed:
        _refuse_part(session, order, lines, quantities)
    shipment = Shipment(
        number=number, order_id=order_id, shipped_on=today(session), carrier=carrier, tracking=tracking
    )
    session.add(shipment)
    session.flush()
    for line_id, quantity in quantities.items():
        line = by_id[line_id]
        line.shipped += quantity
        free(line, quantity, touch)
        session.add(ShipmentLine(shipment_id=shipment.id, order_line_id=line_id, quantity=quantity))
        touch.moves.append(Move(line.pool_id, -units(quantity), MoveKind.SHIPMENT, number, line_id))
        record(session, "shipped", line_id=line_id, pool_id=line.pool_id, quantity=quantity, number=number)
    session.flush()
    shipment_id = shipment.id
    settle(session, touch)
    tell_shipped(session, shipment_id)
    cost_of_shipment(session, shipment_id, number)
    make_good_shipped(session, quantities)
    close_if_done(session, order_id)
    touched(session, Area.ORDERS)
    return Shipped(shipment_id, number)


def _check(session: Session, line: OrderLine, quantity: Decimal) -> None:
    product = session.get_one(Product, line.product_id)
    checked_quantity(product, quantity)
    if quantity > line.reserved:
        raise Refused(
            tr(
                "Only {reserved} of {sku} are reserved.",
                reserved=quantity_text(line.reserved),
                sku=product.sku,
            ),
            tr("Ship what is reserved; the rest waits."),
        )


def _refuse_part(
    session: Session, order: Order, lines: Sequence[OrderLine], quantities: dict[int, Decimal]
) -> None:
    for line in lines:
        kind = session.get_one(Product, line.product_id).kind
        cut_short = line.id in quantities and quantities[line.id] < line.open
        lacks = kind != ProductKind.SERVICE and line.backordered > 0
        if cut_short or lacks:
            raise NeedsConsent(
                tr("{number} ships complete.", number=order.number), tr("Confirm 'ship part' to send a part.")
            )


def undo_shipment(session: Session, number: str, line_id: int, quantity: Decimal) -> None:
    """Take back what was posted by mistake: stock and reservation are as before."""
    line, touch = open_line(session, line_id)
    order = order_of(session, line)
    posted = _posted(session, number, line_id)
    product = session.get_one(Product, line.product_id)
    checked_quantity(product, quantity)
    if quantity > min(posted.quantity - posted.undone, line.shipped - line.returned):
        raise Refused(
            tr("{number} did not ship that many.", number=number), tr("Undo no more than it shipped.")
        )
    is_service = product.kind == ProductKind.SERVICE
    if is_service:
        shipped_on = session.get_one(Shipment, posted.shipment_id).shipped_on
        give_back_done(session, line_id, shipped_on, quantity)
    posted.undone += quantity
    if posted.undone == posted.quantity:
        forget_costs(session, line_id, number)
    line.shipped -= quantity
    if order.state != OrderState.OPEN:
        order.state = OrderState.OPEN
        line.state = OrderState.OPEN
    if not is_service:
        touch.moves.append(Move(line.pool_id, units(quantity), MoveKind.SHIPMENT_UNDONE, number, line_id))
        if not order.on_hold:
            free(line, -quantity, touch)
    kind = "done_undone" if is_service else "shipment_undone"
    record(session, kind, line_id=line_id, pool_id=line.pool_id, quantity=quantity, number=number)
    order_id = order.id
    settle(session, touch)
    tell_unshipped(session, number, order_id, line_id, units(quantity))
    unmake_good(session, line_id)
    close_if_done(session, order_id)
    touched(session, Area.ORDERS)


def _posted(session: Session, number: str, line_id: int) -> ShipmentLine:
    posted = session.scalars(
        select(ShipmentLine)
        .join(Shipment, Shipment.id == ShipmentLine.shipment_id)
        .where(Shipment.number == number, ShipmentLine.order_line_id == line_id)
    ).first()
    if posted is None:
        raise NotFound(
            tr("{number} did not ship this line.", number=number), tr("Check the shipment's number.")
        )
    return posted


def undo_whole_shipment(session: Session, shipment_id: int) -> None:
    """Take back all that a shipment still has; refused where goods of it came back meanwhile."""
    shipment = session.get(Shipment, shipment_id)
    if shipment is None:
        raise NotFound(tr("This shipment no longer exists."), tr("Reload the list."))
    number = shipment.number
    rows = fetch(
        session,
        "SELECT order_line_id, quantity - undone FROM shipment_lines WHERE shipment_id = ?"
        " AND quantity > undone ORDER BY order_line_id",
        (shipment_id,),
    )
    if not rows:
        raise AlreadyDone(tr("{number} is already undone.", number=number), tr("Reload the list."))
    open_order(session, shipment.order_id)  # locks the pools of all lines at once
    for line_id, quantity in rows:
        undo_shipment(session, number, line_id, quantity_of(quantity))


def undo_shipments(session: Session, shipment_ids: Sequence[int]) -> None:
    """Take several back."""
    for shipment_id in shipment_ids:
        undo_whole_shipment(session, shipment_id)


def ship_orders(
    session: Session, parts: Sequence[tuple[int, Decimal]], *, carrier: str = ""
) -> tuple[Shipped, ...]:
    """Post one shipment an order for (line id, quantity) parts of several orders."""
    if not parts:
        raise InvalidInput(tr("Nothing to ship."), tr("Choose orders that are ready."))
    rows = fetch_for(
        session, "SELECT id, order_id FROM order_lines WHERE id IN ({ids})", [line_id for line_id, _ in parts]
    )
    order_of_line = {row[0]: row[1] for row in rows}
    by_order: dict[int, list[tuple[int, Decimal]]] = {}
    for line_id, quantity in parts:
        if line_id not in order_of_line:
            raise NotFound(tr("This order line no longer exists."), tr("Reload the list."))
        by_order.setdefault(order_of_line[line_id], []).append((line_id, quantity))
    return tuple(ship(session, each, carrier=carrier) for each in by_order.values())
