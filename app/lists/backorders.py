"""The queue: every line that waits, by product and rank."""

from dataclasses import dataclass
from typing import Any

from app.language import tr
from app.lists.answers import Counted, Reading
from app.lists.conditions import Condition, among, begins, contains, either, is_common, named, numbered
from app.lists.lines import Calendar, calendar_of, line_worth, shown_slip
from app.lists.listing import Kind, ListColumn, ListFilter, Listing, Run
from app.lists.paging import Leg, Sort
from app.names import key_of
from app.rules.standing import status_of
from db.rows import Reader, fetch, fetch_for, fetch_wide, value
from db.stored import to_json
from db.terms import NO_DAY, NO_HAND_RANK, NO_SLIP

RANK = ("l.pool_id", "l.hand_rank", "l.precedence", "l.due", "l.ordered_on")
# Where rows do not stand in the queue's order, ranks are counted one by one, up to this place.
LAST_COUNTED_RANK = 300
COUNTED_RANK = (
    "(SELECT count(*) FROM (SELECT 1 FROM order_lines b WHERE b.backordered > 0 AND b.pool_id = l.pool_id"
    " AND (b.hand_rank, b.precedence, b.due, b.ordered_on, b.id)"
    f" <= (l.hand_rank, l.precedence, l.due, l.ordered_on, l.id) LIMIT {LAST_COUNTED_RANK + 1}) AS few)"
)
STOPPED = "(l.on_hold = 1 OR l.kept_off = 1)"

COLUMNS = (
    ListColumn("id", lambda: tr("Id"), "l.id", Kind.COUNT, shown=False),
    ListColumn("rank", lambda: tr("#"), "NULL", Kind.COUNT, sort="queue", width=36),
    ListColumn(
        "customer", lambda: tr("Customer"), "coalesce(c.name, o.delivery_name)", sort="customer", width=150
    ),
    ListColumn("order", lambda: tr("Order"), "o.number", sort="order", width=72),
    ListColumn("sku", lambda: tr("SKU"), "p.sku", width=90),
    ListColumn("product", lambda: tr("Product"), "p.name", width=180),
    ListColumn("short", lambda: tr("Short"), "l.backordered", Kind.QUANTITY, sort="short", width=60),
    ListColumn("reserved", lambda: tr("Reserved"), "l.reserved", Kind.QUANTITY, width=72),
    ListColumn("ordered_on", lambda: tr("Ordered on"), "l.ordered_on", Kind.DAY, sort="age", width=84),
    ListColumn("value", lambda: tr("Value"), "l.price", Kind.MONEY, sort="value", width=90),
    ListColumn("wanted", lambda: tr("Wanted"), "l.wanted_on", Kind.DAY, width=84),
    ListColumn("expected", lambda: tr("Expected"), "l.expected_on", Kind.DAY, sort="expected", width=84),
    ListColumn("promised", lambda: tr("Promised"), "l.promised_on", Kind.DAY, sort="promised", width=84),
    ListColumn("slip", lambda: tr("Slip"), "0", Kind.SLIP, sort="slip", width=72),
    ListColumn("status", lambda: tr("Status"), "''", Kind.STATUS, width=140),
    ListColumn("reason", lambda: tr("Reason"), "l.reason", Kind.REASON, width=220),
    ListColumn("reason_facts", lambda: tr("Facts"), "l.reason_facts", shown=False),
    ListColumn("estimate", lambda: tr("Estimate"), "l.estimate_days", Kind.DAY, shown=False),
    ListColumn("not_before", lambda: tr("Not before"), "l.not_before", Kind.DAY, shown=False),
    ListColumn(
        "priority",
        lambda: tr("Priority"),
        "CASE WHEN l.precedence < 0 THEN 1 ELSE 0 END",
        Kind.FLAG,
        shown=False,
    ),
    ListColumn(
        "pinned",
        lambda: tr("Ranked by hand"),
        f"CASE WHEN l.hand_rank < {NO_HAND_RANK} THEN 1 ELSE 0 END",
        Kind.FLAG,
        shown=False,
    ),
    ListColumn("ship_complete", lambda: tr("Ship complete"), "l.ship_complete", Kind.FLAG, shown=False),
    ListColumn("on_hold", lambda: tr("On hold"), "l.on_hold", Kind.FLAG, shown=False),
    ListColumn("kept_off", lambda: tr("Kept off"), "l.kept_off", Kind.FLAG, shown=False),
    ListColumn(
        "supply_cancelled", lambda: tr("Supply cancelled"), "l.supply_cancelled", Kind.FLAG, shown=False
    ),
    ListColumn(
        "since",
        lambda: tr("Stopped since"),
        "CASE WHEN l.on_hold = 1 THEN o.held_since ELSE l.kept_off_since END",
        Kind.DAY,
        shown=False,
    ),
    ListColumn("discount", lambda: tr("Discount"), "l.discount", Kind.PERCENT, shown=False),
    ListColumn("currency", lambda: tr("Currency"), "o.currency", shown=False),
    ListColumn("unit", lambda: tr("Unit"), "p.unit", shown=False),
    ListColumn("pool_id", lambda: tr("Pool"), "l.pool_id", Kind.COUNT, shown=False),
    ListColumn("product_id", lambda: tr("Product"), "l.product_id", Kind.COUNT, shown=False),
    ListColumn("order_id", lambda: tr("Order"), "l.order_id", Kind.COUNT, shown=False),
    ListColumn("customer_id", lambda: tr("Customer"), "o.customer_id", Kind.COUNT, shown=False),
)

