"""Pages and dialogs for those who use the keyboard, listen, or need larger or Chinese words."""

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication

from tests.gui.everywhere import audits
from tests.gui.everywhere.conftest import Screen, every_dialog, every_screen, every_wording
from ui.common import dialog

SMALL = QSize(960, 480)


@every_screen
def test_everything_has_a_name_for_those_who_listen(screen: Screen) -> None:
    assert audits.nameless(screen.root) == []


@every_wording
def test_no_words_are_cut(screen: Screen) -> None:
    assert audits.cut(screen.root) == []


@every_screen
def test_nothing_moves_by_itself(screen: Screen) -> None:
    assert audits.moving(screen.root) == []


@every_screen
def test_the_keyboard_reaches_all_and_comes_back(screen: Screen) -> None:
    way = audits.way_of_tab(screen.root)
    assert audits.unreached(screen.root, way) == []


@every_dialog
def test_the_keyboard_begins_where_one_goes_on(screen: Screen) -> None:
    assert screen.misled == ()


@every_screen
def test_what_has_the_keyboard_shows_it(screen: Screen) -> None:
    assert audits.unmarked(audits.way_of_tab(screen.root)) == []


@every_wording
def test_no_words_are_cut_on_a_small_screen(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Full HD at twice the size, with a panel of the desktop's and the window's title."""
    before = screen.root.size()
    monkeypatch.setattr(dialog, "room_for", lambda _: SMALL)
    QApplication.sendEvent(screen.root, QEvent(QEvent.Type.LayoutRequest))
    screen.root.resize(SMALL)
    screen.rest()
    fits = screen.root.size() == screen.root.size().boundedTo(SMALL)
    complaints = audits.cut(screen.root)
    screen.root.resize(before)
    screen.rest()
    assert (fits, complaints) == (True, [])
