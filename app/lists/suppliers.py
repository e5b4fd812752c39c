"""Who delivers."""

from typing import Any

from app.actions.context import today
from app.language import tr
from app.lists.answers import Reading
from app.lists.conditions import Condition, named
from app.lists.listing import Kind, ListColumn, ListFilter, Listing
from app.lists.paging import Sort
from db.rows import fetch_for

COLUMNS = (
    ListColumn("id", lambda: tr("Id"), "v.id", Kind.COUNT, shown=False),
    ListColumn("name", lambda: tr("Name"), "v.name", sort="name", width=200),
    ListColumn("contact", lambda: tr("Contact"), "v.contact", width=140),
    ListColumn("email", lambda: tr("E-mail"), "v.email", width=180),
    ListColumn("phone", lambda: tr("Phone"), "v.phone", width=120),
    ListColumn("city", lambda: tr("City"), "v.city", width=120),
    ListColumn("country", lambda: tr("Country"), "v.country", width=84),
    # Calendar days.
    ListColumn("lead_days", lambda: tr("Lead time"), "v.lead_days", Kind.COUNT, width=84),
    ListColumn("products", lambda: tr("Products"), "0", Kind.COUNT, width=84),
    ListColumn("open_lines", lambda: tr("Open lines"), "0", Kind.COUNT, width=84),
    ListColumn("overdue", lambda: tr("Overdue"), "0", Kind.COUNT, width=84),
    ListColumn("currency", lambda: tr("Currency"), "v.currency", shown=False),
    ListColumn("active", lambda: tr("Active"), "v.active", Kind.FLAG, shown=False),
)

_LATE = (
    "EXISTS (SELECT 1 FROM purchases u JOIN purchase_lines l ON l.purchase_id = u.id"
    " WHERE u.supplier_id = v.id AND l.incoming > 0 AND l.eta < {today})"
)


def sought(text: str) -> Condition:
    """Suppliers with the text in the name."""
    return named(text, "v.name_key")


def _finish(reading: Reading, rows: list[list[Any]]) -> None:
    ids = [row[0] for row in rows]
    products = dict(
        map(
            tuple,
            fetch_for(
                reading.session,
                "SELECT supplier_id, count(*) FROM supplier_products WHERE supplier_id IN ({ids})"
                " GROUP BY supplier_id",
                ids,
            ),
        )
    )
    sql = (
        "SELECT u.supplier_id, count(*), sum(CASE WHEN l.eta < ? THEN 1 ELSE 0 END) FROM purchases u"
        " JOIN purchase_lines l ON l.purchase_id = u.id AND l.incoming > 0"
        " WHERE u.supplier_id IN ({ids}) GROUP BY u.supplier_id"
    )
    day = today(reading.session).toordinal()
    lines = {row[0]: (row[1], int(row[2])) for row in fetch_for(reading.session, sql, ids, (day,))}
    places = [LISTING.place(key) for key in ("products", "open_lines", "overdue")]
    for row in rows:
        row[places[0]] = products.get(row[0], 0)
        row[places[1]], row[places[2]] = lines.get(row[0], (0, 0))


LISTING = Listing(
    key="suppliers",
    title=lambda: tr("Suppliers"),
    table="suppliers",
    alias="v",
    columns=COLUMNS,
    filters=(
        ListFilter("active", lambda: tr("Active"), "v.active = 1", usual=True),
        ListFilter("overdue", lambda: tr("Overdue"), _LATE),
        ListFilter("all", lambda: tr("All")),
    ),
    sorts=(Sort("name", ("v.name_key",), alike=False),),
    search=sought,
    search_words=lambda: tr("Find a supplier"),
    finish=_finish,
)
