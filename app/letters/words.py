"""How letters write days, sums and lists, in the language being spoken."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from app.documents.words import item_text
from app.language import language, ntr, territory, tr
from app.wording import comes_month_first, thousandths_text

MOST_NAMED = 4


def letter_day(day: int) -> str:
    """'3 December 2026', 'December 3, 2026', '2026年12月3日': nobody mistakes the month for the day."""
    return _letter_day(day, language(), territory())


@lru_cache(maxsize=4_096)
def _letter_day(day: int, tongue: str, where: str) -> str:
    from babel.dates import format_date

    pattern = "y年M月d日" if tongue.startswith("zh") else "d MMMM y"
    if comes_month_first(tongue, where):
        pattern = "MMMM d, y"
    return format_date(date.fromordinal(day), pattern, locale=tongue)


def known_letter_day(day: int | None) -> str:
    """Never blank: an unknown date is said in words."""
    return tr("date not known yet") if day is None else letter_day(day)


def units_text(thousandths: int, unit: str = "") -> str:
    """'2 m', '2' without a unit."""
    text = thousandths_text(thousandths)
    return tr("{number} {unit}", number=text, unit=unit) if unit else text


def item_cell(item: str, sku: str) -> str:
    """A product as a table names it: its name, below it the SKU."""
    return item_text(item, tr("SKU {sku}", sku=sku))


def joined(parts: Iterable[str]) -> str:
    """One behind the other, as the language joins them."""
    return ("" if language().startswith("zh") else " ").join(part for part in parts if part)


def named(words: Sequence[str]) -> str:
    """The first few of them, and how many more."""
    shown = list(dict.fromkeys(words))
    if len(shown) > MOST_NAMED:
        more = len(shown) - MOST_NAMED + 1
        shown = [*shown[: MOST_NAMED - 1], ntr("{count} more", "{count} more", more)]
    return tr(", ").join(shown)
