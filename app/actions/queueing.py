"""The owner's hand in the queue: rank, reserve, release, hold, keep off, split (R2 to R6)."""

from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.context import today, touched
from app.actions.documents import (
    checked_quantity,
    free,
    open_line,
    open_order,
    order_of,
    post_number,
    record,
    refuse_on_hold,
    refuse_quote,
)
from app.actions.kept_answers import copy_asked
from app.actions.settling import Settled, settle
from app.changes import Area
from app.errors import AlreadyDone, NotFound, Refused
from app.language import tr
from app.quantities import units
from app.wording import quantity_text
from db.models.catalogue import Product
from db.models.orders import OrderLine
from db.models.stock import Pool
from db.rows import fetch, run, run_many, value
from db.terms import NO_HAND_RANK, OrderState

_RANK = "hand_rank, precedence, due, ordered_on, id"


def hold(session: Session, order_id: int, *, reason: str = "") -> Settled:
    """Put an order on hold: it gives up what it holds and keeps its rank."""
    order, lines, touch = open_order(session, order_id)
    refuse_quote(order)
    if order.state != OrderState.OPEN:
        raise Refused(tr("{number} is not open.", number=order.number), tr("Only open orders can be held."))
    if order.on_hold:
        raise AlreadyDone(tr("{number} is already on hold.", number=order.number), tr("Reload the list."))
    order.on_hold, order.held_since, order.hold_reason = True, today(session), reason
    for line in lines:
        free(line, line.reserved, touch)
        line.on_hold = True
        record(session, "held", line_id=line.id, pool_id=line.pool_id, reason=reason)
    return settle(session, touch)


def unhold(session: Session, order_id: int) -> Settled:
    """Take an order off hold: it waits again at its old rank."""
    order, lines, touch = open_order(session, order_id)
    if not order.on_hold:
        raise AlreadyDone(tr("{number} is not on hold.", number=order.number), tr("Reload the list."))
    order.on_hold, order.held_since, order.hold_reason = False, None, ""
    for line in lines:
        line.on_hold = False
        record(session, "unheld", line_id=line.id, pool_id=line.pool_id)
    return settle(session, touch)


def release_order(session: Session, order_id: int) -> Settled:
    """Free what an order holds; the others come first this once (R4)."""
    order, lines, touch = open_order(session, order_id)
    holding = [line for line in lines if line.reserved]
    if not holding:
        raise Refused(tr("{number} holds nothing.", number=order.number), tr("There is nothing to release."))
    for line in holding:
        record(session, "released", line_id=line.id, pool_id=line.pool_id, quantity=line.reserved)
        free(line, line.reserved, touch)
        touch.last.add(line.id)
    return settle(session, touch)


def reserve(session: Session, line_id: int, quantity: Decimal, *, number: str | None = None) -> Settled:
    """Reserve free stock for a line by hand, whatever its rank."""
    line, touch = open_line(session, line_id)
    order = order_of(session, line)
    refuse_quote(order)
    refuse_on_hold(order)
    checked_quantity(session.get_one(Product, line.product_id), quantity)
    if quantity > line.backordered:
        raise Refused(
            tr("The line lacks only {short}.", short=quantity_text(line.backordered)),
            tr("Reserve no more than it lacks."),
        )
    available = session.get_one(Pool, line.pool_id, populate_existing=True).available
    if quantity > available:
        free_text = tr("Only {available} are free.", available=quantity_text(available))
        raise Refused(
            free_text if available else tr("Nothing is free."), tr("Move a reservation from another order.")
        )
    post_number(session, "reservation", number)
    touch.directed[line_id] += units(quantity)
    return settle(session, touch)


def unreserve(
    session: Session, line_id: int, quantity: Decimal, *, keep_off: bool = False, number: str | None = None
) -> Settled:
    """Free reserved units; with `keep_off` the line gets nothing more, else it stands last this once."""
    line, touch = open_line(session, line_id)
    checked_quantity(session.get_one(Product, line.product_id), quantity)
    if quantity > line.reserved:
        raise Refused(
            tr("The line holds only {reserved}.", reserved=quantity_text(line.reserved)),
            tr("Free no more than it holds."),
        )
    post_number(session, "reservation", number)
    record(session, "released", line_id=line_id, pool_id=line.pool_id, quantity=quantity)
    free(line, quantity, touch)
    if keep_off:
        _keep_off(session, line)
    else:
        touch.last.add(line_id)
    return settle(session, touch)


def _keep_off(session: Session, line: OrderLine) -> None:
    if not line.kept_off:
        line.kept_off, line.kept_off_since = True, today(session)
        record(session, "kept_off", line_id=line.id, pool_id=line.pool_id)


def keep_off(session: Session, line_id: int) -> Settled:
    """The line keeps what it holds and gets nothing more."""
    line, touch = open_line(session, line_id)
    _keep_off(session, line)
    return settle(session, touch)


def keep_on(session: Session, line_id: int) -> Settled:
    """The line takes part in the queue again."""
    line, touch = open_line(session, line_id)
    if line.kept_off:
        line.kept_off, line.kept_off_since = False, None
        record(session, "kept_on", line_id=line_id, pool_id=line.pool_id)
    return settle(session, touch)


def rank_first(session: Session, line_id: int) -> Settled:
    """Put a line before all others of its pool; the latest so ranked stands first."""
    line, touch = open_line(session, line_id)
    lowest = value(
        session,
        "SELECT min(hand_rank) FROM order_lines WHERE pool_id = ? AND backordered > 0",
        (line.pool_id,),
    )
    line.hand_rank = min(1 if lowest is None else int(lowest), 1) - 1
    record(session, "ranked", line_id=line_id, pool_id=line.pool_id, place=1)
    return settle(session, touch)


