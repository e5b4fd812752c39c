"""The cells of a workbook as text: what a CSV file of the same sheet would hold, without its ambiguities."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from app.file_formats.bad_cells import BadCell
from app.file_formats.xlsx_workbook import SharedText, Shows, unescaped
from app.language import tr

_WHOLE = re.compile(r"-?[0-9]{1,15}")
_MANY_DIGITS = re.compile(r"-?[0-9]{1,400}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?Z?$")
_REMEMBERED = 8_192
_MOST_EXACT = 10**15
_DAY_AFTER_LAST = 2_958_466
# Days are counted as if 1900 had been a leap year.
_NO_SUCH_DAY = 60

Cell = Callable[[str, str, str], str]
"""Takes type, number of the style and what stands in the cell."""


def cell_reader(
    shows: Sequence[Shows], since_1904: bool, shared: SharedText, decimal: Literal[".", ","] | None
) -> Cell:
    """Makes text of cells. Numbers are written with the decimal sign that the options name, so that they
    are read as they are under any; with None cells that cannot be read in two ways are left blank."""
    texts = shared.texts
    numbered = {str(number): each for number, each in enumerate(shows)}
    # Days, prices and codes repeat all the way down.
    number_of, day_of = lru_cache(_REMEMBERED)(_number), lru_cache(_REMEMBERED)(_day)

    def text(kind: str, style: str, value: str) -> str:
        if kind == "s":
            place = int(value) if value.isdecimal() else -1
            return texts[place] if 0 <= place < len(texts) else _shared(shared, place)
        if kind in ("str", "inlineStr"):
            return unescaped(value)
        if kind == "e":
            return BadCell(value, tr("The cell holds an error of the spreadsheet."))
        if decimal is None:
            return ""
        if kind == "b":
            # As spreadsheet programs write them to CSV, and others' files have them.
            return "FALSE" if value in ("0", "false") else "TRUE"
        if kind == "d":
            return _MIDNIGHT.sub("", value)
        shown = numbered.get(style, Shows.NUMBER)
        if shown is Shows.DAY:
            return day_of(value, since_1904)
        number = _percent(value) if shown is Shows.PERCENT else number_of(value)
        return number.replace(".", ",") if decimal == "," and type(number) is str else number

    return text


def _shared(shared: SharedText, place: int) -> str:
    text = shared.get(place)
    return BadCell(f"#{place}", tr("The workbook has lost the text of the cell.")) if text is None else text


def _number(value: str) -> str:
    if _WHOLE.fullmatch(value):
        return str(int(value))
    # Programs write more digits than spreadsheets do, and mean them.
    if _MANY_DIGITS.fullmatch(value):
        return value
    if not _NUMBER.fullmatch(value):
        return _no_number(value)
    number = float(value)
    digits = Decimal(f"{number:.15g}")
    if abs(number) >= _MOST_EXACT:
        return BadCell(
            format(digits, "f"),
            tr("The spreadsheet kept only 15 digits of it; make the column text before it is filled."),
        )
    return format(digits + 0, "f")


def _percent(value: str) -> str:
    number = _number(value)
    return f"{(Decimal(number) * 100).normalize():f}%" if type(number) is str else number


def _day(value: str, since_1904: bool) -> str:
    if not _NUMBER.fullmatch(value):
        return _no_number(value)
    number = float(value)
    if number < 0 or number + (1_462 if since_1904 else 0) >= _DAY_AFTER_LAST:
        return BadCell(value, tr("There is no such day; spreadsheets know those from 1900 to 9999."))
    whole, part = divmod(number, 1)
    clock = timedelta(milliseconds=round(part * 86_400_000))
    if not since_1904 and whole == _NO_SUCH_DAY:
        return BadCell("1900-02-29", tr("There is no such day."))
    if not whole and part:
        return (datetime(1904, 1, 1) + clock).time().isoformat()  # noqa: DTZ001
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if whole > _NO_SUCH_DAY else 31)  # noqa: DTZ001
    moment = first + timedelta(days=whole) + clock
    return moment.date().isoformat() if not clock else moment.isoformat(" ")


def _no_number(value: str) -> BadCell:
    return BadCell(value, tr("It is not a plain number."))
