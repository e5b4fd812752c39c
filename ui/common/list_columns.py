"""The columns of a list in the window: the menu of its header, dragging, keys, and the owner's choice."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from app.language import tr
from ui.common.cells import Column, Grouping
from ui.common.column_layout import ColumnLayout
from ui.common.menus import add_line
from ui.common.table import TableView

LEFT_KEYS, RIGHT_KEYS = "Ctrl+Shift+Left", "Ctrl+Shift+Right"


class ListColumns(QObject):
    """Shows those columns of a table that the owner chose, in the owner's order."""

    changed = Signal()

    def __init__(self, table: TableView, remembered_as: str) -> None:
        super().__init__(table)
        self._table = table
        self._name = remembered_as
        self._sorts: frozenset[str] | None = None
        self.layout = ColumnLayout(table.rows_model.columns, remembered_as)
        head = table.head
        head.setSectionsMovable(bool(remembered_as))
        head.moved.connect(self._put, Qt.ConnectionType.QueuedConnection)
        head.menu_wanted.connect(self.open_menu)
        if remembered_as:
            for keys, step in ((LEFT_KEYS, -1), (RIGHT_KEYS, 1)):
                QShortcut(
                    QKeySequence(keys),
                    table,
                    self._stepping(step),
                    context=Qt.ShortcutContext.WidgetShortcut,
                )
        self._arrange()

    def offer(self, columns: Sequence[Column], grouping: Grouping | None = None, shape: str = "") -> None:
        """Other columns to choose from, for another way to show the list; the rows go.

        What was chosen is remembered for each `shape` of the list.
        """
        self.layout = ColumnLayout(columns, f"{self._name}-{shape}" if shape else self._name)
        if self._sorts is not None:
            self.layout.offer_sorts(self._sorts)
        self._table.rows_model.set_columns(self.layout.shown(), grouping)
        self._table.show_widths()

    def offer_sorts(self, sorts: Iterable[str]) -> None:
        """Headers of other orders take no click."""
        self._sorts = frozenset(sorts)
        self.layout.offer_sorts(self._sorts)
        self._table.rows_model.columns = tuple(self.layout.shown())

    def choose(self, keys: Iterable[str]) -> None:
        """Show exactly these columns."""
        self.layout.choose(keys)
        self._arrange()

    def toggle(self, key: str) -> None:
        """Show a column, or hide it."""
        self.layout.toggle(key)
        self._arrange()

    def step(self, key: str, by: int) -> None:
        """Move a column one place to the left (-1) or right (1)."""
        self.layout.step(key, by)
        self._arrange()

    def reset(self) -> None:
        """The list's own columns, order and widths."""
        self.layout.reset()
        self._table.head.forget_widths()
        self._arrange()

    def _put(self, key: str, before: str) -> None:
        self.layout.put(key, before)
        self._arrange()

    def _arrange(self) -> None:
        """Show what is chosen; the column with the keyboard keeps it."""
        table = self._table
        columns = self.layout.shown()
        if list(table.rows_model.columns) == columns:
            return
        index = table.currentIndex()
        key = table.rows_model.columns[index.column()].key if index.isValid() else ""
        table.rows_model.arrange(columns)
        table.show_widths()
        keys = self.layout.keys()
        if key in keys and table.currentIndex().isValid():
            table.setCurrentIndex(table.currentIndex().siblingAtColumn(keys.index(key)))
        self.changed.emit()

    # the menu

    def open_menu(self, section: int, at: QPoint) -> None:
        """The menu of columns; `section` is the header that was pointed at, -1 for none."""
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(menu, section)
        menu.popup(at)

    def fill(self, menu: QMenu, section: int = -1) -> None:
        """Check marks for all columns, moves of one of them, and the way back."""
        shown = self.layout.keys()
        for column in self.layout.all:
            action = add_line(menu, column.title, self._toggling(column.key))
            action.setCheckable(True)
            action.setChecked(column.key in shown)
            action.setEnabled(column.key not in shown or len(shown) > 1)
        at = section if section >= 0 else self._table.currentIndex().column()
        if 0 <= at < len(shown):
            self._add_moves(menu, shown[at])
        menu.addSeparator()
        add_line(menu, tr("Back to the usual columns"), self.reset)

    def _add_moves(self, menu: QMenu, key: str) -> None:
        title = next(column.title for column in self.layout.all if column.key == key)
        place, count = self.layout.keys().index(key), len(self.layout.keys())
        menu.addSeparator()
        left = add_line(menu, tr("Move ‘{column}’ left", column=title), lambda: self.step(key, -1))
        right = add_line(menu, tr("Move ‘{column}’ right", column=title), lambda: self.step(key, 1))
        left.setShortcut(QKeySequence(LEFT_KEYS))
        right.setShortcut(QKeySequence(RIGHT_KEYS))
        left.setEnabled(place > 0)
        right.setEnabled(place < count - 1)

    def _toggling(self, key: str) -> Callable[[], None]:
        return lambda: self.toggle(key)

    def _stepping(self, by: int) -> Callable[[], None]:
        def step() -> None:
            at = self._table.currentIndex().column()
            if 0 <= at < len(self.layout.keys()):
                self.step(self.layout.keys()[at], by)

        return step
