"""What late lines cost: computed by the owner's rates as things happen, or entered by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.context import action_id, now, today, touched
from app.actions.documents import record
from app.actions.ordering import checked_amount
from app.changes import Area
from app.errors import AlreadyDone, InvalidInput, NotFound
from app.language import tr
from app.rules.costing import Change, Rates, days_stored, margin, shared
from app.settings import shop_settings
from db.models.catalogue import Product
from db.models.costs import CostEntry
from db.models.orders import OrderLine
from db.rows import Reader, fetch, fetch_for, run, run_many, value
from db.stored import EPOCH, MICROSECOND, from_units, to_microseconds
from db.terms import CostKind, ProductKind

ENTERED = (CostKind.FREIGHT, CostKind.HANDLING, CostKind.STORAGE, CostKind.OTHER)
"""What somebody may enter; the rest is counted where it arises."""
FIRST_DAY = EPOCH.toordinal()
DAY = 86_400_000_000


@dataclass(frozen=True, slots=True)
class CostDraft:
    """What somebody enters: an amount that a line cost, and why it was late where he knows."""

    line_id: int
    kind: str
    amount: Decimal
    cost_on: date | None = None
    cause: str = ""
    note: str = ""


def rates_of(session: Reader) -> Rates:
    """The owner's figures; without them only margins and vouchers cost."""
    settings = shop_settings(session)
    return Rates(
        settings.cost_handling_minutes,
        settings.cost_hour,
        settings.cost_storage_day,
        settings.cost_extra_parcel,
    )


def enter_cost(session: Session, draft: CostDraft) -> int:
    """Id of the entry."""
    if value(session, "SELECT 1 FROM order_lines WHERE id = ?", (draft.line_id,)) is None:
        raise NotFound(tr("This order line no longer exists."), tr("Reload the list."))
    if draft.kind not in ENTERED:
        raise InvalidInput(tr("This cost is counted by itself."), tr("Choose another kind."))
    day = draft.cost_on or today(session)
    if day > today(session):
        raise InvalidInput(tr("This day is still to come."), tr("Enter a cost when it has arisen."))
    row = CostEntry(
        order_line_id=draft.line_id,
        kind=draft.kind,
        amount=checked_amount(draft.amount),
        cost_on=day,
        cause=draft.cause,
        note=draft.note,
        action_id=action_id(session),
    )
    session.add(row)
    session.flush()
    _tell(session, "cost_entered", row)
    return row.id


