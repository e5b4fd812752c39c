"""Letters read back as a reader finds them, in every layout and both languages."""

import re
from dataclasses import replace
from io import BytesIO

import pytest

from app.documents.blocks import Form, Gap, Signature, Table, Text
from app.documents.layouts import CHINA, DIN_A, DIN_B, INCH, LAYOUTS, MM, UK_DL, US_10, Layout
from app.documents.letter import Letter, letter_pdf, write_letters
from app.documents.letterhead import Sender
from app.documents.rendering import copy_of
from app.language import language
from app.progress import Cancelled, Progress
from tests.reading_pdf import spots_of, text_of, texts_of, together, unembedded
from tests.sample_papers import NORTHWIND, delay, logo

LANGUAGES = ("en", "zh_CN")
EVERY = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)


def words_of(letter: Letter) -> list[str]:
    """All that the letter is to say."""
    words = [*letter.recipient, letter.subject, letter.salutation, letter.place_date]
    words += [
        *letter.sender.lines,
        *letter.sender.contact,
        *(part for pair in letter.references for part in pair),
    ]
    for block in letter.blocks:
        if isinstance(block, Text):
            words.append(block.text)
        elif isinstance(block, Table):
            words += [title for title, _, _ in block.columns]
            words += [part for row in (*block.rows, *block.sums) for cell in row for part in cell.split("\n")]
        elif isinstance(block, Form):
            words += [block.title, block.note, block.code, *block.options, *block.hands]
        elif isinstance(block, Signature):
            words += [*block.closing, *block.lines]
    return ["".join(word.split()) for word in words if word]


@EVERY
@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_word_is_read_back_and_every_font_is_inside(layout: Layout, spoken: str) -> None:
    letter = delay(spoken, lines=3)
    pdf = letter_pdf(letter, layout)
    found = together(pdf)
    assert [word for word in words_of(letter) if word not in found] == []
    assert unembedded(pdf) == set()


@EVERY
@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_usual_letter_with_its_form_takes_one_page(layout: Layout, spoken: str) -> None:
    assert len(texts_of(letter_pdf(delay(spoken), layout))) == 1


def test_a_long_letter_says_on_each_page_what_it_is() -> None:
    letter = delay("en", lines=40)
    first, *others = texts_of(letter_pdf(letter, DIN_B))
    pages = len(others) + 1
    assert pages > 2
    assert f"Page 1 of {pages}" in first
    for number, text in enumerate(others, 2):
        assert text.startswith(f"Northwind Bicycles · {letter.subject}")
        assert f"Page {number} of {pages}" in text
    # Titles of a table come again with its rows, and a form stays whole.
    assert all(("New date" in text) == ("SKU" in text) for text in others)
    assert sum("Your answer" in text and "Signature" in text for text in others) == 1


def test_words_of_the_page_itself_are_in_the_letters_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.documents.letterhead.tr", lambda text, **_: f"{text.lower()} in {language()}")
    letter = replace(delay("zh_CN", lines=40), copy=True)
    for page in texts_of(letter_pdf(letter, DIN_B)):
        assert "copy in zh_CN" in page
        assert "page {page} of {pages} in zh_CN" in page
    assert language() == "en"


def test_a_copy_says_so_on_each_page() -> None:
    pages = texts_of(letter_pdf(replace(delay("en", lines=40), copy=True), US_10))
    assert all("COPY" in page for page in pages)
    assert "COPY" not in text_of(letter_pdf(delay("en"), US_10))


@EVERY
def test_a_copy_says_so_beside_everything_else(layout: Layout) -> None:
    letter = delay("en", lines=40)
    for pdf in (letter_pdf(replace(letter, copy=True), layout), copy_of(letter_pdf(letter, layout), "en")):
        for number in range(2):
            spots = spots_of(pdf, number)
            start = "".join(sign for sign, _ in spots).index("COPY")
            mark, others = spots[start : start + 4], spots[:start] + spots[start + 4 :]
            left, bottom = mark[0][1].left - 6, max(spot.bottom for _, spot in mark) + 5
            assert all(spot.right < left or spot.top > bottom for _, spot in others)


