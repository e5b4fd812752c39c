"""Editing an order: its terms and lines as they are, who slips, what another changed meanwhile (R3, R7)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.actions.order_editing import OrderEdit, OrderTerms, edit_order
from app.actions.order_lines import set_quantity
from app.actions.shipping import ship
from app.lists.finding import find_products
from app.lists.order_detail import OrderDetail, order_detail
from app.shop import Shop
from tests.kitchen import Kitchen, enter
from ui.common.page import Desk
from ui.dialogs import address
from ui.dialogs.order_edit import OrderEditDialog

WANTED = date(2026, 12, 18)
Open = Callable[[int], OrderEditDialog]


@pytest.fixture
def order_id(sqlite_shop: Shop, kitchen: Kitchen) -> int:
    wants = (("WK-30", 2), ("SK-28", 2))
    return sqlite_shop.write(enter, kitchen, "O-2001", "Wen Li", wants, wanted_on=WANTED)


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    def opened(order_id: int) -> OrderEditDialog:
        dialog = OrderEditDialog(desk, order_id)
        qtbot.addWidget(dialog)
        dialog.show()
        answered(qtbot, dialog)
        return dialog

    return opened


def answered(qtbot: QtBot, dialog: OrderEditDialog) -> None:
    qtbot.waitUntil(lambda: bool(dialog.lines.entries()) and not dialog.is_asking)


def type_quantity(qtbot: QtBot, dialog: OrderEditDialog, place: int, text: str) -> None:
    table = dialog.lines.table
    table.edit_cell(dialog.lines.entries()[place].key, "quantity")
    field = table.indexWidget(table.currentIndex())
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, text)


def now(shop: Shop, order_id: int) -> OrderDetail:
    return shop.read(order_detail, order_id)


def test_opens_with_the_order_and_nothing_to_lose(opened: Open, order_id: int) -> None:
    dialog = opened(order_id)

    assert dialog.windowTitle() == "Edit O-2001"
    assert (dialog.customer.text(), dialog.wanted.value()) == ("Wen Li", WANTED)
    assert [(each.sku, each.quantity) for each in dialog.lines.entries()] == [("WK-30", 2), ("SK-28", 2)]
    assert dialog.sums.texts()["total"] == "€262.00"
    assert dialog.entered() == []
    assert not dialog.save_quote.isVisibleTo(dialog)


def test_r3_terms_and_lines_change_in_one_act_and_who_slips_is_named(
    qtbot: QtBot, opened: Open, sqlite_shop: Shop, order_id: int
) -> None:
    dialog = opened(order_id)
    dialog.reference.setText("Kitchen")
    dialog.promises.essential.click()
    type_quantity(qtbot, dialog, 1, "4")
    dialog.lines.add_product(sqlite_shop.read(find_products, "EN-24")[0])
    answered(qtbot, dialog)
    assert "Hanna Brandt (O-1060)" in dialog.lines.panel.slipping.text()

    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()

    order = now(sqlite_shop, order_id)
    assert (order.customer_reference, order.date_essential) == ("Kitchen", 1)
    assert [(line.sku, line.ordered) for line in order.lines] == [
        ("WK-30", 2000),
        ("SK-28", 4000),
        ("EN-24", 1000),
    ]


def test_r7_what_left_stays(qtbot: QtBot, opened: Open, sqlite_shop: Shop, order_id: int) -> None:
    woks = now(sqlite_shop, order_id).lines[0]
    sqlite_shop.write(ship, [(woks.id, Decimal(1))])
    dialog = opened(order_id)
    dialog.lines.remove()
    assert "This line has shipments." in dialog.error.text()

    type_quantity(qtbot, dialog, 0, "0.5")
    assert "Only whole numbers fit here." in dialog.error.text()
    type_quantity(qtbot, dialog, 0, "1")
    answered(qtbot, dialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    assert now(sqlite_shop, order_id).lines[0].open == 0


def test_a_line_is_removed_and_a_payment_recorded(
    qtbot: QtBot, opened: Open, sqlite_shop: Shop, order_id: int
) -> None:
    dialog = opened(order_id)
    dialog.lines.table.choose(dialog.lines.entries()[1].key)
    dialog.lines.remove()
    dialog.sums.way.setCurrentIndex(dialog.sums.way.findData("deposit:card"))
    dialog.sums.way.activated.emit(dialog.sums.way.currentIndex())
    assert dialog.sums.texts()["due"] == "€0.00"
    answered(qtbot, dialog)

    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()

    order = now(sqlite_shop, order_id)
    assert [line.sku for line in order.lines] == ["WK-30"]
    assert [(each.kind, each.way, each.amount) for each in order.payments] == [("deposit", "card", 14400)]


def test_what_another_changed_is_told_and_saving_again_keeps_what_is_typed(
    qtbot: QtBot, opened: Open, sqlite_shop: Shop, order_id: int
) -> None:
    dialog = opened(order_id)
    dialog.note.setText("Ring twice")
    type_quantity(qtbot, dialog, 0, "1")
    terms = OrderTerms(wanted_on=WANTED)
    sqlite_shop.write(edit_order, order_id, OrderEdit(terms, OrderTerms(wanted_on=WANTED, note="Call")))
    sqlite_shop.write(set_quantity, now(sqlite_shop, order_id).lines[0].id, Decimal(3))
    answered(qtbot, dialog)

    dialog._submit()
    qtbot.waitUntil(lambda: "Note was changed meanwhile to Call." in dialog.error.text())
    qtbot.waitUntil(lambda: dialog._before.note == "Call")
    answered(qtbot, dialog)
    assert dialog.note.text() == "Ring twice"

    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    order = now(sqlite_shop, order_id)
    assert (order.note, order.lines[0].ordered) == ("Ring twice", 1000)


def test_r1_a_quote_is_kept_or_confirmed(
    qtbot: QtBot, opened: Open, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    quote = sqlite_shop.write(enter, kitchen, "O-2003", "Wen Li", (("WK-30", 2),), state="quote")
    dialog = opened(quote)
    assert (dialog.ok.text(), dialog.windowTitle()) == ("Confirm order", "Edit quote O-2003")
    type_quantity(qtbot, dialog, 0, "3")
    answered(qtbot, dialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog.save_quote.click()
    assert (now(sqlite_shop, quote).state, now(sqlite_shop, quote).lines[0].ordered) == ("quote", 3000)

    dialog = opened(quote)
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    assert (now(sqlite_shop, quote).state, now(sqlite_shop, quote).lines[0].reserved) == ("open", 3000)


def test_another_address_is_typed_and_the_customers_own_is_one_click_away(qtbot: QtBot, desk: Desk) -> None:
    own = ("Wen Li", "Quay 1", "1234", "Port", "", "")
    dialog = address.AddressDialog(desk, ("Wen Li", "Hill 9", "", "Top", "", ""), own)
    qtbot.addWidget(dialog)
    dialog.fields[3].setText(" Hill\ntop ")
    dialog._submit()
    assert dialog.outcome == ("Wen Li", "Hill 9", "", "Hill top", "", "")
    dialog.take_own.click()
    assert dialog.address() == own
    assert address.address_text(own) == "Wen Li, Quay 1, 1234 Port"


def test_scanned_again_a_product_counts_up_and_the_keyboard_stays_with_the_scanner(
    qtbot: QtBot, opened: Open, order_id: int
) -> None:
    dialog = opened(order_id)
    finder = dialog.lines.finder
    finder.setFocus()
    for _ in range(2):
        with qtbot.waitSignal(finder.scanned):
            qtbot.keyClicks(finder, "4006381333931")
            qtbot.keyClick(finder, Qt.Key.Key_Return)
    assert [(each.sku, each.quantity) for each in dialog.lines.entries()][2:] == [("CI-24", Decimal(2))]
    assert dialog.focusWidget() is finder


def test_a_code_that_nothing_has_is_told(qtbot: QtBot, opened: Open, order_id: int) -> None:
    dialog = opened(order_id)
    finder = dialog.lines.finder
    qtbot.keyClicks(finder, "4711")
    qtbot.keyClick(finder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Nothing is called “4711”." in dialog.error.text())
    assert finder.text() == "4711"
