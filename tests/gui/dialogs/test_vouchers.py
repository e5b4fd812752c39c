"""Vouchers are given, looked up, used in a payment, and changed in the letter that promises them."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from pytestqt.qtbot import QtBot

from app.actions.ordering import PaymentDraft
from app.actions.paying import record_payment
from app.actions.purchasing import set_eta
from app.actions.reward_rules import RuleDraft, store_rules
from app.actions.vouchers import VoucherDraft, give_voucher
from app.letters.due import due_letters
from app.lists.customer_detail import customer_detail
from app.lists.order_detail import order_detail
from app.settings import change_settings
from app.shop import Shop
from db.rows import fetch
from tests.gui.dialogs.hands import at_rest, scan, type_text
from tests.kitchen import Kitchen, enter, purchase_lines_of
from ui.common.jobs import Jobs
from ui.common.page import Desk
from ui.dialogs.counter_sale import CounterSaleDialog
from ui.dialogs.give_voucher import GiveVoucherDialog
from ui.dialogs.letters import LettersDialog
from ui.dialogs.payment import PaymentDialog
from ui.dialogs.reward_rules import RulesEdit
from ui.dialogs.vouchers import VouchersDialog


def rows(shop: Shop, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in shop.read(fetch, sql)]


def shown(qtbot: QtBot, desk: Desk, dialog: Any) -> Any:
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    return dialog


def test_one_is_given_and_can_be_taken_back(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    undos: list[Any] = []
    desk.did.connect(lambda words, undo: undos.append(undo))
    person = sqlite_shop.read(customer_detail, kitchen.customers["Wen Li"])
    dialog = shown(qtbot, desk, GiveVoucherDialog(desk, person))
    dialog._submit()
    assert dialog.error.text()
    dialog.amount.setText("12.50")
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    assert rows(sqlite_shop, "SELECT balance, state FROM vouchers") == [(1250, "open")]
    sqlite_shop.write(undos[0].fn, *undos[0].args)
    assert rows(sqlite_shop, "SELECT balance, state FROM vouchers") == [(0, "reversed")]


def test_a_code_offers_what_is_left_and_pays(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    order_id = sqlite_shop.write(enter, kitchen, "O-2001", "Wen Li", (("WK-30", 1),))
    given = sqlite_shop.write(give_voucher, VoucherDraft(kitchen.customers["Wen Li"], Decimal(25)))
    dialog = shown(qtbot, desk, PaymentDialog(desk, sqlite_shop.read(order_detail, order_id)))
    assert dialog.voucher.isHidden()
    dialog.way.setCurrentIndex(dialog.way.findData("voucher"))
    dialog.way.activated.emit(dialog.way.currentIndex())
    dialog.voucher.show_code("AAAA-AAAA-AAAA")
    qtbot.waitUntil(lambda: "No voucher has the code" in dialog.voucher.said.accessibleName())
    dialog.voucher.show_code(given.code)
    qtbot.waitUntil(lambda: dialog.amount.text() == "€25.00")
    assert "€25.00 left on it" in dialog.voucher.said.accessibleName()
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    assert rows(sqlite_shop, "SELECT amount, way FROM payments") == [(2500, "voucher")]

    dialog = shown(qtbot, desk, PaymentDialog(desk, sqlite_shop.read(order_detail, order_id)))
    dialog.take_off(dialog._order.payments[0])
    qtbot.waitUntil(lambda: desk.jobs.idle)
    assert rows(sqlite_shop, "SELECT balance FROM vouchers") == [(2500,)]


def test_a_refund_offers_the_voucher_that_paid(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    order_id = sqlite_shop.write(enter, kitchen, "O-2001", "Wen Li", (("WK-30", 1),))
    given = sqlite_shop.write(give_voucher, VoucherDraft(kitchen.customers["Wen Li"], Decimal(25)))
    draft = PaymentDraft(Decimal(25), "voucher", voucher=given.code)
    sqlite_shop.write(record_payment, order_id, draft)
    dialog = shown(qtbot, desk, PaymentDialog(desk, sqlite_shop.read(order_detail, order_id)))
    dialog.offer_refund()
    dialog.way.setCurrentIndex(dialog.way.findData("voucher"))
    dialog.way.activated.emit(dialog.way.currentIndex())
    dialog.amount.set_value(Decimal(10))
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    assert rows(sqlite_shop, "SELECT balance FROM vouchers") == [(1000,)]


def test_they_are_looked_up_and_taken_back(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    sqlite_shop.write(give_voucher, VoucherDraft(kitchen.customers["Wen Li"], Decimal(40), "points"))
    sqlite_shop.write(give_voucher, VoucherDraft(kitchen.customers["Jonas Weil"], Decimal(5)))
    dialog = shown(qtbot, desk, VouchersDialog(desk, "wen"))
    assert [row[0] for row in dialog.model.rows] == [1]
    assert not dialog.take_points.isHidden()
    dialog.points.set_value(Decimal(15))
    dialog.use_points()
    qtbot.waitUntil(lambda: rows(sqlite_shop, "SELECT balance FROM vouchers WHERE id = 1") == [(2500,)])
    qtbot.waitUntil(lambda: desk.jobs.idle)
    dialog.reverse()
    qtbot.waitUntil(lambda: desk.jobs.idle and not dialog.model.rows)
    assert dialog.table.said == "No voucher with “wen” here."
    dialog._submit()
    assert "No voucher is chosen" in dialog.error.text()


def test_the_letter_says_another_amount_once_it_is_typed(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    sqlite_shop.write(lambda session: change_settings(session, make_good=True) and None)
    sqlite_shop.write(store_rules, (RuleDraft(1, "percent", Decimal(10)),))
    line = purchase_lines_of(sqlite_shop, kitchen, "P-118")[:1]
    sqlite_shop.write(set_eta, line, date(2026, 12, 11))
    dialog = shown(qtbot, desk, LettersDialog(desk, partial(due_letters, kinds=("delay",))))
    [(notice, edit), *_] = dialog.sheet.rewards.fields.items()
    dialog.sheet.paragraph.setPlainText("Sorry again.")
    dialog.sheet.take_paragraph()
    edit.setText("7.5")
    edit.returnPressed.emit()
    qtbot.waitUntil(lambda: desk.jobs.idle and _amount(dialog, notice) == 750)
    assert dialog.sheet._shown is not None
    assert dialog.sheet._shown.plan.added == "Sorry again."
    dialog.sheet.rewards.proposed.emit(notice, Decimal(0))
    qtbot.waitUntil(lambda: desk.jobs.idle and _amount(dialog, notice) == 0)


def _amount(dialog: LettersDialog, notice: int) -> int | None:
    given = [each for row in dialog.letters.rows for each in row[1].plan.promised]  # type: ignore[attr-defined]
    return next((each.amount for each in given if each.notice_id == notice), None)


def test_rules_are_added_ordered_and_removed(qtbot: QtBot) -> None:
    edit = RulesEdit("EUR")
    qtbot.addWidget(edit)
    edit.show_rules((RuleDraft(7), RuleDraft(21)))
    assert "rule 2" in edit.remark.accessibleName()
    edit.table.selectRow(1)
    edit.move_up()
    assert [each.days_late for each in edit.rules()] == [21, 7]
    assert edit.remark.accessibleName() == ""
    edit.add_rule()
    assert [each.days_late for each in edit.rules()] == [21, 7, 7]
    edit.table.selectRow(0)
    edit.remove()
    assert [each.days_late for each in edit.rules()] == [7, 7]


def test_one_pays_over_the_counter(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, kitchen: Kitchen, jobs: Jobs
) -> None:
    given = sqlite_shop.write(give_voucher, VoucherDraft(kitchen.customers["Wen Li"], Decimal(80)))
    dialog = shown(qtbot, desk, CounterSaleDialog(desk))
    scan(qtbot, dialog.scan, "WK-30")
    at_rest(qtbot, dialog, jobs)
    dialog.payment.way.choose("voucher")
    assert not dialog.payment.code.isHidden()
    assert not dialog.ok.isEnabled()
    assert not dialog.error.text()
    type_text(dialog.payment.code, given.code.lower())
    dialog._submit()
    qtbot.waitUntil(lambda: not dialog.goods.rows)
    assert rows(sqlite_shop, "SELECT balance FROM vouchers") == [(800,)]
    assert dialog.payment.code.text() == ""
