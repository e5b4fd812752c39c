"""Ranking by hand on the backorders page, by mouse and keys, after a look at who gains and who loses."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.shop import Shop
from tests.gui.pages.backorder_desk import cell, choose, line, opened, orders, press, rest
from ui.common.menus import Item
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs import act as act_dialog
from ui.dialogs.act import Act, ActDialog
from ui.dialogs.affected import of
from ui.pages.backorders import BackordersPage
from ui.panes.backorder_rows import told

UP, DOWN, ALT = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(desk: Desk, sqlite_shop: Shop, qtbot: QtBot) -> BackordersPage:
    return opened(desk, sqlite_shop, qtbot)


class Owner:
    """Looks at each dialog about an act, and says yes."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.acts: list[Act] = []
        self.seen: list[dict[str, dict[str, Any]]] = []

    def ask(self, parent: object, desk: Desk, act: Act, answer: Any = None) -> Any:
        dialog = ActDialog(desk, act, answer)
        self.qtbot.addWidget(dialog)
        self.qtbot.waitUntil(lambda: not dialog.is_asking)
        keys = [column.key for column in dialog.touched.columns]
        self.acts.append(act)
        self.seen.append(
            {of(row).order: dict(zip(keys, _texts(dialog, row), strict=True)) for row in dialog.touched.rows}
        )
        with self.qtbot.waitSignal(dialog.accepted):
            dialog.ok.click()
        return dialog.outcome


def _texts(dialog: ActDialog, row: Any) -> list[str]:
    cells = [column.cell(row) for column in dialog.touched.columns]
    return [f"{each.before} → {each.text}" if each.before else each.text for each in cells]


@pytest.fixture
def owner(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Owner:
    owner = Owner(qtbot)
    monkeypatch.setattr(act_dialog, "ask", owner.ask)
    return owner


def middle(page: BackordersPage, number: str, *, share: float = 0.5) -> QPoint:
    table = page.table
    at = table.rows_model.line_of(line(page, number))
    y = table.rowViewportPosition(at) + int(table.rowHeight(at) * share)
    return QPoint(200, y)


def drag(page: BackordersPage, number: str, to: QPoint) -> None:
    viewport = page.table.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=middle(page, number))
    for share in (0.5, 1.0):
        start = middle(page, number)
        at = start + (to - start) * share
        _move(viewport, at)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=to)


