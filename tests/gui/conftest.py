"""What tests of the window get: faces, the light theme, settings of their own, no widget left behind."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import partialmethod
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import logbook
from tests.gui.fakes import FakeShop
from tests.screens.__main__ import sample_in
from ui.common import dialog, fonts, theme
from ui.common.format import Formats
from ui.common.jobs import Jobs
from ui.common.page import Desk
from ui.dialogs import leaving

TODAY = date(2026, 11, 23)
PATIENCE = 120_000
"""Milliseconds after which something is wrong, however busy the machine is."""


class PatientQtBot(QtBot):
    """Waits as long as it takes; what never comes is the only failure."""

    waitUntil = partialmethod(QtBot.waitUntil, timeout=PATIENCE)  # noqa: N815
    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE)  # noqa: N815
    waitSignals = partialmethod(QtBot.waitSignals, timeout=PATIENCE)  # noqa: N815
    waitExposed = partialmethod(QtBot.waitExposed, timeout=PATIENCE)  # noqa: N815
    waitActive = partialmethod(QtBot.waitActive, timeout=PATIENCE)  # noqa: N815


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientQtBot(request)


@pytest.fixture(autouse=True)
def _window_of_its_own(qapp: QApplication, tmp_path: Path) -> Iterator[None]:
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    qapp.setOrganizationName("tests")
    qapp.setApplicationName("tests")
    fonts.load_latin()
    if theme.tokens() is not theme.LIGHT or not qapp.styleSheet():
        theme.apply(qapp, "light")
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _log_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(logbook, "user_log_path", lambda *_, **__: tmp_path / "logs")
    yield
    logbook.end()


@pytest.fixture(autouse=True, scope="session")
def _screen_with_room() -> Iterator[None]:
    """The screen of Qt's offscreen platform is smaller than any that dialogs are made for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dialog, "room_for", lambda _: QSize(1440, 900))
        yield


@pytest.fixture(autouse=True)
def _left_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dialogs are closed when a test is over, whatever was typed in them."""
    monkeypatch.setattr(leaving, "may_leave", lambda *_: True)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a sample shop, to copy; the first worker that needs it makes it for all."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    path = shared / "sample" / "sample.desk"
    lock = sqlite3.connect(shared / "sample.lock", timeout=PATIENCE / 1000, isolation_level=None)
    with closing(lock):
        lock.execute("BEGIN EXCLUSIVE")  # the other workers wait here
        if not path.exists():
            made = sample_in(tmp_path_factory.mktemp("sample"))
            path.parent.mkdir()
            os.replace(made, path)
    return path


@pytest.fixture
def shop() -> FakeShop:
    return FakeShop()


@pytest.fixture
def jobs(shop: FakeShop) -> Iterator[Jobs]:
    jobs = Jobs(shop)
    yield jobs
    jobs.close()


@pytest.fixture
def desk(jobs: Jobs) -> Desk:
    return Desk(jobs, Formats("EUR", TODAY))


@pytest.fixture
def formats() -> Formats:
    return Formats("EUR", TODAY)
