"""Words on panes and dialogs: always plain text or escaped, in the desk's sizes."""

from html import escape

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.common import fonts, icons, theme


def label(
    text: str = "", size: int = fonts.TEXT, weight: QFont.Weight = fonts.REGULAR, tone: str = ""
) -> QLabel:
    """One line of plain text in a tone."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setFont(fonts.font(size, weight))
    set_tone(result, tone)
    return result


def heading(text: str = "") -> QLabel:
    """The title of a pane or of a part of a dialog."""
    return label(text, fonts.PANE_TITLE, fonts.STRONG)


def field_label(text: str, field: QWidget) -> QLabel:
    """The small title of an input; as its buddy it also gives it its accessible name and its Alt key."""
    result = label(text, fonts.SMALL, fonts.MEDIUM, "quiet")
    result.setBuddy(field)
    if not field.accessibleName():
        field.setAccessibleName(text.replace("&", ""))
    return result


class Prose(QLabel):
    """Sentences that wrap, a little apart; what is given is data, never markup."""

    def __init__(self, text: str = "", tone: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setFont(fonts.font())
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_tone(self, tone)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show this; line breaks stay."""
        words = escape(text).replace("\n", "<br>")
        self.setAccessibleName(text)
        self.setText(f'<p style="line-height:128%; margin:0">{words}</p>' if text else "")


def set_tone(widget: QLabel, tone: str) -> None:
    """Give a label the text colour of a tone; called again when the theme changes."""
    widget.setForegroundRole(QPalette.ColorRole.WindowText)  # in a list it would be the list's own
    colors = QPalette(widget.palette())
    colors.setColor(QPalette.ColorRole.WindowText, theme.color(theme.tokens().tone(tone)))
    widget.setPalette(colors)


class Hairline(QWidget):
    """One pixel between regions."""

    def __init__(self, *, upright: bool = False) -> None:
        super().__init__()
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.color(theme.tokens().line))


class Ground(QFrame):
    """A region on one of the theme's grounds: window, base, panel or raised."""

    def __init__(self, ground: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ground = ground

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.color(getattr(theme.tokens(), self.ground)))


class Sign(QWidget):
    """An icon that stands in a layout; decoration, so without a name of its own."""

    def __init__(self, name: str, tone: str = "quiet", size: int = icons.IN_CHIP) -> None:
        super().__init__()
        self._name, self._tone, self._size = name, tone, size
        self.setFixedSize(size, size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, tone: str) -> None:
        """Another icon, another tone."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            color = theme.tokens().tone(self._tone)
            picture = icons.pixmap(self._name, color, self._size, self.devicePixelRatioF())
            painter.drawPixmap(QPoint(0, 0), picture)
