"""Goods come back: found by the order, fit for sale or not, replaced, paid back."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.actions.ordering import PaymentDraft
from app.actions.paying import record_payment
from app.actions.shipping import ship
from app.lists.order_detail import order_detail
from app.shop import Shop
from tests.gui.dialogs.hands import at_rest, figures, shown, take_back, told_by, type_cell, type_text
from tests.gui.pages.reading import cells
from tests.kitchen import Kitchen, line_of
from ui.common.jobs import Jobs
from ui.common.page import Desk
from ui.dialogs.take_back import ReturnDialog


@pytest.fixture
def line(sqlite_shop: Shop, kitchen: Kitchen) -> int:
    """The line of O-1041 of which one casserole left; 150 were paid."""
    line_id = line_of(sqlite_shop, kitchen, "O-1041", "CI-24")
    sqlite_shop.write(ship, [(line_id, Decimal(1))])
    sqlite_shop.write(record_payment, kitchen.orders["O-1041"], PaymentDraft(Decimal(150), "card"))
    return line_id


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, kitchen: Kitchen, line: int, jobs: Jobs) -> ReturnDialog:
    made = ReturnDialog(desk, kitchen.orders["O-1041"])
    shown(qtbot, made)
    at_rest(qtbot, made, jobs)
    return made


def test_what_left_of_the_order_can_come_back_and_goes_to_the_queue(
    qtbot: QtBot, dialog: ReturnDialog, line: int, jobs: Jobs, sqlite_shop: Shop, desk: Desk
) -> None:
    told = told_by(desk)
    assert cells(dialog.goods, "product", "shipped", "back", "damaged", "replace") == [
        ("Cast-iron casserole 24 cm", "1", "", "Fit for sale", "No replacement")
    ]
    type_cell(dialog.goods, line, "back", Decimal(1))
    at_rest(qtbot, dialog, jobs)
    assert dialog.worth.text() == "The customer paid €189.00 for it."
    assert "Hotel Alder" in [row[0] for row in cells(dialog.touched.lines, "customer")]
    assert dialog.ok.text() == "Take 1 piece back"
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert figures(sqlite_shop, "CI-24", "on_hand", "reserved") == [(1, 1)]
    [(words, undo)] = told
    assert words == "B-1001: 1 piece came back."
    take_back(sqlite_shop, undo)
    assert figures(sqlite_shop, "CI-24", "on_hand", "reserved") == [(0, 0)]


def test_damaged_goods_are_replaced_and_nothing_lies_there(
    qtbot: QtBot, dialog: ReturnDialog, line: int, jobs: Jobs, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    type_cell(dialog.goods, line, "back", Decimal(1))
    type_cell(dialog.goods, line, "damaged", "Damaged")
    type_cell(dialog.goods, line, "replace", "Replace it")
    type_cell(dialog.goods, line, "reason", "cracked")
    at_rest(qtbot, dialog, jobs)
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert figures(sqlite_shop, "CI-24", "on_hand") == [(0,)]
    order = sqlite_shop.read(order_detail, kitchen.orders["O-1041"])
    assert [(each.price, each.ordered, each.text) for each in order.lines][1:] == [
        (0, 1000, "Replacement for B-1001")
    ]


def test_what_is_paid_back_is_no_more_than_was_paid(
    qtbot: QtBot, dialog: ReturnDialog, line: int, jobs: Jobs, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    type_cell(dialog.goods, line, "back", Decimal(1))
    assert not dialog.refund.isEnabled()
    dialog.way.setCurrentIndex(dialog.way.findData("cash"))
    dialog.way.activated.emit(1)
    assert dialog.refund.value() == Decimal(150)
    type_text(dialog.refund, "160")
    at_rest(qtbot, dialog, jobs)
    assert dialog.error.text().startswith("Only ")
    type_text(dialog.refund, "89.50")
    at_rest(qtbot, dialog, jobs)
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    order = sqlite_shop.read(order_detail, kitchen.orders["O-1041"])
    assert (order.paid, order.payments[-1].kind, order.payments[-1].way) == (6050, "refund", "cash")


def test_more_than_left_is_told_while_one_types(
    qtbot: QtBot, dialog: ReturnDialog, line: int, jobs: Jobs
) -> None:
    type_cell(dialog.goods, line, "back", Decimal(2))
    at_rest(qtbot, dialog, jobs)
    assert dialog.error.text().startswith("Only 1 of this line can come back.")
    assert not dialog.ok.isEnabled()
    assert dialog.entered() == ["2 Cast-iron casserole 24 cm"]


@pytest.mark.parametrize("text", ["O-1041", "S-1001", "hotel"])
def test_at_the_counter_the_order_is_found_by_what_the_customer_has(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, line: int, jobs: Jobs, text: str
) -> None:
    dialog = ReturnDialog(desk)
    shown(qtbot, dialog)
    assert dialog.touched.head.sum.text().startswith("Find the order")
    qtbot.keyClicks(dialog.order, text)
    qtbot.waitUntil(lambda: bool(dialog.order.matches))
    qtbot.keyClick(dialog.order, Qt.Key.Key_Return)
    at_rest(qtbot, dialog, jobs)
    assert dialog.windowTitle() == "Take goods of O-1041 back"
    assert len(dialog.goods.rows) == 1


def test_an_order_of_which_nothing_left_says_so(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, jobs: Jobs
) -> None:
    dialog = ReturnDialog(desk, kitchen.orders["O-1029"])
    shown(qtbot, dialog)
    at_rest(qtbot, dialog, jobs)
    assert dialog.touched.head.sum.text() == "Nothing of this order has left, or all of it is back."
