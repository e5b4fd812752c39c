"""A voucher on a page: what it is worth, its code to read and to scan, within a line to cut along."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.blocks import Ink, Row, Style
from app.documents.codes import matrix
from app.documents.layouts import MM
from app.documents.sheets import DARK, QUIET, Sheets
from app.documents.wrapping import wrap

_QR = 26 * MM
_INSIDE = 5 * MM
_WORTH, _CODE = 22.0, 14.0


@dataclass(frozen=True, slots=True)
class Coupon:
    """`code` as it is printed; its QR holds the same."""

    title: str
    worth: str
    code: str
    lines: tuple[str, ...] = ()


def coupon_rows(coupon: Coupon, width: float, style: Style) -> Iterator[Row]:
    """One row, so that it never breaks."""
    room = width - 3 * _INSIDE - _QR
    y = _INSIDE
    inks = []

    def write(text: str, size: float, *, strong: bool = False, shade: float = 0.0) -> None:
        nonlocal y
        face = style.strong if strong else style.regular
        for line in wrap(text, room, face, size):
            inks.append(Ink(_INSIDE, y + size * 1.02, line, face, size, shade))
            y += size * (style.leading - 0.05)

    write(coupon.title, style.body, shade=DARK)
    write(coupon.worth, _WORTH, strong=True)
    write(coupon.code, _CODE, strong=True)
    for each in coupon.lines:
        write(each, style.small, shade=DARK)
    height = max(y + _INSIDE, _QR + 2 * _INSIDE)
    code = matrix(coupon.code)

    def draw(sheets: Sheets, left: float, top: float) -> None:
        edges = ((left, top), (left + width, top), (left + width, top + height), (left, top + height))
        for (x, at), (to_x, to_y) in zip(edges, (*edges[1:], edges[0]), strict=True):
            sheets.line(x, at, to_x, to_y, width=0.8, shade=QUIET, dashes=(3, 3))
        if code is not None:
            sheets.squares(left + width - _INSIDE - _QR, top + (height - _QR) / 2, _QR, code)

    yield Row(height, inks, drawing=draw)
