"""What happened, newest first: the whole shop, one line, one product or one purchase line."""

from app.happenings import Happening
from app.language import tr
from app.lists.conditions import Condition, among, either, named, numbered
from app.lists.listing import Kind, ListColumn, ListFilter, Listing, Page
from app.lists.paging import Sort
from db.rows import Reader

COLUMNS = (
    ListColumn("id", lambda: tr("Id"), "h.id", Kind.COUNT, shown=False),
    ListColumn("at", lambda: tr("When"), "h.at", Kind.MOMENT, sort="at", width=120),
    ListColumn("who", lambda: tr("Who"), "h.who", width=90),
    ListColumn("kind", lambda: tr("What"), "h.kind", width=260),
    ListColumn("sku", lambda: tr("SKU"), "coalesce(p.sku, '')", width=90),
    ListColumn("product", lambda: tr("Product"), "coalesce(p.name, '')", width=180),
    ListColumn("order", lambda: tr("Order"), "coalesce(o.number, '')", width=84),
    ListColumn("customer", lambda: tr("Customer"), "coalesce(c.name, o.delivery_name, '')", width=150),
    ListColumn("purchase", lambda: tr("Purchase"), "coalesce(u.number, '')", width=84),
    ListColumn("quantity", lambda: tr("Quantity"), "h.quantity", Kind.QUANTITY, width=76),
    ListColumn("old_day", lambda: tr("Old date"), "h.old_day", Kind.DAY, width=84),
    ListColumn("new_day", lambda: tr("New date"), "h.new_day", Kind.DAY, width=84),
    ListColumn("facts", lambda: tr("Facts"), "h.facts", shown=False),
    ListColumn("order_line_id", lambda: tr("Order line"), "h.order_line_id", Kind.COUNT, shown=False),
    ListColumn(
        "purchase_line_id", lambda: tr("Purchase line"), "h.purchase_line_id", Kind.COUNT, shown=False
    ),
    ListColumn("pool_id", lambda: tr("Pool"), "h.pool_id", Kind.COUNT, shown=False),
    ListColumn("action_id", lambda: tr("Action"), "h.action_id", shown=False),
)


def sought(text: str) -> Condition:
    """Rows of orders whose number begins with the text, and of products that have it in SKU or name."""
    lines, values = among("order_id", "orders", numbered("number", text))
    products, more = among("product_id", "products", named(text, "sku_key", "name_key"))
    return either(
        (f"h.order_line_id IN (SELECT id FROM order_lines WHERE {lines})", values),
        (f"h.pool_id IN (SELECT id FROM stock_levels WHERE {products})", more),
    )


LISTING = Listing(
    key="history",
    title=lambda: tr("History"),
    table="history",
    alias="h",
    columns=COLUMNS,
    filters=(
        ListFilter("all", lambda: tr("All")),
        ListFilter("dates", lambda: tr("Dates"), "h.kind IN ('expected', 'promised', 'eta_changed')"),
        ListFilter("promises", lambda: tr("Promises"), "h.kind = 'promised'"),
    ),
    sorts=(Sort("at", (), alike=False, falls=True),),
    joins=(
        "LEFT JOIN stock_levels s ON s.id = h.pool_id LEFT JOIN products p ON p.id = s.product_id"
        " LEFT JOIN order_lines l ON l.id = h.order_line_id LEFT JOIN orders o ON o.id = l.order_id"
        " LEFT JOIN customers c ON c.id = o.customer_id"
        " LEFT JOIN purchase_lines b ON b.id = h.purchase_line_id"
        " LEFT JOIN purchases u ON u.id = b.purchase_id"
    ),
    search=sought,
)


def happening_of(row: tuple[object, ...]) -> Happening:
    """A row of the list as `happening_text` takes it."""
    at = LISTING.place
    keys = ("kind", "quantity", "old_day", "new_day", "facts", "purchase", "order")
    return Happening(*(row[at(key)] for key in keys))  # type: ignore[arg-type]


def history_of(
    session: Reader,
    *,
    line_id: int | None = None,
    pool_id: int | None = None,
    purchase_line_id: int | None = None,
    limit: int = 50,
) -> Page:
    """The newest rows of one line, pool or purchase line."""
    wanted = {"order_line_id": line_id, "pool_id": pool_id, "purchase_line_id": purchase_line_id}
    column, value = next((key, given) for key, given in wanted.items() if given is not None)
    only = (f"h.{column} = ?", [value])
    return LISTING.page(session, descending=True, only=only, limit=limit)
