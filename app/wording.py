"""How values read in the language in use: days, quantities, money.

Lists hand over the raw integers of the database; each kind has a function for them beside that for Decimal.
Babel is imported when the first money is worded, not with this module: the first rows are painted before.
"""

from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from app.language import language, ntr, territory, tr

if TYPE_CHECKING:
    from babel import Locale

_FAR_DAYS = 183
"""Farther from today than this a day without its year would be mistaken for the nearer one."""
_FEW_DAYS = 14
"""From here on a lead time is told in weeks."""


class Signs(NamedTuple):
    """What a language's dates and numbers are made of; weekdays from Monday on."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    decimal: str = "."
    group: str = ","


SIGNS = {
    "en": Signs(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    ),
    "zh_CN": Signs(
        ("1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"),
        ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    ),
}
"""As CLDR has them (a test compares): the first rows have dates, which reading Babel's data would delay."""

_COMMON_CURRENCIES = {
    "en": {"EUR": ("€", 2), "USD": ("$", 2), "GBP": ("£", 2), "CNY": ("CN¥", 2), "CHF": ("CHF", 2)},
    "zh_CN": {"EUR": ("€", 2), "USD": ("US$", 2), "GBP": ("£", 2), "CNY": ("¥", 2), "CHF": ("CHF", 2)},
}
"""As CLDR has them too: sign and decimals of what most shops count in, for the sums beside the first rows."""

_DAY_PATTERNS = {
    "en": ("{day} {month}", "{day} {month} {year}", "{weekday} {rest}"),
    "zh_CN": ("{month}{day}日", "{year}年{month}{day}日", "{rest} {weekday}"),
}
_MONTH_FIRST = ("{month} {day}", "{month} {day}, {year}", "{weekday}, {rest}")


def comes_month_first(language: str, territory: str) -> bool:
    """Whether who reads this language there writes 'December 1', as CLDR has it."""
    if language != "en" or not territory:
        return False
    locale = _known_locale(language, territory)
    pattern = locale.date_formats["long"].pattern if locale is not None else ""
    return bool(pattern.startswith("M"))


@cache
def _known_locale(language: str, territory: str) -> "Locale | None":
    from babel import Locale, UnknownLocaleError

    try:
        return Locale(language.partition("_")[0], territory)
    except (UnknownLocaleError, ValueError):
        return None


def day_text(
    day: date | int, *, weekday: bool = False, year: bool = False, today: date | int | None = None
) -> str:
    """'3 Dec' for a date or its ordinal; given `today`, a day half a year or more away shows its year."""
    ordinal = _ordinal(day)
    far = today is not None and abs(ordinal - _ordinal(today)) >= _FAR_DAYS
    return _day_text(ordinal, weekday, year or far, language(), territory())


def month_text(day: date | int) -> str:
    """'Nov 2026' for any day of it."""
    first = date.fromordinal(_ordinal(day))
    return tr("{month} {year}", month=SIGNS[language()].months[first.month - 1], year=str(first.year))


def time_text(instant: datetime) -> str:
    """'08:42', in this machine's time zone."""
    return instant.astimezone().strftime("%H:%M")


def quantity_text(quantity: Decimal) -> str:
    """'1,234.5': grouped, without trailing zeros."""
    return _number_text(quantity, 0, language())


def thousandths_text(thousandths: int) -> str:
    """A stored quantity as `quantity_text` says it."""
    return _stored_text(thousandths, -3, language())


def money_text(amount: Decimal, currency: str) -> str:
    """'€5,895.00'; more decimals only where the amount has them, as unit prices do."""
    return _money_text(amount, currency, language(), territory())


def hundredths_text(hundredths: int, currency: str) -> str:
    """A stored amount as `money_text` says it."""
    return _stored_money_text(hundredths, -2, currency, language(), territory())


def ten_thousandths_text(ten_thousandths: int, currency: str) -> str:
    """A stored unit price or cost as `money_text` says it."""
    return _stored_money_text(ten_thousandths, -4, currency, language(), territory())


