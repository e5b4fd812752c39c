"""What a letter is made of, and the rows it becomes: a row stays whole, pages break between rows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from app.documents.fonts import Typeface, typeface
from app.documents.sheets import BLACK, FAINT, Sheets
from app.documents.wrapping import wrap

BODY, SMALL, TINY = 10.0, 9.0, 8.0
"""Sizes of type, in points."""
TICK, BESIDE_TICK = 9.6, 7.0


class Style(NamedTuple):
    """The faces of a page's language, and how far its lines are apart."""

    regular: Typeface
    strong: Typeface
    leading: float
    """Times the size."""
    indent: float
    """Of paragraphs, times the size."""
    chinese: bool = False
    air: float = 1.0
    """Times the usual distance between blocks."""
    scale: float = 1.0
    """Times the usual sizes of type."""

    @property
    def body(self) -> float:
        """Sizes of type, in points."""
        return BODY * self.scale

    @property
    def small(self) -> float:
        return SMALL * self.scale

    @property
    def tiny(self) -> float:
        return TINY * self.scale


_TIGHTER = ((0.08, 0.7, 1.0), (0.14, 0.5, 0.96), (0.16, 0.4, 0.92), (0.2, 0.3, 0.9))
"""By how much lines come closer, then air and sizes of type: as much as is needed and no more."""


def tightened(style: Style) -> Iterator[Style]:
    """For a letter that all but fits on its page, the airiest first; nothing is hard to read."""
    for nearer, air, scale in _TIGHTER:
        leading = style.leading - nearer * (1.9 if style.chinese else 1)
        yield style._replace(leading=leading, air=air, scale=scale)


def style_of(language: str, *, indented: bool = False) -> Style:
    """Chinese needs more air between its lines."""
    chinese = language.startswith("zh")
    return Style(
        typeface(language),
        typeface(language, strong=True),
        1.6 if chinese else 1.4,
        2.0 if indented else 0.0,
        chinese,
    )


class Ink(NamedTuple):
    """A line of text: from the left edge of the text, standing so far below its row's upper edge."""

    x: float
    y: float
    text: str
    face: Typeface
    size: float
    shade: float = BLACK


Drawing = Callable[[Sheets, float, float], None]
"""Draws at a row's left upper corner."""


@dataclass(slots=True)
class Row:
    """`gap` is free above it unless it comes first on a page; `keep`: the next one is on the same page."""

    height: float
    inks: Iterable[Ink] = ()
    gap: float = 0.0
    keep: bool = False
    drawing: Drawing | None = None
    head: "Row | None" = None
    """Said again above it where it begins a page: the titles of its table."""
    at_foot: bool = False
    """Stands, with the rows it is kept with, at the lower end of its page."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; line breaks in it begin new ones."""

    text: str
    strong: bool = False
    small: bool = False
    indented: bool = True
    """Where the layout indents paragraphs at all."""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns (title, share of the width, whether it stands right), rows and sums of plain text."""

    columns: tuple[tuple[str, float, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[tuple[str, ...], ...] = ()
    ticks: bool = False
    """A box before each row, to tick by hand."""


@dataclass(frozen=True, slots=True)
class Form:
    """To tick and return: options, the short code of the letter, and the text of its QR code."""

    title: str
    options: tuple[str, ...]
    code: str = ""
    qr: str = ""
    note: str = ""
    hands: tuple[str, ...] = ()
    """What stands under the lines to write on, such as date and signature."""


@dataclass(frozen=True, slots=True)
class Signature:
    """`closing` ('Kind regards'; '此致', '敬礼') stands above the place to sign, `lines` (who) below."""

    lines: tuple[str, ...]
    closing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Free space in points."""

    height: float


@dataclass(slots=True)
class Stack:
    """Rows that are being piled up."""

    rows: list[Row] = field(default_factory=list)

    def add(self, rows: Iterable[Row], gap: float = 0.0) -> None:
        """With `gap` more above the first."""
        before = len(self.rows)
        self.rows.extend(rows)
        if len(self.rows) > before:
            self.rows[before].gap += gap


def text_rows(block: Text, width: float, style: Style) -> list[Row]:
    """No line of a paragraph stands alone on a page, no heading without what it is above."""
    size = style.small if block.small else style.body
    face = style.strong if block.strong else style.regular
    leading = size * style.leading
    rows: list[Row] = []
    for part in block.text.splitlines() or [""]:
        indent = style.indent * size if block.indented and part.strip() else 0.0
        lines = wrap(part, width, face, size, indent)
        last = len(lines) - 1
        for place, line in enumerate(lines):
            ink = Ink(0.0 if place else indent, leading * 0.74, line, face, size)
            keep = block.strong or (place != last and (place == 0 or place == last - 1))
            rows.append(Row(leading, (ink,), keep=keep))
    return rows


def line_across(width: float, *, thick: float = 0.5, shade: float = FAINT) -> Drawing:
    """A rule along a row's upper edge."""

    def draw(sheets: Sheets, x: float, y: float) -> None:
        sheets.line(x, y, x + width, y, width=thick, shade=shade)

    return draw


def tick_box(sheets: Sheets, x: float, line: float, size: float) -> None:
    """To tick by hand; its middle is that of the capitals on `line` beside it."""
    sheets.box(x, line - size * 0.357 - TICK / 2, TICK, TICK, line=0.8)


def signature_rows(block: Signature, width: float, style: Style, date: str) -> Iterator[Row]:
    """Flush left; where paragraphs are indented, who signs and the date stand right."""
    leading = style.body * style.leading
    at_right = style.indent > 0
    stood = leading * 0.74
    for place, line in enumerate(block.closing):
        x = style.indent * style.body if place == 0 else 0.0
        yield Row(leading, (Ink(x, stood, style.regular.plain(line), style.regular, style.body),), keep=True)
    yield Row(leading * (1.2 if at_right else 2.4) * style.air, keep=True)
    said = [
        part
        for line in (*block.lines, *((date,) if at_right and date else ()))
        for part in wrap(line, width, style.regular, style.body)
    ]
    for place, line in enumerate(said):
        x = width - style.regular.width(line) * style.body if at_right else 0.0
        yield Row(leading, (Ink(x, stood, line, style.regular, style.body),), keep=place < len(said) - 1)
