"""Receiving goods: who gets them before they are posted, and refusals that keep what was typed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.actions.ordering import OrderDraft, OrderLineDraft, enter_order
from app.lists.purchase_detail import purchase_detail
from app.shop import Shop
from tests.databases import TODAY
from tests.kitchen import Kitchen, line_of
from ui.common.cells import Cell, Role
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs import receive_rows
from ui.dialogs.receive import ReceiveDialog
from ui.dialogs.receive_rows import Counted
from ui.dialogs.receive_words import remarks


def opened(qtbot: QtBot, desk: Desk, kitchen: Kitchen, number: str = "P-118") -> ReceiveDialog:
    dialog = ReceiveDialog(desk, kitchen.purchases[number])
    qtbot.addWidget(dialog)
    dialog.show()
    wait_for_preview(qtbot, dialog)
    return dialog


def wait_for_preview(qtbot: QtBot, dialog: ReceiveDialog) -> None:
    qtbot.waitUntil(lambda: bool(dialog.goods.rows) and not dialog.is_asking)


def type_into(dialog: ReceiveDialog, line: int, key: str, value: object) -> None:
    model = dialog.goods
    assert model.setData(model.index(line, model.column_of(key)), value)


def shown(dialog: ReceiveDialog) -> list[tuple[str, ...]]:
    """What the preview says, line by line: a head's title, or customer, gets, has, expected."""
    model = dialog.takers.lines
    lines = []
    for line in range(model.rowCount()):
        head = model.head_at(line)
        if head is not None:
            words = model.words_of(head)
            lines.append((words.title, *(text for text, _ in words.notes)))
            continue
        cells = {key: model.index(line, model.column_of(key)).data(Role.CELL) for key in KEYS}
        assert all(isinstance(cell, Cell) for cell in cells.values())
        lines.append(tuple(cell.spoken() for cell in cells.values()))
    return lines


KEYS = ("customer", "gets", "has", "expected", "then")


def test_all_that_was_to_come_is_offered_and_shared_out_by_rank(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen
) -> None:
    dialog = opened(qtbot, desk, kitchen)

    assert dialog.ok.text() == "Receive 14 pieces"
    assert dialog.takers.head.sum.text() == "10 of 14 pieces go to 6 orders, 4 stay free on the shelf"
    assert shown(dialog)[:5] == [
        ("Cast-iron casserole 24 cm", "6 pieces: 6 to orders"),
        ("Hotel Alder", "+2", "3 of 3", "3 Dec → 24 Nov", "Ready"),
        ("Marta Lindqvist", "+1", "1 of 1", "3 Dec → 24 Nov", "Ready"),
        ("Café Brünn", "+3", "3 of 3", "3 Dec → 24 Nov", "Ready"),
        ("Cast-iron casserole 30 cm", "4 pieces: 3 to orders, 1 free on the shelf"),
    ]


@pytest.mark.parametrize("typed", ["-4", "1e9", " "])
def test_a_count_that_is_none_is_told_beside_the_last_answer(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, typed: str
) -> None:
    dialog = opened(qtbot, desk, kitchen)
    before = shown(dialog)
    field = dialog.goods_table.findChild(QLineEdit)
    assert field is not None

    field.selectAll()
    qtbot.keyClicks(field, typed)
    assert dialog.error.text() == dialog.goods.problems()[0]
    assert not dialog.ok.isEnabled()
    assert shown(dialog) == before

    field.selectAll()
    qtbot.keyClicks(field, "0")
    assert dialog.error.text() == ""


def test_rejected_goods_go_to_nobody_and_stay_open(qtbot: QtBot, desk: Desk, kitchen: Kitchen) -> None:
    dialog = opened(qtbot, desk, kitchen)

    type_into(dialog, 0, "accepted", Decimal(5))
    type_into(dialog, 0, "rejected", Decimal(1))
    wait_for_preview(qtbot, dialog)

    assert ("Café Brünn", "+2", "2 of 3", "3 Dec", "Part") in shown(dialog)
    assert dialog.takers.notes.text() == "1 rejected piece stays open on P-118."
    assert dialog.ok.text() == "Receive 13 pieces"


