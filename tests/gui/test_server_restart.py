"""The server is started anew while a dialog is open: what is typed stays, and is written when it is back."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.settings import change_settings, shop_settings
from app.shop import Shop, create_shop
from tests.gui.conftest import TODAY
from ui.common.dialog import Dialog
from ui.common.format import Formats
from ui.common.jobs import Jobs
from ui.common.live import Live
from ui.common.page import Desk

SCRIPT = Path(__file__).resolve().parents[2] / ".ci" / "postgresql"


class OwnServer:
    """A server that nobody else uses."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.url = self._do("start")

    def restart(self) -> None:
        self._do("restart")

    def stop(self) -> None:
        self._do("stop")

    def _do(self, act: str) -> str:
        # To a file: the server would hold a pipe open for ever.
        told = Path(f"{self._folder}.told")
        with told.open("w") as out:
            subprocess.run(["bash", str(SCRIPT), act, self._folder], stdout=out, check=True)
        return told.read_text("utf-8").strip()


@pytest.fixture
def server() -> Iterator[OwnServer]:
    """Skips where the server's programs are not installed; in CI that is a failure."""
    if not (list(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb")):
        reason = "needs PostgreSQL's server programs (apt install postgresql)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    above = mkdtemp()
    Path(above).chmod(0o755)
    made = OwnServer(f"{above}/server")
    yield made
    made.stop()
    shutil.rmtree(above)


@pytest.fixture
def shop_there(server: OwnServer) -> Iterator[Shop]:
    with create_shop(server.url) as made:
        yield made


def test_what_is_typed_outlives_a_restart(server: OwnServer, shop_there: Shop, qtbot: QtBot) -> None:
    jobs = Jobs(shop_there)
    live = Live(jobs)
    dialog = Dialog(Desk(jobs, Formats("EUR", TODAY)), "Settings", "Save")
    name = QLineEdit("Larder & Flame")
    dialog.body.addWidget(name)
    qtbot.addWidget(dialog)
    dialog.show()
    live.start()
    live.look()
    qtbot.waitUntil(lambda: jobs.idle)
    with qtbot.waitSignal(live.lost):
        server.restart()
    with qtbot.waitSignal(live.found):
        live.look()
    dialog.write(change_settings, shop_name=name.text())
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert shop_there.read(shop_settings).shop_name == "Larder & Flame"
    live.stop()
    jobs.close()
