"""What order status pages tell, read for thousands of orders in as many statements as for one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from app.actions.context import today
from app.lists.lines import line_worth
from db.rows import Reader, fetch, fetch_for
from db.stored import EPOCH, MICROSECOND
from db.terms import OrderState

DAYS_SHOWN = 30
"""So long the page of an order that ended says so."""
AT_ONCE = 1_000


class Item(NamedTuple):
    """An order line as its customer may see it; thousandths and ordinals."""

    id: int
    name: str
    sku: str
    unit: str
    ordered: int
    cancelled: int
    shipped: int
    open: int
    waiting: int
    held: int
    kept_off: int
    expected: int | None
    promised: int | None
    price: int
    discount: int
    replaces: int | None


class DateTold(NamedTuple):
    """A date that the customer was told for a line, None: that none is known."""

    told_on: int
    line_id: int
    day: int | None
    estimate: int


class Parcel(NamedTuple):
    """What left on one day."""

    shipped_on: int
    carrier: str
    tracking: str


class Offered(NamedTuple):
    """A substitute that waits for the customer's word; hundredths, `difference` to what it replaces.

    `kept`: nobody else gets it meanwhile.
    """

    line_id: int
    name: str
    sku: str
    unit: str
    quantity: int
    worth: int
    difference: int
    kept: bool
    from_on: int | None
    reply_by: int | None


@dataclass(slots=True)
class OrderPage:
    """All that one page says, and whom it speaks to; `code` is that of the order's latest letter."""

    id: int
    token: str
    number: str
    state: str
    reference: str
    ordered_on: int
    currency: str
    pick_up: int
    language: str
    country: str
    ended_on: int | None
    code: str = ""
    reply_by: int | None = None
    items: list[Item] = field(default_factory=list)
    told: list[DateTold] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    offers: list[Offered] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether anything is still to come of it."""
        return self.state == OrderState.OPEN


def orders_shown(session: Reader) -> list[int]:
    """The orders that have a page today, by id: the open ones, and those that ended not long ago."""
    sql = "SELECT order_id FROM status_pages WHERE ended_on IS NULL OR ended_on > ? ORDER BY order_id"
    return [row[0] for row in fetch(session, sql, (today(session).toordinal() - DAYS_SHOWN,))]


def pages_of(session: Reader, order_ids: Sequence[int]) -> list[OrderPage]:
    """The pages of a thousand orders or so by id, whole, as they are at this moment."""
    sql = (
        "SELECT o.id, s.token, o.number, o.state, o.customer_reference, o.ordered_on, o.currency, o.pick_up,"
        " coalesce(c.language, ''), coalesce(c.country, ''), s.ended_on"
        " FROM orders o JOIN status_pages s ON s.order_id = o.id"
        " LEFT JOIN customers c ON c.id = o.customer_id WHERE o.id IN ({ids}) AND o.state <> 'quote'"
        " ORDER BY o.id"
    )
    pages = {row[0]: OrderPage(*row) for row in fetch_for(session, sql, order_ids)}
    if pages:
        _fill(session, pages)
    return list(pages.values())


def _fill(session: Reader, pages: dict[int, OrderPage]) -> None:
    of = _reading(session, pages)
    items: dict[int, Item] = {}
    for order_id, *row in of(_ITEMS):
        item = items[row[0]] = Item(*row)
        pages[order_id].items.append(item)
    for order_id, sent_on, at, cause, *row in of(_TOLD):
        told = pages[order_id].told
        if cause == "taken_back":
            # Told by mistake: it goes with what takes it back.
            last = next((each for each in reversed(told) if each.line_id == row[0]), None)
            told[:] = [each for each in told if each is not last]
        else:
            told.append(DateTold(day_at(at) if sent_on is None else sent_on, *row))
    for order_id, *row in of(_PARCELS):
        pages[order_id].parcels.append(Parcel(*row))
    for order_id, code, _ in of(_CODES):
        pages[order_id].code = code
    day = today(session).toordinal()
    for order_id, by in of(_AWAITED, (day,)):
        pages[order_id].reply_by = by
    for order_id, line_id, *row in of(_OFFERS, (day,)):
        pages[order_id].offers.append(_offered(items[line_id], *row))


def _offered(
    item: Item,
    name: str,
    sku: str,
    unit: str,
    quantity: int,
    price: int,
    ratio: int,
    set_aside: int,
    from_on: int | None,
    reply_by: int | None,
) -> Offered:
    worth = line_worth(quantity, price, 0)
    difference = worth - line_worth(quantity * 1_000 // ratio, item.price, item.discount)
    kept = set_aside >= quantity
    return Offered(item.id, name, sku, unit, quantity, worth, difference, kept, from_on, reply_by)


@lru_cache(maxsize=4_096)
def day_at(microseconds: int) -> int:
    """The day of a stored moment, where this machine stands."""
    return (EPOCH + microseconds * MICROSECOND).astimezone().toordinal()


def _reading(session: Reader, pages: Iterable[int]) -> Callable[..., list[Any]]:
    """Statements over these orders, whose `{ids}` is the list of them."""
    listed = ", ".join(map(str, pages))
    return lambda sql, params=(): fetch(session, sql.replace("{ids}", listed), params)


_ITEMS = (
    "SELECT l.order_id, l.id, CASE WHEN l.text = '' THEN p.name ELSE l.text END, p.sku, p.unit, l.ordered,"
    " l.cancelled, l.shipped, l.open, l.waiting, l.on_hold, l.kept_off, l.expected_on, l.promised_on,"
    " l.price, l.discount, l.substitute_for_id"
    " FROM order_lines l JOIN products p ON p.id = l.product_id"
    " WHERE l.order_id IN ({ids}) AND l.removed = 0 ORDER BY l.order_id, l.position, l.id"
)
_TOLD = (
    "SELECT l.order_id, t.sent_on, m.at, m.cause, m.order_line_id, m.promised_on, m.estimate"
    " FROM order_lines l JOIN promises m ON m.order_line_id = l.id LEFT JOIN letters t ON t.id = m.letter_id"
    " WHERE l.order_id IN ({ids}) AND l.removed = 0 ORDER BY m.id"
)
_PARCELS = (
    "SELECT s.order_id, s.shipped_on, s.carrier, s.tracking FROM shipments s WHERE s.order_id IN ({ids})"
    " AND EXISTS (SELECT 1 FROM shipment_lines l WHERE l.shipment_id = s.id AND l.quantity > l.undone)"
    " ORDER BY s.shipped_on, s.id"
)
# The later one of an order comes last and stays.
_CODES = (
    "SELECT DISTINCT n.order_id, t.code, t.id FROM notices n JOIN letters t ON t.id = n.letter_id"
    " WHERE n.order_id IN ({ids}) ORDER BY t.id"
)
_AWAITED = (
    "SELECT l.order_id, min(c.consent_by) FROM order_lines l JOIN consents c ON c.order_line_id = l.id"
    " WHERE l.order_id IN ({ids}) AND l.open > 0 AND c.state = 'awaited' AND c.consent_by >= ?"
    " GROUP BY l.order_id"
)
_OFFERS = (
    "SELECT l.order_id, f.order_line_id, p.name, p.sku, p.unit, f.quantity, f.price, f.ratio,"
    " f.set_aside, f.from_on, f.reply_by"
    " FROM order_lines l JOIN offers f ON f.order_line_id = l.id AND f.state = 'open'"
    " JOIN products p ON p.id = f.product_id WHERE l.order_id IN ({ids}) AND l.open > 0"
    " AND (f.reply_by IS NULL OR f.reply_by >= ?) ORDER BY f.id"
)