def rank_at(session: Session, line_id: int, place: int) -> Settled:
    """Put a line at a place (from 1): places 1 to `place` get hand ranks as they then stand."""
    line, touch = open_line(session, line_id)
    queue = fetch(
        session,
        f"SELECT id, hand_rank FROM order_lines WHERE pool_id = ? AND backordered > 0 ORDER BY {_RANK}",
        (line.pool_id,),
    )
    others = [row for row in queue if row[0] != line_id]
    place = max(1, min(place, len(others) + 1))
    ahead = [row[0] for row in others[: place - 1]] + [line_id]
    behind = [row[1] for row in others[place - 1 :] if row[1] != NO_HAND_RANK]
    start = min(behind, default=place + 1) - len(ahead)
    run_many(
        session,
        "UPDATE order_lines SET hand_rank = ? WHERE id = ?",
        [(start + number, each) for number, each in enumerate(ahead)],
    )
    record(session, "ranked", line_id=line_id, pool_id=line.pool_id, place=place)
    touch.lines.update(ahead)
    session.expire_all()
    return settle(session, touch)


def forget_rank(session: Session, line_id: int) -> Settled:
    """Drop a line's hand rank: priority and dates count again."""
    line, touch = open_line(session, line_id)
    line.hand_rank = NO_HAND_RANK
    record(session, "rank_forgotten", line_id=line_id, pool_id=line.pool_id)
    return settle(session, touch)


def move_reservation(session: Session, from_line: int, to_line: int, quantity: Decimal) -> Settled:
    """Give one line's reserved units to another of the same pool."""
    giver, touch = open_line(session, from_line)
    taker = session.get(OrderLine, to_line, populate_existing=True)
    if taker is None:
        raise NotFound(tr("This order line no longer exists."), tr("Reload the list."))
    if taker.pool_id != giver.pool_id or from_line == to_line:
        raise Refused(
            tr("The two lines do not share their stock."),
            tr("Choose a line of the same product and location."),
        )
    refuse_quote(order_of(session, taker))
    refuse_on_hold(order_of(session, taker))
    checked_quantity(session.get_one(Product, giver.product_id), quantity)
    if quantity > giver.reserved:
        raise Refused(
            tr("The line holds only {reserved}.", reserved=quantity_text(giver.reserved)),
            tr("Move no more than it holds."),
        )
    if quantity > taker.backordered:
        raise Refused(
            tr("The line lacks only {short}.", short=quantity_text(taker.backordered)),
            tr("Move no more than the other line lacks."),
        )
    giver.reserved -= quantity
    taker.reserved += quantity
    touch.lines.add(to_line)
    for line, change in ((giver, -quantity), (taker, quantity)):
        record(session, "reservation_moved", line_id=line.id, pool_id=line.pool_id, quantity=change)
    return settle(session, touch)


def split_line(session: Session, line_id: int, quantity: Decimal) -> int:
    """Id of a new line that takes `quantity` of the open units, what waits first; both keep the promise."""
    line, touch = open_line(session, line_id)
    checked_quantity(session.get_one(Product, line.product_id), quantity)
    if quantity >= line.open:
        raise Refused(
            tr("Only {open} of this line are open.", open=quantity_text(line.open)),
            tr("Split off less than that."),
        )
    moved = max(Decimal(0), quantity - line.backordered)
    last = value(session, "SELECT max(position) FROM order_lines WHERE order_id = ?", (line.order_id,))
    copied = (
        "order_id product_id pool_id text price discount tax_rate state on_hold ship_complete hand_rank"
        " precedence due ordered_on wanted_on kept_off kept_off_since promised_on first_promised_on"
        " supply_cancelled reason reason_facts"
    )
    part = OrderLine(
        **{name: getattr(line, name) for name in copied.split()},
        position=int(last or 0) + 1,
        ordered=quantity,
        demanded=quantity,
        reserved=moved,
        split_from_id=line.id,
    )
    line.reserved -= moved
    session.flush()
    line.ordered -= quantity
    line.demanded -= quantity
    session.add(part)
    session.flush()
    part_id = part.id
    run(
        session,
        "INSERT INTO promises (order_line_id, promised_on, estimate, first, cause, at, who, action_id,"
        " letter_id) SELECT ?, promised_on, estimate, first, cause, at, who, action_id, letter_id"
        " FROM promises WHERE order_line_id = ? ORDER BY id",
        (part_id, line_id),
    )
    copy_asked(session, line_id, part_id)
    record(session, "split", line_id=line_id, pool_id=line.pool_id, quantity=quantity, into=part_id)
    touch.lines.add(part_id)
    touched(session, Area.ORDERS)
    settle(session, touch)
    return part_id


def unpeg(session: Session, line_id: int, purchase_id: int, *, keep_off: bool = False) -> Settled:
    """Untie a line from a purchase bought for it; with `keep_off` it gets nothing in its place."""
    line, touch = open_line(session, line_id)
    rows = fetch(
        session,
        "SELECT id FROM purchase_lines WHERE purchase_id = ? AND for_line_id = ?",
        (purchase_id, line_id),
    )
    for row in rows:
        run(session, "UPDATE purchase_lines SET for_line_id = NULL WHERE id = ?", (row[0],))
        record(session, "unpegged", line_id=line_id, purchase_line_id=row[0], pool_id=line.pool_id)
    if keep_off:
        _keep_off(session, line)
    return settle(session, touch)
