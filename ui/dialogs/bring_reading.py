"""How one file is read: guesses to be overridden, the first rows as they come out, and the columns."""

from dataclasses import replace
from functools import partial
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import InvalidInput
from app.file_formats.options import ReadingOptions
from app.import_words import column_title, format_title
from app.importing.incoming import Incoming, format_names
from app.importing.looking import Mapped, SeenFile
from app.language import tr
from ui.common.buttons import button
from ui.common.cells import Cell, Column, Editor, Row
from ui.common.choice import Segments
from ui.common.dialog import Framed
from ui.common.input_table import InputTable
from ui.common.inputs import combo, field, line_edit
from ui.common.labels import Prose
from ui.common.messages import mark_bad
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.common.table import TableView
from ui.dialogs.bring_preview import preview_columns, problem_words, unreadable_words
from ui.dialogs.bring_question import QuestionBar

ENCODINGS = ("utf-8", "gb18030", "big5", "cp1252", "utf-16", "shift_jis")
PREVIEW, COLUMNS = "preview", "columns"


class ReadingPane(QWidget):
    """Of the chosen file; `changed` gives the file as it is to be read now, `kept` with its new preset."""

    changed = Signal(object)
    kept = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.seen: SeenFile | None = None
        self.format = combo()
        self.encoding = combo([(tr("Automatic"), None), *((each, each) for each in ENCODINGS)])
        self.delimiter = combo([(tr("Automatic"), None), *_delimiters()])
        self.decimal = combo([(tr("Automatic"), None), *((words, key) for key, words in _NUMBERS.items())])
        self.day_order = combo([(tr("Automatic"), None), *_day_orders()])
        self.sheet = combo()
        self.header_row = line_edit()
        self.ways = Segments(tr("Show"), [(PREVIEW, tr("First rows")), (COLUMNS, tr("Columns"))])
        self.keep = button(tr("Keep as preset…"))
        self.rows = RowsModel([Column("line", "", lambda row: Cell(str(row[0])), 50)], parent=self)
        self.preview = TableView(self.rows, tr("First rows"))
        self.columns = RowsModel(_mapping_columns(self), parent=self)
        self.mapping = InputTable(self.columns, tr("Columns"))
        self.views = QStackedWidget()
        self.unreadable = Prose(tone="bad")
        self.questions = QuestionBar()
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.header_row.setMaximumWidth(56)
        self._sheet = field(tr("Sheet"), self.sheet)
        # A workbook says so itself.
        self._text = QWidget()
        of_text = _row(field(tr("Encoding"), self.encoding), field(tr("Parted by"), self.delimiter))
        of_text.setContentsMargins(0, 0, 0, 0)
        self._text.setLayout(of_text)
        what = _row(
            field(tr("It holds"), self.format), self._sheet, field(tr("Headers in line"), self.header_row)
        )
        what.addStretch()
        what.addWidget(self.keep, alignment=Qt.AlignmentFlag.AlignBottom)
        how = _row(
            self._text,
            field(tr("Decimal sign"), self.decimal),
            field(tr("Order of dates"), self.day_order),
        )
        how.addStretch()
        how.addWidget(self.ways, alignment=Qt.AlignmentFlag.AlignBottom)
        for table in (self.preview, self.mapping):
            self.views.addWidget(Framed(table))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(what)
        layout.addLayout(how)
        layout.addWidget(self.questions)
        layout.addWidget(self.views, stretch=1)
        layout.addWidget(self.unreadable)

    def _connect(self) -> None:
        for each in (self.format, self.encoding, self.delimiter, self.decimal, self.day_order, self.sheet):
            # What is found out is named in them.
            each.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            each.activated.connect(lambda _: self._say_changed())
        self.header_row.editingFinished.connect(self._say_changed)
        self.ways.chosen.connect(lambda key: self.views.setCurrentIndex(int(key == COLUMNS)))
        self.columns.edited.connect(lambda *_: self._say_changed())
        self.keep.clicked.connect(self._ask_preset)
        self.questions.answered.connect(self._answer)

    # what is shown

    def show_file(self, seen: SeenFile | None) -> None:
        """How this one is read."""
        before, self.seen = self.seen, seen
        self.setVisible(seen is not None)
        if seen is None:
            self.rows.set_rows([])
            self.columns.set_rows([])
            return
        self._show_choices(seen)
        self.rows.set_columns(preview_columns(seen))
        self.preview.show_widths()
        self.rows.set_rows([(line, *row) for line, row in seen.rows])
        self.columns.set_rows([(each.key, each, _example(seen, each)) for each in seen.mapped])
        if before is None or before.incoming.path != seen.incoming.path or before.format != seen.format:
            self._begin(seen)
        words = unreadable_words(seen)
        self.unreadable.set_text(words)
        self.unreadable.setVisible(bool(words))
        if seen.problem is not None:
            self.preview.say(f"{problem_words(seen)} {seen.problem.hint}")
        elif seen.header and not seen.rows:
            self.preview.say(tr("Nothing stands below the headers."))
        else:
            self.preview.hide_message()

    def _begin(self, seen: SeenFile) -> None:
        """Of another file, or another kind: from the top, and at the columns where they are to be named."""
        self.preview.scrollToTop()
        self.mapping.scrollToTop()
        if seen.missing:
            self.ways.choose(COLUMNS)

    def _show_choices(self, seen: SeenFile) -> None:
        reading = seen.incoming.reading
        self.format.clear()
        others = (name for name in format_names() if name not in seen.likely)
        if not seen.format:
            self.format.addItem(tr("Say what it holds."), "")
        for name in (*seen.likely, *others):
            self.format.addItem(format_title(name), name)
        self.format.setCurrentIndex(max(0, self.format.findData(seen.format)))
        look = seen.look
        found, told = seen.as_read, partial(_found, seen)
        self.encoding.setItemText(0, told("encoding", look.encoding if look else ""))
        self.delimiter.setItemText(0, told("delimiter", _sign_words(look.delimiter) if look else ""))
        self.decimal.setItemText(0, told("decimal", _NUMBERS.get(found.decimal or "", "")))
        self.day_order.setItemText(0, told("day_order", _day_words(found.day_order)))
        _choose(self.encoding, reading.encoding)
        _choose(self.delimiter, reading.delimiter)
        _choose(self.decimal, reading.decimal)
        _choose(self.day_order, reading.day_order)
        self.sheet.clear()
        sheets = look.sheets if look else ()
        for name in sheets:
            self.sheet.addItem(name, name)
        self.sheet.setCurrentIndex(max(0, self.sheet.findData(look.sheet if look else "")))
        self._sheet.setVisible(len(sheets) > 1)
        self._text.setVisible(not sheets)
        self.header_row.setText(str(look.header_line) if look else "")
        self.questions.ask_about(seen)

    # what is said

    def reading_options(self) -> ReadingOptions:
        """As the fields say."""
        assert self.seen is not None
        columns = {
            each.key: header
            for _, each, header in (self._said(row) for row in self.columns.rows)
            if header is not None
        }
        line = self.header_row.text().strip()
        look = self.seen.look
        known = str(look.header_line) if look else ""
        kept = self.seen.incoming.reading
        return ReadingOptions(
            self.encoding.currentData(),
            self.delimiter.currentData(),
            self.decimal.currentData(),
            self.day_order.currentData(),
            columns,
            self.sheet.currentData() if look and len(look.sheets) > 1 else None,
            kept.header_row if line in (known, "") else int(line[:12]),
        )

    def check(self) -> None:
        """InvalidInput where the line of the headers is none."""
        line = self.header_row.text().strip()
        bad = bool(line) and not (line.isascii() and line.isdecimal() and int(line[:12]) > 0)
        mark_bad(self.header_row, bad=bad)
        if bad:
            raise InvalidInput(tr("This is no line of a file."), tr("Lines count from 1."))

    def _said(self, row: Row) -> tuple[object, Mapped, str | None]:
        each = cast(Mapped, row[1])
        return row[0], each, each.header if each.said and each.header else None

    def _say_changed(self) -> None:
        if self.seen is None:
            return
        try:
            self.check()
        except InvalidInput:
            return  # its red edge says so, and the filled button why
        form = str(self.format.currentData() or "")
        reading = self.reading_options()
        if form != self.seen.format:
            reading = replace(reading, columns={})
        incoming = Incoming(self.seen.incoming.path, form, reading)
        if incoming != self.seen.ready:
            self.changed.emit(incoming)

    def _answer(self, option: str, choice: str) -> None:
        boxes = {"format": self.format, "decimal": self.decimal, "day_order": self.day_order}
        _choose(boxes[option], choice)
        self._say_changed()

    def _ask_preset(self) -> None:
        if self.seen is None or not self.seen.format:
            return
        from ui.dialogs import preset_name

        kept = preset_name.ask(self.window(), self.desk, self.seen)
        if kept is not None:
            self.kept.emit(replace(self.seen, preset=kept))
            self.desk.done(tr("Files with these headers are read as ‘{name}’ from now on.", name=kept))


