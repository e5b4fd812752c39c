"""Garbage is collected on the window's own thread: a Qt object that ends on another takes the program along.

Python would collect on whichever thread happens to allocate, and widgets, timers and models often stand in
circles of references that only the collector ends.
"""

import gc

from PySide6.QtCore import QObject, QTimer

LOOKS_EVERY = 500
"""Milliseconds from one look at how much there is to the next."""


class Collector(QObject):
    """Collects between events, as much as Python itself would."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=LOOKS_EVERY)
        self._timer.timeout.connect(collect)
        self._is_settled = False

    def start(self) -> None:
        """From now on no other thread collects."""
        gc.disable()
        self._timer.start()

    def settle(self) -> None:
        """All modules are imported: what is there stays and need not be looked at again, the first time."""
        if not self._is_settled:
            self._is_settled = True
            gc.freeze()

    def stop(self) -> None:
        """The window is gone."""
        self._timer.stop()
        gc.enable()


def collect() -> None:
    """The oldest generation of which there is enough."""
    counts, enough = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > enough[generation]:
            gc.collect(generation)
            return
