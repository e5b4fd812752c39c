"""Bring files: what another program kept, from CSV, one file after the other."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QPlainTextEdit, QWidget

from app.errors import FileRefused, InvalidInput, ShopError
from app.importing.bringing_in import import_file
from app.importing.options import ImportOptions
from app.importing.report import ImportReport
from app.language import tr
from app.progress import Cancelled, Progress
from app.wording import percent_text
from ui.common import fonts
from ui.common.buttons import button
from ui.common.dialog import Dialog
from ui.common.file_places import chosen, suggested
from ui.common.inputs import DateEdit, combo, field, line_edit
from ui.common.labels import Prose
from ui.common.page import Desk

SIZE = (760, 560)
ORDERS = "orders"
NAMING_PRODUCTS = ("stock", ORDERS, "purchases")


def kinds() -> list[tuple[str, object]]:
    """What a file may hold, in the order in which a shop moves in."""
    return [
        (tr("Products"), "products"),
        (tr("Customers"), "customers"),
        (tr("Suppliers"), "suppliers"),
        (tr("Stock"), "stock"),
        (tr("Orders"), ORDERS),
        (tr("Purchases"), "purchases"),
    ]


class BringFilesDialog(Dialog):
    """Stays open after each file, so that the next can follow; 'Try it out' changes nothing."""

    _went_on = Signal(str, int, int)

    def __init__(self, desk: Desk, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Bring your files"), tr("Bring in"), parent)
        self._progress: Progress | None = None
        self.kind = combo(kinds())
        self.kind.setMinimumWidth(160)
        self.file = line_edit(placeholder=tr("A file such as orders.csv"))
        self.choose = button(tr("Choose…"))
        self.try_out = button(tr("Try it out"))
        self.skip = _check(tr("Take the good rows, and set the others aside in a file"))
        self.create_products = _check(tr("Create products that are not known yet"))
        self.create_customers = _check(tr("Create customers that are not known yet"))
        self.history_before = DateEdit(none_means=tr("None"))
        self.history = field(tr("Orders before this day are history"), self.history_before)
        self.report = QPlainTextEdit()
        self._arrange()
        self._connect()
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self._show_options()
        self.choose.setFocus()
        self.resize(*SIZE)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(field(tr("It holds"), self.kind))
        row.addWidget(field(tr("File"), self.file), stretch=1)
        row.addWidget(self.choose)
        row.setAlignment(self.choose, Qt.AlignmentFlag.AlignBottom)
        before = QHBoxLayout()
        before.addWidget(self.history)
        before.addStretch()
        self.report.setReadOnly(True)
        self.report.setFont(fonts.font())
        self.report.setAccessibleName(tr("Report"))
        self.report.setPlaceholderText(tr("What came in, and what did not, is told here."))
        self.body.addWidget(
            Prose(
                tr("Headers are the keys that ‘Export’ writes. All of a file comes in, or nothing."), "quiet"
            )
        )
        self.body.addLayout(row)
        for each in (self.skip, self.create_products, self.create_customers):
            self.body.addWidget(each)
        self.body.addLayout(before)
        self.body.addWidget(self.report, stretch=1)
        self.cancel.setText(tr("Close"))
        self.footer.insertWidget(self.footer.count() - 1, self.try_out)

    def _connect(self) -> None:
        self.choose.clicked.connect(self.choose_file)
        self.try_out.clicked.connect(lambda: self._begin(dry_run=True))
        self.kind.currentIndexChanged.connect(lambda _: self._show_options())
        self.file.textChanged.connect(lambda _: self.error.clear())
        self._went_on.connect(self._show_progress)

    def _show_options(self) -> None:
        kind = self.kind.currentData()
        self.create_products.setVisible(kind in NAMING_PRODUCTS)
        self.create_customers.setVisible(kind == ORDERS)
        self.history.setVisible(kind == ORDERS)

    # what is chosen

    def choose_file(self) -> None:
        """Ask for the file; its name tells what it holds, if it does."""
        kinds_of_file = tr("Tables")
        all_files = tr("All files")
        pattern = f"{kinds_of_file} (*.csv *.csv.gz *.tsv *.txt);;{all_files} (*)"
        path, _ = QFileDialog.getOpenFileName(
            self, tr("Bring a file"), self.file.text() or suggested(), pattern
        )
        if chosen(path):
            self.take(path)

    def take(self, path: str) -> None:
        """Offer this file."""
        self.file.setText(path)
        name = Path(path).name.lower()
        named = next((key for _, key in kinds() if str(key) in name), None)
        if named is not None:
            self.kind.setCurrentIndex(self.kind.findData(named))

    def options(self, *, dry_run: bool = False) -> ImportOptions:
        """As the boxes say; those that do not concern the kind count for nothing."""
        kind = self.kind.currentData()
        before: date | None = self.history_before.value() if kind == ORDERS else None
        return ImportOptions(
            skip_bad_rows=self.skip.isChecked(),
            dry_run=dry_run,
            history_before=before,
            create_products=self.create_products.isChecked() and kind in NAMING_PRODUCTS,
            create_customers=self.create_customers.isChecked() and kind == ORDERS,
        )

    # what is done

    def submit(self) -> None:
        self._begin(dry_run=False)

    def _begin(self, *, dry_run: bool) -> None:
        self.error.clear()
        if not self.file.text().strip():
            self.show_error(InvalidInput(tr("No file is chosen."), tr("Choose one.")), self.file)
            return
        try:
            options = self.options(dry_run=dry_run)
        except InvalidInput as error:
            self.show_error(error, self.history_before)
            return
        path, kind = Path(self.file.text().strip()), self.kind.currentData()
        progress = Progress(self._went_on.emit)
        work = _work(self.desk.jobs.shop, kind, path, options, progress)
        self._progress = progress
        self._set_running(running=True)
        self.report.setPlainText("")
        self.desk.jobs.carry_out(work, self._show_report, self._show_refused)

    def _set_running(self, *, running: bool) -> None:
        for each in (self.ok, self.try_out, self.choose, self.kind, self.file):
            each.setEnabled(not running)
        self.cancel.setText(tr("Stop") if running else tr("Close"))
        self.hint.setText("")

    def _show_progress(self, stage: str, done: int, total: int) -> None:
        if self._progress is not None:
            share = percent_text(Decimal(done * 100 // total) / 100) if total else ""
            self.hint.setText(f"{stage}  {share}".strip())

    def _show_report(self, report: ImportReport) -> None:
        self._progress = None
        self._set_running(running=False)
        problems = [problem.sentence for problem in report.problems]
        self.report.setPlainText("\n".join([*report.sentences(), *problems]))
        if not report.dry_run:
            self.outcome = report
            self._offer_next()

    def _offer_next(self) -> None:
        self.file.setText("")
        self.kind.setCurrentIndex(min(self.kind.currentIndex() + 1, self.kind.count() - 1))

    def _show_refused(self, error: ShopError) -> None:
        self._progress = None
        self._set_running(running=False)
        if isinstance(error, FileRefused):
            self.report.setPlainText("\n".join(error.problems))
            error = FileRefused(error.title, _hint(error))
        self.show_error(error)

    def cause_of(self, error: ShopError) -> QWidget | None:
        return None if isinstance(error, Cancelled) else self.file

    def entered(self) -> list[str]:
        return []  # a file's name is soon chosen again

    def leave(self) -> None:
        """Stop what is going on; else close."""
        if self._progress is not None:
            self._progress.cancel()
        else:
            super().leave()


def _work(
    shop: Any, kind: str, path: Path, options: ImportOptions, progress: Progress
) -> Callable[[], ImportReport]:
    return lambda: import_file(shop, kind, path, options, progress)


def _hint(error: FileRefused) -> str:
    """In place of the command line's."""
    return tr("Mend them, or set them aside; the report names each.") if error.problems else error.hint


def _check(text: str) -> QCheckBox:
    result = QCheckBox(text)
    result.setFont(fonts.font())
    return result


def ask(parent: QWidget | None, desk: Desk, kind: str = "") -> ImportReport | None:
    """Bring in as many files as there are; the last report, or None where nothing came in."""
    dialog = BringFilesDialog(desk, kind, parent)
    dialog.ask()
    outcome: ImportReport | None = dialog.outcome
    return outcome
