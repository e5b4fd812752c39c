"""Tooltips show what they are given."""

import pytest

from ui.common.tips import tip


@pytest.mark.parametrize("text", ["", "Lamps & shades", "width < 20 cm", "5 > 3"])
def test_words_stay_as_they_are(text: str) -> None:
    assert tip(text) == text


def test_what_looks_like_markup_is_shown_not_obeyed() -> None:
    assert tip("<b>Ines</b> & sons") == "<qt>&lt;b&gt;Ines&lt;/b&gt; &amp; sons</qt>"
