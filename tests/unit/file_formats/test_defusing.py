import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.file_formats.defusing import defused, defused_raw, undefused


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49 123", "'+49 123"),
        ("+49123", "'+49123"),
        ("-1+1|cmd", "'-1+1|cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("'=1", "''=1"),
        ("''-5", "'''-5"),
        ("-5", "-5"),
        ("-5.25", "-5.25"),
        ("-5\n", "'-5\n"),
        ("-", "'-"),
        ("'tis", "'tis"),
        ("''", "''"),
        ("a=1", "a=1"),
        (" =1", " =1"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str, cell: str) -> None:
    assert defused(text) == cell
    assert undefused(cell) == text


@given(st.text() | st.from_regex(r"\A['=+\-@\t\r\n0-9.]*\Z"))
def test_undefusing_is_the_way_back(text: str) -> None:
    assert undefused(defused(text)) == text


@given(st.from_regex(r"\A'*[=+\-@\t\r\n＝＋－＠].*\Z"))
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    cell = defused(text)
    assert cell[0] == "'" or cell.lstrip("-").replace(".", "").isdecimal()


@pytest.mark.parametrize(
    ("raw", "cell"),
    [
        ("=cmd()", "'=cmd()"),
        ("'=cmd()", "'=cmd()"),
        ('="0017"', '="0017"'),
        ('="0017"\t', '="0017"\t'),
        ('="0017"&cmd()', '\'="0017"&cmd()'),
        ("-1,5", "'-1,5"),
        ("-1.5", "-1.5"),
        ("'tis", "'tis"),
    ],
)
def test_raw_cells_are_defused_without_changing_what_they_are_read_as(raw: str, cell: str) -> None:
    assert defused_raw(raw) == cell


@given(st.text() | st.from_regex(r"\A['=+\-@\t\r\n0-9.]*\Z"))
def test_a_raw_cell_defused_is_read_as_before(raw: str) -> None:
    assert undefused(defused_raw(raw)) == undefused(raw)
    assert defused_raw(defused_raw(raw)) == defused_raw(raw)
