"""Paging down and sorting a list on screen, against a bare model in a bare view over the same SQL."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QEventLoop,
    QModelIndex,
    QObject,
    QSettings,
    Qt,
    QTimer,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QTableView

from app.lists.backorders import LISTING
from app.lists.listing import PAGE
from app.lists.paging import Cut, Narrowing, Position
from app.shop import clock_at, open_shop
from tests.bench.big_shop import TODAY, build
from tests.bench.measuring import Figure, turn_about
from ui.common import fonts, theme
from ui.common.format import Formats
from ui.common.jobs import Jobs
from ui.common.list_source import ListSource
from ui.common.page import Desk
from ui.common.paged_model import PagedModel
from ui.common.rows_model import Index
from ui.common.table import TableView
from ui.pages.backorders import BackordersPage

RATIO = 1.5
ROUNDS = 15
PAGES_DOWN = 16
"""Presses of the key in one round: enough that pages are read on the way."""
SIZE = (1440, 850)
_DOWN = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier)
_ROOT = QModelIndex()


class BareModel(QAbstractTableModel):
    """The rows of a listing as they are, read on this thread by the same statement."""

    def __init__(self, raw: sqlite3.Connection, places: list[int]) -> None:
        super().__init__()
        self._raw, self._places = raw, places
        self._rows: list[tuple[Any, ...]] = []
        self._sort = LISTING.sorts[0]
        self._more = False

    def show(self, sort: str) -> None:
        """The first page in another order."""
        self._sort = next(each for each in LISTING.sorts if each.key == sort)
        rows = self._read(None)
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _read(self, after: Position | None) -> list[tuple[Any, ...]]:
        cut = Cut.of(after, PAGE + 1, falling=False, included=False)
        narrowing = Narrowing(LISTING.base)
        rows = self._raw.execute(*LISTING.source.walked(self._sort, narrowing, cut)).fetchall()
        self._more = len(rows) > PAGE
        return rows[:PAGE]

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        value = self._rows[index.row()][len(self._sort.by) + 1 + self._places[index.column()]]
        return "" if value is None else str(value)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._more

    def fetchMore(self, parent: Index) -> None:
        rows = self._read(self._rows[-1][: len(self._sort.by) + 1])
        self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
        self._rows += rows
        self.endInsertRows()


def measure(scale: int = 1_000_000) -> Iterator[Figure]:
    """Sorting and paging down the queue of `scale` waiting lines, each painted."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with TemporaryDirectory() as folder:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        fonts.load_latin()
        theme.apply(app, "light")
        path = Path(folder) / "big.desk"
        build(path, scale)
        yield from compare(path, scale)


def compare(path: Path, scale: int) -> Iterator[Figure]:
    """The figures of a shop that is there already."""
    with closing(open_shop(path, clock=clock_at(TODAY))) as shop, closing(sqlite3.connect(path)) as raw:
        jobs = Jobs(shop)
        try:
            yield from _figures(jobs, raw, scale)
        finally:
            jobs.close()


def _figures(jobs: Jobs, raw: sqlite3.Connection, scale: int) -> Iterator[Figure]:
    columns = BackordersPage(Desk(jobs, Formats("EUR", TODAY))).queue.shapes.columns("value")
    shown = [column for column in columns if column.shown]
    ours = TableView(PagedModel(ListSource(jobs, LISTING), shown), "Queue")
    places = [LISTING.place(column.key if column.key != "age" else "ordered_on") for column in shown]
    bare, model = QTableView(), BareModel(raw, places)
    bare.setModel(model)
    bare.verticalHeader().hide()
    bare.verticalHeader().setDefaultSectionSize(fonts.row_height())
    for view in (ours, bare):
        view.resize(*SIZE)
        view.show()
    for sort in ("expected", "value"):
        yield turn_about(
            f"sort {scale:,} lines by {sort}",
            _sorting(ours, sort),
            _bare_sorting(bare, model, sort),
            rounds=ROUNDS,
            at_most=RATIO,
        )
        yield turn_about(
            f"page down {scale:,} lines by {sort}",
            lambda: _page_down(ours, jobs),
            lambda: _page_down(bare, None),
            rounds=ROUNDS,
            at_most=RATIO,
            before=partial(_begin_again, _sorting(ours, sort), _bare_sorting(bare, model, sort)),
        )


def _begin_again(*sortings: Callable[[], None]) -> None:
    for sort in sortings:
        sort()


def _sorting(ours: TableView, sort: str) -> Callable[[], None]:
    model = ours.rows_model
    assert isinstance(model, PagedModel)

    def act() -> None:
        _until(model.loaded, lambda: model.ask_for(sort=sort, descending=False))
        ours.selectRow(0)
        _paint(ours)

    return act


def _bare_sorting(bare: QTableView, model: BareModel, sort: str) -> Callable[[], None]:
    def act() -> None:
        model.show(sort)
        bare.selectRow(0)
        _paint(bare)

    return act


def _page_down(view: QTableView, jobs: Jobs | None) -> None:
    for _ in range(PAGES_DOWN):
        QCoreApplication.sendEvent(view, _DOWN)
        if jobs is not None and not jobs.idle:
            assert isinstance(view, TableView)
            assert isinstance(view.rows_model, PagedModel)
            _until(view.rows_model.loaded)
        _paint(view)


class _Painted(QObject):
    """Tells when a view was painted."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._after = QTimer(self, singleShot=True, interval=0)
        self._after.timeout.connect(self.painted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self._after.start()
        return False


def _paint(view: QTableView) -> None:
    """Let what changed be painted, once."""
    watch = _Painted()
    view.viewport().installEventFilter(watch)
    _until(watch.painted, view.viewport().update)
    view.viewport().removeEventFilter(watch)


def _until(signal: SignalInstance, act: Callable[[], object] = lambda: None) -> None:
    loop = QEventLoop()
    signal.connect(loop.quit)
    QTimer.singleShot(0, act)
    loop.exec()
    signal.disconnect(loop.quit)
