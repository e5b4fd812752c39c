import re
from collections import Counter

import pytest

from app.file_formats.fields import Field
from app.file_formats.headers import normalised
from app.file_formats.kinds import READ
from app.file_formats.options import ReadingOptions

EACH_KIND = pytest.mark.parametrize("fields", READ.values(), ids=READ.keys())


@EACH_KIND
def test_no_header_stands_for_two_fields(fields: tuple[Field, ...]) -> None:
    headers = Counter(normalised(name) for field in fields for name in (field.key, *field.aliases))
    assert {header for header, times in headers.items() if times > 1} == set()


@EACH_KIND
def test_a_row_of_blanks_is_never_a_row(fields: tuple[Field, ...]) -> None:
    """Rows of delimiters are left out because a required cell is blank."""
    assert any(field.required for field in fields)


@EACH_KIND
def test_defaults_written_are_read_again(fields: tuple[Field, ...]) -> None:
    options = ReadingOptions()
    for field in fields:
        if not field.required and field.default is not None:
            read = field.parser.reader(options, required=False, default=None)
            cell = field.parser.write(field.default)
            assert read(cell) == (field.default if cell else None) or field.default == "", field.key


@EACH_KIND
def test_keys_are_plain_words(fields: tuple[Field, ...]) -> None:
    assert [field.key for field in fields if not re.fullmatch("[a-z]+(_[a-z]+)*", field.key)] == []
