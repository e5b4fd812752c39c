"""What is sent without a click, as a part of the mail settings: a tick for each kind."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from app.language import tr
from app.setting_words import automatic_kinds, setting_title
from ui.common import fonts
from ui.common.form import FormField

IN_A_ROW = 3


class KindsEdit(QWidget):
    """A box for each kind that may go without a click."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes = {kind: QCheckBox(words) for kind, words in automatic_kinds()}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(16)
        for number, box in enumerate(self.boxes.values()):
            box.setFont(fonts.font())
            box.toggled.connect(self.changed)
            layout.addWidget(box, *divmod(number, IN_A_ROW))
        self.setFocusProxy(next(iter(self.boxes.values())))


class AutomaticField(FormField):
    """Kinds of notices; they can be chosen once the mail settings were tested."""

    def __init__(self) -> None:
        self.edit = KindsEdit()
        super().__init__("send_automatically", setting_title("send_automatically"), self.edit)
        self.edit.changed.connect(self.changed)

    def read(self) -> tuple[str, ...]:
        return tuple(kind for kind, box in self.edit.boxes.items() if box.isChecked())

    def show_value(self, value: Any) -> None:
        self.edit.blockSignals(True)
        for kind, box in self.edit.boxes.items():
            box.setChecked(kind in value)
        self.edit.blockSignals(False)


class TestedField(FormField):
    """The account that a test mail went through; it is shown nowhere."""

    __test__ = False

    def __init__(self) -> None:
        self._account = ""
        super().__init__("mail_tested", "", QWidget())
        self.hide()

    def read(self) -> str:
        return self._account

    def show_value(self, value: Any) -> None:
        self._account = str(value)


def meaning(*, is_ready: bool, is_chosen: bool) -> str:
    """What ticks do, or why there can be none."""
    if is_ready:
        return tr(
            "Ten minutes after it fell due it goes without a click to each customer who wants mail and whose"
            " address takes mail, as long as the window is open or “letters --mail” runs. All else waits on"
            " Notices for you: other kinds, other customers, and delays while vouchers are proposed for them."
        )
    if is_chosen:
        return tr("Nothing is sent automatically until these mail settings are tested.")
    return tr("Enter the mail server and test these settings first.")
