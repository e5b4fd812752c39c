"""Selling over the counter: scan, pay, next customer; what is not there has three ways out."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.actions.stocktaking import issue
from app.errors import Refused
from app.lists.finding import find_products
from app.lists.order_detail import order_detail
from app.lists.orders import LISTING as ORDERS
from app.shop import Shop
from db.rows import fetch
from tests.gui.dialogs.hands import at_rest, figures, scan, shown, take_back, told_by, type_cell, type_text
from tests.gui.pages.reading import cells
from tests.kitchen import Kitchen
from ui.common.jobs import Jobs
from ui.common.page import Desk
from ui.dialogs import order_entry
from ui.dialogs.counter_sale import CounterSaleDialog


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, kitchen: Kitchen, jobs: Jobs) -> CounterSaleDialog:
    made = CounterSaleDialog(desk)
    shown(qtbot, made)
    at_rest(qtbot, made, jobs)
    return made


def rows(dialog: CounterSaleDialog) -> list[tuple[str, ...]]:
    return cells(dialog.goods, "product", "available", "quantity", "total")


def test_scans_add_up_are_paid_and_the_till_is_free_again(
    qtbot: QtBot, dialog: CounterSaleDialog, jobs: Jobs, sqlite_shop: Shop, desk: Desk
) -> None:
    told = told_by(desk)
    scan(qtbot, dialog.scan, "WK-30", "2*EN-24", "WK-30")
    at_rest(qtbot, dialog, jobs)
    assert rows(dialog) == [
        ("Carbon-steel wok 30 cm", "3", "2", "€144.00"),
        ("Enamelled casserole 24 cm", "4", "2", "€178.00"),
    ]
    assert dialog.payment.total.text() == "€322.00"
    assert dialog.ok.text() == "Sell for €322.00"
    type_text(dialog.payment.given, "350")
    assert dialog.payment.change.text() == "€28.00"
    dialog._submit()
    qtbot.waitUntil(lambda: not dialog.goods.rows)
    assert [figures(sqlite_shop, sku, "on_hand") for sku in ("WK-30", "EN-24")] == [[(1,)], [(2,)]]
    assert dialog.isVisible()
    assert dialog.scan.hasFocus()
    assert dialog.payment.given.text() == ""
    [(words, undo)] = told
    number = words.split()[0]
    assert words == f"{number} sold for €322.00; €28.00 change."
    [row] = sqlite_shop.read(ORDERS.page, filter="all", search=number).rows
    order = sqlite_shop.read(order_detail, row[0])
    assert (order.state, order.customer_id, order.paid, order.payments[0].way) == (
        "done",
        None,
        32200,
        "cash",
    )
    take_back(sqlite_shop, undo)
    assert figures(sqlite_shop, "WK-30", "on_hand") == [(3,)]


def test_the_last_sale_is_undone_from_the_till(
    qtbot: QtBot, dialog: CounterSaleDialog, jobs: Jobs, sqlite_shop: Shop
) -> None:
    scan(qtbot, dialog.scan, "WK-30")
    at_rest(qtbot, dialog, jobs)
    assert dialog.take_back.isHidden()
    dialog._submit()
    qtbot.waitUntil(lambda: not dialog.take_back.isHidden())
    dialog.take_back.click()
    qtbot.waitUntil(lambda: dialog.take_back.isHidden())
    assert figures(sqlite_shop, "WK-30", "on_hand") == [(3,)]


class TestShort:
    @pytest.fixture
    def short(self, qtbot: QtBot, dialog: CounterSaleDialog, jobs: Jobs) -> CounterSaleDialog:
        """Five woks asked for, three there."""
        scan(qtbot, dialog.scan, "5*WK-30")
        at_rest(qtbot, dialog, jobs)
        return dialog

    def test_cannot_be_sold(self, short: CounterSaleDialog) -> None:
        assert rows(short)[0][1] == "only 3"
        assert short.lacks.words.text() == "Missing of Carbon-steel wok 30 cm: 2. Available: 3."
        assert not short.ok.isEnabled()

    def test_what_is_there_is_sold(self, short: CounterSaleDialog) -> None:
        assert short.lacks.sell_rest.text() == "Sell 3"
        short.lacks.sell_rest.click()
        assert rows(short)[0][2] == "3"
        assert short.lacks.isHidden()
        assert short.ok.isEnabled()

    def test_the_lost_sale_counts_as_demand(
        self, qtbot: QtBot, short: CounterSaleDialog, jobs: Jobs, sqlite_shop: Shop
    ) -> None:
        short.lacks.lose.click()
        at_rest(qtbot, short, jobs)
        lost = sqlite_shop.read(fetch, "SELECT quantity FROM unmet_demand")
        assert [row[0] for row in lost] == [2000]
        assert short.hint.text() == "Lost sale recorded: 2 WK-30"
        assert rows(short)[0][2] == "3"

    @pytest.mark.parametrize(("entered", "left"), [(object(), "3"), (None, "5")])
    def test_the_rest_is_ordered(
        self, short: CounterSaleDialog, monkeypatch: pytest.MonkeyPatch, entered: object, left: str
    ) -> None:
        asked: list[tuple[str, Decimal]] = []

        def ask(parent: object, desk: Desk, *, sku: str, quantity: Decimal) -> object:
            asked.append((sku, quantity))
            return entered

        monkeypatch.setattr(order_entry, "ask", ask)
        short.lacks.order_it.click()
        assert asked == [("WK-30", Decimal(2))]
        assert rows(short)[0][2] == left

    def test_goods_that_are_all_reserved_are_left_out(
        self, qtbot: QtBot, dialog: CounterSaleDialog, jobs: Jobs
    ) -> None:
        scan(qtbot, dialog.scan, "CI-24")
        at_rest(qtbot, dialog, jobs)
        assert rows(dialog)[0][1] == "none there"
        assert dialog.lacks.sell_rest.text() == "Leave it out"
        dialog.lacks.sell_rest.click()
        assert rows(dialog) == []


def test_goods_that_went_meanwhile_are_told_and_nothing_typed_is_lost(
    qtbot: QtBot, dialog: CounterSaleDialog, jobs: Jobs, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    scan(qtbot, dialog.scan, "3*WK-30")
    at_rest(qtbot, dialog, jobs)
    sqlite_shop.write(issue, kitchen.products["WK-30"], Decimal(1))
    dialog._submit()
    qtbot.waitUntil(lambda: rows(dialog)[0][1] == "only 2")
    assert rows(dialog)[0][2] == "3"
    assert not dialog.ok.isEnabled()


def test_too_little_money_is_told_at_its_field(qtbot: QtBot, dialog: CounterSaleDialog, jobs: Jobs) -> None:
    scan(qtbot, dialog.scan, "WK-30")
    at_rest(qtbot, dialog, jobs)
    type_text(dialog.payment.given, "70")
    assert dialog.error.text() == "€2.00 are missing. Type what the customer gave."
    assert dialog.payment.given.property("bad") == "true"
    dialog.payment.way.choose("card")
    assert dialog.payment.given.isHidden()
    assert dialog.ok.isEnabled()


def test_codes_that_nothing_has_stay_in_sight_while_the_scanner_goes_on(
    qtbot: QtBot, dialog: CounterSaleDialog, jobs: Jobs
) -> None:
    scan(qtbot, dialog.scan, "4006381999999", "EN-24", "24242424", "WK-30")
    at_rest(qtbot, dialog, jobs)
    assert [row[0] for row in rows(dialog)] == ["Enamelled casserole 24 cm", "Carbon-steel wok 30 cm"]
    assert dialog.missed.text() == (
        "Nothing is called “4006381999999”. Nothing is called “24242424”."
        " Scan it again, or type a part of its name."
    )
    assert dialog.scan.hasFocus()
    dialog.missed.leave.click()
    assert dialog.missed.text() == ""
    assert dialog.scan.hasFocus()


def test_what_is_scanned_while_the_sale_is_written_is_the_next_customers(
    qtbot: QtBot, dialog: CounterSaleDialog, jobs: Jobs, sqlite_shop: Shop, desk: Desk
) -> None:
    told = told_by(desk)
    scan(qtbot, dialog.scan, "WK-30")
    at_rest(qtbot, dialog, jobs)
    dialog._submit()
    wok, pot = sqlite_shop.read(find_products, "WK-30"), sqlite_shop.read(find_products, "EN-24")
    dialog.add(wok[0], Decimal(1))
    dialog.add(pot[0], Decimal(2))
    dialog._submit()
    qtbot.waitUntil(lambda: told != [])
    at_rest(qtbot, dialog, jobs)
    assert rows(dialog) == [
        ("Carbon-steel wok 30 cm", "2", "1", "€72.00"),
        ("Enamelled casserole 24 cm", "4", "2", "€178.00"),
    ]
    assert len(told) == 1
    assert dialog.ok.isEnabled()


def test_a_refusal_that_is_not_about_what_is_there_stays_in_sight(
    qtbot: QtBot, dialog: CounterSaleDialog, jobs: Jobs
) -> None:
    scan(qtbot, dialog.scan, "WK-30")
    at_rest(qtbot, dialog, jobs)
    dialog._not_written(Refused("The day is closed.", "Open it."))
    at_rest(qtbot, dialog, jobs)
    assert dialog.error.text() == "The day is closed. Open it."


def test_price_and_quantity_can_be_typed_and_a_row_removed(
    qtbot: QtBot, dialog: CounterSaleDialog, jobs: Jobs, kitchen: Kitchen
) -> None:
    scan(qtbot, dialog.scan, "WK-30", "EN-24")
    at_rest(qtbot, dialog, jobs)
    type_cell(dialog.goods, kitchen.products["WK-30"], "price", Decimal("65.50"))
    type_cell(dialog.goods, kitchen.products["EN-24"], "quantity", Decimal(0))
    assert dialog.error.text().startswith("The quantity of EN-24 is zero.")
    dialog.table.choose(kitchen.products["EN-24"])
    dialog.remove()
    assert dialog.payment.total.text() == "€65.50"
    assert dialog.error.text() == ""
    assert dialog.entered() == ["1 Carbon-steel wok 30 cm"]


def test_enter_in_the_empty_scanner_goes_to_what_is_given_and_there_sells(
    qtbot: QtBot, dialog: CounterSaleDialog, jobs: Jobs, sqlite_shop: Shop
) -> None:
    scan(qtbot, dialog.scan, "WK-30")
    at_rest(qtbot, dialog, jobs)
    qtbot.keyClick(dialog.scan, Qt.Key.Key_Return)
    assert dialog.payment.given.hasFocus()
    qtbot.keyClicks(dialog.payment.given, "100")
    qtbot.keyClick(dialog.payment.given, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.goods.rows)
    assert figures(sqlite_shop, "WK-30", "on_hand") == [(2,)]
