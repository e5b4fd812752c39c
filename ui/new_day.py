"""A window that stays open overnight: the new day begins in it as it would at a start."""

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ui.opening import Opened

LOOKS_EVERY = 30_000
"""Milliseconds between looks at the calendar."""


class NewDay(QObject):
    """Compares the shop's calendar with the day it is shown at; also when the clock was set back."""

    came = Signal(object)
    """The `Opened` shop on its new day."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=LOOKS_EVERY)
        self._timer.timeout.connect(self.look)
        self._opened: Opened | None = None

    def watch(self, opened: Opened | None) -> None:
        """From now on this shop; None for none."""
        self._opened = opened
        if opened is None:
            self._timer.stop()
        else:
            self._timer.start()

    def look(self) -> None:
        """Now; while a dialog is open the new day waits for its end."""
        opened = self._opened
        if opened is None or QApplication.activeModalWidget() is not None:
            return
        day = opened.shop.clock().date()
        if day != opened.today:
            self._opened = replace(opened, today=day, is_new_day=True)
            self.came.emit(self._opened)
