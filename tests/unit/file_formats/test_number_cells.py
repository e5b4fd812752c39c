from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.file_formats.cell_types import CellType, UnreadableCell
from app.file_formats.number_cells import integer, money, number, price, quantity
from app.file_formats.options import ReadingOptions
from tests.unit.file_formats.cells import read, why_not

TWO_WAYS = "It can be read in two ways: name the decimal sign of the file."
NOT_PLAIN = "It is not a plain number."
BLANK = "The cell is blank."


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("6", "6"),
        ("6.8", "6.8"),
        ("90.750", "90.75"),
        (" 6\t", "6"),
        ("\u00a06\u3000", "6"),
        ("0006", "6"),
        ("+6", "6"),
        ("-6", "-6"),
        ("\N{MINUS SIGN}6", "-6"),
        ("-0", "0"),
        ("\N{MINUS SIGN}0.000", "0"),
        (".5", "0.5"),
        ("2.50000", "2.5"),
        ("１２", "12"),
        ("－１．５", "-1.5"),
        ("999999999999.999", "999999999999.999"),
        # As a spreadsheet is kept from running it.
        ("'-6", "-6"),
        ("'+6", "6"),
    ],
)
def test_plain_numbers_are_read_exactly(cell: str, value: str) -> None:
    result = read(cell, quantity())
    assert (type(result), str(result)) == (Decimal, value)


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("", BLANK),
        (" \u3000\t", BLANK),
        ("'", NOT_PLAIN),
        ("1,234", TWO_WAYS),
        ("1,5", TWO_WAYS),
        ("1.234,56", TWO_WAYS),
        ("1,234.56", TWO_WAYS),
        ("1，234", TWO_WAYS),
        ("1 234", TWO_WAYS),
        ("1\u202f234", TWO_WAYS),
        ("1'234", TWO_WAYS),
        ("1.2.3", TWO_WAYS),
        ("6.", TWO_WAYS),
        ("1_000", NOT_PLAIN),
        ("1e309", "It is written with an exponent; write all digits."),
        ("1E+12", "It is written with an exponent; write all digits."),
        ("NaN", NOT_PLAIN),
        ("-inf", NOT_PLAIN),
        ("Infinity", NOT_PLAIN),
        ("0x1F", NOT_PLAIN),
        ("five", NOT_PLAIN),
        ("- 5", NOT_PLAIN),
        ("--5", NOT_PLAIN),
        ("5-", NOT_PLAIN),
        ("(5)", NOT_PLAIN),
        ("5%", NOT_PLAIN),
        ("5\u200b", NOT_PLAIN),
        ("5\n6", NOT_PLAIN),
        ("5²", NOT_PLAIN),
        ("½", NOT_PLAIN),
        ("١٢", NOT_PLAIN),
        ("十二", NOT_PLAIN),
        ('="5"', NOT_PLAIN),
        (".", NOT_PLAIN),
        ("-", NOT_PLAIN),
        ("€5", "It has a currency sign; only the number belongs here."),
        ("5 元", NOT_PLAIN),
        ("￥5", "It has a currency sign; only the number belongs here."),
        ("5.00 $", "It has a currency sign; only the number belongs here."),
        ("1234567890123", "It is too large: more than 12 digits before the decimal sign."),
        ("1" * 40, "It is too large: more than 12 digits before the decimal sign."),
        ("1.2345", "It has more than 3 decimals."),
        ("0." + "1" * 40, "It has more than 3 decimals."),
    ],
)
def test_what_is_not_plain_is_refused(cell: str, what: str) -> None:
    assert why_not(cell, quantity()) == what


@pytest.mark.parametrize(
    ("cell", "decimal", "value"),
    [
        ("1,234", ".", "1234"),
        ("1,234", ",", "1.234"),
        ("1.234", ".", "1.234"),
        ("1.234", ",", "1234"),
        ("1.234,56", ",", "1234.56"),
        ("-1.234.567,8", ",", "-1234567.8"),
        ("1,234,567.8", ".", "1234567.8"),
        ("1234,56", ",", "1234.56"),
        (",5", ",", "0.5"),
        ("1 234,56", ",", "1234.56"),
        ("1\u202f234,56", ",", "1234.56"),
        ("1'234.50", ".", "1234.5"),
        ("1’234.50", ".", "1234.5"),
        ("１．２３４，５", ",", "1234.5"),
    ],
)
def test_a_named_decimal_sign_settles_what_two_ways_leave_open(cell: str, decimal: str, value: str) -> None:
    assert str(read(cell, quantity(), decimal=decimal)) == value