def remove_cost(session: Session, cost_id: int) -> None:
    """Take an entry off, a computed one too where the owner knows better."""
    row = session.get(CostEntry, cost_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise AlreadyDone(tr("This cost is taken off already."), tr("Reload the list."))
    _tell(session, "cost_removed", row)
    session.delete(row)
    session.flush()


def _tell(session: Session, event: str, row: CostEntry) -> None:
    record(session, event, line_id=row.order_line_id, amount=str(row.amount), what=str(row.kind))
    touched(session, Area.COSTS)


def cost_of_shipment(session: Session, shipment_id: int, number: str) -> None:
    """Book what goods that had to wait cost more when they leave: a parcel, hands, a place to lie."""
    rates = rates_of(session)
    if rates == Rates():
        return
    sql = "SELECT order_line_id FROM shipment_lines WHERE shipment_id = ? ORDER BY id"
    lines = [row[0] for row in fetch(session, sql, (shipment_id,))]
    late = lines_that_waited(session, lines)
    amounts = [(line_id, CostKind.HANDLING, rates.handling) for line_id in late]
    if rates.extra_parcel and late and _is_extra(session, shipment_id):
        parts = shared(rates.extra_parcel, len(late))
        amounts += [(line_id, CostKind.FREIGHT, part) for line_id, part in zip(late, parts, strict=True)]
    if rates.storage_day:
        stored = _stored_for(session, lines)
        amounts += [(line_id, CostKind.STORAGE, days * rates.storage_day) for line_id, days in stored.items()]
    _book(session, [each for each in amounts if each[2]], number)


def forget_costs(session: Session, line_id: int, number: str) -> None:
    """A shipment that was undone cost nothing."""
    run(
        session,
        "DELETE FROM cost_entries WHERE order_line_id = ? AND reference = ? AND computed = 1",
        (line_id, number),
    )
    touched(session, Area.COSTS)


def _book(session: Session, amounts: Iterable[tuple[int, str, int]], number: str) -> None:
    rows = list(amounts)
    if not rows:
        return
    causes = causes_of(session, {row[0] for row in rows})
    day, act = today(session).toordinal(), action_id(session)
    run_many(
        session,
        "INSERT INTO cost_entries (order_line_id, kind, amount, computed, cost_on, reference, cause,"
        " action_id) VALUES (?, ?, ?, 1, ?, ?, ?, ?)",
        [(row[0], str(row[1]), row[2], day, number, causes.get(row[0], ""), act) for row in rows],
    )
    touched(session, Area.COSTS)


def lines_that_waited(session: Reader, line_ids: Iterable[int]) -> list[int]:
    """Those of the lines that got goods only after they were ordered."""
    sql = (
        "SELECT order_line_id, coalesce(max(CASE WHEN kind = 'confirmed' THEN at END), min(at)),"
        " coalesce(max(CASE WHEN kind = 'reserved' THEN at END), 0)"
        " FROM history WHERE order_line_id IN ({ids}) GROUP BY order_line_id"
    )
    return sorted(line_id for line_id, began, got in fetch_for(session, sql, line_ids) if got > began)


def _is_extra(session: Reader, shipment_id: int) -> bool:
    """Whether another parcel of the order left before and was not taken back."""
    sql = (
        "SELECT 1 FROM shipments own JOIN shipments s ON s.order_id = own.order_id AND s.id < own.id"
        " JOIN shipment_lines l ON l.shipment_id = s.id AND l.quantity > l.undone WHERE own.id = ? LIMIT 1"
    )
    return value(session, sql, (shipment_id,)) is not None


def _stored_for(session: Reader, line_ids: Iterable[int]) -> dict[int, int]:
    """Days by line that goods lay set aside longer than packing takes, before this write."""
    goods = _goods_among(session, line_ids)
    sql = (
        "SELECT order_line_id, kind, at, quantity FROM history WHERE order_line_id IN ({ids}) AND at < ?"
        " AND kind IN ('reserved', 'unreserved', 'shipped', 'shipment_undone') ORDER BY id"
    )
    changes: dict[int, list[Change]] = {}
    for line_id, kind, at, quantity in fetch_for(session, sql, goods, (to_microseconds(now(session)),)):
        sign = 1 if kind in ("reserved", "shipment_undone") else -1
        change = Change(_day_of(at), sign * abs(quantity or 0), left=kind == "shipped")
        changes.setdefault(line_id, []).append(change)
    usual, day = shop_settings(session).handling_days, today(session).toordinal()
    return {
        line_id: days for line_id in sorted(changes) if (days := days_stored(changes[line_id], day, usual))
    }


def _day_of(moment: int) -> int:
    """The day here of stored microseconds."""
    return (EPOCH + moment * MICROSECOND).astimezone().date().toordinal()


def _goods_among(session: Reader, line_ids: Iterable[int]) -> set[int]:
    sql = (
        "SELECT l.id FROM order_lines l JOIN products p ON p.id = l.product_id"
        f" WHERE l.id IN ({{ids}}) AND p.kind <> '{ProductKind.SERVICE}'"
    )
    return {row[0] for row in fetch_for(session, sql, line_ids)}


def margin_lost(session: Session, line: OrderLine, quantity: Decimal) -> tuple[Decimal, str]:
    """What giving up `quantity` of a line loses, as far as it waited, and why it was late.

    Before anything of the line is changed. Costs are known in the shop's currency only: what was ordered in
    another one loses nothing that can be told.
    """
    short = min(quantity, line.open - line.reserved)
    currency = value(session, "SELECT currency FROM orders WHERE id = ?", (line.order_id,))
    if short <= 0 or currency not in ("", shop_settings(session).currency):
        return Decimal(0), ""
    product = session.get_one(Product, line.product_id)
    lost = margin_of(session, product, short, line.price, line.discount)
    return lost, causes_of(session, [line.id]).get(line.id, "") if lost else ""


def margin_of(
    session: Reader,
    product: Product,
    quantity: Decimal,
    price: Decimal | None = None,
    discount: Decimal = Decimal(0),
) -> Decimal:
    """What selling so much of a product earns, at its own price unless told; 0 where its cost is unknown."""
    cost = product.cost or _bought_at(session, product.id)
    if not cost and product.kind != ProductKind.SERVICE:
        return Decimal(0)
    return from_units(margin(quantity, product.price if price is None else price, discount, cost), 2)


def _bought_at(session: Reader, product_id: int) -> Decimal:
    """What the preferred supplier takes for one, else the first who names a price."""
    sql = (
        "SELECT cost FROM supplier_products WHERE product_id = ? AND cost > 0"
        " ORDER BY preferred DESC, id LIMIT 1"
    )
    return from_units(int(value(session, sql, (product_id,)) or 0), 4)


def causes_of(session: Reader, line_ids: Iterable[int]) -> dict[int, str]:
    """By line why its goods were late: the newest cause given since the order for their supply or bench."""
    ids = sorted(set(line_ids))
    blocked = (
        "SELECT l.id, b.cause FROM order_lines l JOIN products p ON p.id = l.product_id"
        " JOIN resource_blocks b ON b.resource_id = p.resource_id AND b.last_day >= l.ordered_on"
        " WHERE l.id IN ({ids}) AND b.cause <> '' ORDER BY b.id"
    )
    moved = (
        "SELECT l.id, e.cause FROM order_lines l JOIN purchase_lines b ON b.pool_id = l.pool_id"
        " JOIN eta_changes e ON e.purchase_line_id = b.id"
        f" AND e.at >= (l.ordered_on - {FIRST_DAY}) * {DAY}"
        " WHERE l.id IN ({ids}) AND e.cause <> '' AND e.old_eta IS NOT NULL"
        " AND (e.new_eta IS NULL OR e.new_eta > e.old_eta) ORDER BY e.id"
    )
    return {row[0]: row[1] for sql in (blocked, moved) for row in fetch_for(session, sql, ids)}


def cause_for_product(session: Reader, product_id: int) -> str:
    """Why a product that somebody asks for today is missing: the cause of the newest move of its supply."""
    found = value(
        session,
        "SELECT e.cause FROM purchase_lines b JOIN eta_changes e ON e.purchase_line_id = b.id"
        " WHERE b.product_id = ? AND b.incoming > 0 AND e.cause <> '' ORDER BY e.id DESC LIMIT 1",
        (product_id,),
    )
    return str(found or "")
