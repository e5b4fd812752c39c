"""Moving a row of a list with the mouse: within its group, to between two others."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QTableView

from ui.common import theme
from ui.common.cells import Row
from ui.common.paged_model import PagedModel
from ui.common.rows_model import RowsModel

EDGE = 24
"""So near to an edge of the list, in pixels, it scrolls."""
STEP = 12


class RowDrag(QObject):
    """`dropped` tells the row, and the row it shall stand before: None for the end of its group."""

    dropped = Signal(object, object)

    def __init__(self, view: QTableView, model: RowsModel) -> None:
        super().__init__(view)
        self.allowed: Callable[[Row], bool] = lambda row: False
        """Whether a row can be moved at all."""
        self._view, self._model = view, model
        self._row: Row | None = None
        self._start = self._at = QPoint()
        self.target = -1
        """The line above which the row would be put, while one is moved."""
        self._scroll = QTimer(self, interval=40)
        self._scroll.timeout.connect(self._scroll_on)

    def press(self, at: QPoint) -> None:
        """The left button went down here."""
        row = self._model.row_at(self._view.rowAt(at.y()))
        self._row = row if row is not None and self.allowed(row) else None
        self._start = at

    def move(self, at: QPoint) -> bool:
        """The mouse moved with the button down; whether a row goes with it."""
        if self._row is None:
            return False
        if self.target < 0 and (at - self._start).manhattanLength() < QApplication.startDragDistance():
            return True
        if self.target < 0:
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._scroll.start()
        self._at = at
        self._show_target()
        return True

    def release(self) -> bool:
        """The button went up; whether a row was moved."""
        row, target = self._row, self.target
        self.cancel()
        if row is None or target < 0:
            return False
        line = self._model.line_of(row[0])
        if line >= 0 and target not in (line, line + 1):
            self.dropped.emit(self._model.row_at(line), self._row_below(target, line))
        return True

    def cancel(self) -> bool:
        """Leave everything where it is; whether a row was being moved."""
        was_moving = self.target >= 0
        self._row, self.target = None, -1
        self._scroll.stop()
        if was_moving:
            self._view.viewport().unsetCursor()
            self._view.viewport().update()
        return was_moving

    def paint(self) -> None:
        """Draw the line at which the row would be put."""
        if self.target < 0:
            return
        header = self._view.verticalHeader()
        y = header.sectionViewportPosition(self.target) if self.target < self._model.rowCount() else -1
        if y < 0:
            last = self.target - 1
            y = header.sectionViewportPosition(last) + header.sectionSize(last)
        with QPainter(self._view.viewport()) as painter:
            area = QRect(0, max(0, y - 1), self._view.viewport().width(), 2)
            painter.fillRect(area, theme.color(theme.tokens().accent))

    # how

    def _show_target(self) -> None:
        assert self._row is not None
        line = self._model.line_of(self._row[0])
        if line < 0:
            self.cancel()
            return
        first, end = self._bounds(line)
        over = self._view.rowAt(self._at.y())
        if over < 0:
            wanted = 0 if self._at.y() < 0 else self._model.rowCount()
        else:
            middle = self._view.rowViewportPosition(over) + self._view.rowHeight(over) // 2
            wanted = over + (self._at.y() >= middle)
        target = min(max(wanted, first), end)
        if target != self.target:
            self.target = target
            self._view.viewport().update()

    def _bounds(self, line: int) -> tuple[int, int]:
        """The first line of the row's group and the line after its last one that is known to be there."""
        first = last = line
        while first > 0 and self._model.row_at(first - 1) is not None:
            first -= 1
        while last + 1 < self._model.rowCount() and self._model.row_at(last + 1) is not None:
            last += 1
        goes_on = last + 1 == self._model.rowCount()
        if goes_on and isinstance(self._model, PagedModel) and self._model.more_after:
            return first, last
        return first, last + 1

    def _row_below(self, target: int, line: int) -> Row | None:
        return self._model.row_at(target) if target < self._bounds(line)[1] else None

    def _scroll_on(self) -> None:
        height = self._view.viewport().height()
        step = -STEP if self._at.y() < EDGE else STEP if self._at.y() > height - EDGE else 0
        if step:
            bar = self._view.verticalScrollBar()
            bar.setValue(bar.value() + step)
            self._show_target()
