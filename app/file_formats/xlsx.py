"""The rows of a sheet of a workbook as cells of text; formulas by the value that was last worked out, links
to other files never followed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from app.file_formats.bad_cells import BadCell
from app.file_formats.opening import too_long
from app.file_formats.options import ReadingOptions
from app.file_formats.xlsx_cells import Cell, cell_reader
from app.file_formats.xlsx_package import (
    DAMAGE,
    MOST_OF_A_SHEET,
    Names,
    Package,
    damaged,
    new_parser,
    opened_package,
)
from app.file_formats.xlsx_workbook import SharedText, Sheet, Workbook, read_workbook
from app.language import tr

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
_MOST_TEXT = 131_072
_LETTERS = re.compile("[A-Z]{1,3}")
# How codes are kept from being taken for numbers: it needs no working out.
_CONSTANT = re.compile('"([^"]*)"')
_DIGITS = "0123456789"
_EXTENT = re.compile(rb"<(?:\w+:)?dimension [^>]*ref=\"[A-Z]+[0-9]+:[A-Z]+([0-9]{1,7})\"")
_HOLDS = re.compile(rb"<(?:\w+:)?(?:v|is|f)[ />]")
_OVERLAP = 64
# Programs format columns to the very end of the sheet: so many blank rows on end, and it is asked once
# whether anything follows.
_LONG_BLANKS = (1_000, 10_000, 100_000)

Rows = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class SheetRows:
    """A sheet of a workbook; `lines` is how many rows it says it has, 0 where it says nothing."""

    path: Path
    workbook: Workbook
    sheet: Sheet
    lines: int
    decimal: Literal[".", ","] | None = "."

    def under(self, options: ReadingOptions) -> "SheetRows":
        """The same, its numbers written so that these options read them."""
        return replace(self, decimal=options.decimal or ".")

    def only_text(self) -> "SheetRows":
        """The same, but cells that are typed, and so can be read in one way alone, are blank."""
        return replace(self, decimal=None)

    def rows(self) -> Rows:
        """(row number, cells up to the last that is filled) of each row that has any."""
        with opened_package(self.path) as package:
            shared = SharedText(package, self.workbook.strings)
            read = cell_reader(self.workbook.shows, self.workbook.since_1904, shared, self.decimal)
            parser = _RowParser(package, read)
            try:
                yield from _rows(package, self.sheet.part, parser)
                shared.finish()
            finally:
                shared.forget()


def sheets_of(path: Path) -> list[SheetRows]:
    """Every sheet of the workbook in its order; FileRefused where it is none."""
    with opened_package(path) as package:
        workbook = read_workbook(package)
        return [SheetRows(path, workbook, sheet, _extent(package, sheet.part)) for sheet in workbook.sheets]


def _extent(package: Package, part: str) -> int:
    head = next(package.blocks(part, MOST_OF_A_SHEET), b"")
    match = _EXTENT.search(head)
    return min(int(match[1]), MOST_ROWS) if match else 0


def _rows(package: Package, part: str, parser: "_RowParser") -> Rows:
    read = 0
    checks = list(_LONG_BLANKS)
    try:
        for block in package.blocks(part, MOST_OF_A_SHEET):
            read += len(block)
            if not parser.over:
                yield from parser.feed(block)
            if checks and parser.blanks >= checks[0]:
                del checks[0]
                parser.over = parser.over or not _anything_after(package, part, read)
        parser.finish()
    except (*DAMAGE, ValueError) as error:
        raise damaged(package.path, parser.line) from error


def _anything_after(package: Package, part: str, read: int) -> bool:
    """Whether any cell is filled beyond so many bytes of the part."""
    passed, before = 0, b""
    for block in package.blocks(part, MOST_OF_A_SHEET):
        passed += len(block)
        if passed > read and _HOLDS.search(before + block):
            return True
        before = block[-_OVERLAP:]
    return False


class _Columns(dict[str, int]):
    """Places of columns by their letters, each worked out once."""

    def __missing__(self, letters: str) -> int:
        if not _LETTERS.fullmatch(letters):
            raise ValueError(letters)
        place = 0
        for letter in letters:
            place = place * 26 + ord(letter) - 64
        if place > MOST_COLUMNS:
            raise ValueError(letters)
        self[letters] = place - 1
        return place - 1


class _RowParser:
    """Takes the XML of a sheet piece by piece and hands out the rows that each piece completes.

    A call for each cell more is a tenth of the time: hence the long branches.
    """

    def __init__(self, package: Package, read: Cell) -> None:
        self.line = 0
        self.blanks = 0
        self.over = False
        self._path = package.path
        self._read = read
        self._columns = _Columns()
        self._names = Names()
        self._done: list[tuple[int, list[str]]] = []
        self._cells: list[str] | None = None
        self._cell: dict[str, str] = {}
        self._place = -1
        self._taking = False
        self._spoken = False
        self._value: str | None = None
        self._formula: str | None = None
        self._parser = new_parser(self._path)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def feed(self, block: bytes) -> list[tuple[int, list[str]]]:
        """The rows that end in the block."""
        self._done = []
        self._parser.Parse(block)
        return self._done

    def finish(self) -> None:
        """Nothing more comes."""
        if not self.over:
            self._parser.Parse(b"", True)

    def _start(self, name: str, given: dict[str, str]) -> None:
        name = self._names[name]
        if name == "v" or name == "t":
            self._taking = not self._spoken
            self._value = self._value or ""
        elif name == "c":
            address = given.get("r")
            self._place = self._columns[address.rstrip(_DIGITS)] if address else self._place + 1
            self._cell = given
            self._value = self._formula = None
        elif name == "row":
            self._start_row(given)
        elif name == "f":
            self._taking = True
        elif name == "rPh":
            self._spoken = True

    def _text(self, text: str) -> None:
        if self._taking:
            self._value = text if not self._value else self._value + text
            if len(self._value) > _MOST_TEXT:
                raise too_long(self._path, self.line, _MOST_TEXT)

    def _end(self, name: str) -> None:
        name = self._names[name]
        if name == "v" or name == "t":
            self._taking = False
        elif name == "c":
            if self._cells is not None:
                self._end_cell(self._cells)
        elif name == "row":
            self._end_row()
        elif name == "f":
            self._formula, self._value = self._value or "", None
            self._taking = False
        elif name == "rPh":
            self._spoken = False
        elif name == "sheetData":
            # What follows are links, pictures and the like.
            self._parser.StartElementHandler = self._parser.EndElementHandler = None

    def _start_row(self, given: dict[str, str]) -> None:
        line = int(given["r"]) if "r" in given else self.line + 1
        if not self.line < line <= MOST_ROWS:
            raise ValueError(line)
        self.line = line
        self._place = -1
        self._cells = []

    def _end_cell(self, cells: list[str]) -> None:
        value = self._value
        kind = self._cell.get("t", "n")
        if value or (value is not None and kind == "str"):
            text = self._read(kind, self._cell.get("s", ""), value)
        elif self._formula is not None:
            constant = _CONSTANT.fullmatch(self._formula)
            text = constant[1] if constant else BadCell(f"={self._formula}", _without_value())
        else:
            return
        place = self._place
        if place == len(cells):
            cells.append(text)
        elif text:
            if place >= MOST_COLUMNS:
                raise ValueError(place)
            cells.extend([""] * (place + 1 - len(cells)))
            cells[place] = text

    def _end_row(self) -> None:
        if self._cells:
            self.blanks = 0
            self._done.append((self.line, self._cells))
        else:
            self.blanks += 1
        self._cells = None


def _without_value() -> str:
    return tr(
        "The cell holds a formula without a value; open the file in the spreadsheet program and save it."
    )
