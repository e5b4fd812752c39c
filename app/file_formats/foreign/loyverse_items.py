"""Loyverse's items: a row a variant, with columns of stock for each store; later variants leave blank what
their item's first row says."""

from collections.abc import Container, Iterable, Iterator, Sequence

from app.file_formats.composing import Composed, cell_of, composing, first_of
from app.file_formats.foreign_cells import (
    at_least_zero,
    code,
    is_no,
    is_yes,
    lasting_key,
    one_line,
    said,
    with_options,
)
from app.file_formats.layout import Column, Layout
from app.file_formats.translating import Format, Part, Row, carried_down, picked
from app.language import tr

_OF_ITEM = ("Name", "Category", "Sold by weight", "Supplier")
_OPTIONS = ("Option 1 value", "Option 2 value", "Option 3 value")
_OWN = ("SKU", "Barcode", "Price", "Name", *_OPTIONS)
# Asked for at the till: there is none.
_VARIABLE = said({"variable": ""})


class _Variants:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._handle, self._sku, self._name = (cell_of(layout, key) for key in ("Handle", "SKU", "Name"))
        self._barcode, self._tracked = cell_of(layout, "Barcode"), cell_of(layout, "Track stock")
        self._weighed, self._part = cell_of(layout, "Sold by weight"), cell_of(layout, "SKU of included item")
        self._options = [cell_of(layout, key) for key in _OPTIONS]
        self._own = [cell_of(layout, key) for key in _OWN]

    def rows(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Without the rows that only name what else a set holds, filled from above."""
        return self._filled(
            row for row in rows if not (self._part(row[1]).strip() and self._only_part(row[1]))
        )

    def alone(self, rows: Iterable[Row], lines: Container[int]) -> Iterator[Row]:
        """Filled from above too."""
        return picked(self._filled(rows), lines)

    def _filled(self, rows: Iterable[Row]) -> Iterator[Row]:
        places = [place for key in _OF_ITEM if (place := self.layout.place(key)) is not None]
        return carried_down(rows, self.layout.place("Handle") or 0, places)

    def sku(self, row: Sequence[str]) -> str:
        if found := code(self._sku(row)):
            return found
        return "" if code(self._barcode(row)) else lasting_key(code(self._handle(row)), *self._values(row))

    def name(self, row: Sequence[str]) -> str:
        return with_options(self._name(row), self._values(row))

    def kind(self, row: Sequence[str]) -> str:
        """What Loyverse does not track it never runs out of: like a service it is never waited for."""
        return "service" if is_no(self._tracked(row)) or self._part(row).strip() else "stocked"

    def decimals(self, row: Sequence[str]) -> str:
        """What is weighed is counted to the gram."""
        return "3" if is_yes(self._weighed(row)) else "0"

    def _values(self, row: Sequence[str]) -> list[str]:
        return [option(row) for option in self._options]

    def _only_part(self, row: Sequence[str]) -> bool:
        return not any(cell(row).strip() for cell in self._own)


def _parts(layout: Layout) -> list[Part]:
    variants = _Variants(layout)
    sku = Composed(variants.sku, layout.title("SKU"))
    barcode = first_of(layout, "Barcode", change=code)
    products = composing(
        "products",
        {
            "sku": sku,
            "name": Composed(variants.name, layout.title("Name")),
            "kind": Composed(variants.kind),
            "decimals": Composed(variants.decimals, layout.title("Sold by weight")),
            "price": first_of(layout, "Price", change=_VARIABLE),
            "cost": first_of(layout, "Cost"),
            "barcode": barcode,
            "category": first_of(layout, "Category", change=one_line),
            "minimum": _only_store(layout, "Low stock"),
            "maximum": _only_store(layout, "Optimal stock"),
            "supplier": first_of(layout, "Supplier", change=one_line),
            "supplier_cost": first_of(layout, "Purchase cost"),
        },
        variants.rows,
        variants.alone,
    )
    stores = layout.starting("In stock")
    return [products, *(_stock(layout, *each, sku, barcode, variants) for each in stores)]


def _only_store(layout: Layout, start: str) -> Composed | None:
    """Of a shop with several stores the file gives a limit for each, and none for all of them."""
    found = layout.starting(start)
    if len(found) != 1:
        return None
    place = found[0][1]
    return Composed(lambda row: row[place], layout.header[place])


def _stock(
    layout: Layout, store: str, place: int, sku: Composed, barcode: Composed | None, variants: _Variants
) -> Part:
    """What lies in a store; a blank is not counted there."""

    def counted(rows: Iterable[Row]) -> Iterator[Row]:
        whole = variants.rows(rows)
        return (row for row in whole if row[1][place].strip() and variants.kind(row[1]) == "stocked")

    title, called = layout.header[place], store.strip("[]［］ ")
    cells = {
        "sku": sku,
        "barcode": barcode,
        "location": Composed(lambda row: called, title),
        "on_hand": Composed(lambda row: at_least_zero(row[place]), title),
    }
    return composing("stock", cells, counted)


FORMAT = Format(
    "loyverse-items",
    lambda: tr("Loyverse: items"),
    (
        Column("Handle", required=True),
        Column("SKU", required=True),
        Column("Name", required=True),
        Column("Category"),
        Column("Sold by weight"),
        *(Column(f"Option {number} name") for number in (1, 2, 3)),
        *(Column(key) for key in _OPTIONS),
        Column("Price", ("Default price",)),
        Column("Cost"),
        Column("Barcode"),
        Column("SKU of included item"),
        Column("Quantity of included item"),
        Column("Track stock"),
        Column("Supplier"),
        Column("Purchase cost"),
        Column("In stock", starts=True),
        Column("Low stock", starts=True),
        Column("Optimal stock", starts=True),
    ),
    marks=("Handle", "SKU", "Name", "Sold by weight"),
    parts=_parts,
)
