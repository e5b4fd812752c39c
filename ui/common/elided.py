"""A line of words that never makes the window wider."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.common import fonts
from ui.common.tips import tip


class Elided(QLabel):
    """One line that ends in '…' where there is no room for all of it; the tooltip has the rest."""

    def __init__(self, size: int = fonts.TEXT, weight: QFont.Weight = fonts.REGULAR) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(fonts.font(size, weight))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Replace it; line breaks become blanks."""
        words = " ".join(text.split())
        self.setText(words)
        self.setToolTip(tip(words))
        self.setAccessibleName(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(self.palette().windowText().color())
            text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(self.rect(), self.alignment(), text)
