"""Letters to be, a customer each, and letters that went out with the answers they wait for (R22, R23)."""

from collections import defaultdict
from typing import Any

from app.language import tr
from app.lists.answers import Reading
from app.lists.conditions import Condition, among, either, named, numbered
from app.lists.listing import Kind, ListColumn, ListFilter, Listing
from app.lists.paging import Sort
from db.rows import fetch_for
from db.terms import NO_DAY, NO_SLIP

COLUMNS = (
    # That of the notice that fell due first.
    ListColumn("id", lambda: tr("Id"), "n.id", Kind.COUNT, shown=False),
    ListColumn("customer", lambda: tr("Customer"), "c.name", sort="customer", width=180),
    # Kinds of notices, parted by spaces, the most frequent first.
    ListColumn("kinds", lambda: tr("Tells of"), "''", width=200),
    ListColumn("lines", lambda: tr("Lines"), "0", Kind.COUNT, width=64),
    ListColumn("orders", lambda: tr("Orders"), "''", width=140),
    ListColumn("since", lambda: tr("Due since"), "n.due_on", Kind.DAY, sort="since", width=96),
    ListColumn("due_by", lambda: tr("Tell by"), "NULL", Kind.DAY, sort="due_by", width=96),
    # Of the lines that come later: the most days; NO_SLIP where a date is gone.
    ListColumn("slip", lambda: tr("Slip"), "NULL", Kind.SLIP, width=84),
    ListColumn("channel", lambda: tr("By"), "c.notice_channel", width=84),
    ListColumn("language", lambda: tr("Language"), "c.language", width=84),
    ListColumn("email", lambda: tr("E-mail"), "c.email", shown=False),
    ListColumn("email_refused", lambda: tr("Mail refused"), "c.email_refused", Kind.FLAG, shown=False),
    ListColumn("customer_id", lambda: tr("Customer"), "n.customer_id", Kind.COUNT, shown=False),
)

_OF_CUSTOMER = "FROM notices m WHERE m.customer_id = n.customer_id AND m.state = 'due'"
_DEADLINE = f"(SELECT min(coalesce(m.due_by, {NO_DAY})) {_OF_CUSTOMER})"
_WITH_CUSTOMER = "notices n JOIN customers c ON c.id = n.customer_id"


def _kinds(*kinds: str) -> str:
    told = ", ".join(f"'{kind}'" for kind in kinds)
    return f"EXISTS (SELECT 1 {_OF_CUSTOMER} AND m.kind IN ({told}))"


FILTERS = (
    ListFilter("due", lambda: tr("All due"), usual=True),
    ListFilter(
        "overdue", lambda: tr("Overdue"), f"EXISTS (SELECT 1 {_OF_CUSTOMER} AND m.due_by < {{today}})"
    ),
    ListFilter("delays", lambda: tr("Delays"), _kinds("delay", "renewed_delay", "date_gone")),
    ListFilter("letter", lambda: tr("By letter"), "c.notice_channel = 'letter'"),
    ListFilter("mail", lambda: tr("By mail"), "c.notice_channel = 'mail'"),
    ListFilter("phone", lambda: tr("By phone"), "c.notice_channel = 'phone'"),
)

SORTS = (
    Sort("since", (), alike=False),
    Sort("due_by", (_DEADLINE,), indexed=False),
    Sort("customer", ("c.name_key",), indexed=False),
)


def sought(text: str) -> Condition:
    """Customers with the text in the name, or with a notice of an order whose number begins with it."""
    orders, values = among("m.order_id", "orders", numbered("number", text))
    return either(named(text, "c.name_key"), (f"EXISTS (SELECT 1 {_OF_CUSTOMER} AND {orders})", values))


def _finish(reading: Reading, rows: list[list[Any]]) -> None:
    place = LISTING.place
    by_customer = {row[place("customer_id")]: row for row in rows}
    sql = (
        "SELECT m.customer_id, m.kind, m.order_line_id, o.number, m.due_by, m.old_on, m.new_on"
        " FROM notices m JOIN orders o ON o.id = m.order_id"
        " WHERE m.customer_id IN ({ids}) AND m.state = 'due' ORDER BY m.id"
    )
    kinds: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    orders: dict[int, dict[str, None]] = defaultdict(dict)
    for customer_id, kind, line_id, number, due_by, old_on, new_on in fetch_for(
        reading.session, sql, by_customer
    ):
        row = by_customer[customer_id]
        kinds[customer_id][kind] += 1
        orders[customer_id][number] = None
        row[place("lines")] += line_id is not None
        row[place("due_by")] = min(each for each in (due_by, row[place("due_by")], NO_DAY) if each)
        if old_on is not None:
            slip = NO_SLIP if new_on is None else new_on - old_on
            row[place("slip")] = max(slip, row[place("slip")] or 0)
    for customer_id, row in by_customer.items():
        counted = kinds[customer_id]
        row[place("kinds")] = " ".join(sorted(counted, key=lambda kind: (-counted[kind], kind)))
        row[place("orders")] = ", ".join(orders[customer_id])
        if row[place("due_by")] == NO_DAY:
            row[place("due_by")] = None


LISTING = Listing(
    key="notices",
    title=lambda: tr("Notices"),
    table="notices",
    alias="n",
    columns=COLUMNS,
    filters=FILTERS,
    sorts=SORTS,
    joins="JOIN customers c ON c.id = n.customer_id",
    tables=_WITH_CUSTOMER,
    # One row a customer.
    base="n.state = 'due' AND n.id = (SELECT min(m.id) " + _OF_CUSTOMER + ")",
    search=sought,
    search_words=lambda: tr("Find a customer or an order"),
    finish=_finish,
)
