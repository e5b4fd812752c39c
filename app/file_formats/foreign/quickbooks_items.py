"""QuickBooks Online's products and services: a row an item, its parents before the colons of its name."""

from collections.abc import Iterable, Iterator, Sequence

from app.file_formats.composing import Composed, cell_of, composing, first_of
from app.file_formats.foreign_cells import at_least_zero, code, lasting_key, one_line, said
from app.file_formats.layout import Column, Layout
from app.file_formats.text_cells import folded
from app.file_formats.translating import Format, Part, Row
from app.language import tr

# Of what is no inventory QuickBooks keeps no count: like a service it never has to be waited for.
# A bundle is several products, but which the file does not say; the word stays and is refused.
_KIND = said(
    {
        "": "stocked",
        "Inventory": "stocked",
        "Inventory item": "stocked",
        **dict.fromkeys(("Non-inventory", "Noninventory", "Non-inventory item", "Service"), "service"),
    }
)
_CATEGORY = "category"
_ACTIVE = said({"active": "yes", "inactive": "no"})
# No item's own name may hold it.
_PARENT = ":"


def _parts(layout: Layout) -> list[Part]:
    sku, full_name, kind = (cell_of(layout, key) for key in ("SKU", "Product/Service Name", "Type"))
    category, on_hand = cell_of(layout, "Category"), cell_of(layout, "Quantity On Hand")

    def items(rows: Iterable[Row]) -> Iterator[Row]:
        return (row for row in rows if folded(kind(row[1])) != _CATEGORY)

    def counted(rows: Iterable[Row]) -> Iterator[Row]:
        return (row for row in items(rows) if _KIND(kind(row[1])) == "stocked" and on_hand(row[1]).strip())

    def key(row: Sequence[str]) -> str:
        # Names are what QuickBooks itself tells items apart by.
        return code(sku(row)) or lasting_key(code(full_name(row)))

    def name(row: Sequence[str]) -> str:
        return one_line(full_name(row).rpartition(_PARENT)[2])

    def parents(row: Sequence[str]) -> str:
        return one_line(category(row) or full_name(row).rpartition(_PARENT)[0])

    called = Composed(key, layout.title("SKU"))
    products = composing(
        "products",
        {
            "sku": called,
            "name": Composed(name, layout.title("Product/Service Name")),
            "kind": first_of(layout, "Type", change=_KIND),
            "price": first_of(layout, "Sales Price / Rate"),
            "cost": first_of(layout, "Purchase Cost"),
            "category": Composed(parents),
            "minimum": first_of(layout, "Reorder Point"),
            "supplier": first_of(layout, "Preferred Vendor", change=one_line),
            "supplier_cost": first_of(layout, "Purchase Cost"),
            "active": first_of(layout, "Status", change=_ACTIVE),
        },
        items,
    )
    if "Quantity On Hand" not in layout:
        return [products]
    cells = {"sku": called, "on_hand": first_of(layout, "Quantity On Hand", change=at_least_zero)}
    return [products, composing("stock", cells, counted)]


FORMAT = Format(
    "quickbooks-items",
    lambda: tr("QuickBooks Online: products and services"),
    (
        Column("Product/Service Name", ("Product/Service", "Product or service name"), required=True),
        Column("Sales Description", ("Description",)),
        Column("SKU"),
        Column("Type", ("Item type",), required=True),
        Column("Category"),
        Column("Sales Price / Rate", ("Sales Price/Rate", "Sales price")),
        Column("Taxable"),
        Column("Income Account"),
        Column("Purchase Description"),
        Column("Purchase Cost", ("Cost",)),
        Column("Expense Account"),
        Column("Quantity On Hand", ("Qty On Hand", "Quantity")),
        Column("Reorder Point"),
        Column("Inventory Asset Account"),
        Column("Quantity as-of Date"),
        Column("Preferred Vendor", ("Preferred supplier",)),
        Column("Status"),
    ),
    marks=("Product/Service Name", "Type", "Income Account"),
    parts=_parts,
)
