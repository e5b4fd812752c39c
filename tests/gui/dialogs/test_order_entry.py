"""Order entry: what each line gets, what is promised and due, and what is written; quotes."""

from datetime import date
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from app.actions.people import CustomerDraft, create_customer
from app.lists.order_detail import order_detail
from app.shop import Shop
from app.substitute_views import substitutes_of_product
from tests.gui.dialogs.hands import take_back, told_by
from tests.gui.dialogs.order_hands import (
    add,
    add_and_see,
    confirmed,
    find,
    open_field,
    pay,
    settled,
    type_over,
)
from tests.gui.pages.reading import cells
from tests.kitchen import Kitchen
from ui.common.page import Desk
from ui.dialogs.order_entry import OrderEntryDialog
from ui.dialogs.order_form import SIZE


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk) -> OrderEntryDialog:
    dialog = OrderEntryDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def make_customer(session: Session, name: str, city: str) -> None:
    create_customer(session, CustomerDraft(name=name, city=city))


def test_r1_lines_say_what_is_there_when_the_rest_comes_and_what_is_promised(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    dialog.wanted.set_value(date(2026, 12, 18))
    for sku, quantity in (("WK-30", 1), ("OB-45", 1), ("CI-24", 9)):
        add(qtbot, dialog, sqlite_shop, sku, quantity)
    settled(qtbot, dialog)

    assert cells(dialog.lines.model, "product", "available", "expected", "then") == [
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
    type_over(qtbot, dialog.sums.shipping, "6.90")
    pay(dialog, "card")
    type_over(qtbot, dialog.sums.paid, "50")

    assert dialog.sums.texts() == {"goods": "€144.00", "total": "€150.90", "due": "€100.90"}
    payments = dialog.draft().payments
    assert [(each.amount, each.way) for each in payments] == [(Decimal(50), "card")]


def test_price_and_discount_of_the_chosen_line_are_typed_in(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    add(qtbot, dialog, sqlite_shop, "WK-30", 2)
    for key, typed in (("price", "70"), ("discount", "10")):
        type_over(qtbot, open_field(dialog, key), typed)

    assert cells(dialog.lines.model, "total") == [("€126.00",)]
    [line] = dialog.draft().lines
    assert (line.price, line.discount) == (70, 10)


def test_a_substitute_takes_the_place_of_what_is_short(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    add_and_see(qtbot, dialog, sqlite_shop, "CI-24", 2)

    dialog.lines.panel.uses[0].click()
    settled(qtbot, dialog)

    assert cells(dialog.lines.model, "product", "quantity", "then") == [
        ("Cast-iron casserole 26 cm", "2", "Ready")
    ]
    assert dialog.focusWidget() is dialog.lines.table.indexWidget(dialog.lines.table.currentIndex())
    assert dialog.lines.table.currentIndex().column() == dialog.lines.model.column_of("quantity")


def test_r24_suggested_substitutes_replace_a_part_and_the_rest_waits(
    qtbot: QtBot,
    dialog: OrderEntryDialog,
    sqlite_shop: Shop,
    kitchen: Kitchen,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_and_see(qtbot, dialog, sqlite_shop, "CI-24", 3)
    asked = []

    def choose(parent: object, desk: Desk, *of: object) -> object:
        asked.append(of)
        found = sqlite_shop.read(substitutes_of_product, *of)
        return [(found.candidates[0].instead, Decimal(2))]

    monkeypatch.setattr("ui.dialogs.substitute_choice.ask", choose)
    dialog.lines.panel.more.click()
    settled(qtbot, dialog)

    assert [(of[0], *of[2:4]) for of in asked] == [(kitchen.products["CI-24"], Decimal(3), Decimal(189))]
    assert cells(dialog.lines.model, "product", "quantity") == [
        ("Cast-iron casserole 24 cm", "1"),
        ("Cast-iron casserole 26 cm", "2"),
    ]


def test_r1_a_quote_is_kept_without_demand(qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop) -> None:
    add_and_see(qtbot, dialog, sqlite_shop, "CI-24", 2)

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
    add_and_see(qtbot, dialog, sqlite_shop, "CI-24", 2)
    told = told_by(desk)
    with qtbot.waitSignal(dialog.accepted):
        getattr(dialog, act).click()

    [(words, undo)] = told
    take_back(sqlite_shop, undo)

    assert words == said
    assert sqlite_shop.read(order_detail, dialog.outcome.order_id).state == "cancelled"


def test_where_the_goods_go_and_what_is_taken_as_a_deposit_is_written(
    qtbot: QtBot, dialog: OrderEntryDialog, sqlite_shop: Shop
) -> None:
    find(qtbot, dialog.customer, "oskar")
    add(qtbot, dialog, sqlite_shop, "WK-30", 1)
    dialog.address.show_other(("Oskar Lund", "Quay 1", "1234", "Port", "", "Sweden"))
    dialog.note.setText("Ring twice")
    pay(dialog, "deposit:cash")
    settled(qtbot, dialog)
    assert dialog.address.words.text() == "Oskar Lund, Quay 1, 1234 Port, Sweden"
    entered = dialog.entered()
    assert "Ring twice" in entered
    assert "Paid today €72.00" in entered

    order = confirmed(qtbot, dialog, sqlite_shop)
    assert (order.note, order.address[3]) == ("Ring twice", "Port")
    assert [(each.kind, each.way, each.amount) for each in order.payments] == [("deposit", "cash", 7200)]


def test_what_is_picked_up_needs_no_address(dialog: OrderEntryDialog) -> None:
    dialog.goods.setCurrentIndex(dialog.goods.findData(True))
    dialog.goods.activated.emit(dialog.goods.currentIndex())
    assert dialog.address.words.text() == "Picked up here"
    assert not dialog.address.change.isEnabled()
    assert not dialog.address._title.isVisibleTo(dialog)


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


def test_what_was_not_there_at_the_counter_comes_with_its_quantity(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen
) -> None:
    dialog = OrderEntryDialog(desk, sku="WK-30", quantity=Decimal(4))
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: len(dialog.lines.entries()) == 1)
    [line] = dialog.lines.entries()
    assert (line.sku, line.quantity) == ("WK-30", 4)
    assert dialog.entered() == []
