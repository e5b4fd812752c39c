"""Where the keyboard is when a dialog opens."""

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QDialog, QWidget

from tests.gui.everywhere.audits import NAMED, shown, told
from ui.common.dialog import Sheet
from ui.dialogs.leaving import LeaveDialog


def misled(dialog: QDialog, first: QWidget | None) -> list[str]:
    """Where the keyboard begins on what cannot be used, or on what leaves a dialog that asks for more."""
    if first is None or not first.isVisible() or not first.isEnabled():
        return [told(first) if first else "nothing has the keyboard"]
    # What was typed is thrown away by no careless Enter.
    leaves = isinstance(dialog, Sheet) and first is dialog.cancel and not isinstance(dialog, LeaveDialog)
    others = any(_may_begin(each) for each in shown(dialog) if each is not first)
    return [told(first)] if leaves and others else []


def _may_begin(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isEnabled() and isinstance(widget, NAMED)
