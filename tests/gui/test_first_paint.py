"""What the window must not import before it is painted, and before its first rows; told by processes."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
HEAVY = (
    "sqlalchemy",
    "babel",
    "reportlab",
    "numpy",
    "alembic",
    "psycopg",
    "openpyxl",
    "keyring",
    "ui.workplace",
)

NOT_FOR_ROWS = (
    "sqlalchemy",
    "babel",
    "reportlab",
    "numpy",
    "alembic",
    "psycopg",
    "openpyxl",
    "keyring",
    "db.opening",
    "db.models",
    "app.actions.settling",
    "app.actions.outlooks",
    "ui.dialogs.act",
    "ui.pages.orders",
)

PROGRAM = """
import sys
from ui import start
from ui.main_window import MainWindow

app = start.application()
window = MainWindow(lambda window: (print(*sorted(sys.modules)), app.quit()))
window.show()
sys.exit(app.exec())
"""


ROWS = """
import sys
from ui import start
from ui.common.places import Place
from ui.main_window import PAGES, MainWindow

def build(desk):
    page = place.build(desk)
    page.loaded.connect(lambda: tell(page))
    return page

def tell(page):
    rows = len(page.tasks.rows) if place.key == "today" else page.model.rowCount()
    print(rows, *sorted(sys.modules))
    window.close()
    app.quit()

app = start.application()
place = next(place for place in PAGES if place.key == sys.argv[2])
places = (Place(place.key, place.title, place.icon, build),)
window = MainWindow(lambda window: start._begin(app, window, sys.argv[1], None), places)
window.show()
sys.exit(app.exec())
"""


def ran(program: str, home: Path, *arguments: str) -> list[str]:
    """The words that the program prints, run with a home of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env={"HOME": str(home), "XDG_CONFIG_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PATH": ""},
        capture_output=True,
        text=True,
        timeout=240,
        check=True,
    )
    return done.stdout.split()


def test_first_paint_needs_neither_database_nor_papers(tmp_path: Path) -> None:
    loaded = set(ran(PROGRAM, tmp_path))
    assert "ui.main_window" in loaded
    assert not loaded & set(HEAVY)


@pytest.mark.parametrize(("page", "reads"), [("today", "app.lists.today"), ("backorders", "app.queue_views")])
def test_the_first_rows_need_neither_models_nor_acts(
    sample: Path, tmp_path: Path, page: str, reads: str
) -> None:
    file = shutil.copy(sample, tmp_path / "a.shop")
    rows, *loaded = ran(ROWS, tmp_path, str(file), page)
    assert int(rows) > 0
    assert reads in loaded
    assert not set(loaded) & set(NOT_FOR_ROWS)
