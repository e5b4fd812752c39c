"""The files that are to come in: what each holds, how it is read, its first rows and columns."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.errors import InvalidInput
from app.import_words import column_name, format_title
from app.importing.incoming import Incoming
from app.importing.looking import SeenFile, see
from app.importing.options import ImportOptions
from app.language import tr
from app.wording import quantity_text
from ui.common.buttons import button
from ui.common.cells import Cell, Column, Row
from ui.common.dialog import Framed
from ui.common.inputs import DateEdit, check_box, field
from ui.common.labels import Prose
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.common.table import TableView
from ui.dialogs.bring_preview import problem_words
from ui.dialogs.bring_reading import ReadingPane

_NAMES_PRODUCTS = frozenset(("stock", "orders", "purchases"))
_TABLE_HEIGHT = 150


class FilesRoom(QWidget):
    """`changed` whenever what could come in does."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.seen: dict[Path, SeenFile] = {}
        self.choose = button(tr("Choose files…"))
        self.remove = button(tr("Remove"))
        self.model = RowsModel(_columns(desk), parent=self)
        self.table = TableView(self.model, tr("Files"))
        self.table.chooses_first = True
        self.reading = ReadingPane(desk)
        self.makes = check_box(tr("Make the products and customers that orders name and nobody knows yet"))
        self.makes.setChecked(True)
        self.history_before = DateEdit(none_means=tr("None"))
        self.history = field(tr("Orders before this day are history"), self.history_before)
        self._arrange()
        self._connect()
        self._show()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(
            Prose(
                tr(
                    "CSV and Excel files of shop systems, tills and bookkeeping, and our own. Drop them here."
                    " Nothing changes before you have seen what comes in."
                ),
                "quiet",
            ),
            stretch=1,
        )
        top.addWidget(self.remove)
        top.addWidget(self.choose)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(self.history)
        below.addWidget(self.makes, stretch=1, alignment=Qt.AlignmentFlag.AlignBottom)
        files = Framed(self.table)
        files.setMinimumHeight(_TABLE_HEIGHT)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(files)
        parts.addWidget(self.reading)
        parts.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(parts, stretch=1)
        layout.addLayout(below)

    def _connect(self) -> None:
        self.remove.clicked.connect(self.remove_chosen)
        self.table.chosen.connect(self._show_chosen)
        self.reading.changed.connect(self._look)
        self.reading.kept.connect(self._show_seen)
        self.history_before.changed.connect(lambda *_: self.changed.emit())

    # what is there

    def add(self, paths: Iterable[Path]) -> None:
        """Look at these too."""
        for path in paths:
            self._look(Incoming(path))

    def clear(self) -> None:
        """No files any more."""
        self.seen.clear()
        self._show()

    def remove_chosen(self) -> None:
        """Not this one."""
        row = self.table.current_row()
        if row is not None:
            self.seen.pop(cast(Path, row[0]), None)
            self._show()

    def incoming(self) -> list[Incoming]:
        """What is to come in, in the order of the list."""
        return [each.ready for each in self.seen.values()]

    def options(self, *, dry_run: bool, skip_bad_rows: bool) -> ImportOptions:
        """As the boxes say; those that concern no file count for nothing. InvalidInput for no day."""
        kinds = self._kinds()
        before: date | None = self.history_before.value() if "orders" in kinds else None
        create = self.makes.isChecked()
        return ImportOptions(
            skip_bad_rows=skip_bad_rows,
            dry_run=dry_run,
            history_before=before,
            create_products=create and bool(kinds & _NAMES_PRODUCTS),
            create_customers=create and "orders" in kinds,
        )

    def check(self) -> None:
        """InvalidInput where a file does not say what it is, or lacks what it must have."""
        self.reading.check()
        if not self.seen:
            raise InvalidInput(tr("No file is chosen."), tr("Choose one."))
        for each in self.seen.values():
            if problem := _problem(each):
                self.table.choose(each.incoming.path)
                hint = each.problem.hint if each.problem else tr("Mend it below, or remove the file.")
                raise InvalidInput(_told(each, problem), hint)

    @property
    def is_ready(self) -> bool:
        """Whether every file says what it is and has what it must."""
        return bool(self.seen) and not any(map(_problem, self.seen.values()))

    @property
    def next_step(self) -> str:
        """What is to be done, in a few words."""
        if not self.seen:
            return ""
        bad = [each for each in self.seen.values() if _problem(each)]
        if not bad:
            return ""
        return _told(bad[0], _problem(bad[0]))

    def entered(self) -> list[str]:
        """What was said by hand of a file, and is not kept for the next one."""
        return [
            tr("the columns of {file}", file=each.incoming.path.name)
            for each in self.seen.values()
            if each.incoming.reading.columns and not each.preset
        ]

    def _kinds(self) -> frozenset[str]:
        return frozenset[str]().union(*(each.kinds for each in self.seen.values()))

    # reading

    def _look(self, incoming: Incoming) -> None:
        shop: Any = self.desk.jobs.shop
        self.seen.setdefault(incoming.path, SeenFile(incoming))
        self.desk.jobs.run(lambda: see(shop, incoming), self._show_seen, latest=f"look {incoming.path}")

    def _show_seen(self, seen: SeenFile) -> None:
        if seen.incoming.path not in self.seen:
            return  # it was removed meanwhile
        is_first = len(self.seen) == 1
        self.seen[seen.incoming.path] = seen
        self._show()
        row = self.table.current_row()
        if is_first or row is None or row[0] == seen.incoming.path:
            self.table.choose(seen.incoming.path)
            self.reading.show_file(seen)

    def _show(self) -> None:
        self.model.set_rows([(path, each) for path, each in self.seen.items()])
        if self.seen:
            self.table.hide_message()
        else:
            self.table.say(tr("No file yet."), (tr("Choose files…"), self.choose.click))
            self.reading.show_file(None)
        self.remove.setEnabled(bool(self.seen))
        self.reading.setVisible(bool(self.seen))
        kinds = self._kinds()
        self.makes.setVisible("orders" in kinds)
        self.history.setVisible("orders" in kinds)
        self.changed.emit()

    def _show_chosen(self, row: Row | None) -> None:
        self.reading.show_file(None if row is None else self.seen.get(cast(Path, row[0])))


