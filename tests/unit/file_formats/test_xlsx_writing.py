from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import ShopError
from app.file_formats import xlsx_writing as sheets
from app.file_formats.cell_types import CellType
from app.file_formats.day_cells import day
from app.file_formats.fields import Field
from app.file_formats.number_cells import quantity
from app.file_formats.options import ReadingOptions
from app.file_formats.reading import open_table
from app.file_formats.text_cells import flag, identifier, text
from app.file_formats.xlsx_writing import SheetColumn, write_sheet
from tests.unit.file_formats.test_replacing import disk_of
from tests.unit.file_formats.test_writing import ANY_TEXT, CODES, NASTY_TEXT

TEXT = SheetColumn("note", sheets.text)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("written") / "round.xlsx"


def read(path: Path, **columns: CellType) -> list[tuple[Any, ...]]:
    """The values under these headers."""
    table = open_table(path, [Field(key, cells, default=None) for key, cells in columns.items()])
    rows = [row[1:] for row in table.rows()]
    assert not table.problems
    return rows


def stored(places: int) -> CellType:
    """Units of the last of `places`, as databases hold them."""
    return quantity(places).then(lambda value: int(value * 10**places), str)


DAYS = st.none() | st.dates().map(date.toordinal)
UNITS = st.none() | st.integers(-(10**14), 10**14)
ROWS = st.tuples(CODES, ANY_TEXT | NASTY_TEXT, UNITS, UNITS, DAYS, st.none() | st.booleans())


@given(rows=st.lists(ROWS, max_size=4))
def test_what_is_written_is_read_again_exactly(file: Path, rows: list[tuple[Any, ...]]) -> None:
    columns = [
        SheetColumn("sku", sheets.text),
        SheetColumn("note", sheets.text),
        SheetColumn("quantity", sheets.units(3), "0.###"),
        SheetColumn("price", sheets.units(4), "0.00##"),
        SheetColumn("wanted", sheets.day, "yyyy-mm-dd"),
        SheetColumn("active", sheets.flag),
    ]
    assert write_sheet(file, "x", columns, rows) == len(rows)
    found = read(
        file, sku=identifier(), note=text(), quantity=stored(3), price=stored(4), wanted=day(), active=flag()
    )
    # A blank cell is a blank text.
    assert [(sku, note or "", *rest) for sku, note, *rest in found] == [
        (sku, note, amount, price, None if at is None else date.fromordinal(at), active)
        for sku, note, amount, price, at, active in rows
    ]


@pytest.mark.parametrize(
    "code",
    [
        "0017",
        "1E5",
        "+49 30",
        "-4",
        "=1+1",
        '="0017"',
        "'=x",
        "@home",
        "2026-03-14",
        "TRUE",
        "شركة",
        "🪝",
        "_x0041_",
    ],
)
def test_codes_stay_text_to_the_letter(tmp_path: Path, code: str) -> None:
    path = tmp_path / "x.xlsx"
    write_sheet(path, "x", [SheetColumn("sku", sheets.text)], [[code]])
    assert read(path, sku=identifier()) == [(code,)]
    cell = openpyxl.load_workbook(path).worksheets[0]["A2"]
    assert (cell.data_type, isinstance(cell.value, str)) == ("s", True)


@pytest.mark.parametrize(
    "note", ["a\x07b", "a\r\nb", "_x0041_", "'=1", "=1", " a ", "\t", "a  b\n", '<&>"]]>']
)
def test_texts_come_back_as_they_were(tmp_path: Path, note: str) -> None:
    path = tmp_path / "x.xlsx"
    assert write_sheet(path, "x", [TEXT, SheetColumn("sku", sheets.text)], [[note, "A"], [None, "B"]]) == 2
    assert read(path, note=text()) == [(note,), (None,)]


