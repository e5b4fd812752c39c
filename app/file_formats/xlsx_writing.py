"""Workbooks with one sheet: typed cells, a header that stays and filters, columns as wide as their values.

The sheet goes into the file as it is made: of a million rows none is kept.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import chain, count, islice, repeat
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from app.errors import ShopError
from app.file_formats.replacing import replacing_file
from app.file_formats.xlsx_cell_writing import cell_xml
from app.file_formats.xlsx_parts import HEADER_STYLE, SHEET, column_letters, parts_of, sheet_around, styles_of
from app.language import tr

MOST_ROWS = 1_048_575
"""Beside the header."""

_MEASURED = 200
_BLOCK = 512
_REMEMBERED = 8_192
_NARROWEST, _WIDEST = 8, 60
# A sheet of two gigabytes must be announced as one; some programs warn of it, so smaller ones are not.
_MANY_CELLS = 8_000_000
_MOST_BYTES = 2_000_000_000
# A third of the time of the usual level, a tenth more bytes.
_COMPRESSION = 2


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """`cell` gives the typed value, or None for nothing; `look` is its number format."""

    title: str
    cell: Callable[[Any], Any]
    look: str = "General"


def write_sheet(
    path: Path,
    title: str,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[object]],
    *,
    expected: int = 0,
) -> int:
    """The number of rows written; the file appears whole or, on a ShopError, not at all.

    `expected` is how many there will be about, where there may be very many.
    """
    found = iter(rows)
    first = list(islice(found, _MEASURED))
    widths = [_width(column, [row[place] for row in first]) for place, column in enumerate(columns)]
    looks = [column.look for column in columns]
    # The place first: nobody waits for rows that can be put nowhere.
    with (
        replacing_file(path) as beside,
        ZipFile(beside, "w", ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive,
    ):
        for name, content in parts_of(title, looks).items():
            archive.writestr(name, content)
        is_large = expected * len(columns) > _MANY_CELLS
        with archive.open(SHEET, "w", force_zip64=is_large) as stream:
            before, after = sheet_around(widths)
            stream.write(before.encode())
            written = _write_rows(stream, columns, chain(first, found), limited=not is_large)
            stream.write(after(written + 1).encode())
    return written


def check_length(rows: int) -> None:
    """ShopError where a sheet cannot hold so many."""
    if rows > MOST_ROWS:
        raise ShopError(
            tr("A workbook's sheet holds at most {count} rows.", count=MOST_ROWS),
            tr("Export fewer of them, or as CSV."),
        )


def _write_rows(
    stream: IO[bytes], columns: Sequence[SheetColumn], rows: Iterable[Sequence[object]], *, limited: bool
) -> int:
    letters = [column_letters(place) for place in range(len(columns))]
    header = [cell_xml(column.title, HEADER_STYLE) for column in columns]
    stream.write(_row(1, letters, header).encode())
    styles = styles_of([column.look for column in columns])
    texts = [
        _Remembered(column.cell, style).__getitem__ for column, style in zip(columns, styles, strict=True)
    ]
    found, written, size = iter(rows), 0, 0
    while block := list(islice(found, _BLOCK)):
        check_length(written + len(block))
        # Column by column: most cells of a column say what another one said.
        cells = [
            list(map(text, values)) for text, values in zip(texts, zip(*block, strict=True), strict=True)
        ]
        lines = map(_row, count(written + 2), repeat(letters), zip(*cells, strict=True))
        size += stream.write("".join(lines).encode())
        written += len(block)
        if limited and size > _MOST_BYTES:
            raise ShopError(tr("The workbook would be too large."), tr("Export it as CSV."))
    return written


def _row(line: int, letters: Sequence[str], cells: Sequence[str]) -> str:
    inside = [f'<c r="{letter}{line}"{cell}' for letter, cell in zip(letters, cells, strict=True) if cell]
    return f'<row r="{line}">{"".join(inside)}</row>'


class _Remembered(dict[object, str]):
    """What stands in a cell, by its value, as long as they are few."""

    def __init__(self, typed: Callable[[Any], Any], style: int) -> None:
        self._typed = typed
        self._style = style

    def __missing__(self, value: object) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        cell = self[value] = "" if value is None else cell_xml(self._typed(value), self._style)
        return cell


def _width(column: SheetColumn, values: Sequence[object]) -> int:
    shown = (column.cell(value) for value in values if value is not None)
    longest = max((_letters(value) for value in shown), default=0)
    return min(_WIDEST, max(_NARROWEST, longest, len(column.title)) + 2)


def _letters(value: Any) -> int:
    if isinstance(value, datetime):
        return 16
    if isinstance(value, date):
        return 10
    # Signs of Chinese are twice as wide.
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in str(value).split("\n", 1)[0])


def text(value: object) -> str:
    """As it is."""
    return str(value)


def units(places: int) -> Callable[[int], Decimal]:
    """The exact number of what is stored in units of the last of `places`."""
    return lambda value: Decimal(value).scaleb(-places)


def flag(value: int) -> str:
    """yes or no, as in CSV: TRUE would read otherwise in other languages' programs."""
    return "yes" if value else "no"


def day(value: int) -> date:
    """From the ordinal that is stored."""
    return date.fromordinal(value)


def moment(value: int) -> datetime:
    """UTC, from microseconds; workbooks know no zones."""
    return datetime(1970, 1, 1) + timedelta(microseconds=value)  # noqa: DTZ001 - a workbook's own kind
