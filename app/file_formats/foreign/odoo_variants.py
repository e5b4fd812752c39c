"""Odoo's product variants: a row a variant; further attributes of it may stand on rows of their own below."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence

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
from app.file_formats.translating import Format, Part, Row
from app.language import tr

# A consumable is never counted: like a service it is never waited for. A combo is several products, but
# which the file does not say; the word stays and is refused.
_KIND = said(
    {
        "": "stocked",
        **dict.fromkeys(("Storable Product", "Storable", "Goods", "product"), "stocked"),
        **dict.fromkeys(("Consumable", "Service"), "service"),
    }
)
# Red, Size: 10,5 – a comma parts two attributes only where another's name follows.
_ATTRIBUTE = re.compile(r"[,，](?=[^,，:：]+[:：])|[\r\n]+")
_BETWEEN = ", "


def _values(cell: str) -> Iterator[str]:
    """Color: Red, Size: L is Red and L."""
    for each in _ATTRIBUTE.split(cell):
        name, _, value = each.replace("：", ":").partition(":")
        if text := one_line(value) or one_line(name):
            yield text


class _Variants:
    def __init__(self, layout: Layout) -> None:
        self._reference, self._external = (
            cell_of(layout, key) for key in ("Internal Reference", "External ID")
        )
        self._name, self._barcode = cell_of(layout, "Name"), cell_of(layout, "Barcode")
        self._kind, self._tracked = cell_of(layout, "Product Type"), cell_of(layout, "Track Inventory")
        self._on_hand, self._values = (cell_of(layout, key) for key in ("Quantity On Hand", "Product Values"))
        place = layout.place("Product Values")
        self._place, self._is_told = place or 0, place is not None
        self._naming = [place for key in ("Name", "External ID") if (place := layout.place(key)) is not None]

    def rows(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Each with all of its values."""
        whole: Row | None = None
        for line, row in rows:
            if self._begins(row):
                if whole is not None:
                    yield whole
                whole = line, row
            elif whole is not None and self._values(row).strip():
                cells = list(whole[1])
                told = (cells[self._place].strip(), row[self._place].strip())
                cells[self._place] = _BETWEEN.join(filter(None, told))
                whole = whole[0], cells
        if whole is not None:
            yield whole

    def alone(self, rows: Iterable[Row], lines: Container[int]) -> Iterator[Row]:
        """With the rows below that tell further values."""
        width = max(self._place, *self._naming)
        needed = False
        for line, row in rows:
            if len(row) <= width or self._begins(row):
                needed = line in lines
            if needed or line in lines:
                yield line, row

    def counted(self, rows: Iterable[Row]) -> Iterator[Row]:
        whole = self.rows(rows)
        return (row for row in whole if self.kind(row[1]) == "stocked" and self._on_hand(row[1]).strip())

    def _begins(self, row: Sequence[str]) -> bool:
        """Whether it is a variant, and not more of the one above."""
        return not self._is_told or bool(self._name(row).strip() or self._external(row).strip())

    def kind(self, row: Sequence[str]) -> str:
        told = _KIND(self._kind(row))
        if told == "stocked" and is_no(self._tracked(row)):
            return "service"
        return told

    def sku(self, row: Sequence[str]) -> str:
        if found := code(self._reference(row)):
            return found
        if code(self._barcode(row)):
            return ""
        if external := code(self._external(row)):
            return lasting_key(external)
        return lasting_key(self._name(row), *_values(self._values(row)))

    def name(self, row: Sequence[str]) -> str:
        return with_options(self._name(row), _values(self._values(row)))


def _parts(layout: Layout) -> list[Part]:
    variants = _Variants(layout)
    called = Composed(variants.sku, layout.title("Internal Reference"))
    barcode = first_of(layout, "Barcode", change=code)
    products = composing(
        "products",
        {
            "sku": called,
            "name": Composed(variants.name, layout.title("Name")),
            "kind": Composed(variants.kind, layout.title("Product Type")),
            "unit": first_of(layout, "Unit of Measure", change=one_line),
            "price": first_of(layout, "Sales Price"),
            "cost": first_of(layout, "Cost"),
            "barcode": barcode,
            "category": first_of(layout, "Product Category", change=one_line),
            "tags": first_of(layout, "Tags", change=one_line),
            "active": first_of(layout, "Active"),
        },
        variants.rows,
        variants.alone,
    )
    if "Quantity On Hand" not in layout:
        return [products]
    cells = {
        "sku": called,
        "barcode": barcode,
        "on_hand": first_of(layout, "Quantity On Hand", change=at_least_zero),
    }
    return [products, composing("stock", cells, variants.counted)]


FORMAT = Format(
    "odoo-variants",
    lambda: tr("Odoo: product variants"),
    (
        Column("External ID", ("ID",)),
        Column("Name", ("Product Name",), required=True),
        Column("Product Type", ("Type",)),
        Column("Internal Reference", required=True),
        Column("Barcode"),
        Column("Sales Price", ("Public Price",)),
        Column("Cost", ("Cost Price", "Standard Price")),
        Column("Weight"),
        Column("Sales Description", ("Description for Customers",)),
        Column("Product Values", ("Variant Values", "Attribute Values")),
        Column("Product Category", ("Category",)),
        Column("Tags", ("Product Tags",)),
        Column("Unit of Measure", ("Unit", "UoM")),
        Column("Active"),
        Column("Track Inventory"),
        Column("Quantity On Hand", ("On Hand", "On Hand Quantity")),
    ),
    marks=("External ID", "Name", "Internal Reference"),
    parts=_parts,
)
