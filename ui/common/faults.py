"""Errors that nobody expected: written to the log, shown once, and the program goes on."""

import logging
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

log = logging.getLogger(__name__)

_LOUD = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)


class Faults(QObject):
    """Hears of every error that no code took; `met` tells the first of a kind, `met_again` the others.

    An error of one kind comes a hundred times a second where painting fails: of those only a few are logged.
    """

    met = Signal(object)
    met_again = Signal(object)
    _happened = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._times: Counter[str] = Counter()
        self._undo: list[Callable[[], object]] = []
        # Later: whoever failed is still at work, perhaps painting, perhaps on another thread.
        self._happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def hear(self) -> None:
        """Take what Python and Qt would only print, until `stop`."""
        hooks = sys.excepthook, threading.excepthook, qInstallMessageHandler(_log_message)
        sys.excepthook, threading.excepthook = self._of_this_thread, self._of_a_thread

        def restore() -> None:
            sys.excepthook, threading.excepthook = hooks[:2]
            qInstallMessageHandler(hooks[2])

        self._undo.append(restore)

    def stop(self) -> None:
        """Leave errors to Python and Qt again."""
        while self._undo:
            self._undo.pop()()

    def take(self, error: BaseException) -> None:
        """Log the error and tell of it; from any thread."""
        from app import logbook  # with what it rotates by: not before there is something to write

        logbook.begin()
        kind = logbook.kind_of(error)
        self._times[kind] += 1
        times = self._times[kind]
        if times == 1:
            log.error("Unexpected error", exc_info=error)
            if sys.stderr is not None:
                traceback.print_exception(error)
        elif is_round(times):
            log.error("Unexpected error, %d times: %s", times, kind)
        if times == 1 or is_round(times):
            self._happened.emit((error, times))

    def _tell(self, what: tuple[BaseException, int]) -> None:
        error, times = what
        (self.met if times == 1 else self.met_again).emit(error)

    def _of_this_thread(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            self.take(error)
        else:
            sys.__excepthook__(kind, error, trace)

    def _of_a_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if isinstance(arguments.exc_value, Exception):
            self.take(arguments.exc_value)


def is_round(times: int) -> bool:
    """2, 10, 100, 1000 …: often enough to be seen, too seldom to fill a log."""
    return times == 2 or (times >= 10 and set(str(times)[1:]) == {"0"} and str(times)[0] == "1")


def _log_message(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
    logging.getLogger("qt").log(logging.WARNING if kind in _LOUD else logging.DEBUG, "%s", words)
