"""Which cell of a list is being changed in place: one at a time, opened by key, double click or menu."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QTableView

from ui.common.rows_model import RowsModel, editable_keys

if TYPE_CHECKING:  # fields and what they need are imported when the first cell is opened
    from ui.common.inline_edit import InlineEdit, Write


class EditingInPlace(QObject):
    """Opens fields over cells whose column says how to `write` them."""

    written = Signal(object, str, object)
    """A cell was changed: the row as it was, the column's key, what the action returned."""
    lost = Signal(str)
    """What was typed in a cell whose row went away."""

    def __init__(self, view: QTableView, model: RowsModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self.currency = "EUR"
        self.write: Write | None = None
        """Carries out what is typed; without it nothing is changed in place."""
        self.inline: InlineEdit | None = None
        """The cell that is being changed."""
        self.held_back = False
        """While rows are being replaced the field stays where it is."""
        for moved in (
            view.verticalScrollBar().valueChanged,
            view.horizontalScrollBar().valueChanged,
            view.horizontalHeader().sectionResized,
            model.rowsRemoved,
        ):
            moved.connect(self.place)

    def edit(self, row_id: object, key: str) -> bool:
        """Open a field over the cell of this row and column; False where it cannot be changed."""
        from ui.common.inline_edit import InlineEdit

        line = self._model.line_of(row_id)
        row = self._model.row_at(line) if line >= 0 else None
        if row is None or self.write is None or key not in editable_keys(self._model, row):
            return False
        if self.inline is not None:
            self.inline.submit()
        if self.inline is not None:
            return False  # being written, or refused
        place = self._model.column_of(key)
        self._view.setCurrentIndex(self._model.index(line, place))
        column = self._model.columns[place]
        made = InlineEdit(self._view, self._model, row, column, self.currency, self.write)
        made.written.connect(self.written)
        made.lost.connect(self.lost)
        made.went_on.connect(self.edit)
        made.closed.connect(self._forget)
        self.inline = made
        return True

    def edit_current(self) -> bool:
        """The current cell, else the first of the row that can be changed."""
        current = self._view.currentIndex()
        row = self._model.row_at(current.row())
        keys = editable_keys(self._model, row) if row is not None else []
        if row is None or not keys:
            return False
        here = self._model.columns[current.column()].key
        return self.edit(row[0], here if here in keys else keys[0])

    def place(self) -> None:
        """Let the field follow its cell."""
        if self.inline is not None and not self.held_back:
            self.inline.place()

    def _forget(self) -> None:
        self.inline = None
