"""Workbooks with one sheet: typed cells, a header that stays and filters, columns as wide as their values.

Numbers and days are such where spreadsheets can hold them, else text, and nothing is a formula. A row is
written away as it comes: of a million none is kept.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from app.errors import ShopError
from app.file_formats.defusing import defused
from app.file_formats.replacing import replacing_file
from app.language import tr

MOST_ROWS = 1_048_575
"""Beside the header."""

MOST_LETTERS = 32_767
_MEASURED = 200
_NARROWEST, _WIDEST = 8, 60
# Spreadsheets keep no more of a number.
_MOST_DIGITS = 15
# Before it they count a day that never was; none comes before 1900.
_FIRST_DAY = date(1900, 3, 1)
_NOT_IN_XML = str.maketrans({"\ufffe": "_xFFFE_", "\uffff": "_xFFFF_"})


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """`cell` gives the typed value, or None for nothing; `look` is its number format."""

    title: str
    cell: Callable[[Any], Any]
    look: str = "General"


def write_sheet(
    path: Path, title: str, columns: Sequence[SheetColumn], rows: Iterable[Sequence[object]]
) -> int:
    """The number of rows written; the file appears whole or, on a ShopError, not at all."""
    found = iter(rows)
    first = list(islice(found, _MEASURED))
    # The place first: nobody waits for rows that can be put nowhere.
    with replacing_file(path) as beside, _book(beside) as book:
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, _width(column, [row[place] for row in first]))
        written = _write_rows(book, sheet, columns, chain(first, found))
        sheet.autofilter(0, 0, written, max(0, len(columns) - 1))
    return written


def check_length(rows: int) -> None:
    """ShopError where a sheet cannot hold so many."""
    if rows > MOST_ROWS:
        raise ShopError(
            tr("A workbook's sheet holds at most {count} rows.", count=MOST_ROWS),
            tr("Export fewer of them, or as CSV."),
        )


class _Archived:
    """A file for an archive that may be forgotten half made: when that wants to end, nobody listens."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.is_over = False

    def write(self, content: bytes) -> int:
        return len(content) if self.is_over else self._file.write(content)

    def seek(self, place: int, whence: int = 0) -> int:
        return 0 if self.is_over else self._file.seek(place, whence)

    def tell(self) -> int:
        return 0 if self.is_over else self._file.tell()

    def flush(self) -> None:
        if not self.is_over:
            self._file.flush()


@contextmanager
def _book(path: Path) -> Iterator[Any]:
    """A workbook that is kept at the end, and leaves nothing where the end is not reached."""
    # It takes long to import, and few exports are workbooks.
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with TemporaryDirectory() as folder, path.open("wb") as file:
        archived = _Archived(file)
        book = Workbook(archived, {"constant_memory": True, "tmpdir": folder, "use_zip64": True})
        try:
            yield book
            book.close()
        except FileCreateError as error:
            raise error.args[0] from error
        finally:
            archived.is_over = True
            for sheet in book.worksheets():
                sheet.row_data_fh.close()


def _write_rows(
    book: Any, sheet: Any, columns: Sequence[SheetColumn], rows: Iterable[Sequence[object]]
) -> int:
    bold = book.add_format({"bold": True})
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.title, bold)
    looks = {each.look: book.add_format({"num_format": each.look}) for each in columns}
    cells = [(place, column.cell, looks[column.look]) for place, column in enumerate(columns)]
    written = 0
    for written, row in enumerate(rows, 1):
        check_length(written)
        for (place, typed, look), value in zip(cells, row, strict=True):
            if value is not None:
                _write_cell(sheet, written, place, typed(value), look)
    return written


def _write_cell(sheet: Any, line: int, place: int, typed: Any, look: Any) -> None:
    if isinstance(typed, str):
        if typed:
            sheet.write_string(line, place, _text(typed), look)
    elif isinstance(typed, date) and _day(typed) >= _FIRST_DAY:
        sheet.write_datetime(line, place, typed, look)
    elif not isinstance(typed, date) and _digits(typed) <= _MOST_DIGITS:
        sheet.write_number(line, place, typed, look)
    else:
        sheet.write_string(line, place, str(typed), look)


def _day(typed: date) -> date:
    return typed.date() if isinstance(typed, datetime) else typed


def _digits(number: Any) -> int:
    return sum(map(str.isdecimal, format(number, "f").strip("-0.")))


def _text(text: str) -> str:
    # They count as UTF-16 does.
    if len(text.encode("utf-16-le")) > 2 * MOST_LETTERS:
        raise ShopError(
            tr("A cell of a workbook holds at most {count} letters.", count=MOST_LETTERS),
            tr("Export it as CSV."),
        )
    # Read back, an apostrophe before a sign is one that made a cell safe, and ="0017" is 0017.
    return (defused(text) if text.startswith(("'", '="')) else text).translate(_NOT_IN_XML)


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