_PLACE = {column.key: place for place, column in enumerate(COLUMNS)}
_RANK_AT, _SHORT_AT, _VALUE_AT, _WANTED_AT, _EXPECTED_AT, _PROMISED_AT = (
    _PLACE[key] for key in ("rank", "short", "value", "wanted", "expected", "promised")
)
_SLIP_AT, _STATUS_AT, _REASON_AT, _FACTS_AT, _ESTIMATE_AT, _HOLD_AT, _KEPT_AT = (
    _PLACE[key] for key in ("slip", "status", "reason", "reason_facts", "estimate", "on_hold", "kept_off")
)
_CANCELLED_AT, _SINCE_AT, _DISCOUNT_AT, _POOL_AT, _NOT_BEFORE_AT = (
    _PLACE[key] for key in ("supply_cancelled", "since", "discount", "pool_id", "not_before")
)

_BY_DAY, _BY_SLIP = "ix_order_lines_expected", "ix_order_lines_slip"
# Days that passed without what was expected; few, since each day begins by looking again.
_PAST = "l.expected_key < {today}"
_GONE_BY = Run(_PAST, _BY_DAY)
_NEVER = Run(f"l.expected_key = {NO_DAY}", _BY_DAY)
_GONE_BY_IN_TIME = Run(f"l.slip_key > -{NO_SLIP} AND l.slip_key <= 0 AND {_PAST}", _BY_DAY)
_LATE = Run("l.slip_key > 0", _BY_SLIP)

FILTERS = (
    ListFilter("all", lambda: tr("All")),
    ListFilter(
        "slipped",
        lambda: tr("Slipped"),
        f"l.slip_key > 0 OR (l.slip_key > -{NO_SLIP} AND l.expected_key < {{today}})",
        covered=True,
        parts=(_GONE_BY_IN_TIME, _LATE),
        runs={"slip": (_GONE_BY_IN_TIME, _LATE)},
    ),
    ListFilter(
        "no_date",
        lambda: tr("No date"),
        f"l.expected_key NOT BETWEEN {{today}} AND {NO_DAY - 1} AND l.on_hold = 0 AND l.kept_off = 0",
        covered=True,
        parts=(_GONE_BY, _NEVER),
        runs={
            "expected": (_GONE_BY, _NEVER),
            "slip": (
                Run(f"l.slip_key = -{NO_SLIP}"),
                Run(f"l.slip_key > -{NO_SLIP} AND l.slip_key < {NO_SLIP} AND {_PAST}", _BY_DAY),
                Run(f"l.slip_key = {NO_SLIP}", _BY_SLIP),
            ),
        },
    ),
    ListFilter("stopped", lambda: tr("On hold or kept off"), STOPPED, index="ix_order_lines_stopped"),
)

