"""What the window shows while no shop is open: the four ways to get one."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.errors import ShopError
from app.language import tr
from ui.common import fonts, icons, theme
from ui.common.buttons import PaintedButton
from ui.common.labels import Ground, Prose, label
from ui.common.messages import ErrorBlock

WIDTH = 520
_HEIGHT = 64


class Choice(PaintedButton):
    """A way to begin: what it is called and what will be there then."""

    def __init__(self, icon: str, title: str, explanation: str) -> None:
        super().__init__()
        self._icon = icon
        self._explanation = explanation
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(explanation)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colors = theme.tokens()
            painter.setBrush(theme.color(colors.hover if self.underMouse() else colors.base))
            painter.setPen(theme.color(colors.accent if self.hasFocus() else colors.edge_soft))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            picture = icons.pixmap(self._icon, colors.accent, 20, self.devicePixelRatioF())
            painter.drawPixmap(QPoint(16, (self.height() - 20) // 2), picture)
            words = self.rect().adjusted(52, 12, -16, -12)
            painter.setFont(fonts.font(fonts.TEXT, fonts.STRONG))
            painter.setPen(theme.color(colors.text))
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.text())
            painter.setFont(fonts.font(fonts.SMALL))
            painter.setPen(theme.color(colors.quiet))
            elided = fonts.metrics(fonts.SMALL).elidedText(
                self._explanation, Qt.TextElideMode.ElideRight, words.width()
            )
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, elided)


class FirstRunPage(Ground):
    """`chosen` gives sample, files, empty or open; errors of the choice are shown under it."""

    chosen = Signal(str)

    def __init__(self, offered: Collection[str]) -> None:
        super().__init__("base")
        choices = {
            "sample": Choice(
                "basket",
                tr("Look around in the sample shop"),
                tr("Four months of a cookware shop, dated to today."),
            ),
            "files": Choice(
                "file-import",
                tr("Bring your files…"),
                tr("CSV and Excel files of your shop system, till or bookkeeping; also our own."),
            ),
            "empty": Choice(
                "file-plus",
                tr("Start with an empty shop…"),
                tr("One file that you name; fill it by hand or later."),
            ),
            "open": Choice(
                "folder-open", tr("Open a shop…"), tr("A shop's file that is on this computer already.")
            ),
        }
        self.choices = {key: choice for key, choice in choices.items() if key in offered}
        self.error = ErrorBlock()
        column = QWidget()
        column.setFixedWidth(WIDTH)
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(label(tr("Which shop?"), fonts.TITLE, fonts.STRONG))
        rows.addWidget(
            Prose(tr("Backorder Desk keeps a shop in one file, or on a PostgreSQL server."), "quiet")
        )
        rows.addSpacing(8)
        for key, choice in self.choices.items():
            choice.clicked.connect(self._telling(key))
            rows.addWidget(choice)
        rows.addWidget(self.error)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(column, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def _telling(self, key: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(key)

    def focus_first(self) -> None:
        """Give the keyboard to the first choice: Enter takes it."""
        for choice in list(self.choices.values())[:1]:
            choice.setFocus()

    def show_error(self, error: ShopError) -> None:
        """The choice came to nothing."""
        self.error.show_error(error)
