"""Supply by date at the left, the queue by rank at the right, and ribbons from what comes to who gets it."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import tr
from ui.common import fonts, icons, theme
from ui.common.delegate import paint_icon, paint_text
from ui.common.tips import tip

HEADER = 26
BOX_HEIGHT, BOX_GAP = 51, 17
SEAT_HEIGHT, SEAT_GAP = 31, 6
LEFT_SHARE, MIDDLE_SHARE = 0.382, 0.147
PIECE = 4.0
"""Pixels of a ribbon for one piece, where there is room."""
THINNEST = 1.5
NARROWEST = 24
"""So much room ribbons keep between boxes and seats."""
PADDING = 10
RADIUS = 5


@dataclass(frozen=True, slots=True)
class Box:
    """A supply; `is_missing` is what nobody has ordered."""

    key: Hashable
    title: str
    quantity: str
    note: str = ""
    aside: str = ""
    aside_tone: str = "quiet"
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in the queue; `icon` says why he gets nothing now."""

    key: Hashable
    rank: str
    name: str
    quantity: str
    icon: str = ""
    aside: str = ""
    """What changes for him, in its tone."""
    aside_tone: str = "quiet"


@dataclass(frozen=True, slots=True)
class Ribbon:
    """So many thousandths of a supply for a seat."""

    box: Hashable
    seat: Hashable
    quantity: int


