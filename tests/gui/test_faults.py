"""Errors that nobody expected: logged, told once, and the program goes on."""

import logging
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.common.faults import Faults, is_round
from ui.dialogs.fault import FaultDialog


@pytest.fixture
def faults() -> Iterator[Faults]:
    faults = Faults()
    faults.hear()
    yield faults
    faults.stop()


def fail() -> None:
    raise ZeroDivisionError("nobody expected this")


class Broken(QWidget):
    """Fails when it is painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        fail()


def test_an_error_in_a_callback_is_logged_and_told(
    faults: Faults, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    with qtbot.waitSignal(faults.met) as told:
        QTimer.singleShot(0, fail)
    assert isinstance(told.args[0], ZeroDivisionError)
    assert "nobody expected this" in caplog.text


def test_an_error_on_another_thread_is_told_on_this_one(faults: Faults, qtbot: QtBot) -> None:
    here: list[int] = []
    faults.met.connect(lambda _: here.append(threading.get_ident()))
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: here == [threading.get_ident()])


def test_an_error_while_painting_is_told_when_the_painting_is_over(faults: Faults, qtbot: QtBot) -> None:
    widget = Broken()
    qtbot.addWidget(widget)
    with qtbot.waitSignal(faults.met) as told:
        widget.show()
    assert isinstance(told.args[0], ZeroDivisionError)


def test_the_same_again_is_told_apart_and_seldom(
    faults: Faults, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[str] = []
    faults.met.connect(lambda _: told.append("first"))
    faults.met_again.connect(lambda _: told.append("again"))
    for _ in range(20):
        try:
            fail()
        except ZeroDivisionError as error:
            faults.take(error)
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told == ["first", "again", "again"]
    assert caplog.text.count("Traceback") == 1


def test_another_error_of_the_same_moment_is_told_too(faults: Faults, qtbot: QtBot) -> None:
    told: list[BaseException] = []
    faults.met.connect(told.append)
    faults.take(ValueError("one"))
    faults.take(KeyError("two"))
    qtbot.waitUntil(lambda: [type(error) for error in told] == [ValueError, KeyError])


def test_what_qt_complains_about_is_logged(faults: Faults, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        qWarning("a wrong size")
    assert ("qt", logging.WARNING, "a wrong size") in caplog.record_tuples


def test_round_numbers() -> None:
    assert [times for times in range(1, 2000) if is_round(times)] == [2, 10, 100, 1000]


def test_details_can_be_copied(qtbot: QtBot) -> None:
    dialog = FaultDialog(ValueError("<b>bold</b>"), "/logs/desk.log")
    qtbot.addWidget(dialog)
    dialog.copying.click()
    assert "ValueError: <b>bold</b>" in QGuiApplication.clipboard().text()
    assert dialog.hint.text() == "Copied."
