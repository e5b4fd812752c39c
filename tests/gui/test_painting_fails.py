"""An error in one painted cell: told, and the program goes on painting."""

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

PROGRAM = """
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app import logbook
from ui.common import fonts, theme
from ui.common.cells import Cell, Column
from ui.common.faults import Faults
from ui.common.figures import StatusChip
from ui.common.rows_model import RowsModel
from ui.common.table import TableView

logbook.user_log_path = lambda *_, **__: Path(sys.argv[1])
app = QApplication([])
fonts.load_latin()
theme.apply(app, "light")
broken = True

def cell(row):
    if broken and row[0] == 2:
        raise ZeroDivisionError("a cell that nobody expected")
    return Cell(row[1])

table = TableView(RowsModel([Column("name", "Name", cell, 200)]), "Names")
table.rows_model.set_rows([(1, "Ines"), (2, "Noor"), (3, "Wei")])
chip = StatusChip()
chip.show_cell(Cell("Late", icon="no-such-icon", chip=True, tone="warn"))
faults, told, again = Faults(), [], []
faults.hear()

def hear_again(error):
    again.append(error)
    if len(again) == 4:  # the second and the tenth of each
        app.quit()

faults.met.connect(lambda error: told.append(type(error).__name__))
faults.met_again.connect(hear_again)
repaint = QTimer()
for widget in (table, chip):
    widget.show()
repaint.timeout.connect(table.viewport().update)
repaint.timeout.connect(chip.update)
repaint.start()
app.exec()
broken = False
print(*sorted(told), not table.grab().isNull())
"""


def test_an_error_in_a_cell_is_told_and_the_program_goes_on(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip() == "FileNotFoundError ZeroDivisionError True"


def test_every_painter_ends_with_its_block() -> None:
    """One that an error leaves active takes the program down when the window is next drawn."""
    left_open = []
    for file in (ROOT / "ui").rglob("*.py"):
        nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
        ended = {id(item.context_expr) for node in nodes if isinstance(node, ast.With) for item in node.items}
        for node in nodes:
            is_painter = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "QPainter"
            if is_painter and id(node) not in ended:
                left_open.append(f"{file.relative_to(ROOT)}:{node.lineno}")
    assert left_open == []
