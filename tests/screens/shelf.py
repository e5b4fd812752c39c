"""What the dialogs of shelf and counter show in their pictures."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from app.actions.pools import create_location
from app.actions.shipping import ship
from app.actions.transferring import TransferDraft, send
from app.lists.finding import find_products
from app.lists.locations import locations
from app.lists.order_detail import order_detail
from app.lists.orders import LISTING as ORDERS
from app.lists.stock import LISTING as STOCK
from app.lists.transit import underway
from app.quantities import quantity_of
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.dialogs.arrivals import ArrivalsDialog
from ui.dialogs.count import CountDialog
from ui.dialogs.counter_sale import CounterSaleDialog
from ui.dialogs.locations import LocationsDialog
from ui.dialogs.take_back import ReturnDialog
from ui.dialogs.take_out import TakeOutDialog
from ui.dialogs.transfer import TransferDialog


def counting(desk: Desk) -> CountDialog:
    """Some rows are counted; of the casseroles there are fewer than are reserved."""
    dialog = CountDialog(desk)

    def count() -> None:
        dialog.sheet.modelReset.disconnect(count)
        for sku, counted in (("CI-24", 3), ("CT-02", 9), ("BS-30", 0)):
            _type(dialog.sheet, _product(desk, sku).id, "counted", Decimal(counted))

    dialog.sheet.modelReset.connect(count)
    return dialog


def taking_out(desk: Desk) -> TakeOutDialog:
    dialog = TakeOutDialog(desk, _pool(desk, "CT-02"))
    dialog.reason.setText("Handle loose")
    return dialog


def moving(desk: Desk) -> TransferDialog:
    """To a stall that is there from now on."""
    _stall(desk)
    dialog = TransferDialog(desk, _pool(desk, "CT-02"))
    assert desk.formats.today is not None
    dialog.arrives.set_value(desk.formats.today + timedelta(1))
    dialog.note.setText("with the van on Tuesday")
    return dialog


def arriving(desk: Desk) -> ArrivalsDialog:
    """One transfer has come, another has not."""
    stall = _stall(desk)
    shop: Any = desk.jobs.shop
    assert desk.formats.today is not None
    if not shop.read(underway):
        main = shop.read(locations)[0].id
        for sku, quantity, days in (("CT-02", 2, 0), ("WK-30", 1, 3)):
            goods = ((_product(desk, sku).id, Decimal(quantity)),)
            shop.write(send, TransferDraft(main, stall, goods, desk.formats.today + timedelta(days)))
    return ArrivalsDialog(desk)


def naming(desk: Desk) -> LocationsDialog:
    _stall(desk)
    return LocationsDialog(desk)


def taking_back(desk: Desk) -> ReturnDialog:
    """One casserole is fit for sale, and paid back."""
    order_id = _shipped(desk)
    dialog = ReturnDialog(desk, order_id)

    def fill() -> None:
        dialog.goods.modelReset.disconnect(fill)
        _type(dialog.goods, dialog.goods.rows[0][0], "back", Decimal(1))
        _type(dialog.goods, dialog.goods.rows[0][0], "reason", "Lid does not fit")

    dialog.goods.modelReset.connect(fill)
    return dialog


def selling(desk: Desk) -> CounterSaleDialog:
    """Two goods that are there and one that is short."""
    dialog = CounterSaleDialog(desk)
    for sku, quantity in (("WK-30", 1), ("CT-02", 2), ("BS-30", 2)):
        dialog.add(_product(desk, sku), Decimal(quantity))
    dialog.payment.given.setText("200")
    dialog.payment.given.textEdited.emit("200")
    return dialog


def _type(model: RowsModel, row_id: object, key: str, value: object) -> None:
    line = model.line_of(row_id)
    if line >= 0:
        model.setData(model.index(line, model.column_of(key)), value)


def _product(desk: Desk, sku: str) -> Any:
    shop: Any = desk.jobs.shop
    return shop.read(find_products, sku)[0]


def _pool(desk: Desk, sku: str) -> int:
    shop: Any = desk.jobs.shop
    return int(shop.read(STOCK.page, filter="all", search=sku).rows[0][0])


def _stall(desk: Desk) -> int:
    shop: Any = desk.jobs.shop
    return int(shop.write(create_location, "Market stall"))


def _shipped(desk: Desk) -> int:
    """An order of which something has left."""
    shop: Any = desk.jobs.shop
    row = shop.read(ORDERS.page, filter="ready").rows[0]
    order = shop.read(order_detail, row[0])
    line = next(line for line in order.lines if line.can_ship)
    if not line.shipped:
        shop.write(ship, [(line.id, quantity_of(line.can_ship))], part_confirmed=True)
    return int(row[0])
