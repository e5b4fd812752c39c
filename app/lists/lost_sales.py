"""Sales that were lost for want of goods, newest first (R8)."""

from app.language import tr
from app.lists.conditions import Condition, among, either, named
from app.lists.listing import Kind, ListColumn, ListFilter, Listing
from app.lists.paging import Sort

COLUMNS = (
    ListColumn("id", lambda: tr("Id"), "e.id", Kind.COUNT, shown=False),
    ListColumn("asked_on", lambda: tr("Day"), "e.asked_on", Kind.DAY, sort="asked_on", width=100),
    ListColumn("sku", lambda: tr("SKU"), "p.sku", width=100),
    ListColumn("product", lambda: tr("Product"), "p.name", width=240),
    ListColumn("quantity", lambda: tr("Quantity"), "e.quantity", Kind.QUANTITY, width=84),
    ListColumn("margin", lambda: tr("Margin lost"), "e.margin", Kind.MONEY, width=110),
    ListColumn("customer", lambda: tr("Customer"), "coalesce(c.name, '')", width=170),
    ListColumn("reason", lambda: tr("Reason"), "e.reason", width=220),
    ListColumn("cause", lambda: tr("Why none was there"), "e.cause", width=150),
    ListColumn("note", lambda: tr("Note"), "e.note", width=180, shown=False),
    ListColumn("product_id", lambda: tr("Product"), "e.product_id", Kind.COUNT, shown=False),
    ListColumn("customer_id", lambda: tr("Customer"), "e.customer_id", Kind.COUNT, shown=False),
)


def sought(text: str) -> Condition:
    """Of products that have the text in SKU or name, or of customers with it in the name."""
    return either(
        among("e.product_id", "products", named(text, "sku_key", "name_key")),
        among("e.customer_id", "customers", named(text, "name_key")),
    )


LISTING = Listing(
    key="lost_sales",
    title=lambda: tr("Lost sales"),
    table="unmet_demand",
    alias="e",
    columns=COLUMNS,
    filters=(
        ListFilter("all", lambda: tr("All")),
        ListFilter("month", lambda: tr("Last 30 days"), "e.asked_on > {today} - 30"),
    ),
    sorts=(Sort("asked_on", ("e.asked_on",), alike=False, falls=True),),
    joins="JOIN products p ON p.id = e.product_id LEFT JOIN customers c ON c.id = e.customer_id",
    search=sought,
    search_words=lambda: tr("Find a product or a customer"),
)