@pytest.mark.parametrize(
    ("cell", "decimal"),
    [
        ("1.234,56", "."),
        ("1,234.56", ","),
        ("12,34", "."),
        ("1.5", ","),
        ("1,2345", "."),
        ("1,234 567", "."),
        ("1,234,56", "."),
        ("1,5,5", ","),
        ("5,", ","),
    ],
)
def test_what_does_not_fit_the_named_decimal_sign_is_refused(cell: str, decimal: str) -> None:
    expected = f"It is not a number whose decimal sign is “{decimal}”."
    assert why_not(cell, quantity(), decimal=decimal) == expected


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [
        (quantity(0), "6.000", Decimal(6)),
        (quantity(2), "6.25", Decimal("6.25")),
        (money(), "12.30", Decimal("12.3")),
        (money(), "-12.34", Decimal("-12.34")),
        (price(), "0.0001", Decimal("0.0001")),
        (number(5), "1.00001", Decimal("1.00001")),
        (quantity(least=0), "-0", Decimal(0)),
        (integer(), "-6", -6),
        (integer(), "6.0", 6),
        (integer(least=0, most=3), "3", 3),
    ],
)
def test_each_kind_takes_its_decimals(kind: CellType, cell: str, expected: object) -> None:
    value = read(cell, kind)
    assert (type(value), value) == (type(expected), expected)


@pytest.mark.parametrize(
    ("kind", "cell", "what"),
    [
        # R21: a unit that is not divisible refuses fractions.
        (quantity(0), "0.5", "It must be a whole number."),
        (quantity(1), "0.55", "It has more than one decimal."),
        (money(), "12.345", "It has more than 2 decimals."),
        (price(), "12.34567", "It has more than 4 decimals."),
        (quantity(least=0), "-0.001", "It is below 0."),
        (integer(), "0.1", "It must be a whole number."),
        (integer(least=1), "0", "It is below 1."),
        (integer(least=0, most=3), "4", "It is above 3."),
    ],
)
def test_each_kind_has_its_limits(kind: CellType, cell: str, what: str) -> None:
    assert why_not(cell, kind) == what


def test_a_blank_is_the_default_and_never_zero() -> None:
    assert read("", quantity()) is None
    assert read(" ", quantity(), default=1) == 1


def test_r21_quantities_add_up_exactly() -> None:
    cells = ("6.8", "-2.1", "-1.7", "-1.2", "-1.8")
    assert sum(read(cell, quantity()) for cell in cells) == 0


DECIMALS = st.decimals(
    allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12) + 1, max_value=10**12 - 1
)


@given(DECIMALS)
def test_quantities_written_are_read_again(value: Decimal) -> None:
    written = quantity().write(value)
    assert read(written, quantity()) == value
    assert read(written, quantity(), decimal=".") == value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**11), max_value=10**11))
def test_prices_written_are_read_again(value: Decimal) -> None:
    assert read(price().write(value), price()) == value


@given(st.integers(-(10**12) + 1, 10**12 - 1))
def test_integers_written_are_read_again(value: int) -> None:
    assert read(integer().write(value), integer()) == value


@given(
    st.text(alphabet="0123456789.,-+ '_eE１。．，\u2212\u00a0", max_size=12),
    st.sampled_from([None, ".", ","]),
)
def test_whatever_is_read_is_a_plain_number_of_three_decimals(cell: str, decimal: Any) -> None:
    """Nothing but a value or a verdict comes back, and the value survives writing."""
    try:
        value = quantity().reader(ReadingOptions(decimal=decimal), required=True, default=None)(cell)
    except UnreadableCell:
        return
    assert value == round(value, 3)
    assert read(quantity().write(value), quantity()) == value
