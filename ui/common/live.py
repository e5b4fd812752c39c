"""Keeps up with what others do, and keeps trying when the shop cannot be reached."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import DatabaseBusy, ShopError
from ui.common.jobs import Jobs

LOOKS_EVERY = 1000
"""Milliseconds from one look to the next: a change shows within two seconds, reading it included."""
WAITS = (1, 2, 4, 8, 15, 30)
"""Seconds between tries to reach a lost shop; the last one for ever."""


class Live(QObject):
    """Polls the shop; after a failure it tries again more and more seldom, and tells when it succeeds."""

    lost = Signal(object, int)
    """Why the shop is out of reach, and in how many seconds it is tried again."""
    found = Signal()
    """It is there again: whatever was not read can be read now."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._failures = 0
        self._is_looking = self._runs = self._is_suspected = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        jobs.lost.connect(self._suspect)

    @property
    def is_lost(self) -> bool:
        """Whether the last look failed."""
        return self._failures > 0

    def start(self) -> None:
        """From now on."""
        self._failures = 0
        self._runs = True
        self._timer.start(LOOKS_EVERY)

    def stop(self) -> None:
        """The shop is closed."""
        self._runs = self._is_looking = False
        self._timer.stop()

    def look(self) -> None:
        """Now; nothing happens while a look is still under way."""
        shop = self._jobs.shop
        if self._runs and not self._is_looking and shop is not None:
            self._timer.stop()
            self._is_looking = True
            self._jobs.run(shop.poll, self._succeed, self._fail)

    def _suspect(self) -> None:
        """Something else failed: look at once, unless it is known already."""
        if not self.is_lost:
            self._is_suspected = True
            self.look()

    def _succeed(self, _: object) -> None:
        if not self._runs:
            return
        was_lost = self.is_lost or self._is_suspected
        self._failures, self._is_looking, self._is_suspected = 0, False, False
        self._timer.start(LOOKS_EVERY)
        self._jobs.settle()
        if was_lost:
            self._jobs.found.emit()
            self.found.emit()

    def _fail(self, error: ShopError) -> None:
        if not self._runs:
            return
        self._is_looking = False
        if isinstance(error, DatabaseBusy):
            self._timer.start(LOOKS_EVERY)
            return
        seconds = WAITS[min(self._failures, len(WAITS) - 1)]
        self._failures += 1
        self._timer.start(seconds * 1000)
        self.lost.emit(error, seconds)
