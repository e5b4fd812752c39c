"""Order entry: what cannot be is said beside its field or line, and nothing typed is lost."""

from datetime import date
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from app.actions.ordering import OrderDraft, OrderLineDraft, enter_order
from app.lists.finding import find_customers
from app.shop import Shop
from db.rows import fetch
from tests.gui.dialogs.order_hands import (
    add,
    add_and_see,
    confirmed,
    open_field,
    set_policy,
    settled,
    type_over,
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


@pytest.mark.parametrize(
    ("typed", "said"), [("-3", "A quantity cannot be below zero."), ("0", "The quantity of WK-30 is zero.")]
)
def test_a_quantity_that_cannot_be_ordered_is_told_until_it_is_mended(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, typed: str, said: str
) -> None:
    add_and_see(qtbot, dialog, sqlite_shop, "WK-30", 1)
    field = open_field(dialog)

    type_over(qtbot, field, typed)
    assert dialog.error.text().startswith(said)
    assert not dialog.ok.isEnabled()

    type_over(qtbot, field, "2")
    assert dialog.error.text() == ""
    assert dialog.ok.isEnabled()


def test_r8_a_product_that_never_waits_is_refused_beside_its_line_and_nothing_is_lost(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    sqlite_shop.write(set_policy, kitchen.products["WK-30"], "never")
    dialog.reference.setText("Kitchen, 2nd floor")
    add_and_see(qtbot, dialog, sqlite_shop, "WK-30", 5)

    dialog._submit()

    assert cells(dialog.lines.model, "then") == [("May not wait",)]
    refusal = "WK-30 takes no backorders: it is short by 2."
    assert dialog.error.text().startswith(refusal)
    assert dialog.lines.panel.refusal.text() == refusal
    assert dialog.promises.texts() == []
    assert not dialog.lines.panel.wait.isVisibleTo(dialog)
    assert dialog.reference.text() == "Kitchen, 2nd floor"

    assert dialog.lines.panel.sell.text() == "Sell 3"
    dialog.lines.panel.sell.click()
    settled(qtbot, dialog)
    confirmed(qtbot, dialog, sqlite_shop)


def test_r8_a_product_to_be_asked_about_waits_when_the_owner_says_so(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    sqlite_shop.write(set_policy, kitchen.products["WK-30"], "ask")
    add_and_see(qtbot, dialog, sqlite_shop, "WK-30", 5)

    dialog.lines.panel.wait.click()
    settled(qtbot, dialog)
    [line] = confirmed(qtbot, dialog, sqlite_shop).lines
    assert (line.reserved, line.backordered) == (3000, 2000)


def test_r8_a_lost_sale_is_recorded_and_the_line_keeps_what_is_there(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    sqlite_shop.write(set_policy, kitchen.products["WK-30"], "never")
    add_and_see(qtbot, dialog, sqlite_shop, "WK-30", 5)

    dialog.lines.panel.lose.click()
    qtbot.waitUntil(lambda: dialog.hint.text() == "Lost sale recorded: 2 WK-30")
    settled(qtbot, dialog)

    assert cells(dialog.lines.model, "quantity", "then") == [("3", "Ready")]
    lost = sqlite_shop.read(lambda session: fetch(session, "SELECT quantity FROM unmet_demand"))
    assert [row[0] for row in lost] == [2000]


def test_a_customer_that_was_not_chosen_is_refused_at_his_field(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    qtbot.keyClicks(dialog.customer, "Nobody")
    add_and_see(qtbot, dialog, sqlite_shop, "WK-30", 1)

    dialog._submit()

    assert "No customer 'Nobody' is chosen." in dialog.error.text()
    assert dialog.customer.property("bad") == "true"
    assert dialog.customer.text() == "Nobody"


def test_a_queue_that_changed_meanwhile_is_shown_before_the_order_is_kept(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    dialog.customer.choose(sqlite_shop.read(find_customers, "Wen")[0])
    add_and_see(qtbot, dialog, sqlite_shop, "WK-30", 3)
    taken = OrderLineDraft(kitchen.products["WK-30"], Decimal(2))
    sqlite_shop.write(enter_order, OrderDraft((taken,), kitchen.customers["Oskar Lund"]))

    dialog._submit()
    qtbot.waitUntil(lambda: bool(dialog.error.text()))
    settled(qtbot, dialog)

    assert "The queue changed meanwhile." in dialog.error.text()
    assert cells(dialog.lines.model, "available", "then") == [("1", "No date")]
    assert dialog.customer.text() == "Wen Li"


def test_a_discount_of_more_than_all_is_refused(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    add(qtbot, dialog, sqlite_shop, "WK-30", 1)
    model = dialog.lines.model
    assert model.setData(model.index(0, model.column_of("discount")), Decimal(101))
    settled(qtbot, dialog)

    dialog._submit()

    assert "A discount is at most 100 %." in dialog.error.text()


@pytest.mark.parametrize("typed", ["-5", "much"])
def test_money_that_is_none_is_told_at_its_field_while_it_is_typed(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, typed: str
) -> None:
    add(qtbot, dialog, sqlite_shop, "WK-30", 1)
    field = dialog.sums.shipping
    type_over(qtbot, field, typed)
    assert dialog.error.text()
    assert field.property("bad") == "true"
    assert not dialog.ok.isEnabled()

    type_over(qtbot, field, "5")
    assert dialog.error.text() == ""
    assert dialog.ok.isEnabled()


def test_a_day_that_is_none_is_told_without_holding_the_keyboard(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    add_and_see(qtbot, dialog, sqlite_shop, "WK-30", 1)
    dialog.wanted.setFocus()
    qtbot.keyClicks(dialog.wanted, "31.2.")
    assert dialog.error.text() == ""

    dialog.reference.setFocus()

    assert dialog.error.text().startswith("'31.2.' is not a day.")
    assert dialog.focusWidget() is dialog.reference
    assert not dialog.ok.isEnabled()

    type_over(qtbot, dialog.wanted, "18.12.2026")
    settled(qtbot, dialog)
    assert dialog.error.text() == ""
    assert dialog.draft().wanted_on == date(2026, 12, 18)


def test_a_wrong_amount_does_not_take_the_keyboard_from_a_line(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    add(qtbot, dialog, sqlite_shop, "WK-30", 1)
    type_over(qtbot, dialog.sums.shipping, "-5")
    assert dialog.sums.texts()["due"] == "€72.00"

    field = open_field(dialog, "quantity")
    qtbot.keyClicks(field, "12")

    assert [entry.quantity for entry in dialog.lines.entries()] == [Decimal(12)]
    assert dialog.error.text().startswith("This is no amount.")
