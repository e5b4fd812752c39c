"""What is on its way from suppliers: a list of lines, and one of whole purchases."""

from typing import Any

from app.actions.context import today
from app.language import tr
from app.lists.answers import Reading
from app.lists.asked import last_asked
from app.lists.conditions import Condition, among, either, named, numbered
from app.lists.lines import line_worth
from app.lists.listing import Kind, ListColumn, ListFilter, Listing
from app.lists.paging import Sort
from db.rows import fetch_for
from db.terms import NO_DAY

COLUMNS = (
    ListColumn("id", lambda: tr("Id"), "l.id", Kind.COUNT, shown=False),
    ListColumn("number", lambda: tr("Purchase"), "u.number", sort="number", width=84),
    ListColumn("supplier", lambda: tr("Supplier"), "coalesce(v.name, '')", sort="supplier", width=160),
    ListColumn("sku", lambda: tr("SKU"), "p.sku", sort="sku", width=90),
    ListColumn("product", lambda: tr("Product"), "p.name", width=200),
    ListColumn("ordered", lambda: tr("Ordered"), "l.ordered", Kind.QUANTITY, width=72),
    ListColumn("received", lambda: tr("Received"), "l.received", Kind.QUANTITY, width=72),
    ListColumn("incoming", lambda: tr("Incoming"), "l.incoming", Kind.QUANTITY, width=72),
    ListColumn("eta", lambda: tr("ETA"), "l.eta", Kind.DAY, sort="eta", width=84),
    ListColumn("first_eta", lambda: tr("First ETA"), "l.first_eta", Kind.DAY, width=84),
    ListColumn("overdue", lambda: tr("Days overdue"), "NULL", Kind.COUNT, width=84),
    ListColumn("cost", lambda: tr("Cost"), "l.cost", Kind.PRICE, width=84),
    ListColumn("for_order", lambda: tr("For order"), "coalesce(o.number, '')", width=84),
    ListColumn("state", lambda: tr("State"), "l.state", width=90),
    ListColumn("asked_on", lambda: tr("Asked on"), "NULL", Kind.DAY, shown=False),
    ListColumn("asked", lambda: tr("Times asked"), "0", Kind.COUNT, shown=False),
    ListColumn("closed", lambda: tr("Closed short"), "l.closed", Kind.QUANTITY, shown=False),
    ListColumn("ordered_on", lambda: tr("Ordered on"), "u.ordered_on", Kind.DAY, shown=False),
    ListColumn("sent_on", lambda: tr("Sent on"), "u.sent_on", Kind.DAY, shown=False),
    ListColumn("location", lambda: tr("Location"), "a.name", shown=False),
    ListColumn("unit", lambda: tr("Unit"), "p.unit", shown=False),
    ListColumn("currency", lambda: tr("Currency"), "u.currency", shown=False),
    ListColumn(
        "no_longer_needed", lambda: tr("No longer needed"), "l.no_longer_needed", Kind.FLAG, shown=False
    ),
    ListColumn("purchase_id", lambda: tr("Purchase"), "l.purchase_id", Kind.COUNT, shown=False),
    ListColumn("supplier_id", lambda: tr("Supplier"), "u.supplier_id", Kind.COUNT, shown=False),
    ListColumn("product_id", lambda: tr("Product"), "l.product_id", Kind.COUNT, shown=False),
    ListColumn("pool_id", lambda: tr("Pool"), "l.pool_id", Kind.COUNT, shown=False),
    ListColumn("for_line_id", lambda: tr("For order"), "l.for_line_id", Kind.COUNT, shown=False),
)

FILTERS = (
    ListFilter("open", lambda: tr("Open"), "l.incoming > 0"),
    ListFilter("overdue", lambda: tr("Overdue"), "l.incoming > 0 AND l.eta < {today}"),
    ListFilter("undated", lambda: tr("No date"), "l.incoming > 0 AND l.eta IS NULL"),
    ListFilter("drafts", lambda: tr("Drafts"), "l.state = 'draft'"),
    ListFilter("done", lambda: tr("Done"), "l.state IN ('done', 'cancelled')"),
    ListFilter("all", lambda: tr("All")),
)

_WITH_SUPPLIER = (
    "purchase_lines l JOIN purchases u ON u.id = l.purchase_id LEFT JOIN suppliers v ON v.id = u.supplier_id"
)
SORTS = (
    Sort("eta", (f"coalesce(l.eta, {NO_DAY})",), indexed=False),
    Sort("number", ("l.purchase_id", "l.position"), alike=False, falls=True),
    Sort("supplier", ("coalesce(v.name_key, '')", "l.purchase_id"), indexed=False, tables=_WITH_SUPPLIER),
    Sort(
        "sku",
        ("p.sku_key",),
        indexed=False,
        tables="purchase_lines l JOIN products p ON p.id = l.product_id",
    ),
)


def sought(text: str) -> Condition:
    """Lines whose purchase number begins with the text, or whose supplier or product has it."""
    suppliers = among("supplier_id", "suppliers", named(text, "name_key"))
    return either(
        among("l.purchase_id", "purchases", either(numbered("number", text), suppliers)),
        among("l.product_id", "products", named(text, "sku_key", "name_key")),
    )


