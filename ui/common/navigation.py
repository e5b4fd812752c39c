"""The window's left side: the shop's name and the places to go, painted, each a button with a name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from app.language import tr
from ui.common import fonts, icons, theme
from ui.common.buttons import PaintedButton
from ui.common.delegate import paint_icon, paint_ring, paint_text, paint_tint
from ui.common.frame import (
    COUNT_AT,
    NAVIGATION_GAP,
    NAVIGATION_HEIGHT,
    NAVIGATION_MARGIN,
    NAVIGATION_WIDTH,
    WORD_AT,
    place_icon_at,
)

RADIUS = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A place to go."""

    key: str
    title: str
    icon: str
    shortcut: str = ""


class NavigationButton(PaintedButton):
    """Icon, word and perhaps a count; an alarming count has its sign."""

    def __init__(self, entry: Entry, *, strong: bool = False) -> None:
        super().__init__()
        self.key = entry.key
        self._icon = entry.icon
        self._strong = strong
        self._count, self._alarm = "", False
        self.setText(entry.title)
        self.setAccessibleName(entry.title)
        self.setToolTip(f"{entry.title} ({entry.shortcut})" if entry.shortcut else "")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_count(self, count: str, *, alarm: bool = False, said: str = "") -> None:
        """How many things wait there; empty shows nothing. `said` is for who cannot see the sign."""
        self._count, self._alarm = count, alarm
        self.setAccessibleName(f"{self.text()} {said or count}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(NAVIGATION_WIDTH - 2 * NAVIGATION_MARGIN, fonts.row_height(NAVIGATION_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            strong = self._strong or self.isChecked()
            measures = fonts.metrics(fonts.TEXT, fonts.STRONG if strong else fonts.REGULAR)
            room = self.width() - WORD_AT - COUNT_AT - self._width_at_right()
            title = measures.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
            self._paint_place(painter, title, fonts.STRONG if strong else fonts.REGULAR)
            self._paint_at_right(painter, self.rect().adjusted(0, 0, -COUNT_AT, 0))
            if self.hasFocus():
                paint_ring(painter, self.rect(), RADIUS)

    def _paint_place(self, painter: QPainter, title: str, weight: QFont.Weight) -> None:
        colors = theme.tokens()
        if self.isChecked() or (self.underMouse() and self.isEnabled()):
            paint_tint(painter, self.rect(), colors.current if self.isChecked() else colors.hover, RADIUS)
        tone = "accent" if self.isChecked() else "quiet"
        paint_icon(painter, place_icon_at(self.rect()), self._icon, tone, icons.IN_NAVIGATION)
        words = self.rect().adjusted(WORD_AT, 0, 0, 0)
        paint_text(painter, words, title, "" if self.isEnabled() else "placeholder", weight=weight)

    def _width_at_right(self) -> int:
        if self._strong:
            return icons.IN_ROW
        width = fonts.metrics(fonts.SMALL, fonts.MEDIUM).horizontalAdvance(self._count)
        return width + (icons.IN_ROW + 10 if self._alarm else 6)

    def _paint_at_right(self, painter: QPainter, room: QRect) -> None:
        middle = room.center().y() - icons.IN_ROW // 2 + 1
        if self._strong:
            paint_icon(painter, QPoint(room.right() - 12, middle), "chevron-down", "quiet", icons.IN_ROW)
        if not self._count:
            return
        tone, weight = ("bad", fonts.MEDIUM) if self._alarm else ("quiet", fonts.REGULAR)
        width = paint_text(painter, room, self._count, tone, fonts.SMALL, weight, right=True)
        if self._alarm:
            at = QPoint(room.right() - width - icons.IN_ROW - 4, middle)
            paint_icon(painter, at, "alert-triangle", tone, icons.IN_ROW)


class Navigation(QWidget):
    """`chosen` gives the key of the place."""

    chosen = Signal(str)
    shop_pressed = Signal()
    settings_pressed = Signal()

    def __init__(self, name: str, entries: Sequence[Entry], shop: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedWidth(NAVIGATION_WIDTH)
        self.shop = NavigationButton(Entry("shop", shop, "building-store"), strong=True)
        self.shop.clicked.connect(self.shop_pressed)
        policy = self.shop.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.shop.setSizePolicy(policy)
        self.buttons = {entry.key: NavigationButton(entry) for entry in entries}
        group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(NAVIGATION_MARGIN, 4, NAVIGATION_MARGIN, NAVIGATION_MARGIN)
        layout.setSpacing(NAVIGATION_GAP)
        layout.addWidget(self.shop)
        layout.addSpacing(6)
        for button in self.buttons.values():
            button.setCheckable(True)
            button.clicked.connect(self._telling(button.key))
            group.addButton(button)
            layout.addWidget(button)
        layout.addStretch()
        self.settings = NavigationButton(Entry("settings", tr("Settings"), "settings", "Ctrl+,"))
        self.settings.clicked.connect(self.settings_pressed)
        layout.addWidget(self.settings)

    def _telling(self, key: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(key)

    def show_place(self, key: str) -> None:
        """Mark where we are."""
        self.buttons[key].setChecked(True)

    def set_shop(self, name: str) -> None:
        """The shop's name above the places."""
        self.shop.setVisible(bool(name))
        self.shop.setText(name)
        self.shop.setAccessibleName(name)
