"""What will be free of a product, day by day, as a stepped line; its table stands beside it."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import tr
from app.lists.projection import Projection, free_by_day
from ui.common import fonts, theme
from ui.common.delegate import paint_text
from ui.common.format import Formats

HEIGHT = 148
LABELS = 22
"""Room for the days below, and for the figure above a step."""
FIGURES = 44
"""Room for the scale's figures at the left."""
SHORTEST = 14
"""Days that are shown at least."""


@dataclass(frozen=True, slots=True)
class Step:
    """From this day on so many thousandths are free."""

    day: int
    free: int


class StockCurve(QWidget):
    """Below zero customers wait in vain: that part is red; the dashed line is the minimum."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self.steps: tuple[Step, ...] = ()
        self.minimum: int | None = None
        self.marked: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Free, day by day"))

    def show_projection(self, told: Projection, marked: int | None = None) -> None:
        """Draw this, with a mark at the day that the list is projected on."""
        self.steps = tuple(Step(day, free) for day, free in free_by_day(told))
        self.minimum, self.marked = told.minimum, marked
        self.setAccessibleDescription(self._spoken())
        self.update()

    def _spoken(self) -> str:
        text = self._formats.quantity_text
        return "; ".join(f"{self._formats.day(each.day).text}: {text(each.free)}" for each in self.steps)

    # measures

    def sizeHint(self) -> QSize:
        return QSize(300, HEIGHT)

    def _room(self) -> QRectF:
        return QRectF(FIGURES, LABELS, self.width() - FIGURES - 4, self.height() - 2 * LABELS)

    def _last_day(self) -> int:
        last = max(self.steps[-1].day, self.marked or 0)
        return max(last + 3, self.steps[0].day + SHORTEST)

    def _range(self) -> tuple[int, int]:
        figures = [each.free for each in self.steps] + [0, self.minimum or 0]
        low, high = min(figures), max(figures)
        return (low, high) if low < high else (low, low + 1000)

    def _x(self, day: int) -> float:
        room, first = self._room(), self.steps[0].day
        return room.left() + room.width() * (day - first) / max(1, self._last_day() - first)

    def _y(self, free: int) -> float:
        room, (low, high) = self._room(), self._range()
        return room.bottom() - room.height() * (free - low) / (high - low)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.steps:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_areas(painter)
            self._paint_rules(painter)
            self._paint_line(painter)
            self._paint_days(painter)

    def _points(self) -> list[QPointF]:
        points = []
        for step, after in zip(self.steps, (*self.steps[1:], None), strict=True):
            end = after.day if after else self._last_day()
            points += [
                QPointF(self._x(step.day), self._y(step.free)),
                QPointF(self._x(end), self._y(step.free)),
            ]
        return points

    def _paint_areas(self, painter: QPainter) -> None:
        colors, zero = theme.tokens(), self._y(0)
        painter.setPen(Qt.PenStyle.NoPen)
        points = self._points()
        for start, end in zip(points[::2], points[1::2], strict=True):
            below = start.y() > zero + 0.5
            painter.setBrush(theme.color(colors.bad_soft if below else colors.selection))
            area = QRectF(QPointF(start.x(), min(start.y(), zero)), QPointF(end.x(), max(start.y(), zero)))
            painter.drawRect(area)

    def _paint_rules(self, painter: QPainter) -> None:
        colors, room = theme.tokens(), self._room()
        low, high = self._range()
        rules = [(0, colors.edge_soft, Qt.PenStyle.SolidLine)]
        if self.minimum:
            rules.append((self.minimum, colors.warn, Qt.PenStyle.DashLine))
        for free, color, style in rules:
            painter.setPen(QPen(theme.color(color), 1, style))
            y = round(self._y(free)) + 0.5
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
        shown: list[float] = []
        for free in (0, high, low, self.minimum or 0):
            y = self._y(free)
            if all(abs(y - other) > fonts.metrics(fonts.SMALL).height() for other in shown):
                shown.append(y)
                tone = "bad" if free < 0 else "warn" if free and free == self.minimum else "quiet"
                area = QRect(0, round(y) - 9, FIGURES - 8, 18)
                paint_text(painter, area, self._formats.quantity_text(free), tone, fonts.SMALL, right=True)

    def _paint_line(self, painter: QPainter) -> None:
        colors = theme.tokens()
        if self.marked is not None:
            painter.setPen(QPen(theme.color(colors.quiet), 1, Qt.PenStyle.DotLine))
            x = round(self._x(self.marked)) + 0.5
            painter.drawLine(QPointF(x, self._room().top() - 4), QPointF(x, self._room().bottom()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color(colors.accent), 2))
        painter.drawPolyline(QPolygonF(self._points()))

    def _paint_days(self, painter: QPainter) -> None:
        """The days of the steps, as far as they fit side by side."""
        measures = fonts.metrics(fonts.SMALL)
        top, edge = self.height() - LABELS + 4, float(-measures.averageCharWidth())
        for step in self.steps:
            first = step is self.steps[0]
            words = tr("today") if first else self._formats.day(step.day).text
            width = measures.horizontalAdvance(words) + 2
            left = self._x(step.day) if first else self._x(step.day) - width / 2
            left = min(left, self.width() - width)
            if left <= edge:
                continue
            paint_text(painter, QRect(round(left), top, width, 16), words, "quiet", fonts.SMALL)
            edge = left + width + 8

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()
