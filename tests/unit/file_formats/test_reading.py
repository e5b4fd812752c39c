from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.errors import FileRefused, InvalidInput
from app.file_formats.day_cells import day
from app.file_formats.fields import Field
from app.file_formats.number_cells import quantity
from app.file_formats.options import ReadingOptions
from app.file_formats.problems import KEPT, RowProblem
from app.file_formats.reading import Table, open_table
from app.file_formats.text_cells import identifier, text

FIELDS = (
    Field("order", identifier(), required=True),
    Field("sku", identifier(), required=True),
    Field("quantity", quantity(0, least=0), required=True),
    Field("ordered_on", day()),
    Field("note", text(), default=""),
)


def table_of(tmp_path: Path, content: str, **options: Any) -> Table:
    file = tmp_path / "orders.csv"
    file.write_bytes(content.encode())
    return open_table(file, FIELDS, ReadingOptions(**options))


def test_rows_are_typed_in_the_order_of_the_fields(tmp_path: Path) -> None:
    table = table_of(
        tmp_path, "quantity,sku,colour,order,ordered_on\n6,0017,red,O-1,2026-03-14\n2,85123A,,O-1,\n"
    )
    assert list(table.rows()) == [
        (2, "O-1", "0017", Decimal(6), date(2026, 3, 14), ""),
        (3, "O-1", "85123A", Decimal(2), None, ""),
    ]
    assert table.ignored == ("colour",)
    assert not table.problems
    assert [field.key for field in FIELDS if not table.has(field.key)] == ["note"]


def test_options_reach_the_cells(tmp_path: Path) -> None:
    table = table_of(
        tmp_path,
        "Auftrag;Artikel;Menge;Datum\nO-1;A;1.000,00;02.03.2026\n",
        decimal=",",
        day_order="dmy",
        columns={"order": "auftrag", "sku": "artikel", "quantity": "menge", "ordered_on": "datum"},
    )
    assert list(table.rows()) == [(2, "O-1", "A", Decimal(1000), date(2026, 3, 2), "")]


def test_every_bad_cell_of_every_bad_row_is_named(tmp_path: Path) -> None:
    table = table_of(
        tmp_path,
        "order,sku,quantity,ordered_on\n"
        "O-1,A,1,2026-03-14\n"
        'O-2,,"1,234",31/02/2026\n'
        "O-3,B,2,\n"
        '"O\n4",C,0.5,\n'
        "O-5,D\n"
        "O-6,E,1,,surplus\n",
    )
    assert [row[:2] for row in table.rows()] == [(2, "O-1"), (4, "O-3")]
    assert (table.problems.rows, table.problems.count) == (4, 7)
    assert table.problems.sentences() == [
        "orders.csv, line 3, column sku, “”: The cell is blank.",
        "orders.csv, line 3, column quantity, “1,234”: It can be read in two ways: "
        "name the decimal sign of the file.",
        "orders.csv, line 3, column ordered_on, “31/02/2026”: There is no such day.",
        "orders.csv, line 5, column order, “O 4”: It holds a line break or another control character.",
        "orders.csv, line 5, column quantity, “0.5”: It must be a whole number.",
        "orders.csv, line 7: The row has 2 cells, the first row 4 cells.",
        "orders.csv, line 8: The row has 5 cells, the first row 4 cells.",
    ]


def test_problems_name_the_column_as_the_file_does(tmp_path: Path) -> None:
    table = table_of(tmp_path, "order,sku,Qty\nO-1,A,six\n", columns={"quantity": "qty"})
    assert list(table.rows()) == []
    assert table.problems.first == [RowProblem("orders.csv", 2, "Qty", "six", "It is not a plain number.")]


def test_rows_of_blanks_and_blank_cells_past_the_header_are_harmless(tmp_path: Path) -> None:
    table = table_of(tmp_path, "order,sku,quantity\n,,\n\nO-1,A,1,, \n , ,\t,,\n")
    assert [row[:3] for row in table.rows()] == [(4, "O-1", "A")]
    assert not table.problems


def test_a_header_alone_is_a_file_without_rows(tmp_path: Path) -> None:
    table = table_of(tmp_path, "order,sku,quantity\n")
    assert list(table.rows()) == []
    assert not table.problems


def test_the_refusal_names_all_places(tmp_path: Path) -> None:
    table = table_of(tmp_path, "order,sku,quantity\nO-1,A,x\nO-2,A,-1\n")
    assert list(table.rows()) == []
    refusal = table.problems.refusal()
    assert refusal.title == "2 rows of orders.csv cannot be taken; nothing was changed."
    assert refusal.hint == "Mend them, or take the others and set these aside."
    assert refusal.problems == (
        "orders.csv, line 2, column quantity, “x”: It is not a plain number.",
        "orders.csv, line 3, column quantity, “-1”: It is below 0.",
    )


