"""Qt's objects end on the thread that made them, whoever drops them last."""

import gc
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.common.collecting import Collector, collect
from ui.common.jobs import Jobs

ROOT = Path(__file__).resolve().parent.parent.parent

CIRCLES = """
import gc, sys
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from tests.gui.fakes import FakeShop
from ui.common.collecting import Collector
from ui.common.jobs import Jobs

class Rubbish(QDialog):
    # A dialog that was left: a circle with a window and a blinking cursor in it.
    def __init__(self):
        super().__init__()
        self.own = self
        self.field = QLineEdit(self)
        self.show()

def allocate():
    for _ in range(200):
        kept = [[] for _ in range(1000)]

app = QApplication([])
collector = Collector(app)
collector.start()
jobs = Jobs(FakeShop())
left = list(range(40))

def go_on(_=None):
    Rubbish()
    if left.pop():
        jobs.read(allocate, done=go_on)
    else:
        app.quit()

go_on()
app.exec()
jobs.close()
print("lives", gc.isenabled())
"""


class Waiting(QObject):
    def take(self, what: object) -> None:
        """Never."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    made = Collector()
    yield made
    made.stop()
    gc.disable()


def test_circles_with_clocks_do_not_end_where_rows_are_read() -> None:
    """In a process of its own: what it guards against is the process's end."""
    done = subprocess.run(
        [sys.executable, "-c", CIRCLES], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "lives False\n"), done.stderr[-2000:]


def test_collects_what_there_is_enough_of(collector: Collector, qtbot: QtBot) -> None:
    collector.start()
    circle = Waiting()
    circle.setProperty("of", "its own")
    circle.own = circle  # type: ignore[attr-defined]
    gone = weakref.ref(circle)
    del circle
    held = [[number] for number in range(gc.get_threshold()[0] + 1)]
    qtbot.waitUntil(lambda: gone() is None)
    assert held


def test_python_collects_again_afterwards(collector: Collector) -> None:
    collector.start()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()


def test_little_is_left_for_later() -> None:
    gc.collect()
    circle = Waiting()
    circle.own = circle  # type: ignore[attr-defined]
    alive = weakref.ref(circle)
    del circle
    collect()
    assert alive() is not None
    gc.collect()
    assert alive() is None


def test_a_worker_holds_nobody_that_asked(jobs: Jobs, qtbot: QtBot) -> None:
    gate, answered = threading.Event(), threading.Event()
    waiting = Waiting()
    gone = weakref.ref(waiting)
    jobs.read(gate.wait, done=lambda _: answered.set(), latest="question")
    jobs.read(lambda: None, done=waiting.take, latest="other")
    jobs.read(lambda: None, done=lambda _: None, latest="other")
    del waiting
    assert gone() is None
    gate.set()
    qtbot.waitUntil(lambda: answered.is_set() and jobs.idle)
