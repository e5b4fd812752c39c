"""What is imported before a page is first visited."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
from ui.ahead import import_ahead
import_ahead()
print(*(name for name in sys.modules if name.startswith("ui.pages.")))
"""


def test_every_page_is_imported_ahead() -> None:
    command = [sys.executable, "-c", PROGRAM]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    pages = {f"ui.pages.{file.stem}" for file in (ROOT / "ui" / "pages").glob("[a-z]*.py")}
    assert pages - set(ran.stdout.split()) <= {"ui.pages.first_run"}
