"""Goods come back (R19)."""

from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.context import today, touched
from app.actions.documents import checked_quantity, number_for, open_line, record
from app.actions.settling import Move, settle
from app.changes import Area
from app.errors import Refused
from app.language import tr
from app.quantities import units
from db.models.catalogue import Product
from db.models.shipping import Return
from db.terms import Condition, MoveKind, ProductKind


def take_return(
    session: Session,
    line_id: int,
    quantity: Decimal,
    *,
    condition: str = Condition.SALEABLE,
    reason: str = "",
    number: str | None = None,
) -> int:
    """Id of the return; goods fit for sale go to the queue, damaged ones are written off."""
    line, touch = open_line(session, line_id)
    product = session.get_one(Product, line.product_id)
    checked_quantity(product, quantity)
    if quantity > line.shipped - line.returned:
        raise Refused(
            tr(
                "Only {left} of this line can come back.",
                left=f"{(line.shipped - line.returned).normalize():f}",
            ),
            tr("Enter no more than was shipped and not yet returned."),
        )
    number = number_for(session, "return", number)
    back = Return(
        number=number,
        order_line_id=line_id,
        quantity=quantity,
        condition=condition,
        returned_on=today(session),
        reason=reason,
    )
    session.add(back)
    session.flush()
    return_id = back.id
    line.returned += quantity
    if product.kind != ProductKind.SERVICE:
        touch.moves.append(Move(line.pool_id, units(quantity), MoveKind.RETURN, number, line_id))
        if condition == Condition.DAMAGED:
            touch.moves.append(
                Move(line.pool_id, -units(quantity), MoveKind.WRITE_OFF, number, line_id, note=reason)
            )
    record(
        session,
        "returned",
        line_id=line_id,
        pool_id=line.pool_id,
        quantity=quantity,
        condition=condition,
        number=number,
    )
    settle(session, touch)
    touched(session, Area.ORDERS)
    return return_id
