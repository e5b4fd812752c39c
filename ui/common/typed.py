"""What people type into fields: exact decimals in the signs of their language, or a refusal that says why."""

import re
import unicodedata
from decimal import Decimal

from app.errors import InvalidInput
from app.language import tr

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?")
LONGEST = 15
"""Figures that a stored number can have."""


def quantity(text: str, decimals: int = 0) -> Decimal:
    """A quantity of zero or more with at most `decimals` decimals, those of its unit."""
    number = _number(text)
    if number < 0:
        raise InvalidInput(tr("A quantity cannot be below zero."), tr("Type how many pieces there are."))
    if -_exponent(number) > decimals:
        raise InvalidInput(_too_fine(decimals), tr("Type fewer decimals, or give the product another unit."))
    return number


def money(text: str, decimals: int = 2) -> Decimal:
    """An amount, with or without the currency's sign before or after it."""
    number = _number(re.sub(r"^[^\d.,+-]+|[^\d.,]+$", "", _plain(text)))
    if -_exponent(number) > decimals:
        raise InvalidInput(_too_fine(decimals), tr("Type fewer decimals."))
    return number


def _number(text: str) -> Decimal:
    plain = _plain(text)
    figures = sum(sign.isdigit() for sign in plain)
    if not figures or not plain.isascii() or not _NUMBER.fullmatch(plain):
        raise InvalidInput(tr("'{text}' is not a number.", text=text.strip()), tr("Type it as 1,234.5."))
    if figures > LONGEST:
        raise InvalidInput(tr("'{text}' is too long a number.", text=text.strip()), tr("Type fewer figures."))
    return Decimal(plain.replace(",", ""))


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
