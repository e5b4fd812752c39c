"""Once through the whole window on a real shop: every page, goods come in, an order is ready."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.shop import clock_at, open_shop
from tests.databases import TODAY
from tests.gui.pages.reading import cells
from tests.kitchen import Kitchen
from ui import beginnings
from ui.commands import COMMANDS, export_shown
from ui.common.dialog import Dialog, Sheet
from ui.common.listing_page import ListingPage
from ui.dialogs.receive import ReceiveDialog
from ui.main_window import PAGES, MainWindow
from ui.opening import Opened
from ui.workplace import Workplace

Fill = Callable[[Any], None]


@pytest.fixture
def workplace(qtbot: QtBot, sqlite_place: str) -> Iterator[Workplace]:
    window = MainWindow(lambda _: None, PAGES, COMMANDS)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    made = window.fill()
    with closing(open_shop(sqlite_place, clock=clock_at(TODAY))) as shop:
        made.open_shop(lambda: Opened(shop, "Kitchen", sqlite_place, "EUR", TODAY))
        rest(made, qtbot)
        yield made
        window.close()


def rest(workplace: Workplace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: workplace.page is not None and workplace.jobs.idle)


@pytest.fixture
def dialogs(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> list[type[QDialog]]:
    """Dialogs are confirmed as soon as their preview is there."""
    seen: list[type[QDialog]] = []

    def confirm(dialog: Any) -> int:
        seen.append(type(dialog))
        dialog.show()
        qtbot.waitUntil(lambda: dialog.ok.isEnabled() and not dialog.is_asking)
        with qtbot.waitSignal(dialog.accepted):
            qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
        return int(dialog.result())

    monkeypatch.setattr(Dialog, "exec", confirm)
    return seen


def test_goods_come_in_and_an_order_is_ready(
    workplace: Workplace, qtbot: QtBot, dialogs: list[type[QDialog]], kitchen: Kitchen, tmp_path: Path
) -> None:
    for key in workplace.places:
        workplace.go(key)
        rest(workplace, qtbot)
        assert workplace.shell.status_bar.left.text(), key

    places = workplace.shell.navigation.buttons
    assert places["backorders"].accessibleName() == "Backorders 10 lines wait"
    assert places["purchases"].accessibleName() == "Purchases"
    assert workplace.page is not None
    workplace.go("orders", kitchen.orders["O-1049"])
    rest(workplace, qtbot)
    before = status(workplace, "O-1049")
    workplace.go("purchases")
    rest(workplace, qtbot)
    qtbot.mouseClick(workplace.shell.top_bar._action, Qt.MouseButton.LeftButton)
    rest(workplace, qtbot)
    workplace.go("orders")
    rest(workplace, qtbot)

    assert dialogs == [ReceiveDialog]
    assert (before, status(workplace, "O-1049")) == ("On time", "Ready")
    assert places["backorders"].accessibleName() == "Backorders 4 lines wait"
    assert not workplace.shell.error.text()


def status(workplace: Workplace, number: str) -> str:
    page = workplace.page
    assert isinstance(page, ListingPage)
    return next(row[1] for row in cells(page.model, "number", "status") if row[0] == number)


def test_each_line_of_the_menus_leads_somewhere(
    workplace: Workplace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, kitchen: Kitchen
) -> None:
    opened: list[str] = []

    def leave(dialog: Any) -> int:
        opened.append(type(dialog).__name__)
        dialog.reject()
        return 0

    monkeypatch.setattr(Sheet, "exec", leave)
    monkeypatch.setattr(
        "PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: opened.append("file") or ("", "")
    )
    assert workplace.desk is not None
    led: dict[str, list[str]] = {}
    for command in COMMANDS:
        place = {"purchase": "purchases", "people": "customers"}.get(command.menu, "orders")
        chosen = {"orders": kitchen.orders["O-1041"], "customers": kitchen.customers["Hotel Alder"]}
        workplace.go(place, chosen.get(place))
        rest(workplace, qtbot)
        opened.clear()
        command.run(workplace.desk)
        rest(workplace, qtbot)
        assert not workplace.shell.error.text(), command.title()
        led[command.title()] = list(opened)
    # Work is finished on a line of the queue: where none is chosen, the page shows those that can be.
    assert [title for title, dialogs in led.items() if title.endswith("…") and not dialogs] == [
        "Finish work…"
    ]
    assert [title for title, dialogs in led.items() if dialogs and not title.endswith("…")] == [
        "About Backorder Desk"
    ]


def test_where_nothing_can_be_shipped_the_menu_shows_what_can(
    workplace: Workplace, qtbot: QtBot, kitchen: Kitchen
) -> None:
    workplace.go("orders", kitchen.orders["O-1055"])
    rest(workplace, qtbot)
    assert workplace.desk is not None
    next(command for command in COMMANDS if command.title() == "Ship…").run(workplace.desk)
    rest(workplace, qtbot)
    page = workplace.page
    assert isinstance(page, ListingPage)
    assert page.chips.value() == "ready"
    assert cells(page.model, "number") == [("O-1041",)]


def test_what_is_shown_is_exported(workplace: Workplace, qtbot: QtBot, tmp_path: Path) -> None:
    workplace.go("purchases")
    rest(workplace, qtbot)
    page, desk = workplace.page, workplace.desk
    assert isinstance(page, ListingPage)
    assert desk is not None
    page.search("grill")
    rest(workplace, qtbot)
    export_shown(desk, page, tmp_path / "purchases.csv")
    rest(workplace, qtbot)
    header, row = (tmp_path / "purchases.csv").read_text("utf-8-sig").splitlines()
    assert header.startswith("number,supplier,sku")
    assert row.startswith("P-118,Halvorsen Cast Iron,CG-26")
    assert workplace.shell.status_bar.left.text() == "1 row written to purchases.csv."


def test_the_first_run_brings_files_into_a_new_shop(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(Dialog, "exec", lambda dialog: opened.append(dialog.windowTitle()) or 0)
    where = str(tmp_path / "Mine.shop")
    monkeypatch.setattr(beginnings.QFileDialog, "getSaveFileName", lambda *args: (where, ""))
    window = MainWindow(lambda _: None, PAGES, COMMANDS)
    qtbot.addWidget(window)
    window.show()
    workplace = window.fill()
    workplace.show_first_run()
    assert workplace.first_run is not None
    qtbot.mouseClick(workplace.first_run.choices["files"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened))
    rest(workplace, qtbot)
    assert opened == ["Bring your files"]
    assert workplace.shell.navigation.shop.text() == "Mine"
    window.close()
