"""Who orders."""

from typing import Any

from app.language import tr
from app.lists.answers import Reading
from app.lists.conditions import Condition, either, named, numbered
from app.lists.listing import Kind, ListColumn, ListFilter, Listing
from app.lists.paging import Sort
from db.rows import fetch_for

COLUMNS = (
    ListColumn("id", lambda: tr("Id"), "c.id", Kind.COUNT, shown=False),
    ListColumn("number", lambda: tr("Number"), "c.number", sort="number", width=84),
    ListColumn("name", lambda: tr("Name"), "c.name", sort="name", width=200),
    ListColumn("city", lambda: tr("City"), "c.city", width=120),
    ListColumn("country", lambda: tr("Country"), "c.country", width=84),
    ListColumn("email", lambda: tr("E-mail"), "c.email", width=180),
    ListColumn("phone", lambda: tr("Phone"), "c.phone", width=120),
    ListColumn("priority", lambda: tr("Priority"), "c.priority", Kind.COUNT, width=70),
    ListColumn("backorders", lambda: tr("Backorders"), "c.backorders", width=90),
    ListColumn("notice_channel", lambda: tr("Told by"), "c.notice_channel", width=90),
    ListColumn("open_orders", lambda: tr("Open orders"), "0", Kind.COUNT, width=84),
    ListColumn("waiting", lambda: tr("Waiting lines"), "0", Kind.COUNT, width=84),
    ListColumn("active", lambda: tr("Active"), "c.active", Kind.FLAG, shown=False),
)

_WAITS = (
    "EXISTS (SELECT 1 FROM orders o JOIN order_lines l ON l.order_id = o.id AND l.backordered > 0"
    " WHERE o.customer_id = c.id)"
)


def sought(text: str) -> Condition:
    """Customers with the text in the name, or whose number begins with it."""
    return either(named(text, "c.name_key"), numbered("c.number", text))


def _finish(reading: Reading, rows: list[list[Any]]) -> None:
    sql = (
        "SELECT o.customer_id, count(DISTINCT CASE WHEN o.state = 'open' THEN o.id END), count(l.id)"
        " FROM orders o LEFT JOIN order_lines l ON l.order_id = o.id AND l.backordered > 0"
        " WHERE o.customer_id IN ({ids}) GROUP BY o.customer_id"
    )
    found = {row[0]: row[1:] for row in fetch_for(reading.session, sql, [row[0] for row in rows])}
    orders, waiting = LISTING.place("open_orders"), LISTING.place("waiting")
    for row in rows:
        row[orders], row[waiting] = found.get(row[0], (0, 0))


LISTING = Listing(
    key="customers",
    title=lambda: tr("Customers"),
    table="customers",
    alias="c",
    columns=COLUMNS,
    filters=(
        ListFilter("active", lambda: tr("Active"), "c.active = 1", usual=True),
        ListFilter("waiting", lambda: tr("Waiting"), _WAITS),
        ListFilter("all", lambda: tr("All")),
    ),
    sorts=(Sort("name", ("c.name_key",)), Sort("number", ("c.number",), alike=False)),
    search=sought,
    search_words=lambda: tr("Find a customer: name or number"),
    finish=_finish,
)
