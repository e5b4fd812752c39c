"""Work on other threads: answers come back to this one, the newest wins, nothing dangles."""

import logging
import threading
from itertools import count
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.errors import Refused, ShopError
from app.progress import Progress
from tests.gui.fakes import FakeShop
from ui.common.jobs import Jobs
from ui.common.preview import Preview
from ui.common.unexpected import UnexpectedError


def raise_refused() -> None:
    raise Refused("Not that.", "Take this.")


def test_reads_and_writes_run_elsewhere_and_answer_here(jobs: Jobs, qtbot: QtBot) -> None:
    here = threading.get_ident()
    places: list[object] = []
    jobs.read(threading.get_ident, done=lambda there: places.extend([there, threading.get_ident()]))
    jobs.write(threading.get_ident, done=lambda there: places.extend([there, threading.get_ident()]))
    qtbot.waitUntil(lambda: len(places) == 4)
    assert [place == here for place in places] == [False, True, False, True]
    assert len(set(places)) == 3


def test_arguments_reach_the_function(jobs: Jobs, qtbot: QtBot) -> None:
    answers: list[object] = []
    jobs.read(lambda one, two: one + two, 2, two=3, done=answers.append)
    qtbot.waitUntil(lambda: answers == [5])


def test_a_refusal_goes_to_whom_it_may_concern(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[ShopError] = []
    jobs.read(raise_refused, done=pytest.fail, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert (told[0].title, told[0].hint) == ("Not that.", "Take this.")


def test_a_refusal_that_nobody_takes_is_told_by_the_jobs(jobs: Jobs, qtbot: QtBot) -> None:
    with qtbot.waitSignal(jobs.failed) as told:
        jobs.write(raise_refused, done=pytest.fail)
    assert isinstance(told.args[0], Refused)


def test_our_bug_is_logged_and_told(jobs: Jobs, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    told: list[ShopError] = []
    with caplog.at_level(logging.ERROR):
        jobs.read(lambda: 1 / 0, done=pytest.fail, failed=told.append)
        qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], UnexpectedError)
    assert "ZeroDivisionError" in told[0].hint
    assert "division by zero" in told[0].details
    assert "division by zero" in caplog.text


def test_of_questions_alike_only_the_newest_is_answered(jobs: Jobs, qtbot: QtBot) -> None:
    gate = threading.Event()
    answers: list[object] = []
    jobs.read(gate.wait, 5, done=lambda _: answers.append("first"), latest="preview")
    jobs.read(lambda: "second", done=answers.append, latest="preview")
    jobs.read(lambda: "third", done=answers.append, latest="preview")
    gate.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["third"]


def test_a_cancelled_job_is_not_answered(jobs: Jobs, qtbot: QtBot) -> None:
    gate = threading.Event()
    answers: list[object] = []
    jobs.read(gate.wait, 5, done=lambda _: answers.append("first")).cancel()
    jobs.read(lambda: "second", done=answers.append)
    gate.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["second"]


def test_closing_finishes_writes_and_drops_reads(shop: FakeShop) -> None:
    others = set(threading.enumerate())
    jobs = Jobs(shop)
    gate = threading.Event()
    done: list[str] = []
    jobs.read(gate.wait, 5, done=pytest.fail)
    jobs.read(done.append, "read", done=pytest.fail)
    jobs.write(gate.wait, 5, done=pytest.fail)
    jobs.write(done.append, "written", done=pytest.fail)
    gate.set()
    jobs.close()
    assert done == ["written"]
    assert set(threading.enumerate()) <= others


def test_what_waits_for_other_machines_keeps_no_write_waiting(jobs: Jobs, qtbot: QtBot) -> None:
    gate = threading.Event()
    answers: list[Any] = []
    jobs.send(lambda progress: gate.wait() and "sent", answers.append)
    jobs.carry_out(lambda: "written", answers.append)
    qtbot.waitUntil(lambda: answers == ["written"])
    assert jobs.writes
    gate.set()
    qtbot.waitUntil(lambda: answers == ["written", "sent"])


def test_what_is_sent_is_told_to_stop_when_the_window_closes(shop: FakeShop) -> None:
    jobs = Jobs(shop)
    begun = threading.Event()

    def send(progress: Progress) -> None:
        for number in count():
            progress.at("Sending", number)
            begun.set()

    others = set(threading.enumerate())
    answers: list[Any] = []
    jobs.send(send, answers.append, answers.append)
    begun.wait()
    jobs.close()
    assert set(threading.enumerate()) <= others
    assert answers == []


def test_tells_whether_a_write_is_going_on(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[bool] = []
    jobs.writing.connect(told.append)
    jobs.write(lambda: None, done=lambda _: None)
    qtbot.waitUntil(lambda: told == [True, False])


class Listener(QObject):
    """Its method is a callback that goes with it."""

    heard = Signal(object)

    def hear(self, answer: object) -> None:
        self.heard.emit(answer)


def test_what_is_gone_is_not_called(jobs: Jobs, qtbot: QtBot) -> None:
    gate = threading.Event()
    owner = QObject()
    listener = Listener(owner)
    answers: list[object] = []
    jobs.read(gate.wait, 5, done=listener.hear)
    jobs.read(lambda: "after", done=answers.append)
    delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: answers == ["after"])


def test_without_a_shop_nothing_can_be_asked() -> None:
    with pytest.raises(RuntimeError):
        Jobs().read(lambda: None, done=lambda _: None)


class TestPreview:
    def test_asks_once_when_typing_pauses(self, jobs: Jobs, qtbot: QtBot) -> None:
        owner = QObject()
        preview = Preview(jobs, owner, delay=10)
        asked: list[int] = []
        with qtbot.waitSignal(preview.answered):
            for number in (1, 2, 3):
                preview.ask(asked.append, number)
        assert asked == [3]

    def test_tells_failures(self, jobs: Jobs, qtbot: QtBot) -> None:
        owner = QObject()
        preview = Preview(jobs, owner, delay=0, trial=True)
        with qtbot.waitSignal(preview.failed) as told:
            preview.ask(raise_refused)
        assert isinstance(told.args[0], Refused)


def test_nothing_is_taken_away_under_what_is_prepared(jobs: Jobs, qtbot: QtBot) -> None:
    gate = threading.Event()
    order: list[str] = []
    jobs.prepare(lambda: gate.wait() and order.append("prepared"), done=lambda _: None)
    jobs.afterwards(lambda: order.append("taken away"))
    gate.set()
    qtbot.waitUntil(lambda: jobs.idle)
    assert order == ["prepared", "taken away"]


def test_reads_go_on_while_something_is_prepared(jobs: Jobs, qtbot: QtBot) -> None:
    gate = threading.Event()
    answers: list[object] = []
    jobs.prepare(gate.wait, done=lambda _: answers.append("prepared"))
    jobs.read(lambda: "read", done=answers.append)
    qtbot.waitUntil(lambda: answers == ["read"])
    gate.set()
    qtbot.waitUntil(lambda: answers == ["read", "prepared"])