class TimeLine(QWidget):
    """A drawing; its rows stand in the table beside it.

    `chosen` gives the key of the seat clicked, `supply_chosen` that of the box.
    """

    chosen = Signal(object)
    supply_chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.boxes: tuple[Box, ...] = ()
        self.seats: tuple[Seat, ...] = ()
        self.ribbons: tuple[Ribbon, ...] = ()
        self.current: Hashable = None
        self.opens_supplies = False
        """Whether a click on a supply does something."""
        self._more = ""
        self._needed = 0
        """So wide are boxes in which nothing is cut."""

    def show_plan(
        self,
        boxes: Sequence[Box],
        seats: Sequence[Seat],
        ribbons: Sequence[Ribbon],
        current: Hashable,
        more: str = "",
    ) -> None:
        """Draw this, with the ribbons of the seat `current` in the accent; `more` says what is left out."""
        self.boxes, self.seats, self.ribbons = tuple(boxes), tuple(seats), tuple(ribbons)
        self.current, self._more = current, more
        self._needed = max(map(_needed, self.boxes), default=0)
        self.setAccessibleDescription(self._spoken())
        self.updateGeometry()
        self.update()

    def _spoken(self) -> str:
        supplies = (f"{each.title} {each.quantity} {each.note} {each.aside}".strip() for each in self.boxes)
        waiting = (f"{each.rank} {each.name} {each.quantity} {each.aside}".strip() for each in self.seats)
        return "; ".join((*supplies, *waiting))

    # measures

    def sizeHint(self) -> QSize:
        left = len(self.boxes) * (BOX_HEIGHT + BOX_GAP) - BOX_GAP
        right = len(self.seats) * (SEAT_HEIGHT + SEAT_GAP) - SEAT_GAP + (24 if self._more else 0)
        return QSize(300, HEADER + max(left, right, SEAT_HEIGHT) + 2)

    def box_area(self, place: int) -> QRect:
        """Where the supply at this place of `boxes` is drawn."""
        width = min(max(round(self.width() * LEFT_SHARE), self._needed), self.seat_area(0).left() - NARROWEST)
        return QRect(0, HEADER + place * (BOX_HEIGHT + BOX_GAP), width, BOX_HEIGHT)

    def seat_area(self, place: int) -> QRect:
        """Where the seat at this place of `seats` is drawn."""
        left = round(self.width() * (LEFT_SHARE + MIDDLE_SHARE))
        return QRect(left, HEADER + place * (SEAT_HEIGHT + SEAT_GAP), self.width() - left, SEAT_HEIGHT)

    def _linked(self) -> set[Hashable]:
        return {each.box for each in self.ribbons if each.seat == self.current}

    def _scale(self) -> float:
        """Pixels per thousandth: four a piece, less where a box or a seat would overflow."""
        scale = PIECE / 1000
        for keys, room in (
            ([each.box for each in self.ribbons], BOX_HEIGHT - 8),
            ([each.seat for each in self.ribbons], SEAT_HEIGHT - 5),
        ):
            for key in set(keys):
                total = sum(each.quantity for each, own in zip(self.ribbons, keys, strict=True) if own == key)
                scale = min(scale, room / total)
        return scale

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_titles(painter)
            self._paint_ribbons(painter)
            linked = self._linked()
            for place, box in enumerate(self.boxes):
                self._paint_box(painter, self.box_area(place), box, linked=box.key in linked)
            for place, seat in enumerate(self.seats):
                self._paint_seat(painter, self.seat_area(place), seat)
            if self._more:
                rest = self.seat_area(len(self.seats)).adjusted(8, 0, 0, -8)
                paint_text(painter, rest, self._more, "quiet", fonts.SMALL)

    def _paint_titles(self, painter: QPainter) -> None:
        right = self.seat_area(0)
        top = QRect(0, 0, right.left(), HEADER - 8)
        paint_text(painter, top, tr("Supply"), "quiet", fonts.SMALL, fonts.MEDIUM)
        over = QRect(right.left(), 0, right.width() - 8, HEADER - 8)
        width = paint_text(painter, over, tr("Pieces"), "quiet", fonts.SMALL, fonts.MEDIUM, right=True)
        over.setRight(over.right() - width - 8)
        paint_text(painter, over, tr("Waiting, by rank"), "quiet", fonts.SMALL, fonts.MEDIUM)

    def _paint_box(self, painter: QPainter, area: QRect, box: Box, *, linked: bool) -> None:
        colors = theme.tokens()
        if box.is_missing:
            pen = QPen(theme.color(colors.bad), 1.25, Qt.PenStyle.DashLine)
            _paint_block(painter, area, colors.base, pen)
        elif linked:
            _paint_block(painter, area, colors.selection, QPen(theme.color(colors.accent), 1.5))
        else:
            _paint_block(painter, area, colors.panel, QPen(theme.color(colors.edge_soft), 1))
        tone = "bad" if box.is_missing else ""
        inner = area.adjusted(PADDING, 6, -PADDING, -6)
        upper = QRect(inner.topLeft(), QSize(inner.width(), inner.height() // 2))
        lower = upper.translated(0, inner.height() // 2 + 1)
        width = paint_text(painter, upper, box.quantity, tone, weight=fonts.STRONG, right=True)
        paint_text(painter, upper.adjusted(0, 0, -width - 4, 0), box.title, tone, weight=fonts.STRONG)
        aside = paint_text(painter, lower, box.aside, box.aside_tone, fonts.SMALL, right=True)
        paint_text(painter, lower.adjusted(0, 0, -aside - 4, 0), box.note, "quiet", fonts.SMALL)

    def _paint_seat(self, painter: QPainter, area: QRect, seat: Seat) -> None:
        colors = theme.tokens()
        is_current = seat.key == self.current
        ground = colors.selection if is_current else colors.panel
        pen = QPen(theme.color(colors.accent), 1.5) if is_current else QPen(Qt.PenStyle.NoPen)
        _paint_block(painter, area, ground, pen)
        weight = fonts.STRONG if is_current else fonts.REGULAR
        inner = area.adjusted(8, 0, -8, 0)
        inner.setRight(inner.right() - paint_text(painter, inner, seat.quantity, weight=weight, right=True))
        if seat.icon:
            at = QPoint(inner.right() - icons.IN_ROW - 8, inner.center().y() - icons.IN_ROW // 2 + 1)
            paint_icon(painter, at, seat.icon, "quiet", icons.IN_ROW)
            inner.setRight(at.x() - 4)
        ranks = max(fonts.metrics().horizontalAdvance(each.rank) for each in self.seats)
        if seat.aside:
            inner.setRight(inner.right() - 8)
            width = paint_text(painter, inner, seat.aside, seat.aside_tone, fonts.SMALL, right=True)
            inner.setRight(inner.right() - width)
        paint_text(painter, inner, seat.rank, "quiet")
        paint_text(painter, inner.adjusted(ranks + 6, 0, -6, 0), seat.name, weight=weight)

    def _paint_ribbons(self, painter: QPainter) -> None:
        scale = self._scale()
        boxes = {box.key: place for place, box in enumerate(self.boxes)}
        seats = {seat.key: place for place, seat in enumerate(self.seats)}
        drawn = [each for each in self.ribbons if each.box in boxes and each.seat in seats]
        drawn.sort(key=lambda each: (boxes[each.box], seats[each.seat]))
        starts = {key: self._top(self.box_area(place), drawn, key, scale) for key, place in boxes.items()}
        ends = {key: self._top(self.seat_area(place), drawn, key, scale) for key, place in seats.items()}
        shapes = []
        for each in drawn:
            width = max(THINNEST, each.quantity * scale)
            shapes.append((each, self._ribbon(starts[each.box], ends[each.seat], width)))
            starts[each.box] += width
            ends[each.seat] += width
        missing = {box.key for box in self.boxes if box.is_missing}
        for each, shape in sorted(shapes, key=lambda pair: pair[0].seat == self.current):
            self._paint_ribbon(painter, shape, missing=each.box in missing, current=each.seat == self.current)

    def _top(self, area: QRect, drawn: Sequence[Ribbon], key: Hashable, scale: float) -> float:
        """Where the first ribbon begins, so that all of them stand in the middle."""
        widths = [max(THINNEST, each.quantity * scale) for each in drawn if key in (each.box, each.seat)]
        return area.top() + (area.height() - sum(widths)) / 2

    def _ribbon(self, start: float, end: float, width: float) -> QPainterPath:
        left, right = self.box_area(0).right() + 1.0, float(self.seat_area(0).left())
        middle = (left + right) / 2
        path = QPainterPath(QPointF(left, start))
        path.cubicTo(QPointF(middle, start), QPointF(middle, end), QPointF(right, end))
        path.lineTo(right, end + width)
        path.cubicTo(
            QPointF(middle, end + width), QPointF(middle, start + width), QPointF(left, start + width)
        )
        path.closeSubpath()
        return path

    def _paint_ribbon(self, painter: QPainter, shape: QPainterPath, *, missing: bool, current: bool) -> None:
        colors = theme.tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        if missing:
            painter.setBrush(theme.color(colors.bad_soft))
            painter.setPen(QPen(theme.color(colors.bad), 1, Qt.PenStyle.DashLine))
        else:
            painter.setBrush(theme.color(colors.accent if current else colors.edge_soft))
        painter.setOpacity(1.0 if missing else 0.85 if current else 0.6)
        painter.drawPath(shape)
        painter.setOpacity(1.0)

    # the mouse

    def _seat_at(self, point: QPoint) -> Seat | None:
        return next(
            (seat for place, seat in enumerate(self.seats) if self.seat_area(place).contains(point)), None
        )

    def _box_at(self, point: QPoint) -> Box | None:
        return next(
            (box for place, box in enumerate(self.boxes) if self.box_area(place).contains(point)), None
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        seat, box = self._seat_at(event.position().toPoint()), self._box_at(event.position().toPoint())
        if seat is not None:
            self.chosen.emit(seat.key)
        elif box is not None and self.opens_supplies:
            self.supply_chosen.emit(box.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        seat = self._seat_at(point)
        leads = seat is not None or (self.opens_supplies and self._box_at(point) is not None)
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        self.setToolTip(tip(seat.name) if seat else "")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()


def _needed(box: Box) -> int:
    strong, small = fonts.metrics(weight=fonts.STRONG), fonts.metrics(fonts.SMALL)
    upper = strong.horizontalAdvance(box.title) + strong.horizontalAdvance(box.quantity)
    lower = small.horizontalAdvance(box.note) + small.horizontalAdvance(box.aside)
    return max(upper, lower) + 2 * PADDING + 6


def _paint_block(painter: QPainter, area: QRect, ground: str, pen: QPen) -> None:
    painter.setPen(pen)
    painter.setBrush(theme.color(ground))
    painter.drawRoundedRect(QRectF(area).adjusted(0.75, 0.75, -0.75, -0.75), RADIUS, RADIUS)
