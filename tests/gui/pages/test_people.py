"""The pages of customers and suppliers: what the pane tells, where rows lead, what is changed in place."""

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.actions.cards import customer_card, supplier_card
from app.actions.cataloguing import ProductDraft, create_product, link_supplier
from app.actions.people import CustomerDraft, create_customer
from app.actions.removing import set_active
from app.actions.vouchers import VoucherDraft, give_voucher
from app.codes import grouped
from app.lists.customer_detail import customer_detail
from app.lists.customers import LISTING
from app.papers.posting import pdf_of
from app.shop import Shop
from tests.gui.pages.conftest import AtRest, Show
from tests.gui.pages.reading import cells, choose
from tests.kitchen import Kitchen
from ui.common.menus import Item
from ui.common.page import Desk
from ui.dialogs import give_voucher as give_voucher_dialog
from ui.dialogs import order_entry, print_paper, vouchers
from ui.dialogs.put_aside import PutAsideDialog
from ui.pages.customers import CustomersPage
from ui.pages.suppliers import SuppliersPage


@pytest.fixture
def customers(desk: Desk, kitchen: Kitchen) -> CustomersPage:
    return CustomersPage(desk)


@pytest.fixture
def suppliers(desk: Desk, kitchen: Kitchen) -> SuppliersPage:
    return SuppliersPage(desk)


def went(desk: Desk) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    desk.going.connect(lambda page, row_id: found.append((page, row_id)))
    return found


