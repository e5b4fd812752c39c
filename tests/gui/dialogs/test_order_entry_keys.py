"""Order entry by keyboard and scanner alone."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.shop import Shop
from tests.gui.dialogs.hands import scan
from tests.gui.dialogs.order_hands import (
    ENTER,
    add,
    add_and_see,
    confirmed,
    find,
    open_field,
    set_policy,
    settled,
)
from tests.gui.pages.reading import cells
from tests.kitchen import Kitchen
from ui.common.page import Desk
from ui.dialogs.order_entry import OrderEntryDialog


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk) -> OrderEntryDialog:
    dialog = OrderEntryDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_an_order_is_entered_by_keyboard_alone(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    find(qtbot, dialog.customer, "oskar")
    find(qtbot, dialog.lines.finder, "ci-24")
    quantity = dialog.lines.table.findChild(QLineEdit)
    assert quantity is not None
    qtbot.keyClicks(quantity, "9")
    qtbot.keyClick(quantity, ENTER)
    find(qtbot, dialog.lines.finder, "wok")
    settled(qtbot, dialog)

    order = confirmed(qtbot, dialog, sqlite_shop)
    assert order.customer == "Oskar Lund"
    assert [(line.sku, line.ordered) for line in order.lines] == [("CI-24", 9000), ("WK-30", 1000)]


def test_a_scanned_barcode_adds_its_product_though_enter_comes_before_the_answer(
    qtbot: QtBot, dialog: OrderEntryDialog
) -> None:
    finder = dialog.lines.finder
    with qtbot.waitSignal(finder.scanned):
        qtbot.keyClicks(finder, "4006381333931")
        qtbot.keyClick(finder, ENTER)

    assert [entry.sku for entry in dialog.lines.entries()] == ["CI-24"]
    assert finder.text() == ""


def test_a_code_that_is_scanned_into_a_quantity_adds_its_product(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    add(qtbot, dialog, sqlite_shop, "WK-30", 2)
    field = open_field(dialog)
    field.selectAll()
    with qtbot.waitSignal(dialog.lines.finder.scanned):
        scan(qtbot, field, "4006381333931")

    # As it stood when the field was opened: a scan types over what was typed in it.
    assert [(entry.sku, entry.quantity) for entry in dialog.lines.entries()] == [("WK-30", 1), ("CI-24", 1)]
    assert dialog.focusWidget() is dialog.lines.finder


def test_a_number_before_a_code_says_how_many(qtbot: QtBot, dialog: OrderEntryDialog) -> None:
    with qtbot.waitSignal(dialog.lines.finder.scanned):
        scan(qtbot, dialog.lines.finder, "12*4006381333931")
    assert [(entry.sku, entry.quantity) for entry in dialog.lines.entries()] == [("CI-24", 12)]


def test_enter_goes_from_field_to_field_to_the_product(qtbot: QtBot, dialog: OrderEntryDialog) -> None:
    dialog.wanted.setFocus()
    for field in (dialog.goods, dialog.reference, dialog.priority, dialog.note, dialog.lines.finder):
        qtbot.keyClick(dialog.focusWidget(), ENTER)
        assert dialog.focusWidget() is field


def test_lines_move_and_go_by_keys(qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop) -> None:
    for sku in ("WK-30", "CI-26", "EN-24"):
        add(qtbot, dialog, sqlite_shop, sku, 1)

    dialog.lines.move(-1)
    assert [entry.sku for entry in dialog.lines.entries()] == ["WK-30", "EN-24", "CI-26"]

    dialog.lines.remove()
    assert [entry.sku for entry in dialog.lines.entries()] == ["WK-30", "CI-26"]


def test_the_line_beside_the_one_removed_is_chosen_and_f4_finds_what_is_short(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    for sku in ("CI-24", "WK-30", "EN-24"):
        add(qtbot, dialog, sqlite_shop, sku, 1)
    settled(qtbot, dialog)

    dialog.lines.remove()
    assert [entry.sku for entry in (dialog.lines.chosen(),) if entry] == ["WK-30"]

    dialog.lines.table.setCurrentIndex(QModelIndex())
    dialog.lines.focus_substitutes()
    assert [entry.sku for entry in (dialog.lines.chosen(),) if entry] == ["CI-24"]
    assert dialog.focusWidget() is dialog.lines.panel.uses[0]


def test_r8_a_refusal_leads_to_the_substitutes_by_keyboard(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    sqlite_shop.write(set_policy, kitchen.products["CI-24"], "never")
    add_and_see(qtbot, dialog, sqlite_shop, "CI-24", 2)

    dialog.lines.panel.substitute.click()
    assert dialog.focusWidget() is dialog.lines.panel.uses[0]
    qtbot.keyClick(dialog.lines.panel.uses[0], Qt.Key.Key_Space)
    settled(qtbot, dialog)
    assert [entry.sku for entry in dialog.lines.entries()] == ["CI-26"]


def test_f4_goes_to_the_suggestions_where_the_owner_lists_no_substitute(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    sqlite_shop.write(set_policy, kitchen.products["WK-30"], "ask")
    add_and_see(qtbot, dialog, sqlite_shop, "WK-30", 5)
    assert cells(dialog.lines.model, "then") == [("Ask first",)]

    dialog._submit()
    assert dialog.error.text().endswith("Let it wait, sell what is there, or record a lost sale.")

    dialog.lines.panel.focus_substitutes()
    assert dialog.focusWidget() is dialog.lines.panel.more


def test_tab_back_opens_the_last_line(qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop) -> None:
    add(qtbot, dialog, sqlite_shop, "WK-30", 1)
    dialog.lines.table.setCurrentIndex(QModelIndex())
    dialog.lines.finder.setFocus()

    qtbot.keyClick(dialog.lines.finder, Qt.Key.Key_Backtab)

    table = dialog.lines.table
    assert dialog.focusWidget() is table.indexWidget(table.currentIndex())
    assert table.currentIndex().column() == dialog.lines.model.column_of("quantity")

    for _ in range(2):  # over the table itself
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Backtab)
    assert dialog.focusWidget() is dialog.note


def test_what_is_offered_is_never_cut_by_a_scroll_bar(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    finder = dialog.lines.finder
    finder.setFocus()
    qtbot.keyClicks(finder, "casserole")
    qtbot.waitUntil(lambda: finder._popup.isVisible())
    assert finder._popup.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    widest = max(finder._popup.sizeHintForIndex(finder._offers.index(row)).width() for row in range(4))
    assert finder._popup.width() >= widest
