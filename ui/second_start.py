"""Keeps to one window a shop: whoever starts it again sees the first one."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from app.language import tr
from ui.opening import Opened
from ui.workplace import Workplace


class SecondStart(QObject):
    """Claims the shop once its first rows are shown, and asks before another one takes its place."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._workplace = workplace
        self._claim: object = None
        workplace.may_show = self.may_show
        workplace.settled.connect(self._settle)

    def may_show(self, opened: Opened) -> bool:
        """True at a start: that was asked for before the window was painted."""
        if self._claim is None or self._stand_for(opened.where):
            return True
        self._workplace.pages.show_status()
        words = tr("{shop} is open in a window of its own; that one is in front now.", shop=opened.name)
        self._workplace.say_done(words)
        return False

    def _settle(self, opened: Opened) -> None:
        if not self._stand_for(opened.where):
            # Both were started at the same moment.
            self._workplace.window.close()

    def _stand_for(self, where: str) -> bool:
        from ui.common.one_window import (
            OneWindow,  # the network's part of Qt is not needed for the first rows
        )

        if not isinstance(self._claim, OneWindow):
            self._claim = OneWindow(self)
            self._claim.wanted.connect(self._come_forward)
            if (app := QApplication.instance()) is not None:
                app.aboutToQuit.connect(self._claim.leave)
        return self._claim.stand_for(where)

    def _come_forward(self) -> None:
        window = self._workplace.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        # Where the system does not let a window come forward by itself, it marks it at least.
        QApplication.alert(window)
