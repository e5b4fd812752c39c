"""Stored PDFs as pictures, and copies of them; PDFium serves one thread at a time, hence the lock."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import RLock
from typing import NamedTuple

import pypdfium2

from app.documents.blocks import SMALL, style_of
from app.documents.layouts import MM
from app.documents.sheets import DARK, Sheets
from app.errors import InvalidInput
from app.language import speaking, tr

PDFIUM = RLock()
"""Held by whoever calls pypdfium2."""


class PageImage(NamedTuple):
    """Rows of 4 bytes a dot (blue, green, red, unused), `stride` bytes a row."""

    width: int
    height: int
    stride: int
    dots: bytes


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise InvalidInput(tr("This PDF cannot be read."), tr("Its file may be damaged.")) from error
        try:
            yield document
        finally:
            document.close()


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in points."""
    with _opened(pdf) as document:
        return [document.get_page_size(number) for number in range(len(document))]


def page_image(pdf: bytes, number: int, scale: float) -> PageImage:
    """Page `number` from 0, with `scale` dots a point."""
    with _opened(pdf) as document:
        bitmap = document[number].render(scale=scale, rev_byteorder=False, force_bitmap_format=_BGRX)
        return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


_BGRX = pypdfium2.raw.FPDFBitmap_BGRx


def copy_of(pdf: bytes, language: str) -> bytes:
    """The same pages, each marked as a copy in its upper right corner."""
    with _opened(pdf) as document:
        for number in range(len(document)):
            page = document[number]
            mark = pypdfium2.PdfDocument(_mark(page.get_size(), language))
            try:
                page.insert_obj(mark.page_as_xobject(0, document).as_pageobject())
                page.gen_content()
            finally:
                mark.close()
        file = BytesIO()
        document.save(file)
        return file.getvalue()


def _mark(size: tuple[float, float], language: str) -> bytes:
    with speaking(language):
        face = style_of(language).strong
        word = face.plain(tr("COPY"))
        sheets = Sheets(size, title=word, author="", language=language)
        width = face.width(word) * SMALL
        x, y = size[0] - width - 22 * MM, 6 * MM
        sheets.box(x - 5, y, width + 10, SMALL * 1.7, line=0.6, shade=DARK)
        sheets.text(x, y + SMALL * 1.2, word, face, SMALL, DARK)
        sheets.next_page()
        return sheets.pdf()
