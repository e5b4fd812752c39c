"""The upper part of a letter: who writes, to whom, when; and what goes on beside the text."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.blocks import SMALL, TINY, Style
from app.documents.layouts import MM, Box, Layout
from app.documents.logos import logo
from app.documents.sheets import BLACK, DARK, QUIET, Sheets
from app.documents.wrapping import cut, wrap
from app.language import tr

_NAME, _NAME_LEAST = 17.0, 11.0
_LOGO = (62 * MM, 17 * MM)
"""The most a logo takes."""
_PARTICULARS, _LEAST = 8.5, 6.8
_DEEPEST, _MOST = 0.4, 6
"""How far down its page the sender goes on, and in how many lines where they are centred."""

_BELOW_COPY = 14.5 * MM
"""Where a line of small type is free of the mark on copies."""


@dataclass(frozen=True, slots=True)
class Sender:
    """The shop as its letters name it; `contact` is how to answer, `return_line` stands above the address."""

    name: str
    lines: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    logo: bytes | None = None
    return_line: str = ""


References = Sequence[tuple[str, str]]


def draw_marks(sheets: Sheets, layout: Layout) -> None:
    """Where to fold and to punch, on the left edge; they move with nothing."""
    shift, sheets.shift = sheets.shift, (0.0, 0.0)
    for fold in layout.folds:
        sheets.line(5 * MM, fold, 8.5 * MM, fold, width=0.4)
    if layout.punch is not None:
        sheets.line(5 * MM, layout.punch, 10 * MM, layout.punch, width=0.4)
    sheets.shift = shift


def draw_head(
    sheets: Sheets, layout: Layout, style: Style, sender: Sender, date: str, references: References
) -> float:
    """The sender, by logo or name, and the sender's particulars; returns where they end."""
    if layout.chinese:
        return _centred_head(sheets, layout, style, sender)
    picture = logo(sender.logo)
    info = layout.information
    beside = info.y < layout.head + _LOGO[1]
    if picture is not None:
        height = min(_LOGO[1], _LOGO[0] / picture.aspect)
        sheets.picture(layout.left, layout.head, height * picture.aspect, height, picture.image)
    else:
        room = info.x - layout.left - 8 * MM if beside else layout.width
        _draw_name(sheets, layout, style, sender.name, room)
    name = sender.name if picture is not None else ""
    y = _particulars(sheets, info, style, name, (*sender.lines, *sender.contact), layout.paper[1] * _DEEPEST)
    y = _references(sheets, info, style, y, references)
    if date:
        y += 2
        y += SMALL * style.leading
        sheets.text(info.x, y, cut(date, info.width, style.regular, SMALL), style.regular, SMALL)
    return y


def _draw_name(sheets: Sheets, layout: Layout, style: Style, name: str, room: float) -> None:
    name = style.strong.plain(name).replace("\n", " ")
    width = style.strong.width(name)
    size = max(_NAME_LEAST, min(_NAME, room / width)) if width else _NAME
    line = cut(name, room, style.strong, size)
    sheets.text(layout.left, layout.head + _NAME * 0.75 + 2, line, style.strong, size)


def _particulars(
    sheets: Sheets, info: Box, style: Style, name: str, lines: Sequence[str], end: float
) -> float:
    """The name strong, the rest quiet; what would stand below `end` is left out."""
    leading = _PARTICULARS * (style.leading - 0.05)
    written = [
        (line, style.strong, BLACK) for line in wrap(name, info.width, style.strong, _PARTICULARS) if name
    ]
    for text in lines:
        wrapped = wrap(text, info.width, style.regular, _PARTICULARS)
        written += [(line, style.regular, DARK) for line in wrapped]
    y = info.y
    for line, face, shade in written[: max(0, int((end - y) / leading))]:
        y += leading
        sheets.text(info.x, y, line, face, _PARTICULARS, shade)
    return y + 4


