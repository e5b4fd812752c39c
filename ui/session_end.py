"""The end that somebody else sets: the desktop ends its session, or the system asks the program to stop."""

import logging
import signal
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication

from ui.workplace import Workplace

PATIENCE = 20
"""Seconds that a session's end waits for what is being written; desktops wait about as long."""
_SIGNALS = (signal.SIGTERM, signal.SIGINT)

log = logging.getLogger(__name__)


class SessionEnd(QObject):
    """Asks before what was typed is lost, and lets writes come to their end."""

    _asked = Signal()

    def __init__(self, app: QApplication, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._app, self._workplace = app, workplace
        self._is_wanted = False
        self._before: list[tuple[int, Any]] = []
        # Within the request: the session ends when it returns.
        app.commitDataRequest.connect(self.commit, Qt.ConnectionType.DirectConnection)
        self._asked.connect(self.quit, Qt.ConnectionType.QueuedConnection)
        workplace.jobs.writing.connect(self._go_on, Qt.ConnectionType.QueuedConnection)

    def hear(self) -> None:
        """Take the system's signals, until `stop`."""
        self._before = [(number, signal.signal(number, self._take)) for number in _SIGNALS]

    def stop(self) -> None:
        """Leave them to Python again."""
        while self._before:
            signal.signal(*self._before.pop())

    def commit(self, manager: QSessionManager) -> None:
        """The desktop wants to end its session; where it lets us ask, 'Stay' stops it."""
        if manager.allowsInteraction():
            may_end = may_leave_dialogs()
            manager.release()
            if not may_end:
                manager.cancel()
                return
        take_up_editing()
        if not self._workplace.jobs.finish(PATIENCE):
            log.warning(
                "The session ended while something was being written; it was done whole or not at all"
            )

    def quit(self) -> None:
        """As the menu's Quit does, once nothing is being written."""
        take_up_editing()
        self._is_wanted = self._workplace.jobs.writes
        if not self._is_wanted:
            self._app.quit()

    def _take(self, number: int, frame: object) -> None:
        # Python runs this between any two lines of ours; what it begins must wait for the event loop.
        self._asked.emit()

    def _go_on(self, writing: bool) -> None:
        if self._is_wanted and not writing:
            self.quit()


def may_leave_dialogs() -> bool:
    """Leave the dialogs that stand, the topmost first; each asks where there is something to lose."""
    while (dialog := QApplication.activeModalWidget()) is not None:
        dialog.close()
        if dialog.isVisible():
            return False
    return True


def take_up_editing() -> None:
    """A value that is being changed in its list is written when the keyboard leaves it."""
    if (widget := QApplication.focusWidget()) is not None:
        widget.clearFocus()
