"""Ranking by hand: a row dropped or moved by keys becomes a place in the queue of its product."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut

from ui.common.cells import Row
from ui.common.table import TableView
from ui.panes.backorder_rows import FAR, told

PAUSE = 700
"""Milliseconds without a further key after which the place is meant."""


class Ranking(QObject):
    """`wanted` gives a row and its place (from 1); `moving` its place while keys go on, 0 when they end."""

    wanted = Signal(object, int)
    moving = Signal(object, int)

    def __init__(self, table: TableView) -> None:
        super().__init__(table)
        self._table = table
        self.by_product = True
        """Whether neighbours on the list are neighbours in the queue."""
        table.drag.allowed = lambda row: len(self._neighbours(row)) > 1
        table.drag.dropped.connect(self._dropped)
        self._row: Row | None = None
        self.place = 0
        self.pause = QTimer(self, singleShot=True, interval=PAUSE)
        self.pause.timeout.connect(self.finish)
        for keys, places in (("Alt+Up", -1), ("Alt+Down", 1)):
            self._on_keys(keys, places)
        table.installEventFilter(self)

    def _on_keys(self, keys: str, places: int) -> None:
        context = Qt.ShortcutContext.WidgetShortcut
        QShortcut(QKeySequence(keys), self._table, lambda: self.press(places), context=context)

    # with the mouse

    def _neighbours(self, row: Row) -> range:
        """The lines of the row's product that are in sight of the model."""
        model = self._table.rows_model
        own = model.line_of(row[0])
        if not self.by_product or own < 0 or told(row, "rank") is None:
            return range(0)
        first = last = own
        while _same_queue(model.row_at(first - 1), row):
            first -= 1
        while _same_queue(model.row_at(last + 1), row):
            last += 1
        return range(first, last + 1)

    def _dropped(self, row: Row, below: Row | None) -> None:
        """Rows that a filter hides keep their places."""
        own = told(row, "rank")
        if below is not None:
            place = told(below, "rank")
            self._ask(row, place - 1 if place > own else place)
            return
        last = self._table.rows_model.row_at(self._neighbours(row).stop - 1)
        self._ask(row, told(last, "rank") if last is not None else own)

    def _ask(self, row: Row, place: int) -> None:
        if place != told(row, "rank"):
            self.wanted.emit(row, place)

    # with keys

    def press(self, places: int) -> None:
        """One place up or down; several presses gather until they pause or Alt is let go."""
        row = self._table.current_row()
        rank = told(row, "rank") if row is not None else None
        if row is None or rank is None:
            return
        if self._row is None or self._row[0] != row[0]:
            self._row, self.place = row, rank
        self.place = max(1, min(self.place + places, self._last_place(row)))
        self._show_mark(row, rank)
        self.moving.emit(row, self.place)
        self.pause.start()

    def _last_place(self, row: Row) -> int:
        lines = self._neighbours(row)
        last = self._table.rows_model.row_at(lines.stop - 1) if lines else None
        return int(told(last, "rank") or 1) if last is not None else FAR

    def _show_mark(self, row: Row, rank: int) -> None:
        lines = self._neighbours(row)
        target = next(
            (
                line
                for line in lines
                if (there := self._table.rows_model.row_at(line)) and told(there, "rank") == self.place
            ),
            -1,
        )
        self._mark(-1 if target < 0 or self.place == rank else target + (self.place > rank))

    def _mark(self, line: int) -> None:
        """As while a row is dragged: the line above which it would stand."""
        self._table.drag.target = line
        self._table.viewport().update()

    def finish(self) -> None:
        """No further key comes: the place is meant."""
        row, place = self._row, self.place
        self.leave()
        if row is not None:
            self._ask(row, place)

    def leave(self) -> bool:
        """Forget the keys; whether there were any."""
        row, self._row, self.place = self._row, None, 0
        self.pause.stop()
        if row is None:
            return False
        self._mark(-1)
        self.moving.emit(row, 0)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self._row is not None:
            if event.type() == QEvent.Type.KeyRelease and event.key() == Qt.Key.Key_Alt:
                self.finish()
            elif event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                return self.leave()
        return False


def _same_queue(other: Row | None, row: Row) -> bool:
    return other is not None and told(other, "pool_id") == told(row, "pool_id")
