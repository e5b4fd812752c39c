"""One order whole, as its page and its dialogs show it."""

from dataclasses import dataclass
from typing import Any

from app.errors import NotFound
from app.language import tr
from app.lists.lines import Calendar, calendar_of, line_worth, shown_expected, shown_slip
from app.lists.naming import named_values
from app.lists.orders import sums_of
from app.rules.standing import Status, order_status, status_of
from db.rows import Reader, fetch, fetch_one
from db.terms import OrderState

# No date to show: nothing is open, or the owner stopped it.
NOTHING_TO_SAY = ("", Status.ON_HOLD, Status.KEPT_OFF)


@dataclass(frozen=True, slots=True)
class LineDetail:
    """A line of an order: thousandths, ten-thousandths for the price, hundredths for its value, ordinals.

    `can_ship` is what may leave now; `status` is '' where nothing is open.
    """

    id: int
    position: int
    product_id: int
    pool_id: int
    sku: str
    name: str
    unit: str
    decimals: int
    kind: str
    location: str
    text: str
    price: int
    discount: int
    tax_rate: int
    ordered: int
    cancelled: int
    shipped: int
    returned: int
    reserved: int
    open: int
    backordered: int
    kept_off: int
    value: int
    can_ship: int
    expected: int | None
    estimate: int | None
    promised: int | None
    first_promised: int | None
    slip: int | None
    status: str
    reason: str
    reason_facts: str | None


@dataclass(frozen=True, slots=True)
class PaymentDetail:
    """Money of an order, hundredths; a refund is money out."""

    id: int
    kind: str
    amount: int
    way: str
    paid_on: int
    note: str
    # The code of the one that paid, or got it back.
    voucher: str = ""


@dataclass(frozen=True, slots=True)
class ShipmentDetail:
    """What left on one day: thousandths that are not undone, ordinals."""

    id: int
    number: str
    shipped_on: int
    carrier: str
    tracking: str
    quantity: int


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """An order with its lines by position; money in hundredths."""

    id: int
    number: str
    state: str
    customer_id: int | None
    customer: str
    customer_number: str
    customer_priority: int
    customer_reference: str
    channel: str
    location_id: int
    location: str
    ordered_on: int
    wanted_on: int | None
    wanted_minute: int | None
    priority: int | None
    ship_complete: int
    on_hold: int
    held_since: int | None
    hold_reason: str
    pick_up: int
    date_essential: int
    # Name, street, postcode, city, region, country; empty where it goes to the customer's own.
    delivery: tuple[str, ...]
    customer_address: tuple[str, ...]
    shipping_charge: int
    currency: str
    note: str
    total: int
    paid: int
    expected: int | None
    status: str
    lines: tuple[LineDetail, ...]
    payments: tuple[PaymentDetail, ...]
    shipments: tuple[ShipmentDetail, ...]

    @property
    def address(self) -> tuple[str, ...]:
        """Where the goods go."""
        return self.delivery if any(self.delivery) else self.customer_address

    @property
    def due(self) -> int:
        """What the customer still owes; below zero what he gets back."""
        return self.total - self.paid


_ORDER_FIELDS = (
    "id number state customer_id customer customer_number customer_priority customer_reference channel"
    " location_id location ordered_on wanted_on wanted_minute priority ship_complete on_hold held_since"
    " hold_reason pick_up date_essential shipping_charge currency note"
)
_ORDER = (
    "SELECT o.id, o.number, o.state, o.customer_id, coalesce(c.name, o.delivery_name),"
    " coalesce(c.number, ''), coalesce(c.priority, 0), o.customer_reference, o.channel,"
    " o.location_id, a.name, o.ordered_on, o.wanted_on, o.wanted_minute, o.priority, o.ship_complete,"
    " o.on_hold, o.held_since, o.hold_reason, o.pick_up, o.date_essential, o.shipping_charge, o.currency,"
    " o.note, o.delivery_name, o.delivery_street, o.delivery_postcode, o.delivery_city,"
    " o.delivery_region, o.delivery_country, coalesce(c.name, ''), coalesce(c.street, ''),"
    " coalesce(c.postcode, ''), coalesce(c.city, ''), coalesce(c.region, ''), coalesce(c.country, '')"
    " FROM orders o LEFT JOIN customers c ON c.id = o.customer_id JOIN locations a ON a.id = o.location_id"
    " WHERE o.id = ?"
)
_LINE_FIELDS = (
    "id position product_id pool_id sku name unit decimals kind location text price discount tax_rate ordered"
    " cancelled shipped returned reserved open backordered kept_off promised first_promised reason"
    " reason_facts"
)
_LINES = (
    "SELECT l.id, l.position, l.product_id, l.pool_id, p.sku, p.name, p.unit, p.decimals, p.kind, a.name,"
    " l.text, l.price, l.discount, l.tax_rate, l.ordered, l.cancelled, l.shipped, l.returned, l.reserved,"
    " l.open, l.backordered, l.kept_off, l.promised_on, l.first_promised_on, l.reason, l.reason_facts,"
    " l.expected_on, l.estimate_days, l.not_before, l.waiting, l.wanted_on, l.on_hold, l.supply_cancelled"
    " FROM order_lines l JOIN products p ON p.id = l.product_id JOIN stock_levels s ON s.id = l.pool_id"
    " JOIN locations a ON a.id = s.location_id WHERE l.order_id = ? AND l.removed = 0"
    " ORDER BY l.position, l.id"
)