def _row(*widgets: QWidget) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setSpacing(8)
    for each in widgets:
        layout.addWidget(each)
    return layout


def _choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(max(0, box.findData(value)))


def _delimiters() -> list[tuple[str, object]]:
    return [(_sign_words(sign), sign) for sign in (",", ";", "\t", "|")]


def _sign_words(sign: str) -> str:
    return {",": tr("comma"), ";": tr("semicolon"), "\t": tr("tab"), "|": tr("bar")}.get(sign, "–")


_NUMBERS = {".": "1.50", ",": "1,50"}


def _found(seen: SeenFile, option: str, what: str) -> str:
    if not what.strip("–"):
        return tr("Automatic")
    return tr("Guessed: {what}", what=what) if seen.is_guess(option) else tr("Found out: {what}", what=what)


def _day_words(order: str | None) -> str:
    return next((words for words, key in _day_orders() if key == order), "")


def _day_orders() -> list[tuple[str, object]]:
    return [(tr("day, month, year"), "dmy"), (tr("month, day, year"), "mdy"), (tr("year, month, day"), "ymd")]


def _example(seen: SeenFile, each: Mapped) -> str:
    if each.header not in seen.header:
        return ""
    place = seen.header.index(each.header)
    cells = (row[place] for _, row in seen.rows if place < len(row))
    return next((" ".join(cell.split()) for cell in cells if cell.strip()), "")


