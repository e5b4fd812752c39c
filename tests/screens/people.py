"""What the pages of customers and suppliers and their dialogs show in their pictures."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog

from app.lists.customers import LISTING as CUSTOMERS
from app.lists.listing import Listing
from app.lists.products import LISTING as PRODUCTS
from app.lists.suppliers import LISTING as SUPPLIERS
from ui.common.page import Desk
from ui.dialogs.all_products import AllProductsDialog
from ui.dialogs.customer import CustomerDialog
from ui.dialogs.product import ProductDialog
from ui.dialogs.put_aside import PutAsideDialog
from ui.dialogs.supplier import SupplierDialog


def new_product(desk: Desk) -> QDialog:
    """A taken SKU and a price that is none."""
    dialog = ProductDialog(desk)
    for key, text in (("sku", "ci-24"), ("name", "Cast-iron casserole 25 cm"), ("price", "-189")):
        field = dialog.form.fields[key].editor
        field.setText(text)  # type: ignore[attr-defined]
        field.textEdited.emit(text)  # type: ignore[attr-defined]
    dialog.form.fields["price"].editor.setText("189")  # type: ignore[attr-defined]
    dialog.form.fields["price"].changed.emit()
    return dialog


def edit_product(desk: Desk) -> QDialog:
    """Its suppliers."""
    dialog = ProductDialog(desk, _id(desk, PRODUCTS, "CI-24"))
    dialog.show_part("suppliers")
    return dialog


def substitutes(desk: Desk) -> QDialog:
    """What stands for it."""
    dialog = ProductDialog(desk, _id(desk, PRODUCTS, "CI-24"))
    dialog.show_part("substitutes")
    return dialog


def product_fields(desk: Desk) -> QDialog:
    """All that is known of it."""
    return ProductDialog(desk, _id(desk, PRODUCTS, "OB-45"))


def edit_customer(desk: Desk) -> QDialog:
    """A priority that puts her before others."""
    dialog = CustomerDialog(desk, _id(desk, CUSTOMERS, "Priya Raman"))
    card = dialog.form.fields["priority"].editor
    assert isinstance(card, QComboBox)
    show_given = dialog.show_given

    def then_high(values: Any) -> None:
        show_given(values)
        card.setCurrentIndex(card.findData(1))

    dialog.show_given = then_high  # type: ignore[method-assign]
    return dialog


def edit_supplier(desk: Desk) -> QDialog:
    return SupplierDialog(desk, _id(desk, SUPPLIERS, "Halvorsen"))


def all_products(desk: Desk) -> QDialog:
    return AllProductsDialog(desk)


def put_aside(desk: Desk) -> QDialog:
    return PutAsideDialog(desk, "customers", _id(desk, CUSTOMERS, "Priya Raman"))


def _id(desk: Desk, listing: Listing, text: str) -> int:
    shop = desk.jobs.shop
    assert shop is not None
    return int(shop.read(listing.page, filter="all", search=text).rows[0][0])
