import gzip
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.errors import FileRefused
from app.file_formats import decoding, records
from app.file_formats.day_cells import day
from app.file_formats.evidence import Evidence, evidence, settled
from app.file_formats.fields import Field
from app.file_formats.guessing import Look, look
from app.file_formats.number_cells import money, quantity
from app.file_formats.options import ReadingOptions
from app.file_formats.reading import Table, open_table
from app.file_formats.text_cells import identifier
from app.progress import Cancelled, Progress
from tests.workbooks import written

FIELDS = (
    Field("sku", identifier()),
    Field("quantity", quantity()),
    Field("price", money()),
    Field("on", day()),
)
HEADER = "sku;quantity;price;on\n"


def known(header: Sequence[str]) -> int:
    return sum(name in ("sku", "quantity", "price", "on") for name in header)


def table_of(tmp_path: Path, *cells: tuple[str, str, str], **options: Any) -> Table:
    file = tmp_path / "stock.csv"
    file.write_text(HEADER + "".join(f"A;{a};{b};{c}\n" for a, b, c in cells))
    return open_table(file, FIELDS, ReadingOptions(**options))


def choices(found: Evidence) -> tuple[str | None, str | None, list[tuple[int, str, str]]]:
    return (
        found.decimal,
        found.day_order,
        [(question.line, question.column, question.cell) for question in found.questions],
    )


@pytest.mark.parametrize(
    ("cells", "decimal", "asked"),
    [
        # One cell settles it, in whatever column and row.
        (["1,234", "1.234,50"], ",", []),
        (["1,234", "12,5"], ",", []),
        (["1,234", "1,234.50"], ".", []),
        (["1,234", "12.50"], ".", []),
        (["1,234", "1,234,567"], ".", []),
        (["1,234", "0,5"], ",", []),
        (["1.234", "12,5"], ",", []),
        # Nothing settles it: what is always read is left, the rest is asked.
        (["1,234", "7"], None, ["1,234"]),
        (["7", "x", "2,000", "1,234"], None, ["2,000"]),
        (["1.234", "2"], None, []),
        (["7", "", "12"], None, []),
        # It makes no difference.
        (["1 234"], ".", []),
        # What contradicts itself settles nothing; each cell is refused as ever.
        (["1,234.50", "1.234,50", "1,234"], None, []),
        # What is no number says nothing.
        (["12,5 kg", "€1.234,50", "1,234"], None, ["1,234"]),
    ],
)
def test_the_cells_of_a_file_settle_its_decimal_sign(
    tmp_path: Path, cells: list[str], decimal: str | None, asked: list[str]
) -> None:
    for rows in ([(cell, "", "") for cell in cells], [("", cell, "") for cell in cells]):
        found = evidence([table_of(tmp_path, *rows)])
        assert found.decimal == decimal
        assert [question.cell for question in found.questions] == asked


def test_any_column_of_numbers_settles_the_others(tmp_path: Path) -> None:
    assert choices(evidence([table_of(tmp_path, ("1,234", "12,50", ""))])) == (",", None, [])


@pytest.mark.parametrize(
    ("cells", "order", "asked"),
    [
        (["02/03/2026", "14/03/2026"], "dmy", []),
        (["02/03/2026", "03/14/2026 10:00"], "mdy", []),
        (["02/03/2026", "2026-03-14"], None, ["02/03/2026"]),
        (["2026-03-14 10:00:00 -0500", "2026年3月4日"], None, []),
        (["03.03.2026"], None, []),
        (["25-12-13"], None, ["25-12-13"]),
        (["31/12/25", "02/03/26"], None, ["31/12/25"]),
        (["31/12/25", "02/03/26", "14/03/2026"], "dmy", []),
        (["45-12-30", "25-12-31"], "ymd", []),
        # It makes no difference.
        (["02/02/02"], "dmy", []),
        (["14/03/2026", "03/14/2026", "02/03/2026"], None, []),
    ],
)
def test_the_cells_of_a_file_settle_the_order_of_day_and_month(
    tmp_path: Path, cells: list[str], order: str | None, asked: list[str]
) -> None:
    found = evidence([table_of(tmp_path, *[("", "", cell) for cell in cells])])
    assert found.day_order == order
    assert [question.cell for question in found.questions] == asked


def test_a_question_names_the_place_and_what_each_answer_means(tmp_path: Path) -> None:
    found = evidence([table_of(tmp_path, ("7", "", ""), ("1,234", "", "02/03/2026"))])
    number, moment = found.questions
    assert (number.option, number.line, number.column, number.cell) == ("decimal", 3, "quantity", "1,234")
    assert number.readings == ((".", Decimal(1234)), (",", Decimal("1.234")))
    assert number.sentence == "Line 3, column quantity: what does “1,234” mean?"
    assert [number.meaning(choice) for choice, _ in number.readings] == [
        "The comma parts thousands: 1234",
        "The comma is the decimal sign: 1.234",
    ]
    assert moment.readings == (("dmy", date(2026, 3, 2)), ("mdy", date(2026, 2, 3)))
    assert [moment.meaning(choice) for choice, _ in moment.readings] == [
        "The day comes first: 2026-03-02",
        "The month comes first: 2026-02-03",
    ]


def test_what_is_said_is_not_asked(tmp_path: Path) -> None:
    table = table_of(tmp_path, ("1,234", "12.50", "02/03/2026"), decimal=",", day_order="mdy")
    assert choices(evidence([table])) == (None, None, [])


