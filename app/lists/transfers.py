"""Goods between locations: what is on its way, and what was sent before."""

from app.language import tr
from app.lists.conditions import Condition, among, either, named, numbered
from app.lists.listing import Kind, ListColumn, ListFilter, Listing
from app.lists.paging import Sort
from db.terms import NO_DAY

COLUMNS = (
    ListColumn("id", lambda: tr("Id"), "t.id", Kind.COUNT, shown=False),
    ListColumn("number", lambda: tr("Number"), "t.number", sort="number", width=84),
    ListColumn("sku", lambda: tr("SKU"), "p.sku", width=90),
    ListColumn("product", lambda: tr("Product"), "p.name", width=200),
    ListColumn("origin", lambda: tr("From"), "a.name", width=96),
    ListColumn("target", lambda: tr("To"), "b.name", width=96),
    ListColumn("quantity", lambda: tr("Sent"), "t.quantity", Kind.QUANTITY, width=76),
    ListColumn("received", lambda: tr("Arrived"), "t.received", Kind.QUANTITY, width=76),
    ListColumn("closed", lambda: tr("Lost or sent back"), "t.closed", Kind.QUANTITY, width=110),
    ListColumn("incoming", lambda: tr("On the way"), "t.incoming", Kind.QUANTITY, width=84),
    ListColumn("sent_on", lambda: tr("Sent on"), "t.sent_on", Kind.DAY, width=96),
    ListColumn("eta", lambda: tr("Arrives"), "t.eta", Kind.DAY, sort="eta", width=96),
    ListColumn("note", lambda: tr("Note"), "t.note", width=180),
    ListColumn("unit", lambda: tr("Unit"), "p.unit", shown=False),
    ListColumn("product_id", lambda: tr("Product"), "s.product_id", Kind.COUNT, shown=False),
    ListColumn("pool_id", lambda: tr("Pool"), "t.to_pool_id", Kind.COUNT, shown=False),
)


def sought(text: str) -> Condition:
    """Transfers whose number begins with the text, or of products that have it in SKU or name."""
    products, values = among("product_id", "products", named(text, "sku_key", "name_key"))
    return either(
        numbered("t.number", text),
        (f"t.to_pool_id IN (SELECT id FROM stock_levels WHERE {products})", values),
    )


LISTING = Listing(
    key="transfers",
    title=lambda: tr("Transfers"),
    table="transfers",
    alias="t",
    columns=COLUMNS,
    filters=(
        ListFilter("open", lambda: tr("On the way"), "t.incoming > 0"),
        ListFilter("overdue", lambda: tr("Overdue"), "t.incoming > 0 AND t.eta < {today}"),
        ListFilter("all", lambda: tr("All")),
    ),
    sorts=(
        Sort("number", (), alike=False, falls=True),
        Sort("eta", (f"coalesce(t.eta, {NO_DAY})",), indexed=False),
    ),
    joins=(
        "JOIN stock_levels f ON f.id = t.from_pool_id JOIN locations a ON a.id = f.location_id"
        " JOIN stock_levels s ON s.id = t.to_pool_id JOIN locations b ON b.id = s.location_id"
        " JOIN products p ON p.id = s.product_id"
    ),
    search=sought,
    search_words=lambda: tr("Find a transfer: number or product"),
)
