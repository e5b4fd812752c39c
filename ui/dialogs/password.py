"""The password of a shop on a server, asked for where none is kept or the server refuses it."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.language import tr
from ui.common.dialog import Sheet
from ui.common.inputs import field, line_edit
from ui.common.labels import Prose
from ui.opening import PasswordNeeded, with_password

WIDTH = 460


class PasswordDialog(Sheet):
    """Its outcome is the call that opens the shop with what is typed."""

    def __init__(self, needed: PasswordNeeded, parent: QWidget | None = None) -> None:
        super().__init__(tr("Password"), tr("Open the shop"), parent)
        self._address = needed.address
        self.body.addWidget(Prose(tr("The shop {address} asks for a password.", address=needed.address)))
        self.password = line_edit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.textChanged.connect(self._typed)
        self.body.addWidget(field(tr("Password"), self.password))
        self.keeps = QCheckBox(tr("Keep it in the system's keyring"))
        self.keeps.setChecked(needed.can_keep)
        self.keeps.setEnabled(needed.can_keep)
        self.body.addWidget(self.keeps)
        if not needed.can_keep:
            words = tr("This system has no safe place for passwords: it is asked at each start.")
            self.body.addWidget(Prose(words, "quiet"))
        self.body.addStretch()
        if needed.was_wrong:
            self.show_error(needed, self.password)
        self._typed()
        self.resize(WIDTH, self.sizeHint().height())
        self.password.setFocus()

    def submit(self) -> None:
        self.finish(with_password(self._address, self.password.text(), keeps=self.keeps.isChecked()))

    def _typed(self) -> None:
        self.ok.setEnabled(bool(self.password.text()))