def test_goods_are_counted_and_received_by_keyboard(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    dialog = opened(qtbot, desk, kitchen)
    first = dialog.goods_table.findChild(QLineEdit)
    assert first is not None

    qtbot.keyClicks(first, "5")
    qtbot.keyClick(first, Qt.Key.Key_Return)
    rejected = dialog.goods_table.indexWidget(dialog.goods_table.currentIndex())
    assert rejected is not None
    qtbot.keyClicks(rejected, "1")
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()

    line = sqlite_shop.read(purchase_detail, kitchen.purchases["P-118"]).lines[0]
    assert (line.received, line.incoming) == (5000, 1000)
    assert dialog.outcome.number == "R-1001"


def test_more_than_ordered_is_asked_about_and_nothing_typed_is_lost(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen
) -> None:
    dialog = opened(qtbot, desk, kitchen)
    dialog.delivery_note.setText("HL-88214")
    type_into(dialog, 0, "accepted", Decimal(8))
    dialog._submit()
    qtbot.waitUntil(lambda: bool(dialog.error.text()))

    assert "Only 6 were still to come." in dialog.error.text()
    assert dialog.takers.notes.text().startswith("2 pieces beyond what was to come.")
    assert receive_rows.of(dialog.goods.rows[0]).accepted == 8
    assert dialog.delivery_note.text() == "HL-88214"

    with qtbot.waitSignal(dialog.accepted):
        dialog.error.retried.emit()


def test_a_queue_that_changed_meanwhile_is_shown_before_anything_is_posted(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    dialog = opened(qtbot, desk, kitchen)
    line = OrderLineDraft(kitchen.products["CG-26"], Decimal(2))
    sqlite_shop.write(enter_order, OrderDraft((line,), kitchen.customers["Wen Li"]))

    dialog._submit()
    qtbot.waitUntil(lambda: bool(dialog.error.text()))
    wait_for_preview(qtbot, dialog)

    assert "The queue changed meanwhile." in dialog.error.text()
    assert ("Wen Li", "+2", "2 of 2", "3 Dec → 24 Nov", "Ready") in shown(dialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()


def test_what_is_no_quantity_is_kept_and_cannot_be_received(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen
) -> None:
    dialog = opened(qtbot, desk, kitchen)
    field = dialog.goods_table.findChild(QLineEdit)
    assert field is not None

    qtbot.keyClicks(field, "1.5")

    assert field.text() == "1.5"
    assert dialog.goods.problems()[0].startswith("Only whole numbers fit here.")
    assert not dialog.ok.isEnabled()


def test_r13_goods_come_without_a_purchase_too(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    dialog = opened(qtbot, desk, kitchen)
    dialog.purchase.setCurrentIndex(dialog.purchase.findData(None))
    dialog.purchase.activated.emit(dialog.purchase.currentIndex())

    qtbot.keyClicks(dialog.finder, "sk-28")
    with qtbot.waitSignal(dialog.finder.scanned):
        qtbot.keyClick(dialog.finder, Qt.Key.Key_Return)
    wait_for_preview(qtbot, dialog)

    assert dialog.ok.text() == "Receive 1 piece"
    assert ("Hanna Brandt", "+1", "1 of 1", "21 Dec → 24 Nov", "Ready") in shown(dialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    assert [quantity for _, quantity in dialog.outcome.gained] == [1]


def scan(qtbot: QtBot, dialog: ReceiveDialog, *codes: str) -> None:
    for code in codes:
        qtbot.keyClicks(dialog.finder, code)
        with qtbot.waitSignals([dialog.finder.scanned]):
            qtbot.keyClick(dialog.finder, Qt.Key.Key_Return)


def test_each_scan_counts_one_and_says_so(qtbot: QtBot, desk: Desk, kitchen: Kitchen) -> None:
    dialog = opened(qtbot, desk, kitchen)
    dialog.scan.click()
    assert not dialog.ok.isEnabled()
    assert dialog.takers.head.sum.text() == "Nothing came yet."

    scan(qtbot, dialog, "4006381333931", "4006381333931", "3*CG-26")
    wait_for_preview(qtbot, dialog)

    assert [receive_rows.of(row).accepted for row in dialog.goods.rows] == [2, 0, 3]
    assert dialog.hint.text() == "CG-26: 3 of 4"
    assert dialog.ok.text() == "Receive 5 pieces"
    assert dialog.focusWidget() is dialog.finder


def test_who_scans_before_anything_else_counts_by_scanning(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen
) -> None:
    dialog = opened(qtbot, desk, kitchen)
    field = dialog.goods_table.indexWidget(dialog.goods_table.currentIndex())
    assert isinstance(field, QLineEdit)
    field.selectAll()
    with qtbot.waitSignal(dialog.finder.scanned):
        qtbot.keyClicks(field, "4006381333931")
        qtbot.keyClick(field, Qt.Key.Key_Return)

    assert [receive_rows.of(row).accepted for row in dialog.goods.rows] == [1, 0, 0]
    assert dialog.focusWidget() is dialog.finder


def test_r13_what_was_scanned_beyond_the_purchase_is_said_and_booked(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    dialog = opened(qtbot, desk, kitchen)
    dialog.scan.click()
    scan(qtbot, dialog, "5*CG-26", "WK-30")
    wait_for_preview(qtbot, dialog)
    assert dialog.takers.notes.text().startswith("1 piece beyond what was to come. Not on P-118: WK-30.")

    dialog._submit()
    qtbot.waitUntil(lambda: "Only 4 were still to come." in dialog.error.text())
    with qtbot.waitSignal(dialog.accepted):
        dialog.error.retried.emit()
    assert sqlite_shop.read(purchase_detail, kitchen.purchases["P-118"]).lines[2].received == 5000


def test_a_code_that_nothing_has_is_told_and_the_count_stays(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen
) -> None:
    dialog = opened(qtbot, desk, kitchen)
    dialog.scan.click()
    scan(qtbot, dialog, "CG-26")
    qtbot.keyClicks(dialog.finder, "99999999")
    qtbot.keyClick(dialog.finder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Nothing is called “99999999”." in dialog.error.text())
    assert [receive_rows.of(row).accepted for row in dialog.goods.rows] == [0, 0, 1]


def test_day_freight_and_note_are_asked_about_before_they_are_lost(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen
) -> None:
    dialog = opened(qtbot, desk, kitchen)
    assert dialog.entered() == []
    dialog.freight.setText("24")
    dialog.received_on.set_value(TODAY - timedelta(1))
    dialog.delivery_note.setText("HL-1")
    assert dialog.entered() == ["HL-1", "Freight 24", "Received on 22 Nov 2026"]


def test_a_receipt_can_be_taken_back_at_once(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    told: list[tuple[str, Undo]] = []
    desk.did.connect(lambda words, undo: told.append((words, undo)))
    dialog = opened(qtbot, desk, kitchen)
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    [(words, undo)] = told
    assert words == "R-1001: 14 pieces received."
    sqlite_shop.write(undo.fn, *undo.args)
    assert sqlite_shop.read(purchase_detail, kitchen.purchases["P-118"]).lines[0].received == 0


def test_without_a_purchase_nothing_is_chosen(qtbot: QtBot, desk: Desk, kitchen: Kitchen) -> None:
    dialog = ReceiveDialog(desk, without_purchase=True)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.purchase.count() > 1)
    assert dialog.purchase.currentData() is None
    assert not dialog.goods.rows


def test_tab_goes_from_the_replacement_to_the_next_line_and_back(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen
) -> None:
    dialog = opened(qtbot, desk, kitchen)
    type_into(dialog, 0, "rejected", Decimal(1))
    table, model = dialog.goods_table, dialog.goods
    table.edit_cell(model.rows[0][0], "replacement")
    choice = table.indexWidget(table.currentIndex())
    assert isinstance(choice, QComboBox)

    qtbot.keyClick(choice, Qt.Key.Key_Tab)
    here = table.currentIndex()
    assert (here.row(), model.columns[here.column()].key) == (1, "accepted")
    field = table.indexWidget(here)
    assert isinstance(field, QLineEdit)
    assert dialog.focusWidget() is field

    qtbot.keyClick(field, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert isinstance(dialog.focusWidget(), QComboBox)


def test_tab_leaves_the_last_field_for_the_button(qtbot: QtBot, desk: Desk, kitchen: Kitchen) -> None:
    dialog = opened(qtbot, desk, kitchen)
    dialog.goods_table.edit_cell(dialog.goods.rows[-1][0], "rejected")
    qtbot.keyClick(dialog.goods_table.indexWidget(dialog.goods_table.currentIndex()), Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.ok


def test_opens_with_the_purchase_that_an_order_line_waits_for(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    line = line_of(sqlite_shop, kitchen, "O-1060", "SK-28")
    dialog = ReceiveDialog(desk, for_line=line)
    qtbot.addWidget(dialog)
    wait_for_preview(qtbot, dialog)
    assert dialog.purchase.currentData() == kitchen.purchases["P-124"]


def test_what_is_rejected_beyond_what_was_to_come_does_not_stay_open() -> None:
    counted = Counted(1, "CI-24", "Casserole", 0, Decimal(13), 1, incoming=10_000, rejected=Decimal(2))
    assert remarks([counted], [], "P-118") == ["3 pieces beyond what was to come."]


def test_a_day_that_is_none_is_told_when_it_is_left(qtbot: QtBot, desk: Desk, kitchen: Kitchen) -> None:
    dialog = opened(qtbot, desk, kitchen)
    dialog.received_on.setFocus()
    dialog.received_on.selectAll()
    qtbot.keyClicks(dialog.received_on, "31.2.")
    dialog.delivery_note.setFocus()

    assert dialog.error.text().startswith("'31.2.' is not a day.")
    assert dialog.focusWidget() is dialog.delivery_note
    dialog._submit()
    assert dialog.focusWidget() is dialog.received_on
