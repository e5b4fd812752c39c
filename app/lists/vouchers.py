"""Vouchers: whose, worth how much, until when (R25)."""

from app.codes import bare
from app.language import tr
from app.lists.conditions import Condition, among, begins, either, named
from app.lists.listing import Kind, ListColumn, ListFilter, Listing
from app.lists.paging import Sort

COLUMNS = (
    ListColumn("id", lambda: tr("Id"), "v.id", Kind.COUNT, shown=False),
    ListColumn("issued_on", lambda: tr("Given on"), "v.issued_on", Kind.DAY, sort="issued", width=96),
    ListColumn("code", lambda: tr("Code"), "v.code", width=150),
    ListColumn("customer", lambda: tr("Customer"), "c.name", width=180),
    ListColumn("order", lambda: tr("Order"), "coalesce(o.number, '')", width=84),
    ListColumn("issued", lambda: tr("Worth"), "v.issued", Kind.MONEY, width=96),
    ListColumn("balance", lambda: tr("Left"), "v.balance", Kind.MONEY, width=96),
    ListColumn("unit", lambda: tr("In"), "v.unit", width=84, shown=False),
    ListColumn("currency", lambda: tr("Currency"), "v.currency", width=84, shown=False),
    ListColumn("expires_on", lambda: tr("Valid until"), "v.expires_on", Kind.DAY, width=96),
    ListColumn("state", lambda: tr("State"), "v.state", width=96),
    ListColumn("days_late", lambda: tr("Days late"), "v.days_late", Kind.COUNT, width=84),
    ListColumn("note", lambda: tr("Note"), "v.note", width=180, shown=False),
    ListColumn("customer_id", lambda: tr("Customer"), "v.customer_id", Kind.COUNT, shown=False),
    ListColumn("order_id", lambda: tr("Order"), "o.id", Kind.COUNT, shown=False),
)


def sought(text: str) -> Condition:
    """Those whose code begins with the text, or of customers who have it in the name."""
    return either(
        begins("v.code", bare(text) or "-"), among("v.customer_id", "customers", named(text, "name_key"))
    )


LISTING = Listing(
    key="vouchers",
    title=lambda: tr("Vouchers"),
    table="vouchers",
    alias="v",
    columns=COLUMNS,
    filters=(
        ListFilter("open", lambda: tr("Valid"), "v.state = 'open'"),
        ListFilter("used", lambda: tr("Used up"), "v.state = 'used'"),
        ListFilter("over", lambda: tr("Lapsed"), "v.state IN ('lapsed', 'reversed')"),
        ListFilter("all", lambda: tr("All")),
    ),
    sorts=(Sort("issued", ("v.issued_on",), falls=True),),
    joins=(
        "JOIN customers c ON c.id = v.customer_id LEFT JOIN order_lines l ON l.id = v.order_line_id"
        " LEFT JOIN orders o ON o.id = l.order_id"
    ),
    search=sought,
    search_words=lambda: tr("Find a voucher: code or customer"),
)