def test_a_settled_file_is_read_accordingly(tmp_path: Path) -> None:
    [table] = settled([table_of(tmp_path, ("1,234", "", "02/03/2026"), ("", "12,5", "14/03/2026"))])
    assert list(table.rows()) == [
        (2, "A", Decimal("1.234"), None, date(2026, 3, 2)),
        (3, "A", None, Decimal("12.5"), date(2026, 3, 14)),
    ]


def test_typed_cells_of_a_workbook_prove_nothing_and_need_nothing(tmp_path: Path) -> None:
    file = written(
        tmp_path / "a.xlsx", ["sku", "quantity", "price", "on"], ["A", 1.234, 12.5, date(2026, 3, 2)]
    )
    assert choices(evidence([open_table(file, FIELDS)])) == (None, None, [])
    file = written(file, ["sku", "quantity", "price"], ["A", 1.5, "12,50"], ["B", "1,234", 0.25])
    [table] = settled([open_table(file, FIELDS)])
    assert [row[2:4] for row in table.rows()] == [
        (Decimal("1.5"), Decimal("12.5")),
        (Decimal("1.234"), Decimal("0.25")),
    ]


def test_the_search_for_evidence_can_be_stopped(tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        evidence([table_of(tmp_path, ("1", "2", ""))], progress)


def look_at(tmp_path: Path, content: str | bytes, name: str = "a.csv", **options: Any) -> Look:
    file = tmp_path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return look(file, ReadingOptions(**options), known)


def test_a_look_shows_what_the_file_seems_to_be(tmp_path: Path) -> None:
    found = look_at(tmp_path, "Bestand von März\n\nsku;quantity\nO-1;2,5\nO-2;3\n".encode("cp1252"))
    assert (found.encoding, found.delimiter, found.header, found.header_line, found.lines) == (
        "cp1252",
        ";",
        ("sku", "quantity"),
        3,
        5,
    )
    assert found.rows == ((4, ("O-1", "2,5")), (5, ("O-2", "3")))
    assert (found.guesses, found.trouble) == ({"encoding"}, None)


@pytest.mark.parametrize(
    ("content", "options", "guesses"),
    [
        ("sku;quantity\nA;1\n", {}, set()),
        ("Ware;Menge\nA;1\n", {}, {"delimiter", "header_row"}),
        ("Ware;Menge\nA;1\n", {"delimiter": ";", "header_row": 1}, set()),
        ("sku;quantity\nÄ;1\n".encode("cp1252"), {"encoding": "cp1252"}, set()),
    ],
)
def test_what_is_neither_said_nor_recognised_is_a_guess(
    tmp_path: Path, content: str | bytes, options: dict[str, Any], guesses: set[str]
) -> None:
    assert look_at(tmp_path, content, **options).guesses == guesses


@pytest.mark.parametrize(
    ("options", "header", "first"),
    [
        ({}, ("sku", "quantity"), 3),
        ({"header_row": 1}, ("All we have",), 2),
        ({"header_row": 3}, ("A", "1"), 4),
        ({"delimiter": ";"}, ("All we have",), 2),
    ],
)
def test_any_change_is_looked_at_anew(
    tmp_path: Path, options: dict[str, Any], header: tuple[str, ...], first: int
) -> None:
    found = look_at(tmp_path, "All we have\nsku,quantity\nA,1\nB,2\n", **options)
    assert (found.header, found.rows[0][0]) == (header, first)


def test_a_header_row_that_is_blank_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"a\.csv, line 9: there are no headers\."):
        look_at(tmp_path, "sku,quantity\nA,1\n", header_row=9)


def test_a_row_with_one_known_word_does_not_displace_the_first(tmp_path: Path) -> None:
    assert look_at(tmp_path, "code,count\nsku,1\n").header == ("code", "count")


def test_what_is_broken_below_is_shown_beside_the_rows_above(tmp_path: Path) -> None:
    found = look_at(tmp_path, 'sku,quantity\nA,1\n"B,2\n')
    assert found.rows == ((2, ("A", "1")),)
    assert found.trouble is not None
    assert "line 3" in found.trouble.title


def test_sheets_are_offered(tmp_path: Path) -> None:
    found = look(written(tmp_path / "a.xlsx", ["sku"], ["A"], title="Stock"), ReadingOptions(), known)
    assert (found.sheet, found.sheets, found.encoding, found.delimiter) == ("Stock", ("Stock",), "", "")


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        ("价格", "utf-8", "utf-8"),
        ("价格", "gb18030", "gb18030"),
        ("é", "cp1252", "cp1252"),
        ("é", "utf-16", "utf-16"),
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_of_a_long_file_only_parts_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, encoding: str, told: str, pack: Any
) -> None:
    monkeypatch.setattr(decoding, "_BLOCK", 1_000)
    monkeypatch.setattr(records, "encoding_of", None)
    rows = "".join(
        f"{text}{'é' if told == 'cp1252' else text}{row},{row * 7919 % 977}\n" for row in range(5_000)
    )
    found = look_at(tmp_path, pack(f"sku,quantity\n{rows}".encode(encoding)))
    assert (found.encoding, len(found.rows)) == (told, 50)
    if pack is bytes:
        assert 4_500 < found.lines < 6_500
