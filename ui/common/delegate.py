"""What cells are painted with: words, icon, chip, 'old → new', marks, tints, rings and fields."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from ui.common import fonts, icons, theme
from ui.common.cells import Cell, Input

PADDING = 8
CHIP_HEIGHT = 20
CHIP_PADDING = 6
GAP = 6
DOT = "  ·  "
ARROW_SPACE = 28

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def cell_width(cell: Cell) -> int:
    """The width that shows all of a cell, for fitting a column."""
    if cell.icon:
        return status_width(cell) + 2 * PADDING
    width = text_width(cell.text, strong=cell.strong) + 2 * PADDING
    if cell.before:
        width += text_width(cell.before) + ARROW_SPACE
    if cell.code:
        width += GAP + 2 + fonts.metrics(fonts.SMALL).horizontalAdvance(cell.code)
    return width + len(cell.marks) * (icons.IN_ROW + GAP)


def cells_width(cells: Sequence[Cell]) -> int:
    """The width that shows all of each; arrows of 'old → new' stand behind the widest new value."""
    width = max(map(cell_width, cells), default=0)
    old = max((text_width(cell.before) for cell in cells if cell.before), default=0)
    if not old:
        return width
    new = max(text_width(cell.text, strong=cell.strong) for cell in cells)
    return max(width, old + ARROW_SPACE + new + 2 * PADDING)


def text_width(text: str, *, strong: bool = False) -> int:
    """The width of text of the ordinary size."""
    return fonts.metrics(fonts.TEXT, fonts.STRONG if strong else fonts.REGULAR).horizontalAdvance(text)


def paint_text(
    painter: QPainter,
    room: QRect,
    text: str,
    tone: str = "",
    size: int = fonts.TEXT,
    weight: QFont.Weight = fonts.REGULAR,
    *,
    right: bool = False,
) -> int:
    """Draw one elided line and return the width it took."""
    measures = fonts.metrics(size, weight)
    shown = measures.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.width()))
    painter.setFont(fonts.font(size, weight))
    painter.setPen(theme.color(theme.tokens().tone(tone)))
    painter.drawText(room, _RIGHT if right else _LEFT, shown)
    return measures.horizontalAdvance(shown)


def paint_icon(painter: QPainter, at: QPoint, name: str, tone: str, size: int) -> None:
    """Draw an icon in the colour of a tone."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(at, icons.pixmap(name, theme.tokens().tone(tone), size, ratio))


def paint_cell(painter: QPainter, room: QRect, cell: Cell, *, right: bool, new_width: int = 0) -> None:
    """Draw a cell's words, icon, chip, marks and old value within `room`.

    `new_width` is that of the column's widest new value: arrows of 'old → new' stand under one another.
    """
    if cell.icon:
        at = max(0, room.width() - status_width(cell)) if right else 0
        paint_status(painter, room.adjusted(at, 0, 0, 0), cell)
    elif right:
        _paint_right(painter, room, cell, new_width)
    else:
        _paint_left(painter, room, cell)


