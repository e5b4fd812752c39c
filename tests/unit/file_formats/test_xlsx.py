from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from app.file_formats.fields import Field
from app.file_formats.number_cells import quantity
from app.file_formats.options import ReadingOptions
from app.file_formats.reading import open_table
from app.file_formats.records import open_records
from app.file_formats.text_cells import identifier, text
from tests.unit.file_formats.sheets import cells_of, raw
from tests.workbooks import written

FIELDS = (Field("sku", identifier(), required=True), Field("on_hand", quantity(), required=True))
TWO_HEADERS = '<row r="1"><c r="A1" t="str"><v>sku</v></c><c r="B1" t="str"><v>on_hand</v></c></row>'


def styled(*codes: str) -> str:
    formats = "".join(f'<numFmt numFmtId="{164 + at}" formatCode="{code}"/>' for at, code in enumerate(codes))
    xfs = "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(codes)))
    return (
        f'<numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{xfs}</cellXfs>'
    )


CELLS: list[tuple[Any, str]] = [
    (17, "17"),
    (-3, "-3"),
    (1.5, "1.5"),
    (1.234, "1.234"),
    (0.1 + 0.2, "0.3"),
    (1e-7, "0.0000001"),
    (1e14, "100000000000000"),
    (Decimal("12.50"), "12.5"),
    (True, "TRUE"),
    (False, "FALSE"),
    (date(2026, 3, 14), "2026-03-14"),
    (datetime(2026, 3, 14), "2026-03-14"),  # noqa: DTZ001
    (datetime(2026, 3, 14, 9, 30), "2026-03-14 09:30:00"),  # noqa: DTZ001
    (datetime(2026, 3, 14, 23, 59, 59, 999_000), "2026-03-14 23:59:59.999000"),  # noqa: DTZ001
    (date(1900, 1, 1), "1900-01-01"),
    (date(1900, 2, 28), "1900-02-28"),
    (date(1900, 3, 1), "1900-03-01"),
    (date(9999, 12, 31), "9999-12-31"),
    (time(9, 30), "09:30:00"),
    ("0017", "0017"),
    ("1,234", "1,234"),
    ("1E5", "1E5"),
    (" two\nlines ", " two\nlines "),
    ("中文 é 😀", "中文 é 😀"),
    ("'=1+1", "'=1+1"),
    (CellRichText("red ", TextBlock(InlineFont(b=True), "lamp")), "red lamp"),
]


@pytest.mark.parametrize(("value", "cell"), CELLS)
def test_cells_are_the_text_that_a_csv_file_would_hold(tmp_path: Path, value: Any, cell: str) -> None:
    file = written(tmp_path / "stock.xlsx", ["sku", "on_hand"], [value, "x"])
    assert cells_of(file) == [[cell, "x"]]


@pytest.mark.parametrize("decimal", [None, ".", ","])
@pytest.mark.parametrize("value", [17, 1.5, 1.234, -0.125, 1234.5, 1_000_000])
def test_numbers_are_read_alike_under_any_option(tmp_path: Path, value: float, decimal: str | None) -> None:
    file = written(tmp_path / "stock.xlsx", ["sku", "on_hand"], ["A", value])
    table = open_table(file, FIELDS, ReadingOptions(decimal=decimal))  # type: ignore[arg-type]
    assert list(table.rows()) == [(2, "A", Decimal(str(value)))]


