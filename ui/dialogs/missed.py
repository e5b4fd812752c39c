"""Codes that nothing has: they stay in sight, however fast the next ones are scanned."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import ShopError
from app.language import tr
from ui.common.buttons import button
from ui.dialogs.notes import Notes
from ui.dialogs.scanning import ScanField

MOST = 4


class Missed(QWidget):
    """Takes no room while every code was found; “Got it” says that somebody has read it."""

    def __init__(self, scan: ScanField) -> None:
        super().__init__()
        self.words = Notes("exclamation-circle", "bad")
        self.leave = button(tr("Got it"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.words, stretch=1)
        layout.addWidget(self.leave)
        self._scan = scan
        self._titles: list[str] = []
        scan.missed.connect(self._add)
        self.leave.clicked.connect(self._read)
        self.hide()

    def clear(self) -> None:
        """What was missed no longer matters."""
        self._titles.clear()
        self.words.say([])
        self.hide()

    def text(self) -> str:
        """What it says."""
        return self.words.text()

    def _add(self, error: ShopError) -> None:
        if error.title not in self._titles:
            self._titles.append(error.title)
        self.words.say([*self._titles[-MOST:], error.hint])
        self.show()
        self._scan.setFocus()

    def _read(self) -> None:
        self.clear()
        self._scan.setFocus()