def _told(seen: SeenFile, problem: str) -> str:
    """With the name of the file, once."""
    name = seen.incoming.path.name
    return problem if name in problem else tr("{file}: {what}", file=name, what=problem)


def _problem(seen: SeenFile) -> str:
    """Why it cannot come in yet, in a few words."""
    if seen.problem is not None:
        return problem_words(seen)
    if not seen.header:
        return tr("is read")
    if not seen.format:
        return tr("Say what it holds.")
    if seen.questions:
        return tr("A question is open.")
    if seen.missing:
        return tr("No column for: {fields}", fields=tr(", ").join(map(column_name, seen.missing)))
    return ""


def _columns(desk: Desk) -> list[Column]:
    def seen(row: Row) -> SeenFile:
        return cast(SeenFile, row[1])

    def state(row: Row) -> Cell:
        each = seen(row)
        problem = _problem(each)
        if problem:
            hint = each.problem.hint if each.problem is not None else ""
            return Cell(
                problem, tone="bad" if each.header or each.problem else "", tip=f"{problem} {hint}".strip()
            )
        if each.came_on is not None:
            day = desk.formats.day(each.came_on.toordinal()).text
            return Cell(tr("Came in on {day} already", day=day), tone="warn")
        if each.preset:
            return Cell(tr("As kept: {name}", name=each.preset), tone="quiet")
        if each.incoming.reading.columns or each.format not in each.likely:
            return Cell(tr("As you said"), tone="quiet")
        return Cell(tr("Told by its headers"), tone="quiet")

    return [
        Column("file", tr("File"), lambda row: Cell(seen(row).incoming.path.name), 250),
        Column(
            "holds",
            tr("It holds"),
            lambda row: Cell(format_title(seen(row).format) if seen(row).format else "–"),
            230,
        ),
        Column("lines", tr("Lines"), lambda row: Cell(_lines(seen(row))), 90, right=True),
        Column("state", "", state, 330),
    ]


def _lines(seen: SeenFile) -> str:
    return quantity_text(Decimal(seen.look.lines)) if seen.look and seen.look.lines else ""
