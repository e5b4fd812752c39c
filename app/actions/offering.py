"""Offering what lies free in place of goods that are missing; the letter names it (R22, R24)."""

from sqlalchemy.orm import Session

from app.actions.documents import open_line, order_of, refuse_on_hold, refuse_quote
from app.actions.notifying import NoticeRow, void_notices, write_notices
from app.actions.notifying_orders import customer_to_tell
from app.errors import AlreadyDone, Refused
from app.language import tr
from app.quantities import units
from db.models.catalogue import Product
from db.rows import fetch, run, value
from db.terms import NoticeKind

_FREE = (
    "SELECT 1 FROM stock_levels own JOIN substitutes s ON s.product_id = own.product_id"
    " OR (s.substitute_id = own.product_id AND s.two_way = 1)"
    " JOIN products p ON p.id = CASE WHEN s.product_id = own.product_id THEN s.substitute_id"
    " ELSE s.product_id END AND p.active = 1 AND p.kind = 'stocked'"
    " JOIN stock_levels k ON k.product_id = p.id AND k.location_id = own.location_id AND k.available > 0"
    " WHERE own.id = ? LIMIT 1"
)
_OFFERED = "SELECT id FROM notices WHERE order_line_id = ? AND kind = 'substitute_offer' AND state = 'due'"


def offer_substitute(session: Session, line_id: int) -> int:
    """Id of the notice that offers what lies free for the missing part; once more is the same notice."""
    line, _ = open_line(session, line_id)
    order = order_of(session, line)
    refuse_quote(order)
    refuse_on_hold(order)
    if not line.backordered:
        raise Refused(tr("Nothing of this line is missing."), tr("Ship what is reserved."))
    if value(session, _FREE, (line.pool_id,)) is None:
        sku = session.get_one(Product, line.product_id).sku
        raise Refused(
            tr("Nothing lies free that could stand for {sku}.", sku=sku),
            tr("Name substitutes on the product, or wait until one is in stock."),
        )
    customer_id = customer_to_tell(session, order.id)
    if customer_id is None:
        raise Refused(
            tr("This customer is not written to."), tr("Choose how the customer hears of delays, or call.")
        )
    missing = units(line.backordered)
    known = value(session, _OFFERED, (line_id,))
    if known is None:
        row = NoticeRow(NoticeKind.SUBSTITUTE_OFFER, customer_id, order.id, line_id, quantity=missing)
        write_notices(session, [row])
        known = value(session, _OFFERED, (line_id,))
    else:
        run(session, "UPDATE notices SET quantity = ? WHERE id = ?", (missing, known))
    return int(known or 0)


def withdraw_offer(session: Session, line_id: int) -> None:
    """An offer that was not sent yet is not made; AlreadyDone where there is none."""
    found = [row[0] for row in fetch(session, _OFFERED, (line_id,))]
    if not found:
        raise AlreadyDone(tr("No offer is due for this line."), tr("Reload the list."))
    void_notices(session, found)
