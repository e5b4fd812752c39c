"""What the window must not import before it is painted; told by a process of its own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HEAVY = (
    "sqlalchemy",
    "babel",
    "reportlab",
    "numpy",
    "alembic",
    "psycopg",
    "openpyxl",
    "ui.workplace",
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


def test_first_paint_needs_neither_database_nor_papers(tmp_path: Path) -> None:
    home = {
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
        "PATH": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env=home,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert "ui.main_window" in loaded
    assert not loaded & set(HEAVY)
