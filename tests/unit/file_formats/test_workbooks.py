import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from app.errors import FileRefused, ShopError
from app.file_formats import xlsx_package
from tests.unit.file_formats.sheets import HEADER, cells_of, raw, records_of
from tests.workbooks import packed, parts_of, written


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
