"""A shop on a server: its password is asked for, kept by the keyring, and found nowhere else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from app import shop as shops
from app.errors import PasswordRefused
from app.passwords import SERVICE
from app.shop import create_shop
from tests.keyrings import MemoryKeyring, PlainKeyring
from ui.dialogs.password import PasswordDialog
from ui.opening import Opened, PasswordNeeded, opening
from ui.workplace import Workplace

ADDRESS = "postgresql://ann@host/larder"
RIGHT = "postgresql://ann:s3cret@host/larder"


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    result = MemoryKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: result)
    return result


@pytest.fixture(autouse=True)
def tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was tried on a server that knows one password; the shop itself is a file."""
    result: list[str] = []
    file = tmp_path / "larder.shop"
    create_shop(file).close()
    open_file = shops.open_shop

    def open_it(where: str) -> Any:
        result.append(where)
        if where != RIGHT:
            raise PasswordRefused("The server refuses this user or password.", "Check the password.")
        return open_file(file)

    monkeypatch.setattr(shops, "open_shop", open_it)
    return result


@pytest.fixture
def workplace(qtbot: QtBot) -> Iterator[Workplace]:
    window = QMainWindow()
    qtbot.addWidget(window)
    made = Workplace(window, (), (), {})
    window.show()
    yield made
    made.close()


def opened_by(where: str) -> Opened:
    opened = opening(where)()
    opened.shop.close()
    return opened


def test_its_password_goes_to_the_keyring(kept: MemoryKeyring) -> None:
    opened = opened_by(RIGHT)
    assert (opened.where, opened.beside) == (ADDRESS, None)
    assert kept.kept == {(SERVICE, ADDRESS): "s3cret"}


def test_the_keyring_opens_it_the_next_time(kept: MemoryKeyring, tried: list[str]) -> None:
    kept.kept[SERVICE, ADDRESS] = "s3cret"
    opened_by(ADDRESS)
    assert tried == [RIGHT]


def test_without_a_safe_keyring_it_opens_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", PlainKeyring)
    opened = opened_by(RIGHT)
    assert opened.where == ADDRESS
    assert opened.beside is not None
    assert "no safe place" in opened.beside.title


def test_one_that_is_lacking_is_told_apart_from_a_wrong_one(kept: MemoryKeyring) -> None:
    for wrong in ("", "old"):
        kept.kept[SERVICE, ADDRESS] = wrong
        with pytest.raises(PasswordNeeded) as needed:
            opened_by(ADDRESS)
        assert (needed.value.address, needed.value.was_wrong) == (ADDRESS, bool(wrong))


def test_is_asked_for_until_it_is_right_and_written_nowhere(
    workplace: Workplace,
    kept: MemoryKeyring,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    said: list[str] = []
    answers = iter(("wrong", "s3cret"))

    def answer(dialog: PasswordDialog) -> object:
        said.append(dialog.error.text())
        dialog.password.setText(next(answers))
        dialog.ok.click()
        return dialog.outcome

    monkeypatch.setattr(PasswordDialog, "ask", answer)
    workplace.open_shop(opening(ADDRESS))
    qtbot.waitUntil(lambda: workplace.desk is not None)
    assert said == ["", "The server refuses this user or password. Check the password."]
    assert kept.kept == {(SERVICE, ADDRESS): "s3cret"}
    QSettings().sync()
    settings = QSettings().fileName()
    assert "host/larder" in Path(settings).read_text("utf-8")
    shown = f"{workplace.window.windowTitle()} {workplace.where} {workplace.shell.status_bar.left.text()}"
    assert "s3cret" not in Path(settings).read_text("utf-8") + caplog.text + shown


def test_who_gives_none_is_back_at_the_choices(
    workplace: Workplace, kept: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(PasswordDialog, "ask", lambda _: None)
    workplace.open_shop(opening(ADDRESS))
    qtbot.waitUntil(lambda: workplace.first_run is not None)
    assert workplace.first_run is not None
    assert "refuses this user" in workplace.first_run.error.text()


def needed(*, was_wrong: bool = False, can_keep: bool = True) -> PasswordNeeded:
    refused = PasswordRefused("Refused.", "Check it.")
    return PasswordNeeded(refused, ADDRESS, was_wrong=was_wrong, can_keep=can_keep)


class TestPasswordDialog:
    def test_hides_what_is_typed_and_wants_something(self, qtbot: QtBot) -> None:
        dialog = PasswordDialog(needed())
        qtbot.addWidget(dialog)
        assert dialog.password.echoMode() is QLineEdit.EchoMode.Password
        assert not dialog.ok.isEnabled()
        qtbot.keyClicks(dialog.password, "x")
        assert dialog.ok.isEnabled()

    @pytest.mark.parametrize("keeps", [True, False])
    def test_keeps_it_only_where_that_is_wished(self, qtbot: QtBot, kept: MemoryKeyring, keeps: bool) -> None:
        dialog = PasswordDialog(needed())
        qtbot.addWidget(dialog)
        dialog.password.setText("s3cret")
        dialog.keeps.setChecked(keeps)
        dialog.ok.click()
        dialog.outcome().shop.close()
        assert bool(kept.kept) is keeps

    def test_says_that_it_cannot_be_kept(self, qtbot: QtBot) -> None:
        dialog = PasswordDialog(needed(can_keep=False))
        qtbot.addWidget(dialog)
        assert not dialog.keeps.isEnabled()
        assert not dialog.keeps.isChecked()