@given(
    rows=some.lists(
        some.tuples(
            some.text(some.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20).filter(
                lambda each: "_x" not in each and not each.startswith("=")
            ),
            some.decimals(-(10**11), 10**11, places=3, allow_nan=False),
            some.dates(date(1900, 3, 1)),
        ),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_openpyxl_writes_comes_back_exact(tmp_path: Path, rows: list[tuple[str, Decimal, date]]) -> None:
    file = written(tmp_path / "stock.xlsx", ["name", "on_hand", "day"], *rows)
    found = [(name, Decimal(number), date.fromisoformat(day)) for name, number, day in cells_of(file)]
    assert found == rows


def test_days_of_the_clock_of_1904(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.append(["sku"])
    sheet.append([date(2026, 3, 14)])
    book.save(tmp_path / "old.xlsx")
    assert cells_of(tmp_path / "old.xlsx") == [["2026-03-14"]]


@pytest.mark.parametrize(
    ("code", "value", "cell"),
    [
        ("yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;", "46095", "2026-03-14"),
        ("[$-409]d-mmm-yy;@", "46095.25", "2026-03-14 06:00:00"),
        ("#,##0.00 [$EUR]", "12.5", "12.5"),
        ("0 &quot;days&quot;", "12", "12"),
        ("[h]:mm", "1.5", "1.5"),
        ("0.0%", "0.19", "19%"),
        ("0.0%", "0.075", "7.5%"),
        ("0\\%", "19", "19"),
    ],
)
def test_formats_tell_what_a_number_means(tmp_path: Path, code: str, value: str, cell: str) -> None:
    file = raw(tmp_path, f'<row r="2"><c r="A2" s="1"><v>{value}</v></c></row>', styles=styled(code))
    assert cells_of(file) == [[cell]]


@pytest.mark.parametrize(
    ("data", "cells"),
    [
        # Shared text, plain, in pieces, with the way it is spoken left out.
        ('<c r="A2" t="s"><v>0</v></c>', ["lamp"]),
        ('<c r="A2" t="s"><v>1</v></c>', ["red lamp"]),
        ('<c r="A2" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', ["ab"]),
        ('<c r="A2" t="inlineStr"><is><t>a_x000D__x005F_x0041_</t></is></c>', ["a\r_x0041_"]),
        # A day as text, a formula with its value, a blank one.
        ('<c r="A2" t="d"><v>2026-03-14T00:00:00</v></c>', ["2026-03-14"]),
        ('<c r="A2"><f>1+1</f><v>2</v></c>', ["2"]),
        ('<c r="A2" t="str"><f>"x"</f><v>x</v></c>', ["x"]),
        ('<c r="A2" t="str"><f>""</f><v></v></c><c r="B2"><v>1</v></c>', ["", "1"]),
        ('<c r="A2"><f>"0017"</f></c>', ["0017"]),
        ('<c r="A2"><f>[1]Prices!A1</f><v>7</v></c>', ["7"]),
        # Cells without an address, and one far out.
        ("<c><v>1</v></c><c/><c><v>3</v></c>", ["1", "", "3"]),
        ('<c r="C2"><v>3</v></c>', ["", "", "3"]),
        ("<c><v>1.50</v></c><c><v>1E-2</v></c><c><v>-0</v></c>", ["1.5", "0.01", "0"]),
        ('<c r="A2"><v>1234567890123456789</v></c>', ["1234567890123456789"]),
    ],
)
def test_what_programs_write_otherwise(tmp_path: Path, data: str, cells: list[str]) -> None:
    shared = "<si><t>lamp</t></si><si><r><t>red </t></r><r><t>lamp</t></r><rPh><t>ランプ</t></rPh></si>"
    assert cells_of(raw(tmp_path, f'<row r="2">{data}</row>', shared=shared)) == [cells]


BAD = [
    ('<c r="A2" t="e"><v>#N/A</v></c>', "#N/A", "The cell holds an error of the spreadsheet."),
    (
        '<c r="A2"><f>B2*2</f></c>',
        "=B2*2",
        "The cell holds a formula without a value; open the file in the spreadsheet program and save it.",
    ),
    (
        '<c r="A2"><f>B2*2</f><v></v></c>',
        "=B2*2",
        "The cell holds a formula without a value; open the file in the spreadsheet program and save it.",
    ),
    (
        '<c r="A2"><v>1.2345678901234568E+18</v></c>',
        "1234567890123460000",
        "The spreadsheet kept only 15 digits of it; make the column text before it is filled.",
    ),
    (
        '<c r="A2" s="1"><v>-1</v></c>',
        "-1",
        "There is no such day; spreadsheets know those from 1900 to 9999.",
    ),
    ('<c r="A2" s="1"><v>60</v></c>', "1900-02-29", "There is no such day."),
    (
        '<c r="A2" s="1"><v>2958466</v></c>',
        "2958466",
        "There is no such day; spreadsheets know those from 1900 to 9999.",
    ),
    ('<c r="A2"><v>nan</v></c>', "nan", "It is not a plain number."),
    ('<c r="A2" t="s"><v>9</v></c>', "#9", "The workbook has lost the text of the cell."),
]


@pytest.mark.parametrize(("data", "shown", "what"), BAD)
def test_a_cell_without_a_value_is_refused_where_its_column_is_read(
    tmp_path: Path, data: str, shown: str, what: str
) -> None:
    row = f'<row r="2">{data}<c r="B2"><v>1</v></c></row>'
    file = raw(tmp_path, row, TWO_HEADERS, styles=styled("yyyy-mm-dd"))
    table = open_table(file, (Field("sku", text()),))
    assert list(table.rows()) == []
    [problem] = table.problems.first
    assert (problem.line, problem.column, problem.value, problem.what) == (2, "sku", shown, what)
    unread = open_table(file, (Field("name", text(), default=""),))
    assert list(unread.rows()) == [(2, "")]


def test_a_bad_cell_does_not_spoil_the_same_text_elsewhere(tmp_path: Path) -> None:
    data = '<row r="2"><c t="str"><v>#N/A</v></c></row><row r="3"><c t="e"><v>#N/A</v></c></row>'
    table = open_table(raw(tmp_path, data), (Field("sku", identifier(), required=True),))
    aside: list[list[object]] = []
    assert list(table.rows(lambda _, cells, __: aside.append([*cells, *map(type, cells)]))) == [(2, "#N/A")]
    assert aside == [["#N/A", str]]
    assert [problem.line for problem in table.problems.first] == [3]


def test_a_header_that_is_no_value_is_text_all_the_same(tmp_path: Path) -> None:
    header = '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>'
    file = raw(tmp_path, '<row r="2"><c r="A2"><v>1</v></c></row>', header)
    records = open_records(file, ReadingOptions(), lambda header: 0)
    assert [(type(title), title) for title in records.header] == [(str, "#N/A")]
