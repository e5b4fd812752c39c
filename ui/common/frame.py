"""The window's first paint: grounds, hairlines, menus and places as they will stand, in one widget.

It costs a tenth of the real widgets, which take its place as soon as it is seen. That is also why nothing
here touches the namespace `Qt`, as setPen and fillRect do: its enumerations take a fifth of the whole start.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from ui.common import fonts, icons, theme

NAVIGATION_WIDTH, NAVIGATION_HEIGHT, NAVIGATION_MARGIN, NAVIGATION_GAP = 182, 30, 10, 2
FIRST_PLACE_AT = 42
"""Below the menu bar's hairline, after the shop's name."""
MENU_BAR_HEIGHT, TOP_BAR_HEIGHT, STATUS_BAR_HEIGHT = 28, 48, 26
ICON_AT, WORD_AT, COUNT_AT = 11, 38, 10
_MENUS_AT, _TITLE_AT, _MENU_GAP = 18, 83, 16
_LEFT = 0x81
"""Left and vertically centred, as drawText takes it."""


class Frame(QWidget):
    """Shows `places`, each (icon, title), that of the number `chosen` marked, and the titles of `menus`."""

    def __init__(self, menus: Sequence[str], places: Sequence[tuple[str, str]], chosen: int = 0) -> None:
        super().__init__()
        self._chosen = chosen
        self._menus = tuple(menus)
        self._places = tuple(places)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint_grounds(painter)
            self._paint_menus(painter)
            self._paint_places(painter)

    def _paint_grounds(self, painter: QPainter) -> None:
        colors = theme.tokens()
        left, top, width = NAVIGATION_WIDTH, MENU_BAR_HEIGHT, self.width()
        bottom = self.height() - STATUS_BAR_HEIGHT - 1
        _fill(painter, self.rect(), colors.window)
        _fill(painter, QRect(left, top, width - left, bottom - top), colors.base)
        for line in (
            QRect(0, top, width, 1),
            QRect(left, top, 1, self.height() - top),
            QRect(left, top + 1 + TOP_BAR_HEIGHT, width - left, 1),
            QRect(left, bottom, width - left, 1),
        ):
            _fill(painter, line, colors.line)

    def _paint_menus(self, painter: QPainter) -> None:
        x = _MENUS_AT
        painter.setFont(fonts.font())
        for title in self._menus:
            words = title.replace("&", "")
            painter.drawText(QRect(x, 0, 200, MENU_BAR_HEIGHT), _LEFT, words)
            x += fonts.metrics().horizontalAdvance(words) + _MENU_GAP

    def _paint_places(self, painter: QPainter) -> None:
        colors = theme.tokens()
        width, height = NAVIGATION_WIDTH - 2 * NAVIGATION_MARGIN, fonts.row_height(NAVIGATION_HEIGHT)
        room = QRect(NAVIGATION_MARGIN, MENU_BAR_HEIGHT + 1 + FIRST_PLACE_AT, width, height)
        for number, (icon, title) in enumerate(self._places):
            is_chosen = number == self._chosen
            if is_chosen:
                _fill(painter, room, colors.current)
            tone = colors.accent if is_chosen else colors.quiet
            picture = icons.pixmap(icon, tone, icons.IN_NAVIGATION, self.devicePixelRatioF())
            painter.drawPixmap(place_icon_at(room), picture)
            painter.setFont(fonts.font(fonts.TEXT, fonts.STRONG if is_chosen else fonts.REGULAR))
            painter.drawText(room.adjusted(WORD_AT, 0, 0, 0), _LEFT, title)
            room.translate(0, height + NAVIGATION_GAP)
        if self._places:
            painter.setFont(fonts.font(fonts.TITLE, fonts.STRONG))
            title_room = QRect(NAVIGATION_WIDTH + _TITLE_AT, MENU_BAR_HEIGHT + 1, 400, TOP_BAR_HEIGHT)
            painter.drawText(title_room, _LEFT, self._places[self._chosen][1])


def place_icon_at(room: QRect) -> QPoint:
    """Where a place's icon stands in the room of its line."""
    middle = room.top() + (room.height() - icons.IN_NAVIGATION + 1) // 2
    return QPoint(room.left() + ICON_AT, middle)


def _fill(painter: QPainter, room: QRect, code: str) -> None:
    swatch = QPixmap(1, 1)
    swatch.fill(QColor(code))
    painter.drawPixmap(room, swatch)
