"""The words of a letter while they are typed, and the fields that can stand in them."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.language import tr
from app.letter_field_words import letter_field_text
from app.letter_texts import FIELDS, LINES
from ui.common import fonts
from ui.common.buttons import ENTER, button
from ui.common.cells import Cell, Column, Row
from ui.common.dialog import Framed
from ui.common.form import FormField
from ui.common.form_fields import TextField
from ui.common.inputs import field
from ui.common.rows_model import RowsModel
from ui.common.table import TableView
from ui.dialogs.boxed import stretch

BODY_LINES, FIELDS_SHOWN = 8, 5
NAME_WIDTH = 130


class BodyField(FormField):
    """Paragraphs, parted by empty lines; takes what room there is."""

    def __init__(self, title: str) -> None:
        self.edit = QPlainTextEdit()
        self.edit.setFont(fonts.font())
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(BODY_LINES * fonts.metrics().lineSpacing() + 14)
        super().__init__("body", title, self.edit)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.setStretch(1, 1)
        layout.takeAt(layout.count() - 1)  # what would keep it low
        self.edit.textChanged.connect(self.changed)

    def read(self) -> str:
        return self.edit.toPlainText()

    def show_value(self, value: Any) -> None:
        self.edit.blockSignals(True)
        self.edit.setPlainText(str(value))
        self.edit.blockSignals(False)


class LetterWording(QWidget):
    """Subject, body, and the fields of the kind; Enter or a double click puts one where one typed last."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kind = ""
        self.subject = TextField("subject", tr("Subject"))
        self.body = BodyField(tr("Text"))
        self._typed_in: FormField = self.body
        columns = [
            Column("field", tr("Field"), lambda row: Cell(f"{{{row[0]}}}"), NAME_WIDTH),
            Column("meaning", tr("Stands for"), lambda row: Cell(str(row[1]), "quiet"), 240),
        ]
        self.known = RowsModel(columns, parent=self)
        self.table = TableView(self.known, tr("Fields to insert"))
        self.insert = button(tr("Insert the field"))
        self._lay_out()
        for each in (self.subject, self.body):
            each.changed.connect(self.changed)
            each.editor.installEventFilter(self)
        self.table.opened.connect(lambda _: self.insert_chosen())
        self.insert.clicked.connect(self.insert_chosen)

    def _lay_out(self) -> None:
        stretch(self.table, "meaning")
        self.table.verticalHeader().setDefaultSectionSize(fonts.row_height(28))
        head = self.table.head.sizeHint().height()
        self.table.setFixedHeight(FIELDS_SHOWN * fonts.row_height(28) + head)
        foot = QHBoxLayout()
        foot.addWidget(self.insert)
        foot.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.subject)
        layout.addWidget(self.body, stretch=1)
        layout.addWidget(field(tr("Fields to insert"), Framed(self.table)))
        layout.addLayout(foot)

    def show_words(self, kind: str, subject: str, body: str) -> None:
        """Those of a letter of this kind; nobody is told."""
        if kind != self._kind:
            self._kind = kind
            self.known.set_rows((name, letter_field_text(name, kind)) for name in FIELDS[kind])
            if self.known.rowCount():
                self.table.selectRow(0)
        self._typed_in = self.body
        for each, words in ((self.subject, subject), (self.body, body)):
            if each.read() != words:
                each.show_value(words)
            each.say("")

    def words(self) -> tuple[str, str]:
        """Subject and body as they stand there."""
        return self.subject.read(), self.body.read()

    def say(self, problem: str, place: str) -> None:
        """Why they cannot be kept, beside what it is about."""
        for each in (self.subject, self.body):
            each.say(problem if each.key == place else "")

    def insert_chosen(self) -> None:
        """The chosen field, where one typed last; a table only into the text."""
        row = self.table.current_row()
        if row is not None:
            self.insert_field(str(row[0]))

    def insert_field(self, name: str) -> None:
        """Put it where the cursor is, and go on typing behind it."""
        if self._typed_in is self.subject and name != LINES:
            self.subject.edit.insert(f"{{{name}}}")
            self.subject.changed.emit()
        else:
            self.body.edit.insertPlainText(self._own_paragraph() if name == LINES else f"{{{name}}}")
            self._typed_in = self.body
        self._typed_in.editor.setFocus()

    def _own_paragraph(self) -> str:
        cursor, text = self.body.edit.textCursor(), self.body.read()
        before, behind = text[: cursor.selectionStart()], text[cursor.selectionEnd() :]
        above = 2 - min(2, len(before) - len(before.rstrip("\n"))) if before.strip() else 0
        below = 2 - min(2, len(behind) - len(behind.lstrip("\n"))) if behind.strip() else 0
        return "\n" * above + f"{{{LINES}}}" + "\n" * below

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self._typed_in = self.subject if watched is self.subject.editor else self.body
        if watched is self.subject.editor and isinstance(event, QKeyEvent) and _is_enter(event):
            self.body.editor.setFocus()
            return True
        return super().eventFilter(watched, event)


def _is_enter(event: QKeyEvent) -> bool:
    """Alone: with Control it is the dialog's own."""
    is_press = event.type() is QEvent.Type.KeyPress
    return is_press and event.key() in ENTER and not event.modifiers()


def kind_columns() -> list[Column]:
    """What each text is for, and whether it is the shop's own."""

    def state(row: Row) -> Cell:
        return Cell(str(row[2]), str(row[3]))

    return [
        Column("kind", tr("Letter"), lambda row: Cell(str(row[1])), 170),
        Column("state", tr("Wording"), state, 100),
    ]