def _mapping_columns(pane: ReadingPane) -> list[Column]:
    none = tr("(none)")

    def mapped(row: Row) -> Mapped:
        return cast(Mapped, row[1])

    def header(row: Row) -> str:
        return mapped(row).header or none

    def with_header(row: Row, value: object) -> Row:
        chosen = "" if value == none else str(value)
        example = _example(pane.seen, replace(mapped(row), header=chosen)) if pane.seen else ""
        return row[0], replace(mapped(row), header=chosen, said=True), example

    def how(row: Row) -> Cell:
        each = mapped(row)
        if each.header:
            return Cell(tr("as you said") if each.said else tr("by its name"), tone="quiet")
        return Cell(tr("needed"), tone="bad") if each.required else Cell()

    return [
        Column("field", tr("The desk reads"), lambda row: Cell(column_title(mapped(row).key)), 220),
        Column(
            "header",
            tr("Column of the file"),
            lambda row: Cell(header(row)),
            260,
            editor=Editor(
                "choice",
                header,
                with_header,
                choices=lambda row: [none, *(pane.seen.header if pane.seen else ())],
            ),
        ),
        Column("how", tr("Found"), how, 110),
        Column("example", tr("First value"), lambda row: Cell(str(row[2]), tone="quiet"), 280),
    ]
