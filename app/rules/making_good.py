"""What a late order earns its customer (R25): days late and the owner's rules in, a reward out.

Money is hundredths, days are proleptic ordinals; a rule's figure is thousandths, as it is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

PERCENT_UNITS = 100_000
"""Thousandths of a percent in the whole."""
FIGURE_UNITS = 10
"""Thousandths in a hundredth."""


class Kind(StrEnum):
    """What a rule's figure counts."""

    PERCENT = "percent"
    AMOUNT = "amount"
    POINTS = "points"


class Unit(StrEnum):
    """What a reward counts."""

    MONEY = "money"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Rule:
    """The least that it asks for (a priority of None asks for none), and its gift; `most` caps a share."""

    days_late: int
    kind: str
    figure: int
    order_value: int = 0
    priority: int | None = None
    most: int | None = None


class Late(NamedTuple):
    """A late line, what it and its order are worth; rules about money are about the shop's own."""

    line_value: int
    order_value: int
    priority: int = 0
    own_currency: bool = True


class Reward(NamedTuple):
    """Hundredths of money or of points, more than none."""

    unit: str
    amount: int


def days_late(first_promised: int | None, day: int | None) -> int:
    """Calendar days from the first promise to `day`; 0 where either is not known, or nothing is late."""
    if first_promised is None or day is None:
        return 0
    return max(0, day - first_promised)


def reward_of(rules: Sequence[Rule], late: Late, days: int) -> Reward | None:
    """What the first rule that fits gives for so many days late in all."""
    for rule in rules:
        if _fits(rule, late, days):
            unit = Unit.POINTS if rule.kind == Kind.POINTS else Unit.MONEY
            amount = _given(rule, late)
            return Reward(unit, amount) if amount > 0 else None
    return None


def more_of(rules: Sequence[Rule], late: Late, days: int, already: int) -> Reward | None:
    """What `days` in all earn beyond what the first `already` of them did; no day counts twice.

    Where the rules give another unit than before, the earlier reward was all.
    """
    whole = reward_of(rules, late, days) if days > already else None
    first = reward_of(rules, late, already) if already > 0 else None
    if whole is None or first is None:
        return whole
    more = whole.amount - first.amount
    return Reward(whole.unit, more) if whole.unit == first.unit and more > 0 else None


def never_count(rules: Sequence[Rule]) -> list[int]:
    """Places of rules that never count: one before them fits whatever they fit."""
    return [
        place
        for place, rule in enumerate(rules)
        if any(_asks_no_more(before, rule) for before in rules[:place])
    ]


def _fits(rule: Rule, late: Late, days: int) -> bool:
    is_money = rule.kind == Kind.AMOUNT or rule.order_value > 0 or rule.most is not None
    return (
        days >= rule.days_late
        and late.order_value >= rule.order_value
        and (rule.priority is None or late.priority >= rule.priority)
        and (late.own_currency or not is_money)
    )


def _given(rule: Rule, late: Late) -> int:
    if rule.kind != Kind.PERCENT:
        return rule.figure // FIGURE_UNITS
    share = Decimal(late.line_value * rule.figure) / PERCENT_UNITS
    amount = int(share.to_integral_value(ROUND_HALF_UP))
    return amount if rule.most is None else min(amount, rule.most)


def _asks_no_more(before: Rule, rule: Rule) -> bool:
    is_everywhere = before.kind != Kind.AMOUNT and before.order_value == 0 and before.most is None
    is_narrow = rule.kind == Kind.AMOUNT or rule.order_value > 0 or rule.most is not None
    return (
        before.days_late <= rule.days_late
        and before.order_value <= rule.order_value
        and (before.priority is None or (rule.priority is not None and before.priority <= rule.priority))
        and (is_everywhere or is_narrow)
    )
