"""Leaving a dialog in which something was typed: asked once, what would be lost is named."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.actions.queueing import hold
from app.lists.finding import find_products
from app.shop import Shop
from tests.kitchen import Kitchen
from ui.common.dialog import Dialog
from ui.common.page import Desk
from ui.dialogs import leaving
from ui.dialogs.act import Act, ActDialog, AskQuantity
from ui.dialogs.leaving import LeaveDialog, may_leave
from ui.dialogs.order_entry import OrderEntryDialog
from ui.dialogs.purchase_entry import PurchaseEntryDialog
from ui.dialogs.receive import ReceiveDialog
from ui.dialogs.resource import ResourceDialog
from ui.dialogs.set_eta import SetEtaDialog

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

    monkeypatch.setattr(leaving, "may_leave", may_leave)
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


def typed_into(qtbot: QtBot, dialog: Dialog, field: QLineEdit | None, words: str) -> None:
    """As the owner types, not as the program fills a field."""
    assert field is not None
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(field, words)


def reason_of_an_act(qtbot: QtBot, desk: Desk, kitchen: Kitchen) -> Dialog:
    holding = Act("Hold", "Hold", "One order.", hold, (kitchen.orders["O-1041"],), reason="reason")
    dialog = ActDialog(desk, holding)
    typed_into(qtbot, dialog, dialog.reason, "on holiday")
    return dialog


def note_of_a_new_date(qtbot: QtBot, desk: Desk, kitchen: Kitchen) -> Dialog:
    dialog = SetEtaDialog(desk, kitchen.purchases["P-118"])
    typed_into(qtbot, dialog, dialog.note, "on holiday")
    return dialog


def name_of_a_resource(qtbot: QtBot, desk: Desk, kitchen: Kitchen) -> Dialog:
    dialog = ResourceDialog(desk)
    typed_into(qtbot, dialog, dialog.name, "on holiday")
    return dialog


@pytest.mark.parametrize("make", [reason_of_an_act, note_of_a_new_date, name_of_a_resource])
def test_words_typed_into_a_small_dialog_are_not_lost_by_escape(
    qtbot: QtBot,
    desk: Desk,
    kitchen: Kitchen,
    asked: list[str],
    answers: Answers,
    make: Callable[[QtBot, Desk, Kitchen], Dialog],
) -> None:
    dialog = make(qtbot, desk, kitchen)
    answers += [False, True]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert asked == ["Entered: on holiday."] * 2


def test_what_is_only_chosen_or_counted_needs_no_question(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, asked: list[str]
) -> None:
    cancelling = Act("Cancel", "Cancel", "One line.", hold, (), quantity=AskQuantity("Pieces", Decimal(1)))
    dialog = ActDialog(desk, cancelling)
    typed_into(qtbot, dialog, dialog.quantity, "2")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert (dialog.isVisible(), asked) == (False, [])
