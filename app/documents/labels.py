"""Labels for goods put aside: whose they are, with a code that a scanner reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.documents.blocks import Style, style_of
from app.documents.codes import code128, matrix
from app.documents.layouts import A4, INCH, MM, US_LETTER
from app.documents.sheets import DARK, Sheets
from app.documents.wrapping import cut, wrap
from app.language import speaking, tr


@dataclass(frozen=True, slots=True)
class Label:
    """`code` is what a scanner reads, such as the order's number; the rest as it is to be read."""

    order: str
    customer: str
    item: str = ""
    quantity: str = ""
    place: str = ""
    date: str = ""
    code: str = ""


class LabelPaper(NamedTuple):
    """Sheets or rolls of labels: how many side by side and one below the other, from where, how far apart."""

    key: str
    paper: tuple[float, float]
    columns: int
    rows: int
    size: tuple[float, float]
    start: tuple[float, float] = (0, 0)
    apart: tuple[float, float] = (0, 0)


LABEL_PAPERS = {
    each.key: each
    for each in (
        LabelPaper("a4_21", A4, 3, 7, (63.5 * MM, 38.1 * MM), (7.2 * MM, 15.1 * MM), (2.54 * MM, 0)),
        LabelPaper("a4_8", A4, 2, 4, (99.1 * MM, 67.7 * MM), (4.7 * MM, 13.1 * MM), (2.5 * MM, 0)),
        LabelPaper("us_30", US_LETTER, 3, 10, (2.625 * INCH, INCH), (13.5, 36), (9, 0)),
        LabelPaper("us_10", US_LETTER, 2, 5, (4 * INCH, 2 * INCH), (11.25, 36), (13.5, 0)),
        LabelPaper("roll_62x29", (62 * MM, 29 * MM), 1, 1, (62 * MM, 29 * MM)),
        LabelPaper("roll_57x32", (57 * MM, 32 * MM), 1, 1, (57 * MM, 32 * MM)),
        LabelPaper("roll_100x50", (100 * MM, 50 * MM), 1, 1, (100 * MM, 50 * MM)),
    )
}  # fmt: skip
"""By key: common sheets of 21 and 8 (A4), 30 and 10 (US Letter), and rolls by width and height."""

_EDGE = 2.6 * MM
_QUIET = 3 * MM
_MODULE_LEAST = 0.19 * MM
"""Narrower bars are not read from paper of an office printer."""


def labels_pdf(
    labels: Sequence[Label], paper: LabelPaper, language: str, *, bar_code: bool = False, skip: int = 0
) -> bytes:
    """All labels; the first `skip` places of the first sheet stay empty: they were used before.

    A bar code is drawn where it is asked for, can say the code and fits; else a QR code.
    """
    with speaking(language):
        style = style_of(language)
        sheets = Sheets(paper.paper, title=tr("Labels"), author="", language=language)
        each = paper.columns * paper.rows
        place = skip % each
        for number, label in enumerate(labels):
            if number and place == 0:
                sheets.next_page()
            row, column = divmod(place, paper.columns)
            x = paper.start[0] + column * (paper.size[0] + paper.apart[0])
            y = paper.start[1] + row * (paper.size[1] + paper.apart[1])
            _draw(sheets, label, x, y, paper.size, style, bar_code=bar_code)
            place = (place + 1) % each
        sheets.next_page()
        return sheets.pdf()


def _draw(
    sheets: Sheets,
    label: Label,
    x: float,
    y: float,
    size: tuple[float, float],
    style: Style,
    *,
    bar_code: bool,
) -> None:
    width, height = size[0] - 2 * _EDGE, size[1] - 2 * _EDGE
    x, y = x + _EDGE, y + _EDGE
    said = label.code or label.order
    bars = code128(said) if bar_code else None
    if bars is not None and (width - 2 * _QUIET) / bars.modules >= _MODULE_LEAST:
        below = min(height * 0.3, 14 * MM)
        wide = min(width - 2 * _QUIET, bars.modules * 0.4 * MM)
        # What reaches down from the line above stays clear of them.
        sheets.bars(x + _QUIET, y + height - below + 2, wide, below - 2, bars)
        _write(sheets, label, x, y, width, height - below - 2, style)
        return
    squares = matrix(said)
    if squares is not None:
        side = min(height, width * 0.34)
        sheets.squares(x + width - side, y + (height - side) / 2, side, squares)
        width -= side + _QUIET
    _write(sheets, label, x, y, width, height, style)


def _write(
    sheets: Sheets, label: Label, x: float, y: float, width: float, height: float, style: Style
) -> None:
    """The customer large, below it the order; then as many lines as there is room for."""
    big = max(9.0, min(18.0, height * 0.2))
    small = max(6.5, min(11.0, height * 0.105))
    bottom = y + height + 0.5
    customer = style.strong.width(style.strong.plain(label.customer)) * big
    if customer > width:
        big = max(9.0, big * width / customer)
    y += big
    sheets.text(x, y, cut(label.customer, width, style.strong, big), style.strong, big)
    medium = small * 1.2
    y += medium * 1.45
    sheets.text(x, y, cut(label.order, width, style.strong, medium), style.strong, medium)
    leading = small * (style.leading - 0.1)
    foot = _foot(label, width, style, small)
    about = " × ".join(part for part in (label.quantity, label.item) if part)
    lines = wrap(about, width, style.regular, small) if about else []
    room = max(0, int((bottom - y) / leading) - len(foot))
    if 0 < room < len(lines):
        lines[room - 1] = cut(" ".join(lines[room - 1 :]), width, style.regular, small)
    for line in lines[:room]:
        y += leading
        sheets.text(x, y, line, style.regular, small)
    for below, line in enumerate(foot, 1):
        sheets.text(x, bottom - 1 - (len(foot) - below) * leading, line, style.regular, small, DARK)


def _foot(label: Label, width: float, style: Style, size: float) -> list[str]:
    """Where it lies and until when, on one line if that holds both."""
    parts = [part for part in (label.place, label.date) if part.strip()]
    both = style.regular.plain(" · ".join(parts))
    if style.regular.width(both) * size <= width and "\n" not in both:
        parts = [both] if both else []
    return [line for part in parts for line in wrap(part, width, style.regular, size)][:3]
