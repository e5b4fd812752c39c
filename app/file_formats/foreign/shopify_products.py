"""Shopify's product export, with its headers of old and new: a row a variant, or a further image."""

from collections.abc import Container, Iterable, Iterator, Sequence

from app.file_formats.composing import Cell, Composed, cell_of, composing, first_of
from app.file_formats.foreign_cells import (
    BACKORDERS,
    code,
    is_no,
    is_yes,
    line_item_key,
    one_line,
    said,
    with_options,
)
from app.file_formats.layout import Column, Layout
from app.file_formats.translating import Format, Part, Row, carried_down, picked
from app.language import tr

_OPTIONS = ("Option1 Value", "Option2 Value", "Option3 Value")
# What a product's later rows leave blank, for its first row says it.
_OF_PRODUCT = ("Title", "Vendor", "Product Category", "Type", "Tags", "Status", "Gift Card")
_OF_VARIANT = ("Variant SKU", "Variant Barcode", "Variant Price", *_OPTIONS)
# The one value of the one option of a product without variants.
_DEFAULT = "Default Title"
_ACTIVE = said({"active": "yes", "unlisted": "yes", "draft": "no", "archived": "no"})


class _Variant:
    """How the cells of a variant are made of a row that is filled from above."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._handle = cell_of(layout, "Handle")
        self._title = cell_of(layout, "Title")
        self._sku = cell_of(layout, "Variant SKU")
        self._options = [cell_of(layout, key) for key in _OPTIONS]
        self._gift_card = cell_of(layout, "Gift Card")
        self._needs_shipping = cell_of(layout, "Variant Requires Shipping")
        self._tracker = cell_of(layout, "Variant Inventory Tracker")
        self._quantity = cell_of(layout, "Variant Inventory Qty")
        # By the key that is made for want of an SKU, whose it is.
        self._handles: dict[str, str] = {}

    def sku(self, row: Sequence[str]) -> str:
        """Also of one with a barcode: orders tell of no barcodes. '' for what is called as another product:
        nobody could say which of them an order means.
        """
        if sku := code(self._sku(row)):
            return sku
        key, handle = line_item_key(self._title(row), self._values(row)), self._handle(row)
        return key if self._handles.setdefault(key, handle) == handle else ""

    def name(self, row: Sequence[str]) -> str:
        return with_options(self._title(row), self._values(row))

    def kind(self, row: Sequence[str]) -> str:
        """Gift cards, and what needs no shipping and is not counted: a shop may switch shipping off for
        goods that are only picked up, but would hardly count downloads."""
        is_service = is_yes(self._gift_card(row)) or (
            is_no(self._needs_shipping(row)) and not self._tracker(row).strip()
        )
        return "service" if is_service else "stocked"

    def is_counted(self, row: Sequence[str]) -> bool:
        """Below zero is what is promised beyond the shelf, so that the file does not tell what lies there."""
        quantity = self._quantity(row).strip()
        tracked = "Variant Inventory Tracker" not in self.layout or self._tracker(row).strip()
        return bool(quantity and tracked) and quantity[0] != "-" and self.kind(row) == "stocked"

    def _values(self, row: Sequence[str]) -> list[str]:
        return [value for option in self._options if (value := option(row)) != _DEFAULT]


def _variants(layout: Layout) -> Cell:
    """Whether a row is one, and not just a further image."""
    cells = [cell_of(layout, key) for key in _OF_VARIANT]
    return lambda row: next((text for cell in cells if (text := cell(row).strip())), "")


def _parts(layout: Layout) -> list[Part]:
    variant, is_variant = _Variant(layout), _variants(layout)
    handle = layout.place("Handle") or 0
    places = [place for key in _OF_PRODUCT if (place := layout.place(key)) is not None]

    def chosen(rows: Iterable[Row]) -> Iterator[Row]:
        last = ""
        for line, row in carried_down(rows, handle, places):
            # A product without variants may be a row with a title alone.
            if is_variant(row) or row[handle] != last:
                yield line, row
            last = row[handle]

    def alone(rows: Iterable[Row], lines: Container[int]) -> Iterator[Row]:
        return picked(carried_down(rows, handle, places), lines)

    def counted(rows: Iterable[Row]) -> Iterator[Row]:
        return ((line, row) for line, row in chosen(rows) if variant.is_counted(row))

    sku = Composed(variant.sku, layout.title("Variant SKU"))
    barcode = first_of(layout, "Variant Barcode", change=code)
    told = "Gift Card" in layout or "Variant Requires Shipping" in layout
    products = composing(
        "products",
        {
            "sku": sku,
            "name": Composed(variant.name, layout.title("Title")),
            "kind": Composed(variant.kind) if told else None,
            "price": first_of(layout, "Variant Price"),
            "cost": first_of(layout, "Cost per item"),
            "barcode": barcode,
            "category": first_of(layout, "Type", "Product Category", change=one_line),
            "tags": first_of(layout, "Tags", change=one_line),
            "backorders": first_of(layout, "Variant Inventory Policy", change=BACKORDERS),
            "active": first_of(layout, "Status", change=_ACTIVE),
            "supplier": first_of(layout, "Vendor", change=one_line),
        },
        chosen,
        alone,
    )
    if "Variant Inventory Qty" not in layout:
        return [products]
    on_hand = first_of(layout, "Variant Inventory Qty")
    return [products, composing("stock", {"sku": sku, "barcode": barcode, "on_hand": on_hand}, counted)]


FORMAT = Format(
    "shopify-products",
    lambda: tr("Shopify: products"),
    (
        Column("Handle", ("URL handle",), required=True),
        Column("Title", required=True),
        Column("Vendor"),
        Column("Product Category"),
        Column("Type"),
        Column("Tags"),
        Column("Status"),
        Column("Option1 Value"),
        Column("Option2 Value"),
        Column("Option3 Value"),
        Column("Variant SKU", ("SKU",), required=True),
        Column("Variant Barcode", ("Barcode",)),
        Column("Variant Price", ("Price",), required=True),
        Column("Cost per item"),
        Column("Variant Inventory Tracker", ("Inventory tracker",)),
        Column("Variant Inventory Qty", ("Inventory quantity",)),
        Column("Variant Inventory Policy", ("Continue selling when out of stock",)),
        Column("Variant Requires Shipping", ("Requires shipping",)),
        Column("Gift Card"),
    ),
    marks=("Handle", "Title", "Vendor", "Variant SKU", "Variant Price"),
    parts=_parts,
    decimal=".",
)
