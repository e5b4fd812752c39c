from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from app.errors import FileRefused
from app.file_formats.options import ReadingOptions
from app.file_formats.records import open_records
from app.file_formats.refilling import refilled
from app.file_formats.text_rows import TextRows

TEXT = (
    'Stock list, all\r\n\r\nsku,name,stock\r\nA,"茶壶, ""gross""\r\nzweite Zeile",1\r\n\r\nB,plain "x",2\r\n'
)


def refill(path: Path, new: Mapping[str, str]) -> bytes:
    """The stock of these SKUs written anew."""

    def changes(line: int, cells: Sequence[str]) -> dict[int, str]:
        return {2: new[cells[0]]} if cells[0] in new else {}

    records = open_records(path, ReadingOptions(), lambda header: sum(map(bool, header)))
    assert isinstance(records.source, TextRows)
    return refilled(records, records.source, changes)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_all_but_the_cells_stays_to_the_byte(
    tmp_path: Path, encoding: str, delimiter: str, line_end: str
) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    text = TEXT.replace(",", delimiter).replace("\r\n", line_end)
    path = tmp_path / "theirs.csv"
    path.write_bytes(f"{mark}{text}".encode(encoding))
    end = f"2{line_end}"
    assert text.endswith(end)
    assert refill(path, {"A": "1"}) == path.read_bytes()
    wanted = f"{mark}{text.removesuffix(end)}40{line_end}".encode(encoding)
    assert refill(path, {"B": "40"}) == wanted


@pytest.mark.parametrize(
    ("row", "new", "wanted"),
    [
        ('A,"x",1', "5", 'A,"x",5'),
        ('A,"x","1"', "5", 'A,"x","5"'),
        ('"A","x",""', "5", '"A","x","5"'),
        ("A,,", "5", "A,,5"),
        ("A,,1,,", "5", "A,,5,,"),
        ("A,,1", "1,5", 'A,,"1,5"'),
        ("A,,1", 'a "b"\n', 'A,,"a ""b""\n"'),
        ('A,é"x"é,1', "5", 'A,é"x"é,5'),
    ],
)
def test_a_cell_is_quoted_as_it_was_or_must_be(tmp_path: Path, row: str, new: str, wanted: str) -> None:
    path = tmp_path / "theirs.csv"
    path.write_bytes(f"sku,name,stock\n{row}".encode("cp1252"))
    assert refill(path, {"A": new}) == f"sku,name,stock\n{wanted}".encode("cp1252")


def test_what_names_the_delimiter_stays(tmp_path: Path) -> None:
    path = tmp_path / "theirs.csv"
    path.write_text("sep=;\nsku;name;stock\nA;x;1\n")
    assert refill(path, {"A": "5"}) == b"sep=;\nsku;name;stock\nA;x;5\n"


def test_a_file_that_changes_meanwhile_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "theirs.csv"
    path.write_text("sku,name,stock\nA,x,1\n")
    records = open_records(path, ReadingOptions(), lambda header: sum(map(bool, header)))
    assert isinstance(records.source, TextRows)
    rows = list(records.rows())
    path.write_text("sku,name,stock\nA,x,99\n")

    class Before:
        def rows(self) -> list[tuple[int, list[str]]]:
            return rows

    with pytest.raises(FileRefused, match="changed while it was read"):
        refilled(Before(), records.source, lambda line, cells: {2: "5"})  # type: ignore[arg-type]