def _finish(reading: Reading, rows: list[list[Any]]) -> None:
    day = today(reading.session).toordinal()
    eta, incoming, overdue = (LISTING.place(key) for key in ("eta", "incoming", "overdue"))
    asked_on, times, line = (LISTING.place(key) for key in ("asked_on", "asked", "id"))
    asked = last_asked(reading.session, [row[line] for row in rows])
    for row in rows:
        row[asked_on], row[times] = asked.get(row[line], (None, 0))
        if row[incoming] and row[eta] is not None and row[eta] < day:
            row[overdue] = day - row[eta]


LISTING = Listing(
    key="purchases",
    title=lambda: tr("Purchases"),
    table="purchase_lines",
    alias="l",
    columns=COLUMNS,
    filters=FILTERS,
    sorts=SORTS,
    joins=(
        "JOIN purchases u ON u.id = l.purchase_id JOIN products p ON p.id = l.product_id"
        " JOIN stock_levels s ON s.id = l.pool_id JOIN locations a ON a.id = s.location_id"
        " LEFT JOIN suppliers v ON v.id = u.supplier_id"
        " LEFT JOIN order_lines f ON f.id = l.for_line_id LEFT JOIN orders o ON o.id = f.order_id"
    ),
    search=sought,
    search_words=lambda: tr("Find a purchase, supplier or product"),
    finish=_finish,
)


_OPEN = "EXISTS (SELECT 1 FROM purchase_lines l WHERE l.purchase_id = u.id AND l.incoming > 0"

WHOLE_COLUMNS = (
    ListColumn("id", lambda: tr("Id"), "u.id", Kind.COUNT, shown=False),
    ListColumn("number", lambda: tr("Purchase"), "u.number", sort="number", width=84),
    ListColumn("supplier", lambda: tr("Supplier"), "coalesce(v.name, '')", sort="supplier", width=180),
    ListColumn("state", lambda: tr("State"), "u.state", width=90),
    ListColumn("ordered_on", lambda: tr("Ordered on"), "u.ordered_on", Kind.DAY, sort="ordered", width=84),
    ListColumn("confirmed_on", lambda: tr("Confirmed on"), "u.confirmed_on", Kind.DAY, width=84),
    ListColumn("lines", lambda: tr("Lines"), "0", Kind.COUNT, width=56),
    ListColumn("incoming", lambda: tr("Incoming"), "0", Kind.QUANTITY, width=72),
    ListColumn("eta", lambda: tr("Next ETA"), "NULL", Kind.DAY, width=84),
    ListColumn("total", lambda: tr("Total"), "u.freight", Kind.MONEY, width=100),
    ListColumn("reference", lambda: tr("Supplier reference"), "u.supplier_reference", width=120),
    ListColumn("currency", lambda: tr("Currency"), "u.currency", shown=False),
    ListColumn("supplier_id", lambda: tr("Supplier"), "u.supplier_id", Kind.COUNT, shown=False),
)


def _finish_whole(reading: Reading, rows: list[list[Any]]) -> None:
    place = {column.key: at for at, column in enumerate(WHOLE_COLUMNS)}
    by_id = {row[0]: row for row in rows}
    sql = (
        "SELECT purchase_id, ordered - closed, cost, incoming, eta FROM purchase_lines"
        " WHERE purchase_id IN ({ids})"
    )
    for purchase_id, quantity, cost, incoming, eta in fetch_for(reading.session, sql, by_id):
        row = by_id[purchase_id]
        row[place["lines"]] += 1
        row[place["incoming"]] += incoming
        row[place["total"]] += line_worth(max(0, quantity), cost, 0)
        if incoming and eta is not None:
            row[place["eta"]] = min(eta, row[place["eta"]] or eta)


def _sought_whole(text: str) -> Condition:
    return either(
        among("u.id", "purchases", numbered("number", text)),
        among("u.supplier_id", "suppliers", named(text, "name_key")),
    )


WHOLE = Listing(
    key="whole_purchases",
    title=lambda: tr("Purchases"),
    table="purchases",
    alias="u",
    columns=WHOLE_COLUMNS,
    filters=(
        ListFilter("open", lambda: tr("Open"), f"u.state = 'confirmed' AND {_OPEN})"),
        ListFilter(
            "overdue", lambda: tr("Overdue"), f"u.state = 'confirmed' AND {_OPEN} AND l.eta < {{today}})"
        ),
        ListFilter("drafts", lambda: tr("Drafts"), "u.state = 'draft'"),
        ListFilter("done", lambda: tr("Done"), "u.state IN ('done', 'cancelled')"),
        ListFilter("all", lambda: tr("All")),
    ),
    sorts=(
        Sort("ordered", ("u.ordered_on",), falls=True),
        Sort("number", ("u.number",), alike=False),
        Sort(
            "supplier",
            ("coalesce(v.name_key, '')",),
            indexed=False,
            tables="purchases u LEFT JOIN suppliers v ON v.id = u.supplier_id",
        ),
    ),
    joins="LEFT JOIN suppliers v ON v.id = u.supplier_id",
    search=_sought_whole,
    finish=_finish_whole,
)
