"""One cell of a list changed in place: a field over it that stays until it is written or given up."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget

from app.errors import InvalidInput, ShopError
from ui.common import fonts
from ui.common.cell_fields import field_for, fill, text_in, value_in
from ui.common.cells import Column, Row
from ui.common.labels import Ground, label
from ui.common.messages import mark_bad
from ui.common.rows_model import RowsModel, editable_keys

LEAST_WIDTH = 96
WIDEST_SENTENCE = 320
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TABS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


class Write(Protocol):
    """Carries an action out, later."""

    def __call__(
        self,
        fn: Callable[..., Any],
        args: tuple[object, ...],
        named: Mapping[str, object],
        done: Callable[[Any], None],
        failed: Callable[[ShopError], None],
        /,
    ) -> object: ...


class InlineEdit(QObject):
    """Over the cell of a row and a column, wherever reading and scrolling move it.

    Enter, Tab or a click elsewhere write; Escape gives up; what is refused stays, with the sentence below.
    """

    written = Signal(object, str, object)
    """The row as it was, the column's key, what the action returned."""
    lost = Signal(str)
    """What was typed, where the row is not in the list any more."""
    went_on = Signal(object, str)
    """Written by Tab: the row's id and the key of the next column to change."""
    closed = Signal()

    def __init__(
        self, view: QTableView, model: RowsModel, row: Row, column: Column, currency: str, write: Write
    ) -> None:
        super().__init__(view)
        assert column.editor is not None
        assert column.write is not None
        self._view, self._model, self._write = view, model, write
        self.row, self.column = row, column
        self._before = column.editor.value(row)
        self._next_key = ""
        self._writing = False
        self._open = True
        self.field = field_for(column.editor, row, currency)
        self.sentence = label(size=fonts.SMALL, tone="bad")
        self._set_up()
        self._first_text = text_in(self.field)
        self.place()
        self.field.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _set_up(self) -> None:
        self.field.setParent(self._view.viewport())
        self.field.setAccessibleName(self.column.title)
        self._ground = Ground("bad_soft", self._view.viewport())
        self._ground.hide()
        self.sentence.setParent(self._ground)
        self.sentence.setWordWrap(True)
        self.sentence.setMargin(6)
        assert self.column.editor is not None
        if self._before is not None or self.column.editor.kind != "choice":
            fill(self.field, self._before)
        if isinstance(self.field, QLineEdit):
            self.field.selectAll()
            self.field.textEdited.connect(self._check_typing)
        self.field.installEventFilter(self)
        _app().focusChanged.connect(self._focus_moved)

    # where it stands

    def place(self) -> None:
        """Follow the cell; where the row has gone, give up and tell what was typed."""
        line = self._model.line_of(self.row[0])
        keys = [column.key for column in self._model.columns]
        if line < 0 or self.column.key not in keys:
            self._give_up()
            return
        area = self._view.visualRect(self._model.index(line, keys.index(self.column.key)))
        wide = max(area.width(), LEAST_WIDTH, self.field.minimumWidth())
        left = area.right() + 1 - wide if self.column.right else area.left()
        left = max(0, min(left, self._view.viewport().width() - wide))
        self.field.setGeometry(QRect(left, area.top() + 1, wide, area.height() - 2))
        self._place_sentence()

    def _give_up(self) -> None:
        typed, writing = text_in(self.field), self._writing
        if writing:
            self.field.hide()
            return
        self.close()
        if typed != self._first_text:
            self.lost.emit(typed)

    def _place_sentence(self) -> None:
        if not self.sentence.text():
            self._ground.hide()
            return
        room = self._view.viewport()
        width = min(WIDEST_SENTENCE, room.width())
        height = self.sentence.heightForWidth(width)
        below = self.field.geometry().bottom() + 3
        top = below if below + height <= room.height() else self.field.y() - height - 2
        self._ground.setGeometry(min(self.field.x(), room.width() - width), top, width, height)
        self.sentence.setGeometry(QRect(QPoint(0, 0), self._ground.size()))
        self._ground.show()
        self._ground.raise_()

    # typing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close()
        elif key in _ENTERS:
            self.submit()
        elif key in _TABS:
            self._go_on(_TABS[key])
        else:
            return False
        return True

    def _check_typing(self) -> None:
        try:
            self.value()
        except InvalidInput as error:
            self._say(error)
        else:
            self._say(None)

    def value(self) -> object:
        """What is typed; InvalidInput where that is nothing the column can hold."""
        assert self.column.editor is not None
        may_be_none = self.column.editor.optional and isinstance(self.field, QLineEdit)
        return None if may_be_none and not text_in(self.field).strip() else value_in(self.field)

    def submit(self) -> None:
        """Write what is typed, unless it is what was there."""
        if self._writing:
            return
        try:
            value = self.value()
            if value == self._before:
                self._done_nothing()
                return
            assert self.column.write is not None
            fn, given = self.column.write(self.row, value)
        except ShopError as error:
            self.refuse(error)
            return
        self._set_writing(writing=True)
        named = given if isinstance(given, Mapping) else {}
        args = () if isinstance(given, Mapping) else tuple(given)
        self._write(fn, args, named, self._done, self.refuse)

    def _done_nothing(self) -> None:
        row_id, next_key = self.row[0], self._next_key
        self.close()
        if next_key:
            self.went_on.emit(row_id, next_key)

    def _done(self, outcome: object) -> None:
        row, key, next_key = self.row, self.column.key, self._next_key
        self.close()
        self.written.emit(row, key, outcome)
        if next_key:
            self.went_on.emit(row[0], next_key)

    def refuse(self, error: ShopError) -> None:
        """Keep what was typed and say why it cannot be taken."""
        self._set_writing(writing=False)
        self._next_key = ""
        line = self._model.line_of(self.row[0])
        self.row = self._model.row_at(line) or self.row  # what is tried next knows what was found out
        self._say(error)
        self.field.setFocus()

    def _say(self, error: ShopError | None) -> None:
        words = str(error) if error else ""
        if words == self.sentence.text():
            return
        self.sentence.setText(words)
        self.field.setAccessibleDescription(words)
        mark_bad(self.field, bad=error is not None)
        self._place_sentence()

    def _set_writing(self, *, writing: bool) -> None:
        self._writing = writing
        if isinstance(self.field, QLineEdit):
            self.field.setReadOnly(writing)

    # leaving

    def _go_on(self, step: int) -> None:
        """Write, then open the next cell of the row that can be changed, if there is one."""
        keys = editable_keys(self._model, self.row)
        at = keys.index(self.column.key) + step
        self._next_key = keys[at] if 0 <= at < len(keys) else ""
        self.submit()

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is None or self._writing or self._holds(new):
            return
        if new.window() is self._view.window():  # else what is typed waits until the other window is left
            self.submit()

    def _holds(self, widget: QWidget | None) -> bool:
        while widget is not None:
            if widget is self.field:
                return True
            widget = widget.parentWidget()
        return False

    def close(self) -> None:
        """Take the field away; the keyboard goes back to the list."""
        if not self._open:
            return
        self._open = False
        _app().focusChanged.disconnect(self._focus_moved)
        self.field.removeEventFilter(self)
        if self._holds(QApplication.focusWidget()):
            self._view.setFocus()
        for widget in (self.field, self._ground):
            widget.hide()
            widget.deleteLater()
        self.closed.emit()
        self.deleteLater()


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
