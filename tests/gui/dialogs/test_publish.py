"""Publishing from the window: the places chosen are kept, work can be stopped, refusals are told."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.settings import shop_settings
from app.shop import Shop
from app.status_pages import publishing
from app.status_pages.html import order_page
from app.status_pages.tokens import is_page
from tests.kitchen import ORDERS, Kitchen
from ui.common.jobs import Jobs
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.publish import PublishDialog


@pytest.fixture
def dialog(desk: Desk, jobs: Jobs, kitchen: Kitchen, qtbot: QtBot) -> PublishDialog:
    made = PublishDialog(desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: jobs.idle)
    return made


def pages(folder: Path) -> int:
    return sum(is_page(each.name) for each in folder.iterdir())


def choose(dialog: PublishDialog, folder: Path, address: str = "") -> None:
    dialog.form.set_values({"status_folder": str(folder), "status_address": address})


def test_it_publishes_where_the_owner_chooses_and_remembers_it(
    dialog: PublishDialog, desk: Desk, sqlite_shop: Shop, qtbot: QtBot, tmp_path: Path
) -> None:
    told: list[tuple[str, Undo]] = []
    desk.did.connect(lambda words, undo: told.append((words, undo)))
    assert dialog.ok.text() == f"Publish {len(ORDERS)} pages"
    choose(dialog, tmp_path / "web", "https://larder.example/o/")
    dialog.submit()
    qtbot.waitUntil(lambda: bool(told))
    assert pages(tmp_path / "web") == len(ORDERS)
    kept = sqlite_shop.read(shop_settings)
    assert (kept.status_folder, kept.status_address) == (str(tmp_path / "web"), "https://larder.example/o")
    [(words, undo)] = told
    assert words == f"9 pages in {tmp_path / 'web'}. 9 written anew, 0 removed."
    sqlite_shop.write(undo.fn, *undo.args)
    assert sqlite_shop.read(shop_settings).status_address == ""


def test_what_cannot_be_is_told_at_its_field_and_can_be_mended(
    dialog: PublishDialog, sqlite_shop: Shop, jobs: Jobs, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(dialog, tmp_path / "nowhere" / "web")
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.error.text()) and jobs.idle)
    editors = [each.editor for each in dialog.form.fields.values()]
    assert all(each.height() >= each.sizeHint().height() for each in editors)
    assert dialog.error.text().startswith(f"There is no folder {tmp_path / 'nowhere'}.")
    assert dialog.isVisible()
    assert [each.property("bad") for each in editors] == ["true", None]
    assert sqlite_shop.read(shop_settings).status_folder == ""
    choose(dialog, tmp_path / "web")
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.outcome is not None)
    assert pages(tmp_path / "web") == len(ORDERS)


def test_without_a_folder_nothing_is_published(dialog: PublishDialog, jobs: Jobs, qtbot: QtBot) -> None:
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.error.text()) and jobs.idle)
    assert dialog.error.text().startswith("No folder for order pages is chosen.")


def test_stopped_what_was_written_stays(
    dialog: PublishDialog, jobs: Jobs, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopping(*given: object) -> bytes:
        dialog.leave()
        return order_page(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(publishing, "order_page", stopping)
    choose(dialog, tmp_path / "web")
    dialog.submit()
    assert dialog.cancel.text() == "Stop"
    qtbot.waitUntil(lambda: bool(dialog.error.text()) and jobs.idle)
    assert "1 page was written." in dialog.error.text()
    assert pages(tmp_path / "web") == 1
    assert (dialog.cancel.text(), dialog.ok.isEnabled()) == ("Close", True)
