"""Whatever a customer is called and a shop has stored: a letter comes out, and the text is only text."""

from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from PIL import Image

from app.documents.blocks import Form, Signature, Table, Text
from app.documents.fonts import MARK
from app.documents.labels import LABEL_PAPERS, Label, labels_pdf
from app.documents.layouts import CHINA, DIN_B, LAYOUTS, Layout
from app.documents.letter import Letter, letter_pdf
from app.documents.letterhead import Sender
from app.documents.logos import check_logo, logo
from app.errors import InvalidInput
from tests.reading_pdf import text_of, together, unembedded
from tests.sample_papers import delay
from tests.sample_papers import logo as good_logo

EVIL = {
    "markup": "Smith <b>",
    "end of paragraph": "</para>",
    "picture": '<img src="file:///etc/passwd"/>',
    "field": "{field} {0} {customer.__class__} %s %(x)s $x",
    "pdf": "(un)balanced \\( ) Tj ET Q endstream endobj",
    "direction": "\u202egnirts\u200f \u2066left\u2069",
    "arabic": "شركة الدراجات",
    "arabic turned": "\u202eشركة\u2069 \u200dدراجة\u200d \u0651\u0651",
    "thai marks": "\u0e48" * 50 + "ก" + "\u0e48" * 50,
    "long word": "W" * 5_000,
    "long chinese": "车" * 5_000,
    "emoji": "Bike 😀👩‍👩‍👧 🇩🇪 𠀀𝒳",
    "newlines": "one\r\ntwo\n\n\nthree\rfour\u2028five\x0bsix",
    "controls": "a\x00b\x07c\x1bd\ufffee",
    "combining": "Z" + "\u0301" * 200 + "algo",
    "blank": " \t\n ",
    "empty": "",
    "surrogate": "lone \ud800",
}
EVERY = pytest.mark.parametrize("evil", EVIL.values(), ids=EVIL)
LAYOUT = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)


def full_of(evil: str, language: str = "en") -> Letter:
    """In every place that takes text."""
    return Letter(
        language=language,
        sender=Sender(evil, (evil, evil), (evil,), None, evil),
        recipient=(evil, evil, evil),
        place_date=evil,
        subject=evil,
        salutation=evil,
        blocks=(
            Text(evil),
            Text(evil, strong=True),
            Table(((evil, 3, False), (evil, 1, True)), ((evil, evil), (evil, "1")), ((evil, evil),)),
            Signature((evil,), closing=(evil,)),
            Form(evil, (evil, evil), code=evil, qr=evil, note=evil, hands=(evil, evil)),
        ),
        references=((evil, evil),),
    )


@EVERY
def test_a_letter_comes_out_whatever_it_says(evil: str) -> None:
    # A letter of long words has a hundred pages: one layout each is enough.
    both = [("en", DIN_B), ("zh_CN", CHINA)]
    for language, layout in both if len(evil) < 1_000 else both[:: -1 if evil[0] == "车" else 1][:1]:
        assert unembedded(letter_pdf(full_of(evil, language), layout)) == set()


@pytest.mark.parametrize("name", ["markup", "end of paragraph", "picture", "field", "pdf"])
@LAYOUT
def test_text_is_shown_as_it_was_typed(name: str, layout: Layout) -> None:
    evil = EVIL[name]
    letter = replace(delay("en"), recipient=(evil, "Street 1"), blocks=(Text(f"Dear {evil},"),))
    assert together(letter_pdf(letter, layout)).count("".join(evil.split())) == 2


@pytest.mark.parametrize("word", ["W", "车"])
@LAYOUT
def test_a_word_of_5000_signs_loses_none(word: str, layout: Layout) -> None:
    letter = replace(
        delay("en"),
        blocks=(Text(word * 5_000), Table((("Item", 1, False), ("", 1, True)), ((word * 5_000, "1"),))),
    )
    assert together(letter_pdf(letter, layout)).count(word) >= 10_000


def test_signs_in_no_font_are_marked() -> None:
    letter = replace(delay("en"), blocks=(Text("A 😀 B ሰላም C 王丒 D"),))
    assert f"A {MARK} B {MARK * 3} C 王丒 D" in text_of(letter_pdf(letter, DIN_B))


def test_direction_signs_turn_nothing_around() -> None:
    letter = replace(delay("en"), subject="abc\u202edef\u202c ghi")
    assert "abcdef ghi" in text_of(letter_pdf(letter, DIN_B))


@LAYOUT
@pytest.mark.parametrize("recipient", [(), ("",), ("", " ", "\n")])
def test_a_customer_without_address_gets_a_letter(layout: Layout, recipient: tuple[str, ...]) -> None:
    letter = replace(delay("en"), recipient=recipient, place_date="", salutation="", references=())
    assert letter.subject in text_of(letter_pdf(letter, layout))


def test_a_letter_may_be_empty() -> None:
    letter = Letter("", Sender(""), (), "", "", ())
    assert text_of(letter_pdf(letter, DIN_B)).strip() == ""


def test_a_shop_with_much_to_say_leaves_room_for_the_letter() -> None:
    sender = Sender("Shop", tuple(f"Line {number}" for number in range(90)), tuple("abc" * 30))
    letter = replace(delay("en"), sender=sender)
    for layout in LAYOUTS.values():
        assert letter.subject in text_of(letter_pdf(letter, layout))


@cache
def broken_logos() -> dict[str, bytes]:
    whole = good_logo()
    huge = BytesIO()
    Image.new("1", (7_000, 7_000)).save(huge, "PNG")
    return {
        "no picture": b"hello",
        "cut off": whole[: len(whole) // 2],
        "garbled": whole[:60] + bytes(200) + whole[260:],
        "far too large": huge.getvalue(),
        "drawing": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "program": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(/etc/passwd) run",
    }


@pytest.mark.parametrize("name", list(broken_logos()))
def test_a_broken_logo_is_refused_and_a_stored_one_left_out(name: str) -> None:
    content = broken_logos()[name]
    with pytest.raises(InvalidInput) as refusal:
        check_logo(content)
    assert refusal.value.place == "logo"
    assert logo(content) is None
    letter = replace(delay("en"), sender=Sender("Northwind Bicycles", logo=content))
    assert "Northwind Bicycles" in text_of(letter_pdf(letter, DIN_B))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
@pytest.mark.parametrize("size", [(1, 1), (3000, 10), (10, 3000)])
def test_any_usual_picture_is_a_logo(kind: str, size: tuple[int, int]) -> None:
    buffer = BytesIO()
    Image.new("RGB", size, "navy").save(buffer, kind)
    check_logo(buffer.getvalue())
    letter = replace(delay("en"), sender=Sender("Shop", logo=buffer.getvalue()))
    for layout in (DIN_B, CHINA):
        assert b"/Subtype /Image" in letter_pdf(letter, layout)


@EVERY
@pytest.mark.parametrize("bar_code", [False, True])
def test_labels_come_out_whatever_they_say(evil: str, bar_code: bool) -> None:
    label = Label(evil, evil, evil, evil, evil, evil, evil)
    for paper in LABEL_PAPERS.values():
        assert unembedded(labels_pdf([label], paper, "en", bar_code=bar_code)) == set()
