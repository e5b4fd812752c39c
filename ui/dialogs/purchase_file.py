"""A purchase as a file for its supplier."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.language import ntr, tr
from app.purchase_files import export_purchase
from ui.common.file_places import chosen, named_as, suggested, tables
from ui.common.page import Desk


def ask(parent: QWidget | None, desk: Desk, number: str) -> None:
    """Ask where to, and write it."""
    title = tr("Save {number} for the supplier", number=number)
    # A number may hold what no file's name can.
    name = "".join(letter if letter.isalnum() or letter in "-_ " else "-" for letter in number)
    where, pattern = QFileDialog.getSaveFileName(parent, title, suggested(f"{name}.csv"), tables())
    if chosen(where):
        save(desk, number, named_as(where, pattern))


def save(desk: Desk, number: str, where: Path) -> None:
    """Write the lines that are still wanted; a refusal is told by the window."""

    def tell(lines: int) -> None:
        desk.done(
            ntr("{count} row written to {file}.", "{count} rows written to {file}.", lines, file=where.name)
        )

    desk.jobs.read(export_purchase, number, where, done=tell)
