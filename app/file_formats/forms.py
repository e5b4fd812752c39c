"""Values as the plain text of a cell: `reading` takes back exactly what these write."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

Form = Callable[[Any], str]


def number(value: Decimal | int) -> str:
    """All digits, a point, no grouping, no exponent, no trailing zeros."""
    return _trimmed(_digits(value), 0)


def money(value: Decimal | int) -> str:
    """As `number`, with two decimals or the four of a unit price."""
    return _trimmed(_digits(value), 2)


def units(places: int, shown: int = 0) -> Form:
    """For integers as they are stored, in units of the last of `places`; at least `shown` decimals."""

    def form(value: int) -> str:
        digits = str(abs(value)).rjust(places + 1, "0")
        sign = "-" if value < 0 else ""
        return _trimmed(f"{sign}{digits[: len(digits) - places]}.{digits[len(digits) - places :]}", shown)

    return form


def flag(value: bool | int) -> str:
    """yes or no, in every language."""
    return "yes" if value else "no"


def day(value: date) -> str:
    """2026-03-14."""
    return date.isoformat(value)


def ordinal_day(value: int) -> str:
    """2026-03-14, from the ordinal that is stored."""
    return date.fromordinal(value).isoformat()


def day_and_time(value: tuple[date, time | None]) -> str:
    """2026-03-14, and 09:30 behind it where the time is known."""
    on, at = value
    return day(on) if at is None else f"{day(on)} {at.isoformat(_precision(at))}"


def instant(value: datetime) -> str:
    """2026-03-14T09:30:00Z, from any aware datetime."""
    return f"{value.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"


def _digits(value: Decimal | int) -> str:
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"{number} has no digits")
    return format(number, "f")


def _trimmed(digits: str, least: int) -> str:
    whole, _, fraction = digits.partition(".")
    fraction = fraction.rstrip("0").ljust(least, "0")
    number = f"{whole}.{fraction}" if fraction else whole
    return number.removeprefix("-") if not number.strip("-0.") else number


def _precision(at: time) -> str:
    return "auto" if at.second or at.microsecond else "minutes"
