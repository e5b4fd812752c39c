"""Shipping: at most what is reserved; a part of a complete order only with the owner's word."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.actions.queueing import hold
from app.lists.order_detail import order_detail
from app.shop import Shop
from tests.kitchen import Kitchen, enter
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.ship import ShipDialog


def order(shop: Shop, kitchen: Kitchen, *wants: tuple[str, int], complete: bool = False) -> int:
    return shop.write(enter, kitchen, "O-2001", "Wen Li", wants, ship_complete=complete)


def opened(qtbot: QtBot, desk: Desk, order_id: int) -> ShipDialog:
    dialog = ShipDialog(desk, order_id)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.goods.rows))
    return dialog


def test_all_that_is_reserved_is_offered_and_leaves(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    order_id = order(sqlite_shop, kitchen, ("WK-30", 5), ("EN-24", 1))
    dialog = opened(qtbot, desk, order_id)
    assert dialog.windowTitle() == "Ship O-2001"
    assert dialog.ok.text() == "Ship 4 pieces"
    assert dialog.head.sum.text() == "4 of 6 pieces leave, 2 stay open"

    dialog.carrier.setText("DHL")
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()

    lines = sqlite_shop.read(order_detail, order_id).lines
    assert [(line.sku, line.shipped) for line in lines] == [("WK-30", 3000), ("EN-24", 1000)]
    assert dialog.outcome.number == "S-1001"


def test_r17_more_than_reserved_is_refused_and_what_was_typed_stays(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    dialog = opened(qtbot, desk, order(sqlite_shop, kitchen, ("WK-30", 5)))
    field = dialog.table.findChild(QLineEdit)
    assert field is not None
    qtbot.keyClicks(field, "4")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert "Only 3 of WK-30 are reserved." in dialog.error.text()
    assert not dialog.ok.isEnabled()
    assert dialog.head.sum.text() == "3 of 5 pieces leave, 2 stay open"
    assert [each.quantity for each in dialog.packed()] == [Decimal(4)]


def test_r4_a_part_of_a_complete_order_leaves_when_confirmed(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    order_id = order(sqlite_shop, kitchen, ("WK-30", 1), ("SK-28", 9), complete=True)
    dialog = opened(qtbot, desk, order_id)

    dialog._submit()
    qtbot.waitUntil(lambda: bool(dialog.error.text()))
    assert "O-2001 ships complete." in dialog.error.text()

    with qtbot.waitSignal(dialog.accepted):
        dialog.error.retried.emit()
    assert [line.shipped for line in sqlite_shop.read(order_detail, order_id).lines] == [1000, 0]


def test_r6_of_an_order_on_hold_nothing_leaves(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    order_id = order(sqlite_shop, kitchen, ("WK-30", 1))
    sqlite_shop.write(hold, order_id)

    dialog = opened(qtbot, desk, order_id)

    assert not dialog.ok.isEnabled()
    assert dialog.head.sum.text() == "Nothing of 1 piece leaves"


def test_a_quantity_that_is_none_is_told_while_it_is_typed(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    dialog = opened(qtbot, desk, order(sqlite_shop, kitchen, ("WK-30", 2)))
    assert dialog.head.sum.text() == "Everything leaves: 2 pieces"
    field = dialog.table.findChild(QLineEdit)
    assert field is not None
    field.selectAll()
    qtbot.keyClicks(field, "-1")
    assert dialog.error.text().startswith("A quantity cannot be below zero.")
    field.selectAll()
    qtbot.keyClicks(field, "1")
    assert dialog.error.text() == ""
    dialog.carrier.setText("DHL")
    assert dialog.entered() == ["1 Carbon-steel wok 30 cm", "DHL"]


def test_r17_a_shipment_can_be_taken_back_at_once(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    told: list[tuple[str, Undo]] = []
    desk.did.connect(lambda words, undo: told.append((words, undo)))
    order_id = order(sqlite_shop, kitchen, ("WK-30", 2))
    dialog = opened(qtbot, desk, order_id)
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    [(words, undo)] = told
    assert words == "O-2001 left with S-1001."
    sqlite_shop.write(undo.fn, *undo.args)
    assert [line.reserved for line in sqlite_shop.read(order_detail, order_id).lines] == [2000]
