"""Purchase entry: what is needed, at the supplier's terms, for whom, and whose date it makes."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.lists.finding import find_suppliers
from app.lists.purchase_detail import PurchaseDetail, purchase_detail
from app.shop import Shop
from tests.gui.dialogs.hands import take_back, told_by
from tests.kitchen import Kitchen, line_of
from ui.common.cells import Role
from ui.common.page import Desk
from ui.dialogs.purchase_entry import PurchaseEntryDialog


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk) -> PurchaseEntryDialog:
    return opened(qtbot, desk)


def opened(
    qtbot: QtBot, desk: Desk, supplier: str = "", sku: str = "", for_line: int | None = None
) -> PurchaseEntryDialog:
    dialog = PurchaseEntryDialog(desk, supplier, sku, for_line)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def settled(qtbot: QtBot, dialog: PurchaseEntryDialog, lines: int = 1) -> None:
    qtbot.waitUntil(lambda: len(dialog.bought()) == lines and not dialog.is_asking)


def shown(dialog: PurchaseEntryDialog) -> list[tuple[str, ...]]:
    model = dialog.served
    keys = ("customer", "expected", "slip")
    return [
        tuple(model.index(line, model.column_of(key)).data(Role.CELL).spoken() for key in keys)
        for line in range(model.rowCount())
    ]


def written(qtbot: QtBot, dialog: PurchaseEntryDialog, shop: Shop) -> PurchaseDetail:
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    return shop.read(purchase_detail, dialog.outcome.purchase_id)


def test_a_purchase_is_entered_by_keyboard_and_says_whose_date_it_makes(
    qtbot: QtBot, dialog: PurchaseEntryDialog, sqlite_shop: Shop
) -> None:
    for finder, text, taken in (
        (dialog.supplier, "halvor", dialog.supplier.found),
        (dialog.finder, "ci-24", dialog.finder.scanned),
    ):
        qtbot.keyClicks(finder, text)
        with qtbot.waitSignal(taken):
            qtbot.keyClick(finder, Qt.Key.Key_Return)
    settled(qtbot, dialog)

    [line] = dialog.bought()
    assert (line.quantity, line.cost, line.eta) == (2, 94.5, date(2027, 1, 4))
    assert shown(dialog) == [("Priya Raman", "about 5 Jan → 5 Jan", "no date → on time")]

    quantity = dialog.table.findChild(QLineEdit)
    assert quantity is not None
    qtbot.keyClicks(quantity, "10")
    bought = written(qtbot, dialog, sqlite_shop)
    assert (bought.supplier, bought.state) == ("Halvorsen Cast Iron", "confirmed")
    assert [(each.sku, each.ordered) for each in bought.lines] == [("CI-24", 10_000)]


def test_what_is_needed_is_added_once(qtbot: QtBot, dialog: PurchaseEntryDialog, sqlite_shop: Shop) -> None:
    dialog.supplier.choose(sqlite_shop.read(find_suppliers, "Halvorsen")[0])

    dialog.suggest.click()
    settled(qtbot, dialog)
    dialog.suggest.click()
    qtbot.waitUntil(lambda: dialog.hint.text() == "Nothing more is needed of this supplier.")

    assert [(line.terms.sku, line.quantity) for line in dialog.bought()] == [("CI-24", 2)]


def test_r9_a_line_can_be_bought_for_one_order(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    priya = line_of(sqlite_shop, kitchen, "O-1055", "CI-24")
    dialog = opened(qtbot, desk, "Halvorsen", "CI-24", priya)
    settled(qtbot, dialog)

    [line] = dialog.bought()
    assert line.quantity == 3
    bought = written(qtbot, dialog, sqlite_shop)

    assert [(each.for_order, each.for_line_id) for each in bought.lines] == [("O-1055", priya)]


def test_a_draft_is_no_supply(qtbot: QtBot, desk: Desk, sqlite_shop: Shop) -> None:
    dialog = opened(qtbot, desk, "Halvorsen", "CI-24")
    settled(qtbot, dialog)

    with qtbot.waitSignal(dialog.accepted):
        dialog.save_draft.click()

    draft = sqlite_shop.read(purchase_detail, dialog.outcome.purchase_id)
    assert (draft.state, draft.lines[0].incoming) == ("draft", 0)


@pytest.mark.parametrize(
    ("act", "said"), [("ok", "P-1001 is confirmed."), ("save_draft", "Draft P-1001 is saved.")]
)
def test_a_new_purchase_is_told_with_its_number_and_taken_back(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, act: str, said: str
) -> None:
    dialog = opened(qtbot, desk, "Halvorsen", "CI-24")
    settled(qtbot, dialog)
    told = told_by(desk)
    with qtbot.waitSignal(dialog.accepted):
        getattr(dialog, act).click()

    [(words, undo)] = told
    take_back(sqlite_shop, undo)

    assert words == said
    assert sqlite_shop.read(purchase_detail, dialog.outcome.purchase_id).state == "cancelled"


def test_another_supplier_brings_his_terms_to_lines_that_are_typed(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop
) -> None:
    dialog = opened(qtbot, desk, sku="CI-24")
    settled(qtbot, dialog)
    assert [line.eta for line in dialog.bought()] == [None]

    dialog.supplier.choose(sqlite_shop.read(find_suppliers, "Halvorsen")[0])
    dialog.supplier.found.emit(dialog.supplier.chosen)
    qtbot.waitUntil(lambda: [line.eta for line in dialog.bought()] == [date(2027, 1, 4)])


def test_a_supplier_that_was_not_chosen_is_refused_at_his_field(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk, sku="CI-24")
    settled(qtbot, dialog)
    qtbot.keyClicks(dialog.supplier, "Nobody")

    dialog._submit()

    assert "No supplier 'Nobody' is chosen." in dialog.error.text()
    assert dialog.supplier.property("bad") == "true"
    assert len(dialog.bought()) == 1
