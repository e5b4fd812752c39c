"""Choosing one of a few: the filter bar's chips and the two-way switch."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui.common import fonts, theme
from ui.common.delegate import paint_ring, paint_text, paint_tint

HEIGHT = 26


class _Chip(QAbstractButton):
    """A word and how many it stands for."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__()
        self.key = key
        self.count = ""
        self.setText(text)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_count(self, count: str) -> None:
        """The number after the word; empty while it is not known."""
        self.count = count
        self.setAccessibleName(f"{self.text()} {count}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        measures = fonts.metrics(fonts.TEXT, fonts.MEDIUM)
        count = fonts.metrics().horizontalAdvance(self.count) + 6 if self.count else 0
        return QSize(measures.horizontalAdvance(self.text()) + count + 20, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colors = theme.tokens()
        if self.isChecked():
            paint_tint(painter, self.rect(), colors.selection)
        elif self.underMouse():
            paint_tint(painter, self.rect(), colors.hover)
        tone = "accent" if self.isChecked() else ""
        weight = fonts.MEDIUM if self.isChecked() else fonts.REGULAR
        room = self.rect().adjusted(10, 0, -6, 0)
        x = room.left() + paint_text(painter, room, self.text(), tone, weight=weight) + 6
        rest = QRect(x, room.top(), room.right() - x + 6, room.height())
        paint_text(painter, rest, self.count, tone or "quiet")
        if self.hasFocus():
            paint_ring(painter, self.rect())


class _Segment(QAbstractButton):
    def __init__(self, key: str, text: str) -> None:
        super().__init__()
        self.key = key
        self.setText(text)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(fonts.metrics(fonts.TEXT, fonts.MEDIUM).horizontalAdvance(self.text()) + 22, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colors = theme.tokens()
        if self.isChecked():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color(colors.edge_soft), 1))
            painter.setBrush(theme.color(colors.base))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        weight = fonts.MEDIUM if self.isChecked() else fonts.REGULAR
        width = fonts.metrics(fonts.TEXT, weight).horizontalAdvance(self.text())
        room = self.rect().adjusted((self.width() - width) // 2, 0, 0, 0)
        paint_text(painter, room, self.text(), "" if self.isChecked() else "quiet", weight=weight)
        if self.hasFocus():
            paint_ring(painter, self.rect())


class _OneOf(QWidget):
    """Buttons of which exactly one is down; arrow keys move among them."""

    chosen = Signal(str)

    def __init__(self, name: str, buttons: Sequence[_Chip | _Segment], margin: int, spacing: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.buttons = {each.key: each for each in buttons}
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(spacing)
        for each in buttons:
            self._group.addButton(each)
            layout.addWidget(each)
        buttons[0].setChecked(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group.buttonClicked.connect(lambda each: self.chosen.emit(each.key))

    def value(self) -> str:
        """The key of what is chosen."""
        return next(key for key, each in self.buttons.items() if each.isChecked())

    def show_value(self, key: str) -> None:
        """Mark what is chosen already."""
        self.buttons[key].setChecked(True)

    def choose(self, key: str) -> None:
        """Choose as by a click; nothing is told where it is chosen already."""
        if key != self.value():
            self.buttons[key].setChecked(True)
            self.chosen.emit(key)


class FilterChips(_OneOf):
    """The filters of a list, each (key, word), with counts that come later."""

    def __init__(self, name: str, filters: Sequence[tuple[str, str]]) -> None:
        super().__init__(name, [_Chip(key, text) for key, text in filters], 0, 2)

    def set_count(self, key: str, count: str) -> None:
        """How many rows the filter lets through."""
        chip = self.buttons[key]
        assert isinstance(chip, _Chip)
        chip.set_count(count)


class Segments(_OneOf):
    """Two or three ways to look at the same thing, each (key, word)."""

    def __init__(self, name: str, ways: Sequence[tuple[str, str]]) -> None:
        super().__init__(name, [_Segment(key, text) for key, text in ways], 1, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_tint(painter, QRect(QPoint(0, 0), self.size()), theme.tokens().quiet_soft)