WINDOWS = {
    # Envelope, window from its left and lower edge, width and height; the letter's folded height.
    DIN_A.key: ((220 * MM, 110 * MM), 20 * MM, 15 * MM, 90 * MM, 45 * MM, 105 * MM),
    DIN_B.key: ((220 * MM, 110 * MM), 20 * MM, 15 * MM, 90 * MM, 45 * MM, 105 * MM),
    UK_DL.key: ((220 * MM, 110 * MM), 20 * MM, 18 * MM, 90 * MM, 35 * MM, 105 * MM),
    US_10.key: (
        (9.5 * INCH, 4.125 * INCH),
        0.875 * INCH,
        0.5 * INCH,
        4.5 * INCH,
        1.125 * INCH,
        3.9375 * INCH,
    ),
}
LONG = (
    "Gesellschaft für fortgeschrittene Fahrradtechnik und nachhaltige Mobilität mbH & Co. KG",
    "z. Hd. Frau Dr. Ing. Annegret Müller-Lüdenscheidt",
    "Gebäude 17, Eingang C, 3. Stock",
    "Straße des 17. Juni 135",
    "10623 Berlin",
    "DEUTSCHLAND",
)
ADDRESSES = [
    ("Jo",),
    delay("en").recipient,
    delay("zh_CN").recipient,
    LONG,
    tuple(f"Line {n}" for n in range(20)),
]


@pytest.mark.parametrize("key", WINDOWS)
@pytest.mark.parametrize("address", ADDRESSES, ids=["short", "polish", "chinese", "long", "twenty"])
@pytest.mark.parametrize("spoken", LANGUAGES)
def test_an_address_stays_in_the_window_however_the_letter_slides(
    key: str, address: tuple[str, ...], spoken: str
) -> None:
    """An eighth of an inch clear on all sides; nothing else but the return line shows."""
    layout = LAYOUTS[key]
    envelope, left, above, width, height, folded = WINDOWS[key]
    letter = replace(delay(spoken), recipient=address, sender=replace(NORTHWIND, logo=logo()))
    marks = 10 * MM
    spots = [spot for _, spot in spots_of(letter_pdf(letter, layout)) if spot.left > marks]
    fold = layout.folds[0]
    seen = set()
    for right, up in ((0, 0), (1, 0), (0, 1), (1, 1)):
        # The letter lies at the left or right and at the lower or upper end of its envelope.
        x = right * (envelope[0] - layout.paper[0])
        y = up * (envelope[1] - folded)
        frame = (left - x, fold - (above + height - y), left - x + width, fold - (above - y))
        inside = {
            spot
            for spot in spots
            if spot.left < frame[2]
            and spot.right > frame[0]
            and spot.top < frame[3]
            and spot.bottom > frame[1]
        }
        assert all(
            spot.left >= frame[0] + INCH / 8
            and spot.right <= frame[2] - INCH / 8
            and spot.top >= frame[1] + INCH / 8 - 0.01
            and spot.bottom <= frame[3] - INCH / 8 + 0.01
            for spot in inside
        )
        seen.add(len(inside))
    signs = len("".join(address).replace(" ", ""))
    back = len(NORTHWIND.return_line.replace(" ", "")) if layout.return_line else 0
    shortened = address is ADDRESSES[-1] or (address is LONG and key == US_10.key)
    assert seen == {signs + back} or shortened


def test_of_an_address_that_no_window_holds_name_and_town_stay() -> None:
    lines = ("Name", *(f"Somewhere {number}" for number in range(30)), "Town")
    shown = text_of(letter_pdf(replace(delay("en"), recipient=lines), US_10))
    assert re.search("^Name$", shown, re.MULTILINE)
    assert re.search("^Town$", shown, re.MULTILINE)


def test_offsets_move_all_but_the_marks() -> None:
    letter = delay("en")
    before = spots_of(letter_pdf(letter, DIN_B))
    after = spots_of(letter_pdf(letter, DIN_B.shifted(15, -20)))
    assert [sign for sign, _ in before] == [sign for sign, _ in after]
    for (_, old), (_, new) in zip(before, after, strict=True):
        assert new.left - old.left == pytest.approx(1.5 * MM, abs=0.02)
        assert new.top - old.top == pytest.approx(-2 * MM, abs=0.02)


