"""The menu of a row and several chosen rows: by mouse and by keyboard."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.gui.fakes import FakeSource, text_columns
from ui.common.cells import Row
from ui.common.list_page import ListPage
from ui.common.menus import Item, Line
from ui.common.page import Desk
from ui.common.paged_model import PagedModel

ROWS: list[Row] = [(1, "Hotel Alder"), (2, "Café Brünn"), (3, "Ines Okafor"), (4, "Priya Raman")]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class ActingPage(ListPage):
    many = True

    def __init__(self, desk: Desk) -> None:
        self.done: list[object] = []
        super().__init__(
            desk, PagedModel(FakeSource(ROWS), text_columns("customer")), "Queue", remembered_as=""
        )

    def row_menu(self, row: Row) -> Sequence[Line]:
        return [Item(f"Ship {row[1]}", lambda: self.done.append(self.table.chosen_rows()))]


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ActingPage:
    made = ActingPage(desk)
    qtbot.addWidget(made)
    made.resize(1300, 600)
    made.show()
    made.activate()
    return made


def opened_menu() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def titles_and_close() -> list[str]:
    menu = opened_menu()
    titles = [action.text() for action in menu.actions() if action.text()]
    menu.close()
    return titles


@pytest.mark.parametrize(
    ("key", "modifier"),
    [(Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F10, SHIFT)],
)
def test_keys_open_the_menu_of_the_chosen_row(
    page: ActingPage, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    page.table.choose(3)
    qtbot.keyClick(page.table, key, modifier)
    assert titles_and_close() == ["Ship Ines Okafor", "Copy"]


def test_the_window_systems_menu_key_asks_for_the_chosen_row_too(page: ActingPage) -> None:
    page.table.choose(2)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(3, 3), QPoint(3, 3))
    QApplication.sendEvent(page.table, event)
    assert titles_and_close() == ["Ship Café Brünn", "Copy"]


def test_a_right_click_chooses_the_row_and_opens_its_menu(page: ActingPage, qtbot: QtBot) -> None:
    view = page.table
    at = view.visualRect(view.rows_model.index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=at)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    assert titles_and_close() == ["Ship Café Brünn", "Copy"]
    assert view.current_row() == ROWS[1]


def test_a_list_without_acts_still_copies(
    page: ActingPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing: Callable[[Row], Sequence[Line]] = lambda row: ()  # noqa: E731
    monkeypatch.setattr(page, "row_menu", nothing)
    page.table.choose(2)
    qtbot.keyClick(page.table, Qt.Key.Key_Menu)
    opened_menu().actions()[0].trigger()
    assert titles_and_close() == ["Copy"]
    assert QApplication.clipboard().text() == "Customer\nCafé Brünn\n"


def test_ctrl_and_shift_clicks_choose_several_rows(page: ActingPage, qtbot: QtBot) -> None:
    def click(line: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        at = page.table.visualRect(page.table.rows_model.index(line, 0)).center()
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, modifier, at)

    click(0)
    click(2, CTRL)
    assert page.table.chosen_rows() == [ROWS[0], ROWS[2]]
    click(1)
    click(3, SHIFT)
    assert page.table.chosen_rows() == ROWS[1:]


def test_shift_and_arrows_choose_several_rows_and_the_menu_acts_on_all(
    page: ActingPage, qtbot: QtBot
) -> None:
    page.table.choose(1)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(page.table, Qt.Key.Key_Menu)
    opened_menu().actions()[0].trigger()
    titles_and_close()
    assert page.done == [[ROWS[0], ROWS[1]]]


def test_several_chosen_rows_stay_chosen_when_the_list_is_read_again(page: ActingPage, qtbot: QtBot) -> None:
    page.table.choose(2)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    source = page.model._source
    assert isinstance(source, FakeSource)
    source.rows = [(9, "New"), *ROWS[:2], (3, "Ines Okafor, Berlin"), ROWS[3]]
    page.reload()
    assert page.table.chosen_rows() == [ROWS[1], (3, "Ines Okafor, Berlin")]
    assert page.table.current_row() == (3, "Ines Okafor, Berlin")


def test_only_one_row_is_chosen_where_the_page_acts_on_one(desk: Desk, qtbot: QtBot) -> None:
    page = ListPage(desk, PagedModel(FakeSource(ROWS), text_columns("customer")), "Queue", remembered_as="")
    qtbot.addWidget(page)
    page.activate()
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    assert page.table.chosen_rows() == [ROWS[1]]
