"""One or two sentences under a preview, behind a sign that says how grave they are."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.common.labels import Prose, Sign


class Notes(QWidget):
    """Takes no room while there is nothing to say."""

    def __init__(self, icon: str = "exclamation-circle", tone: str = "warn", words_tone: str = "") -> None:
        super().__init__()
        self._words = Prose(tone=words_tone)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(Sign(icon, tone), alignment=Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, stretch=1)
        self.hide()

    def say(self, sentences: Sequence[str]) -> None:
        """Show these, one after the other."""
        text = " ".join(sentences)
        self._words.set_text(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """What it says."""
        return "" if self.isHidden() else self._words.accessibleName()
