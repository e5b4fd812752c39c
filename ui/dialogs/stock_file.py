"""Stock for a shop system or a till: which program, onto which export of its own, into which file."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.errors import FileRefused, InvalidInput, ShopError
from app.language import ntr, tr
from app.stock_files import export_stock
from app.stock_shelves import StockWritten
from ui.common.buttons import button
from ui.common.dialog import Dialog
from ui.common.file_places import chosen, suggested
from ui.common.inputs import combo, field, line_edit
from ui.common.labels import Prose
from ui.common.page import Desk

WIDTH = 560


class StockFileDialog(Dialog):
    """The filled button writes the file; the other program's own stays as it is."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Stock for other programs"), tr("Write file"), parent)
        self.program = combo(
            [
                (tr("Shopify: inventory"), "shopify-inventory"),
                (tr("WooCommerce: stock"), "woocommerce-stock"),
                (tr("Square: stock"), "square-stock"),
            ]
        )
        self.onto = line_edit(placeholder=tr("None: only codes and quantities are written"))
        self.choose = button(tr("Choose…"))
        self.target = line_edit()
        self.choose_to = button(tr("Choose…"))
        self.words = Prose(tone="quiet")
        self._arrange()
        self.program.currentIndexChanged.connect(lambda _: self._explain())
        self.choose.clicked.connect(self.choose_onto)
        self.choose_to.clicked.connect(self.choose_target)
        for edit in (self.onto, self.target):
            edit.textChanged.connect(lambda _: self.error.clear())
        self._explain()
        self.resize(WIDTH, self.sizeHint().height())

    def _arrange(self) -> None:
        self.body.addWidget(field(tr("Program"), self.program))
        self.body.addWidget(self.words)
        for title, edit, choose in (
            (tr("Its own export, to be filled"), self.onto, self.choose),
            (tr("Write to"), self.target, self.choose_to),
        ):
            beside = QHBoxLayout()
            beside.setSpacing(8)
            beside.addWidget(field(title, edit), stretch=1)
            beside.addWidget(choose, alignment=Qt.AlignmentFlag.AlignBottom)
            self.body.addLayout(beside)
        self.cancel.setText(tr("Close"))

    def _explain(self) -> None:
        self.target.setText(suggested(f"{self._program}.csv"))
        self.words.set_text(
            {
                "shopify-inventory": tr(
                    "Shopify goes by handles and takes off itself what is ordered: give it its own inventory"
                    " export, and what lies there is written into it."
                ),
                "woocommerce-stock": tr(
                    "WooCommerce goes by SKUs. It is told what nobody has reserved, of all locations."
                ),
                "square-stock": tr(
                    "Square goes by its tokens: give it its own item export. It is told what nobody has"
                    " reserved, location by location."
                ),
            }[self._program]
        )

    @property
    def _program(self) -> str:
        return str(self.program.currentData())

    def choose_onto(self) -> None:
        """Ask for the other program's export."""
        words = tr("Tables")
        path, _ = QFileDialog.getOpenFileName(
            self, tr("Its own export"), suggested(), f"{words} (*.csv *.txt *.tsv)"
        )
        if chosen(path):
            self.onto.setText(path)

    def choose_target(self) -> None:
        """Ask where to."""
        words = tr("Tables")
        path, _ = QFileDialog.getSaveFileName(
            self, self.windowTitle(), self.target.text(), f"{words} (*.csv)"
        )
        if chosen(path):
            self.target.setText(path)

    def submit(self) -> None:
        text, where = self.onto.text().strip(), Path(self.target.text().strip())
        if not where.is_absolute():
            raise InvalidInput(tr("It is not said where to."), tr("Choose a file."), "target")
        self.write_to(where, Path(text) if text else None)

    def write_to(self, where: Path, onto: Path | None) -> None:
        """Write it; what its own export names and nobody here knows is told."""
        if onto is not None and where.absolute() == onto.absolute():
            raise InvalidInput(
                tr("That is its own export."), tr("Choose another name: it stays as it is."), "onto"
            )

        def tell(done: StockWritten) -> None:
            words = ntr(
                "{count} row written to {file}.",
                "{count} rows written to {file}.",
                done.rows,
                file=where.name,
            )
            words = " ".join((words, *done.remarks()))
            self.desk.done(words)
            self.finish(done)

        self.desk.jobs.read(export_stock, self._program, where, onto, done=tell, failed=self.show_error)

    def cause_of(self, error: ShopError) -> QWidget | None:
        return self.onto if isinstance(error, FileRefused) or _place(error) == "onto" else self.target


def _place(error: ShopError) -> str:
    return error.place if isinstance(error, InvalidInput) else ""


def ask(parent: QWidget | None, desk: Desk) -> None:
    """Write the stock for one program."""
    StockFileDialog(desk, parent).ask()
