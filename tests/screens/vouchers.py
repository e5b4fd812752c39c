"""What vouchers show in their pictures."""

from decimal import Decimal
from functools import partial
from typing import Any

from app.letters.due import due_letters
from app.lists.customer_detail import customer_detail
from app.lists.customers import LISTING as CUSTOMERS
from app.lists.finding import find_products
from app.lists.order_detail import order_detail
from app.lists.orders import LISTING as ORDERS
from db.rows import fetch
from ui.common.page import Desk
from ui.dialogs.counter_sale import CounterSaleDialog
from ui.dialogs.give_voucher import GiveVoucherDialog
from ui.dialogs.letters import LettersDialog
from ui.dialogs.payment import PaymentDialog
from ui.dialogs.vouchers import VouchersDialog


def looking(desk: Desk) -> VouchersDialog:
    """In every state of use."""
    dialog = VouchersDialog(desk)
    dialog.chips.choose("all")
    return dialog


def giving(desk: Desk) -> GiveVoucherDialog:
    """Somebody who waits."""
    shop: Any = desk.jobs.shop
    person = shop.read(CUSTOMERS.page, filter="waiting", limit=1).rows[0][0]
    dialog = GiveVoucherDialog(desk, shop.read(customer_detail, person))
    dialog.amount.set_value(Decimal("12.50"))
    dialog.line.setCurrentIndex(1)
    return dialog


def paying(desk: Desk) -> PaymentDialog:
    """A code that is there, for an order that is not paid."""
    shop: Any = desk.jobs.shop
    order = shop.read(ORDERS.page, search="O-1041").rows[0][0]
    dialog = PaymentDialog(desk, shop.read(order_detail, order))
    [[code]] = shop.read(fetch, "SELECT code FROM vouchers WHERE state = 'open' AND unit = 'money' LIMIT 1")
    dialog.way.setCurrentIndex(dialog.way.findData("voucher"))
    dialog.way.activated.emit(dialog.way.currentIndex())
    dialog.voucher.show_code(code)
    return dialog


def earning(desk: Desk) -> LettersDialog:
    """Delays that earn something."""
    return LettersDialog(desk, partial(due_letters, kinds=("delay", "renewed_delay")))


def at_the_counter(desk: Desk) -> CounterSaleDialog:
    """Goods that are paid with one."""
    shop: Any = desk.jobs.shop
    dialog = CounterSaleDialog(desk)
    dialog.add(shop.read(find_products, "WK-30")[0], Decimal(1))
    dialog.payment.way.choose("voucher")
    return dialog
