"""Vouchers are found by code and customer, and stand with their customer and their payment."""

from decimal import Decimal

from app.actions.ordering import PaymentDraft
from app.actions.paying import record_payment
from app.actions.vouchers import VoucherDraft, give_voucher, reverse_voucher
from app.codes import grouped
from app.lists.customer_detail import customer_detail
from app.lists.order_detail import order_detail
from app.lists.vouchers import LISTING
from tests.desks import Desk, told


def test_each_stands_where_one_looks_for_it(desk: Desk) -> None:
    desk.product("PAN", stock="9", decimals=0)
    entered = desk.order("Anna", {"PAN": "2"})
    used, back, left = (
        desk.shop.write(give_voucher, VoucherDraft(desk.customer(name), Decimal(amount)))
        for name, amount in (("Anna", 20), ("Anna", 5), ("Ben", 7))
    )
    desk.shop.write(record_payment, entered.order_id, PaymentDraft(Decimal(20), "voucher", voucher=used.code))
    desk.shop.write(reverse_voucher, back.voucher_id)

    assert told(desk.rows(LISTING, filter="open"), "code", "customer", "balance") == [(left.code, "Ben", 700)]
    assert told(desk.rows(LISTING, filter="used"), "code", "issued") == [(used.code, 2000)]
    assert told(desk.rows(LISTING, filter="over"), "code") == [(back.code,)]
    for text in (grouped(left.code).lower()[:7], "ben"):
        assert told(desk.rows(LISTING, filter="all", search=text), "id") == [(left.voucher_id,)]
    assert desk.rows(LISTING, filter="all", search="?") == []

    [paid] = desk.shop.read(order_detail, entered.order_id).payments
    assert paid.voucher == used.code
    assert desk.shop.read(customer_detail, desk.customers["Anna"]).vouchers == ()
    [known] = desk.shop.read(customer_detail, desk.customers["Ben"]).vouchers
    assert (known.code, known.balance) == (left.code, 700)
