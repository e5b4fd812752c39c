"""What the dialogs of orders and purchases show in their pictures, beside those of the look."""

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QDialog

from app.lists.listing import Listing
from app.lists.orders import LISTING as ORDERS
from ui.common.page import Desk
from ui.dialogs.address import AddressDialog
from ui.dialogs.order_edit import OrderEditDialog


def _found(desk: Desk, listing: Listing, text: str) -> Any:
    shop = desk.jobs.shop
    assert shop is not None
    rows = shop.read(listing.page, filter="all", search=text).rows
    return (rows or shop.read(listing.page).rows)[0][0]


def editing(desk: Desk) -> QDialog:
    """One more of what is short, and money."""
    dialog = OrderEditDialog(desk, _found(desk, ORDERS, "O-1041"))

    def change() -> None:
        dialog.lines.model.modelReset.disconnect(change)
        model = dialog.lines.model
        index = model.index(0, model.column_of("quantity"))
        model.setData(index, dialog.lines.entries()[0].quantity + Decimal(2))

    dialog.lines.model.modelReset.connect(change)
    return dialog


def address(desk: Desk) -> QDialog:
    """Another one than the customer's own."""
    other = ("Hotel Alder, kitchen", "Uferweg 12", "8001", "Zurich", "", "Switzerland")
    return AddressDialog(desk, other, ("Hotel Alder", "Seestrasse 3", "8002", "Zurich", "", ""))