class TestCustomers:
    def test_pane_tells_what_waits_and_until_when(
        self, customers: CustomersPage, show: Show, at_rest: AtRest
    ) -> None:
        show(customers)
        choose(customers, "Priya Raman")
        at_rest()
        pane = customers.person_pane
        assert cells(pane.lines.model, "product", "short", "expected", "promised") == [
            ("Cast-iron casserole 24 cm", "3", "≈ 5 Jan", "5 Jan")
        ]
        assert cells(pane.orders.model, "number", "status") == [("O-1055", "No date")]
        assert "Owes €567.00" in pane.figures.accessibleName()

    def test_lines_and_orders_lead_to_where_they_stand(
        self, customers: CustomersPage, show: Show, at_rest: AtRest, desk: Desk, kitchen: Kitchen
    ) -> None:
        show(customers)
        choose(customers, "Priya Raman")
        at_rest()
        found = went(desk)
        pane = customers.person_pane
        pane.orders.table.opened.emit(pane.orders.model.rows[0])
        pane.lines.table.opened.emit(pane.lines.model.rows[0])
        assert customers.person is not None
        assert found == [
            ("orders", kitchen.orders["O-1055"]),
            ("backorders", customers.person.lines[0].id),
        ]

    def test_keyboard_stays_on_the_page_when_its_row_goes(
        self, customers: CustomersPage, show: Show, at_rest: AtRest
    ) -> None:
        show(customers)
        choose(customers, "Priya Raman")
        at_rest()
        customers.steps.findChildren(QPushButton)[0].setFocus()
        customers.search("nobody is called so")
        at_rest()
        assert customers.person is None
        assert customers.window().focusWidget() is customers.table

    def test_menu_of_a_row_is_the_panes(self, customers: CustomersPage, show: Show, at_rest: AtRest) -> None:
        show(customers)
        choose(customers, "Priya Raman")
        at_rest()
        row = customers.table.current_row()
        assert row is not None
        menu = [line.title for line in customers.row_menu(row) if isinstance(line, Item)]
        assert menu == customers.steps.titles()
        assert menu == [
            *("Edit…", "New order…", "See the orders", "See in the queue"),
            *("Give voucher…", "Statement…", "Delete…"),
        ]

    def test_vouchers_stand_in_the_pane_and_a_statement_is_printed(
        self,
        customers: CustomersPage,
        show: Show,
        at_rest: AtRest,
        sqlite_shop: Shop,
        kitchen: Kitchen,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        person = kitchen.customers["Priya Raman"]
        given = sqlite_shop.write(give_voucher, VoucherDraft(person, Decimal(15)))
        asked: list[Any] = []
        for module in (give_voucher_dialog, vouchers, print_paper):
            monkeypatch.setattr(module, "ask", lambda *args: asked.append(args[2]))
        show(customers)
        choose(customers, "Priya Raman")
        at_rest()
        assert cells(customers.person_pane.vouchers.model, "code", "left") == [
            (grouped(given.code), "€15.00")
        ]
        for step in ("Give voucher…", "See the vouchers…", "Statement…"):
            customers.steps.do(step)
        whom, name, papers = asked
        assert (whom.id, name) == (person, "Priya Raman")
        for paper in papers:
            assert pdf_of(sqlite_shop.read(paper.read)).startswith(b"%PDF")

    def test_new_order_is_the_chosen_customers(
        self,
        customers: CustomersPage,
        show: Show,
        at_rest: AtRest,
        sqlite_shop: Shop,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        asked: list[Any] = []
        monkeypatch.setattr(order_entry, "ask", lambda *args: asked.append(args[2]))
        show(customers)
        choose(customers, "Priya Raman")
        at_rest()
        customers.steps.do("New order…")
        assert customers.person is not None
        assert asked == [customers.person.card["number"]]

    def test_phone_is_changed_in_place(
        self, customers: CustomersPage, kitchen: Kitchen, sqlite_shop: Shop
    ) -> None:
        column = next(each for each in customers.model.columns if each.key == "phone")
        row_id = kitchen.customers["Priya Raman"]
        row = next(
            row
            for row in sqlite_shop.read(customers.listing.page, filter="all", search="Priya").rows
            if row[0] == row_id
        )
        assert column.write is not None
        fn, arguments = column.write(row, "0123")
        sqlite_shop.write(fn, *arguments)
        assert sqlite_shop.read(customer_card, row_id)["phone"] == "0123"

    def test_who_is_put_aside_can_be_used_again(
        self, customers: CustomersPage, show: Show, at_rest: AtRest, sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        row_id = kitchen.customers["Priya Raman"]
        sqlite_shop.write(set_active, "customers", row_id, active=False)
        show(customers)
        customers.show_row(row_id)
        at_rest()
        assert customers.steps.titles()[-1] == "Use again"
        customers.use_again()
        at_rest()
        assert sqlite_shop.read(customer_card, row_id)["active"]

    def test_filter_stays_where_it_lets_the_row_through(
        self, customers: CustomersPage, show: Show, at_rest: AtRest, sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        show(customers)
        customers.model.ask_for(filter="waiting", search="nobody is called so")
        at_rest()
        customers.show_row(kitchen.customers["Priya Raman"])
        at_rest()
        assert (customers.chips.value(), customers.searched) == ("waiting", "")
        assert customers.person is not None
        assert customers.person.card["name"] == "Priya Raman"
        new_id = sqlite_shop.write(create_customer, CustomerDraft(name="Zoe"))
        customers.show_row(new_id)
        at_rest()
        assert customers.chips.value() == "all"
        assert customers.person.id == new_id

    def test_keyboard_comes_to_the_rows_when_the_button_in_their_place_goes(
        self, customers: CustomersPage, show: Show, at_rest: AtRest
    ) -> None:
        show(customers)
        customers.search("nobody is called so")
        at_rest()
        button = next(each for each in customers.table.findChildren(QPushButton) if each.isVisible())
        button.setFocus()
        button.click()
        at_rest()
        assert customers.model.rowCount()
        assert customers.window().focusWidget() is customers.table

    def test_markup_in_a_name_is_data(
        self, customers: CustomersPage, show: Show, at_rest: AtRest, sqlite_shop: Shop
    ) -> None:
        text = "<b>Bold</b> & “co” \u200fمطبخ"
        row_id = sqlite_shop.write(create_customer, CustomerDraft(name=text, note="<i>x</i>\ny"))
        show(customers)
        customers.show_row(row_id)
        at_rest()
        assert customers.person_pane.head.title.text() == text
        assert customers.person_pane.note.accessibleName() == "<i>x</i>\ny"


class TestSuppliers:
    def test_pane_tells_what_comes_and_what_he_delivers(
        self, suppliers: SuppliersPage, show: Show, at_rest: AtRest
    ) -> None:
        show(suppliers)
        choose(suppliers, "Halvorsen Cast Iron")
        at_rest()
        pane = suppliers.person_pane
        assert cells(pane.lines.model, "number", "product", "pieces", "eta")[0] == (
            "P-118",
            "Cast-iron casserole 24 cm",
            "6",
            "2 Dec",
        )
        assert pane.products.model.rowCount() >= 1

    def test_many_products_are_shown_in_two_steps(
        self, suppliers: SuppliersPage, show: Show, at_rest: AtRest, sqlite_shop: Shop, kitchen: Kitchen
    ) -> None:
        supplier_id = kitchen.suppliers["Halvorsen Cast Iron"]
        for number in range(20):
            product_id = sqlite_shop.write(create_product, ProductDraft(f"ZZ-{number:02}"))
            sqlite_shop.write(link_supplier, product_id=product_id, supplier_id=supplier_id)
        show(suppliers)
        suppliers.show_row(supplier_id)
        at_rest()
        products = suppliers.person_pane.products
        assert suppliers.person is not None
        hidden = suppliers.person.product_count - 8
        assert (products.model.rowCount(), products.rest.text()) == (8, f"{hidden} more")
        products.rest.click()
        assert products.model.rowCount() == suppliers.person.product_count
        assert products.rest.isHidden()
        assert products.table.verticalScrollBar().maximum() == 0
        suppliers.reload()
        at_rest()
        assert products.rest.isHidden()

    def test_rows_lead_to_purchases_and_shelves(
        self, suppliers: SuppliersPage, show: Show, at_rest: AtRest, desk: Desk
    ) -> None:
        show(suppliers)
        choose(suppliers, "Halvorsen Cast Iron")
        at_rest()
        found = went(desk)
        pane = suppliers.person_pane
        pane.lines.table.opened.emit(pane.lines.model.rows[0])
        pane.products.table.opened.emit(pane.products.model.rows[0])
        assert suppliers.person is not None
        assert found == [
            ("purchases", suppliers.person.lines[0].id),
            ("stock", suppliers.person.products[0].pool_id),
        ]

    def test_contact_is_changed_in_place(
        self, suppliers: SuppliersPage, kitchen: Kitchen, sqlite_shop: Shop
    ) -> None:
        column = next(each for each in suppliers.model.columns if each.key == "contact")
        row = sqlite_shop.read(suppliers.listing.page, filter="all", search="Halvorsen").rows[0]
        assert column.write is not None
        fn, arguments = column.write(row, "Ingrid")
        sqlite_shop.write(fn, *arguments)
        assert sqlite_shop.read(supplier_card, row[0])["contact"] == "Ingrid"


class TestPuttingAside:
    def test_named_ones_are_deactivated_with_the_reason(
        self, qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
    ) -> None:
        row_id = kitchen.customers["Priya Raman"]
        dialog = PutAsideDialog(desk, "customers", row_id)
        qtbot.addWidget(dialog)
        qtbot.waitUntil(lambda: dialog.known is not None)
        assert dialog.windowTitle().startswith("Deactivate ")
        assert "orders, notices name it" in dialog.words.accessibleName()
        with qtbot.waitSignal(dialog.accepted):
            dialog._submit()
        assert not sqlite_shop.read(customer_card, row_id)["active"]
        assert sqlite_shop.read(customer_detail, row_id).orders

    def test_unnamed_ones_are_deleted(self, qtbot: QtBot, desk: Desk, sqlite_shop: Shop) -> None:
        row_id = sqlite_shop.write(create_customer, CustomerDraft(name="Nobody"))
        dialog = PutAsideDialog(desk, "customers", row_id)
        qtbot.addWidget(dialog)
        qtbot.waitUntil(lambda: dialog.known is not None)
        with qtbot.waitSignal(dialog.accepted):
            dialog._submit()
        assert sqlite_shop.read(LISTING.page, filter="all", search="Nobody").rows == []
