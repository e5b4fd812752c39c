from concurrent.futures import ThreadPoolExecutor

import pytest

from app.documents.layouts import A4, DIN_B, US_10, US_LETTER
from app.documents.letter import letter_pdf
from app.documents.rendering import copy_of, page_image, page_sizes
from app.errors import InvalidInput
from tests.reading_pdf import texts_of, unembedded
from tests.sample_papers import delay


def test_a_copy_has_the_same_pages_and_says_what_it_is() -> None:
    original = letter_pdf(delay("en", lines=40), DIN_B)
    before, after = texts_of(original), texts_of(copy_of(original, "en"))
    assert len(before) == len(after)
    assert not any("COPY" in page for page in before)
    assert all("COPY" in page for page in after)
    assert all(
        line in copied for page, copied in zip(before, after, strict=True) for line in page.split("\n")
    )
    assert unembedded(copy_of(original, "en")) == set()


def test_a_copy_of_a_copy_is_one_still() -> None:
    twice = copy_of(copy_of(letter_pdf(delay("zh_CN"), US_10), "zh_CN"), "zh_CN")
    assert len(texts_of(twice)) == 1


def test_pages_are_as_large_as_their_paper() -> None:
    for layout, size in ((DIN_B, A4), (US_10, US_LETTER)):
        assert page_sizes(letter_pdf(delay("en"), layout))[0] == pytest.approx(size, abs=0.01)


def test_a_picture_shows_ink_on_white() -> None:
    image = page_image(letter_pdf(delay("en"), DIN_B), 0, 0.5)
    assert (image.width, image.height) == (298, 421)
    assert len(image.dots) == image.stride * image.height
    assert image.dots[:3] == b"\xff\xff\xff"
    assert min(image.dots) < 60


def test_what_is_no_pdf_is_refused() -> None:
    for use in (page_sizes, lambda pdf: page_image(pdf, 0, 1), lambda pdf: copy_of(pdf, "en")):
        with pytest.raises(InvalidInput):
            use(b"no PDF")


def test_threads_may_draw_and_read_at_once() -> None:
    letters = [delay(language, lines=lines) for language in ("en", "zh_CN") for lines in (1, 2, 3, 4)]
    alone = [texts_of(letter_pdf(letter, DIN_B)) for letter in letters]
    with ThreadPoolExecutor(4) as threads:
        pdfs = list(threads.map(lambda letter: copy_of(letter_pdf(letter, DIN_B), "en"), letters))
    for before, pdf in zip(alone, pdfs, strict=True):
        lines = set(before[0].split("\n"))
        assert lines <= set(texts_of(pdf)[0].split("\n"))
