"""Bars under one another, words at both ends, chosen by mouse or keys; a table beside them says the same."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.common import fonts, theme
from ui.common.delegate import paint_ring, paint_text, paint_tint
from ui.common.tips import tip

ROW = 28
BAR = 12
GAP = 8
PADDING = 8
LEGEND = 24
SWATCH = 10
SHORTEST = 24
LONGEST_TITLE = 220
RADIUS = 3
FILLED, EMPTY, HATCHED, GREY = "filled", "empty", "hatched", "grey"
"""How parts are drawn: they differ without their colours too."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What it stands for, words at both ends, and the lengths of its parts as (look, length)."""

    key: Hashable
    title: str
    figure: str
    said: str
    """All of it in words, for tooltips and screen readers."""
    parts: tuple[tuple[str, int], ...]
    tone: str = ""

    @property
    def whole(self) -> int:
        """The length of the bar."""
        return sum(length for _, length in self.parts)


class Bars(QWidget):
    """A drawing; `chosen` gives the key of the bar that is chosen by mouse or arrow keys."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._legend: tuple[tuple[str, str], ...] = ()
        self.bars: tuple[Bar, ...] = ()
        self.current: Hashable = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(
        self, bars: Sequence[Bar], current: Hashable = None, legend: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Draw these, one of them chosen, and below what each look means, as (look, words)."""
        self.bars = tuple(bars)
        self.current = current
        self._legend = tuple(legend)
        self._say()
        self.updateGeometry()
        self.update()

    def choose(self, key: Hashable) -> None:
        """Choose a bar and tell it."""
        if key != self.current:
            self.current = key
            self._say()
            self.update()
            self.chosen.emit(key)

    def _say(self) -> None:
        chosen = next((each.said for each in self.bars if each.key == self.current), "")
        self.setAccessibleName(f"{self._name}: {chosen}" if chosen else self._name)
        self.setAccessibleDescription("; ".join(each.said for each in self.bars))

    # measures

    def _row_height(self) -> int:
        return fonts.row_height(ROW)

    def sizeHint(self) -> QSize:
        return QSize(300, len(self.bars) * self._row_height() + (LEGEND if self._legend else 0))

    def row_area(self, place: int) -> QRect:
        """Where the bar at this place is drawn."""
        return QRect(0, place * self._row_height(), self.width(), self._row_height())

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.bars:
            return
        with QPainter(self) as painter:
            metrics = fonts.metrics()
            title = max(metrics.horizontalAdvance(each.title) for each in self.bars)
            left = min(title, LONGEST_TITLE) + 2 * PADDING
            right = max(metrics.horizontalAdvance(each.figure) for each in self.bars) + 2 * PADDING
            longest = max(1, *(each.whole for each in self.bars))
            room = max(SHORTEST, self.width() - left - right)
            for place, each in enumerate(self.bars):
                self._paint_row(painter, self.row_area(place), each, left)
                top = self.row_area(place).center().y() - BAR // 2 + 1
                _paint_bar(painter, QRect(left, top, round(room * each.whole / longest), BAR), each)
            self._paint_legend(painter, len(self.bars) * self._row_height())

    def _paint_row(self, painter: QPainter, area: QRect, bar: Bar, left: int) -> None:
        is_chosen = bar.key == self.current
        if is_chosen:
            paint_tint(painter, area, theme.tokens().selection)
        weight = fonts.STRONG if is_chosen else fonts.REGULAR
        words = area.adjusted(PADDING, 0, -PADDING, 0)
        paint_text(
            painter,
            QRect(words.left(), words.top(), left - 2 * PADDING + 1, words.height()),
            bar.title,
            weight=weight,
        )
        paint_text(painter, words, bar.figure, bar.tone, right=True)
        if self.hasFocus() and is_chosen:
            paint_ring(painter, area)

    def _paint_legend(self, painter: QPainter, top: int) -> None:
        x = PADDING
        for look, words in self._legend:
            line = QRect(x, top, self.width() - x, LEGEND)
            swatch = QRectF(x, line.center().y() - SWATCH / 2 + 1, SWATCH, SWATCH)
            _paint_part(painter, swatch, look)
            rest = line.adjusted(SWATCH + 6, 0, 0, 0)
            x = rest.left() + paint_text(painter, rest, words, "quiet", fonts.SMALL) + 2 * GAP

    # mouse and keyboard

    def _at(self, point: QPoint) -> Bar | None:
        place = point.y() // self._row_height()
        return self.bars[place] if 0 <= place < len(self.bars) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position().toPoint())
        if found is not None and event.button() is Qt.MouseButton.LeftButton:
            self.choose(found.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
        self.setToolTip(tip(found.said) if found else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        keys = [each.key for each in self.bars]
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(keys) - 1}
        if not keys or (not step and event.key() not in ends):
            super().keyPressEvent(event)
            return
        place = keys.index(self.current) if self.current in keys else 0
        place = ends.get(Qt.Key(event.key()), place + step)
        self.choose(keys[max(0, min(place, len(keys) - 1))])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes with the keys stands at a bar: at the first where none is chosen."""
        super().focusInEvent(event)
        if self.bars and all(each.key != self.current for each in self.bars):
            self.choose(self.bars[0].key)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


def _paint_bar(painter: QPainter, area: QRect, bar: Bar) -> None:
    at = float(area.left())
    for look, length in bar.parts:
        if length:
            width = area.width() * length / max(1, bar.whole)
            _paint_part(painter, QRectF(at, area.top(), max(2.0, width - 1), area.height()), look)
            at += width


def _paint_part(painter: QPainter, area: QRectF, look: str) -> None:
    colors = theme.tokens()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    grounds = {FILLED: colors.accent, EMPTY: colors.base, HATCHED: colors.base, GREY: colors.edge_soft}
    painter.setPen(QPen(theme.color(colors.accent if look == FILLED else colors.edge), 1))
    painter.setBrush(theme.color(grounds[look]))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    if look == HATCHED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(theme.color(colors.edge), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(area.adjusted(1, 1, -1, -1))
    painter.restore()
