"""Tables to which lines are added one after the other, by keyboard alone."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import tr
from ui.common import fonts
from ui.common.input_table import InputTable
from ui.common.labels import Sign, label


class EntryTable(InputTable):
    """Enter leaves for the next product at once; Tab goes through the fields of the line."""

    _tabs = False

    def choose_line(self, line: int) -> None:
        """Choose the row at this line, or the last one: the neighbour of what was removed there."""
        row = self.rows_model.row_at(min(line, self.rows_model.rowCount() - 1))
        if row is not None:
            self.choose(row[0])

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002
        self._tabs = True
        moved = super().focusNextPrevChild(next)
        self._tabs = False
        return moved

    def move_input(self, step: int) -> bool:
        if self._tabs:
            return super().move_input(step)
        self.left.emit()
        return False


def adding_row(finder: QWidget) -> QWidget:
    """The field that adds a line, at the foot of the table."""
    finder.setFixedWidth(330)
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(14, 7, 8, 7)
    layout.setSpacing(8)
    layout.addWidget(Sign("plus"))
    layout.addWidget(finder)
    layout.addWidget(label(tr("Enter adds the line"), fonts.SMALL, tone="quiet"))
    layout.addStretch()
    return row
