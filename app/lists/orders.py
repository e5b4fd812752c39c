"""Orders and quotes, one row each."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from app.language import tr
from app.lists.answers import Reading
from app.lists.conditions import Condition, among, either, is_common, named, numbered
from app.lists.lines import Calendar, calendar_of, line_worth, shown_expected
from app.lists.listing import Kind, ListColumn, ListFilter, Listing
from app.lists.paging import Leg, Sort
from app.rules.standing import Status, order_status, status_of
from db.rows import Reader, fetch_for
from db.terms import NO_DAY, OrderState

COLUMNS = (
    ListColumn("id", lambda: tr("Id"), "o.id", Kind.COUNT, shown=False),
    ListColumn("number", lambda: tr("Order"), "o.number", sort="number", width=90),
    ListColumn(
        "customer", lambda: tr("Customer"), "coalesce(c.name, o.delivery_name)", sort="customer", width=180
    ),
    ListColumn("ordered_on", lambda: tr("Ordered on"), "o.ordered_on", Kind.DAY, sort="ordered", width=84),
    ListColumn("wanted", lambda: tr("Wanted"), "o.wanted_on", Kind.DAY, sort="wanted", width=84),
    ListColumn("state", lambda: tr("State"), "o.state", width=90),
    ListColumn("lines", lambda: tr("Lines"), "0", Kind.COUNT, width=56),
    ListColumn("waiting", lambda: tr("Waiting"), "0", Kind.COUNT, width=70),
    ListColumn("total", lambda: tr("Total"), "o.shipping_charge", Kind.MONEY, width=100),
    ListColumn("paid", lambda: tr("Paid"), "0", Kind.MONEY, width=100),
    ListColumn("due", lambda: tr("Due"), "0", Kind.MONEY, width=100),
    ListColumn("expected", lambda: tr("Expected"), "NULL", Kind.DAY, width=84),
    ListColumn("status", lambda: tr("Status"), "''", Kind.STATUS, width=150),
    ListColumn("reference", lambda: tr("Customer reference"), "o.customer_reference", width=140),
    ListColumn("channel", lambda: tr("Channel"), "o.channel", width=90),
    ListColumn("location", lambda: tr("Location"), "a.name", width=90),
    ListColumn(
        "priority", lambda: tr("Priority"), "coalesce(o.priority, c.priority, 0)", Kind.COUNT, shown=False
    ),
    ListColumn("ship_complete", lambda: tr("Ship complete"), "o.ship_complete", Kind.FLAG, shown=False),
    ListColumn("on_hold", lambda: tr("On hold"), "o.on_hold", Kind.FLAG, shown=False),
    ListColumn("pick_up", lambda: tr("Pick up"), "o.pick_up", Kind.FLAG, shown=False),
    ListColumn(
        "date_essential", lambda: tr("The date is essential"), "o.date_essential", Kind.FLAG, shown=False
    ),
    ListColumn("currency", lambda: tr("Currency"), "o.currency", shown=False),
    ListColumn("customer_id", lambda: tr("Customer"), "o.customer_id", Kind.COUNT, shown=False),
)

_PLACE = {column.key: place for place, column in enumerate(COLUMNS)}

FILTERS = (
    ListFilter("open", lambda: tr("Open"), "o.state = 'open'"),
    ListFilter(
        "waiting",
        lambda: tr("Waiting"),
        "o.state = 'open' AND"
        " EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.backordered > 0)",
    ),
    ListFilter(
        "ready",
        lambda: tr("Ready to ship"),
        "o.state = 'open' AND o.on_hold = 0 AND o.id IN (SELECT l.order_id FROM order_lines l"
        " WHERE l.reserved > 0 AND (l.waiting = 0 OR l.ship_complete = 0))",
    ),
    ListFilter("on_hold", lambda: tr("On hold"), "o.state = 'open' AND o.on_hold = 1"),
    ListFilter("quotes", lambda: tr("Quotes"), "o.state = 'quote'"),
    ListFilter("done", lambda: tr("Done"), "o.state = 'done'"),
    ListFilter("cancelled", lambda: tr("Cancelled"), "o.state = 'cancelled'"),
    ListFilter("all", lambda: tr("All")),
)

_WITH_CUSTOMER = "orders o LEFT JOIN customers c ON c.id = o.customer_id"
SORTS = (
    Sort("ordered", ("o.ordered_on",), falls=True),
    Sort("number", ("o.number",), alike=False),
    Sort("wanted", (f"coalesce(o.wanted_on, {NO_DAY})",), indexed=False),
    Sort(
        "customer",
        ("coalesce(c.name_key, '')", "coalesce(o.customer_id, 0)"),
        tables=_WITH_CUSTOMER,
        legs=(
            Leg(("orders o",), "o.customer_id IS NULL", (), ("", 0)),
            Leg(("customers c", "orders o"), "o.customer_id = c.id", ("c.name_key", "c.id")),
        ),
    ),
)


# A word that more products have finds no orders by product: it would find nearly all, and slowly.
MOST_PRODUCTS = 50


def sought(text: str) -> Condition:
    """Orders whose number begins with the text, or whose customer or one of whose products has it."""
    return either(
        among("o.id", "orders", numbered("number", text)),
        among("o.customer_id", "customers", named(text, "name_key")),
        among("o.id", "order_lines", _of_products(text), "order_id"),
    )


def sought_widely(session: Reader, text: str) -> Condition | None:
    """The same, order by order, for a letter or a word that many customers or orders have."""
    names, numbers = named(text, "name_key"), numbered("number", text)
    if not (is_common(session, "customers", names) or is_common(session, "orders", numbers)):
        return None
    # The plus keeps the index of customers out of it: it would find half of all orders at first.
    return either(
        numbered("o.number", text),
        among("+o.customer_id", "customers", names),
        among("o.id", "order_lines", _of_products(text), "order_id"),
    )


def _of_products(text: str) -> Condition:
    """Lines of the products that have the text, unless those are many."""
    sql, values = named(text, "sku_key", "name_key")
    few = f"(SELECT count(*) FROM (SELECT 1 FROM products WHERE {sql} LIMIT {MOST_PRODUCTS + 1}) found)"
    products = f"product_id IN (SELECT id FROM products WHERE {sql})"
    return f"removed = 0 AND {few} <= {MOST_PRODUCTS} AND {products}", [*values, *values]


@dataclass(slots=True)
class Sums:
    """An order's lines added up; money in hundredths."""

    lines: int = 0
    waiting: int = 0
    worth: int = 0
    paid: int = 0
    any_here: bool = False
    statuses: list[Status] = field(default_factory=list)
    days: list[int | None] = field(default_factory=list)

    @property
    def expected(self) -> int | None:
        """The latest of its open lines; None where one of them has no date."""
        known = [day for day in self.days if day is not None]
        return max(known) if known and len(known) == len(self.days) else None


