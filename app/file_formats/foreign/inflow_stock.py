"""inFlow's stock levels: how much of each product lies at which location, shelf by shelf.

An order here takes from a location, whichever of its shelves the goods lie on, so shelves are added up.
"""

from collections.abc import Iterable, Iterator, Sequence

from app.file_formats.composing import Composed, cell_of, composing, first_of
from app.file_formats.foreign_cells import at_least_zero, code, lasting_key, one_line
from app.file_formats.layout import Column, Layout
from app.file_formats.order_amounts import amount, amount_text
from app.file_formats.translating import Format, Part, Row
from app.language import tr


def _parts(layout: Layout) -> list[Part]:
    sku, name = cell_of(layout, "SKU"), cell_of(layout, "ProductName")
    location, quantity = cell_of(layout, "Location"), cell_of(layout, "Quantity")
    place = layout.place("Quantity") or 0

    def key(row: Sequence[str]) -> str:
        return code(sku(row)) or lasting_key(code(name(row)))

    def summed(rows: Iterable[Row]) -> Iterator[Row]:
        found: dict[tuple[str, str], list[Row]] = {}
        for line, row in rows:
            if quantity(row).strip():
                found.setdefault((key(row), one_line(location(row)).casefold()), []).append((line, row))
        for shelves in found.values():
            sums = [amount(quantity(row)) for _, row in shelves]
            parts = [each for each in sums if each is not None]
            if len(shelves) == 1 or len(parts) < len(sums):
                # What is no plain number cannot be added up: its reader tells what is wrong with it.
                yield from shelves
                continue
            line, row = shelves[0]
            yield line, [*row[:place], amount_text(sum(parts)), *row[place + 1 :]]

    cells = {
        "sku": Composed(key, layout.title("SKU")),
        "location": first_of(layout, "Location", change=one_line),
        "on_hand": first_of(layout, "Quantity", change=at_least_zero),
    }
    return [composing("stock", cells, summed)]


FORMAT = Format(
    "inflow-stock",
    lambda: tr("inFlow: stock levels"),
    (
        Column("ProductName", ("Product Name",)),
        Column("SKU", ("ProductSKU", "Product SKU"), required=True),
        Column("Quantity", required=True),
        Column("Location", required=True),
        Column("Sublocation"),
    ),
    marks=("SKU", "Quantity", "Location", "Sublocation"),
    parts=_parts,
)
