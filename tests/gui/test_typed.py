"""What people type is an exact number or a refusal with a reason."""

from decimal import Decimal

import pytest
from babel.numbers import list_currencies

from app.errors import InvalidInput
from app.language import LANGUAGES, language, use
from app.wording import money_text
from ui.common import typed


@pytest.mark.parametrize(
    ("text", "decimals", "number"),
    [
        ("12", 0, "12"),
        (" 1,234 ", 0, "1234"),
        ("6.8", 1, "6.8"),
        ("0.125", 3, "0.125"),
        ("5.0", 0, "5"),
        (".5", 1, "0.5"),
        ("１２", 0, "12"),
        ("1 000", 0, "1000"),
    ],
)
def test_quantities(text: str, decimals: int, number: str) -> None:
    assert typed.quantity(text, decimals) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("", "A number is missing."),
        ("a dozen", "'a dozen' is not a number."),
        ("1,5", "'1,5' is not a number."),
        ("1.234,56", "'1.234,56' is not a number."),
        ("1e3", "'1e3' is not a number."),
        ("NaN", "'NaN' is not a number."),
        ("٣", "'٣' is not a number."),
        ("--2", "'--2' is not a number."),
        ("-2", "A quantity cannot be below zero."),
        ("−2", "A quantity cannot be below zero."),
        ("1.5", "Only whole numbers fit here."),
        ("1234567890123456", "'1234567890123456' is too long a number."),
    ],
)
def test_refused_quantities(text: str, title: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        typed.quantity(text)
    assert refused.value.title == title
    assert refused.value.hint


def test_a_unit_has_so_many_decimals_and_no_more() -> None:
    with pytest.raises(InvalidInput, match="At most 2 decimals"):
        typed.quantity("1.005", 2)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("€24.00", "24"),
        ("24", "24"),
        ("CN¥1,480.50", "1480.50"),
        ("24 EUR", "24"),
        ("-5.20", "-5.20"),
        ("-€5.20", "-5.20"),
        ("€-5.20", "-5.20"),
        ("€ 0.01", "0.01"),
        ("chf 24", "24"),
        ("US$24", "24"),
        ("24 PLN", "24"),
        ("24元", "24"),
        ("FCFA 24", "24"),
    ],
)
def test_money(text: str, amount: str) -> None:
    assert typed.money(text) == Decimal(amount)


@pytest.mark.parametrize("code", LANGUAGES)
def test_money_is_read_as_it_is_shown(code: str) -> None:
    before = language()
    use(code)
    try:
        for currency in list_currencies():
            for amount in (Decimal("1234.5"), Decimal(-3)):
                assert typed.money(money_text(amount, currency)) == amount
    finally:
        use(before)


@pytest.mark.parametrize(
    "text", ["", "€", "24,5", "1.005", "free", "{0} %s", "5-", "12 each", "<b>5</b>", "about €5", "5 € 6"]
)
def test_refused_money(text: str) -> None:
    with pytest.raises(InvalidInput):
        typed.money(text)