_LINES = "l.order_id = o.id"
SORTS = (
    Sort("queue", RANK, alike=False),
    Sort(
        "customer",
        ("coalesce(c.name_key, '')", "coalesce(o.customer_id, 0)", "l.order_id"),
        legs=(
            Leg(("orders o", "order_lines l"), _LINES + " AND o.customer_id IS NULL", ("o.id",), ("", 0)),
            Leg(
                ("customers c", "orders o", "order_lines l"),
                _LINES + " AND o.customer_id = c.id",
                ("c.name_key", "c.id", "o.id"),
            ),
        ),
        tables="order_lines l JOIN orders o ON o.id = l.order_id"
        " LEFT JOIN customers c ON c.id = o.customer_id",
    ),
    Sort("age", ("l.ordered_on",)),
    Sort("expected", ("l.expected_key",)),
    Sort("promised", ("l.promised_key",)),
    Sort("slip", ("l.slip_key",), falls=True),
    Sort("short", ("l.backordered",), falls=True),
    Sort("value", ("l.value_key",), falls=True),
    Sort("order", ("l.order_id",), alike=False),
)


def sought(text: str) -> Condition:
    """Lines whose order number begins with the text, or whose customer or product has it."""
    key = key_of(text)
    numbers = [begins("number", each) for each in sorted({text, text.upper()})]
    customer, names = contains("name_key", key)
    number, number_values = either(*numbers)
    product, product_values = either(contains("p.sku_key", key), contains("p.name_key", key))
    return (
        "(l.order_id IN (SELECT id FROM orders WHERE"
        f" {number} OR customer_id IN (SELECT id FROM customers WHERE {customer}))"
        " OR l.pool_id IN (SELECT s.id FROM stock_levels s JOIN products p ON p.id = s.product_id"
        f" WHERE {product}))",
        [*number_values, *names, *product_values],
    )


def sought_widely(session: Reader, text: str) -> Condition | None:
    """The same, line by line, for a letter or a word that many customers or orders have."""
    names, numbers = named(text, "name_key"), numbered("number", text)
    if not (is_common(session, "customers", names) or is_common(session, "orders", numbers)):
        return None
    orders, values = either(numbers, among("customer_id", "customers", names))
    # The plus keeps the index of products out of it: it would find half of all lines at first.
    return either(
        among("+l.product_id", "products", named(text, "sku_key", "name_key")),
        (f"EXISTS (SELECT 1 FROM orders WHERE orders.id = l.order_id AND {orders})", values),
    )


def _finish(reading: Reading, rows: list[list[Any]]) -> None:
    calendar = calendar_of(reading.session)
    for row in rows:
        _finish_row(row, calendar)
    if reading.sort.key == "queue" and not reading.narrowed:
        _number_in_order(reading, rows)
    elif reading.narrowed or reading.whole or reading.sort.key == "customer":
        _number_one_by_one(reading.session, rows)


