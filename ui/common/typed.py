"""What people type into fields: exact decimals in the signs of their language, or a refusal that says why."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from app.errors import InvalidInput
from app.language import tr
from app.names import key_of

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?")
_DAYS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})",
        r"((?P<year>\d{4}) ?年)? ?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?[日号]?"
        r"( ?(周|星期|礼拜)[一二三四五六日天])?",
        r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\.( ?(?P<year>\d{4}))?",
        r"((?P<weekday>[a-z]{3,})[., ]+)?(?P<day>\d{1,2})[. ]*(?P<month>[a-z]{3,})\.?([, ]+(?P<year>\d{4}))?",
        r"(?P<month>[a-z]{3,})\.? *(?P<day>\d{1,2})([, ]+(?P<year>\d{4}))?",
    )
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_EARLIEST = 1901
_WRITTEN_OUT = ("FCFA", "CFPF", "Cg.", "RMB", "元", "円", "kr", "zł", "Kč", "Ft", "Fr", "lei")
"""How currencies are written where that is neither their code nor holds a sign of money."""
LONGEST_SIGN = 4
LONGEST = 15
"""Figures that a stored number can have."""
LONGEST_QUOTED = 16
SHORTEST_EAN = 8


def is_barcode(text: str, shortest: int = SHORTEST_EAN) -> bool:
    """Whether it is a number as scanners type them."""
    return len(text) >= shortest and key_of(text).isdecimal()


def quantity(text: str, decimals: int = 0) -> Decimal:
    """A quantity of zero or more with at most `decimals` decimals, those of its unit."""
    number = _number(text)
    if number < 0:
        raise InvalidInput(tr("A quantity cannot be below zero."), tr("Type how many pieces there are."))
    if -_exponent(number) > decimals:
        raise InvalidInput(_too_fine(decimals), tr("Type fewer decimals, or give the product another unit."))
    return number


def signed(text: str, decimals: int) -> Decimal:
    """A number that may be below zero."""
    number = _number(text)
    if -_exponent(number) > decimals:
        raise InvalidInput(_too_fine(decimals), tr("Type fewer decimals."))
    return number


def not_below_zero(text: str) -> None:
    """InvalidInput for a number below zero that counts no pieces; what is no number is left to others."""
    if re.fullmatch(r"[-−].*\d.*", text.strip()):
        raise InvalidInput(tr("It cannot be below zero."), tr("Type 0 or more."))


def money(text: str, decimals: int = 2) -> Decimal:
    """An amount, with or without the currency's sign before or after it."""
    number = _number(_without_currency(_plain(text)), text)
    if -_exponent(number) > decimals:
        raise InvalidInput(_too_fine(decimals), tr("Type fewer decimals."))
    return number


def _without_currency(plain: str) -> str:
    """Other words beside a number stay, so that it is refused: nobody knows what they mean."""
    parts = re.fullmatch(r"([+-]?)(Cg\.|[^\d.,+-]*)([+-]?[\d.,]*)([^\d.,+-]*)", plain)
    if parts is None or not (_is_currency(parts[2]) and _is_currency(parts[4])):
        return plain
    return parts[1] + parts[3]


def _is_currency(words: str) -> bool:
    from babel.numbers import is_currency

    if not words or words in _WRITTEN_OUT or is_currency(words.upper()):
        return True
    return len(words) <= LONGEST_SIGN and any(unicodedata.category(sign) == "Sc" for sign in words)


def day(text: str, today: date) -> date:
    """A day as 2026-12-20, 20 Dec 2026, 20.12.2026 or 2026年12月20日; the nearest where no year is said."""
    plain = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    for found in filter(None, (form.fullmatch(plain) for form in _DAYS)):
        parts = found.groupdict()
        month = _month(parts["month"])
        years = [int(parts["year"])] if parts["year"] else [today.year + step for step in (-1, 0, 1)]
        days = [_day_of(year, month, int(parts["day"])) for year in years]
        real = [each for each in days if each is not None and each.year >= _EARLIEST]
        if real and _is_weekday(parts.get("weekday")):
            return min(real, key=lambda each: abs(each - today))
    raise InvalidInput(
        tr("'{text}' is not a day.", text=_short(text.strip())),
        tr("Type it as {example}.", example=today.isoformat()),
    )


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(text)), 0)


def _is_weekday(text: str | None) -> bool:
    """No weekday is right too; a wrong one only names what the number says already."""
    return text is None or any(name.startswith(text) for name in _WEEKDAYS)


def _day_of(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _number(figure: str, typed: str = "") -> Decimal:
    """The number that the figure is; a refusal quotes what was `typed`."""
    text = (typed or figure).strip()
    plain = _plain(figure)
    if not text:
        raise InvalidInput(tr("A number is missing."), tr("Type one, such as 1,234.5."))
    figures = sum(sign.isdigit() for sign in plain)
    if not figures or not plain.isascii() or not _NUMBER.fullmatch(plain):
        raise InvalidInput(tr("'{text}' is not a number.", text=_short(text)), tr("Type it as 1,234.5."))
    if figures > LONGEST:
        raise InvalidInput(tr("'{text}' is too long a number.", text=_short(text)), tr("Type fewer figures."))
    return Decimal(plain.replace(",", ""))


def _short(text: str) -> str:
    """Somebody may have pasted a page."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_QUOTED else f"{words[:LONGEST_QUOTED]}…"


def _plain(text: str) -> str:
    """Without blanks, full-width figures as ordinary ones, the minus sign as a hyphen."""
    return unicodedata.normalize("NFKC", text).replace(" ", "").replace("\N{MINUS SIGN}", "-")


def _exponent(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return min(exponent, 0)


def _too_fine(decimals: int) -> str:
    if decimals == 0:
        return tr("Only whole numbers fit here.")
    return tr("At most {decimals} decimals fit here.", decimals=decimals)
