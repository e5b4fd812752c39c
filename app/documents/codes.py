"""QR codes and Code 128, as shapes that a page draws."""

from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import segno
from segno.encoder import DataOverflowError

_LARGEST = 15
"""The version up to which a hand-held phone reads a code of an inch."""
_MASK = 3


class Matrix(NamedTuple):
    """A QR code: squares in a row, and its dark ones as PDF rectangles, one unit a square, y downward."""

    size: int
    path: str


class Bars(NamedTuple):
    """A bar code: modules in all, and where each dark bar begins and how wide it is."""

    modules: int
    dark: tuple[tuple[int, int], ...]


@lru_cache(maxsize=1_024)
def matrix(text: str) -> Matrix | None:
    """The QR code of a text; None where there is none, or more than a small code can hold."""
    if not text:
        return None
    try:
        # Any mask reads well in codes this small; trying all eight takes four times as long.
        code = segno.make_qr(text, error="m", mask=_MASK)
    except (DataOverflowError, UnicodeEncodeError):
        return None
    if not isinstance(code.version, int) or code.version > _LARGEST:
        return None
    rectangles = []
    for y, row in enumerate(code.matrix):
        x = 0
        for dark, run in groupby(row):
            wide = len(tuple(run))
            if dark:
                rectangles.append(f"{x} {y} {wide} 1 re")
            x += wide
    return Matrix(len(code.matrix), " ".join(rectangles))


def code128(text: str) -> Bars | None:
    """The bar code of a text; None where it is empty or holds more than printable ASCII."""
    if not text or not text.isascii() or not text.isprintable():
        return None
    # It brings all of reportlab's charts: half a second that only those wait who print bar codes.
    from reportlab.graphics.barcode.code128 import Code128

    code = Code128(text, quiet=0)
    code.validate()
    code.encode()
    code.decompose()
    dark, start = [], 0
    # Capitals are bars, small letters gaps; 'a' is one module wide.
    for sign in code.decomposed:
        width = ord(sign.lower()) - ord("a") + 1
        if sign.isupper():
            dark.append((start, width))
        start += width
    return Bars(start, tuple(dark))
