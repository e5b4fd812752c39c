"""A table with cells to type in: the fields are drawn in every row and open where the keyboard is."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.errors import InvalidInput
from ui.common import fonts
from ui.common.cell_fields import field_for, fill, text_in, value_in
from ui.common.inputs import DateEdit, MoneyEdit, QuantityEdit
from ui.common.messages import mark_bad
from ui.common.rows_model import Index, RowsModel
from ui.common.table import TableView


class InputDelegate(QStyledItemDelegate):
    """Opens a field for a cell and gives every keystroke to the model, valid or not."""

    def __init__(self, view: "InputTable") -> None:
        super().__init__(view)
        self._table = view

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = self._table.rows_model
        column, row = model.columns[index.column()], model.row_at(index.row())
        assert column.editor is not None
        assert row is not None
        field = field_for(column.editor, row, self._table.currency)
        field.setParent(parent)
        field.setAccessibleName(column.title)
        field.setProperty("row_id", row[0])
        self._commit_while_typing(field)
        return field

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(1, 2, -1, -2))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if editor.property("filled"):
            return
        editor.setProperty("filled", True)
        fill(editor, index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        column = self._table.rows_model.columns[index.column()]
        may_be_none = column.editor is not None and column.editor.optional
        try:
            value = None if may_be_none and not text_in(editor).strip() else value_in(editor)
        except InvalidInput as error:
            mark_bad(editor, bad=True)
            self._table.rows_model.refuse(index, text_in(editor), error)
            return
        if editor.property("bad") == "true":
            mark_bad(editor, bad=False)
        self._table.rows_model.setData(index, value)

    def _commit_while_typing(self, editor: QWidget) -> None:
        if isinstance(editor, QuantityEdit | MoneyEdit | DateEdit):
            editor.changed.connect(lambda: self.commitData.emit(editor))
        elif isinstance(editor, QComboBox):
            editor.activated.connect(lambda _: self.commitData.emit(editor))
        elif isinstance(editor, QLineEdit):
            editor.textEdited.connect(lambda _: self.commitData.emit(editor))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enters and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._table.move_input(1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                return False  # the fields are always open: it leaves the dialog
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                # Qt would go to the next cell, whether it can be typed in or not.
                self._table.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
                return True
        return super().eventFilter(watched, event)


class InputTable(TableView):
    """Enter and Tab go to the next field; `left` when there is none."""

    left = Signal()

    def __init__(self, model: RowsModel, name: str, currency: str = "EUR") -> None:
        super().__init__(model, name)
        self.currency = currency
        self.setItemDelegate(InputDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setDefaultSectionSize(fonts.row_height(32))

    def edit_cell(self, row_id: object, key: str) -> None:
        """Put the keyboard into this cell."""
        line, column = self.rows_model.line_of(row_id), self.rows_model.column_of(key)
        self.setCurrentIndex(self.rows_model.index(line, column))
        if self.state() != self.State.EditingState:
            self.edit(self.rows_model.index(line, column))

    def move_input(self, step: int) -> bool:
        """Open the next cell that can be typed in, or tell that there is none."""
        places = [
            (line, column)
            for line in range(self.rows_model.rowCount())
            for column in range(self.rows_model.columnCount())
            if self.rows_model.flags(self.rows_model.index(line, column)) & Qt.ItemFlag.ItemIsEditable
        ]
        here = (self.currentIndex().row(), self.currentIndex().column())
        after = [place for place in places if place > here]
        before = [place for place in reversed(places) if place < here]
        ahead = after if step > 0 else before
        if not ahead:
            if step > 0:
                self.left.emit()
            return False
        index = self.rows_model.index(*ahead[0])
        self.setCurrentIndex(index)
        self.edit(index)
        return True

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002
        if self._restoring:  # the field goes with its row; what comes next is not for the view to say
            return True
        if self.state() == self.State.EditingState:
            held = self.window().focusWidget()
            if self.move_input(1 if next else -1) or self.window().focusWidget() is not held:
                return True  # where `left` put it, it stays
        return super().focusNextPrevChild(next)
