"""Parts of other programs' files whose cells are made of several columns or by the program's rules."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.file_formats.bad_cells import BadCell
from app.file_formats.layout import Layout
from app.file_formats.translating import Alone, Part, Refuse, Row, picked

Cell = Callable[[Sequence[str]], str]
"""Makes a cell of ours of a row of theirs."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A cell of ours; `source` is the header to name where it is wrong, '' where no one column is."""

    of: Cell
    source: str = ""


def composing(
    kind: str,
    cells: Mapping[str, Composed | None],
    choose: Callable[[Iterable[Row]], Iterable[Row]] = lambda rows: rows,
    alone: Alone = picked,
) -> Part:
    """A part whose cells are made one by one of the rows that `choose` leaves; None is left out.

    Rows of delimiters alone, as spreadsheets leave them behind, are no rows.
    """
    there = {ours: composed for ours, composed in cells.items() if composed is not None}
    makers = [composed.of for composed in there.values()]

    def rows(raw: Iterable[Row], refuse: Refuse) -> Iterator[Row]:
        filled = (each for each in raw if any(map(str.strip, each[1])))
        return ((line, [make(row) for make in makers]) for line, row in choose(filled))

    sources = {ours: composed.source for ours, composed in there.items()}
    return Part(kind, sources, rows, alone=alone)


def first_of(layout: Layout, *keys: str, change: Callable[[str], str] | None = None) -> Composed | None:
    """The first of these columns that is not blank, changed; None where the file has none of them."""
    places = [place for key in keys if (place := layout.place(key)) is not None]
    if not places:
        return None

    def of(row: Sequence[str]) -> str:
        for place in places:
            cell = row[place]
            if cell and not cell.isspace():
                # What a workbook could not tell stays what it is, to be refused with its place.
                return cell if change is None or isinstance(cell, BadCell) else change(cell)
        return ""

    return Composed(of, layout.title(next(key for key in keys if layout.place(key) is not None)))


def cell_of(layout: Layout, key: str) -> Cell:
    """The column as it stands in a row; blank where the file lacks it."""
    place = layout.place(key)
    return (lambda row: "") if place is None else (lambda row: row[place])
