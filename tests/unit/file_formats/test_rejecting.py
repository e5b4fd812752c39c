import os
from pathlib import Path

import pytest

from app.errors import ShopError
from app.file_formats.fields import Field
from app.file_formats.number_cells import quantity
from app.file_formats.reading import Table, open_table
from app.file_formats.rejecting import RejectedRows, rejected_path
from app.file_formats.text_cells import identifier, text
from tests.unit.file_formats.test_replacing import disk_of

FIELDS = (
    Field("sku", identifier(), required=True),
    Field("on_hand", quantity(), required=True),
    Field("note", text(), default=""),
)


def table_of(file: Path, content: str) -> Table:
    file.write_bytes(content.encode())
    return open_table(file, FIELDS)


def reject(table: Table) -> Path:
    """Reads the table through; bad rows go to the file whose path is returned."""
    path = rejected_path(table.records.path)
    with RejectedRows(path, table.records.header) as rejected:
        for _ in table.rows(rejected):
            pass
    assert rejected.count == table.problems.rows
    return path


def test_it_lies_beside_the_file() -> None:
    assert rejected_path(Path("in/orders.csv.gz")) == Path("in/orders.csv.gz.rejected.csv")


def test_bad_rows_are_set_aside_with_line_and_reasons(tmp_path: Path) -> None:
    table = table_of(
        tmp_path / "stock.csv", "sku;on_hand;note\nA;1;\n;x;red\nB;2;\nC\n=D;y;=cmd()\nE;1;a;b\n"
    )
    assert reject(table).read_bytes().decode("utf-8-sig") == (
        "rejected_line,rejected_reason,sku,on_hand,note\r\n"
        "3,sku: The cell is blank. on_hand: It is not a plain number.,,x,red\r\n"
        '5,"The row has 1 cell, the first row 3 cells.",C,,\r\n'
        "6,on_hand: It is not a plain number.,'=D,y,'=cmd()\r\n"
        '7,"The row has 4 cells, the first row 3 cells.",E,1,a,b\r\n'
    )


def test_rows_set_aside_and_mended_are_read_as_they_would_have_been(tmp_path: Path) -> None:
    cells = ('="0017"', "'=x", "=x", "'+49", "-5")
    content = "".join(f'"{cell.replace(chr(34), chr(34) * 2)}",1,{{}}\n' for cell in cells)
    header = "sku,on_hand,note\n"
    good = table_of(tmp_path / "good.csv", header + content.replace(",1,", ",7,"))
    path = reject(table_of(tmp_path / "bad.csv", header + content.replace(",1,", ",seven,")))
    path.write_text(path.read_text("utf-8").replace("seven", "7"), "utf-8")
    mended = open_table(path, FIELDS)
    assert [row[1:] for row in mended.rows()] == [row[1:] for row in good.rows()]
    assert mended.ignored == ("rejected_line", "rejected_reason")


def test_lines_and_reasons_of_an_earlier_round_do_not_pile_up(tmp_path: Path) -> None:
    first = reject(table_of(tmp_path / "stock.csv", "sku,on_hand,note\nA,x,\n"))
    second = reject(open_table(first, FIELDS))
    assert second.read_bytes() == first.read_bytes().replace(b"\r\n2,", b"\r\n2,")
    assert second.read_text("utf-8-sig").splitlines()[0] == "rejected_line,rejected_reason,sku,on_hand,note"


def test_without_bad_rows_there_is_no_file(tmp_path: Path) -> None:
    assert not reject(table_of(tmp_path / "stock.csv", "sku,on_hand\nA,1\n")).exists()


def test_an_import_that_fails_leaves_no_file(tmp_path: Path) -> None:
    table = table_of(tmp_path / "stock.csv", "sku,on_hand\nA,x\n")
    path = rejected_path(table.records.path)

    def commit(rejected: RejectedRows) -> None:
        list(table.rows(rejected))
        rejected.finish()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), RejectedRows(path, table.records.header) as rejected:
        commit(rejected)
    assert os.listdir(tmp_path) == ["stock.csv"]


def test_a_full_disk_is_refused_before_anything_is_committed(tmp_path: Path) -> None:
    table = table_of(tmp_path / "stock.csv", "sku,on_hand\n" + "A,x\n" * 100)
    path = rejected_path(table.records.path)

    def commit() -> None:
        with RejectedRows(path, table.records.header) as rejected:
            list(table.rows(rejected))
            rejected.finish()
            pytest.fail("it would commit now")

    with disk_of(1_000), pytest.raises(ShopError, match="could not be written"):
        commit()
    assert os.listdir(tmp_path) == ["stock.csv"]
