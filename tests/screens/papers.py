"""What the dialogs of orders and purchases show in their pictures, beside those of the look."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QSettings, Qt

from app.language import ntr
from app.lists.finding import find_products
from app.lists.listing import Listing
from app.lists.order_detail import order_detail
from app.lists.orders import LISTING as ORDERS
from app.lists.purchase_detail import open_purchases, purchase_detail
from app.lists.purchases import LISTING as PURCHASES
from ui.common.page import Desk
from ui.dialogs import printables
from ui.dialogs.act import ActDialog
from ui.dialogs.address import AddressDialog
from ui.dialogs.order_edit import OrderEditDialog
from ui.dialogs.payment import PaymentDialog
from ui.dialogs.print_paper import PrintDialog
from ui.dialogs.printables import LABELS
from ui.dialogs.purchase_edit import PurchaseEditDialog
from ui.dialogs.receive import ReceiveDialog
from ui.dialogs.ship_several import ShipSeveralDialog
from ui.panes.purchase_acts import close_lines_short


def _found(desk: Desk, listing: Listing, text: str) -> Any:
    shop = desk.jobs.shop
    assert shop is not None
    rows = shop.read(listing.page, filter="all", search=text).rows
    return (rows or shop.read(listing.page).rows)[0][0]


def editing(desk: Desk) -> OrderEditDialog:
    """One more of what is short, and money."""
    dialog = OrderEditDialog(desk, _found(desk, ORDERS, "O-1041"))

    def change() -> None:
        dialog.lines.model.modelReset.disconnect(change)
        model = dialog.lines.model
        index = model.index(0, model.column_of("quantity"))
        model.setData(index, dialog.lines.entries()[0].quantity + Decimal(2))

    dialog.lines.model.modelReset.connect(change)
    return dialog


def address(desk: Desk) -> AddressDialog:
    """Another one than the customer's own."""
    other = ("Hotel Alder, kitchen", "Uferweg 12", "8001", "Zurich", "", "Switzerland")
    return AddressDialog(desk, other, ("Hotel Alder", "Seestrasse 3", "8002", "Zurich", "", ""))


def payment(desk: Desk) -> PaymentDialog:
    """Of an order of which something is paid."""
    shop = desk.jobs.shop
    assert shop is not None
    return PaymentDialog(desk, shop.read(order_detail, _found(desk, ORDERS, "O-1041")))


def ship_several(desk: Desk) -> ShipSeveralDialog:
    """What can leave, what stays and why."""
    shop = desk.jobs.shop
    assert shop is not None
    rows = shop.read(ORDERS.page, filter="open", limit=40).rows
    ready = [
        row[0] for row in rows if row[ORDERS.place("status")] in ("ready", "part", "collecting", "on_hold")
    ]
    return ShipSeveralDialog(desk, ready or [row[0] for row in rows[:4]])


def purchase_editing(desk: Desk) -> PurchaseEditDialog:
    """Fewer casseroles than were ordered."""
    dialog = PurchaseEditDialog(desk, _purchase(desk, "P-124"))

    def change() -> None:
        dialog.lines.modelReset.disconnect(change)
        index = dialog.lines.index(0, dialog.lines.column_of("quantity"))
        dialog.lines.setData(index, Decimal(2))

    dialog.lines.modelReset.connect(change)
    return dialog


def scanning(desk: Desk) -> ReceiveDialog:
    """Counted by scanner, from zero."""
    dialog = ReceiveDialog(desk, _purchase(desk, "P-118"))

    def begin() -> None:
        dialog.goods.modelReset.disconnect(begin)
        dialog.begin_scanning()
        shop = desk.jobs.shop
        assert shop is not None
        for code, quantity in (("CI-24", 4), ("CG-26", 5), ("WK-30", 1)):
            dialog.count_up(shop.read(find_products, code)[0], Decimal(quantity))

    dialog.goods.modelReset.connect(begin, Qt.ConnectionType.QueuedConnection)
    return dialog


def closing_short(desk: Desk) -> ActDialog:
    """Several lines, of more than one purchase."""
    shop = desk.jobs.shop
    assert shop is not None
    rows = shop.read(PURCHASES.page, filter="open", sort="eta").rows[4:8]
    parts = [(row[0], row[PURCHASES.place("incoming")]) for row in rows]
    count = len(parts)
    title = ntr("Close {count} line short", "Close {count} lines short", count)
    return ActDialog(desk, close_lines_short(title, parts))


def printing_labels(desk: Desk) -> PrintDialog:
    """Of all that is ready, on a sheet of which some are used."""
    QSettings().setValue("papers/last", LABELS)
    QSettings().setValue("papers/used/a4_21", 4)
    return PrintDialog(desk, printables.ready())


def printing_purchase(desk: Desk) -> PrintDialog:
    """What goes to the supplier."""
    shop = desk.jobs.shop
    assert shop is not None
    purchase = shop.read(purchase_detail, _purchase(desk, "P-124"))
    return PrintDialog(desk, printables.of_purchase(replace(purchase, sent_on=None, receipts=())))


def _purchase(desk: Desk, number: str) -> int:
    shop = desk.jobs.shop
    assert shop is not None
    found = shop.read(open_purchases)
    return int(next((each.id for each in found if each.number == number), found[0].id))
