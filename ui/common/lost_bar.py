"""The line above the page while the shop is out of reach."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.errors import ShopError
from app.language import ntr, tr
from ui.common import fonts
from ui.common.buttons import button
from ui.common.elided import Elided
from ui.common.labels import Ground, Hairline, Sign, label


class LostBar(Ground):
    """Says what is wrong, that it is tried again, and that nothing typed is lost; `tried` is the button."""

    tried = Signal()

    def __init__(self) -> None:
        super().__init__("panel")
        self._title = Elided(weight=fonts.STRONG)
        self._next = label(size=fonts.SMALL, tone="quiet")
        self.trying = button(tr("Try now"))
        self.trying.clicked.connect(self._try)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(Sign("alert-triangle", "warn"))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._next)
        row.addLayout(words, stretch=1)
        row.addWidget(self.trying)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row)
        whole.addWidget(Hairline())
        self.hide()

    def show_lost(self, error: ShopError, seconds: int) -> None:
        """The shop was just tried in vain; the seconds are not counted down: nothing shall flicker."""
        if self.isHidden():
            # Once, not at every try.
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, error.title))
        again = ntr(
            "It is tried again in {count} second. What you typed stays.",
            "It is tried again in {count} seconds. What you typed stays.",
            seconds,
        )
        self._title.show_text(error.title)
        self._next.setText(again)
        self.setAccessibleName(f"{error.title} {again}")
        self.trying.setEnabled(True)
        self.show()

    def text(self) -> str:
        """What it says."""
        return "" if self.isHidden() else self.accessibleName()

    def _try(self) -> None:
        self.trying.setEnabled(False)
        self._next.setText(tr("Trying…"))
        self.tried.emit()
