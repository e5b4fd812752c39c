"""The window on the large shop: how long the GUI thread is busy at a stretch, and how soon typing answers.

A stretch is what the GUI thread spends between two looks at its events, in CPU seconds of that thread: what
other processes take of the machine does not count. Every place is visited several times; its median counts.
"""

import json
import os
import subprocess
import sys
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time

from tests.bench.big_shop import build
from tests.bench.measuring import Figure
from tests.bench.whole_shop import build_whole

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST = 0.05
ANSWER = 0.1
PRODUCTS = 100_000
WORST = 5
"""Figures that are told, the longest first."""
ROUNDS = 5
READY = 3_000
"""Milliseconds after which a person may have gone somewhere."""


class Stretches:
    """The longest stretch of the GUI thread since it was last asked, by thread CPU."""

    def __init__(self) -> None:
        from PySide6.QtCore import QAbstractEventDispatcher

        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self._begin)
        dispatcher.aboutToBlock.connect(self._end)
        self._begun = thread_time()
        self.longest = 0.0

    def _begin(self) -> None:
        self._end()
        self._begun = thread_time()

    def _end(self) -> None:
        now = thread_time()
        self.longest = max(self.longest, now - self._begun)
        self._begun = now

    def take(self) -> float:
        longest, self.longest = self.longest, 0.0
        return longest


def _tour(shop: str) -> dict[str, list[float]]:
    """Longest stretches by what was done, `ROUNDS` of each."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from ui.common.list_page import ListPage

    workplace, rest = _opened(shop)
    stretches = Stretches()
    found: dict[str, list[float]] = defaultdict(list)

    def act(name: str, do: Callable[[], object]) -> None:
        stretches.take()
        begun = thread_time()
        do()
        own = thread_time() - begun
        rest()
        found[name].append(max(own, stretches.take()))

    for _ in range(ROUNDS):
        for place in workplace.places:
            act(f"go to {place}", lambda key=place: workplace.go(key))
            page = workplace.page
            if not isinstance(page, ListPage):
                continue
            for key, words in ((Qt.Key.Key_Down, "down"), (Qt.Key.Key_PageDown, "page down")):
                act(f"{words} in {place}", lambda key=key, table=page.table: QTest.keyClick(table, key))
            act(f"end of {place}", lambda table=page.table: QTest.keyClick(table, Qt.Key.Key_End))
            act(f"search {place}", lambda page=page: page.search("79"))
            act(f"all of {place}", lambda page=page: page.search(""))
            for column in page.model.columns[:6]:
                if column.sort:
                    act(f"sort {place}", lambda page=page, key=column.sort: page.model.ask_for(sort=key))
    workplace.window.close()
    return found


def _first(shop: str) -> dict[str, list[float]]:
    """The same of the first visit of each place, once what may be imported ahead is there.

    The place that is shown at the start is the one that was shown last: another one each time.
    """
    from PySide6.QtCore import QTimer

    workplace, rest = _opened(shop)
    ready = QTimer(singleShot=True, interval=READY)
    ready.start()
    _pump(lambda: not ready.isActive())
    rest()
    stretches = Stretches()
    found: dict[str, list[float]] = {}
    shown = workplace.pages.here
    for place in [key for key in workplace.places if shown is None or key != shown.key]:
        stretches.take()
        begun = thread_time()
        workplace.go(place)
        own = thread_time() - begun
        rest()
        found[f"first visit of {place}"] = [max(own, stretches.take())]
    workplace.window.close()
    return found


def _typing(shop: str) -> dict[str, list[float]]:
    """Seconds from a key in order entry to what is offered, the pause of 80 ms for further keys left out."""
    from PySide6.QtTest import QTest

    from ui.dialogs.order_entry import OrderEntryDialog

    workplace, rest = _opened(shop)
    desk = workplace.desk
    assert desk is not None
    dialog = OrderEntryDialog(desk)
    dialog.show()
    rest()
    finder = dialog.lines.finder
    found: dict[str, list[float]] = defaultdict(list)
    for text in ("Product 7", "SKU-4711", "Product 12345", "79", "SKU-99999"):
        finder.clear()
        finder.setFocus()
        QTest.keyClicks(finder, text[:-1])
        rest()
        finder.matches = []
        pause = finder._reading._timer.interval() / 1000
        begun = perf_counter()
        QTest.keyClicks(finder, text[-1])
        _pump(lambda: bool(finder.matches))
        found["a key in order entry"].append(perf_counter() - begun - pause)
    dialog.hide()
    workplace.window.close()
    return found


def _opened(shop: str) -> "tuple[object, Callable[[], None]]":
    from PySide6.QtCore import QSettings, QSize

    from ui import start
    from ui.common import dialog
    from ui.main_window import MainWindow

    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    app = start.application()
    dialog.room_for = lambda _: QSize(1440, 900)
    window = MainWindow(lambda window: start._begin(app, window, shop, None))
    window.resize(1440, 900)
    window.show()
    _pump(lambda: window.workplace is not None and window.workplace.page is not None)
    workplace = window.workplace
    assert workplace is not None

    def rest() -> None:
        _pump(lambda: workplace.jobs.idle)

    rest()
    return workplace, rest


def _pump(condition: Callable[[], bool]) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    look, late = QTimer(interval=2), QTimer(singleShot=True, interval=120_000)
    look.timeout.connect(lambda: loop.exit(1) if condition() else None)
    late.timeout.connect(loop.quit)
    look.start()
    late.start()
    if loop.exec() != 1:
        raise RuntimeError("the window did not come to rest")


def _apart(what: str, shop: Path, home: str) -> dict[str, list[float]]:
    """The same in a process of its own, with settings of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.window", what, str(shop)],
        cwd=ROOT,
        env={**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(scale: int = 1_000_000) -> Iterator[Figure]:
    """The worst of a tour through all pages, and typing among a hundred thousand products."""
    with TemporaryDirectory() as folder:
        large = Path(folder) / "large.desk"
        build_whole(large, scale)
        found = _apart("tour", large, folder)
        for _ in range(ROUNDS):
            for name, taken in _apart("first", large, folder).items():
                found.setdefault(name, []).extend(taken)
        medians = {name: median(taken) for name, taken in found.items()}
        for name, seconds in sorted(medians.items(), key=lambda item: -item[1])[:WORST]:
            words = f"the GUI thread at a stretch, {scale:,} lines: {name}"
            yield Figure(words, seconds, LONGEST, at_most=1)
        many = Path(folder) / "many.desk"
        build(many, PRODUCTS, lines_of_pool=1)
        for name, taken in _apart("typing", many, folder).items():
            yield Figure(f"{name}, {PRODUCTS:,} products", median(taken), ANSWER, at_most=1)


def _run(what: str, shop: str) -> None:
    """Ends the process whatever happens, also where a window was left open."""
    status = 1
    try:
        print(json.dumps({"tour": _tour, "first": _first, "typing": _typing}[what](shop)), flush=True)
        status = 0
    finally:
        if status:
            traceback.print_exc()
        os._exit(status)


if __name__ == "__main__":
    _run(*sys.argv[1:])