def _references(sheets: Sheets, info: Box, style: Style, y: float, references: References) -> float:
    leading = _PARTICULARS * (style.leading - 0.05)
    titles = [style.regular.plain(name) for name, _ in references]
    start = max((style.regular.width(title) for title in titles), default=0) * _PARTICULARS + 8
    # Titles have half the room, or what no value needs.
    widest = max((style.regular.width(style.regular.plain(value)) for _, value in references), default=0)
    start = min(start, max(info.width / 2, info.width - widest * _PARTICULARS))
    for title, (_, value) in zip(titles, references, strict=True):
        name = cut(title, start - 4, style.regular, _PARTICULARS)
        sheets.text(info.x, y + leading, name, style.regular, _PARTICULARS, QUIET)
        room = info.width - start
        size = room / max(style.regular.width(style.regular.plain(value)), 0.1)
        size = min(size, _PARTICULARS) if size >= _LEAST else _PARTICULARS
        for line in wrap(value, room + 0.01, style.regular, size):
            y += leading
            sheets.text(info.x + start, y, line, style.regular, size)
    return y


def _centred_head(sheets: Sheets, layout: Layout, style: Style, sender: Sender) -> float:
    middle, y = layout.left + layout.width / 2, layout.head
    picture = logo(sender.logo)
    if picture is not None:
        height = min(_LOGO[1], _LOGO[0] / picture.aspect)
        sheets.picture(
            middle - height * picture.aspect / 2, y, height * picture.aspect, height, picture.image
        )
        y += height + 4
    name = cut(sender.name, layout.width, style.strong, _NAME)
    if name:
        y += _NAME
        sheets.centred(middle, y, name, style.strong, _NAME)
    said = " · ".join(part for part in (*sender.lines, *sender.contact) if part.strip())
    for line in wrap(said, layout.width, style.regular, TINY)[:_MOST] if said else ():
        y += TINY * style.leading + 1
        sheets.centred(middle, y, line, style.regular, TINY, DARK)
    y += 8
    sheets.line(layout.left, y, layout.left + layout.width, y, width=0.8, shade=BLACK)
    return y


def draw_copy(sheets: Sheets, layout: Layout, style: Style) -> None:
    """Says that this is no original, in the upper right corner."""
    word = style.strong.plain(tr("COPY"))
    width = style.strong.width(word) * SMALL
    x, y = layout.paper[0] - layout.right - width - 5, max(layout.head - 8 * MM, 5 * MM)
    sheets.box(x - 5, y, width + 10, SMALL * 1.7, line=0.6, shade=DARK)
    sheets.text(x, y + SMALL * 1.2, word, style.strong, SMALL, DARK)


def running_head_at(layout: Layout) -> float:
    """Where the running head's line of text stands: below what marks a copy."""
    return max(layout.head + 3 * MM, _BELOW_COPY)


def draw_running_head(
    sheets: Sheets, layout: Layout, style: Style, sender: Sender, subject: str, page: tuple[int, int]
) -> float:
    """On all pages but the first: who writes and what about; returns where it ends."""
    number = style.regular.plain(tr("Page {page} of {pages}", page=page[0], pages=page[1]))
    y = running_head_at(layout)
    right = layout.paper[0] - layout.right
    room = layout.width - style.regular.width(number) * TINY - 12
    line = cut(" · ".join(part for part in (sender.name, subject) if part.strip()), room, style.regular, TINY)
    sheets.text(layout.left, y, line, style.regular, TINY, QUIET)
    sheets.right(right, y, number, style.regular, TINY, QUIET)
    sheets.line(layout.left, y + 5, right, y + 5)
    return y + 5


def draw_page_number(sheets: Sheets, layout: Layout, style: Style, pages: int) -> None:
    """At the foot of the first of several pages."""
    text = style.regular.plain(tr("Page {page} of {pages}", page=1, pages=pages))
    y = layout.paper[1] - layout.bottom + 7 * MM
    sheets.right(layout.paper[0] - layout.right, y, text, style.regular, TINY, QUIET)
