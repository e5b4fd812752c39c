"""What went wrong beside what caused it, and what an empty list says."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import ShopError
from app.language import tr
from ui.common import fonts
from ui.common.buttons import button
from ui.common.labels import Sign, label
from ui.common.unexpected import UnexpectedError

Way = tuple[str, Callable[[], object]]
"""What a button says, and what it does."""


class Notice(QWidget):
    """One line and a button or two in place of an empty list's rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts: Sequence[Way] = ()
        self._words = label(tone="quiet")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons = (button(), button())
        for place, each in enumerate(self._buttons):
            each.clicked.connect(lambda _=False, place=place: self._acts[place][1]())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 40, 40, 20)
        layout.setSpacing(12)
        layout.addWidget(self._words)
        for each in self._buttons:
            layout.addWidget(each, alignment=Qt.AlignmentFlag.AlignHCenter)

    def say(self, text: str, *ways: Way) -> None:
        """Show this line, and a button for each way on: at most two."""
        self._words.setText(text)
        self._acts = ways
        for place, each in enumerate(self._buttons):
            each.setVisible(place < len(ways))
            each.setText(ways[place][0] if place < len(ways) else "")
        self.setAccessibleName(text)

    def text(self) -> str:
        """What it says, without the button."""
        return self._words.text()


class ErrorBlock(QWidget):
    """Icon, title and hint under the fields; the field that caused it gets a red edge and the keyboard."""

    retried = Signal()

    def __init__(self, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cause: QWidget | None = None
        self._details = ""
        self._title = label(weight=fonts.STRONG, tone="bad")
        self._hint = label()
        for words in (self._title, self._hint):
            words.setWordWrap(True)
            words.setMinimumWidth(1)  # else one long word would widen the dialog
        self._button = button(action)
        self._button.setVisible(bool(action))
        self._button.clicked.connect(self.retried)
        self.copying = button(tr("Copy details"))
        self.copying.clicked.connect(self._copy)
        words_layout = QVBoxLayout()
        words_layout.setSpacing(2)
        words_layout.addWidget(self._title)
        words_layout.addWidget(self._hint)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(8)
        layout.addWidget(Sign("exclamation-circle", "bad"), alignment=Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words_layout, stretch=1)
        layout.addWidget(self.copying)
        layout.addWidget(self._button)
        self.hide()

    def show_error(
        self, error: ShopError, cause: QWidget | None = None, *, takes_keyboard: bool = True
    ) -> None:
        """Say what is refused; nothing typed is touched."""
        self.clear()
        self._title.setText(error.title)
        self._hint.setText(error.hint)
        self._hint.setVisible(bool(error.hint))
        self.setAccessibleName(str(error))
        self._details = error.details if isinstance(error, UnexpectedError) else ""
        self.copying.setVisible(bool(self._details))
        self._cause = cause
        if cause is not None:
            mark_bad(cause, bad=True)
            if takes_keyboard:
                cause.setFocus()
        self.show()

    def offer(self, action: str) -> None:
        """Put a way out beside the words, told by `retried`; '' for none."""
        self._button.setText(action)
        self._button.setVisible(bool(action))

    def clear(self) -> None:
        """Nothing is wrong any more."""
        if self._cause is not None:
            mark_bad(self._cause, bad=False)
            self._cause = None
        self.hide()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)

    def text(self) -> str:
        """What it says."""
        return "" if self.isHidden() else self.accessibleName()


def mark_bad(field: QWidget, *, bad: bool) -> None:
    """Give a field the red edge, or take it away."""
    field.setProperty("bad", "true" if bad else "false")
    field.style().unpolish(field)
    field.style().polish(field)
