"""A dialog stays open, with all that was typed, until what it does is done."""

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.errors import NeedsConsent, PlanChanged, Refused, ShopError
from ui.common import dialog as dialog_module
from ui.common.dialog import Dialog, Sheet
from ui.common.inputs import QuantityEdit, field
from ui.common.page import Desk
from ui.common.scroll import Scroll


def receive(quantity: Decimal) -> str:
    if quantity > 10:
        raise Refused("Only 10 are open.", "Receive 10.")
    if quantity == 9:
        raise PlanChanged("The plan has changed.", "Look at the new one.")
    if quantity == 8:
        raise NeedsConsent("More than ordered.", "Say that it is meant.")
    return f"received {quantity}"


class ReceiveDialog(Dialog):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Receive goods", "Receive")
        self.quantity = QuantityEdit()
        self.body.addWidget(field("Quantity", self.quantity))
        self.changed = 0

    def submit(self) -> None:
        self.write(receive, self.quantity.value())

    def plan_changed(self, error: ShopError) -> None:
        self.changed += 1

    def refused(self, error: ShopError) -> bool:
        return isinstance(error, NeedsConsent)

    def cause_of(self, error: ShopError) -> QWidget | None:
        return self.quantity


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot) -> Any:
    made = ReceiveDialog(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def test_closes_with_the_outcome_of_the_write(dialog: ReceiveDialog, qtbot: QtBot) -> None:
    dialog.quantity.setText("5")
    with qtbot.waitSignal(dialog.accepted):
        dialog.ok.click()
    assert dialog.outcome == "received 5"


def test_a_field_that_cannot_be_taken_is_marked_and_nothing_is_written(dialog: ReceiveDialog) -> None:
    dialog.quantity.setText("five")
    dialog.ok.click()
    assert dialog.isVisible()
    assert dialog.error.text() == "'five' is not a number. Type it as 1,234.5."
    assert dialog.quantity.property("bad") == "true"
    assert dialog.quantity.text() == "five"


def test_a_refusal_of_the_write_leaves_the_dialog_open(dialog: ReceiveDialog, qtbot: QtBot) -> None:
    dialog.quantity.setText("11")
    dialog.ok.click()
    assert not dialog.ok.isEnabled()
    qtbot.waitUntil(dialog.ok.isEnabled)
    assert dialog.error.text() == "Only 10 are open. Receive 10."
    assert dialog.isVisible()


def test_a_plan_that_changed_is_said_and_shown(dialog: ReceiveDialog, qtbot: QtBot) -> None:
    dialog.quantity.setText("9")
    dialog.ok.click()
    qtbot.waitUntil(dialog.ok.isEnabled)
    assert dialog.changed == 1
    assert dialog.error.text().startswith("The plan has changed.")


def test_what_the_dialog_deals_with_is_not_shown(dialog: ReceiveDialog, qtbot: QtBot) -> None:
    dialog.quantity.setText("8")
    dialog.ok.click()
    qtbot.waitUntil(dialog.ok.isEnabled)
    assert dialog.error.text() == ""


def test_trying_again_takes_the_error_away(dialog: ReceiveDialog, qtbot: QtBot) -> None:
    dialog.quantity.setText("five")
    dialog.ok.click()
    dialog.quantity.setText("5")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.quantity.property("bad") == "false"


def test_escape_leaves_without_an_outcome(dialog: ReceiveDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.outcome is None


def test_enter_presses_the_button_that_has_the_keyboard(dialog: ReceiveDialog, qtbot: QtBot) -> None:
    dialog.quantity.setText("5")
    dialog.cancel.setFocus()
    qtbot.keyClick(dialog.cancel, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert dialog.outcome is None


def test_where_everything_is_still_read_the_keyboard_goes_on_to_the_act(qtbot: QtBot) -> None:
    sheet = Sheet("Delete", "Delete")
    qtbot.addWidget(sheet)
    sheet.set_act("Delete", enabled=False)
    sheet.show()
    assert sheet.focusWidget() is not sheet.ok
    sheet.set_act("Delete P-118")
    assert sheet.focusWidget() is sheet.ok
    sheet.cancel.setFocus()
    sheet.set_act("Delete P-119")
    assert sheet.focusWidget() is sheet.cancel


def test_a_body_that_outgrows_the_screen_scrolls_and_keeps_the_keyboard(
    dialog: ReceiveDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.quantity.setFocus()
    monkeypatch.setattr(dialog_module, "room_for", lambda dialog: QSize(400, 300))
    tall = QWidget()
    tall.setMinimumSize(200, 600)
    dialog.body.addWidget(tall)
    dialog.hint.setText("Enter: next field. " * 3)
    qtbot.waitUntil(lambda: dialog.findChild(Scroll) is not None)
    qtbot.waitUntil(lambda: dialog.minimumSizeHint().width() <= 400)
    assert dialog.size() == dialog.size().boundedTo(QSize(400, 300))
    assert dialog.focusWidget() is dialog.quantity


def test_a_second_confirmation_while_the_first_is_written_does_nothing(
    dialog: ReceiveDialog, qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[object] = []
    monkeypatch.setattr(desk.jobs, "write", lambda fn, *args, **kwargs: written.append(args))
    dialog.quantity.setText("5")
    dialog.ok.click()
    dialog.set_act("Receive 6")
    dialog.ok.click()
    assert len(written) == 1