_OF_LINES = (
    "SELECT order_id, state, ordered - cancelled, price, discount, open, shipped, reserved, backordered,"
    " waiting, expected_on, promised_on, wanted_on, reason, on_hold, kept_off, supply_cancelled"
    " FROM order_lines WHERE order_id IN ({ids}) AND removed = 0"
)


def sums_of(session: Reader, order_ids: list[int], calendar: Calendar) -> dict[int, Sums]:
    """What each order's lines and payments come to."""
    sums: dict[int, Sums] = defaultdict(Sums)
    for order_id, *line in fetch_for(session, _OF_LINES, order_ids):
        _add(sums[order_id], line, calendar)
    paid = (
        "SELECT order_id, sum(CASE WHEN kind = 'refund' THEN -amount ELSE amount END)"
        " FROM payments WHERE order_id IN ({ids}) GROUP BY order_id"
    )
    for order_id, amount in fetch_for(session, paid, order_ids):
        sums[order_id].paid = int(amount)
    return sums


def _add(order: Sums, line: list[Any], calendar: Calendar) -> None:
    state, quantity, price, discount, left, shipped, reserved, short, waiting = line[:9]
    expected, promised, wanted, reason, on_hold, kept_off, cut = line[9:]
    order.lines += 1
    if state != OrderState.CANCELLED:  # a quote that was declined keeps its quantities
        order.worth += line_worth(quantity, price, discount)
    order.any_here |= bool(shipped or reserved)
    if state != OrderState.OPEN or not left:
        return
    order.waiting += short > 0
    order.statuses.append(
        status_of(
            today=calendar.today,
            waiting=waiting,
            expected=expected,
            promised=promised,
            wanted=wanted,
            reason=reason,
            on_hold=on_hold,
            kept_off=kept_off,
            supply_cancelled=cut,
        )
    )
    order.days.append(shown_expected(expected, calendar.today) if waiting else calendar.ready)


def _finish(reading: Reading, rows: list[list[Any]]) -> None:
    calendar = calendar_of(reading.session)
    sums = sums_of(reading.session, [row[0] for row in rows], calendar)
    for row in rows:
        order = sums[row[0]]
        # Of a cancelled order only what was paid is still between us.
        charge = 0 if row[_PLACE["state"]] == OrderState.CANCELLED else row[_PLACE["total"]]
        told: dict[str, Any] = {
            "lines": order.lines,
            "waiting": order.waiting,
            "total": charge + order.worth,
            "paid": order.paid,
            "due": charge + order.worth - order.paid,
        }
        if order.statuses:
            complete = bool(row[_PLACE["ship_complete"]])
            told["expected"] = order.expected
            told["status"] = order_status(order.statuses, ship_complete=complete, any_here=order.any_here)
        for key, value in told.items():
            row[_PLACE[key]] = value


LISTING = Listing(
    key="orders",
    title=lambda: tr("Orders"),
    table="orders",
    alias="o",
    columns=COLUMNS,
    filters=FILTERS,
    sorts=SORTS,
    joins="LEFT JOIN customers c ON c.id = o.customer_id JOIN locations a ON a.id = o.location_id",
    search=sought,
    search_widely=sought_widely,
    search_words=lambda: tr("Find an order, customer or product"),
    finish=_finish,
)
