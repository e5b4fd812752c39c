"""Making and changing products: fields that fit the kind, suppliers, substitutes, two windows at once."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.actions.cards import product_card
from app.actions.product_editing import edit_product
from app.errors import InvalidInput
from app.lists.finding import find_products, find_suppliers
from app.shop import Shop
from tests.gui.dialogs.forms import choose, opened, said, save, write
from tests.gui.dialogs.hands import told_by
from tests.kitchen import Kitchen
from ui.common.cells import Role
from ui.common.page import Desk
from ui.dialogs.product import ProductDialog, ask_new
from ui.dialogs.product_tables import TermsTable


def fill(table: TermsTable, line: int, **values: Any) -> None:
    for key, value in values.items():
        table.model.setData(table.model.index(line, table.model.column_of(key)), value)


def test_new_product_with_supplier_and_substitute(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    dialog = opened(qtbot, ProductDialog(desk))
    write(dialog, sku="SP-28", name="Springform 28 cm", price="24.9", tax_rate="19", minimum="2", maximum="6")
    dialog.suppliers._add(sqlite_shop.read(find_suppliers, "Halvorsen")[0])
    fill(dialog.suppliers, 0, their_sku="H-28", cost=Decimal("11.5"), lead_days=Decimal(20))
    dialog.substitutes._add(sqlite_shop.read(find_products, "EN-24")[0])
    fill(dialog.substitutes, 0, two_way="yes", note="dearer")
    save(qtbot, dialog)
    card = sqlite_shop.read(product_card, dialog.outcome)
    assert (card.fields["price"], card.fields["tax_rate"], card.fields["maximum"]) == (
        Decimal("24.9"),
        Decimal(19),
        Decimal(6),
    )
    assert [(each.their_sku, each.lead_days, each.preferred) for each in card.suppliers] == [
        ("H-28", 20, True)
    ]
    assert [(each.sku, each.ratio, each.two_way, each.note) for each in card.substitutes] == [
        ("EN-24", Decimal(1), True, "dearer")
    ]


def test_what_a_finder_was_asked_for_is_taken_over(qtbot: QtBot, desk: Desk) -> None:
    as_code = opened(qtbot, ProductDialog(desk, words="SP-28"))
    assert as_code.form.readable()["sku"] == "SP-28"
    as_name = opened(qtbot, ProductDialog(desk, words="Springform"))
    assert as_name.form.readable()["name"] == "Springform"
    as_barcode = opened(qtbot, ProductDialog(desk, words="4006381333931"))
    assert as_barcode.form.fields["barcode"].value() == "4006381333931"


def test_taken_sku_is_told_beside_it(qtbot: QtBot, desk: Desk, kitchen: Kitchen) -> None:
    dialog = opened(qtbot, ProductDialog(desk))
    write(dialog, sku="ci-24")
    qtbot.waitUntil(lambda: bool(said(dialog, "sku")))
    assert said(dialog, "sku").startswith("ci-24 reads like CI-24, which exists.")
    assert dialog.focusWidget() is dialog.form.fields["sku"].editor
    write(dialog, sku="CI-25")
    assert said(dialog, "sku") == ""


@pytest.mark.parametrize(
    ("key", "text", "problem"),
    [
        ("price", "-5", "0 to 1,000,000,000 fit here. Type another number."),
        ("price", "five", "'five' is not a number. Type it as 1,234.5."),
        ("tax_rate", "119", "0 to 100 fit here. Type another number."),
        ("tax_rate", "-5", "It cannot be below zero. Type 0 or more."),
        ("minimum", "-5", "A quantity cannot be below zero. Type how many pieces there are."),
        (
            "minimum",
            "1.5",
            "Only whole numbers fit here. Type fewer decimals, or give the product another unit.",
        ),
        ("sku", "a\tb", "It holds a line break or a tab. Write it in one line."),
    ],
)
def test_checks_while_typing(qtbot: QtBot, desk: Desk, key: str, text: str, problem: str) -> None:
    dialog = opened(qtbot, ProductDialog(desk))
    write(dialog, **{key: text})
    assert said(dialog, key) == problem


def test_finer_unit_takes_finer_limits(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, ProductDialog(desk))
    write(dialog, minimum="1.5")
    choose(dialog, "decimals", 1)
    assert said(dialog, "minimum") == ""
    write(dialog, unit="kg")
    assert dialog.fields.limits[0].unit.text() == "kg"


def test_kind_puts_out_what_does_not_concern_it(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    dialog = opened(qtbot, ProductDialog(desk))
    resource = dialog.form.fields["resource_id"].editor
    assert not resource.isEnabled()
    choose(dialog, "kind", "made")
    assert resource.isEnabled()
    assert isinstance(resource, QComboBox)
    qtbot.waitUntil(lambda: resource.count() > 1)
    resource.setCurrentIndex(1)
    write(dialog, sku="OB-60", effort="0.25")
    save(qtbot, dialog)
    card = sqlite_shop.read(product_card, dialog.outcome)
    assert (card.fields["kind"], card.fields["effort"]) == ("made", Decimal("0.25"))
    assert card.fields["resource_id"] is not None


def test_who_enters_a_service_is_told_where_it_stands(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def enter(dialog: ProductDialog) -> Any:
        opened(qtbot, dialog)
        write(dialog, sku="GR-01")
        choose(dialog, "kind", "service")
        save(qtbot, dialog)
        return dialog.outcome

    monkeypatch.setattr(ProductDialog, "ask", enter)
    told = told_by(desk)
    assert ask_new(None, desk) is not None
    assert [words for words, _ in told] == [
        "GR-01 is entered. Services lie on no shelf: they stand under “All products…”."
    ]


def test_kind_of_goods_in_stock_is_refused(qtbot: QtBot, desk: Desk, kitchen: Kitchen) -> None:
    dialog = opened(qtbot, ProductDialog(desk, kitchen.products["CI-24"]))
    choose(dialog, "kind", "service")
    qtbot.waitUntil(lambda: not dialog.is_asking)
    assert dialog.error.text().startswith("The product has stock or open orders: its kind cannot change.")


def test_quicker_supplier_shows_whose_estimate_moves(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    dialog = opened(qtbot, ProductDialog(desk, kitchen.products["CI-24"]))
    assert dialog.windowTitle() == "Edit CI-24"
    fill(dialog.suppliers, 0, lead_days=Decimal(3))
    qtbot.waitUntil(lambda: not dialog.is_asking)
    model = dialog.touched
    shown = [
        model.index(line, model.column_of("customer")).data(Role.CELL).text
        for line in range(model.rowCount())
    ]
    assert shown == ["Priya Raman"]
    assert not dialog.box.isHidden()
    save(qtbot, dialog)
    assert sqlite_shop.read(product_card, kitchen.products["CI-24"]).suppliers[0].lead_days == 3


def test_lines_are_taken_out(qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop) -> None:
    dialog = opened(qtbot, ProductDialog(desk, kitchen.products["CI-24"]))
    dialog.show_part("suppliers")
    assert dialog.suppliers.table.choose(dialog.before.suppliers[0].supplier_id)
    dialog.suppliers.remove()
    assert "Nobody delivers it yet" in dialog.suppliers.remark.accessibleName()
    assert dialog.entered() == ["Suppliers"]
    save(qtbot, dialog)
    assert sqlite_shop.read(product_card, kitchen.products["CI-24"]).suppliers == ()


def test_second_window_keeps_both_changes(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    row_id = kitchen.products["CI-24"]
    dialog = opened(qtbot, ProductDialog(desk, row_id))
    theirs = sqlite_shop.read(product_card, row_id)
    dearer = replace(theirs, fields={**theirs.fields, "price": Decimal(200), "category": "Iron"})
    sqlite_shop.write(edit_product, row_id, theirs, dearer)
    write(dialog, price="195", barcode="123")
    qtbot.waitUntil(lambda: not dialog.is_asking)
    assert said(dialog, "price") == (
        "Price was changed meanwhile to 200. Yours is 195. Save again to keep yours."
    )
    save(qtbot, dialog)
    fields = sqlite_shop.read(product_card, row_id).fields
    assert (fields["price"], fields["category"], fields["barcode"]) == (Decimal(195), "Iron", "123")


def test_terms_changed_meanwhile_lead_to_their_table(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    row_id = kitchen.products["CI-24"]
    dialog = opened(qtbot, ProductDialog(desk, row_id))
    theirs = sqlite_shop.read(product_card, row_id)
    link = theirs.suppliers[0]
    sqlite_shop.write(edit_product, row_id, theirs, replace(theirs, suppliers=(replace(link, lead_days=50),)))
    fill(dialog.suppliers, 0, lead_days=Decimal(5))
    qtbot.waitUntil(lambda: not dialog.is_asking)
    assert dialog.error.text() == (
        f"{link.supplier}: Lead time was changed meanwhile to 50. Yours is 5. Save again to keep yours."
    )
    save(qtbot, dialog)
    assert sqlite_shop.read(product_card, row_id).suppliers[0].lead_days == 5


def test_every_view_is_reached_by_keyboard(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, ProductDialog(desk))
    first = dialog.view.buttons["product"]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    qtbot.keyClick(dialog.view.buttons["suppliers"], Qt.Key.Key_Space)
    assert dialog.stack.currentWidget() is dialog.suppliers


def test_only_one_supplier_is_preferred(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    dialog = opened(qtbot, ProductDialog(desk, kitchen.products["CI-24"]))
    dialog.suppliers._add(sqlite_shop.read(find_suppliers, "Acme")[0])
    assert [each.preferred for each in dialog.suppliers.terms()] == [True, False]
    fill(dialog.suppliers, 1, preferred="yes")
    assert [each.preferred for each in dialog.suppliers.terms()] == [False, True]


def test_a_cell_that_cannot_be_taken_is_led_to(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    dialog = opened(qtbot, ProductDialog(desk, kitchen.products["CI-24"]))
    table = dialog.suppliers
    index = table.model.index(0, table.model.column_of("lead_days"))
    table.model.refuse(index, "soon", InvalidInput("'soon' is not a number.", "Type it as 1,234.5."))
    dialog._submit()
    assert dialog.stack.currentWidget() is table
    assert dialog.error.text() == "'soon' is not a number. Type it as 1,234.5."
    assert dialog.isVisible()
