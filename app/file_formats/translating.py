"""Files of other programs, made over cell by cell into files of ours before a value of them is read.

A format says which headers it reads and, for each kind of thing in the file (products and their stock, say),
which of our columns are made of them. What a cell must be, is told by our own columns alone.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Literal

from app.file_formats.layout import Column, Layout
from app.file_formats.options import ReadingOptions
from app.file_formats.records import Records
from app.file_formats.widths import fits, width_problem

Row = tuple[int, Sequence[str]]
"""Line of the file and cells."""

Refuse = Callable[[int, Sequence[str], str, str], None]
"""Takes line, cells as the file has them, header of the column ('' for the row) and what is wrong."""


Alone = Callable[[Iterable[Row], Container[int]], Iterator[Row]]


def picked(rows: Iterable[Row], lines: Container[int]) -> Iterator[Row]:
    """Those with these lines, as they stand."""
    return (row for row in rows if row[0] in lines)


@dataclass(frozen=True, slots=True)
class Part:
    """What of a file becomes rows of one kind of ours.

    `sources` names our columns in the order of the cells that `rows` hands out, and for each the header it
    comes from ('' where it is made of several). `belongs` is the place, in the file's own rows, of the
    number of the order that a row belongs to. `alone` gives, of the file's own rows, those with some lines
    so that they can be read without all others: filled, and with the rows that tell more of them.
    """

    kind: str
    sources: Mapping[str, str]
    rows: Callable[[Iterable[Row], Refuse], Iterator[Row]]
    belongs: int | None = None
    alone: Alone = picked


@dataclass(frozen=True, slots=True)
class Format:
    """A file that another program writes; `marks` are keys of columns that it always has.

    `decimal` and `day_order` are what the program writes wherever it runs.
    """

    name: str
    title: Callable[[], str]
    columns: tuple[Column, ...]
    marks: tuple[str, ...]
    parts: Callable[[Layout], Sequence[Part]]
    decimal: Literal[".", ","] | None = None
    day_order: Literal["dmy", "mdy", "ymd"] | None = None


class Translated:
    """Records of ours, made of a file of another program's."""

    def __init__(self, raw: Records, part: Part) -> None:
        self.raw = raw
        self.part = part
        self.path: Path = raw.path
        self.lines = raw.lines
        self.header = tuple(part.sources)
        self.titles = tuple(source or key for key, source in part.sources.items())

    def under(self, options: ReadingOptions) -> "Translated":
        """The same rows for readers with these options."""
        return Translated(self.raw.under(options), self.part)

    def only_text(self) -> "Translated":
        """The same rows, blank where a workbook tells what a cell holds."""
        return Translated(self.raw.only_text(), self.part)

    def rows(self, refuse: Refuse | None = None) -> Iterator[Row]:
        """Our cells of each row; those that cannot be made over are refused, or left out."""
        return self.part.rows(self._fitting(refuse or _leave_out), refuse or _leave_out)

    def alone(self, rows: Iterable[Row], lines: Container[int]) -> Iterator[Row]:
        """Of the file's own rows those with these lines, and what of others they need."""
        return self.part.alone(rows, lines)

    def belongs(self, cells: Sequence[str]) -> str:
        """The number of the order that a row of the file belongs to, as far as it can be told."""
        place = self.part.belongs
        return cells[place] if place is not None and place < len(cells) else ""

    def _fitting(self, refuse: Refuse) -> Iterator[Row]:
        width = len(self.raw.header)
        for line, cells in self.raw.rows():
            if len(cells) == width or fits(cells, width):
                yield line, cells
            elif any(map(str.strip, cells)):
                refuse(line, cells, "", width_problem(cells, width))


@dataclass(frozen=True, slots=True)
class Made:
    """A cell of ours made of one of theirs: `change` takes its text."""

    key: str
    change: Callable[[str], str]


def picking(kind: str, layout: Layout, cells: Mapping[str, str | Made], *, belongs: str = "") -> Part:
    """A part each of whose cells comes from one column; columns that the file lacks are left out."""
    there = {
        ours: theirs
        for ours, theirs in cells.items()
        if layout.place(theirs.key if isinstance(theirs, Made) else theirs) is not None
    }
    keys = [theirs.key if isinstance(theirs, Made) else theirs for theirs in there.values()]
    places = [place for key in keys if (place := layout.place(key)) is not None]
    changes = [(at, theirs.change) for at, theirs in enumerate(there.values()) if isinstance(theirs, Made)]
    sources = {ours: layout.title(key) for ours, key in zip(there, keys, strict=True)}

    def rows(raw: Iterable[Row], refuse: Refuse) -> Iterator[Row]:
        pick = picker(places)
        if not changes:
            return ((line, pick(row)) for line, row in raw)
        return ((line, _changed(pick(row), changes)) for line, row in raw)

    return Part(kind, sources, rows, layout.place(belongs) if belongs else None)


def picker(places: Sequence[int]) -> Callable[[Sequence[str]], Sequence[str]]:
    """The cells at these places, as a sequence whatever their number."""
    if len(places) == 1:
        only = places[0]
        return lambda cells: (cells[only],)
    return itemgetter(*places)


def carried_down(rows: Iterable[Row], by: int, places: Sequence[int]) -> Iterator[Row]:
    """Rows whose cells at `places`, where blank, are those of the row before that has the same cell `by`."""
    before: Sequence[str] = ()
    for line, cells in rows:
        if len(cells) <= max(by, *places):
            # Too short to be taken for anything.
            yield line, cells
            continue
        if before and cells[by] == before[by]:
            whole = list(cells)
            for place in places:
                if not whole[place]:
                    whole[place] = before[place]
            cells = whole
        before = cells
        yield line, cells


def _changed(cells: Sequence[str], changes: Sequence[tuple[int, Callable[[str], str]]]) -> Sequence[str]:
    whole = list(cells)
    for place, change in changes:
        whole[place] = change(whole[place])
    return whole


def _leave_out(line: int, cells: Sequence[str], header: str, what: str) -> None:
    """For those who only look."""
