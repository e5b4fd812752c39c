"""A table with cells to type in: the fields are drawn in every row and open where the keyboard is."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.errors import InvalidInput
from ui.common import fonts, typed
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
        field.setProperty("given", index.data(Qt.ItemDataRole.EditRole))
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
                if not self._is_scan(watched):
                    self._table.move_input(1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                return False  # the fields are always open: it leaves the dialog
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                # Qt would go to the next cell, whether it can be typed in or not.
                self._table.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
                return True
        return super().eventFilter(watched, event)

    def _is_scan(self, field: QObject) -> bool:
        """Whether a barcode stands where a quantity is typed; the field then has its value back."""
        if self._table.scanned_over is None or not isinstance(field, QuantityEdit):
            return False
        code = field.text().strip()
        if not typed.is_barcode(code):
            return False
        fill(field, field.property("given"))
        self.commitData.emit(field)
        self._table.scanned_over(code)
        return True


class InputTable(TableView):
    """Enter and Tab go to the next field; `left` when there is none."""

    left = Signal()

    def __init__(self, model: RowsModel, name: str, currency: str = "EUR") -> None:
        super().__init__(model, name)
        self.currency = currency
        self._is_left = False
        """The keyboard is on its way out, which from a field leads over the table itself."""
        self.scanned_over: Callable[[str], object] | None = None
        """Takes a barcode that came while a quantity was open: the next thing was scanned already."""
        self.setItemDelegate(InputDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setDefaultSectionSize(fonts.row_height(32))
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self._be_reached)
        self._be_reached()

    def _be_reached(self, *_: object) -> None:
        """Without rows the keyboard passes it by: what is typed there would be lost."""
        policy = Qt.FocusPolicy
        self.setFocusPolicy(policy.StrongFocus if self.rows_model.rowCount() else policy.NoFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes to it types at once: in the chosen row, else the first, or coming back the last."""
        super().focusInEvent(event)
        comes_back = event.reason() is Qt.FocusReason.BacktabFocusReason
        comes = comes_back or event.reason() is Qt.FocusReason.TabFocusReason
        if not comes or self._is_left or self.state() == self.State.EditingState:
            return
        places = self._places()
        current = self.currentIndex().row()
        last = max((each[0] for each in places), default=0) if comes_back else 0
        line = current if current >= 0 else last
        place = next((each for each in places if each[0] >= line), None)
        if place is not None:
            self._open(*place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The click that opens a cell with choices shows them too."""
        super().mouseReleaseEvent(event)
        field = self.indexWidget(self.indexAt(event.position().toPoint()))
        if isinstance(field, QComboBox) and event.button() == Qt.MouseButton.LeftButton:
            field.showPopup()

    def edit_cell(self, row_id: object, key: str) -> None:
        """Put the keyboard into this cell."""
        self._open(self.rows_model.line_of(row_id), self.rows_model.column_of(key))

    def _open(self, line: int, column: int) -> None:
        index = self.rows_model.index(line, column)
        self.setCurrentIndex(index)
        if self.state() != self.State.EditingState:  # to become current may have opened it
            self.edit(index)

    def take_up(self) -> None:
        """Give the model a day that is only half typed; other fields give every keystroke."""
        held = self.window().focusWidget()
        if isinstance(held, DateEdit) and held.parentWidget() is self.viewport():
            self.itemDelegate().commitData.emit(held)

    def move_input(self, step: int) -> bool:
        """Open the next cell that can be typed in, or tell that there is none."""
        places = self._places()
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

    def _places(self) -> list[tuple[int, int]]:
        """Line and column of the cells that can be typed in."""
        return [
            (line, column)
            for line in range(self.rows_model.rowCount())
            for column in range(self.rows_model.columnCount())
            if self.rows_model.flags(self.rows_model.index(line, column)) & Qt.ItemFlag.ItemIsEditable
        ]

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002
        if self._restoring:  # the field goes with its row; what comes next is not for the view to say
            return True
        if self.state() == self.State.EditingState:
            held = self.window().focusWidget()
            if self.move_input(1 if next else -1) or self.window().focusWidget() is not held:
                return True  # where `left` put it, it stays
        self._is_left = True
        moved = super().focusNextPrevChild(next)
        self._is_left = False
        return moved
