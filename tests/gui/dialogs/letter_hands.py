"""What tests of the dialog Letters look at, and where they have letters printed or saved to."""

import errno
import os
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from app.shop import Shop
from db.rows import fetch, run
from tests.kitchen import Kitchen
from tests.reading_pdf import text_of
from ui.dialogs import letters
from ui.dialogs.letters import LettersDialog

LATE = ("Café Brünn", "Hotel Alder", "Marta Lindqvist")


def kept(shop: Shop) -> list[tuple[str, str, str]]:
    """Who was told, how, and what they read."""
    sql = (
        "SELECT c.name, t.channel, t.pdf FROM letters t JOIN customers c ON c.id = t.customer_id"
        " ORDER BY c.name"
    )
    rows = shop.read(fetch, sql)
    return [(name, channel, text_of(bytes(pdf)) if pdf else "") for name, channel, pdf in rows]


def names(shop: Shop) -> list[str]:
    return [name for name, _, _ in kept(shop)]


def choose(dialog: LettersDialog, name: str) -> None:
    row = next(row for row in dialog.letters.rows if row[1].plan.name == name)  # type: ignore[attr-defined]
    assert dialog.table.choose(row[0])


def give_mail(shop: Shop, kitchen: Kitchen, name: str, address: str) -> None:
    sql = "UPDATE customers SET email = ?, notice_channel = 'mail' WHERE id = ?"
    shop.write(lambda session: run(session, sql, (address, kitchen.customers[name])))


def printing_to(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def choose_printer(*_: object) -> QPrinter:
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setResolution(72)
        printer.setOutputFileName(str(file))
        return printer

    monkeypatch.setattr(letters, "choose_printer", choose_printer)


def saving_to(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))


def fail(how: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked of the dialog goes wrong."""
    place = folder if how != "a folder that is gone" else folder / "gone"
    if how == "a full disk":

        def full(_: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
    elif how == "a file held by others":
        (folder / "letters.pdf").mkdir()
    saving_to(place / "letters.pdf", monkeypatch)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(place))
    printing_to(folder / "gone" / "printed.pdf", monkeypatch)
