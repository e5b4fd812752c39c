"""Choosing one of a few: the filter bar's chips and the two-way switch."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QWidget

from app.language import tr
from ui.common import fonts, icons, theme
from ui.common.delegate import paint_icon, paint_ring, paint_text, paint_tint

HEIGHT = 26
CHIP_GAP = 2


class _Chip(QAbstractButton):
    """A word and how many it stands for; one that `opens` a menu says so by a sign."""

    def __init__(self, key: str, text: str, *, opens: bool = False) -> None:
        super().__init__()
        self.key = key
        self._opens = opens
        self.count = ""
        self.setText(text)
        self.setAccessibleName(text)
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
        sign = icons.IN_ROW if self._opens else 0
        return QSize(measures.horizontalAdvance(self.text()) + count + sign + 20, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            colors = theme.tokens()
            if self._opens:
                at = QPoint(self.width() - icons.IN_ROW - 6, (self.height() - icons.IN_ROW) // 2 + 1)
                paint_icon(painter, at, "chevron-down", "quiet", icons.IN_ROW)
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
        with QPainter(self) as painter:
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
    """Buttons of which one is down, or none where nothing of it holds; arrow keys move among them."""

    chosen = Signal(str)

    def __init__(self, name: str, buttons: Sequence[_Chip | _Segment]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.buttons = {each.key: each for each in buttons}
        self._group = QButtonGroup(self)
        for each in buttons:
            each.setParent(self)
            self._group.addButton(each)
        buttons[0].setChecked(True)
        self._group.buttonClicked.connect(lambda each: self.chosen.emit(each.key))

    def value(self) -> str:
        """The key of what is chosen, '' where nothing is."""
        return next((key for key, each in self.buttons.items() if each.isChecked()), "")

    def show_value(self, key: str) -> None:
        """Mark what is chosen already."""
        self.buttons[key].setChecked(True)

    def show_none(self) -> None:
        """Something else is shown than any of them says."""
        self._group.setExclusive(False)
        for each in self.buttons.values():
            each.setChecked(False)
        self._group.setExclusive(True)

    def choose(self, key: str) -> None:
        """Choose as by a click; nothing is told where it is chosen already."""
        if key != self.value():
            self.buttons[key].setChecked(True)
            self.chosen.emit(key)


class FilterChips(_OneOf):
    """The filters of a list, each (key, word), with counts that come later; the rest is in a menu."""

    def __init__(self, name: str, filters: Sequence[tuple[str, str]]) -> None:
        chips = [_Chip(key, text) for key, text in filters]
        super().__init__(name, chips)
        self._chips = chips
        self.more = _Chip("", tr("More"), opens=True)
        self.more.setParent(self)
        self.more.setCheckable(False)
        self.more.clicked.connect(self.open_menu)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group.buttonToggled.connect(lambda *_: self._arrange())
        self._arrange()

    def set_count(self, key: str, count: str) -> None:
        """How many rows the filter lets through."""
        chip = self.buttons[key]
        assert isinstance(chip, _Chip)
        chip.set_count(count)
        self.updateGeometry()
        self._arrange()

    def hidden(self) -> list[str]:
        """The keys of those that do not fit."""
        return [chip.key for chip in self._chips if chip.isHidden()]

    def open_menu(self) -> None:
        """Offer those that do not fit."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key in self.hidden():
            chip = self.buttons[key]
            action = menu.addAction(chip.accessibleName().replace("&", "&&"))
            action.triggered.connect(lambda _=False, key=key: self.choose(key))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))

    def sizeHint(self) -> QSize:
        return QSize(_width(self._chips), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        widest = max(chip.sizeHint().width() for chip in self._chips)
        return QSize(widest + CHIP_GAP + self.more.sizeHint().width(), HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """As many as fit, from the left; the chosen one is always among them."""
        shown = self._that_fit()
        left = 0
        for chip in self._chips:
            chip.setVisible(chip in shown)
            if chip in shown:
                left = self._put(chip, left)
        self.more.setVisible(len(shown) < len(self._chips))
        self._put(self.more, left)

    def _put(self, chip: _Chip, left: int) -> int:
        width = chip.sizeHint().width()
        chip.setGeometry(left, (self.height() - HEIGHT) // 2, width, HEIGHT)
        return left + width + CHIP_GAP

    def _that_fit(self) -> list[_Chip]:
        if _width(self._chips) <= self.width():
            return self._chips
        room = self.width() - self.more.sizeHint().width() - CHIP_GAP
        shown = [chip for chip in self._chips if chip.isChecked()]
        for chip in self._chips:
            with_it = [each for each in self._chips if each in shown or each is chip]
            if _width(with_it) > room:
                break
            shown = with_it
        return shown


def _width(chips: Sequence[_Chip]) -> int:
    return sum(chip.sizeHint().width() for chip in chips) + CHIP_GAP * (len(chips) - 1)


class Segments(_OneOf):
    """Two or three ways to look at the same thing, each (key, word)."""

    def __init__(self, name: str, ways: Sequence[tuple[str, str]]) -> None:
        segments = [_Segment(key, text) for key, text in ways]
        super().__init__(name, segments)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        for each in segments:
            layout.addWidget(each)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_tint(painter, QRect(QPoint(0, 0), self.size()), theme.tokens().quiet_soft)
