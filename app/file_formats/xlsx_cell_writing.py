"""Cells of a sheet as XML: numbers and days where spreadsheets can hold them, else text, never a formula."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from app.errors import ShopError
from app.file_formats.defusing import defused
from app.language import tr

MOST_LETTERS = 32_767
# Spreadsheets keep no more of a number.
_MOST_DIGITS = 15
# Before it they count a day that never was; none comes before 1900.
_FIRST_DAY = date(1900, 3, 1)
_DAY_ZERO = date(1899, 12, 30)
# Workbooks write signs that XML cannot hold, or would change, as _xHHHH_; and so the underscore of text
# that looks like that.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
# Blanks at its ends and between its lines are the text's own.
_OPEN = '<t xml:space="preserve">'


def cell_xml(typed: Any, style: int) -> str:
    """What follows the cell's name in its row; '' for a blank one."""
    if typed is None or typed == "":
        return ""
    look = f' s="{style}"' if style else ""
    number = "" if isinstance(typed, str) else _number(typed)
    if number:
        return f"{look}><v>{number}</v></c>"
    text = _text(str(typed))
    opened = "<t>" if text.split() == [text] else _OPEN
    return f'{look} t="inlineStr"><is>{opened}{text}</t></is></c>'


def _number(typed: Any) -> str:
    """'' for what would not be kept: days that are not counted, more digits than there is room for."""
    if isinstance(typed, date):
        day = typed.date() if isinstance(typed, datetime) else typed
        if day < _FIRST_DAY:
            return ""
        whole = (day - _DAY_ZERO).days
        return f"{whole + _part(typed):.11f}" if isinstance(typed, datetime) else str(whole)
    number = format(typed, "f") if isinstance(typed, Decimal) else str(typed)
    return number if sum(map(str.isdecimal, number.strip("-0."))) <= _MOST_DIGITS else ""


def _part(moment: datetime) -> float:
    start = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return (moment - start) / timedelta(days=1)


def _text(text: str) -> str:
    # Read back, an apostrophe before a sign is one that made a cell safe, and ="0017" is 0017.
    kept = defused(text) if text.startswith(("'", '="')) else text
    kept = _NOT_IN_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", kept)
    # They count as UTF-16 does.
    if len(kept.encode("utf-16-le")) > 2 * MOST_LETTERS:
        raise ShopError(
            tr("A cell of a workbook holds at most {count} letters.", count=MOST_LETTERS),
            tr("Export it as CSV."),
        )
    return escape(kept)
