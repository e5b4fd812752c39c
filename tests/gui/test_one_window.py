"""A second start of the same shop shows the first window."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDir
from PySide6.QtNetwork import QLocalServer
from pytestqt.qtbot import QtBot

from ui.common.identity import identity, mark_of, may_have_window, socket_name
from ui.common.one_window import OneWindow

ROOT = Path(__file__).resolve().parent.parent.parent

SECOND = """
import sys
from PySide6.QtCore import QCoreApplication
app = QCoreApplication([])
from ui.common.one_window import show_other
print(show_other(sys.argv[1]))
"""

CRASHING = """
import os, sys
from PySide6.QtCore import QCoreApplication
app = QCoreApplication([])
from ui.common.one_window import OneWindow
one = OneWindow()
print(one.stand_for(sys.argv[1]), flush=True)
os._exit(9)
"""


@pytest.fixture
def shop(tmp_path: Path) -> str:  # type: ignore[override]
    return str(tmp_path / "a.shop")


@pytest.fixture
def first(qtbot: QtBot) -> Iterator[OneWindow]:
    one = OneWindow()
    yield one
    one.leave()


def called(where: str, qtbot: QtBot, program: str = SECOND) -> str:
    """What another process prints while this one goes on working."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, where], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=120_000)
    return process.communicate()[0].strip()


def test_nobody_is_there_before_the_first(shop: str, qtbot: QtBot) -> None:
    assert not may_have_window(shop)
    assert called(shop, qtbot) == "False"


def test_the_first_is_told_and_the_second_knows(first: OneWindow, shop: str, qtbot: QtBot) -> None:
    assert first.stand_for(shop)
    assert may_have_window(shop)
    with qtbot.waitSignal(first.wanted):
        assert called(shop, qtbot) == "True"


def test_another_shop_has_a_window_of_its_own(first: OneWindow, shop: str, qtbot: QtBot) -> None:
    first.stand_for(shop)
    assert called(f"{shop}2", qtbot) == "False"


def test_names_that_only_look_alike_are_told_apart(
    first: OneWindow, shop: str, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("ui.common.one_window.socket_name", lambda _: socket_name(f"{shop}2"))
    first.stand_for(shop)
    assert called(f"{shop}2", qtbot) == "False"


def test_what_a_crash_left_behind_does_not_block(first: OneWindow, shop: str, qtbot: QtBot) -> None:
    assert called(shop, qtbot, CRASHING) == "True"
    assert may_have_window(shop)
    assert called(shop, qtbot) == "False"
    assert first.stand_for(shop)


def test_a_shop_that_is_left_is_free(first: OneWindow, shop: str, qtbot: QtBot) -> None:
    first.stand_for(shop)
    first.stand_for(f"{shop}2")
    assert called(shop, qtbot) == "False"
    first.leave()
    assert called(f"{shop}2", qtbot) == "False"


def test_one_that_hangs_does_not_keep_the_shop_closed(shop: str, qtbot: QtBot) -> None:
    silent = QLocalServer()
    assert silent.listen(socket_name(shop))
    assert called(shop, qtbot) == "False"
    silent.close()


def test_one_shop_has_one_identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link.shop").symlink_to(tmp_path / "a.shop")
    assert identity("a.shop") == identity(str(tmp_path / "a.shop")) == identity("link.shop")
    servers = (
        "postgresql://ann:s3cret@host/shop",
        "postgresql+psycopg://host/shop",
        "postgres://bob@host/shop?x=1",
    )
    assert {identity(server) for server in servers} == {"postgresql://host/shop"}
    assert mark_of("a.shop") != mark_of("b.shop")


def test_sockets_lie_where_qt_puts_them(first: OneWindow, shop: str) -> None:
    first.stand_for(shop)
    assert (Path(QDir.tempPath()) / socket_name(shop)).exists()
