"""What vouchers show in their pictures."""

from decimal import Decimal
from functools import partial
from typing import Any

from app.actions.reward_rules import RuleDraft, store_rules
from app.actions.vouchers import VoucherDraft, give_voucher, reverse_voucher, usual_expiry
from app.letters.due import due_letters
from app.lists.customer_detail import customer_detail
from app.lists.customers import LISTING as CUSTOMERS
from app.lists.finding import find_products
from app.lists.order_detail import order_detail
from app.lists.orders import LISTING as ORDERS
from app.settings import change_settings
from db.rows import fetch
from ui.common.page import Desk
from ui.dialogs.counter_sale import CounterSaleDialog
from ui.dialogs.give_voucher import GiveVoucherDialog
from ui.dialogs.letters import LettersDialog
from ui.dialogs.payment import PaymentDialog
from ui.dialogs.vouchers import VouchersDialog


def _given(desk: Desk) -> Any:
    """The shop, in which some customers have vouchers."""
    shop: Any = desk.jobs.shop
    if not shop.read(fetch, "SELECT 1 FROM vouchers LIMIT 1"):
        until = shop.read(usual_expiry)
        people = [row[0] for row in shop.read(CUSTOMERS.page, filter="active", limit=4).rows]
        for place, person in enumerate(people):
            unit = "points" if place == 1 else "money"
            draft = VoucherDraft(person, Decimal(10 + 5 * place), unit, until if place != 2 else None)
            given = shop.write(give_voucher, draft)
            if place == 3:
                shop.write(reverse_voucher, given.voucher_id)
    return shop


def looking(desk: Desk) -> VouchersDialog:
    """Money, points, and one that never expires."""
    _given(desk)
    return VouchersDialog(desk)


def giving(desk: Desk) -> GiveVoucherDialog:
    """Somebody who waits."""
    shop: Any = desk.jobs.shop
    person = shop.read(CUSTOMERS.page, filter="waiting", limit=1).rows[0][0]
    dialog = GiveVoucherDialog(desk, shop.read(customer_detail, person))
    dialog.amount.set_value(Decimal("12.50"))
    dialog.line.setCurrentIndex(1)
    return dialog


def paying(desk: Desk) -> PaymentDialog:
    """A code that is there."""
    shop = _given(desk)
    order = shop.read(ORDERS.page, filter="open", limit=1).rows[0][0]
    dialog = PaymentDialog(desk, shop.read(order_detail, order))
    [[code]] = shop.read(fetch, "SELECT code FROM vouchers WHERE state = 'open' AND unit = 'money' LIMIT 1")
    dialog.way.setCurrentIndex(dialog.way.findData("voucher"))
    dialog.way.activated.emit(dialog.way.currentIndex())
    dialog.voucher.show_code(code)
    return dialog


def earning(desk: Desk) -> LettersDialog:
    """Delays that earn a tenth."""
    shop: Any = desk.jobs.shop
    shop.write(lambda session: change_settings(session, make_good=True) and None)
    shop.write(store_rules, (RuleDraft(1, "percent", Decimal(10)),))
    return LettersDialog(desk, partial(due_letters, kinds=("delay", "renewed_delay")))


def at_the_counter(desk: Desk) -> CounterSaleDialog:
    """Goods that are paid with one."""
    shop: Any = desk.jobs.shop
    dialog = CounterSaleDialog(desk)
    dialog.add(shop.read(find_products, "WK-30")[0], Decimal(1))
    dialog.payment.way.choose("voucher")
    return dialog
