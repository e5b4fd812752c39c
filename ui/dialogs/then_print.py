"""A box to tick: what follows from a dialog is printed or written when it is done; remembered by dialog."""

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QCheckBox

from ui.common import fonts


class ThenPrint(QCheckBox):
    """As it was left the last time; the first time as is `usual`."""

    def __init__(self, words: str, remembered_as: str, *, usual: bool = False) -> None:
        super().__init__(words)
        self.setFont(fonts.font())
        key = f"papers/then/{remembered_as}"
        self.setChecked(QSettings().value(key, "true" if usual else "false") == "true")
        self.clicked.connect(lambda: QSettings().setValue(key, "true" if self.isChecked() else "false"))
