"""Counting, taking out, selling over the counter (R20)."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.context import today, touched
from app.actions.documents import checked_quantity, number_for, record
from app.actions.pools import main_location, pool_of
from app.actions.settling import Move, begin, settle
from app.changes import Area
from app.errors import InvalidInput, NotFound, Refused
from app.language import tr
from app.quantities import quantity_of, units
from db.models.catalogue import Product
from db.models.stock import Pool, StockCount, StockCountLine
from db.terms import MoveKind, ProductKind


@dataclass(frozen=True, slots=True)
class Counted:
    """The difference booked, and (order line, quantity) of reservations taken back."""

    difference: Decimal
    taken_back: tuple[tuple[int, Decimal], ...]


def count(
    session: Session,
    product_id: int,
    on_hand: Decimal,
    *,
    location_id: int | None = None,
    number: str | None = None,
    note: str = "",
) -> Counted:
    """Book the difference between the shelf and the books."""
    location = location_id or main_location(session)
    product = stocked(session, product_id)
    checked_quantity(product, on_hand, zero=True)
    touch = begin(session, [pool_of(session, product_id, location)])
    pool = session.get_one(Pool, pool_of(session, product_id, location), populate_existing=True)
    number = number_for(session, "count", number)
    sheet = StockCount(number=number, location_id=location, counted_on=today(session), note=note)
    session.add(sheet)
    session.flush()
    session.add(StockCountLine(count_id=sheet.id, pool_id=pool.id, expected=pool.on_hand, counted=on_hand))
    difference = on_hand - pool.on_hand
    touch.moves.append(Move(pool.id, units(difference), MoveKind.COUNT, number, note=note))
    record(session, "counted", pool_id=pool.id, quantity=difference, number=number)
    settled = settle(session, touch)
    lost = tuple((line_id, quantity_of(lost)) for line_id, lost in settled.lost.items())
    return Counted(difference, lost)


def issue(
    session: Session,
    product_id: int,
    quantity: Decimal,
    *,
    location_id: int | None = None,
    reason: str = "",
    number: str = "",
) -> None:
    """Take stock out without an order: only what is available."""
    product = stocked(session, product_id)
    checked_quantity(product, quantity)
    pool_id = pool_of(session, product_id, location_id or main_location(session))
    touch = begin(session, [pool_id])
    refuse_beyond_available(session, product, pool_id, quantity)
    touch.moves.append(Move(pool_id, -units(quantity), MoveKind.ISSUE, number, note=reason))
    record(session, "issued", pool_id=pool_id, quantity=-quantity, reason=reason)
    settle(session, touch)
    touched(session, Area.STOCK)


def refuse_beyond_available(session: Session, product: Product, pool_id: int, quantity: Decimal) -> None:
    """Reserved stock is spoken for."""
    available = session.get_one(Pool, pool_id, populate_existing=True).available
    if quantity > available:
        raise Refused(
            tr(
                "Only {available} of {sku} are available.",
                available=f"{available.normalize():f}",
                sku=product.sku,
            ),
            tr("The rest is reserved; release it from an order first."),
        )


def stocked(session: Session, product_id: int) -> Product:
    product = session.get(Product, product_id)
    if product is None:
        raise NotFound(tr("This product no longer exists."), tr("Choose another."))
    if product.kind == ProductKind.SERVICE:
        raise InvalidInput(tr("{sku} is a service and has no stock.", sku=product.sku), tr("Choose goods."))
    return product
