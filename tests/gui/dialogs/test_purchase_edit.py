"""Editing a purchase: a draft whole, a confirmed one by cutting, raising and adding (R16)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.actions.buying_terms import terms_for
from app.actions.purchase_editing import BoughtEdit, BoughtTerms, PurchaseEdit, PurchaseTerms, edit_purchase
from app.actions.purchasing import PurchaseDraft, PurchaseLineDraft, enter_purchase
from app.lists.purchase_detail import PurchaseDetail, purchase_detail
from app.shop import Shop
from tests.databases import TODAY
from tests.gui.dialogs.hands import take_back, told_by
from tests.gui.pages.reading import cells
from tests.kitchen import Kitchen
from ui.common.page import Desk
from ui.dialogs.purchase_edit import PurchaseEditDialog

SOON = date(2026, 12, 1)
Open = Callable[[int], PurchaseEditDialog]


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    def opened(purchase_id: int) -> PurchaseEditDialog:
        dialog = PurchaseEditDialog(desk, purchase_id)
        qtbot.addWidget(dialog)
        dialog.show()
        answered(qtbot, dialog)
        return dialog

    return opened


@pytest.fixture
def draft_id(sqlite_shop: Shop, kitchen: Kitchen) -> int:
    lines = (PurchaseLineDraft(kitchen.products["SK-28"], Decimal(5), Decimal(30), SOON),)
    return sqlite_shop.write(
        enter_purchase, PurchaseDraft(lines, kitchen.suppliers["Halvorsen Cast Iron"], number="P-200")
    )


def answered(qtbot: QtBot, dialog: PurchaseEditDialog) -> None:
    qtbot.waitUntil(lambda: bool(dialog.bought()) and not dialog.is_asking)


def type_quantity(qtbot: QtBot, dialog: PurchaseEditDialog, place: int, text: str) -> None:
    dialog.table.edit_cell(dialog.bought()[place].key, "quantity")
    field = dialog.table.indexWidget(dialog.table.currentIndex())
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, text)


def now(shop: Shop, purchase_id: int) -> PurchaseDetail:
    return shop.read(purchase_detail, purchase_id)


def test_a_draft_opens_as_it_is_with_nothing_to_lose_and_is_saved(
    qtbot: QtBot, opened: Open, sqlite_shop: Shop, kitchen: Kitchen, draft_id: int
) -> None:
    dialog = opened(draft_id)
    assert (dialog.windowTitle(), dialog.ok.text()) == ("Edit P-200", "Confirm purchase")
    assert dialog.entered() == []

    dialog.sent_on.set_value(TODAY)
    dialog.reference.setText("HL-1")
    type_quantity(qtbot, dialog, 0, "8")
    terms = sqlite_shop.read(terms_for, kitchen.products["WK-30"], None)
    dialog.add_product(terms)
    answered(qtbot, dialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog.save_draft.click()

    purchase = now(sqlite_shop, draft_id)
    assert (purchase.state, purchase.supplier_reference, purchase.sent_on) == (
        "draft",
        "HL-1",
        TODAY.toordinal(),
    )
    assert [(line.sku, line.ordered) for line in purchase.lines] == [("SK-28", 8000), ("WK-30", 1000)]


def test_a_draft_is_confirmed_and_shows_who_gets_a_date(
    qtbot: QtBot, opened: Open, sqlite_shop: Shop, draft_id: int
) -> None:
    dialog = opened(draft_id)
    assert cells(dialog.served, "customer", "expected") == [("Hanna Brandt", "2 Dec")]
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    purchase = now(sqlite_shop, draft_id)
    assert (purchase.state, purchase.confirmed_on) == ("confirmed", TODAY.toordinal())


def test_a_line_of_a_confirmed_purchase_is_not_removed(opened: Open, kitchen: Kitchen) -> None:
    dialog = opened(kitchen.purchases["P-124"])
    assert not dialog.supplier.isEnabled()
    dialog.table.choose(dialog.bought()[0].key)
    dialog.remove_line()
    assert "is not removed" in dialog.error.text()
    assert len(dialog.bought()) == 2


def test_r16_less_is_ordered_and_who_loses_is_shown(
    qtbot: QtBot, opened: Open, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    dialog = opened(kitchen.purchases["P-124"])
    type_quantity(qtbot, dialog, 0, "1")
    answered(qtbot, dialog)
    assert "Kochschule Nord" in [row[0] for row in cells(dialog.served, "customer")]
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    assert now(sqlite_shop, kitchen.purchases["P-124"]).lines[0].ordered == 1000


def test_what_was_changed_is_taken_back(
    qtbot: QtBot, opened: Open, desk: Desk, sqlite_shop: Shop, kitchen: Kitchen
) -> None:
    before = now(sqlite_shop, kitchen.purchases["P-124"])
    dialog = opened(before.id)
    type_quantity(qtbot, dialog, 0, "1")
    dialog.reference.setText("HL-1")
    answered(qtbot, dialog)
    told = told_by(desk)
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    [(_, undo)] = told

    take_back(sqlite_shop, undo)

    assert now(sqlite_shop, before.id) == before


@pytest.mark.parametrize(
    ("typed", "said"), [("-3", "A quantity cannot be below zero."), ("0", "The quantity of SK-28 is zero.")]
)
def test_a_quantity_that_cannot_be_bought_is_told_until_it_is_mended(
    qtbot: QtBot, opened: Open, draft_id: int, typed: str, said: str
) -> None:
    dialog = opened(draft_id)
    type_quantity(qtbot, dialog, 0, typed)
    assert dialog.error.text().startswith(said)
    assert not dialog.ok.isEnabled()
    type_quantity(qtbot, dialog, 0, "2")
    assert dialog.error.text() == ""


def test_what_another_changed_is_told_and_saving_again_keeps_what_is_typed(
    qtbot: QtBot, opened: Open, sqlite_shop: Shop, kitchen: Kitchen, draft_id: int
) -> None:
    dialog = opened(draft_id)
    type_quantity(qtbot, dialog, 0, "2")
    [line] = now(sqlite_shop, draft_id).lines
    terms = PurchaseTerms(kitchen.suppliers["Halvorsen Cast Iron"])
    old = BoughtTerms(Decimal(5), Decimal(30), SOON)
    edit = BoughtEdit(line.id, old, BoughtTerms(Decimal(9), Decimal(30), SOON))
    sqlite_shop.write(edit_purchase, draft_id, PurchaseEdit(terms, terms, (edit,)))
    answered(qtbot, dialog)

    dialog.save_draft.click()
    qtbot.waitUntil(lambda: "Quantity was changed meanwhile to 9." in dialog.error.text())
    qtbot.waitUntil(lambda: dialog.bought()[0].was == edit.after)
    answered(qtbot, dialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog.save_draft.click()
    assert now(sqlite_shop, draft_id).lines[0].ordered == 2000
