"""Questions that follow typing."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import ShopError
from ui.common.jobs import Jobs


class Preview(QObject):
    """Asks when typing pauses; only the newest question is answered."""

    answered = Signal(object)
    failed = Signal(object)
    asking = Signal()
    """The answer shown is no longer that of what is typed."""

    def __init__(self, jobs: Jobs, parent: QObject, delay: int = 150, *, trial: bool = False) -> None:
        super().__init__(parent)
        self._run = jobs.preview if trial else jobs.read
        self._ask: Callable[[], object] = lambda: None
        self._timer = QTimer(self, singleShot=True, interval=delay)
        self._timer.timeout.connect(lambda: self._ask())
        self._has_failed = False
        jobs.found.connect(self._ask_again)

    def ask(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """`shop.read(fn, …)` (a trial: `shop.preview`) in a moment, unless something newer is asked."""
        self.asking.emit()
        self._ask = lambda: self._run(
            fn, *args, done=self._answer, failed=self._fail, latest=f"preview {id(self)}", **kwargs
        )
        self._timer.start()

    def stop(self) -> None:
        """Ask nothing any more."""
        self._timer.stop()

    def _answer(self, outcome: object) -> None:
        self._has_failed = False
        if not self._timer.isActive():
            self.answered.emit(outcome)

    def _fail(self, error: ShopError) -> None:
        self._has_failed = True
        if not self._timer.isActive():
            self.failed.emit(error)

    def _ask_again(self) -> None:
        if self._has_failed:
            self.asking.emit()
            self._timer.start()
