from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.file_formats.cell_types import CellType
from app.file_formats.text_cells import choice, flag, identifier, text
from tests.unit.file_formats.cells import read, why_not

POLICY = choice({"always": ("always", "总是"), "made": ("made to order", "定制")})


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("0017", "0017"),
        ("85123A", "85123A"),
        ("1E5", "1E5"),
        ("17850.0", "17850.0"),
        ("5012345678900", "5012345678900"),
        (" 0017 ", "0017"),
        ("0017\t", "0017"),
        ('="0017"', "0017"),
        ('="0017"\t', "0017"),
        ('=" 0017 "', "0017"),
        ("'=0017", "=0017"),
        ('\'="0017"', '="0017"'),
        ("'0017", "'0017"),
        ("ＡＢ１", "ＡＢ１"),
        ("A B", "A B"),
        ("红灯笼-1", "红灯笼-1"),
    ],
)
def test_codes_stay_text(cell: str, code: str) -> None:
    assert read(cell, identifier()) == code


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("", "The cell is blank."),
        (" \t", "The cell is blank."),
        ('=""', "The cell is blank."),
        ("00\n17", "It holds a line break or another control character."),
        ("00\x7f17", "It holds a line break or another control character."),
    ],
)
def test_what_cannot_be_a_code_is_refused(cell: str, what: str) -> None:
    assert why_not(cell, identifier()) == what


@pytest.mark.parametrize("value", ["", " lamp ", "two\r\nlines", "it's", "'quoted'", "０１７", "e\u0301"])
def test_text_stays_to_the_letter(value: str) -> None:
    assert read(value, text(), default="") == value


def test_text_that_must_be_there_may_not_be_of_spaces() -> None:
    assert why_not(" \u3000", text()) == "The cell is blank."


def test_a_blank_text_is_its_default_and_spaces_are_not_blank() -> None:
    assert read("", text(), default=None) is None
    assert read(" ", text(), default=None) == " "


@pytest.mark.parametrize("cell", ["yes", "Y", " TRUE ", "1", "是", "ＹＥＳ"])
def test_yes(cell: str) -> None:
    assert read(cell, flag()) is True


@pytest.mark.parametrize("cell", ["no", "N", "False", "0", "否"])
def test_no(cell: str) -> None:
    assert read(cell, flag()) is False


@pytest.mark.parametrize("cell", ["always", "Always", " ALWAYS", "总是"])
def test_choices_are_read_in_their_spellings(cell: str) -> None:
    assert read(cell, POLICY) == "always"


@pytest.mark.parametrize("cell", ["made to order", "made_to_order", "Made-To-Order", "定制"])
def test_the_joint_between_words_does_not_matter(cell: str) -> None:
    assert read(cell, POLICY) == "made"


@pytest.mark.parametrize(
    ("cell", "kind", "what"),
    [
        ("perhaps", flag(), "It must be one of: yes, no."),
        ("2", flag(), "It must be one of: yes, no."),
        ("sometimes", POLICY, "It must be one of: always, made to order."),
        ("", POLICY, "The cell is blank."),
    ],
)
def test_what_is_no_choice_is_refused_with_the_choices(cell: str, kind: CellType, what: str) -> None:
    assert why_not(cell, kind) == what


@pytest.mark.parametrize(("kind", "value"), [(flag(), True), (flag(), False), (POLICY, "made")])
def test_choices_written_are_read_again(kind: CellType, value: Any) -> None:
    assert read(kind.write(value), kind) == value


CODES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(
    lambda code: code == code.strip()
)


@given(CODES | st.from_regex(r'\A(\'|=|-|")+[A-Z0-9"=\']+\Z'))
def test_codes_written_are_read_again(code: str) -> None:
    assert read(identifier().write(code), identifier()) == code
