"""What a reader finds in a PDF: its text, where it stands, and whether its fonts are inside."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw


class Spot(NamedTuple):
    """A rectangle in points from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def texts_of(pdf: bytes) -> list[str]:
    """Each page's text with single spaces; broken lines stay broken."""
    with opened(pdf) as document:
        texts = []
        for page in document:
            words = page.get_textpage()
            texts.append(words.get_text_bounded().replace("\r\n", "\n"))
            words.close()
            page.close()
        return texts


def text_of(pdf: bytes) -> str:
    return "\n".join(texts_of(pdf))


def together(pdf: bytes) -> str:
    """Without spaces and line breaks, as narrow columns break words anywhere."""
    return "".join(text_of(pdf).split())


def spots_of(pdf: bytes, number: int = 0) -> list[tuple[str, Spot]]:
    """Every visible sign of a page with the place of its ink."""
    with opened(pdf) as document:
        page = document[number]
        height = page.get_height()
        words = page.get_textpage()
        found = []
        for place in range(words.count_chars()):
            sign = chr(raw.FPDFText_GetUnicode(words.raw, place))
            if not sign.isspace():
                left, bottom, right, top = words.get_charbox(place)
                found.append((sign, Spot(left, height - top, right, height - bottom)))
        words.close()
        page.close()
        return found


def unembedded(pdf: bytes) -> set[str]:
    """The fonts that some text uses but the file does not hold."""
    names = set()
    with opened(pdf) as document:
        for page in document:
            for each in page.get_objects(max_depth=8):
                if each.type == raw.FPDF_PAGEOBJ_TEXT:
                    font = raw.FPDFTextObj_GetFont(each.raw)
                    if raw.FPDFFont_GetIsEmbedded(font) != 1:
                        names.add(name_of(font))
            page.close()
    return names


def name_of(font: raw.FPDF_FONT) -> str:
    size = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFFont_GetBaseFontName(font, buffer, size)
    return buffer.value.decode()
