"""Starting the window: CPU of a whole process, against a bare QMainWindow's."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from app.actions.settling import settle_everything
from app.shop import clock_at, open_shop
from tests.bench.measuring import Figure
from tests.bench.settling import TODAY, build

ROOT = Path(__file__).resolve().parent.parent.parent
ROUNDS = 9

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, app.quit)

app = QApplication(sys.argv)
window = Window()
window.resize(1440, 900)
window.show()
app.exec()
"""

PAINTED = """
from ui import start
from ui.main_window import MainWindow

app = start.application()
window = MainWindow(lambda window: app.quit())
window.resize(1440, 900)
window.show()
app.exec()
"""

ROWS = """
import sys
from PySide6.QtCore import QSettings, QTimer
from ui import start
from ui.common.places import LAST_PAGE
from ui.main_window import MainWindow

app = start.application()
QSettings().setValue(LAST_PAGE, sys.argv[2])
window = MainWindow(lambda window: start._begin(app, window, sys.argv[1], None))
window.resize(1440, 900)
window.show()

def rows(page):
    return len(page.tasks.rows) if sys.argv[2] == "today" else page.model.rowCount()

def look():
    page = window.workplace and window.workplace.page
    if page is not None and rows(page) > 0:
        timer.stop()
        page.repaint()
        window.close()
        app.quit()

timer = QTimer(interval=10)
timer.timeout.connect(look)
timer.start()
QTimer.singleShot(30000, lambda: sys.exit("no rows"))
app.exec()
"""


def _cpu(program: str, home: str, *arguments: str) -> float:
    """CPU seconds of a process that runs the program in a home of its own."""
    environment = {
        **os.environ,
        "HOME": home,
        "XDG_CONFIG_HOME": home,
        "QT_QPA_PLATFORM": "offscreen",
    }
    pid = os.posix_spawn(
        sys.executable,
        [sys.executable, "-c", f"import os; os.chdir({str(ROOT)!r})\n{program}", *arguments],
        {**environment, "PYTHONPATH": str(ROOT)},
    )
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise RuntimeError(f"the program ended with {status}")
    return usage.ru_utime + usage.ru_stime


def measure(scale: int) -> Iterator[Figure]:
    """The frame painted; on the screen what needs the owner today, or two hundred rows of the queue."""
    with TemporaryDirectory() as home:
        shop = Path(home) / "big.shop"
        build(shop, lines=min(scale, 10_000), pools=200)
        with open_shop(shop, clock=clock_at(TODAY)) as opened:
            opened.write(settle_everything)
        programs = {
            "bare": (BARE,),
            "painted": (PAINTED,),
            "today": (ROWS, str(shop), "today"),
            "queue": (ROWS, str(shop), "backorders"),
        }
        taken: dict[str, list[float]] = {name: [] for name in programs}
        for number in range(ROUNDS + 1):
            for name, (program, *arguments) in programs.items():
                seconds = _cpu(program, home, *arguments)
                if number:  # the first round fills the caches of bytecode and fonts
                    taken[name].append(seconds)
        bare, painted, today, queue = (median(taken[name]) for name in programs)
        yield Figure("the window's frame painted", painted, bare, at_most=1.3)
        yield Figure("the rows of today visible", today, bare, at_most=4.5)
        yield Figure("the first 200 rows of the queue visible", queue, bare, at_most=4.5)
