"""A session that ends, a program that is asked to stop: typed things are asked about, writes are finished."""

import os
import signal
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow
from pytestqt.qtbot import QtBot

from tests.gui.fakes import FakeShop
from ui.session_end import SessionEnd
from ui.workplace import Workplace


class Asking(QDialog):
    """Leaves only where its owner would."""

    def __init__(self, *, leaves: bool) -> None:
        super().__init__()
        self.leaves = leaves
        self.setModal(True)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self.leaves)


class Manager:
    def __init__(self, *, asks: bool) -> None:
        self._asks = asks
        self.did: list[str] = []

    def allowsInteraction(self) -> bool:
        return self._asks

    def release(self) -> None:
        self.did.append("released")

    def cancel(self) -> None:
        self.did.append("cancelled")


@pytest.fixture
def workplace(qtbot: QtBot, shop: FakeShop) -> Iterator[Workplace]:
    window = QMainWindow()
    qtbot.addWidget(window)
    made = Workplace(window, (), (), {})
    made.jobs.shop = shop
    window.show()
    yield made
    made.close()


@pytest.fixture
def quits(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    did: list[str] = []
    monkeypatch.setattr(qapp, "quit", lambda: did.append("quit"), raising=False)
    return did


@pytest.fixture
def end(qapp: QApplication, workplace: Workplace, quits: list[str]) -> Iterator[SessionEnd]:
    made = SessionEnd(qapp, workplace)
    yield made
    made.stop()
    qapp.commitDataRequest.disconnect(made.commit)


def commit(end: SessionEnd, manager: Manager) -> list[str]:
    given: Any = manager
    end.commit(given)
    return manager.did


@pytest.mark.parametrize(("leaves", "did"), [(True, ["released"]), (False, ["released", "cancelled"])])
def test_a_session_ends_when_the_dialogs_may_be_left(
    end: SessionEnd, qtbot: QtBot, leaves: bool, did: list[str]
) -> None:
    dialog = Asking(leaves=leaves)
    qtbot.addWidget(dialog)
    dialog.show()
    assert commit(end, Manager(asks=True)) == did
    assert dialog.isVisible() is not leaves
    dialog.leaves = True


def test_where_nobody_may_be_asked_nobody_is(end: SessionEnd, qtbot: QtBot) -> None:
    dialog = Asking(leaves=False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert commit(end, Manager(asks=False)) == []
    assert dialog.isVisible()
    dialog.leaves = True


def test_a_session_waits_for_what_is_written(end: SessionEnd, workplace: Workplace) -> None:
    written: list[str] = []
    begun, gate = threading.Event(), threading.Event()

    def write() -> None:
        begun.set()
        gate.wait(60)
        written.append("done")

    workplace.jobs.write(write, done=lambda _: None)
    assert begun.wait(60)
    opening = threading.Thread(target=gate.set)
    opening.start()
    commit(end, Manager(asks=True))
    opening.join()
    assert written == ["done"]


def test_a_write_that_hangs_does_not_hold_the_session(
    end: SessionEnd, workplace: Workplace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("ui.session_end.PATIENCE", 0)
    gate = threading.Event()
    workplace.jobs.write(gate.wait, 60, done=lambda _: None)
    commit(end, Manager(asks=True))
    gate.set()
    assert "while something was being written" in caplog.text


def test_the_systems_word_to_stop_is_the_menus_quit(end: SessionEnd, quits: list[str], qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGTERM)
    end.hear()
    os.kill(os.getpid(), signal.SIGTERM)
    qtbot.waitUntil(lambda: quits == ["quit"])
    end.stop()
    assert signal.getsignal(signal.SIGTERM) is before


def test_stopping_waits_for_what_is_written(
    end: SessionEnd, workplace: Workplace, quits: list[str], qtbot: QtBot
) -> None:
    gate = threading.Event()
    workplace.jobs.write(gate.wait, 60, done=lambda _: None)
    end.quit()
    assert quits == []
    gate.set()
    qtbot.waitUntil(lambda: quits == ["quit"])
