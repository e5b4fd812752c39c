"""The server that takes mail, as a part of the settings, and a mail that shows whether it does."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import InvalidInput, ShopError
from app.language import tr
from app.mail_trial import PASSWORD, PORTS, has_password, settings_with, try_mail
from app.outbox import mail_route
from app.setting_words import setting_title
from ui.common.buttons import button
from ui.common.form import FormField
from ui.common.form_fields import ChoiceField, TextField
from ui.common.inputs import line_edit
from ui.common.jobs import Jobs
from ui.common.labels import Prose
from ui.common.messages import ErrorBlock
from ui.dialogs.settings_automatic import AutomaticField, TestedField, meaning
from ui.dialogs.settings_fields import SHORT, NumberField, choices_of, part_of, row_of, small


class PasswordField(FormField):
    """Never shown, never among the settings: it goes into the keyring or to the server, nowhere else."""

    def __init__(self) -> None:
        self.edit = line_edit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        super().__init__(PASSWORD, tr("Password"), self.edit)
        self.edit.textEdited.connect(self.changed)

    def read(self) -> str:
        return self.edit.text()

    def show_value(self, value: Any) -> None:
        self.edit.setText(str(value))


class MailPart(QWidget):
    """`draft` gives all settings as they are typed; InvalidInput where they cannot be."""

    tested = Signal()
    """The test is over, well or not."""

    def __init__(self, jobs: Jobs, draft: Callable[[], Mapping[str, Any]]) -> None:
        super().__init__()
        self._jobs, self._draft = jobs, draft
        title = setting_title
        self.host = TextField("mail_host", title("mail_host"), "smtp.example.com")
        self.security = ChoiceField("mail_security", title("mail_security"), choices_of("mail_security"))
        self.port = NumberField("mail_port", title("mail_port"))
        self.user = TextField("mail_user", title("mail_user"))
        self.address = TextField("mail_from", title("mail_from"))
        self.name = TextField("mail_name", title("mail_name"))
        self.password = PasswordField()
        self.automatic, self.account = AutomaticField(), TestedField()
        self.account.setParent(self)
        self.meaning = small("")
        self._tested: Mapping[str, Any] = {}
        self.test = button(tr("Test these settings"))
        self.told = Prose(tone="good")
        self.error = ErrorBlock()
        self._kept_for = ("", "")
        self._own_address = ""
        self._stored: Mapping[str, Any] = {}
        self._follows = True
        """Whether the port is the usual one of the security, not one that was typed."""
        self._connect()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._arranged())

    @property
    def fields(self) -> list[FormField]:
        return [*self._server_fields, self.name, self.automatic, self.account]

    @property
    def _server_fields(self) -> list[FormField]:
        return [self.host, self.security, self.port, self.user, self.address]

    def _connect(self) -> None:
        self.security.combo.currentIndexChanged.connect(lambda _: self._choose_port())
        self.port.edit.textEdited.connect(self._typed_port)
        self.test.clicked.connect(self.begin_test)
        for each in (*self._server_fields, self.name, self.password):
            each.changed.connect(self._forget_told)
        for each in (*self._server_fields, self.automatic):
            each.changed.connect(self.show_meaning)
        for each in (self.host, self.user):
            each.changed.connect(self._show_kept)

    def _arranged(self) -> QWidget:
        testing = QWidget()
        line = QHBoxLayout(testing)
        line.setContentsMargins(0, 4, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.test)
        line.addWidget(self.told, stretch=1)
        self.port.setMinimumWidth(SHORT // 2)
        return part_of(
            row_of((self.host, 3), (self.security, 2), (self.port, 1)),
            row_of(
                (self.user, 1),
                (self.password, 1),
                sentence=tr("The password lies in the system's keyring, in no file of the shop."),
            ),
            row_of((self.address, 1), (self.name, 1), sentence=tr("Empty: the shop's own address and name.")),
            testing,
            self.error,
            self.automatic,
            self.meaning,
        )

    # what it is filled from

    def fill(self, values: Mapping[str, Any]) -> None:
        """What is stored."""
        self._follows = values["mail_port"] == PORTS[values["mail_security"]]
        self.address.edit.setPlaceholderText(values["email"])
        self.name.edit.setPlaceholderText(values["shop_name"])
        self._stored = dict(values)
        self._own_address = str(values["email"])
        self.show_meaning()
        if self.isVisible():
            self._ask_keyring()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask_keyring()

    def _ask_keyring(self) -> None:
        """Only once this part is looked at: the desktop may want its owner to unlock the keyring for it."""
        stored, self._stored = self._stored, {}
        if stored.get("mail_user"):
            call = partial(_known, stored)
            self._jobs.send(lambda _: call(), self._learn_kept, self._keyring_fails, writes=False)

    def _learn_kept(self, account: tuple[str, str]) -> None:
        self._kept_for = account
        self._show_kept()

    def _keyring_fails(self, error: ShopError) -> None:
        self.password.say(str(error))

    def _show_kept(self) -> None:
        typed = (self.host.read().strip(), self.user.read().strip())
        kept = bool(self._kept_for[1]) and typed == self._kept_for
        self.password.edit.setPlaceholderText(tr("In the keyring") if kept else "")

    # while one types

    def _choose_port(self) -> None:
        if self._follows:
            self.port.set_value(PORTS[str(self.security.read())])

    def _typed_port(self, text: str) -> None:
        self._follows = not text.strip() or text.strip() == str(PORTS[str(self.security.read())])

    def _forget_told(self) -> None:
        self.told.set_text("")
        self.error.clear()

    def show_meaning(self) -> None:
        """Whether anything can go without a click, and what that means."""
        is_ready = bool(self.host.read().strip()) and self.account.read() == self._route()
        self.automatic.edit.setEnabled(is_ready)
        self.meaning.set_text(meaning(is_ready=is_ready, is_chosen=bool(self.automatic.read())))

    def _route(self) -> str:
        typed = {}
        for each in self._server_fields:
            try:
                typed[each.key] = each.value()
            except InvalidInput:
                return ""
        return mail_route(settings_with({"email": self._own_address} | typed))

    # the test

    def begin_test(self) -> None:
        """Send the shop a mail by what is typed, saved or not."""
        self._forget_told()
        try:
            values = dict(self._draft())
        except InvalidInput as error:
            self._failed(error)
            return
        self.test.setEnabled(False)
        self.told.set_text(tr("Sending…"))
        self._tested = values
        call = partial(try_mail, values, self.password.read())
        self._jobs.send(lambda _: call(), self._arrived, self._failed, writes=False)

    def _arrived(self, address: str) -> None:
        self._over()
        words = tr("The server has taken a mail to {address}. Look whether it arrives.", address=address)
        self.told.set_text(words)
        self.account.set_value(mail_route(settings_with(self._tested)))
        self.show_meaning()
        self.tested.emit()

    def _failed(self, error: ShopError) -> None:
        self._over()
        place = getattr(error, "place", "")
        cause = next((each for each in (*self.fields, self.password) if each.key == place), None)
        self.error.show_error(error, cause.editor if cause else None)
        self.tested.emit()

    def _over(self) -> None:
        self.told.set_text("")
        self.test.setEnabled(True)


def _known(values: Mapping[str, Any]) -> tuple[str, str]:
    """Server and user whose password the keyring knows."""
    return (values["mail_host"], values["mail_user"]) if has_password(values) else ("", "")
