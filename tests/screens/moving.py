"""How one gets about in the window, for its pictures."""

from PySide6.QtWidgets import QDialog

from app.database_refusals import refusal
from db.problems import DatabaseProblem, ProblemKind
from ui.common.page import Desk
from ui.dialogs.fault import FaultDialog
from ui.dialogs.help import HelpSheet
from ui.dialogs.leaving import LeaveDialog
from ui.dialogs.palette import Palette, offers
from ui.menu_lines import menus_of, pages_of
from ui.workplace import Workplace


def palette(desk: Desk) -> QDialog:
    """A word that orders, customers and goods have."""
    workplace = desk.parent()
    assert isinstance(workplace, Workplace)
    icons = {place.title(): place.icon for place in workplace.places.values()}
    dialog = Palette(desk, offers(menus_of(workplace), pages_of(workplace), icons), "lately/screens")
    dialog.field.setText("al")
    return dialog


def keys_and_help(desk: Desk) -> QDialog:
    """The page of backorders, every key, every page."""
    workplace = desk.parent()
    assert isinstance(workplace, Workplace)
    places = tuple(workplace.places.values())
    return HelpSheet(places[0], places, menus_of(workplace))


def fault(desk: Desk) -> QDialog:
    """An error that nobody expected."""
    try:
        raise ZeroDivisionError("division by zero")
    except ZeroDivisionError as error:
        return FaultDialog(error, "~/.local/state/Backorder Desk/log/desk.log")


def lost(desk: Desk) -> QDialog:
    """The line above the page while the server is away, beside a dialog that waits for it."""
    workplace = desk.parent()
    assert isinstance(workplace, Workplace)
    error = refusal(DatabaseProblem(ProblemKind.CONNECTION_LOST, place="postgresql://desk.example/shop"))
    workplace.shell.lost.show_lost(error, 8)
    dialog = LeaveDialog(desk, ["O-1047"])
    dialog.finished.connect(workplace.shell.lost.hide)
    return dialog
