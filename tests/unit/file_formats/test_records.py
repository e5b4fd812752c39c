import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.errors import FileRefused
from app.file_formats.options import ReadingOptions
from app.file_formats.records import Records, open_records


def records_of(tmp_path: Path, text: str, **options: str) -> Records:
    file = tmp_path / "stock.csv"
    file.write_bytes(text.encode())
    return open_records(file, ReadingOptions(**options), known)


def known(header: Sequence[str]) -> int:
    return sum(name in ("sku", "on_hand") for name in header)


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("sku,on_hand\nA,1\n", ","),
        ("sku;on_hand\nA;1,5\nB;2,5\n", ";"),
        ("sku\ton_hand\nA\t1\n", "\t"),
        ("sku|on_hand\nA|1\n", "|"),
        # csv.Sniffer gives up on the first and is wrong on the others.
        ("sku\nA\nB\n", ","),
        ("sku\nA;1\nB;2\n", ","),
        ("sku;on_hand;text\nA;1;a, b, c\nB;2;d, e, f\n", ";"),
        # What no header tells, the rows do.
        ("code;count\nA;1\nB;2\n", ";"),
    ],
)
def test_the_delimiter_is_told(tmp_path: Path, text: str, delimiter: str) -> None:
    assert records_of(tmp_path, text).delimiter == delimiter


def test_a_chosen_delimiter_is_taken(tmp_path: Path) -> None:
    assert records_of(tmp_path, "sku,on_hand\n", delimiter=";").header == ("sku,on_hand",)


def test_the_line_that_names_the_delimiter_to_excel_is_not_the_header(tmp_path: Path) -> None:
    records = records_of(tmp_path, "sep=;\r\ncode;count\r\nA;1,5\r\n")
    assert (records.header, records.header_line) == (("code", "count"), 2)
    assert list(records.rows()) == [(3, ["A", "1,5"])]


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    records = records_of(tmp_path, '\n,\n"sku","on\r\nhand"\n\nA,1\r\n"B\n\nb",2\rC,3\n')
    assert (records.header, records.header_line) == (("sku", "on\r\nhand"), 3)
    assert list(records.rows()) == [(6, ["A", "1"]), (7, ["B\n\nb", "2"]), (10, ["C", "3"])]


def test_letters_that_other_tools_take_for_line_ends_are_not(tmp_path: Path) -> None:
    rows = records_of(tmp_path, "sku,text\nA,a\u2028b\u0085c\x0bd\x1ce\nB,x\n").rows()
    assert list(rows) == [(2, ["A", "a\u2028b\u0085c\x0bd\x1ce"]), (3, ["B", "x"])]


@pytest.mark.parametrize("text", ["\n\n", " , \n,\n", "\ufeff", "sep=;\n"])
def test_a_file_of_nothing_but_blanks_is_empty(tmp_path: Path, text: str) -> None:
    with pytest.raises(FileRefused, match="is empty"):
        records_of(tmp_path, text)


BROKEN = [
    # An open quotation mark, found at the end of the file or when the cell has grown too long.
    ('A,1\nB,"2\nC,3\n', "line 3: a quotation mark is opened and never closed."),
    ('A,1\nB,"2\n' + "C,3\n" * 50_000, "line 3: a quotation mark is opened and never closed."),
    ('A,1\nB,"2\nC,"3"\n', "line 3: a quotation mark is opened and never closed."),
    ("A,1\nB," + "x" * 200_000 + "\n", "line 3: a cell is longer than 131072 characters."),
    ('A,1\nB,"' + "x\n" * 100_000 + '"\n', "line 3: a cell is longer than 131072 characters."),
    ('A,1\n"5" nail",2\nC,"3"\n', "line 3: a quotation mark is opened and never closed."),
    ('A,1\n"a"b"",2\n', "line 3: text follows a closing quotation mark."),
]


@pytest.mark.parametrize(("rows", "message"), BROKEN)
def test_broken_quotation_is_refused_with_the_line_it_begins_on(
    tmp_path: Path, rows: str, message: str
) -> None:
    records = records_of(tmp_path, f"sku,on_hand\n{rows}")
    with pytest.raises(FileRefused) as refusal:
        list(records.rows())
    assert refusal.value.title == f"{tmp_path / 'stock.csv'}, {message}"
    assert refusal.value.hint


def test_a_broken_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"line 1: a quotation mark is opened and never closed\."):
        records_of(tmp_path, 'sku,"on_hand\nA,1\n')


def test_the_limit_of_csv_is_left_as_others_set_it(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    list(records_of(tmp_path, "sku,on_hand\nA,1\n").rows())
    assert csv.field_size_limit() == before


def test_reading_needs_no_memory_for_rows_read(tmp_path: Path) -> None:
    """A row is read when it is asked for: what breaks later does not hinder those before."""
    rows = records_of(tmp_path, 'sku,on_hand\nA,1\n"B,2\n').rows()
    assert next(rows) == (2, ["A", "1"])
    with pytest.raises(FileRefused):
        next(rows)


def test_a_file_cut_off_while_it_is_read_is_refused(tmp_path: Path) -> None:
    records = records_of(tmp_path, "sku,on_hand\nA,价\n")
    records.path.write_bytes("sku,on_hand\nA,价".encode()[:-1])
    with pytest.raises(FileRefused, match="changed while it was read"):
        list(records.rows())
