"""Square's item library: a row a variation, with a column of quantities for each location."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from app.file_formats.composing import Composed, cell_of, composing, first_of
from app.file_formats.foreign_cells import (
    at_least_zero,
    code,
    is_no,
    lasting_key,
    one_line,
    said,
    with_options,
)
from app.file_formats.layout import Column, Layout
from app.file_formats.text_cells import folded
from app.file_formats.translating import Format, Part, Row
from app.language import tr

# What Square calls the only variation of an item.
_ONLY = frozenset(("", "regular", "normal"))
_SERVICES = frozenset(
    ("digital", "service", "appointments_service", "event", "donation", "membership", "gift_card")
)
_ACTIVE = said({"y": "no", "yes": "no", "true": "no", "n": "yes", "no": "yes", "false": "yes"})
_VARIABLE = said({"variable": "", "variable pricing": ""})


def _parts(layout: Layout) -> list[Part]:
    item, variation = cell_of(layout, "Item Name"), cell_of(layout, "Variation Name")
    given_sku, token = cell_of(layout, "SKU"), cell_of(layout, "Token")
    reference, gtin = cell_of(layout, "Reference Handle"), cell_of(layout, "GTIN")
    options = [cell_of(layout, f"Option Value {number}") for number in (1, 2, 3)]

    def sku(row: Sequence[str]) -> str:
        if found := code(given_sku(row)):
            return found
        if code(gtin(row)):
            return ""
        return lasting_key(code(token(row)) or f"{reference(row) or item(row)}/{variation(row)}")

    def name(row: Sequence[str]) -> str:
        values = [value for option in options if (value := one_line(option(row)))]
        only = one_line(variation(row))
        return with_options(item(row), values or ([] if only.casefold() in _ONLY else [only]))

    called = Composed(sku, layout.title("SKU"))
    barcode = first_of(layout, "GTIN", change=code)
    products = composing(
        "products",
        {
            "sku": called,
            "name": Composed(name, layout.title("Item Name")),
            "kind": first_of(layout, "Item Type", change=_kind),
            # Entered at the till each time: there is none.
            "price": first_of(layout, "Price", change=_VARIABLE),
            "cost": first_of(layout, "Default Unit Cost"),
            "barcode": barcode,
            "category": first_of(layout, "Categories", "Reporting Category", change=one_line),
            "active": first_of(layout, "Archived", change=_ACTIVE),
            "supplier": first_of(layout, "Default Vendor Name", change=one_line),
            "supplier_sku": first_of(layout, "Default Vendor Code", change=code),
        },
    )
    stockable, kind = cell_of(layout, "Stockable"), cell_of(layout, "Item Type")

    def is_counted(row: Sequence[str]) -> bool:
        return not is_no(stockable(row)) and _kind(kind(row)) == "stocked"

    places = layout.starting("Current Quantity")
    return [products, *(_stock(layout, *each, called, barcode, is_counted) for each in places)]


def _stock(
    layout: Layout,
    location: str,
    place: int,
    sku: Composed,
    barcode: Composed | None,
    is_counted: Callable[[Sequence[str]], bool],
) -> Part:
    """What lies at a location; a blank is not counted there."""

    def counted(rows: Iterable[Row]) -> Iterator[Row]:
        return ((line, row) for line, row in rows if row[place].strip() and is_counted(row))

    title = layout.header[place]
    cells = {
        "sku": sku,
        "barcode": barcode,
        "location": Composed(lambda row: location, title),
        "on_hand": Composed(lambda row: at_least_zero(row[place]), title),
    }
    return composing("stock", cells, counted)


def _kind(cell: str) -> str:
    """Of the types that Square adds by and by most are goods, which food is as well."""
    return "service" if folded(cell) in _SERVICES else "stocked"


FORMAT = Format(
    "square-items",
    lambda: tr("Square: items"),
    (
        Column("Reference Handle"),
        Column("Token"),
        Column("Item Name", required=True),
        Column("Variation Name", required=True),
        Column("SKU", required=True),
        Column("Categories", ("Category",)),
        Column("Reporting Category"),
        Column("GTIN"),
        Column("Item Type"),
        Column("Price", required=True),
        Column("Archived"),
        Column("Sellable"),
        Column("Stockable"),
        Column("Option Value 1"),
        Column("Option Value 2"),
        Column("Option Value 3"),
        Column("Default Unit Cost"),
        Column("Default Vendor Name"),
        Column("Default Vendor Code"),
        Column("Current Quantity", starts=True),
    ),
    marks=("Item Name", "Variation Name", "SKU", "Price"),
    parts=_parts,
    decimal=".",
)
