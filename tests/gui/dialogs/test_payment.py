"""Payments of an order: what is due is offered, refunds go out, mistakes are taken off and back on."""

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from app.actions.ordering import PaymentDraft
from app.actions.paying import record_payment
from app.lists.order_detail import OrderDetail, order_detail
from app.shop import Shop
from tests.kitchen import Kitchen, enter
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.payment import PaymentDialog


@pytest.fixture
def order_id(sqlite_shop: Shop, kitchen: Kitchen) -> int:
    return sqlite_shop.write(enter, kitchen, "O-2001", "Wen Li", (("WK-30", 1),))


@pytest.fixture
def told(desk: Desk) -> list[tuple[str, Undo | None]]:
    said: list[tuple[str, Undo | None]] = []
    desk.did.connect(lambda words, undo: said.append((words, undo)))
    return said


def now(shop: Shop, order_id: int) -> OrderDetail:
    return shop.read(order_detail, order_id)


def opened(qtbot: QtBot, desk: Desk, shop: Shop, order_id: int) -> PaymentDialog:
    dialog = PaymentDialog(desk, now(shop, order_id))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_what_is_due_is_offered_and_can_be_taken_back(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, order_id: int, told: list[tuple[str, Undo | None]]
) -> None:
    dialog = opened(qtbot, desk, sqlite_shop, order_id)
    assert (dialog.amount.text(), dialog.windowTitle()) == ("€72.00", "Payment for O-2001")
    dialog.note.setText("till 2")
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()

    assert [(each.amount, each.note) for each in now(sqlite_shop, order_id).payments] == [(7200, "till 2")]
    [(words, undo)] = told
    assert words == "€72.00 is recorded for O-2001."
    assert undo is not None
    sqlite_shop.write(undo.fn, *undo.args)
    assert now(sqlite_shop, order_id).payments == ()


def test_more_than_was_paid_is_not_given_back(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, order_id: int
) -> None:
    sqlite_shop.write(record_payment, order_id, PaymentDraft(Decimal(100), "cash"))
    dialog = opened(qtbot, desk, sqlite_shop, order_id)
    dialog.kind.setCurrentIndex(dialog.kind.findData("refund"))
    dialog.kind.activated.emit(dialog.kind.currentIndex())
    assert (dialog.amount.text(), dialog.ok.text()) == ("€28.00", "Record refund")

    dialog.amount.setText("200")
    dialog._submit()
    qtbot.waitUntil(lambda: "Only €100.00 was paid." in dialog.error.text())
    assert dialog.amount.text() == "200"


@pytest.mark.parametrize("text", ["0", "", "much"])
def test_what_is_no_amount_is_told_at_its_field(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, order_id: int, text: str
) -> None:
    dialog = opened(qtbot, desk, sqlite_shop, order_id)
    dialog.amount.setText(text)
    dialog._submit()
    assert dialog.error.text()
    assert dialog.amount.property("bad") == "true"


def test_a_mistake_is_taken_off(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, order_id: int, told: list[tuple[str, Undo | None]]
) -> None:
    sqlite_shop.write(record_payment, order_id, PaymentDraft(Decimal(5), "cash"))
    dialog = opened(qtbot, desk, sqlite_shop, order_id)
    [payment] = now(sqlite_shop, order_id).payments
    with qtbot.waitSignal(dialog.accepted):
        dialog.take_off(payment)

    assert now(sqlite_shop, order_id).payments == ()
    assert told[0][0] == "€5.00 is taken off O-2001."


def test_more_than_is_due_is_said(qtbot: QtBot, desk: Desk, sqlite_shop: Shop, order_id: int) -> None:
    dialog = opened(qtbot, desk, sqlite_shop, order_id)
    dialog.amount.selectAll()
    qtbot.keyClicks(dialog.amount, "100")
    assert dialog.beyond.text() == "€28.00 more than is due."
    assert dialog.ok.isEnabled()

    dialog.amount.selectAll()
    qtbot.keyClicks(dialog.amount, "72")
    assert dialog.beyond.text() == ""
