"""What the choices of a window without a shop do; also in its File menu."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from app.language import tr
from ui.common.file_places import chosen, suggested
from ui.opening import Opening, making, opening, sampling

if TYPE_CHECKING:
    from ui.common.page import Desk
    from ui.workplace import Workplace

SUFFIX = ".shop"


def open_file(workplace: "Workplace") -> None:
    """Ask for a shop's file and open it."""
    path, _ = QFileDialog.getOpenFileName(workplace.window, tr("Open a shop"), suggested(), _kinds())
    if chosen(path):
        workplace.open_shop(opening(path))


def make_empty(workplace: "Workplace") -> None:
    """Ask for a name and make an empty shop of it."""
    path = _asked_path(workplace, tr("New shop"))
    if path:
        workplace.open_shop(making(path))


def bring_files(workplace: "Workplace") -> None:
    """Ask for a name, make a shop of it, and bring files into it."""
    path = _asked_path(workplace, tr("A shop for your files"))
    if path:
        workplace.open_shop(making(path), _bring_into)


def _asked_path(workplace: "Workplace", title: str) -> str:
    """Where a new shop is to be; '' for nowhere."""
    name = tr("My shop")
    path, _ = QFileDialog.getSaveFileName(workplace.window, title, suggested(f"{name}{SUFFIX}"), _kinds())
    return chosen(path)


def _bring_into(desk: "Desk") -> None:
    from ui.dialogs import bring_files as dialog  # what it reads with is not needed for the other ways

    dialog.ask(desk.window(), desk)


def open_sample(workplace: "Workplace") -> None:
    """Open today's sample shop, which is made when it is first looked at."""
    workplace.open_shop(sample())


def sample() -> Opening:
    """A call that opens today's sample shop where the program keeps its own data."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return sampling(Path(folder))


def _kinds() -> str:
    shops, all_files = tr("Shops"), tr("All files")
    return f"{shops} (*{SUFFIX} *.db *.sqlite);;{all_files} (*)"


BEGINNINGS: dict[str, Callable[["Workplace"], object]] = {
    "sample": open_sample,
    "files": bring_files,
    "empty": make_empty,
    "open": open_file,
}
