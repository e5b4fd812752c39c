"""Buttons: one filled per page or dialog, plain ones, and icons alone with a name for those who listen."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton

from ui.common import fonts, icons, theme
from ui.common.delegate import paint_ring

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PaintedButton(QAbstractButton):
    """A button that paints itself; Enter presses it as well as the space bar."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str = "") -> QPushButton:
    """An ordinary button: a word, no icon."""
    result = _Pressed(text)
    result.setFont(fonts.font())
    result.setAutoDefault(False)
    return result


def primary(text: str = "", icon: str = "") -> QPushButton:
    """The filled button that does what the page or dialog is for."""
    result = _Filled(f"\N{THIN SPACE}{text}" if icon else text)
    result.setProperty("primary", "true")
    result.setFont(fonts.font(fonts.TEXT, fonts.STRONG))
    if icon:
        result.setAccessibleName(text)
        result.setIcon(icons.icon(icon, theme.WHITE))
        result.setIconSize(QSize(icons.IN_BUTTON, icons.IN_BUTTON))
    return result


class _Pressed(QPushButton):
    """Enter presses it; else the dialog's filled button would answer for the one that has the keyboard."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


class _Filled(_Pressed):
    """With the keyboard it has a pale ring inside: one in the accent would not stand out from the fill."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            with QPainter(self) as painter:
                paint_ring(painter, self.rect().adjusted(2, 2, -2, -2), code=theme.WHITE)


def tool(icon: str, name: str, shortcut: str = "") -> QToolButton:
    """A bare icon; its name is its tooltip and what a screen reader says."""
    result = QToolButton()
    result.setIcon(icons.icon(icon, theme.tokens().quiet, icons.IN_NAVIGATION))
    result.setIconSize(QSize(icons.IN_NAVIGATION, icons.IN_NAVIGATION))
    result.setFixedSize(28, 28)
    result.setAccessibleName(name)
    result.setToolTip(f"{name} ({shortcut})" if shortcut else name)
    result.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    result.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    if shortcut:
        result.setShortcut(shortcut)
    return result
