import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from app.errors import FileRefused, ShopError
from app.file_formats import xlsx_package
from app.file_formats.fields import Field
from app.file_formats.number_cells import quantity
from app.file_formats.options import ReadingOptions
from app.file_formats.reading import open_table
from app.file_formats.records import Records, open_records
from app.file_formats.text_cells import identifier, text
from tests.workbooks import packed, parts_of, written

FIELDS = (Field("sku", identifier(), required=True), Field("on_hand", quantity(), required=True))
HEADER = '<row r="1"><c r="A1" t="str"><v>sku</v></c></row>'
TWO_HEADERS = '<row r="1"><c r="A1" t="str"><v>sku</v></c><c r="B1" t="str"><v>on_hand</v></c></row>'


def known(header: Sequence[str]) -> int:
    return sum(name in ("sku", "on_hand", "name") for name in header)


def records_of(file: Path, **options: Any) -> Records:
    return open_records(file, ReadingOptions(**options), known)


def cells_of(file: Path, **options: Any) -> list[list[str]]:
    return [cells for _, cells in records_of(file, **options).rows()]


def raw(tmp_path: Path, data: str, header: str = HEADER, **parts: Any) -> Path:
    file = tmp_path / "stock.xlsx"
    file.write_bytes(packed(parts_of(f"{header}{data}", **parts)))
    return file


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


def book_of(path: Path, sheets: dict[str, list[list[Any]]], hidden: Sequence[str] = ()) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title in hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


SHEETS: dict[str, list[list[Any]]] = {
    "Secret": [["sku", "on_hand", "name"], ["S", 0, "x"]],
    "Blank": [],
    "Read me": [["How to fill this in"], ["sku first"]],
    "Stock": [["sku", "on_hand"], ["A", 1]],
    "More": [["sku", "on_hand"], ["B", 2]],
}


@pytest.mark.parametrize(
    ("sheet", "cells"), [(None, ["A", "1"]), ("more", ["B", "2"]), ("Secret", ["S", "0", "x"])]
)
def test_the_sheet_is_told_or_chosen(tmp_path: Path, sheet: str | None, cells: list[str]) -> None:
    records = records_of(book_of(tmp_path / "a.xlsx", SHEETS, ["Secret"]), sheet=sheet)
    assert [row for _, row in records.rows()] == [cells]
    assert records.sheets == tuple(SHEETS)
    assert records.sheet.casefold() == (sheet or "Stock").casefold()


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refusal:
        records_of(book_of(tmp_path / "a.xlsx", SHEETS), sheet="Orders")
    assert refusal.value.title.endswith("has no sheet “Orders”.")
    assert refusal.value.hint == "Its sheets are: Secret, Blank, Read me, Stock, More"


def test_rows_that_are_hidden_are_read_and_merged_headers_stand_in_their_first_column(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["Stock list 2026"], [], ["sku", "name", None, "on_hand"], ["A", "red", "lamp", 2]):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("B3:C3")
    sheet.row_dimensions[4].hidden = True
    book.save(tmp_path / "a.xlsx")
    records = records_of(tmp_path / "a.xlsx")
    assert (records.header, records.header_line) == (("sku", "name", "", "on_hand"), 3)
    assert list(records.rows()) == [(4, ["A", "red", "lamp", "2"])]


def without(parts: dict[str, str], *names: str) -> dict[str, str]:
    return {name: content for name, content in parts.items() if name not in names}


BOOK = parts_of(f'{HEADER}<row r="2"><c r="A2"><v>1</v></c></row>')
SHEET = "xl/worksheets/sheet1.xml"
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


def with_row(row: str) -> dict[str, str]:
    return parts_of(f'{HEADER}<row r="2"><c r="A2"><v>1</v></c></row>{row}')


