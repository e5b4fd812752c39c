"""Making good in the sample shop: what delays earn, vouchers given and used, substitutes offered."""

from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.actions.offering import OfferDraft, offer_substitutes
from app.actions.ordering import PaymentDraft
from app.actions.paying import VOUCHER, record_payment
from app.actions.reward_rules import RuleDraft, store_rules
from app.actions.vouchers import VoucherDraft, expire_vouchers, give_voucher
from app.sample_diary import Names
from app.settings import change_settings
from db.terms import RewardKind, VoucherUnit

RULES = (
    RuleDraft(14, RewardKind.PERCENT, Decimal(10), order_value=Decimal(100), most=Decimal(30)),
    RuleDraft(7, RewardKind.PERCENT, Decimal(5)),
    RuleDraft(4, RewardKind.POINTS, Decimal(50)),
)


def make_good(session: Session, names: Names, row: Any) -> None:
    """From this day on delays earn something."""
    store_rules(session, RULES)
    change_settings(session, make_good=True)


def give(session: Session, names: Names, row: Any) -> None:
    """A voucher by hand, until a day or for ever; with an order for that line of it."""
    draft = VoucherDraft(
        names.customers[getattr(row, "with")],
        row.quantity,
        row.reason or VoucherUnit.MONEY,
        row.day,
        names.line(row) if row.order else None,
        row.note,
    )
    names.vouchers[getattr(row, "with")] = give_voucher(session, draft).code


def use(session: Session, names: Names, row: Any) -> None:
    """The customer's latest voucher pays a part of an order."""
    payment = PaymentDraft(row.quantity, VOUCHER, voucher=names.vouchers[getattr(row, "with")])
    record_payment(session, names.orders[row.order], payment)


def expire(session: Session, names: Names, row: Any) -> None:
    """What the first opening of a day does with vouchers."""
    expire_vouchers(session)


def offer(session: Session, names: Names, row: Any) -> None:
    """So many of another product, for what an order line lacks: kept until the reply."""
    instead = names.products[getattr(row, "with")]
    draft = OfferDraft(instead, row.quantity, Decimal(row.reason or 1), set_aside=True)
    offer_substitutes(session, names.line(row), [draft])
