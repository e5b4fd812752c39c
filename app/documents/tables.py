"""Tables as rows: a hairline between entries, titles again on each page, numbers right."""

from collections.abc import Iterator, Sequence

from app.documents.blocks import (
    BESIDE_TICK,
    TICK,
    Drawing,
    Ink,
    Row,
    Style,
    Table,
    line_across,
    tick_box,
)
from app.documents.fonts import Typeface
from app.documents.sheets import BLACK, QUIET, Sheets
from app.documents.wrapping import wrap

GUTTER = 10.0
PADDING = 3.2
_WHOLE = 14
"""Lines up to which an entry is kept on one page."""
_OF_ALL = 0.45
"""The share of the width that columns of numbers may take beyond theirs."""


def table_rows(table: Table, width: float, style: Style) -> Iterator[Row]:
    """Cells wrap; an entry longer than a page goes on on the next."""
    start = TICK + BESIDE_TICK if table.ticks else 0.0
    widths = column_widths(table, width - start, style)
    titles = tuple(title for title, _, _ in table.columns)
    head = _one_row(_entry(titles, table, widths, style.strong, style.tiny, QUIET, style))
    under, hairline = line_across(width, thick=0.8, shade=BLACK), line_across(width)
    first = True
    for row in table.rows:
        rule = under if first else hairline
        if table.ticks:
            rule = _ticked(rule, style)
        lines = _entry(row, table, widths, style.regular, style.small, BLACK, style)
        if first:
            yield Row(head.height, head.inks, keep=True)
        yield from _lines(lines, rule, Row(head.height, head.inks), first)
        first = False
    for place, row in enumerate(table.sums):
        lines = _entry(row, table, widths, style.strong, style.small, BLACK, style)
        yield from _lines(lines, under if place == 0 else None, None, False)


def _lines(lines: list[Row], rule: Drawing | None, head: Row | None, first: bool) -> Iterator[Row]:
    """The rows of one entry; its rule above the first."""
    whole = len(lines) <= _WHOLE
    for place, row in enumerate(lines):
        row.keep = place < len(lines) - 1 and whole
        row.head = None if first and place == 0 else head
        if place == 0:
            row.drawing = rule
    yield from lines


def _ticked(rule: Drawing, style: Style) -> Drawing:
    line = PADDING * style.scale + style.small * (style.leading - 0.1) * 0.76

    def draw(sheets: Sheets, x: float, y: float) -> None:
        rule(sheets, x, y)
        tick_box(sheets, x, y + line, style.small)

    return draw


def column_widths(table: Table, width: float, style: Style) -> list[float]:
    """By share, but columns of numbers as wide as their widest number, if the others can spare it."""
    room = width - GUTTER * (len(table.columns) - 1)
    shares = sum(share for _, share, _ in table.columns)
    widths = [room * share / shares for _, share, _ in table.columns]
    needed = [
        _widest(table, place, style) if right else 0.0 for place, (_, _, right) in enumerate(table.columns)
    ]
    lacking = [max(0.0, need - have) for need, have in zip(needed, widths, strict=True)]
    short = sum(lacking)
    if not short:
        return widths
    given = min(1.0, room * _OF_ALL / short)
    spare = sum(have for have, (_, _, right) in zip(widths, table.columns, strict=True) if not right)
    given = min(given, 0.5 * spare / short)
    shrunk = 1 - short * given / spare if spare else 1.0
    return [
        have + lack * given if right else have * shrunk
        for have, lack, (_, _, right) in zip(widths, lacking, table.columns, strict=True)
    ]


def _widest(table: Table, place: int, style: Style) -> float:
    cells = [style.regular.width(style.regular.plain(row[place])) for row in table.rows]
    sums = [style.strong.width(style.strong.plain(row[place])) for row in table.sums]
    title = style.strong.width(style.strong.plain(table.columns[place][0])) * style.tiny
    return max((title, *(width * style.small for width in (*cells, *sums)))) + 0.01


def _entry(
    cells: Sequence[str],
    table: Table,
    widths: Sequence[float],
    face: Typeface,
    size: float,
    shade: float,
    style: Style,
) -> list[Row]:
    """The lines of one entry, side by side."""
    wrapped = [wrap(cell, width, face, size) for cell, width in zip(cells, widths, strict=True)]
    leading = size * (style.leading - 0.1)
    many = max(map(len, wrapped))
    rows = []
    for place in range(many):
        above = PADDING * style.scale if place == 0 else 0.0
        below = PADDING * style.scale if place == many - 1 else 0.0
        inks, x = [], TICK + BESIDE_TICK if table.ticks else 0.0
        for lines, width, (_, _, right) in zip(wrapped, widths, table.columns, strict=True):
            if place < len(lines) and lines[place]:
                line = lines[place]
                start = x + width - face.width(line) * size if right else x
                inks.append(Ink(start, above + leading * 0.76, line, face, size, shade))
            x += width + GUTTER
        rows.append(Row(leading + above + below, inks))
    return rows


def _one_row(lines: list[Row]) -> Row:
    """Titles in one piece, however many lines they take."""
    inks, height = [], 0.0
    for row in lines:
        inks += [ink._replace(y=ink.y + height) for ink in row.inks]
        height += row.height
    return Row(height, inks)
