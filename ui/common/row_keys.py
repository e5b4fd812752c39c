"""What keys do in a list: to both ends, folding, opening, copying, a row's menu, changing a cell."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ui.common.place import first_line

if TYPE_CHECKING:
    from ui.common.table import TableView

_FOLDING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Left, Qt.Key.Key_Right)
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RowKeys:
    """The keys of a TableView that are not Qt's own."""

    def __init__(self, view: "TableView") -> None:
        self._view = view

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key asks for; False where it is left to Qt."""
        view, key = self._view, Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            view.copy_chosen()
        elif key == Qt.Key.Key_Escape:
            return view.drag.cancel()
        elif key == Qt.Key.Key_F2:
            return view.in_place.edit_current()
        elif key in _ENDS:
            self._go_to_end(key == Qt.Key.Key_End, event.modifiers())
        elif _asks_menu(event):
            self.ask_menu()
        elif self._folds(key):
            view.rows_model.toggle(view.currentIndex().row())
        elif key in _OPENING and view.state() != view.State.EditingState:
            view.open_line(view.currentIndex().row())
        else:
            return False
        return True

    def ask_menu(self) -> None:
        """The menu of the current row, under it or in the middle where it is out of sight."""
        view = self._view
        area = view.visualRect(view.rows_model.index(view.currentIndex().row(), 0))
        at = QPoint(area.left() + view.cells.lead, area.bottom())
        if not view.viewport().rect().contains(at):
            at = view.viewport().rect().center()
        view.ask_menu(view.current_row(), view.viewport().mapToGlobal(at))

    def _folds(self, key: Qt.Key) -> bool:
        head = self._view.rows_model.head_at(self._view.currentIndex().row())
        if head is None or key not in _FOLDING:
            return False
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return head.folded == (key == Qt.Key.Key_Right)
        return True

    def _go_to_end(self, to_last: bool, modifiers: Qt.KeyboardModifier) -> None:
        """The list's first or last row, read if it is not here; with Shift all between are chosen."""
        view, model = self._view, self._view.rows_model
        paging = view.paging
        if paging is not None and (paging.jump_to_end() if to_last else paging.jump_to_start()):
            return
        line = model.rowCount() - 1 if to_last else first_line(model)
        index = model.index(line, max(0, view.currentIndex().column()))
        if not index.isValid():
            return
        extends = modifiers & Qt.KeyboardModifier.ShiftModifier
        if extends and view.selectionMode() is view.SelectionMode.ExtendedSelection:
            flags = QItemSelectionModel.SelectionFlag.SelectCurrent | QItemSelectionModel.SelectionFlag.Rows
            view.selectionModel().select(QItemSelection(view.currentIndex(), index), flags)
            view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        else:
            view.setCurrentIndex(index)
        view.scrollTo(index)


def _asks_menu(event: QKeyEvent) -> bool:
    shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and bool(shift))
