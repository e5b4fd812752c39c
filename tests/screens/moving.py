"""How one gets about in the window, for its pictures."""

from PySide6.QtWidgets import QDialog

from ui.common.page import Desk
from ui.dialogs.palette import Palette, offers
from ui.menu_lines import menus_of, pages_of
from ui.workplace import Workplace


def palette(desk: Desk) -> QDialog:
    """A word that orders, customers and goods have."""
    workplace = desk.parent()
    assert isinstance(workplace, Workplace)
    icons = {place.title(): place.icon for place in workplace.places.values()}
    dialog = Palette(desk, offers(menus_of(workplace, ()), pages_of(workplace), icons), "lately/screens")
    dialog.field.setText("al")
    return dialog
