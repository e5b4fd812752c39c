"""Order entry: by keyboard alone, with what each line gets, refusals beside the line, and quotes."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from app.actions.ordering import OrderDraft, OrderLineDraft, enter_order
from app.actions.people import CustomerDraft, create_customer
from app.lists.finding import find_customers, find_products
from app.lists.order_detail import order_detail
from app.shop import Shop
from db.models.catalogue import Product
from db.rows import fetch
from tests.gui.dialogs.hands import scan, take_back, told_by
from tests.kitchen import Kitchen
from ui.common.cells import Cell, Role
from ui.common.page import Desk
from ui.dialogs.finder import Finder
from ui.dialogs.order_entry import OrderEntryDialog
from ui.dialogs.order_form import SIZE
from ui.dialogs.scanning import ScanField

ENTER = Qt.Key.Key_Return


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk) -> OrderEntryDialog:
    dialog = OrderEntryDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def settled(qtbot: QtBot, dialog: OrderEntryDialog) -> None:
    qtbot.waitUntil(lambda: bool(dialog.lines.entries()) and not dialog.is_asking)


def find(qtbot: QtBot, finder: Finder, text: str) -> None:
    """Type into a finder, wait for what it offers, and take the first by Enter."""
    finder.setFocus()
    qtbot.keyClicks(finder, text)
    qtbot.waitUntil(lambda: bool(finder.matches))
    with qtbot.waitSignal(finder.scanned if isinstance(finder, ScanField) else finder.found):
        qtbot.keyClick(finder, ENTER)


def add(qtbot: QtBot, dialog: OrderEntryDialog, shop: Shop, sku: str, quantity: int) -> None:
    dialog.lines.add_product(shop.read(find_products, sku)[0])
    field = dialog.lines.table.indexWidget(dialog.lines.table.currentIndex())
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, str(quantity))


def cells(dialog: OrderEntryDialog, *keys: str) -> list[tuple[str, ...]]:
    model = dialog.lines.model
    rows = []
    for line in range(model.rowCount()):
        found = [model.index(line, model.column_of(key)).data(Role.CELL) for key in keys]
        assert all(isinstance(cell, Cell) for cell in found)
        rows.append(tuple(cell.text for cell in found))
    return rows


def set_policy(session: Session, product_id: int, policy: str) -> None:
    session.get_one(Product, product_id).backorders = policy


def make_customer(session: Session, name: str, city: str) -> None:
    create_customer(session, CustomerDraft(name=name, city=city))


def test_an_order_is_entered_by_keyboard_alone(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    find(qtbot, dialog.customer, "oskar")
    find(qtbot, dialog.lines.finder, "ci-24")
    quantity = dialog.lines.table.findChild(QLineEdit)
    assert quantity is not None
    qtbot.keyClicks(quantity, "9")
    qtbot.keyClick(quantity, ENTER)
    find(qtbot, dialog.lines.finder, "wok")
    settled(qtbot, dialog)

    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()

    order = sqlite_shop.read(order_detail, dialog.outcome.order_id)
    assert order.customer == "Oskar Lund"
    assert [(line.sku, line.ordered) for line in order.lines] == [("CI-24", 9000), ("WK-30", 1000)]


def test_a_scanned_barcode_adds_its_product_though_enter_comes_before_the_answer(
    qtbot: QtBot, dialog: OrderEntryDialog
) -> None:
    finder = dialog.lines.finder
    with qtbot.waitSignal(finder.scanned):
        qtbot.keyClicks(finder, "4006381333931")
        qtbot.keyClick(finder, ENTER)

    assert [entry.sku for entry in dialog.lines.entries()] == ["CI-24"]
    assert finder.text() == ""


def test_a_code_that_is_scanned_into_a_quantity_adds_its_product(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    add(qtbot, dialog, sqlite_shop, "WK-30", 2)
    field = dialog.lines.table.indexWidget(dialog.lines.table.currentIndex())
    assert isinstance(field, QLineEdit)
    field.selectAll()
    with qtbot.waitSignal(dialog.lines.finder.scanned):
        scan(qtbot, field, "4006381333931")

    # As it stood when the field was opened: a scan types over what was typed in it.
    assert [(entry.sku, entry.quantity) for entry in dialog.lines.entries()] == [("WK-30", 1), ("CI-24", 1)]
    assert dialog.focusWidget() is dialog.lines.finder


def test_a_number_before_a_code_says_how_many(qtbot: QtBot, dialog: OrderEntryDialog) -> None:
    with qtbot.waitSignal(dialog.lines.finder.scanned):
        scan(qtbot, dialog.lines.finder, "12*4006381333931")
    assert [(entry.sku, entry.quantity) for entry in dialog.lines.entries()] == [("CI-24", 12)]


def test_enter_goes_from_field_to_field_to_the_product(qtbot: QtBot, dialog: OrderEntryDialog) -> None:
    dialog.wanted.setFocus()
    for field in (dialog.goods, dialog.reference, dialog.priority, dialog.note, dialog.lines.finder):
        qtbot.keyClick(dialog.focusWidget(), ENTER)
        assert dialog.focusWidget() is field


def test_the_line_beside_the_one_removed_is_chosen_and_f4_finds_what_is_short(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    for sku in ("CI-24", "WK-30", "EN-24"):
        add(qtbot, dialog, sqlite_shop, sku, 1)
    settled(qtbot, dialog)

    dialog.lines.remove()
    assert [entry.sku for entry in (dialog.lines.chosen(),) if entry] == ["WK-30"]

    dialog.lines.table.setCurrentIndex(QModelIndex())
    dialog.lines.focus_substitutes()
    assert [entry.sku for entry in (dialog.lines.chosen(),) if entry] == ["CI-24"]
    assert dialog.focusWidget() is dialog.lines.panel.uses[0]


def test_tab_back_opens_the_last_line(qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop) -> None:
    add(qtbot, dialog, sqlite_shop, "WK-30", 1)
    dialog.lines.table.setCurrentIndex(QModelIndex())
    dialog.lines.finder.setFocus()

    qtbot.keyClick(dialog.lines.finder, Qt.Key.Key_Backtab)

    table = dialog.lines.table
    assert dialog.focusWidget() is table.indexWidget(table.currentIndex())
    assert table.currentIndex().column() == dialog.lines.model.column_of("quantity")


def test_r1_lines_say_what_is_there_when_the_rest_comes_and_what_is_promised(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    dialog.wanted.set_value(date(2026, 12, 18))
    for sku, quantity in (("WK-30", 1), ("OB-45", 1), ("CI-24", 9)):
        add(qtbot, dialog, sqlite_shop, sku, quantity)
    settled(qtbot, dialog)

    assert cells(dialog, "product", "available", "expected", "then") == [
        ("Carbon-steel wok 30 cm", "3", "24 Nov", "Ready"),
        ("Oak board 45 × 30 cm", "to order", "30 Nov", "On time"),
        ("Cast-iron casserole 24 cm", "0", "≈ 5 Jan", "Late"),
    ]
    assert dialog.windowTitle() == "New order O-1001"
    assert dialog.lines.panel.short.text() == "9 short"
    assert dialog.lines.panel.slipping.text() == (
        "Ranks before Kochschule Nord (O-1052): 21 Dec becomes ≈ 5 Jan."
    )
    assert dialog.promises.texts() == [
        "24 Nov 1 Carbon-steel wok 30 cm, reserved from the shelf",
        "30 Nov 1 Oak board 45 × 30 cm: Bench, week of 23 Nov",
        "≈ 5 Jan 9 Cast-iron casserole 24 cm, told as an estimate",
    ]


def test_what_is_due_counts_shipping_and_what_is_paid(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    add(qtbot, dialog, sqlite_shop, "WK-30", 2)
    dialog.sums.shipping.setFocus()
    dialog.sums.shipping.selectAll()
    qtbot.keyClicks(dialog.sums.shipping, "6.90")
    dialog.sums.way.setCurrentIndex(dialog.sums.way.findData("card"))
    dialog.sums.way.activated.emit(dialog.sums.way.currentIndex())
    dialog.sums.paid.selectAll()
    qtbot.keyClicks(dialog.sums.paid, "50")

    assert dialog.sums.texts() == {"goods": "€144.00", "total": "€150.90", "due": "€100.90"}
    payments = dialog.draft().payments
    assert [(each.amount, each.way) for each in payments] == [(Decimal(50), "card")]


def test_a_substitute_takes_the_place_of_what_is_short(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    add(qtbot, dialog, sqlite_shop, "CI-24", 2)
    settled(qtbot, dialog)

    dialog.lines.panel.uses[0].click()
    settled(qtbot, dialog)

    assert cells(dialog, "product", "quantity", "then") == [("Cast-iron casserole 26 cm", "2", "Ready")]
    assert dialog.focusWidget() is dialog.lines.table.indexWidget(dialog.lines.table.currentIndex())
    assert dialog.lines.table.currentIndex().column() == dialog.lines.model.column_of("quantity")


@pytest.mark.parametrize(
    ("typed", "said"), [("-3", "A quantity cannot be below zero."), ("0", "The quantity of WK-30 is zero.")]
)
def test_a_quantity_that_cannot_be_ordered_is_told_until_it_is_mended(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, typed: str, said: str
) -> None:
    add(qtbot, dialog, sqlite_shop, "WK-30", 1)
    settled(qtbot, dialog)
    field = dialog.lines.table.indexWidget(dialog.lines.table.currentIndex())
    assert isinstance(field, QLineEdit)

    field.selectAll()
    qtbot.keyClicks(field, typed)
    assert dialog.error.text().startswith(said)
    assert not dialog.ok.isEnabled()

    field.selectAll()
    qtbot.keyClicks(field, "2")
    assert dialog.error.text() == ""
    assert dialog.ok.isEnabled()


def test_r8_a_product_that_never_waits_is_refused_beside_its_line_and_nothing_is_lost(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    sqlite_shop.write(set_policy, kitchen.products["WK-30"], "never")
    dialog.reference.setText("Kitchen, 2nd floor")
    add(qtbot, dialog, sqlite_shop, "WK-30", 5)
    settled(qtbot, dialog)

    dialog._submit()

    assert cells(dialog, "then") == [("May not wait",)]
    refusal = "WK-30 takes no backorders: it is short by 2."
    assert dialog.error.text().startswith(refusal)
    assert dialog.lines.panel.refusal.text() == refusal
    assert dialog.promises.texts() == []
    assert not dialog.lines.panel.wait.isVisibleTo(dialog)
    assert dialog.reference.text() == "Kitchen, 2nd floor"

    assert dialog.lines.panel.sell.text() == "Sell 3"
    dialog.lines.panel.sell.click()
    settled(qtbot, dialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()


def test_r8_a_product_to_be_asked_about_waits_when_the_owner_says_so(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    sqlite_shop.write(set_policy, kitchen.products["WK-30"], "ask")
    add(qtbot, dialog, sqlite_shop, "WK-30", 5)
    settled(qtbot, dialog)

    dialog.lines.panel.wait.click()
    settled(qtbot, dialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()

    [line] = sqlite_shop.read(order_detail, dialog.outcome.order_id).lines
    assert (line.reserved, line.backordered) == (3000, 2000)


def test_r8_a_lost_sale_is_recorded_and_the_line_keeps_what_is_there(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    sqlite_shop.write(set_policy, kitchen.products["WK-30"], "never")
    add(qtbot, dialog, sqlite_shop, "WK-30", 5)
    settled(qtbot, dialog)

    dialog.lines.panel.lose.click()
    qtbot.waitUntil(lambda: dialog.hint.text() == "Lost sale recorded: 2 WK-30")
    settled(qtbot, dialog)

    assert cells(dialog, "quantity", "then") == [("3", "Ready")]
    lost = sqlite_shop.read(lambda session: fetch(session, "SELECT quantity FROM unmet_demand"))
    assert [row[0] for row in lost] == [2000]


def test_r1_a_quote_is_kept_without_demand(qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop) -> None:
    add(qtbot, dialog, sqlite_shop, "CI-24", 2)
    settled(qtbot, dialog)

    with qtbot.waitSignal(dialog.accepted):
        dialog.save_quote.click()

    quote = sqlite_shop.read(order_detail, dialog.outcome.order_id)
    assert quote.state == "quote"
    assert [line.open for line in quote.lines] == [0]


@pytest.mark.parametrize(
    ("act", "said"), [("ok", "O-1001 is confirmed."), ("save_quote", "Quote O-1001 is saved.")]
)
def test_a_new_order_is_taken_back(
    qtbot: QtBot, dialog: OrderEntryDialog, desk: Desk, sqlite_shop: Shop, act: str, said: str
) -> None:
    add(qtbot, dialog, sqlite_shop, "CI-24", 2)
    settled(qtbot, dialog)
    told = told_by(desk)
    with qtbot.waitSignal(dialog.accepted):
        getattr(dialog, act).click()

    [(words, undo)] = told
    take_back(sqlite_shop, undo)

    assert words == said
    assert sqlite_shop.read(order_detail, dialog.outcome.order_id).state == "cancelled"


def test_a_customer_that_was_not_chosen_is_refused_at_his_field(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    qtbot.keyClicks(dialog.customer, "Nobody")
    add(qtbot, dialog, sqlite_shop, "WK-30", 1)
    settled(qtbot, dialog)

    dialog._submit()

    assert "No customer 'Nobody' is chosen." in dialog.error.text()
    assert dialog.customer.property("bad") == "true"
    assert dialog.customer.text() == "Nobody"


def test_a_queue_that_changed_meanwhile_is_shown_before_the_order_is_kept(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    dialog.customer.choose(sqlite_shop.read(find_customers, "Wen")[0])
    add(qtbot, dialog, sqlite_shop, "WK-30", 3)
    settled(qtbot, dialog)
    taken = OrderLineDraft(kitchen.products["WK-30"], Decimal(2))
    sqlite_shop.write(enter_order, OrderDraft((taken,), kitchen.customers["Oskar Lund"]))

    dialog._submit()
    qtbot.waitUntil(lambda: bool(dialog.error.text()))
    settled(qtbot, dialog)

    assert "The queue changed meanwhile." in dialog.error.text()
    assert cells(dialog, "available", "then") == [("1", "No date")]
    assert dialog.customer.text() == "Wen Li"


def test_lines_move_and_go_by_keys(qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop) -> None:
    for sku in ("WK-30", "CI-26", "EN-24"):
        add(qtbot, dialog, sqlite_shop, sku, 1)

    dialog.lines.move(-1)
    assert [entry.sku for entry in dialog.lines.entries()] == ["WK-30", "EN-24", "CI-26"]

    dialog.lines.remove()
    assert [entry.sku for entry in dialog.lines.entries()] == ["WK-30", "CI-26"]


def test_price_and_discount_of_the_chosen_line_are_typed_in(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    add(qtbot, dialog, sqlite_shop, "WK-30", 2)
    table = dialog.lines.table
    for key, typed in (("price", "70"), ("discount", "10")):
        table.edit_cell(dialog.lines.entries()[0].key, key)
        field = table.indexWidget(table.currentIndex())
        assert isinstance(field, QLineEdit)
        field.selectAll()
        qtbot.keyClicks(field, typed)

    assert cells(dialog, "total") == [("€126.00",)]
    [line] = dialog.draft().lines
    assert (line.price, line.discount) == (70, 10)


def test_a_discount_of_more_than_all_is_refused(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    add(qtbot, dialog, sqlite_shop, "WK-30", 1)
    model = dialog.lines.model
    assert model.setData(model.index(0, model.column_of("discount")), Decimal(101))
    settled(qtbot, dialog)

    dialog._submit()

    assert "A discount is at most 100 %." in dialog.error.text()


def test_r8_a_refusal_leads_to_the_substitutes_by_keyboard(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    sqlite_shop.write(set_policy, kitchen.products["CI-24"], "never")
    add(qtbot, dialog, sqlite_shop, "CI-24", 2)
    settled(qtbot, dialog)

    dialog.lines.panel.substitute.click()
    assert dialog.focusWidget() is dialog.lines.panel.uses[0]
    qtbot.keyClick(dialog.lines.panel.uses[0], Qt.Key.Key_Space)
    settled(qtbot, dialog)
    assert [entry.sku for entry in dialog.lines.entries()] == ["CI-26"]


def test_where_the_goods_go_and_what_is_taken_as_a_deposit_is_written(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    find(qtbot, dialog.customer, "oskar")
    add(qtbot, dialog, sqlite_shop, "WK-30", 1)
    dialog.address.show_other(("Oskar Lund", "Quay 1", "1234", "Port", "", "Sweden"))
    dialog.note.setText("Ring twice")
    dialog.sums.way.setCurrentIndex(dialog.sums.way.findData("deposit:cash"))
    dialog.sums.way.activated.emit(dialog.sums.way.currentIndex())
    settled(qtbot, dialog)
    assert dialog.address.words.text() == "Oskar Lund, Quay 1, 1234 Port, Sweden"
    entered = dialog.entered()
    assert "Ring twice" in entered
    assert "Paid today €72.00" in entered

    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    order = sqlite_shop.read(order_detail, dialog.outcome.order_id)
    assert (order.note, order.address[3]) == ("Ring twice", "Port")
    assert [(each.kind, each.way, each.amount) for each in order.payments] == [("deposit", "cash", 7200)]


def test_what_is_picked_up_needs_no_address(dialog: OrderEntryDialog) -> None:
    dialog.goods.setCurrentIndex(dialog.goods.findData(True))
    dialog.goods.activated.emit(dialog.goods.currentIndex())
    assert dialog.address.words.text() == "Picked up here"
    assert not dialog.address.change.isEnabled()


def test_what_is_offered_is_never_cut_by_a_scroll_bar(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    finder = dialog.lines.finder
    finder.setFocus()
    qtbot.keyClicks(finder, "casserole")
    qtbot.waitUntil(lambda: finder._popup.isVisible())
    assert finder._popup.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    widest = max(finder._popup.sizeHintForIndex(finder._offers.index(row)).width() for row in range(4))
    assert finder._popup.width() >= widest


@pytest.mark.parametrize("typed", ["-5", "much"])
def test_money_that_is_none_is_told_at_its_field_while_it_is_typed(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, typed: str
) -> None:
    add(qtbot, dialog, sqlite_shop, "WK-30", 1)
    field = dialog.sums.shipping
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, typed)
    assert dialog.error.text()
    assert field.property("bad") == "true"
    assert not dialog.ok.isEnabled()

    field.selectAll()
    qtbot.keyClicks(field, "5")
    assert dialog.error.text() == ""
    assert dialog.ok.isEnabled()


def test_f4_goes_to_the_other_ways_where_there_is_no_substitute(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    sqlite_shop.write(set_policy, kitchen.products["WK-30"], "ask")
    add(qtbot, dialog, sqlite_shop, "WK-30", 5)
    settled(qtbot, dialog)
    assert cells(dialog, "then") == [("Ask first",)]

    dialog._submit()
    assert dialog.error.text().endswith("Let it wait, sell what is there, or record a lost sale.")

    dialog.lines.panel.focus_substitutes()
    assert dialog.focusWidget() is dialog.lines.panel.sell


def test_a_day_that_is_none_is_told_without_holding_the_keyboard(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    add(qtbot, dialog, sqlite_shop, "WK-30", 1)
    settled(qtbot, dialog)
    dialog.wanted.setFocus()
    qtbot.keyClicks(dialog.wanted, "31.2.")
    assert dialog.error.text() == ""

    dialog.reference.setFocus()

    assert dialog.error.text().startswith("'31.2.' is not a day.")
    assert dialog.focusWidget() is dialog.reference
    assert not dialog.ok.isEnabled()

    dialog.wanted.setFocus()
    dialog.wanted.selectAll()
    qtbot.keyClicks(dialog.wanted, "18.12.2026")
    settled(qtbot, dialog)
    assert dialog.error.text() == ""
    assert dialog.draft().wanted_on == date(2026, 12, 18)


def test_a_wrong_amount_does_not_take_the_keyboard_from_a_line(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    add(qtbot, dialog, sqlite_shop, "WK-30", 1)
    dialog.sums.shipping.setFocus()
    dialog.sums.shipping.selectAll()
    qtbot.keyClicks(dialog.sums.shipping, "-5")
    assert dialog.sums.texts()["due"] == "€72.00"

    dialog.lines.table.edit_cell(dialog.lines.entries()[0].key, "quantity")
    field = dialog.lines.table.indexWidget(dialog.lines.table.currentIndex())
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "12")

    assert [entry.quantity for entry in dialog.lines.entries()] == [Decimal(12)]
    assert dialog.error.text().startswith("This is no amount.")


def test_the_dialog_grows_with_its_lines(qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop) -> None:
    for sku in ("WK-30", "CI-26", "EN-24", "CI-30", "SK-28", "CI-24"):
        add(qtbot, dialog, sqlite_shop, sku, 9)
    settled(qtbot, dialog)

    table = dialog.lines.table
    qtbot.waitUntil(lambda: table.viewport().height() >= table.verticalHeader().length())
    assert dialog.height() > SIZE[1]


def test_two_customers_of_one_name_are_told_apart(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    for city in ("Bremen", "Ulm"):
        sqlite_shop.write(make_customer, "Anna Kraus", city)

    qtbot.keyClicks(dialog.customer, "anna k")
    qtbot.waitUntil(lambda: len(dialog.customer.matches) == 2)

    assert [words.split(" · ")[::2] for words in dialog.customer._offers.stringList()[:2]] == [
        ["Anna Kraus", "Bremen"],
        ["Anna Kraus", "Ulm"],
    ]
    assert dialog.customer._popup.sizeHintForRow(0) >= 28


def test_goods_that_are_picked_up_go_nowhere(dialog: OrderEntryDialog) -> None:
    dialog.address.set_picks_up(picks_up=True)
    assert dialog.address.words.text() == "Picked up here"
    assert not dialog.address._title.isVisibleTo(dialog)


def test_what_was_not_there_at_the_counter_comes_with_its_quantity(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen
) -> None:
    dialog = OrderEntryDialog(desk, sku="WK-30", quantity=Decimal(4))
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: len(dialog.lines.entries()) == 1)
    [line] = dialog.lines.entries()
    assert (line.sku, line.quantity) == ("WK-30", 4)
    assert dialog.entered() == []
