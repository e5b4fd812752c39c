"""Back, forward, the page's title, the search box and the page's one filled button."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy

from app.language import tr
from ui.common import fonts, icons, theme
from ui.common.buttons import primary, tool
from ui.common.frame import TOP_BAR_HEIGHT
from ui.common.labels import Ground, label

_SEARCH_WIDTH = 400


class SearchBox(QLineEdit):
    """`wanted` follows typing when it pauses; Escape empties the box."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFont(fonts.font())
        self.setPlaceholderText(tr("Find on this page"))
        self.setAccessibleName(tr("Search"))
        self.addAction(icons.icon("search", theme.tokens().quiet), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, singleShot=True, interval=200)
        self._pause.timeout.connect(lambda: self.wanted.emit(self.text()))
        self.textChanged.connect(lambda _: self._pause.start())

    def show_text(self, text: str, words: str = "") -> None:
        """Show what a page is searched for already; `words` say what of it can be found."""
        self.setPlaceholderText(words or self.placeholderText())
        self.setText(text)
        self._pause.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.text():
            with QPainter(self) as painter:
                painter.setFont(fonts.font(fonts.SMALL))
                painter.setPen(theme.color(theme.tokens().placeholder))
                room = self.rect().adjusted(0, 0, -10, 0)
                painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "Ctrl+F")


class TopBar(Ground):
    """The line above a page."""

    went_back = Signal()
    went_forward = Signal()
    acted = Signal()

    def __init__(self) -> None:
        super().__init__("base")
        self.setMinimumHeight(TOP_BAR_HEIGHT)
        # Their keys are those of the menu's lines.
        self.back, self.forward = tool("arrow-left", tr("Back")), tool("arrow-right", tr("Forward"))
        self.back.setToolTip(f"{self.back.accessibleName()} (Alt+Left)")
        self.forward.setToolTip(f"{self.forward.accessibleName()} (Alt+Right)")
        self.title = label(size=fonts.TITLE, weight=fonts.STRONG)
        self.search = SearchBox()
        self.search.setMaximumWidth(_SEARCH_WIDTH)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._action: QPushButton | None = None
        self.back.clicked.connect(self.went_back)
        self.forward.clicked.connect(self.went_forward)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(10, 0, 16, 0)
        self._layout.setSpacing(4)
        for widget in (self.back, self.forward, self.title):
            self._layout.addWidget(widget)
        self._layout.insertSpacing(2, 8)
        self._layout.addStretch(1)
        self._layout.addWidget(self.search, 100)
        self._layout.addStretch(1)

    def show_page(self, title: str, action: str = "", icon: str = "") -> None:
        """Another page: its title and its filled button."""
        self.title.setText(title)
        if self._action is not None:
            self._layout.removeWidget(self._action)
            self._action.hide()
            self._action.deleteLater()
            self._action = None
        if action:
            self._action = primary(action, icon)
            self._action.clicked.connect(self.acted)
            self._layout.addWidget(self._action)
