"""What somebody does to a form: opens it, writes and chooses in its fields, reads what stands beside them."""

from typing import Any, TypeVar

from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from tests.gui.dialogs.hands import shown, type_text
from ui.dialogs.form_dialog import FormDialog

D = TypeVar("D", bound=FormDialog)


def opened(qtbot: QtBot, dialog: D) -> D:
    shown(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.ok.isEnabled())
    return dialog


def write(dialog: FormDialog, **texts: str) -> None:
    """Type over what stands in these fields."""
    for key, text in texts.items():
        field = dialog.form.fields[key].editor
        assert isinstance(field, QLineEdit)
        type_text(field, text)


def choose(dialog: FormDialog, key: str, value: Any) -> None:
    combo = dialog.form.fields[key].editor
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData(value))


def said(dialog: FormDialog, key: str) -> str:
    """What stands beside a field."""
    problem = dialog.form.fields[key].problem
    return "" if problem.isHidden() else problem.text()


def save(qtbot: QtBot, dialog: FormDialog) -> None:
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
