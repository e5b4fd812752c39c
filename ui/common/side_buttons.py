"""The buttons at the side of a mouse: back and forward, wherever in the window it is."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWindow


class SideButtons(QObject):
    """Watches a window from outside: lists and fields would keep the press for themselves."""

    back = Signal()
    forward = Signal()

    def __init__(self, window: QWindow, parent: QObject) -> None:
        super().__init__(parent)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            if event.button() == Qt.MouseButton.BackButton:
                self.back.emit()
                return True
            if event.button() == Qt.MouseButton.ForwardButton:
                self.forward.emit()
                return True
        return False