def test_another_reader_finds_the_same(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    columns = [
        TEXT,
        SheetColumn("price", sheets.units(2), "0.00"),
        SheetColumn("at", sheets.moment, "yyyy-mm-dd hh:mm:ss"),
        SheetColumn("wanted", sheets.day, "yyyy-mm-dd"),
        SheetColumn("count", int),
        SheetColumn("share", sheets.units(2), "0.00"),
    ]
    moment = datetime(2026, 11, 23, 8, 30, 15)  # noqa: DTZ001 - a workbook's own kind
    at = int((moment - datetime(1970, 1, 1)).total_seconds() * 1_000_000)  # noqa: DTZ001
    write_sheet(path, "R & D", columns, [["a\nb", 9075, at, date(2026, 3, 14).toordinal(), 7, None]])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    head, row = sheet.iter_rows()
    assert [cell.value for cell in row] == ["a\nb", 90.75, moment, datetime(2026, 3, 14), 7, None]  # noqa: DTZ001
    assert [cell.number_format for cell in row][:4] == [
        "General",
        "0.00",
        "yyyy-mm-dd hh:mm:ss",
        "yyyy-mm-dd",
    ]
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("R & D", "A2", "A1:F2")
    assert {cell.font.b for cell in head} == {True}
    assert int(sheet.column_dimensions["C"].width) == 18


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        (SheetColumn("day", sheets.day, "yyyy-mm-dd"), 1, "0001-01-01"),
        (SheetColumn("day", sheets.day, "yyyy-mm-dd"), date(1900, 2, 28).toordinal(), "1900-02-28"),
        (SheetColumn("cost", sheets.units(4), "0.00##"), 1234567890123456, "123456789012.3456"),
    ],
)
def test_what_a_spreadsheet_would_spoil_is_text(
    tmp_path: Path, column: SheetColumn, value: int, shown: str
) -> None:
    write_sheet(tmp_path / "x.xlsx", "x", [column], [[value]])
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets[0]["A2"].value == shown


@pytest.mark.parametrize("note", ["a" * 32_768, "🪝" * 16_384])
def test_a_text_that_no_cell_holds_is_refused(tmp_path: Path, note: str) -> None:
    with pytest.raises(ShopError, match="at most 32767 letters"):
        write_sheet(tmp_path / "x.xlsx", "x", [TEXT], [[note]])
    assert list(tmp_path.iterdir()) == []


def test_a_sheet_that_grew_too_long_meanwhile_is_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.file_formats.xlsx_writing.MOST_ROWS", 1)
    with pytest.raises(ShopError, match="at most 1 rows"):
        write_sheet(tmp_path / "x.xlsx", "x", [TEXT], [["a"], ["b"]])
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_refused_before_a_row_is_read(tmp_path: Path) -> None:
    def rows() -> Iterator[list[str]]:
        yield from [["a"]] * 200
        raise AssertionError

    with pytest.raises(ShopError, match="There is no folder"):
        write_sheet(tmp_path / "gone" / "x.xlsx", "x", [TEXT], rows())


@pytest.mark.parametrize("rows", [1, 50_000])
def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, rows: int) -> None:
    """Whether it shows within the rows or with the last parts."""
    path = tmp_path / "x.xlsx"
    path.write_text("before")
    with disk_of(1_000), pytest.raises(ShopError, match="could not be written"):
        write_sheet(path, "x", [TEXT], ([f"{number * 7919 % 99_991}"] for number in range(rows)))
    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["x.xlsx"]


def test_a_row_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def rows() -> Iterator[list[str]]:
        yield from [["a"]] * 1_000
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_sheet(tmp_path / "x.xlsx", "x", [TEXT], rows())
    assert list(tmp_path.iterdir()) == []


def test_decimal_signs_are_those_of_the_file_not_of_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write_sheet(path, "x", [SheetColumn("price", sheets.units(2), "0.00")], [[123450]])
    table = open_table(path, [Field("price", quantity(2), default=None)], ReadingOptions(decimal=","))
    assert [row[1:] for row in table.rows()] == [(Decimal("1234.50"),)]
