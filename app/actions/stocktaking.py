"""Counting, taking out, selling over the counter (R20)."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.context import today
from app.actions.documents import checked_quantity, number_for, record
from app.actions.pools import main_location, pool_of, pools_of
from app.actions.settling import Move, Settled, begin, settle
from app.errors import InvalidInput, NotFound, PlanChanged, Refused
from app.language import tr
from app.quantities import quantity_of, units
from app.wording import quantity_text
from db.models.catalogue import Product
from db.models.stock import Pool, StockCount, StockCountLine
from db.rows import fetch
from db.terms import MoveKind, ProductKind


@dataclass(frozen=True, slots=True)
class Counted:
    """The difference booked, and (order line, quantity) of reservations taken back."""

    difference: Decimal
    taken_back: tuple[tuple[int, Decimal], ...]


@dataclass(frozen=True, slots=True)
class CountLine:
    """What of a product lies there; `expected` is what the books said when it was counted, None if unseen."""

    product_id: int
    counted: Decimal
    expected: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CountSheet:
    """A count of one location, of the products that were counted."""

    location_id: int
    lines: tuple[CountLine, ...]
    note: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class LostAside:
    """What lay aside for a customer to whom it was offered, and is gone."""

    sku: str
    order: str
    customer: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Booked:
    """The sheet's number, (product, difference) of each line, and (order line, quantity) taken back."""

    number: str
    differences: tuple[tuple[int, Decimal], ...]
    taken_back: tuple[tuple[int, Decimal], ...]
    from_offers: tuple[LostAside, ...] = ()


def count(
    session: Session,
    product_id: int,
    on_hand: Decimal,
    *,
    location_id: int | None = None,
    number: str | None = None,
    note: str = "",
) -> Counted:
    """Book the difference between the shelf and the books of one product."""
    place = location_id or main_location(session)
    booked = count_sheet(session, CountSheet(place, (CountLine(product_id, on_hand),), note, number or ""))
    return Counted(booked.differences[0][1], booked.taken_back)


def count_sheet(session: Session, sheet: CountSheet) -> Booked:
    """Book the differences between shelf and books in one write (R20).

    PlanChanged where the books moved since a product was counted: what was counted is no longer what it says.
    """
    if not sheet.lines:
        raise InvalidInput(tr("Nothing was counted."), tr("Type what lies there."))
    products = {each.product_id: stocked(session, each.product_id) for each in sheet.lines}
    if len(products) < len(sheet.lines):
        raise InvalidInput(tr("A product stands twice on the sheet."), tr("Add the two quantities up."))
    pools = pools_of(session, [(each.product_id, sheet.location_id) for each in sheet.lines])
    touch = begin(session, pools)
    number = number_for(session, "count", sheet.number or None)
    document = StockCount(
        number=number, location_id=sheet.location_id, counted_on=today(session), note=sheet.note
    )
    session.add(document)
    session.flush()
    differences = []
    for each, pool_id in zip(sheet.lines, pools, strict=True):
        product = products[each.product_id]
        checked_quantity(product, each.counted, zero=True)
        on_hand = session.get_one(Pool, pool_id, populate_existing=True).on_hand
        _refuse_moved(product, each, on_hand)
        session.add(
            StockCountLine(count_id=document.id, pool_id=pool_id, expected=on_hand, counted=each.counted)
        )
        difference = each.counted - on_hand
        differences.append((each.product_id, difference))
        touch.moves.append(Move(pool_id, units(difference), MoveKind.COUNT, number, note=sheet.note))
        record(session, "counted", pool_id=pool_id, quantity=difference, number=number)
    settled = settle(session, touch)
    lost = tuple((line_id, quantity_of(lost)) for line_id, lost in settled.lost.items())
    return Booked(number, tuple(differences), lost, _lost_aside(session, settled))


def _lost_aside(session: Session, settled: Settled) -> tuple[LostAside, ...]:
    sql = (
        "SELECT p.sku, o.number, coalesce(c.name, o.delivery_name) FROM order_lines l"
        " JOIN orders o ON o.id = l.order_id LEFT JOIN customers c ON c.id = o.customer_id"
        " JOIN stock_levels s ON s.id = ? JOIN products p ON p.id = s.product_id WHERE l.id = ?"
    )
    return tuple(
        LostAside(*(*fetch(session, sql, (pool_id, line_id))[0], quantity_of(units)))
        for pool_id, line_id, units in settled.from_offers
    )


def _refuse_moved(product: Product, line: CountLine, on_hand: Decimal) -> None:
    if line.expected is not None and line.expected != on_hand:
        raise PlanChanged(
            tr(
                "The books of {sku} moved from {old} to {new} since it was counted.",
                sku=product.sku,
                old=quantity_text(line.expected),
                new=quantity_text(on_hand),
            ),
            tr("Look whether the count still holds, then book it again."),
        )


def undo_count(session: Session, number: str) -> Booked:
    """Book the differences of a sheet back, whatever moved since; Refused where that much is not there."""
    document = session.scalars(select(StockCount).where(StockCount.number == number)).first()
    if document is None:
        raise NotFound(tr("There is no count {number}.", number=number), tr("Reload the list."))
    rows = session.execute(
        select(Pool.product_id, StockCountLine.counted, StockCountLine.expected, Pool.id)
        .join(Pool, Pool.id == StockCountLine.pool_id)
        .where(StockCountLine.count_id == document.id)
    ).all()
    begin(session, [row[3] for row in rows])
    lines = []
    for product_id, counted, expected, pool_id in rows:
        difference = counted - expected
        on_hand = session.get_one(Pool, pool_id, populate_existing=True).on_hand
        if on_hand < difference:
            raise Refused(
                tr("There is less on hand than that."),
                tr("Count the product first if the shelf says otherwise."),
            )
        lines.append(CountLine(product_id, on_hand - difference))
    note = tr("{number} undone", number=number)
    return count_sheet(session, CountSheet(document.location_id, tuple(lines), note))


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


def put_back(
    session: Session,
    product_id: int,
    quantity: Decimal,
    *,
    location_id: int | None = None,
    reason: str = "",
) -> None:
    """What was taken out lies there again."""
    product = stocked(session, product_id)
    checked_quantity(product, quantity)
    pool_id = pool_of(session, product_id, location_id or main_location(session))
    touch = begin(session, [pool_id])
    touch.moves.append(Move(pool_id, units(quantity), MoveKind.ISSUE, note=reason))
    record(session, "put_back", pool_id=pool_id, quantity=quantity, reason=reason)
    settle(session, touch)


def refuse_beyond_available(session: Session, product: Product, pool_id: int, quantity: Decimal) -> None:
    """Reserved stock is spoken for."""
    pool = session.get_one(Pool, pool_id, populate_existing=True)
    if quantity > pool.available:
        raise Refused(
            tr(
                "Only {available} of {sku} are available.",
                available=quantity_text(pool.available),
                sku=product.sku,
            ),
            tr("The rest is reserved; release it from an order first.")
            if quantity <= pool.on_hand
            else tr("Count the product first if more of it lies there."),
        )


def stocked(session: Session, product_id: int) -> Product:
    product = session.get(Product, product_id)
    if product is None:
        raise NotFound(tr("This product no longer exists."), tr("Choose another."))
    if product.kind == ProductKind.SERVICE:
        raise InvalidInput(tr("{sku} is a service and has no stock.", sku=product.sku), tr("Choose goods."))
    return product
