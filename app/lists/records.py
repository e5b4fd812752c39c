"""The shop's records to the last fact, as files hold them: what imports read back.

Values are the database's own whole numbers and text; rows come in the order of entry.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from app.lists.listing import Kind
from db.rows import Reader, fetch_for, fetch_wide, value
from db.terms import NO_HAND_RANK

# Ids that one statement walks.
WINDOW = 5_000
# Stands for "no time" beside a day.
NO_MINUTE = 9_999


class Made(StrEnum):
    """Kinds of values beside those of lists."""

    # Ordinal × 10,000 + minute of the day.
    DAY_AND_TIME = "day_and_time"
    # Tuples (kind, hundredths, ordinal, way, note).
    PAYMENTS = "payments"


@dataclass(frozen=True, slots=True)
class RecordKind:
    """Where a kind of file takes its fields from: `fields` gives SQL and kind of value by key.

    `id` is the column whose windows are read one after the other, `order` that of the orders to be paid.
    """

    tables: str
    table: str
    id: str
    fields: dict[str, tuple[str, Kind | Made]] = field(default_factory=dict)
    order: str = ""
    # Where one id has several rows.
    then: str = ""


def _of(kind: Kind | Made, table: str, names: str) -> dict[str, tuple[str, Kind | Made]]:
    """Fields named like their columns."""
    return {name: (f"{table}.{name}", kind) for name in names.split()}


_ADDRESS = "street postcode city region country email phone language"

_PRODUCTS = RecordKind(
    "products p LEFT JOIN resources r ON r.id = p.resource_id"
    " LEFT JOIN supplier_products sp ON sp.product_id = p.id LEFT JOIN suppliers v ON v.id = sp.supplier_id",
    "products",
    "p.id",
    {
        **_of(Kind.TEXT, "p", "sku name kind unit barcode category tags note backorders"),
        **_of(Kind.COUNT, "p", "decimals"),
        **_of(Kind.PRICE, "p", "price cost"),
        **_of(Kind.PERCENT, "p", "tax_rate"),
        **_of(Kind.QUANTITY, "p", "minimum maximum backorder_limit effort"),
        **_of(Kind.FLAG, "p", "active"),
        "resource": ("coalesce(r.name, '')", Kind.TEXT),
        "resource_per_week": (
            "(SELECT per_week FROM resource_weeks w WHERE w.resource_id = r.id ORDER BY monday DESC LIMIT 1)",
            Kind.QUANTITY,
        ),
        "supplier": ("coalesce(v.name, '')", Kind.TEXT),
        "supplier_sku": ("coalesce(sp.their_sku, '')", Kind.TEXT),
        "supplier_cost": ("sp.cost", Kind.PRICE),
        "supplier_lead_days": ("sp.lead_days", Kind.COUNT),
        "supplier_minimum": ("sp.minimum", Kind.QUANTITY),
        "supplier_pack": ("sp.pack", Kind.QUANTITY),
        "supplier_preferred": ("sp.preferred", Kind.FLAG),
    },
    then=", sp.id",
)

_CUSTOMERS = RecordKind(
    "customers c",
    "customers",
    "c.id",
    {
        **_of(Kind.TEXT, "c", f"number name {_ADDRESS} backorders notice_channel note"),
        **_of(Kind.COUNT, "c", "priority"),
        **_of(Kind.FLAG, "c", "active notice_per_part"),
    },
)

_SUPPLIERS = RecordKind(
    "suppliers v",
    "suppliers",
    "v.id",
    {
        **_of(Kind.TEXT, "v", f"name contact {_ADDRESS} currency note"),
        **_of(Kind.COUNT, "v", "lead_days"),
        **_of(Kind.FLAG, "v", "active"),
    },
)

_STOCK = RecordKind(
    "stock_levels s JOIN products p ON p.id = s.product_id JOIN locations a ON a.id = s.location_id",
    "stock_levels",
    "s.id",
    {
        "sku": ("p.sku", Kind.TEXT),
        "location": ("a.name", Kind.TEXT),
        **_of(Kind.QUANTITY, "s", "on_hand"),
    },
)


def _cancelled(kind: str) -> tuple[str, Kind]:
    parts = f"SELECT sum(quantity - undone) FROM cancellations WHERE order_line_id = l.id AND kind = '{kind}'"
    return f"coalesce(({parts}), 0)", Kind.QUANTITY


def _latest(column: str, table: str, condition: str) -> str:
    return f"(SELECT {column} FROM {table} WHERE {condition} ORDER BY x.id DESC LIMIT 1)"


_OF_LINE = "x.order_line_id = l.id"
_MONEY_OF = "SELECT sum(amount) FROM payments x WHERE x.order_id = o.id AND x.kind"

_ORDERS = RecordKind(
    "order_lines l JOIN orders o ON o.id = l.order_id AND l.removed = 0"
    " JOIN products p ON p.id = l.product_id JOIN stock_levels s ON s.id = l.pool_id"
    " JOIN locations la ON la.id = s.location_id JOIN locations a ON a.id = o.location_id"
    " LEFT JOIN customers c ON c.id = o.customer_id",
    "order_lines",
    "l.id",
    {
        "order": ("o.number", Kind.TEXT),
        "customer": ("coalesce(c.number, '')", Kind.TEXT),
        "customer_name": ("coalesce(c.name, '')", Kind.TEXT),
        "location": ("a.name", Kind.TEXT),
        "wanted": (f"o.wanted_on * 10000 + coalesce(o.wanted_minute, {NO_MINUTE})", Made.DAY_AND_TIME),
        "paid": (f"coalesce(({_MONEY_OF} <> 'refund'), 0)", Kind.MONEY),
        "refunded": (f"coalesce(({_MONEY_OF} = 'refund'), 0)", Kind.MONEY),
        "paid_on": (_latest("x.paid_on", "payments x", "x.order_id = o.id"), Kind.DAY),
        "paid_way": (f"coalesce({_latest('x.way', 'payments x', 'x.order_id = o.id')}, '')", Kind.TEXT),
        "payments": ("NULL", Made.PAYMENTS),
        **_of(Kind.DAY, "o", "ordered_on held_since"),
        **_of(Kind.TEXT, "o", "state customer_reference channel hold_reason currency note"),
        **_of(Kind.TEXT, "o", "delivery_name delivery_street delivery_postcode delivery_city"),
        **_of(Kind.TEXT, "o", "delivery_region delivery_country"),
        **_of(Kind.COUNT, "o", "priority"),
        **_of(Kind.FLAG, "o", "ship_complete on_hold pick_up date_essential"),
        **_of(Kind.MONEY, "o", "shipping_charge"),
        "sku": ("p.sku", Kind.TEXT),
        "quantity": ("l.ordered", Kind.QUANTITY),
        "line_location": ("CASE WHEN s.location_id = o.location_id THEN '' ELSE la.name END", Kind.TEXT),
        "closed": _cancelled("closed"),
        "substituted": _cancelled("substituted"),
        "cancelled_on": (_latest("x.cancelled_on", "cancellations x", _OF_LINE), Kind.DAY),
        "cancel_reason": (f"coalesce({_latest('x.reason', 'cancellations x', _OF_LINE)}, '')", Kind.TEXT),
        "shipped_on": (
            _latest(
                "h.shipped_on",
                "shipment_lines x JOIN shipments h ON h.id = x.shipment_id",
                f"{_OF_LINE} AND x.quantity > x.undone",
            ),
            Kind.DAY,
        ),
        "returned_on": (_latest("x.returned_on", "returns x", _OF_LINE), Kind.DAY),
        "promised": ("l.promised_on", Kind.DAY),
        "first_promised": ("l.first_promised_on", Kind.DAY),
        "hand_rank": (f"CASE WHEN l.hand_rank < {NO_HAND_RANK} THEN l.hand_rank END", Kind.COUNT),
        "split_from": (
            "(SELECT position FROM order_lines x WHERE x.id = l.split_from_id AND x.order_id = l.order_id"
            " AND x.removed = 0)",
            Kind.COUNT,
        ),
        "substitute_for": (
            "(SELECT position FROM order_lines x WHERE x.id = l.substitute_for_id"
            " AND x.order_id = l.order_id AND x.removed = 0)",
            Kind.COUNT,
        ),
        **_of(Kind.TEXT, "l", "text"),
        **_of(Kind.COUNT, "l", "position"),
        **_of(Kind.PRICE, "l", "price"),
        **_of(Kind.PERCENT, "l", "discount tax_rate"),
        **_of(Kind.QUANTITY, "l", "cancelled shipped returned reserved"),
        **_of(Kind.FLAG, "l", "kept_off supply_cancelled"),
        **_of(Kind.DAY, "l", "kept_off_since"),
    },
    order="o.id",
)

_PURCHASES = RecordKind(
    "purchase_lines l JOIN purchases u ON u.id = l.purchase_id JOIN products p ON p.id = l.product_id"
    " JOIN stock_levels s ON s.id = l.pool_id JOIN locations la ON la.id = s.location_id"
    " JOIN locations a ON a.id = u.location_id LEFT JOIN suppliers v ON v.id = u.supplier_id"
    " LEFT JOIN order_lines f ON f.id = l.for_line_id AND f.removed = 0"
    " LEFT JOIN orders o ON o.id = f.order_id",
    "purchase_lines",
    "l.id",
    {
        "purchase": ("u.number", Kind.TEXT),
        "supplier": ("coalesce(v.name, '')", Kind.TEXT),
        "location": ("a.name", Kind.TEXT),
        **_of(Kind.DAY, "u", "ordered_on sent_on confirmed_on"),
        **_of(Kind.TEXT, "u", "state supplier_reference currency note"),
        **_of(Kind.MONEY, "u", "freight"),
        **_of(Kind.FLAG, "u", "suggested"),
        "sku": ("p.sku", Kind.TEXT),
        "quantity": ("l.ordered", Kind.QUANTITY),
        "line_location": ("CASE WHEN s.location_id = u.location_id THEN '' ELSE la.name END", Kind.TEXT),
        "received_on": (
            _latest(
                "h.received_on",
                "receipt_lines x JOIN receipts h ON h.id = x.receipt_id",
                "x.purchase_line_id = l.id AND x.accepted > x.undone",
            ),
            Kind.DAY,
        ),
        "for_order": ("coalesce(o.number, '')", Kind.TEXT),
        "for_position": ("f.position", Kind.COUNT),
        "line_note": ("l.note", Kind.TEXT),
        **_of(Kind.COUNT, "l", "position"),
        **_of(Kind.QUANTITY, "l", "received closed"),
        **_of(Kind.PRICE, "l", "cost"),
        **_of(Kind.DAY, "l", "eta first_eta"),
        **_of(Kind.FLAG, "l", "no_longer_needed"),
    },
)

RECORDS = MappingProxyType(
    {
        "products": _PRODUCTS,
        "customers": _CUSTOMERS,
        "suppliers": _SUPPLIERS,
        "stock": _STOCK,
        "orders": _ORDERS,
        "purchases": _PURCHASES,
    }
)


def records(session: Reader, kind: str, keys: Sequence[str]) -> Iterator[Sequence[Any]]:
    """All rows of a kind with the fields asked for, a few thousand in memory at a time."""
    record = RECORDS[kind]
    columns = ", ".join(record.fields[key][0] for key in keys)
    sql = (
        f"SELECT {record.order or 0}, {columns} FROM {record.tables}"
        f" WHERE {record.id} > ? AND {record.id} <= ? ORDER BY {record.id}{record.then}"
    )
    last = value(session, f"SELECT coalesce(max(id), 0) FROM {record.table}") or 0
    paid_at = keys.index("payments") if "payments" in keys else None
    for start in range(0, last, WINDOW):
        rows = fetch_wide(session, sql, (start, start + WINDOW))
        if paid_at is None:
            yield from (row[1:] for row in rows)
        else:
            yield from _with_payments(session, rows, paid_at)


def _with_payments(session: Reader, rows: list[tuple[Any, ...]], place: int) -> Iterator[Sequence[Any]]:
    payments: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    sql = (
        "SELECT order_id, kind, amount, paid_on, way, note FROM payments"
        " WHERE order_id IN ({ids}) ORDER BY id"
    )
    for order_id, *payment in fetch_for(session, sql, sorted({row[0] for row in rows})):
        payments[order_id].append(tuple(payment))
    for order_id, *row in rows:
        row[place] = tuple(payments.get(order_id, ())) or None
        yield row


def record_count(session: Reader, kind: str, most: int) -> int:
    """How many rows `records` gives, counted up to `most`."""
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {RECORDS[kind].tables} LIMIT {most}) r"
    return value(session, sql) or 0
