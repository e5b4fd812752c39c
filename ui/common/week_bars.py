"""Weeks under each other, each a bar of what is taken, blocked, gone and free; a table says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import tr
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
RADIUS = 3


@dataclass(frozen=True, slots=True)
class WeekBar:
    """A week by its Monday's ordinal: words at both ends, and parts of its capacity in thousandths."""

    monday: int
    title: str
    figure: str
    said: str
    """All of it in words, for tooltips and screen readers."""
    taken: int
    blocked: int
    gone: int
    free: int
    tone: str = ""

    @property
    def whole(self) -> int:
        """The length of the bar."""
        return self.taken + self.blocked + self.gone + self.free


class WeekBars(QWidget):
    """A drawing; `chosen` gives the Monday of the week that is chosen by mouse or arrow keys."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.bars: tuple[WeekBar, ...] = ()
        self.current: int | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_weeks(self, bars: Sequence[WeekBar], current: int | None) -> None:
        """Draw these, the week of the Monday `current` chosen."""
        self.bars = tuple(bars)
        self.current = current
        self._say()
        self.updateGeometry()
        self.update()

    def choose(self, monday: int) -> None:
        """Choose a week and tell it."""
        if monday != self.current:
            self.current = monday
            self._say()
            self.update()
            self.chosen.emit(monday)

    def _say(self) -> None:
        chosen = next((each.said for each in self.bars if each.monday == self.current), "")
        self.setAccessibleName(f"{self._name}: {chosen}" if chosen else self._name)
        self.setAccessibleDescription("; ".join(each.said for each in self.bars))

    # measures

    def _row_height(self) -> int:
        return fonts.row_height(ROW)

    def sizeHint(self) -> QSize:
        return QSize(300, len(self.bars) * self._row_height() + LEGEND)

    def row_area(self, place: int) -> QRect:
        """Where the week at this place is drawn."""
        return QRect(0, place * self._row_height(), self.width(), self._row_height())

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.bars:
            return
        with QPainter(self) as painter:
            metrics = fonts.metrics()
            left = max(metrics.horizontalAdvance(each.title) for each in self.bars) + 2 * PADDING
            right = max(metrics.horizontalAdvance(each.figure) for each in self.bars) + 2 * PADDING
            longest = max(1, *(each.whole for each in self.bars))
            room = max(SHORTEST, self.width() - left - right)
            for place, each in enumerate(self.bars):
                area = self.row_area(place)
                if each.monday == self.current:
                    paint_tint(painter, area, theme.tokens().selection)
                words = area.adjusted(PADDING, 0, -PADDING, 0)
                weight = fonts.STRONG if each.monday == self.current else fonts.REGULAR
                paint_text(painter, words, each.title, weight=weight)
                paint_text(painter, words, each.figure, each.tone, right=True)
                top = area.center().y() - BAR // 2 + 1
                self._paint_bar(painter, QRect(left, top, round(room * each.whole / longest), BAR), each)
                if self.hasFocus() and each.monday == self.current:
                    paint_ring(painter, area)
            self._paint_legend(painter, len(self.bars) * self._row_height())

    def _paint_bar(self, painter: QPainter, area: QRect, bar: WeekBar) -> None:
        at = float(area.left())
        parts = (("gone", bar.gone), ("taken", bar.taken), ("free", bar.free), ("blocked", bar.blocked))
        for kind, part in parts:
            if part:
                width = area.width() * part / max(1, bar.whole)
                _paint_part(painter, QRectF(at, area.top(), max(2.0, width - 1), area.height()), kind)
                at += width

    def _paint_legend(self, painter: QPainter, top: int) -> None:
        kinds = [("taken", tr("taken")), ("free", tr("free")), ("blocked", tr("blocked"))]
        if any(each.gone for each in self.bars):
            kinds.append(("gone", tr("done or gone by")))
        x = PADDING
        for kind, words in kinds:
            line = QRect(x, top, self.width() - x, LEGEND)
            swatch = QRectF(x, line.center().y() - SWATCH / 2 + 1, SWATCH, SWATCH)
            _paint_part(painter, swatch, kind)
            rest = line.adjusted(SWATCH + 6, 0, 0, 0)
            x = rest.left() + paint_text(painter, rest, words, "quiet", fonts.SMALL) + 2 * GAP

    # mouse and keyboard

    def _at(self, point: QPoint) -> WeekBar | None:
        place = point.y() // self._row_height()
        return self.bars[place] if 0 <= place < len(self.bars) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position().toPoint())
        if found is not None and event.button() is Qt.MouseButton.LeftButton:
            self.choose(found.monday)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
        self.setToolTip(tip(found.said) if found else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        mondays = [each.monday for each in self.bars]
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(mondays) - 1}
        if not mondays or (not step and event.key() not in ends):
            super().keyPressEvent(event)
            return
        place = mondays.index(self.current) if self.current in mondays else 0
        place = ends.get(Qt.Key(event.key()), place + step)
        self.choose(mondays[max(0, min(place, len(mondays) - 1))])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


def _paint_part(painter: QPainter, area: QRectF, kind: str) -> None:
    """Filled, hatched, empty or grey: the kinds differ without their colours too."""
    colors = theme.tokens()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    grounds = {"taken": colors.accent, "free": colors.base, "blocked": colors.base, "gone": colors.edge_soft}
    painter.setPen(QPen(theme.color(colors.accent if kind == "taken" else colors.edge), 1))
    painter.setBrush(theme.color(grounds[kind]))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    if kind == "blocked":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(theme.color(colors.edge), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(area.adjusted(1, 1, -1, -1))
    painter.restore()
