"""The whole program in a process of its own: at twice the size without a screen, and in a real window."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.language import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
FULL_HD = {
    "name": "Full HD",
    "x": 0,
    "y": 0,
    "width": 1920,
    "height": 1080,
    "logicalDpi": 96,
    "logicalBaseDpi": 96,
    "dpr": 1,
}
pytestmark = pytest.mark.long

SCREEN = "-screen 0 1600x1000x24"


def toured(sample: Path, *before: str, platform: str, languages: Sequence[str] = (), scale: int = 1) -> str:
    """What the tour says in the end."""
    done = subprocess.run(
        [*before, sys.executable, "-m", "tests.gui.tour", str(sample), *languages],
        cwd=ROOT,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": platform,
            "QT_SCALE_FACTOR": str(scale),
            "HOME": str(sample.parent),
            "LANG": "C.UTF-8",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.splitlines()[-1]


@pytest.fixture
def xvfb_run() -> str:
    """Skips where there is no Xvfb; in CI that is a failure."""
    found = shutil.which("xvfb-run")
    if found and shutil.which("Xvfb") and shutil.which("xauth"):
        return found
    reason = "needs Xvfb, xvfb-run and xauth for a real window (apt install xvfb xauth)"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def test_a_tour_at_twice_the_size_cuts_no_words(sample: Path, tmp_path: Path) -> None:
    shop = Path(shutil.copy(sample, tmp_path / "sample.shop"))
    screen = tmp_path / "screen.json"
    screen.write_text(json.dumps({"screens": [FULL_HD]}))
    said = toured(shop, platform=f"offscreen:configfile={screen}", languages=tuple(LANGUAGES), scale=2)
    assert said.endswith(" places on offscreen")


def test_a_tour_in_a_real_window(sample: Path, tmp_path: Path, xvfb_run: str) -> None:
    shop = Path(shutil.copy(sample, tmp_path / "sample.shop"))
    assert toured(shop, xvfb_run, "-a", "-s", SCREEN, platform="xcb").endswith(" places on xcb")
