"""Leaving a dialog in which something was typed: asked once, what would be lost is named."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.lists.finding import find_products
from app.shop import Shop
from tests.kitchen import Kitchen
from ui.common.page import Desk
from ui.dialogs import planning
from ui.dialogs.leaving import LeaveDialog, may_leave
from ui.dialogs.order_entry import OrderEntryDialog
from ui.dialogs.purchase_entry import PurchaseEntryDialog
from ui.dialogs.receive import ReceiveDialog

Answers = list[bool]


@pytest.fixture
def answers() -> Answers:
    """What the owner answers, question by question."""
    return []


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, answers: Answers) -> list[str]:
    seen: list[str] = []

    def answer(question: LeaveDialog) -> int:
        seen.append(question.words.accessibleName())
        (question.ok if answers.pop(0) else question.cancel).click()
        return int(question.result())

    monkeypatch.setattr(planning, "may_leave", may_leave)
    monkeypatch.setattr(LeaveDialog, "exec", answer)
    return seen


@pytest.mark.parametrize(
    "leave",
    [lambda qtbot, dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape), lambda _, dialog: dialog.close()],
)
def test_a_typed_order_is_left_only_when_asked(
    qtbot: QtBot,
    desk: Desk,
    sqlite_shop: Shop,
    asked: list[str],
    answers: Answers,
    leave: Callable[[QtBot, QDialog], object],
) -> None:
    dialog = OrderEntryDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.lines.add_product(sqlite_shop.read(find_products, "CI-24")[0])
    dialog.reference.setText("Mail of Monday")

    answers += [False, True]
    leave(qtbot, dialog)
    assert dialog.isVisible()
    leave(qtbot, dialog)

    assert not dialog.isVisible()
    assert asked == ["Entered: Mail of Monday, 1 Cast-iron casserole 24 cm."] * 2


def test_cancel_is_answer_enough(qtbot: QtBot, desk: Desk, asked: list[str]) -> None:
    dialog = OrderEntryDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.reference.setText("Mail of Monday")
    dialog.cancel.click()
    assert (dialog.isVisible(), asked) == (False, [])


def test_what_a_dialog_opened_with_was_not_typed(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, asked: list[str]
) -> None:
    order = OrderEntryDialog(desk, "Hotel Alder", "CI-24")
    purchase = PurchaseEntryDialog(desk, "Halvorsen", "CI-24")
    receipt = ReceiveDialog(desk, kitchen.purchases["P-118"])
    for dialog in (order, purchase, receipt):
        qtbot.addWidget(dialog)
        dialog.show()
    qtbot.waitUntil(lambda: bool(order.lines.entries() and purchase.bought() and receipt.goods.rows))
    for dialog in (order, purchase, receipt):
        dialog.close()
        assert not dialog.isVisible()
    assert asked == []


def test_a_count_that_differs_is_named(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, asked: list[str], answers: Answers
) -> None:
    receipt = ReceiveDialog(desk, kitchen.purchases["P-118"])
    qtbot.addWidget(receipt)
    receipt.show()
    qtbot.waitUntil(lambda: bool(receipt.goods.rows))
    model = receipt.goods
    assert model.setData(model.index(0, model.column_of("accepted")), Decimal(5))
    answers.append(True)
    receipt.close()
    assert asked == ["Entered: 5 Cast-iron casserole 24 cm."]
    assert not receipt.isVisible()


def test_a_purchase_names_its_lines_and_counts_the_rest(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, asked: list[str], answers: Answers, sqlite_shop: Shop
) -> None:
    purchase = PurchaseEntryDialog(desk)
    qtbot.addWidget(purchase)
    purchase.show()
    for count, sku in enumerate(("CI-24", "CI-26", "CI-30", "CG-26", "SK-28"), 1):
        purchase.finder.found.emit(sqlite_shop.read(find_products, sku)[0])
        qtbot.waitUntil(lambda count=count: len(purchase.bought()) == count)  # type: ignore[misc]
    answers.append(True)
    purchase.close()
    assert asked[0].endswith("Grill pan 26 cm and 1 more thing.")
