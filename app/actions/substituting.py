"""Another product in place of one that is short, with the customer's consent (R24)."""

from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.cancelling import give_up
from app.actions.context import touched
from app.actions.documents import checked_quantity, open_order, record, refuse_quote
from app.actions.ordering import copy_rank, priority_of
from app.actions.pools import pool_of
from app.actions.promises import Told, write_promises
from app.actions.settling import settle
from app.actions.snapshot import lock_pools
from app.changes import Area
from app.errors import InvalidInput, NotFound, Refused
from app.language import tr
from app.wording import quantity_text
from db.models.catalogue import Product
from db.models.orders import OrderLine
from db.rows import value
from db.terms import CancellationKind


def substitute(
    session: Session,
    line_id: int,
    quantity: Decimal,
    product_id: int,
    *,
    ratio: Decimal = Decimal(1),
    price: Decimal | None = None,
) -> int:
    """Id of the line that replaces `quantity` of another at its order's rank: `ratio` units for one."""
    order_id = value(session, "SELECT order_id FROM order_lines WHERE id = ?", (line_id,))
    other = session.get(Product, product_id)
    if order_id is None or other is None:
        raise NotFound(tr("This order line no longer exists."), tr("Reload the list."))
    location = value(
        session,
        "SELECT s.location_id FROM stock_levels s JOIN order_lines l ON l.pool_id = s.id WHERE l.id = ?",
        (line_id,),
    )
    pool_id = pool_of(session, product_id, int(location or 0))
    order, lines, touch = open_order(session, order_id)
    refuse_quote(order)
    line = next(each for each in lines if each.id == line_id)
    checked_quantity(session.get_one(Product, line.product_id), quantity)
    if quantity > line.open:
        raise Refused(
            tr("Only {open} of this line are open.", open=quantity_text(line.open)),
            tr("Substitute no more than that."),
        )
    if line.product_id == product_id or ratio <= 0:
        raise InvalidInput(tr("This is no substitute."), tr("Choose another product."))
    touch.pools |= lock_pools(session, [pool_id])
    new = OrderLine(
        order_id=order_id,
        position=max(each.position for each in lines) + 1,
        product_id=product_id,
        pool_id=pool_id,
        price=other.price if price is None else price,
        tax_rate=other.tax_rate,
        ordered=checked_quantity(other, quantity * ratio),
        demanded=quantity * ratio,
        substitute_for_id=line_id,
    )
    copy_rank(order, new, priority_of(session, order))
    session.add(new)
    session.flush()
    new_id = new.id
    give_up(session, line, quantity, CancellationKind.SUBSTITUTED, "", touch)
    record(session, "substitute", line_id=new_id, pool_id=pool_id, quantity=new.ordered, instead_of=line_id)
    promised = line.promised_on
    touch.lines.add(new_id)
    settle(session, touch)
    if promised is not None:
        write_promises(session, [Told(new_id, promised)], cause="substitute")
    touched(session, Area.ORDERS)
    return new_id
