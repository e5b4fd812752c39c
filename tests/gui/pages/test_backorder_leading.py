"""Where the backorders page leads: to dialogs, to orders and to what else a row names."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.actions import purchasing
from app.shop import Shop
from tests.gui.pages.backorder_desk import choose, line, opened
from tests.kitchen import Kitchen, purchase_lines_of
from ui.common.menus import Item
from ui.common.page import Desk
from ui.dialogs import move_reservation, purchase_entry, receive, set_eta
from ui.pages.backorders import BackordersPage


@pytest.fixture
def page(desk: Desk, sqlite_shop: Shop, qtbot: QtBot) -> BackordersPage:
    return opened(desk, sqlite_shop, qtbot)


def test_buttons_lead_to_their_dialogs(
    page: BackordersPage, qtbot: QtBot, kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Any, ...]] = []

    def noting(name: str) -> Callable[..., None]:
        return lambda parent, desk, *what, **named: asked.append((name, *what, *named.values()))

    monkeypatch.setattr(set_eta, "ask", noting("eta"))
    monkeypatch.setattr(receive, "ask", noting("receive"))
    monkeypatch.setattr(move_reservation, "ask", noting("move"))
    choose(page, "O-1052", qtbot)
    page.details.eta.click()
    page.details.move_goods.click()
    page.primary().act()
    purchase_id, _ = asked[0][1:]
    assert purchase_id == kitchen.purchases["P-124"]
    assert asked[1][2] == line(page, "O-1052")
    assert asked[2] == ("receive", line(page, "O-1052"))


def test_what_nobody_ordered_can_be_ordered(
    page: BackordersPage, qtbot: QtBot, sqlite_shop: Shop, kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Any, ...]] = []
    monkeypatch.setattr(purchase_entry, "ask", lambda parent, desk, *what: asked.append(what))
    choose(page, "O-1052", qtbot)
    assert page.details.eta.text() == "Set ETA…"
    sqlite_shop.write(purchasing.cancel_purchase, kitchen.purchases["P-124"])
    qtbot.waitUntil(lambda: page.details.eta.text() == "New purchase…")
    page.details.eta.click()
    assert asked == [("Halvorsen Cast Iron", "CI-24")]
    assert "New purchase…" in [each.title for each in page.deeds.lines() if isinstance(each, Item)]


def test_enter_opens_the_order(page: BackordersPage, qtbot: QtBot, kitchen: Kitchen) -> None:
    choose(page, "O-1033", qtbot)
    with qtbot.waitSignal(page.desk.going) as going:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert going.args == ["orders", kitchen.orders["O-1033"]]


def test_a_row_leads_to_what_it_names(page: BackordersPage, qtbot: QtBot, kitchen: Kitchen) -> None:
    choose(page, "O-1055", qtbot)
    row = page.table.current_row()
    assert row is not None
    went: list[list[object]] = []
    page.desk.going.connect(lambda *to: went.append(list(to)))
    items = {each.title: each for each in page.row_menu(row) if isinstance(each, Item)}
    for title in ("Open O-1055", "Show Priya Raman", "Show P-124", "Show in Stock"):
        items[title].act()
    assert [place for place, _ in went] == ["orders", "customers", "purchases", "stock"]
    assert went[1][1] == kitchen.customers["Priya Raman"]
    assert went[2][1] == purchase_lines_of(page.desk.jobs.shop, kitchen, "P-124")[0]  # type: ignore[arg-type]


def test_the_menu_of_a_row_has_what_the_pane_offers(page: BackordersPage, qtbot: QtBot) -> None:
    choose(page, "O-1041", qtbot)
    row = page.table.current_row()
    assert row is not None
    titles = [each.title.partition("\t")[0] for each in page.row_menu(row) if isinstance(each, Item)]
    for title in ("Set ETA…", "Move reservation…", "Ship…", "Split the line…", "Cancel O-1041…"):
        assert title in titles
