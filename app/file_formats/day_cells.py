"""Days in cells: year first is read always, day or month first where only one reading is possible or the
order is given; years of two digits only where the order is given, as 20xx."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from app.file_formats import forms
from app.file_formats.cell_types import CellReader, CellType, UnreadableCell
from app.file_formats.defusing import undefused
from app.file_formats.options import ReadingOptions
from app.flags import flag
from app.language import tr

_AS_PLAIN = str.maketrans("０１２３４５６７８９－／．：　年月", "0123456789-/.: --", "日")
_TIME = (
    r"(?:(?:[T ] *)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,6}))?)?"
    r"(?: ?(Z|[+-][0-9]{2}:?[0-9]{2}))?)?"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})" + _TIME)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})" + _TIME)


def day() -> CellType:
    """A date; a time of day beside it is checked and left out."""
    return CellType(lambda options: lambda cell: _read(cell, options)[0], forms.day, holds="day")


def day_and_time() -> CellType:
    """(date, time or None) as the file's clock showed it."""
    return CellType(lambda options: lambda cell: _read(cell, options)[:2], forms.day_and_time, holds="day")


def instant() -> CellType:
    """An aware datetime in UTC, from a cell that names its offset."""

    def make(options: ReadingOptions) -> CellReader:
        def read(cell: str) -> datetime:
            day, clock, offset = _read(cell, options)
            if clock is None or offset is None:
                raise UnreadableCell(tr("It must be a moment with its offset, like 2026-03-14T09:30:00Z."))
            try:
                return datetime.combine(day, clock, timezone(offset)).astimezone(UTC)
            except OverflowError as error:
                raise UnreadableCell(tr("There is no such day.")) from error

        return read

    return CellType(make, forms.instant, holds="day")


def _read(cell: str, options: ReadingOptions) -> tuple[date, time | None, timedelta | None]:
    text = undefused(cell).translate(_AS_PLAIN).strip()
    if match := _YEAR_FIRST.fullmatch(text):
        read = _date(int(match[1]), int(match[3]), int(match[4]))
    elif match := _YEAR_LAST.fullmatch(text):
        read = _year_last(match[1], match[3], match[4], options.day_order)
    else:
        raise UnreadableCell(tr("It is not a day like 2026-03-14.") if text else tr("The cell is blank."))
    return read, *_time_and_offset(*match.groups()[4:])


def _year_last(first: str, second: str, third: str, order: str | None) -> date:
    a, b = int(first), int(second)
    if order == "ymd":
        if len(third) == 4:
            raise UnreadableCell(tr("Its parts are not in the order year, month, day."))
        return _date(2000 + a, b, int(third))
    if len(third) == 2 and order is None:
        raise UnreadableCell(
            tr(
                "Its year has two digits: name the order of its parts{flag}.",
                flag=flag("--day-order dmy | mdy | ymd"),
            )
        )
    year = int(third) if len(third) == 4 else 2000 + int(third)
    if order is None and a != b and a <= 12 and b <= 12:
        raise UnreadableCell(
            tr(
                "Day and month can be read either way: name their order{flag}.",
                flag=flag("--day-order dmy | mdy"),
            )
        )
    month_first = order == "mdy" or (order is None and b > 12)
    return _date(year, a, b) if month_first else _date(year, b, a)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UnreadableCell(tr("There is no such day.")) from error


def _time_and_offset(
    hour: str | None, minute: str | None, second: str | None, fraction: str | None, offset: str | None
) -> tuple[time | None, timedelta | None]:
    if hour is None or minute is None:
        return None, None
    try:
        clock = time(int(hour), int(minute), int(second or 0), int((fraction or "").ljust(6, "0")))
    except ValueError as error:
        raise UnreadableCell(tr("There is no such time of day.")) from error
    return clock, _offset(offset)


def _offset(text: str | None) -> timedelta | None:
    if text is None or text == "Z":
        return None if text is None else timedelta(0)
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    if offset >= timedelta(days=1):
        raise UnreadableCell(tr("There is no such time of day."))
    return -offset if text[0] == "-" else offset
