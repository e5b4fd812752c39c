"""The dialogs as the look shows them: filled from the sample shop, with the same goods and names."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal

from app.lists.finding import find_customers, find_products
from app.lists.orders import LISTING as ORDERS
from app.lists.purchase_detail import open_purchases, purchase_detail
from ui.common.inputs import QuantityEdit
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.dialogs.order_entry import OrderEntryDialog
from ui.dialogs.purchase_entry import PurchaseEntryDialog
from ui.dialogs.receive import ReceiveDialog
from ui.dialogs.set_eta import SetEtaDialog
from ui.dialogs.ship import ShipDialog

WEEKS_LATER = 3


def _read(desk: Desk, fn: Callable[..., object], *args: object, **kwargs: object) -> object:
    assert desk.jobs.shop is not None
    return desk.jobs.shop.read(fn, *args, **kwargs)


def _purchase(desk: Desk, number: str) -> int:
    """The purchase of the picture; in a shop that has it no more, whatever comes next."""
    found = _read(desk, open_purchases)
    assert isinstance(found, list)
    return int(next((each.id for each in found if each.number == number), found[0].id))


def _type(model: RowsModel, line: int, values: dict[str, object]) -> None:
    for key, value in values.items():
        model.setData(model.index(line, model.column_of(key)), value)


def receive(desk: Desk) -> ReceiveDialog:
    """One of six casseroles came chipped."""
    dialog = ReceiveDialog(desk, _purchase(desk, "P-118"))
    dialog.delivery_note.setText("HL-88214")
    dialog.freight.set_value(Decimal(24))

    def count() -> None:
        dialog.goods.modelReset.disconnect(count)
        chipped: dict[str, object] = {"accepted": Decimal(5), "rejected": Decimal(1), "why": "Enamel chipped"}
        _type(dialog.goods, 0, chipped)

    dialog.goods.modelReset.connect(count)
    return dialog


def set_eta(desk: Desk) -> SetEtaDialog:
    """The whole purchase comes three weeks later."""
    purchase_id = _purchase(desk, "P-124")
    lines = _read(desk, purchase_detail, purchase_id).lines  # type: ignore[attr-defined]
    dialog = SetEtaDialog(desk, purchase_id, lines[0].id)
    dialog.cause.setCurrentIndex(dialog.cause.findData("production_stopped"))
    dialog.note.setText("Furnace repair, ships in week 1")
    dialog.filled.connect(lambda: dialog.scopes[1].setChecked(True))
    dialog.filled.connect(lambda: dialog.move_by_weeks(WEEKS_LATER))
    return dialog


def order_entry(desk: Desk) -> OrderEntryDialog:
    """One line ready, one made to order, one late."""
    dialog = OrderEntryDialog(desk)
    customers = _read(desk, find_customers, "Oskar")
    if isinstance(customers, Sequence) and customers:
        dialog.customer.choose(customers[0])
        dialog.customer.found.emit(customers[0])
    assert desk.formats.today is not None
    dialog.wanted.set_value(desk.formats.today + timedelta(25))
    dialog.reference.setText("Kitchen, 2nd floor")
    for sku, quantity in (("WK-30", 1), ("OB-45", 1), ("CI-24", 3)):
        products = _read(desk, find_products, sku)
        assert isinstance(products, list)
        dialog.lines.add_product(products[0])
        field = dialog.lines.table.indexWidget(dialog.lines.table.currentIndex())
        assert isinstance(field, QuantityEdit)
        field.set_value(Decimal(quantity))
        field.changed.emit()
    dialog.sums.shipping.set_value(Decimal("6.90"))
    dialog.sums.way.setCurrentIndex(dialog.sums.way.findData("card"))
    dialog.sums.paid.setEnabled(True)
    dialog.sums.paid.set_value(Decimal(200))
    dialog.sums.changed.emit()
    return dialog


def purchase_entry(desk: Desk) -> PurchaseEntryDialog:
    """What a supplier's goods lack."""
    dialog = PurchaseEntryDialog(desk, "Halvorsen")
    dialog.supplier_known.connect(dialog.add_suggested)
    return dialog


def ship(desk: Desk) -> ShipDialog:
    """An order of which something is reserved."""
    page = _read(desk, ORDERS.page, filter="ready")
    rows = page.rows or _read(desk, ORDERS.page).rows  # type: ignore[attr-defined]
    return ShipDialog(desk, rows[0][0])
