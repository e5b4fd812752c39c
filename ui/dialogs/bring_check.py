"""What would come in: everything that is new, changes, stays or is refused, before anything happens."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import InvalidInput
from app.file_formats.problems import RowProblem
from app.import_words import fate_text, field_title, thing_title
from app.importing.report import ImportReport
from app.importing.things import Detail, Fate, listed
from app.language import ntr, tr
from app.names import key_of
from app.wording import quantity_text
from ui.common import fonts
from ui.common.cells import Cell, Column, Row
from ui.common.choice import FilterChips
from ui.common.dialog import Framed
from ui.common.inputs import check_box, line_edit
from ui.common.labels import Prose, label
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.common.table import TableView

ALL, REFUSED = "all", "refused"


@dataclass(frozen=True, slots=True)
class _Line:
    """A thing with what becomes of it, or a row that is refused."""

    fate: str
    what: str
    key: str
    name: str = ""
    field: str = ""
    before: str = ""
    after: str = ""

    @property
    def sought(self) -> str:
        """What a search looks into."""
        return key_of(" ".join((self.what, self.key, self.name, self.field, self.after)))


class CheckRoom(QWidget):
    """`changed` where the answer to 'may it come in' may have changed."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.report: ImportReport | None = None
        self._lines: list[_Line] = []
        self._shows_refused = False
        self.heading = label(size=fonts.PANE_TITLE, weight=fonts.STRONG)
        self.heading.setWordWrap(True)
        self.notes = Prose(tone="quiet")
        self.chips = FilterChips(
            tr("Filter"),
            [
                (ALL, tr("All")),
                (str(Fate.CREATED), tr("Is new")),
                (str(Fate.CHANGED), tr("Changes")),
                (str(Fate.LEFT), tr("Stays as it is")),
                (REFUSED, tr("Not taken")),
            ],
        )
        self.search = line_edit(placeholder=tr("Search SKU, name, number, reason"))
        self.search.setAccessibleName(tr("Search"))
        self.model = RowsModel(_columns(), parent=self)
        self.table = TableView(self.model, tr("What comes in"))
        self.skip = check_box(tr("Take the good rows, and set the refused ones aside in a file to mend"))
        self._arrange()
        self.chips.chosen.connect(lambda _: self._show())
        self.search.textChanged.connect(lambda _: self._show())
        self.skip.toggled.connect(lambda _: self.changed.emit())

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.chips, stretch=1)
        top.addWidget(self.search, stretch=1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for each in (self.heading, self.notes):
            layout.addWidget(each)
        layout.addLayout(top)
        layout.addWidget(Framed(self.table), stretch=1)
        layout.addWidget(self.skip)

    # what is shown

    def show_report(self, report: ImportReport) -> None:
        """What a dry run found."""
        self.report = report
        created, changed = listed(report.stored.created), listed(report.stored.changed)
        said = [
            tr("New: {things}.", things=created) if created else "",
            tr("Changes: {things}.", things=changed) if changed else "",
            ntr("{count} row is refused.", "{count} rows are refused.", report.rejected)
            if report.rejected
            else "",
        ]
        self.heading.setText(
            " ".join(filter(None, said)) or tr("Nothing in {file} is new.", file=report.file)
        )
        notes = "\n".join([*report.stored.notes, *report.notes])
        self.notes.set_text(notes)
        self.notes.setVisible(bool(notes))
        self._lines = [*map(_refused, report.problems), *map(_told, report.details)]
        for key, count in self._counts(report).items():
            self.chips.set_count(key, quantity_text(Decimal(count)))
        self.skip.setVisible(bool(report.rejected))
        self.chips.show_value(REFUSED if report.rejected else ALL)
        self._show()

    def _counts(self, report: ImportReport) -> dict[str, int]:
        counts = {str(fate): report.fates.get(fate, 0) for fate in Fate}
        return {ALL: sum(counts.values()) + report.rejected, **counts, REFUSED: report.rejected}

    def _show(self) -> None:
        wanted, sought = self.chips.value(), key_of(self.search.text())
        shown = [
            line
            for line in self._lines
            if wanted in (ALL, line.fate) and (not sought or sought in line.sought)
        ]
        refused = wanted == REFUSED
        if refused != self._shows_refused:
            self._shows_refused = refused
            self.model.set_columns(_refused_columns() if refused else _columns())
        self.model.set_rows(list(enumerate(shown)))
        if shown:
            self.table.hide_message()
        elif sought:
            self.table.say(tr("Nothing with “{text}” here.", text=self.search.text()))
        else:
            self.table.say(tr("Nothing here."))
        self.changed.emit()

    # what it says

    @property
    def skips(self) -> bool:
        """Whether the owner leaves out the rows that are refused."""
        return self.skip.isChecked()

    @property
    def may_come_in(self) -> bool:
        """Whether anything can be brought in as things stand."""
        report = self.report
        if report is None or (report.rejected and not self.skips):
            return False
        return bool(sum(report.stored.created.values()) or sum(report.stored.changed.values()))

    def check(self) -> None:
        """InvalidInput where nothing can be brought in as things stand."""
        report = self.report
        if self.may_come_in or report is None:
            return
        if report.rejected and not self.skips:
            raise InvalidInput(
                ntr("{count} row is refused.", "{count} rows are refused.", report.rejected), self.next_step
            )
        raise InvalidInput(tr("There is nothing to bring in."), tr("Go back and choose other files."))

    @property
    def next_step(self) -> str:
        """Why it cannot come in yet."""
        report = self.report
        if report is None or self.may_come_in:
            return ""
        if report.rejected and not self.skips:
            return tr("Mend the refused rows in the file, or take the good ones only.")
        return tr("There is nothing to bring in.")


def _refused(problem: RowProblem) -> _Line:
    where = tr("{file}, line {line}", file=problem.file, line=problem.line)
    return _Line(REFUSED, tr("Row"), where, problem.column, problem.value, after=problem.what)


def _told(detail: Detail) -> _Line:
    return _Line(
        str(detail.fate),
        thing_title(detail.thing),
        detail.key,
        detail.name,
        field_title(detail),
        detail.before,
        detail.after,
    )


def of(row: Row) -> _Line:
    """What a row shows."""
    return cast(_Line, row[1])


def _refused_columns() -> Sequence[Column]:
    return [
        Column("place", tr("Where"), lambda row: Cell(of(row).key, tip=of(row).key), 250),
        Column("column", tr("Column"), lambda row: Cell(of(row).name), 130),
        Column("value", tr("Cell"), lambda row: Cell(" ".join(of(row).field.split())), 160),
        Column("why", tr("Why not"), lambda row: Cell(of(row).after, tip=of(row).after), 380),
    ]


def _columns() -> Sequence[Column]:
    def fate(row: Row) -> Cell:
        line = of(row)
        if line.fate == REFUSED:
            return Cell(tr("Not taken"), tone="bad", icon="alert-triangle")
        return Cell(fate_text(Fate(line.fate)), tone="good" if line.fate == Fate.CREATED else "")

    def becomes(row: Row) -> Cell:
        line = of(row)
        if line.fate == Fate.CHANGED:
            return Cell(line.after or "–", before=line.before or "–")
        return Cell(line.after, tip=line.after)

    return [
        Column("fate", "", fate, 96),
        Column("what", tr("What"), lambda row: Cell(of(row).what), 96),
        Column("key", tr("Which"), lambda row: Cell(of(row).key, tip=of(row).key), 190),
        Column("name", tr("Name"), lambda row: Cell(of(row).name), 190),
        Column("field", tr("Field"), lambda row: Cell(of(row).field), 120),
        Column("becomes", tr("Becomes"), becomes, 240),
    ]
