"""Ctrl+K: found by a few letters, chosen without the mouse."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from app.actions.cataloguing import ProductDraft, create_product
from tests.kitchen import Kitchen
from ui.common.menus import SEPARATOR, Item, Submenu
from ui.common.page import Desk
from ui.dialogs.palette import Entry, Palette, offers
from ui.menu_lines import Menu

MEMORY = "lately/test"


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def palette(desk: Desk, kitchen: Kitchen, done: list[str], qtbot: QtBot) -> Palette:
    offered = [
        Entry("Pages", "truck-delivery", "Purchases", "", lambda: done.append("purchases"), "Ctrl+4"),
        Entry(
            "Commands",
            "chevron-right",
            "Receive goods…",
            "Purchase",
            lambda: done.append("receive"),
            "Ctrl+R",
        ),
    ]
    made = Palette(desk, offered, MEMORY)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    return made


def titles(palette: Palette) -> list[str]:
    return [row[2].title for row in palette.model.rows]  # type: ignore[attr-defined]


def look(palette: Palette, text: str, qtbot: QtBot) -> None:
    with qtbot.waitSignal(palette._reading.answered):
        palette.field.setText(text)


def press(palette: Palette, key: Qt.Key, qtbot: QtBot) -> None:
    qtbot.keyClick(palette.field, key)


def test_offers_pages_and_commands_before_anything_is_typed(palette: Palette) -> None:
    assert titles(palette) == ["Purchases", "Receive goods…"]


def test_finds_while_one_types(palette: Palette, qtbot: QtBot) -> None:
    look(palette, "1041", qtbot)
    assert titles(palette) == ["O-1041"]
    look(palette, "halvorsen", qtbot)
    assert titles(palette)[-2:] == ["P-118", "Halvorsen Cast Iron"]
    look(palette, "rec goo", qtbot)
    assert titles(palette) == ["Receive goods…"]


def test_arrows_and_enter_choose_while_the_field_keeps_the_keyboard(
    palette: Palette, desk: Desk, kitchen: Kitchen, qtbot: QtBot
) -> None:
    gone: list[tuple[str, object]] = []
    desk.going.connect(lambda page, row_id: gone.append((page, row_id)))
    look(palette, "ci-2", qtbot)
    press(palette, Qt.Key.Key_Down, qtbot)
    press(palette, Qt.Key.Key_Return, qtbot)
    assert palette.result()
    assert palette.chosen is not None
    assert palette.chosen.facts.startswith("CI-26")
    palette.chosen.act()
    assert gone[0][0] == "stock"


def test_enter_before_the_answer_takes_the_first_that_comes(palette: Palette, qtbot: QtBot) -> None:
    palette.field.setText("4006381333931")
    press(palette, Qt.Key.Key_Return, qtbot)
    qtbot.waitUntil(lambda: palette.chosen is not None)
    assert palette.chosen is not None
    assert palette.chosen.facts.startswith("CI-24")


def test_a_service_has_no_shelf_and_leads_to_its_own_dialog(
    palette: Palette, desk: Desk, kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[int] = []
    monkeypatch.setattr("ui.dialogs.product.ask", lambda parent, desk, product_id: asked.append(product_id))
    assert desk.jobs.shop is not None
    made = desk.jobs.shop.write(create_product, ProductDraft("SHARPEN", "Knife sharpening", kind="service"))
    look(palette, "sharpen", qtbot)
    press(palette, Qt.Key.Key_Return, qtbot)
    assert palette.chosen is not None
    palette.chosen.act()
    assert asked == [made]


def test_nothing_fits(palette: Palette, qtbot: QtBot) -> None:
    look(palette, "zzz", qtbot)
    assert palette.hint.text() == "Nothing fits."
    press(palette, Qt.Key.Key_Return, qtbot)
    assert palette.chosen is None
    press(palette, Qt.Key.Key_Escape, qtbot)
    assert not palette.isVisible()


def test_what_was_chosen_comes_first_the_next_time(
    palette: Palette, desk: Desk, kitchen: Kitchen, qtbot: QtBot
) -> None:
    look(palette, "1041", qtbot)
    press(palette, Qt.Key.Key_Return, qtbot)
    again = Palette(desk, [], MEMORY)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: titles(again) == ["O-1041"])
    assert again.model.rows[0][1] == "Looked at lately"


@pytest.mark.parametrize("stored", ["", "order", "order:x", ["ghost:1", "order:999999"], "order:1:2"])
def test_what_settings_hold_is_not_trusted(
    desk: Desk, kitchen: Kitchen, stored: object, qtbot: QtBot
) -> None:
    QSettings().setValue(MEMORY, stored)
    made = Palette(desk, [], MEMORY)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made._reading.answered):
        made.field.setText(" ")
    assert len(titles(made)) <= 1


def test_every_line_of_the_menus_is_offered_but_what_cannot_be_done_now() -> None:
    did: list[str] = []

    def noting(word: str) -> Callable[[], object]:
        return lambda: did.append(word)

    undo = QAction("Undo: A && B")
    undo.triggered.connect(noting("undo"))
    off = QAction("Off")
    off.setEnabled(False)
    menus = [
        Menu("edit", "&Edit", [undo, off, SEPARATOR, Item("Find", noting("find"), "Ctrl+F")]),
        Menu("view", "&View", [Submenu("Theme", [Item("Dark", noting("dark"))])]),
        Menu("go", "&Go", [Item("Back", noting("back"))]),
    ]
    entries = offers(menus, [Item("Orders", noting("orders"), "Ctrl+2")], {"Orders": "clipboard-list"})
    for entry in entries:
        entry.act()
    assert [entry.title for entry in entries] == ["Orders", "Undo: A & B", "Find", "Dark"]
    assert did == ["orders", "undo", "find", "dark"]
