"""How one gets about in the window, for its pictures."""

from collections.abc import Callable

from app.database_refusals import refusal
from app.field_words import field_title
from db.problems import DatabaseProblem, ProblemKind
from ui.common.page import Desk, Page
from ui.dialogs.fault import FaultDialog
from ui.dialogs.help import HelpSheet
from ui.dialogs.leaving import LeaveDialog
from ui.dialogs.palette import Palette, offers
from ui.dialogs.password import PasswordDialog
from ui.menu_lines import menus_of, pages_of
from ui.opening import PasswordNeeded
from ui.workplace import Workplace


def palette(desk: Desk) -> Palette:
    """A word that orders, customers and goods have."""
    workplace = desk.parent()
    assert isinstance(workplace, Workplace)
    icons = {place.title(): place.icon for place in workplace.places.values()}
    dialog = Palette(desk, offers(menus_of(workplace), pages_of(workplace), icons), "lately/screens")
    dialog.field.setText("al")
    return dialog


def keys_and_help(desk: Desk) -> HelpSheet:
    """The page of backorders, every key, every page."""
    workplace = desk.parent()
    assert isinstance(workplace, Workplace)
    places = tuple(workplace.places.values())
    return HelpSheet(places[0], places, menus_of(workplace))


def fault(desk: Desk) -> FaultDialog:
    """An error that nobody expected."""
    try:
        raise ZeroDivisionError("division by zero")
    except ZeroDivisionError as error:
        return FaultDialog(error, "~/.local/state/Backorder Desk/log/desk.log")


def leaving(desk: Desk) -> LeaveDialog:
    """What was typed into a form, more than can be named."""
    return LeaveDialog(desk, [field_title(key) for key in ("name", "email", "city", "country", "note")])


def password(desk: Desk) -> PasswordDialog:
    """The one that was given is wrong."""
    address = "postgresql://ines@desk.example/shop"
    error = refusal(DatabaseProblem(ProblemKind.WRONG_PASSWORD, place=address))
    return PasswordDialog(PasswordNeeded(error, address, was_wrong=True, can_keep=False))


def closing(page: Page | None) -> Callable[[], object]:
    """Somebody closes the window while it writes."""
    assert page is not None
    workplace = page.desk.parent()
    assert isinstance(workplace, Workplace)
    workplace._wait_for_writes(lambda: None)
    workplace.window.setEnabled(False)

    def go_on() -> None:
        workplace._after_writes = None
        workplace.window.setEnabled(True)

    return go_on


def lost(desk: Desk) -> LeaveDialog:
    """The line above the page while the server is away, beside a dialog that waits for it."""
    workplace = desk.parent()
    assert isinstance(workplace, Workplace)
    error = refusal(DatabaseProblem(ProblemKind.CONNECTION_LOST, place="postgresql://desk.example/shop"))
    workplace.shell.lost.show_lost(error, 8)
    dialog = LeaveDialog(desk, ["O-1047"])
    dialog.finished.connect(workplace.shell.lost.hide)
    return dialog
