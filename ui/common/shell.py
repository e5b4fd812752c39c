"""The frame around every page: navigation at the left, top bar above, status bar below."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.language import tr
from ui.common import fonts, theme
from ui.common.elided import Elided
from ui.common.frame import STATUS_BAR_HEIGHT
from ui.common.labels import Ground, Hairline, label
from ui.common.lost_bar import LostBar
from ui.common.messages import ErrorBlock
from ui.common.navigation import Entry, Navigation
from ui.common.top_bar import TopBar


class StatusBar(Ground):
    """What the page counts at the left, what was done last, what the page goes by at the right."""

    def __init__(self) -> None:
        super().__init__("window")
        self.left = label(size=fonts.SMALL, tone="quiet")
        self.done = Elided(fonts.SMALL, fonts.MEDIUM)
        self.undoing = QToolButton()
        self.undoing.setText(tr("Undo"))
        self.undoing.setFont(fonts.font(fonts.SMALL, fonts.MEDIUM))
        self.undoing.setToolTip(tr("Undo") + " (Ctrl+Z)")
        self.undoing.hide()
        colors = QPalette(self.undoing.palette())
        colors.setColor(QPalette.ColorRole.ButtonText, theme.color(theme.tokens().accent))
        self.undoing.setPalette(colors)
        # As wide as its words, so that the button follows them, and narrower where there is no room.
        self.done.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.done.setMinimumWidth(1)
        self.right = label(size=fonts.SMALL, tone="quiet")
        self.setMinimumHeight(STATUS_BAR_HEIGHT)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(24)
        layout.addWidget(self.left)
        layout.addWidget(self.done)
        layout.addWidget(self.undoing)
        layout.addStretch(1)
        layout.addWidget(self.right)

    def show_texts(self, left: str, right: str) -> None:
        """Replace what the page says."""
        self.left.setText(left)
        self.right.setText(right)

    def say_done(self, words: str) -> None:
        """Say what was done, also to who does not see it; '' once it is old."""
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.done, words))
        self.done.show_text(words)


class Shell(Ground):
    """Holds the pages in `stack`; knows nothing of them."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__("window")
        self.navigation = Navigation(tr("Places"), entries)
        self.top_bar = TopBar()
        self.lost = LostBar()
        self.error = ErrorBlock(tr("Close"))
        self.stack = QStackedWidget()
        self.status_bar = StatusBar()
        self.error.retried.connect(self.error.clear)
        self.error.setContentsMargins(16, 0, 16, 0)
        main = Ground("base")
        column = QVBoxLayout(main)
        above: list[QWidget] = [self.top_bar, Hairline(), self.lost, self.error]
        for part in (*above, self.stack, Hairline(), self.status_bar):
            column.addWidget(part, stretch=1 if part is self.stack else 0)
        whole, row = QVBoxLayout(self), QHBoxLayout()
        for layout in (whole, row, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        whole.addWidget(Hairline())
        whole.addLayout(row, stretch=1)
        row.addWidget(self.navigation)
        row.addWidget(Hairline(upright=True))
        row.addWidget(main, stretch=1)

    def set_places_open(self, *, are_open: bool) -> None:
        """Without a shop there is nowhere to go and nothing to search."""
        for button in self.navigation.buttons.values():
            button.setEnabled(are_open)
        self.navigation.settings.setVisible(are_open)
        self.top_bar.search.setEnabled(are_open)
        self.top_bar.setVisible(are_open)

    def focus_search(self) -> None:
        """Put the keyboard into the search box."""
        self.top_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top_bar.search.selectAll()