def _paint_right(painter: QPainter, room: QRect, cell: Cell, new_width: int) -> None:
    weight = fonts.STRONG if cell.strong else fonts.REGULAR
    width = paint_text(painter, room, cell.text, cell.tone, fonts.TEXT, weight, right=True)
    if not cell.before:
        return
    width = max(width, new_width)
    arrow = QPoint(room.right() - width - ARROW_SPACE + GAP, room.center().y() - icons.IN_ROW // 2 + 1)
    paint_icon(painter, arrow, "arrow-narrow-right", "quiet", icons.IN_ROW)
    old = room.adjusted(0, 0, -width - ARROW_SPACE, 0)
    paint_text(painter, old, cell.before, "quiet", right=True)


def _paint_left(painter: QPainter, room: QRect, cell: Cell) -> None:
    after = 0
    if cell.code:
        after += GAP + 2 + fonts.metrics(fonts.SMALL).horizontalAdvance(cell.code)
    after += len(cell.marks) * (icons.IN_ROW + GAP)
    weight = fonts.STRONG if cell.strong else fonts.REGULAR
    words = room.adjusted(0, 0, -after, 0)
    x = room.left() + paint_text(painter, words, cell.text, cell.tone, fonts.TEXT, weight)
    if cell.code:
        x += GAP + 2
        rest = QRect(x, room.top(), max(0, room.right() - x), room.height())
        x += paint_text(painter, rest, cell.code, "quiet", fonts.SMALL)
    for mark in cell.marks:
        x += GAP + 2
        tone = "accent" if mark == "flag" else "quiet"
        paint_icon(painter, QPoint(x, room.center().y() - 6), mark, tone, icons.IN_ROW)
        x += icons.IN_ROW


def status_width(cell: Cell) -> int:
    """What icon and word take, on their tint or without one."""
    weight = fonts.STRONG if cell.chip else fonts.REGULAR
    inset = CHIP_PADDING if cell.chip else 0
    words = fonts.metrics(fonts.SMALL, weight).horizontalAdvance(cell.text)
    return inset + icons.IN_CHIP + GAP - 2 + words + inset + 1


def paint_status(painter: QPainter, room: QRect, cell: Cell) -> None:
    """Icon and word; on a tint where the owner must act."""
    weight = fonts.STRONG if cell.chip else fonts.REGULAR
    inset = CHIP_PADDING if cell.chip else 0
    lead = inset + icons.IN_CHIP + GAP - 2
    width = min(status_width(cell), room.width())
    if cell.chip:
        chip = QRect(room.left(), room.center().y() - CHIP_HEIGHT // 2 + 1, width, CHIP_HEIGHT)
        paint_tint(painter, chip, theme.tokens().soft(cell.tone))
    icon_at = QPoint(room.left() + inset, room.center().y() - icons.IN_CHIP // 2 + 1)
    paint_icon(painter, icon_at, cell.icon, cell.tone, icons.IN_CHIP)
    words = QRect(room.left() + lead, room.top(), max(0, width - lead), room.height())
    if not cell.chip:
        words.setRight(room.right())
    paint_text(painter, words, cell.text, cell.tone, fonts.SMALL, weight)


def paint_tint(painter: QPainter, area: QRect, code: str, radius: int = 4) -> None:
    """A rounded ground without a border."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(code))
    painter.drawRoundedRect(area, radius, radius)
    painter.restore()


def paint_notes(painter: QPainter, room: QRect, notes: tuple[tuple[str, str], ...]) -> None:
    """A group's remarks in one line; each in its tone, between dots."""
    measures = fonts.metrics(fonts.SMALL)
    x = room.left()
    for place, (text, tone) in enumerate(notes):
        if place:
            paint_text(painter, QRect(x, room.top(), 60, room.height()), DOT, "quiet", fonts.SMALL)
            x += measures.horizontalAdvance(DOT)
        rest = QRect(x, room.top(), max(0, room.right() - x), room.height())
        x += paint_text(painter, rest, text, tone or "quiet", fonts.SMALL)


def paint_ring(painter: QPainter, area: QRect, radius: int = 4, code: str = "") -> None:
    """The ring of what has the keyboard, in the accent unless another colour is given."""
    _paint_frame(painter, area, code or theme.tokens().accent, 2, radius)


def paint_input(painter: QPainter, area: QRect, field: Input, *, right: bool) -> None:
    """A cell that can be typed in, drawn as the field that opens there."""
    colors = theme.tokens()
    frame = area.adjusted(1, 2, -1, -2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(colors.base))
    painter.drawRoundedRect(frame, 5, 5)
    painter.restore()
    _paint_frame(painter, frame, colors.bad if field.problem else colors.edge, 1, 5)
    tone = "bad" if field.problem else ""
    paint_text(painter, frame.adjusted(PADDING, 0, -PADDING, 0), field.text, tone, right=right)


def _paint_frame(painter: QPainter, area: QRect, code: str, width: int, radius: int) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color(code), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawRoundedRect(area.toRectF().adjusted(half, half, -half, -half), radius, radius)
    painter.restore()
