"""'Larder & Flame', the sample shop: four months of a kitchen shop, replayed day by day through the actions.

Ledger, history and promises come about as in a real shop, each on its day; the last day is today.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import IntEnum
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, cast
from uuid import uuid4

from sqlalchemy.orm import Session

from app.actions.cataloguing import ProductDraft, add_substitute, create_product, link_supplier
from app.actions.context import now, today
from app.actions.documents import PREFIXES
from app.actions.notifying import lines_promised, tell_delays
from app.actions.ordering import OrderDraft, OrderLineDraft, PaymentDraft, enter_order
from app.actions.people import CustomerDraft, SupplierDraft, create_customer, create_supplier
from app.actions.promises import promise
from app.actions.purchasing import PurchaseDraft, PurchaseLineDraft, confirm_purchase, enter_purchase
from app.actions.receiving import ReceiptDraft, ReceiptLineDraft, receive
from app.actions.resources import create_resource
from app.actions.settling import settle_everything
from app.actions.shipping import ship
from app.actions.stocktaking import count
from app.errors import Refused
from app.language import tr
from app.sample_diary import Names, write_diary
from app.sample_files import REFERENCE_DAY, read_rows
from app.settings import change_settings
from db.models.purchases import Purchase
from db.rows import fetch, run, value
from db.terms import OrderState, PurchaseState

Draft = TypeVar("Draft")
Group = tuple[tuple[Any, ...], list[Any]]

SHOP_NAME = "Larder & Flame"
# The longest day of a sample shop has some thirty steps: it ends before midnight, east or west.
_OPENS_AT = time(7)
_BETWEEN_STEPS = timedelta(minutes=11)


class Turn(IntEnum):
    """In which order the things of one day happen."""

    OPENING = 0
    RECEIVING = 1
    ORDERING = 2
    PURCHASING = 3
    CONFIRMING = 4
    DIARY = 5
    SHIPPING = 6


RATES = {
    "cost_handling_minutes": 6,
    "cost_hour": 3200,
    "cost_storage_day": 15,
    "cost_extra_parcel": 690,
}
"""What late goods cost this shop: see ShopSettings."""


class Step(NamedTuple):
    """One action on its day."""

    day: date
    turn: Turn
    act: Callable[[], object]


def fill_with_sample(session: Session) -> None:
    """Write the sample shop into an empty one; Refused if there is anything in it."""
    if any(value(session, f"SELECT 1 FROM {table} LIMIT 1") for table in ("products", "customers", "orders")):
        raise Refused(tr("This shop is not empty."), tr("Fill a new shop with the sample."))
    info = dict(session.info)
    try:
        for step in steps(session):
            _set_clock(session, step.day, info["today"], info["now"])
            step.act()
    finally:
        session.info.update({key: info[key] for key in ("today", "now", "action_id")})
    settle_everything(session)
    _tell_what_is_past(session)
    tell_delays(session, lines_promised(session))
    change_settings(session, settled_on=today(session).isoformat())


def _tell_what_is_past(session: Session) -> None:
    """Customers heard in the shop, or on the phone, of all but delays and what happened since yesterday."""
    run(
        session,
        "UPDATE notices SET state = 'sent' WHERE state = 'due' AND due_on < ?"
        " AND kind IN ('confirmation', 'arrived', 'shipped', 'part_shipment', 'cancellation')",
        (today(session).toordinal() - 1,),
    )


def steps(session: Session) -> Iterator[Step]:
    """All that happened in the shop, in order."""
    shift = today(session) - REFERENCE_DAY
    names = Names()
    read = partial(read_rows, shift=shift)
    orders = _grouped(read("orders"), "order")
    payments = {number: rows for (number,), rows in _grouped(read("payments"), "order")}
    purchases = _grouped(read("purchases"), "purchase")
    happened = [
        Step(_opening_day(orders), Turn.OPENING, partial(_open, session, names, read)),
        Step(_opening_day(orders), Turn.OPENING, partial(_set_numbers, session, orders, purchases)),
        *_orders(session, names, orders, payments),
        *_purchases(session, names, purchases),
        *_receipts(session, names, _grouped(read("receipts"), "received_on", "purchase", "delivery_note")),
        *_shipments(session, names, _grouped(read("shipments"), "shipped_on", "order")),
        *(Step(row.on, Turn.DIARY, partial(write_diary, session, names, row)) for row in read("diary")),
    ]
    yield from sorted(happened, key=lambda step: (step.day, step.turn))


def _grouped(rows: Iterable[Any], *keys: str) -> list[Group]:
    """Rows that follow one another with equal values under `keys`, and those values."""
    one = len(keys) == 1
    by = attrgetter(*keys)
    return [((key,) if one else key, list(group)) for key, group in groupby(rows, by)]


def _set_clock(session: Session, day: date, last_day: date, moment: datetime) -> None:
    """An action of its own, some minutes after the one before; nothing lies in the future."""
    opens = datetime.combine(day, _OPENS_AT, UTC)
    at = now(session) + _BETWEEN_STEPS if today(session) == day else opens
    session.info.update(today=day, now=min(at, moment) if day == last_day else at, action_id=str(uuid4()))


def _opening_day(orders: list[Group]) -> date:
    first: date = min(rows[0].ordered_on for _, rows in orders)
    return first - timedelta(days=3)


def _open(session: Session, names: Names, read: Callable[[str], list[Any]]) -> None:
    """What stood in the shop before its first order."""
    change_settings(session, shop_name=SHOP_NAME, currency="EUR", **RATES)
    for row in read("resources"):
        names.resources[row.resource] = create_resource(
            session, row.resource, per_week=row.per_week, monday=today(session), unit=row.unit
        )
    for row in read("suppliers"):
        names.suppliers[row.name] = create_supplier(session, _draft(SupplierDraft, row))
    for row in read("customers"):
        names.customers[row.number] = create_customer(session, _draft(CustomerDraft, row))
    for row in read("products"):
        _open_product(session, names, row)
    for row in read("substitutes"):
        add_substitute(
            session,
            names.products[row.sku],
            names.products[row.substitute],
            ratio=row.ratio,
            rank=row.rank,
            two_way=row.two_way,
            note=row.note,
        )
    for row in read("stock"):
        count(session, names.products[row.sku], row.on_hand)


def _draft(kind: type[Draft], row: Any, **more: Any) -> Draft:
    """A draft from the fields that it shares with a row, and those that it does not."""
    known = {**vars(row), **more}
    return kind(**{each.name: known[each.name] for each in fields(cast(Any, kind)) if each.name in known})


def _open_product(session: Session, names: Names, row: Any) -> None:
    if row.sku not in names.products:
        draft = _draft(ProductDraft, row, resource_id=names.resources.get(row.resource))
        names.products[row.sku] = create_product(session, draft)
    if row.supplier:
        link_supplier(
            session,
            product_id=names.products[row.sku],
            supplier_id=names.suppliers[row.supplier],
            their_sku=row.supplier_sku,
            cost=row.supplier_cost,
            lead_days=row.supplier_lead_days,
            minimum=row.supplier_minimum,
            pack=row.supplier_pack,
            preferred=row.supplier_preferred,
        )


def _orders(
    session: Session, names: Names, orders: list[Group], payments: dict[str, list[Any]]
) -> Iterator[Step]:
    for (number,), rows in orders:
        act = partial(_enter_order, session, names, rows, payments.get(number, []))
        yield Step(rows[0].ordered_on, Turn.ORDERING, act)


def _enter_order(session: Session, names: Names, rows: list[Any], payments: list[Any]) -> None:
    first = rows[0]
    wanted_on, wanted_at = first.wanted or (None, None)
    told = not any(row.promised for row in rows)
    places = ("name", "street", "postcode", "city", "region", "country")
    draft = _draft(
        OrderDraft,
        first,
        lines=tuple(_order_line(names, row) for row in rows),
        number=first.order,
        customer_id=names.customers[first.customer],
        state=first.state or OrderState.OPEN,
        wanted_on=wanted_on,
        wanted_at=wanted_at,
        delivery={place: getattr(first, f"delivery_{place}") for place in places},
        told=told,
        accept_backorders=True,
        payments=tuple(PaymentDraft(row.amount, row.way, row.kind, row.paid_on) for row in payments),
    )
    entered = enter_order(session, draft)
    names.orders[entered.number] = entered.order_id
    for row, line_id in zip(rows, entered.line_ids, strict=True):
        names.lines[row.order, row.sku] = line_id
        if not told:
            promise(session, line_id, row.promised, cause="confirmation")


def _order_line(names: Names, row: Any) -> OrderLineDraft:
    return OrderLineDraft(
        names.products[row.sku],
        row.quantity,
        price=row.price,
        discount=Decimal(row.discount),
        tax_rate=row.tax_rate,
        text=row.text,
    )


def _purchases(session: Session, names: Names, purchases: list[Group]) -> Iterator[Step]:
    for (number,), rows in purchases:
        first = rows[0]
        yield Step(first.ordered_on, Turn.PURCHASING, partial(_enter_purchase, session, names, rows))
        if first.state != PurchaseState.DRAFT:
            act = partial(_confirm_purchase, session, names, number)
            yield Step(first.confirmed_on or first.ordered_on, Turn.CONFIRMING, act)


def _enter_purchase(session: Session, names: Names, rows: list[Any]) -> None:
    first = rows[0]
    draft = PurchaseDraft(
        tuple(
            PurchaseLineDraft(
                names.products[row.sku],
                row.quantity,
                cost=row.cost,
                eta=row.eta,
                for_line_id=names.lines[row.for_order, row.sku] if row.for_order else None,
            )
            for row in rows
        ),
        names.suppliers[first.supplier],
        number=first.purchase,
        supplier_reference=first.supplier_reference,
        freight=Decimal(first.freight),
        note=first.note,
    )
    purchase_id = enter_purchase(session, draft)
    session.get_one(Purchase, purchase_id).sent_on = first.sent_on
    names.purchases[first.purchase] = purchase_id
    lines = fetch(
        session, "SELECT id FROM purchase_lines WHERE purchase_id = ? ORDER BY position", (purchase_id,)
    )
    for row, (line_id,) in zip(rows, lines, strict=True):
        names.purchase_lines[row.purchase, row.sku] = line_id


def _confirm_purchase(session: Session, names: Names, number: str) -> None:
    confirm_purchase(session, names.purchases[number])


def _receipts(session: Session, names: Names, receipts: list[Group]) -> Iterator[Step]:
    for (day, _, delivery_note), rows in receipts:
        lines = partial(_receipt_lines, names, rows)
        freight = Decimal(rows[0].freight)
        act = partial(_receive, session, lines, delivery_note, freight)
        yield Step(day, Turn.RECEIVING, act)


def _receipt_lines(names: Names, rows: list[Any]) -> tuple[ReceiptLineDraft, ...]:
    return tuple(
        ReceiptLineDraft(
            row.accepted,
            names.purchase_lines[row.purchase, row.sku],
            rejected=Decimal(row.rejected),
            reject_reason=row.reject_reason,
            no_replacement=row.no_replacement,
        )
        for row in rows
    )


def _receive(
    session: Session, lines: Callable[[], tuple[ReceiptLineDraft, ...]], note: str, freight: Decimal
) -> None:
    receive(session, ReceiptDraft(lines(), delivery_note=note, freight=freight))


def _shipments(session: Session, names: Names, shipments: list[Group]) -> Iterator[Step]:
    for (day, _), rows in shipments:
        yield Step(day, Turn.SHIPPING, partial(_ship, session, names, rows))


def _ship(session: Session, names: Names, rows: list[Any]) -> None:
    parts = [(names.line(row), row.quantity) for row in rows]
    ship(session, parts, part_confirmed=True, carrier=rows[0].carrier, tracking=rows[0].tracking)


def _set_numbers(session: Session, orders: list[Group], purchases: list[Group]) -> None:
    """The next document will follow the last of the sample."""
    for kind, documents in (("order", orders), ("purchase", purchases)):
        prefix = PREFIXES[kind]
        last = max(int(number.removeprefix(prefix)) for (number,), _ in documents)
        run(
            session,
            "INSERT INTO number_series (kind, prefix, next) VALUES (?, ?, ?)",
            (kind, prefix, last + 1),
        )
