"""The part of the settings about mail: the port, the password and its keyring, a test that sends a mail."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import keyring
import pytest
from pytestqt.qtbot import QtBot

from app.actions.shop_settings import change_shop_settings, stored_values
from app.letters.automatic import automatic_kinds
from app.mail_transport import MailServer
from app.passwords import SERVICE
from app.settings import shop_settings
from app.shop import Shop
from db.terms import NoticeKind
from tests.gui.dialogs.test_settings import save, type_in
from tests.gui.dialogs.test_settings_letters import choose
from tests.keyrings import LockedKeyring, MemoryKeyring, PlainKeyring
from tests.kitchen import Kitchen
from tests.mail_servers import Post, lets_in, serving
from ui.common.page import Desk
from ui.dialogs import settings_mail
from ui.dialogs.settings import SettingsDialog

SECRET = "Tr0ub4dor"
DESK = "desk@example.com"


@pytest.fixture(autouse=True)
def ring(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    backend = MemoryKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    return backend


@dataclass
class Opening:
    desk: Desk
    qtbot: QtBot

    def __call__(self) -> SettingsDialog:
        made = SettingsDialog(self.desk)
        self.qtbot.addWidget(made)
        made.show()
        made.show_part("mail")
        self.qtbot.waitUntil(lambda: bool(made.before) and self.desk.jobs.idle)
        return made


@pytest.fixture
def opened(desk: Desk, kitchen: Kitchen, qtbot: QtBot) -> Opening:
    return Opening(desk, qtbot)


@pytest.fixture
def dialog(opened: Opening) -> SettingsDialog:
    return opened()


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def server(post: Post) -> Iterator[MailServer]:
    with serving(post) as found:
        yield found


def point_at(dialog: SettingsDialog, server: MailServer, qtbot: QtBot, address: str = DESK) -> None:
    choose(dialog, "mail_security", "none", qtbot)
    for key, value in (("mail_host", server.host), ("mail_port", server.port), ("mail_from", address)):
        type_in(dialog, key, value, qtbot)


def outcome_of_test(dialog: SettingsDialog, qtbot: QtBot) -> str:
    with qtbot.waitSignal(dialog.mail.tested):
        dialog.mail.test.click()
    return dialog.mail.error.text() or dialog.mail.told.accessibleName()


def type_password(dialog: SettingsDialog, text: str) -> None:
    dialog.mail.password.edit.setText(text)
    dialog.mail.password.changed.emit()


class TestThePort:
    def test_it_follows_the_security(self, dialog: SettingsDialog, qtbot: QtBot) -> None:
        for security, port in (("tls", 465), ("none", 25), ("starttls", 587)):
            choose(dialog, "mail_security", security, qtbot)
            assert dialog.mail.port.value() == port

    def test_one_that_was_typed_stays(self, dialog: SettingsDialog, qtbot: QtBot) -> None:
        qtbot.keyClicks(cleared(dialog), "2525")
        choose(dialog, "mail_security", "tls", qtbot)
        assert dialog.mail.port.value() == 2525

    def test_one_that_was_typed_and_stored_stays(
        self, opened: Opening, qtbot: QtBot, sqlite_shop: Shop
    ) -> None:
        before = sqlite_shop.read(stored_values)
        sqlite_shop.write(change_shop_settings, before, before | {"mail_port": 2525})
        dialog = opened()
        choose(dialog, "mail_security", "tls", qtbot)
        assert dialog.mail.port.value() == 2525


def cleared(dialog: SettingsDialog) -> object:
    edit = dialog.mail.port.edit
    edit.clear()
    return edit


class TestThePassword:
    def typed(self, dialog: SettingsDialog, qtbot: QtBot) -> None:
        type_in(dialog, "mail_host", "smtp.example.com", qtbot)
        type_in(dialog, "mail_user", "desk", qtbot)
        type_password(dialog, SECRET)

    def test_it_goes_into_the_keyring_and_nowhere_else(
        self,
        dialog: SettingsDialog,
        qtbot: QtBot,
        sqlite_shop: Shop,
        sqlite_place: str,
        ring: MemoryKeyring,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        caplog.set_level(logging.DEBUG)
        self.typed(dialog, qtbot)
        save(dialog, qtbot)
        assert ring.kept == {(SERVICE, "smtp://desk@smtp.example.com:587"): SECRET}
        assert sqlite_shop.read(shop_settings).mail_host == "smtp.example.com"
        assert SECRET not in caplog.text
        for file in Path(sqlite_place).parent.rglob("*"):
            assert not file.is_file() or SECRET.encode() not in file.read_bytes()

    @pytest.mark.parametrize("backend", [PlainKeyring, LockedKeyring])
    def test_without_a_safe_keyring_nothing_is_saved_and_the_way_out_is_said(
        self,
        dialog: SettingsDialog,
        qtbot: QtBot,
        sqlite_shop: Shop,
        monkeypatch: pytest.MonkeyPatch,
        backend: type[MemoryKeyring],
    ) -> None:
        unsafe = backend()
        monkeypatch.setattr(keyring, "get_keyring", lambda: unsafe)
        self.typed(dialog, qtbot)
        dialog.show_part("shop")
        dialog._submit()
        qtbot.waitUntil(lambda: bool(dialog.error.text()))
        assert dialog.error.text() == (
            "The password was not kept: this system has no safe place for it."
            " Install or unlock the system's keyring: mail is sent only with it."
        )
        assert dialog.parts.value() == "mail"
        assert unsafe.kept == {}
        assert sqlite_shop.read(shop_settings).mail_host == ""
        assert dialog.ok.isEnabled()

    def test_that_of_nobody_is_refused_beside_the_user(self, dialog: SettingsDialog, qtbot: QtBot) -> None:
        type_in(dialog, "mail_host", "smtp.example.com", qtbot)
        type_password(dialog, SECRET)
        dialog._submit()
        qtbot.waitUntil(lambda: "whose password" in dialog.mail.user.problem.text())

    def test_one_that_is_kept_is_said_and_goes_along_to_another_port_only(
        self, dialog: SettingsDialog, opened: Opening, qtbot: QtBot, ring: MemoryKeyring
    ) -> None:
        self.typed(dialog, qtbot)
        save(dialog, qtbot)
        again = opened()
        qtbot.waitUntil(lambda: again.mail.password.edit.placeholderText() == "In the keyring")
        choose(again, "mail_security", "tls", qtbot)
        save(again, qtbot)
        assert ring.kept[SERVICE, "smtp://desk@smtp.example.com:465"] == SECRET
        third = opened()
        type_in(third, "mail_host", "smtp.other.example", qtbot)
        assert third.mail.password.edit.placeholderText() == ""
        save(third, qtbot)
        assert not any("other" in account for _, account in ring.kept)

    def test_the_keyring_is_asked_only_once_mail_is_looked_at(
        self,
        desk: Desk,
        kitchen: Kitchen,
        qtbot: QtBot,
        sqlite_shop: Shop,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        before = sqlite_shop.read(stored_values)
        sqlite_shop.write(
            change_shop_settings, before, before | {"mail_host": "smtp.example.com", "mail_user": "desk"}
        )
        asked: list[int] = []
        monkeypatch.setattr(settings_mail, "has_password", lambda _: bool(asked.append(1)) or True)
        dialog = SettingsDialog(desk)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: bool(dialog.before) and desk.jobs.idle)
        assert asked == []
        dialog.show_part("mail")
        qtbot.waitUntil(lambda: dialog.mail.password.edit.placeholderText() == "In the keyring")
        dialog.show_part("shop")
        dialog.show_part("mail")
        qtbot.waitUntil(lambda: desk.jobs.idle)
        assert asked == [1]

    def test_leaving_names_it_and_never_says_it(self, dialog: SettingsDialog) -> None:
        type_password(dialog, SECRET)
        assert dialog.entered() == ["Password"]


class TestTheTest:
    def test_the_shop_gets_a_mail_though_nothing_is_saved(
        self, dialog: SettingsDialog, qtbot: QtBot, sqlite_shop: Shop, post: Post, server: MailServer
    ) -> None:
        point_at(dialog, server, qtbot)
        said = outcome_of_test(dialog, qtbot)
        assert said == "The server has taken a mail to desk@example.com. Look whether it arrives."
        [mail] = post.taken
        assert (mail["To"].addresses[0].addr_spec, mail["Subject"]) == (DESK, "Test of the mail settings")
        assert sqlite_shop.read(shop_settings).mail_host == ""
        assert dialog.mail.test.isEnabled()
        type_in(dialog, "mail_name", "Larder", qtbot)
        assert dialog.mail.told.accessibleName() == ""

    @pytest.mark.filterwarnings("ignore:Requiring AUTH")
    def test_the_password_is_the_typed_one_then_the_kept_one(
        self, dialog: SettingsDialog, opened: Opening, qtbot: QtBot, post: Post
    ) -> None:
        options = {"authenticator": lets_in(b"desk", SECRET.encode()), "auth_require_tls": False}
        with serving(post, auth_required=True, **options) as server:
            point_at(dialog, server, qtbot)
            type_in(dialog, "mail_user", "desk", qtbot)
            assert outcome_of_test(dialog, qtbot) == "The keyring has no password of desk. Type it above."
            type_password(dialog, "wrong")
            assert "does not accept this user and password" in outcome_of_test(dialog, qtbot)
            type_password(dialog, SECRET)
            assert "has taken a mail" in outcome_of_test(dialog, qtbot)
            save(dialog, qtbot)
            assert "has taken a mail" in outcome_of_test(opened(), qtbot)

    def test_what_the_server_says_is_told(
        self, dialog: SettingsDialog, qtbot: QtBot, post: Post, server: MailServer
    ) -> None:
        post.to_address[DESK] = ["550 No such user here"]
        point_at(dialog, server, qtbot)
        assert "No such user here" in outcome_of_test(dialog, qtbot)

    def test_what_is_missing_is_said_beside_it(
        self, dialog: SettingsDialog, qtbot: QtBot, server: MailServer
    ) -> None:
        assert outcome_of_test(dialog, qtbot).startswith("No mail server is set.")
        assert dialog.mail.host.editor.property("bad") == "true"
        point_at(dialog, server, qtbot, address="")
        dialog.fields["email"].show_value("")
        assert outcome_of_test(dialog, qtbot).startswith("Nobody knows where the mail is to go.")
        type_in(dialog, "mail_host", "smtp.example.com", qtbot)
        type_in(dialog, "mail_from", DESK, qtbot)
        assert "would travel where anybody can read it" in outcome_of_test(dialog, qtbot)

    def test_nothing_that_cannot_be_is_tried(self, dialog: SettingsDialog, qtbot: QtBot) -> None:
        type_in(dialog, "mail_from", "two@example.com, three@example.com", qtbot)
        assert "is no e-mail address" in outcome_of_test(dialog, qtbot)


def test_kinds_are_ticked_once_the_settings_were_tested(
    opened: Opening, dialog: SettingsDialog, qtbot: QtBot, sqlite_shop: Shop, server: MailServer
) -> None:
    mail = dialog.mail
    assert not mail.automatic.edit.isEnabled()
    assert "test these settings first" in mail.meaning.text()

    point_at(dialog, server, qtbot)
    outcome_of_test(dialog, qtbot)
    assert mail.automatic.edit.isEnabled()
    mail.automatic.edit.boxes[NoticeKind.SHIPPED].click()
    save(dialog, qtbot)
    settings = sqlite_shop.read(shop_settings)
    assert settings.send_automatically == (NoticeKind.SHIPPED,)
    assert automatic_kinds(settings) == {NoticeKind.SHIPPED}

    again = opened()
    assert again.mail.automatic.edit.isEnabled()
    type_in(again, "mail_host", "smtp.example.org", qtbot)
    assert not again.mail.automatic.edit.isEnabled()
    assert "until these mail settings are tested" in again.mail.meaning.text()
