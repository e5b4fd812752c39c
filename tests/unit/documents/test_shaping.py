"""Names in scripts that run from the right or whose signs change one another."""

from dataclasses import replace

import pytest

from app.documents.blocks import Table, Text
from app.documents.fonts import MARK, Typeface, typeface
from app.documents.layouts import CHINA, DIN_B, LAYOUTS, Layout
from app.documents.letter import letter_pdf
from app.documents.shaping import Piece
from app.documents.wrapping import cut, wrap
from tests.reading_pdf import spots_of, texts_of, unembedded
from tests.sample_papers import delay

NAMES = {
    "arabic": "محمد عبد الرحمن",
    "arabic with number": "شارع الملك فهد 12",
    "ligature": "شركة لا إله",
    "hebrew": "שלום כהן",
    "thai": "น้ำ ที่ กรุงเทพฯ ปู่",
    "devanagari": "क्षत्रिय किशोर शर्मा",
    "korean": "김민수 서울특별시",
    "japanese": "鈴木 さくら タロウ",
}
EVERY = pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)


def pieces(text: str, language: str = "en") -> list[Piece]:
    face = typeface(language)
    return face.pieces(face.plain(text))


def seen(text: str) -> str:
    """The signs of a line by their place, from left to right."""
    letter = replace(delay("en"), recipient=(), subject="", salutation="", blocks=(Text(text),))
    below = [(sign, spot) for sign, spot in spots_of(letter_pdf(letter, DIN_B)) if spot.top > DIN_B.body]
    return "".join(sign for sign, _ in sorted(below, key=lambda each: each[1].left))


@EVERY
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_name_reads_back_as_it_was_typed(name: str, layout: Layout) -> None:
    letter = replace(
        delay("zh_CN" if layout is CHINA else "en"),
        recipient=(name, "Street 1"),
        blocks=(
            Text(name),
            Text(name, strong=True),
            Table((("Item", 3, False), ("", 1, False)), ((name, "1"),)),
        ),
    )
    pdf = letter_pdf(letter, layout)
    assert unembedded(pdf) == set()
    # Without a window the address shares its lines with others, and readers guess which way to read those.
    assert sum(page.count(name) for page in texts_of(pdf)) >= 3 + (layout.window is not None)
    assert MARK not in "".join(texts_of(pdf))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("שלום", "םולש"),
        ("שלום 12", "12םולש"),
        ("12 שלום", "םולש12"),
        ("12 שלום A", "12םולשA"),
        ("Dear שלום כהן, 3 of 4", "Dearןהכםולש,3of4"),
        ("Dear שלום, your 3", "Dearםולש,your3"),
        ("Got 2 × שלום, 3 × כהן: 4", "Got2×םולש,3×ןהכ:4"),
        ("王 שלום 先生", "王םולש先生"),
        ("ก שלום", "กםולש"),
    ],
)
def test_what_runs_from_the_right_stands_so_and_nothing_else(text: str, shown: str) -> None:
    assert seen(text) == shown


def test_arabic_letters_join() -> None:
    (joined,) = pieces("بب")
    (alone,) = pieces("ب")
    assert len({glyph.code for glyph in (*joined.glyphs, *alone.glyphs)}) == 3
    assert len(pieces("لا")[0].glyphs) == 1
    assert joined.glyphs != pieces("ب\u200cب")[0].glyphs


def test_a_vowel_sign_of_devanagari_stands_before_its_letter() -> None:
    (piece,) = pieces("कि")
    drawn = [piece.font.face.charToGlyph[glyph.code] for glyph in piece.glyphs]
    assert drawn[1] == piece.font.face.charToGlyph[ord("क")]
    (with_mark,) = pieces("ร้")
    assert [bool(glyph.advance) for glyph in with_mark.glyphs] == [True, False]


@EVERY
def test_a_name_is_as_wide_as_it_is_measured(name: str) -> None:
    face = typeface("en")
    assert face.width(name) <= sum(face.widths(name)) + 0.001
    columns = (("Item", 2, False), ("x", 2, True))
    letter = replace(delay("en"), blocks=(Table(columns, (("", name),)),))
    edge = DIN_B.paper[0] - DIN_B.right
    ends = [spot.right for _, spot in spots_of(letter_pdf(letter, DIN_B)) if spot.top > DIN_B.body]
    assert max(ends) == pytest.approx(edge, abs=1.5)


def test_a_sign_keeps_its_marks_where_a_line_ends() -> None:
    face = typeface("en")
    text = "ที่" * 40
    lines = wrap(text, 60, face, 10)
    assert "".join(lines) == text
    assert len(lines) > 2
    assert all(line.startswith("ท") for line in lines)
    for width in range(20, 60):
        assert cut(text, width, face, 10).removesuffix("…").endswith("ที่")


def test_plain_text_is_not_shaped() -> None:
    face: Typeface = typeface("en")
    assert face.width("שלום") > 0
    for text in ("Łódź 王 김 タ", "12 €", ""):
        assert not face.needs_shaping(face.plain(text))
