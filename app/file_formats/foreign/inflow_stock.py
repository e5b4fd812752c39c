"""inFlow's stock levels: how much of each product lies at which location, shelf by shelf.

An order here takes from a location, whichever of its shelves the goods lie on, so shelves are added up.
"""

from collections.abc import Container, Iterable, Iterator, Sequence

from app.file_formats.composing import Composed, cell_of, composing, first_of
from app.file_formats.foreign_cells import at_least_zero, code, lasting_key, one_line
from app.file_formats.layout import Column, Layout
from app.file_formats.order_amounts import amount, amount_text
from app.file_formats.translating import Format, Part, Refuse, Row
from app.language import tr


class _Shelves:
    def __init__(self, layout: Layout) -> None:
        self._sku, self._name = cell_of(layout, "SKU"), cell_of(layout, "ProductName")
        self._location, self._quantity = cell_of(layout, "Location"), cell_of(layout, "Quantity")
        self._place = layout.place("Quantity") or 0
        self._width, self._title = len(layout.header), layout.title("Quantity")

    def key(self, row: Sequence[str]) -> str:
        return code(self._sku(row)) or lasting_key(code(self._name(row)))

    def summed(self, rows: Iterable[Row], refuse: Refuse) -> Iterator[Row]:
        """What lies on one shelf alone its reader judges; a part of a sum is no count."""
        for shelves in self._together(rows):
            sums = [amount(self._quantity(row)) for _, row in shelves]
            parts = [each for each in sums if each is not None]
            line, row = shelves[0]
            if len(shelves) == 1:
                yield line, row
            elif len(parts) == len(sums):
                yield line, [*row[: self._place], amount_text(sum(parts)), *row[self._place + 1 :]]
            else:
                bad = shelves[sums.index(None)][0]
                for (line, row), part in zip(shelves, sums, strict=True):
                    said = tr("It is added to line {line}, which cannot be taken.", line=bad)
                    refuse(line, row, self._title, tr("It is not a plain number.") if part is None else said)

    def alone(self, rows: Iterable[Row], lines: Container[int]) -> Iterator[Row]:
        """All shelves of a place where one of them is wanted."""
        kept = list(rows)
        wanted = {line for line, _ in kept if line in lines}
        for shelves in self._together(row for row in kept if len(row[1]) >= self._width):
            if not wanted.isdisjoint(line for line, _ in shelves):
                wanted.update(line for line, _ in shelves)
        return (row for row in kept if row[0] in wanted)

    def _together(self, rows: Iterable[Row]) -> Iterable[list[Row]]:
        found: dict[tuple[str, str], list[Row]] = {}
        for line, row in rows:
            if self._quantity(row).strip():
                place = one_line(self._location(row)).casefold()
                found.setdefault((self.key(row), place), []).append((line, row))
        return found.values()


def _parts(layout: Layout) -> list[Part]:
    shelves = _Shelves(layout)
    cells = {
        "sku": Composed(shelves.key, layout.title("SKU")),
        "location": first_of(layout, "Location", change=one_line),
        "on_hand": first_of(layout, "Quantity", change=at_least_zero),
    }
    single = composing("stock", cells)

    def rows(raw: Iterable[Row], refuse: Refuse) -> Iterator[Row]:
        return single.rows(shelves.summed(raw, refuse), refuse)

    return [Part(single.kind, single.sources, rows, alone=shelves.alone)]


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
