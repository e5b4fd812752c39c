"""Chips of a filter bar: those that do not fit move into a menu, whole."""

import pytest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from ui.common.choice import FilterChips

FILTERS = [("all", "All"), ("late", "Late"), ("hold", "On hold or kept off"), ("gone", "Supply cancelled")]


@pytest.fixture
def chips(qtbot: QtBot) -> FilterChips:
    made = FilterChips("Filter", FILTERS)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    return made


def shown(chips: FilterChips) -> list[str]:
    return [key for key, chip in chips.buttons.items() if chip.isVisible()]


def test_with_room_there_is_no_menu(chips: FilterChips) -> None:
    assert shown(chips) == ["all", "late", "hold", "gone"]
    assert not chips.more.isVisible()


def test_the_last_ones_make_room_and_none_is_cut(chips: FilterChips) -> None:
    chips.resize(chips.sizeHint().width() - 1, chips.height())
    assert shown(chips) == ["all", "late", "hold"]
    assert chips.more.isVisible()
    for chip in (*chips.buttons.values(), chips.more):
        if chip.isVisible():
            assert chip.width() == chip.sizeHint().width()
            assert chip.geometry().right() < chips.width()


def test_the_chosen_one_is_always_shown(chips: FilterChips) -> None:
    chips.resize(chips.minimumSizeHint())
    chips.show_value("gone")
    assert shown(chips) == ["gone"]
    chips.show_value("all")
    assert shown(chips)[:1] == ["all"]
    assert "gone" in chips.hidden()


def test_counts_that_come_later_make_room_too(chips: FilterChips) -> None:
    chips.set_count("all", "1,000,000")
    assert shown(chips) == ["all", "late"]
    assert chips.hidden() == ["hold", "gone"]


def test_the_menu_chooses(chips: FilterChips) -> None:
    told: list[str] = []
    chips.chosen.connect(told.append)
    chips.set_count("gone", "7")
    chips.resize(chips.minimumSizeHint())
    chips.open_menu()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()][-1] == "Supply cancelled 7"
    menu.actions()[-1].trigger()
    menu.close()
    assert told == ["gone"]
    assert chips.value() == "gone"