_SHIPMENT_FIELDS = "id number shipped_on carrier tracking"
_SHIPMENTS = (
    "SELECT s.id, s.number, s.shipped_on, s.carrier, s.tracking, coalesce(sum(l.quantity - l.undone), 0)"
    " FROM shipments s LEFT JOIN shipment_lines l ON l.shipment_id = s.id WHERE s.order_id = ?"
    " GROUP BY s.id, s.number, s.shipped_on, s.carrier, s.tracking ORDER BY s.id"
)


def order_detail(session: Reader, order_id: int) -> OrderDetail:
    """All of an order; NotFound if it is gone."""
    row = fetch_one(session, _ORDER, (order_id,))
    if row is None:
        raise NotFound(tr("This order no longer exists."), tr("Reload the list."))
    told = named_values(_ORDER_FIELDS, row)
    addresses = row[len(told) :]
    calendar = calendar_of(session)
    sums = sums_of(session, [order_id], calendar)[order_id]
    lines = tuple(_line(each, calendar) for each in fetch(session, _LINES, (order_id,)))
    status: str = ""
    if sums.statuses:
        status = order_status(
            sums.statuses, ship_complete=bool(told["ship_complete"]), any_here=sums.any_here
        )
    payments = (
        "SELECT p.id, p.kind, p.amount, p.way, p.paid_on, p.note, coalesce(v.code, '') FROM payments p"
        " LEFT JOIN vouchers v ON v.id = p.voucher_id WHERE p.order_id = ? ORDER BY p.id"
    )
    # Of a cancelled order only what was paid is still between us.
    charge = 0 if told["state"] == OrderState.CANCELLED else told["shipping_charge"]
    return OrderDetail(
        **told,
        delivery=tuple(addresses[:6]),
        customer_address=tuple(addresses[6:]),
        total=charge + sums.worth,
        paid=sums.paid,
        expected=sums.expected,
        status=status,
        lines=lines,
        payments=tuple(PaymentDetail(*each) for each in fetch(session, payments, (order_id,))),
        shipments=tuple(
            ShipmentDetail(
                **named_values("id number shipped_on carrier tracking", each), quantity=int(each[-1])
            )
            for each in fetch(session, _SHIPMENTS, (order_id,))
        ),
    )


def _line(row: Any, calendar: Calendar) -> LineDetail:
    told = named_values(_LINE_FIELDS, row)
    expected, estimate, not_before, waiting, wanted, on_hold, cut = row[len(told) :]
    status: str = ""
    if told["open"]:
        status = status_of(
            today=calendar.today,
            waiting=waiting,
            expected=expected,
            promised=told["promised"],
            wanted=wanted,
            reason=told["reason"],
            on_hold=on_hold,
            kept_off=told["kept_off"],
            supply_cancelled=cut,
        )
    if status == Status.READY:
        shown: int | None = calendar.ready
    else:
        shown = shown_expected(expected, calendar.today) if status not in NOTHING_TO_SAY else None
    quiet = status == Status.READY or status in NOTHING_TO_SAY
    return LineDetail(
        **told,
        value=line_worth(told["ordered"] - told["cancelled"], told["price"], told["discount"]),
        can_ship=0 if on_hold else told["reserved"],
        expected=shown,
        estimate=None if shown else calendar.estimate(estimate, not_before),
        slip=None if quiet else shown_slip(shown, told["promised"]),
        status=status,
    )
