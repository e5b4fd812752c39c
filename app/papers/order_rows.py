"""Orders as their papers need them, in as many statements for one as for many."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from app.letters.people import Recipient, customers
from app.papers.posting import NOBODY
from db.rows import Reader, fetch_for


class OrderRow(NamedTuple):
    """One order; ordinals, hundredths."""

    id: int
    number: str
    state: str
    customer_id: int | None
    reference: str
    ordered_on: int
    pick_up: int
    on_hold: int
    ship_complete: int
    shipping: int
    currency: str
    name: str
    street: str
    postcode: str
    city: str
    region: str
    country: str


class LineRow(NamedTuple):
    """One line of it; thousandths, ten-thousandths, thousandths of a percent, ordinals."""

    order_id: int
    id: int
    sku: str
    product: str
    text: str
    unit: str
    kind: str
    quantity: int
    price: int
    discount: int
    open: int
    reserved: int
    expected: int | None
    promised: int | None
    is_stopped: int
    location: str


@dataclass(frozen=True, slots=True)
class WholeOrder:
    """An order with who ordered it and its lines by position."""

    row: OrderRow
    customer: Recipient
    lines: tuple[LineRow, ...]

    @property
    def recipient(self) -> Recipient:
        """Where the goods go: the order's own address, else the customer's."""
        row = self.row
        away = (row.street, row.postcode, row.city, row.region, row.country)
        if row.pick_up or not any(away):
            return self.customer
        return _living(self.customer._replace(name=row.name or self.customer.name, contact=""), row)


_ORDERS = (
    "SELECT id, number, state, customer_id, customer_reference, ordered_on, pick_up, on_hold, ship_complete,"
    " shipping_charge, currency, delivery_name, delivery_street, delivery_postcode, delivery_city,"
    " delivery_region, delivery_country FROM orders WHERE id IN ({ids}) ORDER BY id"
)
_LINES = (
    "SELECT l.order_id, l.id, p.sku, p.name, l.text, p.unit, p.kind, l.ordered - l.cancelled, l.price,"
    " l.discount, l.open, l.reserved, l.expected_on, l.promised_on, l.on_hold + l.kept_off, a.name"
    " FROM order_lines l JOIN products p ON p.id = l.product_id JOIN stock_levels s ON s.id = l.pool_id"
    " JOIN locations a ON a.id = s.location_id WHERE l.order_id IN ({ids}) AND l.removed = 0"
    " ORDER BY l.order_id, l.position, l.id"
)


def whole_orders(session: Reader, order_ids: Iterable[int]) -> list[WholeOrder]:
    """Those that there are, by their age."""
    rows = [OrderRow(*row) for row in fetch_for(session, _ORDERS, order_ids)]
    lines: dict[int, list[LineRow]] = defaultdict(list)
    for row in fetch_for(session, _LINES, [each.id for each in rows]):
        lines[row[0]].append(LineRow(*row))
    people = customers(session, {each.customer_id for each in rows if each.customer_id is not None})
    return [
        WholeOrder(each, people.get(each.customer_id or 0) or _buyer(each), tuple(lines[each.id]))
        for each in rows
    ]


def _buyer(order: OrderRow) -> Recipient:
    """Who bought at the counter has no more than what the order says."""
    return _living(NOBODY._replace(name=order.name), order)


def _living(person: Recipient, order: OrderRow) -> Recipient:
    """The same person at the order's own address."""
    return person._replace(
        street=order.street,
        postcode=order.postcode,
        city=order.city,
        region=order.region,
        country=order.country,
    )