def _move(viewport: Any, at: QPoint) -> None:
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    left = Qt.MouseButton.LeftButton
    there = QPointF(viewport.mapToGlobal(at))
    kind, none = QEvent.Type.MouseMove, Qt.MouseButton.NoButton
    event = QMouseEvent(kind, QPointF(at), there, none, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(viewport, event)


def test_a_row_dropped_higher_shows_who_loses_days_and_then_ranks_there(
    page: BackordersPage, qtbot: QtBot, owner: Owner
) -> None:
    drag(page, "O-1055", middle(page, "O-1029", share=0.2))
    rest(page.desk, qtbot)
    assert orders(page) == ["O-1041", "O-1055", "O-1029", "O-1033", "O-1052"]
    [seen] = owner.seen
    assert seen["O-1055"]["rank"] == "5 → 2"
    assert seen["O-1033"]["expected"] == "3 Dec → 21 Dec"
    assert seen["O-1033"]["days"] == "18 days later"
    assert owner.acts[0].title == "Rank at place 2"


def test_a_row_dropped_lower_takes_the_place_of_the_one_above_the_gap(
    page: BackordersPage, qtbot: QtBot, owner: Owner
) -> None:
    drag(page, "O-1041", middle(page, "O-1033", share=0.8))
    rest(page.desk, qtbot)
    assert orders(page) == ["O-1029", "O-1033", "O-1041", "O-1052", "O-1055"]


def test_a_row_stays_within_its_product(page: BackordersPage, qtbot: QtBot, owner: Owner) -> None:
    drag(page, "O-1041", middle(page, "O-1060"))
    rest(page.desk, qtbot)
    assert orders(page)[-1] == "O-1041"


def test_a_row_let_go_where_it_stood_asks_nothing(page: BackordersPage, qtbot: QtBot, owner: Owner) -> None:
    drag(page, "O-1033", middle(page, "O-1033", share=0.9))
    rest(page.desk, qtbot)
    assert owner.acts == []


def test_by_customer_rows_are_not_dragged(page: BackordersPage, qtbot: QtBot, owner: Owner) -> None:
    page.way.choose("customer")
    rest(page.desk, qtbot)
    drag(page, "O-1055", middle(page, "O-1041"))
    rest(page.desk, qtbot)
    assert owner.acts == []


def test_several_presses_gather_before_one_preview(page: BackordersPage, qtbot: QtBot, owner: Owner) -> None:
    choose(page, "O-1055", qtbot)
    page.ranking.press(-1)
    page.ranking.press(-1)
    page.ranking.press(-1)
    assert page.status[0] == "O-1055 to place 2"
    assert owner.acts == []
    with qtbot.waitSignal(page.ranking.wanted):
        page.ranking.pause.setInterval(0)
        page.ranking.pause.start()
    rest(page.desk, qtbot)
    assert [act.args for act in owner.acts] == [(line(page, "O-1055"), 2)]
    assert orders(page)[1] == "O-1055"
    assert page.status[0].startswith("10 lines wait")


def test_letting_go_of_alt_asks_at_once(page: BackordersPage, qtbot: QtBot, owner: Owner) -> None:
    choose(page, "O-1029", qtbot)
    qtbot.keyClick(page.table, UP, ALT)
    rest(page.desk, qtbot)
    assert orders(page)[:2] == ["O-1029", "O-1041"]


def test_escape_forgets_the_keys(page: BackordersPage, qtbot: QtBot, owner: Owner) -> None:
    choose(page, "O-1055", qtbot)
    page.ranking.press(-1)
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.ranking.pause.isActive()
    assert owner.acts == []


def test_the_first_cannot_go_first_nor_the_last_lower_from_the_menu(
    page: BackordersPage, qtbot: QtBot, owner: Owner
) -> None:
    def can(title: str) -> bool:
        items = [each for each in page.lines() if isinstance(each, Item)]
        return next(each.enabled for each in items if each.title.startswith(title))

    choose(page, "O-1041", qtbot)
    assert (can("Rank first"), can("Rank lower")) == (False, True)
    qtbot.keyClick(page.table, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    rest(page.desk, qtbot)
    assert owner.acts == []
    assert "Ranked at place 1 by hand" not in page.details.events()
    choose(page, "O-1055", qtbot)
    assert (can("Rank first"), can("Rank lower")) == (True, False)


def test_the_last_cannot_go_lower(page: BackordersPage, qtbot: QtBot, owner: Owner) -> None:
    choose(page, "O-1055", qtbot)
    qtbot.keyClick(page.table, DOWN, ALT)
    rest(page.desk, qtbot)
    assert owner.acts == []


def test_under_a_filter_a_row_takes_the_place_of_the_one_it_is_put_before(
    page: BackordersPage, qtbot: QtBot, owner: Owner
) -> None:
    page.search("CI-24")
    rest(page.desk, qtbot)
    choose(page, "O-1052", qtbot)
    qtbot.keyClick(page.table, UP, ALT)
    rest(page.desk, qtbot)
    assert told(page.table.current_row(), "rank") == 3  # type: ignore[arg-type]


def test_an_act_is_told_and_can_be_taken_back(
    page: BackordersPage, qtbot: QtBot, owner: Owner, sqlite_shop: Shop
) -> None:
    before = orders(page)
    choose(page, "O-1055", qtbot)
    with qtbot.waitSignal(page.desk.did) as did:
        press(page, "Rank first", qtbot)
    words, undo = did.args
    assert words == "O-1055 ranks first."
    assert isinstance(undo, Undo)
    sqlite_shop.write(undo.fn, *undo.args)
    qtbot.waitUntil(lambda: orders(page) == before)
    assert cell(page, "O-1055", "customer").marks == ()


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Cancel the line…", "3 pieces cancelled in O-1055."),
        ("Split the line…", "1 piece of O-1055 split off."),
        ("Put O-1055 on hold…", "O-1055 is on hold."),
        ("Keep off", "O-1055 is kept off Cast-iron casserole 24 cm."),
    ],
)
def test_each_act_is_told_and_taken_back(
    page: BackordersPage, qtbot: QtBot, owner: Owner, sqlite_shop: Shop, title: str, words: str
) -> None:
    before = [row for row in page.model.rows if told(row, "sku") == "CI-24"]
    choose(page, "O-1055", qtbot)
    with qtbot.waitSignal(page.desk.did) as did:
        press(page, title, qtbot)
    assert did.args[0] == words
    sqlite_shop.write(did.args[1].fn, *did.args[1].args)
    qtbot.waitUntil(lambda: [row for row in page.model.rows if told(row, "sku") == "CI-24"] == before)
