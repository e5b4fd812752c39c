"""The part of a letter that comes back: boxes to tick, lines to sign, the code and its QR."""

from collections.abc import Iterator

from app.documents.blocks import (
    BESIDE_TICK,
    TICK,
    Drawing,
    Form,
    Ink,
    Row,
    Style,
    tick_box,
)
from app.documents.codes import Matrix, matrix
from app.documents.layouts import MM
from app.documents.sheets import DARK, QUIET, Sheets
from app.documents.wrapping import wrap

QR = 23 * MM
_BESIDE = 8 * MM
_TO_WRITE = 9 * MM
_CUT = 5 * MM
_CODE = 11.0
_HAND = 62 * MM


def form_rows(form: Form, width: float, style: Style, edges: tuple[float, float]) -> Iterator[Row]:
    """`edges`: how far the paper reaches to the left and right of the text, for the line to cut along."""
    code = matrix(form.qr)
    aside = QR + _BESIDE if code is not None or form.code else 0.0
    rows = list(_written(form, width - aside, style))
    height = sum(row.height + row.gap for row in rows)
    missing = _height_aside(form, code) - height
    if missing > 0:
        rows[-1].height += missing
    rows[0].drawing = _aside(form, code, width - QR, style)
    yield Row(_CUT, drawing=_cut_line(width, edges), keep=True, at_foot=True, gap=style.body)
    for place, row in enumerate(rows):
        row.keep = place < len(rows) - 1
        yield row


def _written(form: Form, width: float, style: Style) -> Iterator[Row]:
    """Title, note and options; lines to write on."""
    leading = style.body * style.leading
    for line in wrap(form.title, width, style.strong, style.body + 1):
        yield Row(leading * 1.1, (Ink(0, leading * 0.8, line, style.strong, style.body + 1),))
    if form.note:
        small = style.small * (style.leading - 0.05)
        for line in wrap(form.note, width, style.regular, style.small):
            yield Row(small, (Ink(0, small * 0.76, line, style.regular, style.small, DARK),))
    yield Row(0.3 * leading)
    for option in form.options:
        yield from _option(option, width, style, leading)
    if form.hands:
        yield _lines_to_write(form.hands, width, style)


def _option(option: str, width: float, style: Style, leading: float) -> Iterator[Row]:
    start = TICK + BESIDE_TICK
    for place, line in enumerate(wrap(option, width - start, style.regular, style.body)):
        ink = Ink(start, leading * 0.76, line, style.regular, style.body)
        yield Row(
            leading,
            (ink,),
            gap=0 if place else 2.2,
            drawing=_tick_box(leading, style) if place == 0 else None,
        )


def _tick_box(leading: float, style: Style) -> Drawing:
    def draw(sheets: Sheets, x: float, y: float) -> None:
        tick_box(sheets, x, y + leading * 0.76, style.body)

    return draw


def _lines_to_write(hands: tuple[str, ...], width: float, style: Style) -> Row:
    each = min(_HAND, (width - _BESIDE * (len(hands) - 1)) / len(hands))
    places = [place * (each + _BESIDE) for place in range(len(hands))]
    foot, to_write = style.tiny * 1.4, _TO_WRITE * style.scale

    def draw(sheets: Sheets, x: float, y: float) -> None:
        for start in places:
            sheets.line(x + start, y + to_write, x + start + each, y + to_write, shade=DARK)

    inks = [
        Ink(start, to_write + foot * 0.85, style.regular.plain(hand), style.regular, style.tiny, QUIET)
        for start, hand in zip(places, hands, strict=True)
    ]
    return Row(to_write + foot, inks, gap=3, drawing=draw)


def _height_aside(form: Form, code: Matrix | None) -> float:
    return (QR if code is not None else 0.0) + (_CODE * 1.5 if form.code else 0.0)


def _aside(form: Form, code: Matrix | None, x: float, style: Style) -> Drawing:
    """The QR code, and below it the same to read and to type."""
    said = style.strong.plain(form.code)

    def draw(sheets: Sheets, left: float, y: float) -> None:
        below = y + 1
        if code is not None:
            sheets.squares(left + x, below, QR, code)
            below += QR
        if said:
            size = min(_CODE, QR / max(style.strong.width(said), 0.1))
            sheets.centred(left + x + QR / 2, below + size * 1.25, said, style.strong, size)

    return draw


def _cut_line(width: float, edges: tuple[float, float]) -> Drawing:
    def draw(sheets: Sheets, x: float, y: float) -> None:
        before, behind = edges
        sheets.line(x - before, y, x + width + behind, y, width=0.6, shade=QUIET, dashes=(3, 3))

    return draw
