"""What is said of vouchers: their states, their moves, and what happened to them."""

from typing import Any

from app.language import ntr, tr
from app.sentences import read_facts
from app.wording import hundredths_text, thousandths_text
from db.terms import RewardKind, VoucherMoveKind, VoucherState, VoucherUnit


def worth_text(unit: str, hundredths: int, currency: str) -> str:
    """'€12.50', '40 points'."""
    if unit == VoucherUnit.POINTS:
        words = thousandths_text(hundredths * 10)
        return ntr("{count} point", "{count} points", hundredths // 100, count=words)
    return hundredths_text(hundredths, currency)


def voucher_state_text(state: str) -> str:
    """What became of it."""
    return {
        VoucherState.DECLINED: tr("nothing given"),
        VoucherState.OPEN: tr("valid"),
        VoucherState.USED: tr("used up"),
        VoucherState.LAPSED: tr("lapsed"),
        VoucherState.REVERSED: tr("taken back"),
    }[VoucherState(state)]


def reward_kind_text(kind: str) -> str:
    """What a rule gives."""
    return {
        RewardKind.PERCENT: tr("percent of the line"),
        RewardKind.AMOUNT: tr("amount"),
        RewardKind.POINTS: tr("points"),
    }[RewardKind(kind)]


VOUCHER_KINDS = ("voucher_declined", *(f"voucher_{kind}" for kind in VoucherMoveKind))
"""Kinds of history."""


def voucher_happening(kind: str, facts: str | None) -> str:
    """What a row of one of these kinds says."""
    told: dict[str, Any] = read_facts(facts)
    if kind == "voucher_declined":
        return tr("Nothing given for the delay")
    code = told.get("code", "")
    amount = worth_text(
        str(told.get("unit", VoucherUnit.MONEY)), int(told.get("amount", 0)), str(told.get("currency", ""))
    )
    return {
        "voucher_issued": tr("Voucher {code} of {amount} given", code=code, amount=amount),
        "voucher_topped_up": tr("Voucher {code} topped up by {amount}", code=code, amount=amount),
        "voucher_redeemed": tr("{amount} of voucher {code} used", code=code, amount=amount),
        "voucher_given_back": tr("{amount} given back to voucher {code}", code=code, amount=amount),
        "voucher_lapsed": tr("Voucher {code} lapsed: {amount}", code=code, amount=amount),
        "voucher_revived": tr("Voucher {code} valid again: {amount}", code=code, amount=amount),
        "voucher_reversed": tr("Voucher {code} taken back: {amount}", code=code, amount=amount),
    }[kind]