def percent_text(share: Decimal) -> str:
    """'92 %' for a share of 0.92."""
    return tr("{number} %", number=quantity_text(share * 100))


def days_text(count: int) -> str:
    """'14 days'."""
    return ntr("{count} day", "{count} days", count, count=quantity_text(Decimal(count)))


def weeks_text(count: int) -> str:
    """'6 weeks'."""
    return ntr("{count} week", "{count} weeks", count, count=quantity_text(Decimal(count)))


def lead_time_text(days: int) -> str:
    """'about 5 weeks', 'about 10 days'."""
    if days < _FEW_DAYS:
        return tr("about {days}", days=days_text(days))
    return tr("about {weeks}", weeks=weeks_text(round(days / 7)))


def pieces_text(quantity: Decimal) -> str:
    """'12 pieces', for sums over products whose units may differ."""
    return ntr("{count} piece", "{count} pieces", quantity, count=quantity_text(quantity))


def capacity_text(quantity: Decimal, unit: str) -> str:
    """'10 h', '10' where the resource has no unit."""
    text = quantity_text(quantity)
    return tr("{number} {unit}", number=text, unit=unit) if unit else text


def _ordinal(day: date | int) -> int:
    return day if isinstance(day, int) else day.toordinal()


@lru_cache(maxsize=16_384)
def _day_text(ordinal: int, weekday: bool, year: bool, language: str, territory: str) -> str:
    day = date.fromordinal(ordinal)
    names = SIGNS[language]
    is_turned = comes_month_first(language, territory)
    short, long, with_weekday = _MONTH_FIRST if is_turned else _DAY_PATTERNS[language]
    text = (long if year else short).format(day=day.day, month=names.months[day.month - 1], year=day.year)
    return with_weekday.format(rest=text, weekday=names.weekdays[day.weekday()]) if weekday else text


@lru_cache(maxsize=16_384)
def _stored_text(units: int, exponent: int, language: str) -> str:
    return _number_text(Decimal(units).scaleb(exponent), 0, language)


@lru_cache(maxsize=16_384)
def _number_text(number: Decimal, decimals: int, language: str) -> str:
    """At least `decimals` decimals, and as many as are not zero."""
    sign = "-" if number < 0 else ""
    whole, _, fraction = format(abs(number), ",f").partition(".")
    fraction = fraction.rstrip("0").ljust(decimals, "0")
    signs = SIGNS[language]
    grouped = whole.replace(",", signs.group)
    return f"{sign}{grouped}{signs.decimal}{fraction}" if fraction else f"{sign}{grouped}"


@lru_cache(maxsize=16_384)
def _stored_money_text(units: int, exponent: int, currency: str, language: str, territory: str) -> str:
    return _money_text(Decimal(units).scaleb(exponent), currency, language, territory)


@lru_cache(maxsize=16_384)
def _money_text(amount: Decimal, currency: str, language: str, territory: str) -> str:
    currency_sign, decimals = _currency_sign(currency, language, territory)
    minus = "-" if amount < 0 else ""
    return f"{minus}{currency_sign}{_number_text(abs(amount), decimals, language)}"


@cache
def _currency_sign(currency: str, language: str, territory: str) -> tuple[str, int]:
    """What stands before the figures (as in both our languages), and how many decimals the currency has."""
    common = None if territory else _COMMON_CURRENCIES[language].get(currency)
    sign, decimals = common or _looked_up(currency, language, territory)
    return (f"{sign}\N{NO-BREAK SPACE}" if sign[-1:].isalpha() else sign), decimals


def _looked_up(currency: str, language: str, territory: str) -> tuple[str, int]:
    from babel.numbers import get_currency_precision, get_currency_symbol

    locale = _known_locale(language, territory) or language
    return get_currency_symbol(currency, locale=locale), get_currency_precision(currency)
