"""All that a customer has with the shop: open orders, what waits and until when, what is owed."""

from collections import defaultdict
from dataclasses import dataclass, fields

from app.actions.cards import Fields, customer_card
from app.lists import backorders
from app.lists.lines import calendar_of
from app.lists.orders import Sums, sums_of
from app.rules.standing import order_status
from db.rows import Reader, fetch
from db.terms import OrderState

MOST_ORDERS = 1_000
"""The newest; of a customer with more, older ones are settled."""
MOST_LINES = 50


@dataclass(frozen=True, slots=True)
class CustomersOrder:
    """An open order or a quote; money in hundredths of its currency."""

    id: int
    number: str
    state: str
    expected: int | None
    status: str
    due: int
    currency: str


@dataclass(frozen=True, slots=True)
class CustomersLine:
    """A line that waits: thousandths short, ordinals; `estimate` only where nothing is expected."""

    id: int
    order_id: int
    order: str
    sku: str
    product: str
    short: int
    expected: int | None
    estimate: int | None
    promised: int | None
    slip: int | None
    status: str

    @property
    def is_late(self) -> bool:
        """Later than promised, or no longer known."""
        return bool(self.slip and self.slip > 0)


@dataclass(frozen=True, slots=True)
class CustomersVoucher:
    """One that is worth something; hundredths, ordinals."""

    id: int
    code: str
    unit: str
    balance: int
    currency: str
    expires_on: int | None


@dataclass(frozen=True, slots=True)
class CustomerDetail:
    """`owed` is by currency what he still has to pay; below zero what he gets back."""

    id: int
    card: Fields
    orders: tuple[CustomersOrder, ...]
    lines: tuple[CustomersLine, ...]
    more_lines: bool
    owed: tuple[tuple[str, int], ...]
    vouchers: tuple[CustomersVoucher, ...] = ()


_ORDERS = (
    "SELECT id, number, state, currency, shipping_charge, ship_complete FROM orders"
    f" WHERE customer_id = ? ORDER BY id DESC LIMIT {MOST_ORDERS}"
)

_VOUCHERS = (
    "SELECT id, code, unit, balance, currency, expires_on FROM vouchers WHERE customer_id = ?"
    " AND state = 'open' ORDER BY id DESC LIMIT 20"
)


def customer_detail(session: Reader, customer_id: int) -> CustomerDetail:
    """NotFound if he is gone."""
    card = customer_card(session, customer_id)
    rows = fetch(session, _ORDERS, (customer_id,))
    sums = sums_of(session, [row[0] for row in rows], calendar_of(session))
    owed: dict[str, int] = defaultdict(int)
    for order_id, _, state, currency, shipping, _ in rows:
        owed[currency] += _due(state, shipping, sums[order_id])
    shown = [row for row in rows if row[2] in (OrderState.OPEN, OrderState.QUOTE)]
    open_ids = [row[0] for row in shown if row[2] == OrderState.OPEN]
    lines, more = _lines(session, open_ids)
    return CustomerDetail(
        customer_id,
        card,
        tuple(_order(row, sums[row[0]]) for row in shown),
        lines,
        more,
        tuple((currency, amount) for currency, amount in sorted(owed.items()) if amount),
        tuple(CustomersVoucher(*row) for row in fetch(session, _VOUCHERS, (customer_id,))),
    )


def _due(state: str, shipping: int, sums: Sums) -> int:
    """A quote owes nothing yet; of a cancelled order only what was paid is still between us."""
    if state == OrderState.QUOTE:
        return 0
    return (0 if state == OrderState.CANCELLED else shipping) + sums.worth - sums.paid


def _order(row: tuple[int, str, str, str, int, int], sums: Sums) -> CustomersOrder:
    order_id, number, state, currency, shipping, complete = row
    status = ""
    if sums.statuses:
        status = order_status(sums.statuses, ship_complete=bool(complete), any_here=sums.any_here)
    due = shipping + sums.worth - sums.paid
    return CustomersOrder(order_id, number, state, sums.expected, status, due, currency)


def _lines(session: Reader, order_ids: list[int]) -> tuple[tuple[CustomersLine, ...], bool]:
    """What waits, the first promised first."""
    if not order_ids:
        return (), False
    listed = ", ".join(map(str, order_ids))
    page = backorders.LISTING.page(
        session, sort="order", only=(f"l.order_id IN ({listed})", []), limit=MOST_LINES
    )
    at = backorders.LISTING.place
    names = [each.name for each in fields(CustomersLine)]
    lines = [CustomersLine(**{name: row[at(name)] for name in names}) for row in page.rows]
    lines.sort(key=lambda line: (line.promised is None, line.promised or 0, line.id))
    return tuple(lines), page.more_after
