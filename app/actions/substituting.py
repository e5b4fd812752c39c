"""Another product in place of one that is short, with the customer's consent (R24)."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.cancelling import give_up
from app.actions.context import touched
from app.actions.documents import checked_quantity, open_order, record, refuse_quote
from app.actions.ordering import copy_rank, priority_of
from app.actions.pools import pool_of
from app.actions.promises import Told, write_promises
from app.actions.set_aside import close_offer, void_empty_notices
from app.actions.settling import settle
from app.actions.snapshot import lock_pools
from app.changes import Area
from app.errors import InvalidInput, NeedsConsent, NotFound, Refused
from app.language import tr
from app.quantities import units
from app.wording import quantity_text
from db.models.catalogue import Product
from db.models.offers import Offer
from db.models.orders import OrderLine
from db.rows import fetch_one, value
from db.terms import CancellationKind, OfferState

_READY = (0, 0)


def substitute(
    session: Session,
    line_id: int,
    quantity: Decimal,
    product_id: int,
    *,
    ratio: Decimal = Decimal(1),
    price: Decimal | None = None,
) -> int:
    """Id of the line that replaces `quantity` of another at its order's rank: `ratio` units for one.

    It takes what an offer keeps of the product for the line, at the price of the offer.
    """
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
    offer = _offer_of(session, line_id, product_id)
    new = OrderLine(
        order_id=order_id,
        position=max(each.position for each in lines) + 1,
        product_id=product_id,
        pool_id=pool_id,
        price=price if price is not None else offer.price if offer else other.price,
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
    if offer is not None:
        # What was kept for the customer is his, whoever ranks before him.
        touch.freed[pool_id] += close_offer(session, offer.id, OfferState.ACCEPTED)
        touch.directed[new_id] = min(units(offer.set_aside), units(new.ordered))
        void_empty_notices(session, [offer.notice_id] if offer.notice_id else [])
    record(session, "substitute", line_id=new_id, pool_id=pool_id, quantity=new.ordered, instead_of=line_id)
    promised = line.promised_on
    touch.lines.add(new_id)
    settle(session, touch)
    if promised is not None:
        write_promises(session, [Told(new_id, promised)], cause="substitute")
    touched(session, Area.ORDERS)
    return new_id


def take_substitute(
    session: Session,
    line_id: int,
    quantity: Decimal,
    product_id: int,
    *,
    ratio: Decimal = Decimal(1),
    price: Decimal | None = None,
    although_later: bool = False,
) -> int:
    """As `substitute`; NeedsConsent where it would come no sooner than the original."""
    before = _comes(session, line_id)
    new_id = substitute(session, line_id, quantity, product_id, ratio=ratio, price=price)
    if not although_later and _comes(session, new_id) >= before:
        if before == _READY:
            raise NeedsConsent(
                tr("What was ordered is ready meanwhile."), tr("Ship it, or confirm the substitute.")
            )
        raise NeedsConsent(
            tr("The substitute is gone: it would come no sooner."), tr("Choose another one, or confirm it.")
        )
    return new_id


def _comes(session: Session, line_id: int) -> tuple[int, int]:
    """Sorts by when a line can leave: ready, by its date, or nobody knows when."""
    row = fetch_one(session, "SELECT waiting, expected_on FROM order_lines WHERE id = ?", (line_id,))
    if row is None:
        raise NotFound(tr("This order line no longer exists."), tr("Reload the list."))
    if not row[0]:
        return _READY
    return (2, 0) if row[1] is None else (1, int(row[1]))


def _offer_of(session: Session, line_id: int, product_id: int) -> Offer | None:
    """The open offer of that product to the line."""
    found = select(Offer).where(
        Offer.order_line_id == line_id, Offer.product_id == product_id, Offer.state == OfferState.OPEN
    )
    return session.scalars(found.execution_options(populate_existing=True)).first()
