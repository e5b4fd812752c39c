"""What the pages of customers and suppliers and their dialogs show in their pictures."""

from typing import Any

from PySide6.QtWidgets import QComboBox

from app.actions.cards import customer_card
from app.actions.people import CustomerDraft, create_customer
from app.actions.people_editing import edit_customer as change_customer
from app.lists.customers import LISTING as CUSTOMERS
from app.lists.listing import Listing
from app.lists.products import LISTING as PRODUCTS
from app.lists.suppliers import LISTING as SUPPLIERS
from app.shop import Shop
from ui.common.page import Desk
from ui.dialogs.all_products import AllProductsDialog
from ui.dialogs.customer import CustomerDialog
from ui.dialogs.product import ProductDialog
from ui.dialogs.put_aside import PutAsideDialog
from ui.dialogs.supplier import SupplierDialog


def new_product(desk: Desk) -> ProductDialog:
    """A taken SKU and a price that is none."""
    dialog = ProductDialog(desk)
    for key, text in (("sku", "ci-24"), ("name", "Cast-iron casserole 25 cm"), ("price", "-189")):
        field = dialog.form.fields[key].editor
        field.setText(text)  # type: ignore[attr-defined]
        field.textEdited.emit(text)  # type: ignore[attr-defined]
    dialog.form.fields["price"].editor.setText("189")  # type: ignore[attr-defined]
    dialog.form.fields["price"].changed.emit()
    return dialog


def edit_product(desk: Desk) -> ProductDialog:
    """Its suppliers."""
    dialog = ProductDialog(desk, _id(desk, PRODUCTS, "CI-24"))
    dialog.show_part("suppliers")
    return dialog


def substitutes(desk: Desk) -> ProductDialog:
    """What stands for it."""
    dialog = ProductDialog(desk, _id(desk, PRODUCTS, "CI-24"))
    dialog.show_part("substitutes")
    return dialog


def product_fields(desk: Desk) -> ProductDialog:
    """All that is known of it."""
    return ProductDialog(desk, _id(desk, PRODUCTS, "OB-45"))


def edit_customer(desk: Desk) -> CustomerDialog:
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


def edit_supplier(desk: Desk) -> SupplierDialog:
    return SupplierDialog(desk, _id(desk, SUPPLIERS, "Halvorsen"))


def all_products(desk: Desk) -> AllProductsDialog:
    return AllProductsDialog(desk)


def changed_meanwhile(desk: Desk) -> CustomerDialog:
    """Another window moved the hotel to another city than this one does."""
    customer_id = _id(desk, CUSTOMERS, "Hotel Alder")
    dialog = CustomerDialog(desk, customer_id)
    show_given = dialog.show_given

    def then_both(values: Any) -> None:
        show_given(values)
        shop = _shop(desk)
        card = shop.read(customer_card, customer_id)
        theirs = "Visby" if card["city"] == "Ystad" else "Ystad"
        shop.write(change_customer, customer_id, card, {**card, "city": theirs})
        city: Any = dialog.form.fields["city"].editor
        city.setText("Lund")
        city.textEdited.emit("Lund")

    dialog.show_given = then_both  # type: ignore[method-assign]
    return dialog


def deactivate(desk: Desk) -> PutAsideDialog:
    """Papers name it."""
    return PutAsideDialog(desk, "products", _id(desk, PRODUCTS, "CI-24"))


def delete(desk: Desk) -> PutAsideDialog:
    """Somebody who never ordered."""
    name = "Kai Lindqvist"
    if not _shop(desk).read(CUSTOMERS.page, filter="all", search=name).rows:
        _shop(desk).write(create_customer, CustomerDraft(name=name))
    return PutAsideDialog(desk, "customers", _id(desk, CUSTOMERS, name))


def _shop(desk: Desk) -> Shop:
    assert desk.jobs.shop is not None
    return desk.jobs.shop


def _id(desk: Desk, listing: Listing, text: str) -> int:
    return int(_shop(desk).read(listing.page, filter="all", search=text).rows[0][0])
