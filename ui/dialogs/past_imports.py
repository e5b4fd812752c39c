"""The latest imports, and the way back."""

from typing import cast

from PySide6.QtWidgets import QWidget

from app.errors import InvalidInput
from app.import_words import taken_back_words
from app.importing.past_runs import PastRun, past_runs
from app.importing.taking_back import TakenBack, take_back_import
from app.language import tr
from ui.common.cells import Cell, Column, Row
from ui.common.dialog import Dialog, Framed
from ui.common.labels import Prose
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.common.table import TableView

SIZE = (640, 420)


class PastImportsDialog(Dialog):
    """The filled button takes the chosen one back, as long as nothing builds on it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Earlier imports"), tr("Undo this import"), parent)
        self.cancel.setText(tr("Close"))
        self.model = RowsModel(_columns(desk), parent=self)
        self.table = TableView(self.model, tr("Earlier imports"))
        self.table.chooses_first = True
        self.body.addWidget(
            Prose(
                tr("What came in goes, and what changed is as it was, as long as nothing builds on it."),
                "quiet",
            )
        )
        self.body.addWidget(Framed(self.table), stretch=1)
        self.table.chosen.connect(lambda _: self.error.clear())
        self.ok.setEnabled(False)
        self.resize(*SIZE)
        self._read()

    def _read(self) -> None:
        self.desk.jobs.read(past_runs, done=self._show, failed=self.show_error)

    def _show(self, runs: list[PastRun]) -> None:
        self.model.set_rows([(run.id, run) for run in runs])
        self.ok.setEnabled(bool(runs))
        if runs:
            self.table.hide_message()
        else:
            self.table.say(tr("No import can be taken back."))

    def submit(self) -> None:
        row = self.table.current_row()
        if row is None:
            raise InvalidInput(tr("No import is chosen."), tr("Choose one of the list."))
        self.desk.jobs.write(take_back_import, row[0], done=self._taken_back, failed=self.show_error)

    def _taken_back(self, taken: TakenBack) -> None:
        self.desk.done(taken_back_words(taken.files))
        self.finish(taken)


def _columns(desk: Desk) -> list[Column]:
    def run(row: Row) -> PastRun:
        return cast(PastRun, row[1])

    def files(row: Row) -> Cell:
        names = run(row).files
        return Cell(", ".join(names), tip="\n".join(names))

    return [
        Column("day", tr("Day"), lambda row: desk.formats.day(run(row).day.toordinal()), 90),
        Column("files", tr("Files"), files, 360),
        Column("who", tr("Who"), lambda row: Cell(run(row).who), 120),
    ]


def ask(parent: QWidget | None, desk: Desk) -> None:
    """Show the latest imports."""
    PastImportsDialog(desk, parent).ask()
