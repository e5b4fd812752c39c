import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.file_formats import forms
from app.file_formats.day_cells import day, day_and_time, instant
from app.file_formats.fields import Field
from app.file_formats.number_cells import integer, money, price, quantity
from app.file_formats.reading import open_table
from app.file_formats.text_cells import flag, identifier, text
from app.file_formats.writing import WrittenColumn, write_file, write_rows, written
from tests.unit.file_formats.cells import read

FIELDS = (
    Field("sku", identifier(), required=True),
    Field("name", text(), default=""),
    Field("on_hand", quantity()),
    Field("paid", money()),
    Field("price", price()),
    Field("priority", integer()),
    Field("ordered_on", day()),
    Field("wanted", day_and_time()),
    Field("at", instant()),
    Field("ship_complete", flag()),
)


def text_written(fields: tuple[Field, ...], *rows: tuple[object, ...]) -> str:
    stream = io.StringIO(newline="")
    write_rows(stream, written(fields), rows)
    return stream.getvalue()


def test_a_file_for_spreadsheets(tmp_path: Path) -> None:
    file = tmp_path / "stock.csv"
    rows = [("0017", "lamp, red", Decimal("90.750")), ("=1+1", 'two\n"lines"', None)]
    assert write_file(file, written(FIELDS[:3]), rows) == 2
    assert file.read_bytes() == (
        b'\xef\xbb\xbfsku,name,on_hand\r\n0017,"lamp, red",90.75\r\n\'=1+1,"two\n""lines""",\r\n'
    )


def test_an_empty_list_is_a_header(tmp_path: Path) -> None:
    assert write_file(tmp_path / "stock.csv", written(FIELDS[:1]), []) == 0
    assert (tmp_path / "stock.csv").read_bytes() == b"\xef\xbb\xbfsku\r\n"


def test_a_lone_carriage_return_is_quoted() -> None:
    assert text_written(FIELDS[1:2], ("a\rb",)) == 'name\r\n"a\rb"\r\n'


def test_a_row_of_another_width_is_our_bug() -> None:
    with pytest.raises(ValueError, match="shorter"):
        text_written(FIELDS[:2], ("0017",))


@pytest.mark.parametrize(
    ("form", "value", "cell"),
    [
        (forms.number, Decimal("6.000"), "6"),
        (forms.number, Decimal("90.750"), "90.75"),
        (forms.number, Decimal("1E+3"), "1000"),
        (forms.number, Decimal("1E-7"), "0.0000001"),
        (forms.number, Decimal("-0.0"), "0"),
        (forms.number, Decimal("100"), "100"),
        (forms.number, -5, "-5"),
        (forms.money, Decimal("5"), "5.00"),
        (forms.money, Decimal("-0.5"), "-0.50"),
        (forms.money, Decimal("2.5500"), "2.55"),
        (forms.money, Decimal("0.0125"), "0.0125"),
        (forms.money, 0, "0.00"),
        (forms.units(3), 90_750, "90.75"),
        (forms.units(3), 6_000, "6"),
        (forms.units(3), -1, "-0.001"),
        (forms.units(3), 0, "0"),
        (forms.units(2, 2), 5, "0.05"),
        (forms.units(4, 2), 25_500, "2.55"),
        (forms.units(4, 2), -125, "-0.0125"),
        (forms.units(0), 7, "7"),
        (forms.flag, True, "yes"),
        (forms.flag, 0, "no"),
        (forms.ordinal_day, date(2026, 3, 14).toordinal(), "2026-03-14"),
    ],
)
def test_values_as_plain_text(form: forms.Form, value: Any, cell: str) -> None:
    assert form(value) == cell


def test_what_is_no_number_is_never_written() -> None:
    for value in ("NaN", "Infinity"):
        with pytest.raises(ValueError, match="has no digits"):
            forms.number(Decimal(value))


@given(st.integers(-(10**12) + 1, 10**12 - 1), st.sampled_from([0, 2, 3, 4]))
def test_stored_units_written_are_read_again(units: int, places: int) -> None:
    assert read(forms.units(places, 2)(units), quantity(places)) * 10**places == units


def test_stored_units_can_be_read_as_such() -> None:
    thousandths = quantity().then(lambda value: int(value * 1_000), forms.units(3))
    assert read("90.750", thousandths) == 90_750
    assert thousandths.write(90_750) == "90.75"


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
NASTY_TEXT = st.from_regex(r"\A['\"=+\-@\t\r\n,;|. 1a\U0001F600－é]*\Z")
CODES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(
    lambda code: code == code.strip()
)
DECIMALS = {"allow_nan": False, "allow_infinity": False, "min_value": -(10**11), "max_value": 10**11}
ROWS = st.tuples(
    CODES,
    ANY_TEXT | NASTY_TEXT,
    st.none() | st.decimals(places=3, **DECIMALS),
    st.none() | st.decimals(places=2, **DECIMALS),
    st.none() | st.decimals(places=4, **DECIMALS),
    st.none() | st.integers(-(10**9), 10**9),
    st.none() | st.dates(),
    st.none() | st.tuples(st.dates(), st.none() | st.times()),
    st.none() | st.datetimes(timezones=st.just(forms.UTC)),
    st.none() | st.booleans(),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("written") / "round.csv"


@given(rows=st.lists(ROWS, max_size=5))
def test_what_is_written_is_read_again_exactly(file: Path, rows: list[tuple[Any, ...]]) -> None:
    write_file(file, written(FIELDS), rows)
    table = open_table(file, FIELDS)
    assert [row[1:] for row in table.rows()] == rows
    assert not table.problems


@given(rows=st.lists(ANY_TEXT | NASTY_TEXT, max_size=5))
def test_texts_alone_in_their_rows_are_read_again_exactly(file: Path, rows: list[str]) -> None:
    """A row of one empty text is not a blank line."""
    fields = (Field("note", text(), default=""),)
    write_file(file, [WrittenColumn("note", text().write)], [(row,) for row in rows])
    assert [note for _, note in open_table(file, fields).rows()] == rows