def test_the_report_keeps_the_first_thousand_and_counts_the_rest(tmp_path: Path) -> None:
    table = table_of(tmp_path, "order,sku,quantity\n" + "O-1,A,x\n" * (KEPT + 7))
    assert list(table.rows()) == []
    assert (len(table.problems.first), table.problems.rows) == (KEPT, KEPT + 7)
    assert table.problems.sentences()[-1] == "… and 7 more problems."
    assert table.problems.sentences()[-2].startswith(f"orders.csv, line {KEPT + 1},")


def test_a_long_value_is_shown_short(tmp_path: Path) -> None:
    table = table_of(tmp_path, f"order,sku,quantity\nO-1,A,{'7' * 100_000}\n")
    assert list(table.rows()) == []
    assert table.problems.sentences() == [
        f"orders.csv, line 2, column quantity, “{'7' * 79}…”: "
        "It is too large: more than 12 digits before the decimal sign."
    ]
    assert len(table.problems.first[0].value) < 1_000


class Sink:
    """Notes what it is handed."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, list[str], list[str]]] = []

    def __call__(self, line: int, cells: Sequence[str], problems: Sequence[RowProblem]) -> None:
        self.rows.append((line, list(cells), [problem.what for problem in problems]))


def test_bad_rows_go_to_the_sink_as_they_stand(tmp_path: Path) -> None:
    sink = Sink()
    table = table_of(tmp_path, 'order,sku,quantity\nO-1, A ,\nO-2,B\nO-3,C,1\n"=x",D,y\n')
    assert [row[0] for row in table.rows(sink)] == [4]
    assert sink.rows == [
        (2, ["O-1", " A ", ""], ["The cell is blank."]),
        (3, ["O-2", "B"], ["The row has 2 cells, the first row 3 cells."]),
        (5, ["=x", "D", "y"], ["It is not a plain number."]),
    ]


@pytest.mark.parametrize("bad_row", ["", "O-9,B,many\n"])
def test_the_caller_can_refuse_the_row_in_hand(tmp_path: Path, bad_row: str) -> None:
    """Whether the block of rows around it is clean or not."""
    sink = Sink()
    rows = "".join(f"O-{number},A,{number}\n" for number in range(1, 6))
    table = table_of(tmp_path, f"order,sku,quantity\n{rows}{bad_row}")
    for _, order, *_ in table.rows(sink):
        if order == "O-2":
            table.reject({"sku": "There is no product A.", "note": "It has no note.", "": "It is too late."})
    assert table.problems.sentences()[:3] == [
        "orders.csv, line 3, column sku, “A”: There is no product A.",
        "orders.csv, line 3, column note, “”: It has no note.",
        "orders.csv, line 3: It is too late.",
    ]
    assert sink.rows[0] == (
        3,
        ["O-2", "A", "2"],
        ["There is no product A.", "It has no note.", "It is too late."],
    )


def test_good_rows_around_bad_ones_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    lines = [f"O-{number},A,{'x' if number % 300 == 7 else number}" for number in range(2, 1_002)]
    table = table_of(tmp_path, "order,sku,quantity\n" + "\n".join(lines))
    bad = {7, 307, 607, 907}
    assert [(row[0], row[1]) for row in table.rows()] == [
        (number, f"O-{number}") for number in range(2, 1_002) if number not in bad
    ]
    assert {problem.line for problem in table.problems.first} == bad


def test_a_table_can_be_read_again(tmp_path: Path) -> None:
    table = table_of(tmp_path, "order,sku,quantity\nO-1,A,1\nO-2,A,x\n")
    assert list(table.rows()) == list(table.rows())
    assert table.problems.rows == 1


def test_how_far_the_reading_is_can_be_told(tmp_path: Path) -> None:
    table = table_of(tmp_path, "order,sku,quantity\nO-1,A,1\nO-2,A,2\n")
    assert [row[0] / table.records.lines for row in table.rows()] == [2 / 3, 1]


def test_wrong_options_are_refused_before_the_file_is_looked_at(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        open_table(tmp_path / "missing.csv", FIELDS, ReadingOptions(encoding="klingon"))


def test_missing_columns_are_refused_before_the_first_row(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"orders\.csv has no column for: quantity"):
        table_of(tmp_path, "order,sku\nO-1,A\n")
