"""The ledger: every change of stock, newest first."""

from app.language import tr
from app.lists.conditions import Condition, among, either, named, numbered
from app.lists.listing import Kind, ListColumn, ListFilter, Listing
from app.lists.paging import Sort

COLUMNS = (
    ListColumn("id", lambda: tr("Id"), "m.id", Kind.COUNT, shown=False),
    ListColumn("at", lambda: tr("When"), "m.at", Kind.MOMENT, sort="at", width=120),
    ListColumn("who", lambda: tr("Who"), "m.who", width=90),
    ListColumn("kind", lambda: tr("What"), "m.kind", width=120),
    ListColumn("sku", lambda: tr("SKU"), "p.sku", width=90),
    ListColumn("product", lambda: tr("Product"), "p.name", width=200),
    ListColumn("location", lambda: tr("Location"), "a.name", width=90),
    ListColumn("quantity", lambda: tr("Quantity"), "m.quantity", Kind.QUANTITY, width=76),
    ListColumn("reference", lambda: tr("Document"), "m.reference", width=100),
    ListColumn("cost", lambda: tr("Cost"), "m.cost", Kind.PRICE, width=84),
    ListColumn("note", lambda: tr("Note"), "m.note", width=180),
    ListColumn("pool_id", lambda: tr("Pool"), "m.pool_id", Kind.COUNT, shown=False),
    ListColumn("action_id", lambda: tr("Action"), "m.action_id", shown=False),
)


def sought(text: str) -> Condition:
    """Moves by documents whose number begins with the text, or of products that have it in SKU or name."""
    products, values = among("product_id", "products", named(text, "sku_key", "name_key"))
    return either(
        numbered("m.reference", text),
        (f"m.pool_id IN (SELECT id FROM stock_levels WHERE {products})", values),
    )


LISTING = Listing(
    key="moves",
    title=lambda: tr("Stock moves"),
    table="stock_moves",
    alias="m",
    columns=COLUMNS,
    filters=(ListFilter("all", lambda: tr("All")),),
    sorts=(Sort("at", (), alike=False, falls=True),),
    joins=(
        "JOIN stock_levels s ON s.id = m.pool_id JOIN products p ON p.id = s.product_id"
        " JOIN locations a ON a.id = s.location_id"
    ),
    search=sought,
)
