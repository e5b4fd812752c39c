"""Numbers in cells, exact: Decimal or int, never float; what can be read in two ways is refused.

Plain digits with one point are read always. With the decimal sign given, groups of three may be parted by
the other sign, a space or an apostrophe. Full-width digits and signs and U+2212 for minus are as good as
the plain ones. Exponents, currency signs, underscores, superscripts and other scripts' digits are refused.
"""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from app.file_formats import forms
from app.file_formats.cell_types import CellReader, CellType, UnreadableCell
from app.file_formats.defusing import undefused
from app.file_formats.options import ReadingOptions
from app.flags import flag
from app.language import ntr, tr

MOST_DIGITS = 12
"""Before the decimal sign: ten-thousandths of it still fit 64 bits."""

# Not NFKC: that would turn 5² into 52.
_AS_PLAIN = str.maketrans(
    "０１２３４５６７８９＋－．，−\u00a0\u2007\u2009\u202f\u3000", "0123456789+-.,-     "
)
_PLAIN = re.compile(r"([+-]?)(?=\.?[0-9])([0-9]*)(?:\.([0-9]+))?")
_GROUPED = {
    ".": re.compile(r"([+-]?)([0-9]{1,3}([,' ’])[0-9]{3}(?:\3[0-9]{3})*)(?:\.([0-9]+))?"),
    ",": re.compile(r"([+-]?)([0-9]{1,3}([.' ’])[0-9]{3}(?:\3[0-9]{3})*)(?:,([0-9]+))?"),
}
_TWO_WAYS = re.compile(r"[+-]?[0-9][0-9.,' ’]*")
_EXPONENT = re.compile(r"[+-]?[0-9.,]+[eE][+-]?[0-9]+")


def number(places: int, least: int | None = None) -> CellType:
    """A Decimal with at most `places` decimals, trailing zeros aside, and not below `least`."""
    return _number(places, least, Decimal)


def quantity(places: int = 3, least: int | None = None) -> CellType:
    """A Decimal with the decimals that its unit has."""
    return _number(places, least, Decimal)


def money(least: int | None = None) -> CellType:
    """A Decimal with two places, without currency."""
    return _number(2, least, Decimal, forms.money)


def price(least: int | None = None) -> CellType:
    """A unit price or cost: a Decimal with four places, without currency."""
    return _number(4, least, Decimal, forms.money)


def integer(least: int | None = None, most: int | None = None) -> CellType:
    """An int; 6.0 is one."""
    return _number(0, least, int).then(_at_most(most))


def _number(
    places: int, least: int | None, kind: Callable[[str], Any], write: forms.Form = forms.number
) -> CellType:
    def make(options: ReadingOptions) -> CellReader:
        def read(cell: str) -> Any:
            sign, whole, fraction = _parts(cell, options)
            value = kind(_digits(sign, whole, fraction, places))
            if least is not None and value < least:
                raise UnreadableCell(tr("It is below {least}.", least=str(least)))
            return value

        return read

    return CellType(make, write, holds="number")


def _at_most(most: int | None) -> Callable[[int], int]:
    def checked(value: int) -> int:
        if most is not None and value > most:
            raise UnreadableCell(tr("It is above {most}.", most=str(most)))
        return value

    return checked


def _parts(cell: str, options: ReadingOptions) -> tuple[str, str, str]:
    """Sign, digits before and digits after the decimal sign."""
    text = undefused(cell).translate(_AS_PLAIN).strip()
    sign, other = (",", ".") if options.decimal == "," else (".", ",")
    if other not in text and (match := _PLAIN.fullmatch(text.replace(sign, "."))):
        return match[1], match[2], match[3] or ""
    if options.decimal is not None and (match := _GROUPED[options.decimal].fullmatch(text)):
        return match[1], match[2].replace(match[3], ""), match[4] or ""
    raise UnreadableCell(_why_not(text, options))


def _digits(sign: str, whole: str, fraction: str, places: int) -> str:
    fraction = fraction.rstrip("0")
    if len(fraction) > places:
        raise UnreadableCell(_too_fine(places))
    whole = whole.lstrip("0") or "0"
    if len(whole) > MOST_DIGITS:
        raise UnreadableCell(
            tr("It is too large: more than {most} digits before the decimal sign.", most=MOST_DIGITS)
        )
    if whole == "0" and not fraction:
        return "0"
    minus = "-" if sign == "-" else ""
    return f"{minus}{whole}.{fraction}" if fraction else f"{minus}{whole}"


def _too_fine(places: int) -> str:
    if places == 0:
        return tr("It must be a whole number.")
    return ntr("It has more than one decimal.", "It has more than {count} decimals.", places)


def _why_not(text: str, options: ReadingOptions) -> str:
    if not text:
        return tr("The cell is blank.")
    if any(unicodedata.category(sign) == "Sc" for sign in text):
        return tr("It has a currency sign; only the number belongs here.")
    if _EXPONENT.fullmatch(text):
        return tr("It is written with an exponent; write all digits.")
    if options.decimal is None and _TWO_WAYS.fullmatch(text):
        return tr(
            "It can be read in two ways: name the decimal sign of the file{flag}.",
            flag=flag("--decimal"),
        )
    if options.decimal is not None and _TWO_WAYS.fullmatch(text):
        return tr("It is not a number whose decimal sign is “{sign}”.", sign=options.decimal)
    return tr("It is not a plain number.")
