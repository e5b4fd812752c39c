from typing import Any

import pytest

from app.errors import InvalidInput
from app.file_formats.options import ReadingOptions


@pytest.mark.parametrize(
    ("options", "title", "hint"),
    [
        ({"decimal": ";"}, "“;” cannot be the decimal sign of a file.", "Choose one of: '.'  ','"),
        (
            {"day_order": "dym"},
            "“dym” cannot be the order of day, month and year of a file.",
            "Choose one of: 'dmy'  'mdy'  'ymd'",
        ),
        ({"delimiter": "x"}, "“x” cannot be the delimiter of a file.", r"Choose one of: ','  ';'  '\t'  '|'"),
        (
            {"encoding": "klingon"},
            "There is no character encoding “klingon”.",
            "Known names are for example utf-8, utf-16, gb18030, big5 and cp1252.",
        ),
        # A codec, but not one of letters.
        (
            {"encoding": "base64"},
            "There is no character encoding “base64”.",
            "Known names are for example utf-8, utf-16, gb18030, big5 and cp1252.",
        ),
    ],
)
def test_options_that_cannot_be_are_refused(options: dict[str, Any], title: str, hint: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        ReadingOptions(**options).check()
    assert (refusal.value.title, refusal.value.hint) == (title, hint)


def test_options_that_can_be_pass() -> None:
    ReadingOptions(encoding="GBK", delimiter="\t", decimal=",", day_order="mdy").check()