def _finish_row(row: list[Any], calendar: Calendar) -> None:
    day, expected, promised = calendar.today, row[_EXPECTED_AT], row[_PROMISED_AT]
    on_hold, kept_off = row[_HOLD_AT], row[_KEPT_AT]
    row[_VALUE_AT] = line_worth(row[_SHORT_AT], row[_VALUE_AT], row[_DISCOUNT_AT])
    row[_STATUS_AT] = status_of(
        today=day,
        waiting=True,
        expected=expected,
        promised=promised,
        wanted=row[_WANTED_AT],
        reason=row[_REASON_AT],
        on_hold=on_hold,
        kept_off=kept_off,
        supply_cancelled=row[_CANCELLED_AT],
    )
    if expected is not None and expected < day:
        row[_EXPECTED_AT] = expected = None
    if on_hold or kept_off:
        row[_SLIP_AT] = None
        if row[_SINCE_AT] is not None:
            row[_FACTS_AT] = to_json({"since": row[_SINCE_AT]})
    else:
        row[_SLIP_AT] = shown_slip(expected, promised)
    days = row[_ESTIMATE_AT]
    if days is not None:
        row[_ESTIMATE_AT] = None if expected else calendar.estimate(days, row[_NOT_BEFORE_AT])


def _number_in_order(reading: Reading, rows: list[list[Any]]) -> None:
    """The page stands in the queue's order: only its first pool may have begun before it."""
    forward = rows[::-1] if reading.descending else rows
    start = reading.last if reading.descending else reading.first
    pool_id = start[0]
    before = (
        "SELECT count(*) FROM order_lines WHERE backordered > 0 AND pool_id = ?"
        " AND (hand_rank, precedence, due, ordered_on, id) < (?, ?, ?, ?, ?)"
    )
    rank = fetch_wide(reading.session, before, start)[0][0]
    for row in forward:
        if row[_POOL_AT] != pool_id:
            pool_id, rank = row[_POOL_AT], 0
        rank += 1
        row[_RANK_AT] = rank


def _number_one_by_one(session: Reader, rows: list[list[Any]]) -> None:
    """None where too many stand before a line for counting."""
    sql = f"SELECT l.id, {COUNTED_RANK} FROM order_lines l WHERE l.id IN ({{ids}})"
    ranks = dict(map(tuple, fetch_for(session, sql, [row[0] for row in rows])))
    for row in rows:
        rank = ranks[row[0]]
        row[_RANK_AT] = rank if rank <= LAST_COUNTED_RANK else None


LISTING = Listing(
    key="backorders",
    title=lambda: tr("Backorders"),
    table="order_lines",
    alias="l",
    columns=COLUMNS,
    filters=FILTERS,
    sorts=SORTS,
    joins=(
        "JOIN orders o ON o.id = l.order_id JOIN products p ON p.id = l.product_id"
        " LEFT JOIN customers c ON c.id = o.customer_id"
    ),
    base="l.backordered > 0",
    search=sought,
    search_widely=sought_widely,
    search_words=lambda: tr("Find an order, customer or product"),
    finish=_finish,
)


@dataclass(frozen=True, slots=True)
class Summary:
    """What waits in all: hundredths by currency (None: too many lines to add up).

    `pieces`: thousandths of what is counted in whole pieces; metres and kilograms do not add up with them.
    """

    lines: Counted
    pieces: int
    values: tuple[tuple[str, int], ...] | None


_PIECES = (
    "SELECT coalesce(sum(s.backordered), 0) FROM stock_levels s JOIN products p ON p.id = s.product_id"
    " WHERE s.backordered > 0 AND p.decimals = 0"
)


def summary(session: Reader) -> Summary:
    """The figures of the status bar, without adding up a million lines."""
    lines = LISTING.count(session)
    pieces = int(value(session, _PIECES) or 0)
    if lines.more:
        return Summary(lines, pieces, None)
    sql = (
        "SELECT o.currency, l.backordered, l.price, l.discount FROM order_lines l"
        " JOIN orders o ON o.id = l.order_id WHERE l.backordered > 0"
    )
    worth: dict[str, int] = {}
    for currency, short, price, discount in fetch(session, sql):
        worth[currency] = worth.get(currency, 0) + line_worth(short, price, discount)
    return Summary(lines, pieces, tuple(sorted(worth.items())))
