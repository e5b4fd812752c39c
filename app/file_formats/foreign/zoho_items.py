"""Zoho Books' and Zoho Inventory's items: a row an item."""

import re
from collections.abc import Iterable, Iterator, Sequence

from app.file_formats.composing import Composed, cell_of, composing, first_of
from app.file_formats.foreign_cells import at_least_zero, code, is_no, is_yes, lasting_key, one_line, said
from app.file_formats.layout import Column, Layout
from app.file_formats.text_cells import folded
from app.file_formats.translating import Format, Part, Row
from app.language import tr

_KIND = said({"": "stocked", **dict.fromkeys(("goods", "good", "product"), "stocked"), "service": "service"})
_ACTIVE = said({"active": "yes", "inactive": "no"})
_TRACKED = "inventory"
_CURRENCY = re.compile(r"^[A-Z]{3}(?=[ 0-9-])\s*")


def _amount(cell: str) -> str:
    """USD 12.50 is how Zoho writes a rate."""
    return _CURRENCY.sub("", cell.strip())


def _parts(layout: Layout) -> list[Part]:
    sku, item_id, name = (cell_of(layout, key) for key in ("SKU", "Item ID", "Item Name"))
    product_type, item_type = cell_of(layout, "Product Type"), cell_of(layout, "Item Type")
    tracked, on_hand = cell_of(layout, "Track Inventory"), cell_of(layout, "Stock On Hand")
    barcode = first_of(layout, "EAN", "UPC", "ISBN", change=code)

    def key(row: Sequence[str]) -> str:
        if found := code(sku(row)):
            return found
        return "" if barcode is not None and barcode.of(row) else lasting_key(code(item_id(row)) or name(row))

    def kind(row: Sequence[str]) -> str:
        # Of goods that Zoho does not track there is no count: like a service they are never waited for.
        if is_yes(tracked(row)):
            return _KIND(product_type(row))
        untracked = is_no(tracked(row)) or (item_type(row).strip() and folded(item_type(row)) != _TRACKED)
        told = _KIND(product_type(row))
        return "service" if untracked and told == "stocked" else told

    def counted(rows: Iterable[Row]) -> Iterator[Row]:
        return (row for row in rows if kind(row[1]) == "stocked" and on_hand(row[1]).strip())

    called = Composed(key, layout.title("SKU"))
    products = composing(
        "products",
        {
            "sku": called,
            "name": first_of(layout, "Item Name", change=one_line),
            "kind": Composed(kind, layout.title("Product Type")),
            "unit": first_of(layout, "Usage unit", "Unit Name", change=one_line),
            "price": first_of(layout, "Rate", change=_amount),
            "cost": first_of(layout, "Purchase Rate", change=_amount),
            "barcode": barcode,
            "category": first_of(layout, "Category Name", change=one_line),
            "minimum": first_of(layout, "Reorder Point"),
            "active": first_of(layout, "Status", change=_ACTIVE),
            "supplier": first_of(layout, "Vendor", change=one_line),
            "supplier_cost": first_of(layout, "Purchase Rate", change=_amount),
        },
    )
    if "Stock On Hand" not in layout:
        # What there was when the books were opened is not what lies there now.
        return [products]
    cells = {
        "sku": called,
        "barcode": barcode,
        "on_hand": first_of(layout, "Stock On Hand", change=at_least_zero),
    }
    return [products, composing("stock", cells, counted)]


FORMAT = Format(
    "zoho-items",
    lambda: tr("Zoho: items"),
    (
        Column("Item ID"),
        Column("Item Name", required=True),
        Column("SKU"),
        Column("HSN/SAC"),
        Column("UPC"),
        Column("EAN"),
        Column("ISBN"),
        Column("Rate", ("Selling Price",), required=True),
        Column("Category Name", ("Category",)),
        Column("Product Type"),
        Column("Status"),
        Column("Usage unit"),
        Column("Unit Name", ("Unit",)),
        Column("Purchase Rate", ("Purchase Price",)),
        Column("Purchase Description"),
        Column("Reorder Point", ("Reorder Level",)),
        Column("Vendor", ("Preferred Vendor",)),
        Column("Opening Stock"),
        Column("Opening Stock Value"),
        Column("Stock On Hand"),
        Column("Item Type"),
        Column("Sellable"),
        Column("Purchasable"),
        Column("Track Inventory"),
    ),
    marks=("Item Name", "SKU", "Rate", "Product Type", "Usage unit"),
    parts=_parts,
)
