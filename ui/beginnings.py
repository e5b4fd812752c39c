"""What the choices of a window without a shop do; also in its File menu."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from app.language import tr
from ui.opening import making, opening

if TYPE_CHECKING:
    from ui.workplace import Workplace

SUFFIX = ".shop"


def open_file(workplace: "Workplace") -> None:
    """Ask for a shop's file and open it."""
    path, _ = QFileDialog.getOpenFileName(workplace.window, tr("Open a shop"), "", _kinds())
    if path:
        workplace.open_shop(opening(path))


def make_empty(workplace: "Workplace") -> None:
    """Ask for a name and make an empty shop of it."""
    name = f"{tr('My shop')}{SUFFIX}"
    path, _ = QFileDialog.getSaveFileName(workplace.window, tr("New shop"), name, _kinds())
    if path:
        workplace.open_shop(making(path))


def _kinds() -> str:
    return f"{tr('Shops')} (*{SUFFIX} *.db *.sqlite);;{tr('All files')} (*)"


BEGINNINGS: dict[str, Callable[["Workplace"], object]] = {"empty": make_empty, "open": open_file}
