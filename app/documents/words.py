"""What all papers say alike, in the language being spoken."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from app.documents.blocks import Signature
from app.language import tr
from app.wording import day_text, money_text, quantity_text


def item_text(name: str, sku: str, *more: str) -> str:
    """A product in a cell: its name, below it what it is found by."""
    return "\n".join((name or sku, *(part for part in (sku if name else "", *more) if part)))


def amount_text(quantity: Decimal, unit: str) -> str:
    """'2 m', '2' without a unit."""
    text = quantity_text(quantity)
    return tr("{number} {unit}", number=text, unit=unit) if unit else text


def known_day(day: date | None) -> str:
    """Never blank: an unknown date is said in words."""
    return day_text(day, year=True) if day is not None else tr("date not known yet")


def sum_rows(
    sums: Sequence[tuple[str, Decimal | None]], columns: int, currency: str
) -> tuple[tuple[str, ...], ...]:
    """Rows under a table: each sum in the last cell, what it is beside it; None is left out."""
    before = ("",) * (columns - 2)
    return tuple((*before, name, money_text(value, currency)) for name, value in sums if value is not None)


def signed_by(name: str) -> Signature:
    """The end of a letter that nobody worded."""
    return Signature((name,), closing=tuple(tr("Kind regards").splitlines()))
