"""A desk on which vouchers are given, and what became of them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from app.actions.ordering import PaymentDraft
from app.actions.vouchers import Given, VoucherDraft, give_voucher
from db.rows import fetch
from tests.databases import TODAY
from tests.desks import Desk

UNTIL = TODAY + timedelta(30)


def rows(desk: Desk, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in desk.shop.read(fetch, sql, ())]


def moves(desk: Desk) -> list[tuple[Any, ...]]:
    return rows(desk, "SELECT kind, amount FROM voucher_moves ORDER BY id")


def state(desk: Desk) -> tuple[Any, ...]:
    return rows(desk, "SELECT state, balance FROM vouchers")[0]


def given(desk: Desk, amount: str = "25", **more: Any) -> Given:
    """To Anna, whose order of five pans is worth 50."""
    draft = VoucherDraft(desk.customer("Anna"), Decimal(amount), **{"expires_on": UNTIL} | more)
    voucher: Given = desk.shop.write(give_voucher, draft)
    return voucher


def by(code: str, amount: str, kind: str = "payment") -> PaymentDraft:
    return PaymentDraft(Decimal(amount), "voucher", kind, voucher=code)
