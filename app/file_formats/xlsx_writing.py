"""Workbooks with one sheet: typed cells, a header that stays and filters, columns as wide as their values."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any

from app.errors import ShopError
from app.file_formats.defusing import defused
from app.file_formats.replacing import replacing_file
from app.language import tr

MOST_ROWS = 1_048_575
"""Beside the header."""

MOST_LETTERS = 32_767
_MEASURED = 200
# Workbooks write signs that XML cannot hold, or would change, as _xHHHH_; and so the underscore of text
# that looks like that.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_NARROWEST, _WIDEST = 8, 60


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
    # It takes long to import, and few exports are workbooks.
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31] or "Sheet1")
    sheet.freeze_panes = "A2"
    found = iter(rows)
    first = list(islice(found, _MEASURED))
    for place, column in enumerate(columns):
        letter = get_column_letter(place + 1)
        sheet.column_dimensions[letter].width = _width(column, [row[place] for row in first])
    # The place first: nobody waits for rows that can be put nowhere.
    with replacing_file(path) as beside, _tidied(sheet):
        count = _append(sheet, columns, chain(first, found))
        sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(columns)))}{count + 1}"
        book.save(beside)
    return count


def check_length(rows: int) -> None:
    """ShopError where a sheet cannot hold so many."""
    if rows > MOST_ROWS:
        raise ShopError(
            tr("A workbook's sheet holds at most {count} rows.", count=MOST_ROWS),
            tr("Export fewer of them, or as CSV."),
        )


def _append(sheet: Any, columns: Sequence[SheetColumn], rows: Iterable[Sequence[object]]) -> int:
    cells = _Cells(sheet, columns)
    sheet.append(cells.header())
    count = 0
    for count, row in enumerate(rows, 1):
        check_length(count)
        sheet.append(cells.row(row))
    return count


@contextmanager
def _tidied(sheet: Any) -> Iterator[None]:
    """Rows go to a file of the system's until they are saved: where that fails, it goes."""
    try:
        yield
    except BaseException:
        with suppress(OSError, ValueError):
            sheet.close()
        if sheet._writer is not None:
            Path(sheet._writer.out).unlink(missing_ok=True)
        raise


class _Cells:
    """Cells of a sheet that is only written; text never becomes a formula."""

    def __init__(self, sheet: Any, columns: Sequence[SheetColumn]) -> None:
        from openpyxl.cell import WriteOnlyCell

        self._cell = WriteOnlyCell
        self._sheet = sheet
        self._columns = columns

    def header(self) -> list[Any]:
        """Keys in bold."""
        from openpyxl.styles import Font

        cells = []
        for column in self._columns:
            cell = self._cell(self._sheet, column.title)
            cell.font = Font(bold=True)
            cells.append(cell)
        return cells

    def row(self, values: Sequence[object]) -> list[Any]:
        """One cell for each value."""
        return [self._one(column, value) for column, value in zip(self._columns, values, strict=True)]

    def _one(self, column: SheetColumn, value: object) -> Any:
        typed = None if value is None else column.cell(value)
        if typed is None or typed == "":
            return None
        if isinstance(typed, str):
            return self._text(typed)
        if column.look == "General":
            return typed
        cell = self._cell(self._sheet, typed)
        cell.number_format = column.look
        return cell

    def _text(self, text: str) -> Any:
        # Read back, an apostrophe before a sign is one that made a cell safe.
        kept = defused(text) if text[0] == "'" else text
        kept = _NOT_IN_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", kept)
        if len(kept) > MOST_LETTERS:
            raise ShopError(
                tr("A cell of a workbook holds at most {count} letters.", count=MOST_LETTERS),
                tr("Export it as CSV."),
            )
        if kept[0] != "=":
            return kept
        cell = self._cell(self._sheet, kept)
        cell.data_type = "s"
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
