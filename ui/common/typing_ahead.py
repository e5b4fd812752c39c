"""Finding a row of a list by typing how it begins."""

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication

from ui.common.cells import Column
from ui.common.paged_model import PagedModel
from ui.common.rows_model import RowsModel


class TypingAhead:
    """Letters typed without a pause belong together; the same letter again goes to the next row."""

    def __init__(self) -> None:
        self._typed = ""
        self._since = QElapsedTimer()

    def line_for(self, letters: str, model: RowsModel, line: int) -> int:
        """The line to go to, from the current one on and round again; -1 where none begins so."""
        paused = not self._since.isValid() or self._since.hasExpired(QApplication.keyboardInputInterval())
        self._since.start()
        self._typed = letters if paused else self._typed + letters
        repeated = len(set(self._typed)) == 1
        sought = (self._typed[0] if repeated else self._typed).casefold()
        column = _column_of(model)
        start = line + 1 if repeated else max(0, line)
        count = model.rowCount()
        for step in range(count):
            at = (start + step) % count
            row = model.row_at(at)
            if row is not None and column.cell(row).text.casefold().startswith(sought):
                return at
        return -1


def _column_of(model: RowsModel) -> Column:
    """The column the rows are in the order of, if it holds words; else the first that does."""
    order = model.question.sort if isinstance(model, PagedModel) else ""
    words = [column for column in model.columns if not column.right] or list(model.columns)
    return next((column for column in words if order and column.sort == order), _usual(words))


def _usual(words: list[Column]) -> Column:
    """Ranks are words by their place only: nobody types them."""
    return next((column for column in words if column.key != "rank"), words[0])
