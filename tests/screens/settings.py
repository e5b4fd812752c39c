"""What the settings show in their pictures."""

from decimal import Decimal

from ui.common.page import Desk
from ui.dialogs.settings import SettingsDialog


def shop(desk: Desk) -> SettingsDialog:
    return SettingsDialog(desk)


def queue(desk: Desk) -> SettingsDialog:
    dialog = SettingsDialog(desk)
    dialog.show_part("queue")
    return dialog


def dates(desk: Desk) -> SettingsDialog:
    """Three days of handling in place of one: everybody waits longer."""
    dialog = SettingsDialog(desk)
    dialog.show_part("dates")

    def fill() -> None:
        handling = dialog.fields["handling_days"]
        handling.show_value(Decimal(3))
        handling.changed.emit()

    dialog.filled.connect(fill)
    return dialog


def numbers(desk: Desk) -> SettingsDialog:
    dialog = SettingsDialog(desk)
    dialog.show_part("numbers")
    return dialog


def looks(desk: Desk) -> SettingsDialog:
    dialog = SettingsDialog(desk)
    dialog.show_part("looks")
    return dialog
