"""What actions share: finding documents under lock, quantities, numbers and history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.context import action_id, now, who
from app.actions.notifying_orders import tell_order
from app.actions.settling import Touch, begin
from app.errors import AlreadyDone, InvalidInput, NotFound, Refused
from app.language import tr
from app.quantities import units
from app.wording import quantity_text
from db.models.catalogue import Product
from db.models.orders import Order, OrderLine
from db.models.purchases import Purchase, PurchaseLine
from db.models.records import DocumentNumber
from db.rows import fetch, fetch_for, fetch_one, run, run_many, value
from db.stored import to_json, to_microseconds
from db.terms import OrderState, PurchaseState

# A billion pieces: more is a slip of the finger, and sums must stay within 64 bits.
MOST = Decimal(10) ** 9

PREFIXES = {
    "order": "O-",
    "purchase": "P-",
    "receipt": "R-",
    "shipment": "S-",
    "count": "N-",
    "return": "B-",
    "transfer": "T-",
}


def checked_quantity(product: Product, quantity: Decimal, *, zero: bool = False) -> Decimal:
    """A quantity the product can have, else InvalidInput (R21)."""
    if quantity.is_finite() and quantity > MOST:
        raise InvalidInput(
            tr("{quantity} of {sku} is too much.", quantity=quantity_text(quantity), sku=product.sku),
            tr("Enter at most {most}.", most=quantity_text(MOST)),
        )
    if not quantity.is_finite() or quantity < 0 or (quantity == 0 and not zero):
        raise InvalidInput(
            tr("{quantity} is no quantity.", quantity=str(quantity)), tr("Enter a number greater than zero.")
        )
    if quantity != round(quantity, product.decimals):
        if product.decimals == 0:
            raise InvalidInput(
                tr("{sku} is not divisible.", sku=product.sku), tr("Enter a whole number of pieces.")
            )
        raise InvalidInput(
            tr("{sku} has at most {decimals} decimals.", sku=product.sku, decimals=product.decimals),
            tr("Shorten the quantity."),
        )
    return quantity


def open_line(session: Session, line_id: int) -> tuple[OrderLine, Touch]:
    """An order line, read after its pool was locked."""
    sql = "SELECT pool_id, order_id FROM order_lines WHERE id = ? AND removed = 0"
    rows = fetch(session, sql, (line_id,))
    if not rows:
        raise NotFound(tr("This order line no longer exists."), tr("Reload the list."))
    [(pool_id, order_id)] = rows
    touch = begin(session, [pool_id, *tied_pools(session, order_id)])
    line = session.get_one(OrderLine, line_id, populate_existing=True)
    touch.lines.add(line_id)
    return line, touch


def tied_pools(session: Session, order_id: int) -> list[int]:
    """Where an order that ships complete waits: a line that opens there moves the dates of all its lines."""
    sql = "SELECT DISTINCT pool_id FROM order_lines WHERE order_id = ? AND ship_complete = 1 AND open > 0"
    return [row[0] for row in fetch(session, sql, (order_id,))]


def open_order(session: Session, order_id: int) -> tuple[Order, list[OrderLine], Touch]:
    """An order with its lines, read after their pools were locked."""
    if value(session, "SELECT id FROM orders WHERE id = ?", (order_id,)) is None:
        raise NotFound(tr("This order no longer exists."), tr("Reload the list."))
    pools = fetch(session, "SELECT DISTINCT pool_id FROM order_lines WHERE order_id = ?", (order_id,))
    touch = begin(session, [row[0] for row in pools])
    order = session.get_one(Order, order_id, populate_existing=True)
    lines = lines_of(session, order_id)
    touch.lines.update(line.id for line in lines)
    return order, lines, touch


def lines_of(session: Session, order_id: int) -> list[OrderLine]:
    """All lines of an order as they are now, by position."""
    statement = (
        select(OrderLine)
        .where(OrderLine.order_id == order_id, OrderLine.removed.is_not_distinct_from(False))
        .order_by(OrderLine.position)
    )
    return list(session.scalars(statement.execution_options(populate_existing=True)))


def order_of(session: Session, line: OrderLine) -> Order:
    """The order of a line."""
    return session.get_one(Order, line.order_id)


def open_purchase_lines(session: Session, line_ids: Iterable[int]) -> tuple[list[PurchaseLine], Touch]:
    """Purchase lines by id, read after their pools were locked; NotFound if one is gone."""
    ids = sorted(set(line_ids))
    rows = fetch_for(session, "SELECT id, pool_id FROM purchase_lines WHERE id IN ({ids})", ids)
    if len(rows) < len(ids):
        raise NotFound(tr("This purchase line no longer exists."), tr("Reload the list."))
    touch = begin(session, {row[1] for row in rows})
    statement = select(PurchaseLine).where(PurchaseLine.id.in_(ids)).order_by(PurchaseLine.id)
    return list(session.scalars(statement.execution_options(populate_existing=True))), touch


def open_purchase(session: Session, purchase_id: int) -> tuple[Purchase, list[PurchaseLine], Touch]:
    """A purchase with its lines, read after their pools were locked."""
    ids = fetch(session, "SELECT id FROM purchase_lines WHERE purchase_id = ?", (purchase_id,))
    lines, touch = open_purchase_lines(session, [row[0] for row in ids])
    purchase = session.get(Purchase, purchase_id, populate_existing=True)
    if purchase is None:
        raise NotFound(tr("This purchase no longer exists."), tr("Reload the list."))
    return purchase, lines, touch


def free(line: OrderLine, quantity: Decimal, touch: Touch) -> None:
    """Take `quantity` of its reservation off a line."""
    if quantity:
        line.reserved -= quantity
        touch.freed[line.pool_id] += units(quantity)


def refuse_on_hold(order: Order) -> None:
    """R6: an order on hold neither takes nor ships."""
    if order.on_hold:
        raise Refused(tr("{number} is on hold.", number=order.number), tr("Take it off hold first."))


def refuse_quote(order: Order) -> None:
    """R1: a quote promises nothing."""
    if order.state == OrderState.QUOTE:
        raise Refused(tr("{number} is a quote.", number=order.number), tr("Confirm it first."))


def close_if_done(session: Session, order_id: int) -> None:
    """Bring an order's state in line with what is left open of it."""
    row = fetch(
        session,
        "SELECT coalesce(sum(open), 0), coalesce(sum(shipped), 0), count(*) FROM order_lines"
        " WHERE order_id = ? AND removed = 0",
        (order_id,),
    )[0]
    state = OrderState.OPEN
    if row[2] and not row[0]:
        state = OrderState.DONE if row[1] else OrderState.CANCELLED
    run(
        session,
        "UPDATE orders SET state = ? WHERE id = ? AND state <> ? AND state <> 'quote'",
        (str(state), order_id, str(state)),
    )
    run(
        session,
        "UPDATE order_lines SET state = ? WHERE order_id = ? AND state <> ? AND state <> 'quote'",
        (str(state), order_id, str(state)),
    )
    tell_order(session, order_id)
    session.expire_all()