def test_chinese_letters_centre_their_title_and_end_at_the_right() -> None:
    letter = delay("zh_CN")
    spots = spots_of(letter_pdf(letter, CHINA))
    text = "".join(sign for sign, _ in spots)
    middle = CHINA.left + CHINA.width / 2

    def place(words: str, after: int = 0) -> tuple[float, float]:
        start = text.index("".join(words.split()), after)
        return spots[start][1].left, spots[start + len("".join(words.split())) - 1][1].right

    begin, end = place(letter.subject)
    assert (begin + end) / 2 == pytest.approx(middle, abs=3)
    assert place(letter.salutation)[0] == pytest.approx(CHINA.left, abs=2)
    assert place("您好")[0] == pytest.approx(CHINA.left + 20, abs=2)
    assert place("此致")[0] == pytest.approx(CHINA.left + 20, abs=2)
    assert place("敬礼")[0] == pytest.approx(CHINA.left, abs=2)
    signed = text.index("敬礼")
    assert place("北风自行车行", signed)[1] == pytest.approx(CHINA.left + CHINA.width, abs=2)
    assert place(letter.place_date, signed)[1] == pytest.approx(CHINA.left + CHINA.width, abs=2)


def test_a_chinese_letter_without_signature_is_dated_all_the_same() -> None:
    letter = replace(delay("zh_CN"), blocks=(Text("您好"), Gap(20)))
    assert letter.place_date in together(letter_pdf(letter, CHINA))


def test_many_letters_lie_in_one_file_each_on_its_own_paper() -> None:
    letters = [
        replace(delay(spoken), country=country, subject=f"Subject {number}")
        for number, (spoken, country) in enumerate([("en", "US"), ("zh_CN", "CN"), ("en", "DE")])
    ]
    by_country = {"US": US_10, "CN": CHINA, "DE": DIN_B}
    file = BytesIO()
    write_letters(letters, lambda letter: by_country[letter.country], file)
    pages = texts_of(file.getvalue())
    assert len(pages) == 3
    assert all(f"Subject {number}" in page for number, page in enumerate(pages))
    assert unembedded(file.getvalue()) == set()


def test_a_cancelled_run_writes_nothing() -> None:
    file = BytesIO()
    told: list[int] = []
    progress = Progress(lambda _, done, __: told.append(done) or (progress.cancel() if done == 2 else None))
    with pytest.raises(Cancelled):
        write_letters([delay("en")] * 5, lambda _: DIN_B, file, progress)
    assert told == [0, 1, 2]
    assert file.getvalue() == b""


def test_more_signs_than_one_subset_holds_are_read_back() -> None:
    signs = "".join(map(chr, range(0x4E00, 0x4E00 + 1_500)))
    pdf = letter_pdf(replace(delay("zh_CN"), blocks=(Text(signs),)), DIN_B)
    found = together(pdf)
    assert signs[:1_000] in found
    assert set(signs) <= set(found)
    assert unembedded(pdf) == set()


def test_a_heading_stays_with_what_it_is_above() -> None:
    for height in range(430, 480):
        letter = replace(delay("en"), blocks=(Gap(height), Text("Heading", strong=True), Text("Below " * 30)))
        assert all(("Heading" in page) == ("Below" in page) for page in texts_of(letter_pdf(letter, DIN_B)))


def test_nobody_signs_a_page_on_which_nothing_else_is_said() -> None:
    signature = Signature(("Northwind",), ("Kind regards",))
    for height in range(360, 520, 4):
        letter = replace(delay("en"), blocks=(Gap(height), Text("Last words."), signature))
        pages = texts_of(letter_pdf(letter, DIN_B))
        assert all(("Last words" in page) == ("Kind regards" in page) for page in pages), height


def test_no_letters_are_no_file() -> None:
    file = BytesIO()
    write_letters([], lambda _: DIN_B, file)
    assert file.getvalue() == b""


def test_a_logo_is_stored_once() -> None:
    sender = replace(NORTHWIND, logo=logo())
    one, twenty = BytesIO(), BytesIO()
    for count, file in ((1, one), (20, twenty)):
        write_letters([delay("en", sender=sender)] * count, lambda _: DIN_B, file)
    assert one.getvalue().count(b"/Subtype /Image") == 1
    assert twenty.getvalue().count(b"/Subtype /Image") == 1


def test_with_a_logo_the_name_stands_beside() -> None:
    sender = Sender("Northwind Bicycles", logo=logo())
    assert "Northwind Bicycles" in text_of(letter_pdf(replace(delay("en"), sender=sender), DIN_B))
