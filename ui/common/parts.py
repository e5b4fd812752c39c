"""Parts of one dialog, one seen at a time: a list of their names at the left, the chosen one beside it."""

from collections.abc import Sequence

from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui.common import fonts, theme
from ui.common.buttons import PaintedButton
from ui.common.delegate import paint_ring, paint_text, paint_tint
from ui.common.labels import Ground
from ui.common.scroll import Scroll

MARGIN, GAP = 10, 20
RADIUS = 5


class _Name(PaintedButton):
    def __init__(self, key: str, title: str) -> None:
        super().__init__()
        self.key = key
        self.setText(title)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = fonts.metrics(fonts.TEXT, fonts.STRONG).horizontalAdvance(self.text())
        return QSize(width + 2 * MARGIN, fonts.row_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            colors = theme.tokens()
            if self.isChecked() or self.underMouse():
                paint_tint(painter, self.rect(), colors.current if self.isChecked() else colors.hover, RADIUS)
            weight = fonts.STRONG if self.isChecked() else fonts.REGULAR
            paint_text(painter, self.rect().adjusted(MARGIN, 0, 0, 0), self.text(), weight=weight)
            if self.hasFocus():
                paint_ring(painter, self.rect(), RADIUS)


class Parts(QWidget):
    """Arrow keys go through the names, Ctrl+Tab through the parts from wherever the keyboard is."""

    def __init__(
        self, name: str, parts: Sequence[tuple[str, str, QWidget]], *, remembered_as: str = ""
    ) -> None:
        super().__init__()
        self._remembered_as = remembered_as
        self.names = {key: _Name(key, title) for key, title, _ in parts}
        self.parts = {key: Scroll(inner, title, sideways=True) for key, title, inner in parts}
        self._stack = QStackedWidget()
        for part in self.parts.values():
            self._stack.addWidget(part)
        self._list = Scroll(self._column(name), name)
        self._list.setFixedWidth(
            max(each.sizeHint().width() for each in self.names.values())
            + self._list.verticalScrollBar().sizeHint().width()
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._list)
        layout.addWidget(self._stack, stretch=1)
        for key, step in (
            (QKeySequence.StandardKey.NextChild, 1),
            (QKeySequence.StandardKey.PreviousChild, -1),
        ):
            turn = QShortcut(key, self)
            turn.setContext(Qt.ShortcutContext.WindowShortcut)
            turn.activated.connect(lambda step=step: self._turn(step))
        self.show_part(parts[0][0])

    def _column(self, name: str) -> QWidget:
        column = Ground("raised")
        column.setAccessibleName(name)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        group = QButtonGroup(column)
        for each in self.names.values():
            group.addButton(each)
            layout.addWidget(each)
            each.clicked.connect(lambda _=False, key=each.key: self._choose(key))
        layout.addStretch()
        return column

    def value(self) -> str:
        """The key of the part that is seen."""
        return next(key for key, each in self.names.items() if each.isChecked())

    def current(self) -> Scroll:
        """The part that is seen."""
        return self.parts[self.value()]

    def show_part(self, key: str) -> None:
        """Turn to a part."""
        self.names[key].setChecked(True)
        self._stack.setCurrentWidget(self.parts[key])
        self._list.ensureWidgetVisible(self.names[key], 0, 0)

    def show_last(self) -> None:
        """Turn to the part that was chosen last on this computer."""
        last = str(QSettings().value(self._remembered_as, ""))
        if last in self.parts:
            self.show_part(last)

    def show_widget(self, widget: QWidget) -> None:
        """Turn to the part that holds a field, and scroll there."""
        for key, part in self.parts.items():
            if part.isAncestorOf(widget):
                self.show_part(key)
                part.ensureWidgetVisible(widget)

    def _turn(self, step: int) -> None:
        """The keyboard goes along: it cannot stay in a part that is seen no more."""
        keys = list(self.names)
        key = keys[(keys.index(self.value()) + step) % len(keys)]
        self._choose(key)
        self.names[key].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose(self, key: str) -> None:
        self.show_part(key)
        if self._remembered_as:
            QSettings().setValue(self._remembered_as, key)