@pytest.mark.parametrize(
    ("parts", "title"),
    [
        (BOOK | {SHEET: f"{BOMB}{BOOK[SHEET]}"}, "{file} is a damaged workbook."),
        (BOOK | {"xl/workbook.xml": f"{BOMB}{BOOK['xl/workbook.xml']}"}, "{file} is a damaged workbook."),
        (BOOK | {SHEET: BOOK[SHEET][:-30]}, "{file} is a damaged workbook from line 2 on."),
        (with_row('<row r="x"/>'), "{file} is a damaged workbook from line 2 on."),
        (with_row('<row r="1"/>'), "{file} is a damaged workbook from line 2 on."),
        (with_row('<row r="1048577"/>'), "{file} is a damaged workbook from line 2 on."),
        (
            with_row('<row r="3"><c r="ZZZ3"><v>1</v></c></row>'),
            "{file} is a damaged workbook from line 3 on.",
        ),
        (with_row('<row r="3"><c r="3"><v>1</v></c></row>'), "{file} is a damaged workbook from line 3 on."),
        (
            with_row(f'<row r="3"><c t="str"><v>{"x" * 200_000}</v></c></row>'),
            "{file}, line 3: a cell is longer than 131072 characters.",
        ),
        (without(BOOK, SHEET), "{file} is a damaged workbook."),
        (without(BOOK, "xl/workbook.xml"), "{file} is an archive in which there is no workbook."),
        (without(BOOK, "xl/_rels/workbook.xml.rels"), "{file} is a damaged workbook."),
        ({"word/document.xml": "<x/>"}, "{file} is an archive in which there is no workbook."),
        ({"xl/workbook.bin": "x"}, "{file} is a binary workbook (XLSB)."),
        (
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"},
            "{file} is an OpenDocument file, not an XLSX workbook.",
        ),
        (parts_of(""), "{file} is empty."),
    ],
)
def test_a_workbook_that_cannot_be_read_is_refused(tmp_path: Path, parts: dict[str, str], title: str) -> None:
    file = tmp_path / "stock.xlsx"
    file.write_bytes(packed(parts))
    with pytest.raises(FileRefused) as refusal:
        cells_of(file)
    assert refusal.value.title == title.format(file=file)
    assert refusal.value.hint


@pytest.mark.parametrize("place", [0.3, 0.6, 0.95])
def test_a_workbook_that_is_cut_off_is_refused(tmp_path: Path, place: float) -> None:
    content = packed(BOOK)
    file = tmp_path / "stock.xlsx"
    file.write_bytes(content[: int(len(content) * place)])
    with pytest.raises(FileRefused, match="is a damaged workbook"):
        cells_of(file)


def test_one_wrong_byte_within_is_found_by_the_checksum(tmp_path: Path) -> None:
    content = bytearray(packed(BOOK))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo(SHEET)
    place = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    content[place] ^= 0x10
    file = tmp_path / "stock.xlsx"
    file.write_bytes(content)
    with pytest.raises(FileRefused, match="is a damaged workbook"):
        cells_of(file)


def test_parts_that_swell_beyond_measure_are_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_package, "_UNSUSPECTED", 1 << 20)
    file = raw(tmp_path, " " * (1 << 21))
    with pytest.raises(FileRefused, match="unpacks to more than"):
        cells_of(file)


def test_links_to_other_files_are_not_followed(tmp_path: Path) -> None:
    outside = BOOK["xl/_rels/workbook.xml.rels"].replace(
        'Target="worksheets/sheet1.xml"', f'TargetMode="External" Target="file://{tmp_path}/other.xlsx"'
    )
    file = tmp_path / "stock.xlsx"
    file.write_bytes(packed(BOOK | {"xl/_rels/workbook.xml.rels": outside}))
    with pytest.raises(FileRefused, match="is a damaged workbook"):
        cells_of(file)


@pytest.mark.parametrize(("after", "found"), [("", 1), ('<row r="60000"><c t="str"><v>Z</v></c></row>', 2)])
def test_blank_rows_to_the_end_of_the_sheet_are_not_worked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: str, found: int
) -> None:
    fed: list[int] = []
    from app.file_formats import xlsx

    feed = xlsx._RowParser.feed
    monkeypatch.setattr(
        xlsx._RowParser, "feed", lambda self, block: fed.append(len(block)) or feed(self, block)
    )
    blanks = "".join(f'<row r="{line}"><c r="A{line}" s="1"/></row>' for line in range(3, 50_000))
    file = raw(tmp_path, f'<row r="2"><c t="str"><v>A</v></c></row>{blanks}{after}')
    records = records_of(file)
    fed.clear()
    assert len(list(records.rows())) == found
    assert (sum(fed) < 200_000) == (found == 1)


def test_a_workbook_of_real_programs_survives_openpyxl(tmp_path: Path) -> None:
    """What openpyxl loads and saves again reads as before."""
    file = written(tmp_path / "a.xlsx", ["sku", "on_hand"], ["A", 1.5], ["B", date(2026, 3, 14)])
    before = cells_of(file)
    load_workbook(file).save(file)
    assert cells_of(file) == before


def test_names_say_nothing(tmp_path: Path) -> None:
    book = written(tmp_path / "a.csv", ["sku"], ["A"])
    plain = tmp_path / "b.xlsx"
    plain.write_text("sku\nA\n")
    assert cells_of(book) == cells_of(plain) == [["A"]]


def test_an_archive_of_nothing_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(packed({}))
    with pytest.raises(ShopError, match="there is no workbook"):
        cells_of(file)