def close_purchase_if_done(session: Session, purchase_id: int) -> None:
    """A confirmed purchase with nothing more to come is done, and the other way round."""
    session.flush()
    left = value(
        session,
        "SELECT count(*) FROM purchase_lines WHERE purchase_id = ? AND ordered > received + closed",
        (purchase_id,),
    )
    old, new = PurchaseState.CONFIRMED, PurchaseState.DONE
    if left:
        old, new = new, old
    parameters = (str(new), purchase_id, str(old))
    if run(session, "UPDATE purchases SET state = ? WHERE id = ? AND state = ?", parameters):
        run(session, "UPDATE purchase_lines SET state = ? WHERE purchase_id = ? AND state = ?", parameters)
    session.expire_all()


def next_number(session: Session, kind: str) -> str:
    """The next number of a series, e.g. 'O-1001'."""
    row = _count_up(session, kind)
    if row is None:
        run(
            session,
            "INSERT INTO number_series (kind, prefix, next) VALUES (?, ?, 1001)"
            " ON CONFLICT (kind) DO NOTHING",
            (kind, PREFIXES[kind]),
        )
        row = _count_up(session, kind)
    return f"{row[0]}{row[1] - 1}"


def _count_up(session: Session, kind: str) -> Any:
    return fetch_one(
        session, "UPDATE number_series SET next = next + 1 WHERE kind = ? RETURNING prefix, next", (kind,)
    )


_TABLES = {
    "order": "orders",
    "purchase": "purchases",
    "receipt": "receipts",
    "shipment": "shipments",
    "count": "counts",
    "return": "returns",
    "transfer": "transfers",
}


def number_for(session: Session, kind: str, wanted: str | None) -> str:
    """The number asked for, if it is free, else AlreadyDone; without one, the next free of the series."""
    table = _TABLES[kind]
    taken = f"SELECT 1 FROM {table} WHERE number = ?"
    if wanted:
        if value(session, taken, (wanted,)):
            raise AlreadyDone(tr("{number} is already posted.", number=wanted), tr("Use another number."))
        return wanted
    number = next_number(session, kind)
    while value(session, taken, (number,)):
        number = next_number(session, kind)
    return number


def post_number(session: Session, kind: str, number: str | None) -> None:
    """Post under a number of something that has no table of its own; AlreadyDone the second time."""
    if number is None:
        return
    taken = value(session, "SELECT 1 FROM document_numbers WHERE kind = ? AND number = ?", (kind, number))
    if taken:
        raise AlreadyDone(tr("{number} is already posted.", number=number), tr("Use another number."))
    session.add(DocumentNumber(kind=kind, number=number))


@dataclass(frozen=True, slots=True)
class Event:
    """A row of history to be."""

    kind: str
    line_id: int | None = None
    purchase_line_id: int | None = None
    pool_id: int | None = None
    quantity: Decimal | None = None
    old_day: date | None = None
    new_day: date | None = None
    facts: dict[str, Any] | None = None


def record(
    session: Session,
    kind: str,
    *,
    line_id: int | None = None,
    purchase_line_id: int | None = None,
    pool_id: int | None = None,
    quantity: Decimal | None = None,
    old_day: date | None = None,
    new_day: date | None = None,
    **facts: Any,
) -> None:
    """Write one row of history."""
    event = Event(kind, line_id, purchase_line_id, pool_id, quantity, old_day, new_day, facts)
    record_all(session, [event])


def record_all(session: Session, events: Iterable[Event]) -> None:
    """Write rows of history."""
    at, action, name = to_microseconds(now(session)), action_id(session), who(session)
    run_many(
        session,
        "INSERT INTO history (at, action_id, who, kind, pool_id, order_line_id, purchase_line_id, quantity,"
        " old_day, new_day, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                at,
                action,
                name,
                each.kind,
                each.pool_id,
                each.line_id,
                each.purchase_line_id,
                None if each.quantity is None else units(each.quantity),
                each.old_day.toordinal() if each.old_day else None,
                each.new_day.toordinal() if each.new_day else None,
                to_json(each.facts) if each.facts else None,
            )
            for each in events
        ],
    )
