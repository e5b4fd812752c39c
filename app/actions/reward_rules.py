"""The owner's rules of what a delay earns, in his order (R25)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.ordering import MOST_MONEY
from app.errors import InvalidInput
from app.language import tr
from app.rules.making_good import Rule
from db.models.compensation import RewardRule
from db.rows import Reader, fetch, run
from db.stored import from_units, to_units
from db.terms import RewardKind

MOST_RULES, MOST_DAYS, MOST_POINTS = 50, 365, 1_000_000
PRIORITIES = range(-1, 3)


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule as it is typed: the least it asks for, what it gives, and no more than `most` of a share."""

    days_late: int = 7
    kind: str = RewardKind.PERCENT
    figure: Decimal = Decimal(5)
    order_value: Decimal = Decimal(0)
    priority: int | None = None
    most: Decimal | None = None
    active: bool = True


def stored_rules(session: Reader) -> tuple[RuleDraft, ...]:
    """All of them, those out of use too."""
    sql = (
        "SELECT days_late, kind, figure, order_value, priority, most, active FROM reward_rules"
        " ORDER BY position, id"
    )
    return tuple(
        RuleDraft(
            days,
            kind,
            from_units(figure, 3),
            from_units(least, 2),
            priority,
            None if most is None else from_units(most, 2),
            bool(active),
        )
        for days, kind, figure, least, priority, most, active in fetch(session, sql)
    )


def store_rules(session: Session, rules: Sequence[RuleDraft]) -> None:
    """Put these, checked before, in place of all there are."""
    run(session, "DELETE FROM reward_rules")
    session.add_all(
        RewardRule(
            position=place,
            days_late=each.days_late,
            kind=each.kind,
            figure=each.figure,
            order_value=each.order_value,
            priority=each.priority,
            most=each.most,
            active=each.active,
        )
        for place, each in enumerate(rules)
    )
    session.flush()


def checked_rules(key: str, rules: Iterable[RuleDraft]) -> tuple[RuleDraft, ...]:
    """Rules that can be, else InvalidInput that names the first that cannot."""
    wanted = tuple(_checked(key, place, each) for place, each in enumerate(rules, 1))
    if len(wanted) > MOST_RULES:
        raise InvalidInput(tr("More than {count} rules.", count=MOST_RULES), tr("Remove some."), key)
    return wanted


def as_rule(draft: RuleDraft) -> Rule:
    """For the decision itself."""
    return Rule(
        draft.days_late,
        draft.kind,
        to_units(draft.figure, 3),
        to_units(draft.order_value, 2),
        draft.priority,
        None if draft.most is None else to_units(draft.most, 2),
    )


def _checked(key: str, place: int, rule: RuleDraft) -> RuleDraft:
    if not 1 <= rule.days_late <= MOST_DAYS:
        raise _refused(key, place, tr("Days late are 1 to {most}.", most=MOST_DAYS))
    if rule.kind not in tuple(RewardKind):
        raise _refused(key, place, tr("It gives percent, an amount or points."))
    if rule.priority is not None and rule.priority not in PRIORITIES:
        raise _refused(key, place, tr("This priority is not known."))
    most = {RewardKind.PERCENT: Decimal(100), RewardKind.POINTS: Decimal(MOST_POINTS)}
    highest = most.get(RewardKind(rule.kind), MOST_MONEY)
    figure = rule.figure
    decimals = 0 if rule.kind == RewardKind.POINTS else 2
    if not figure.is_finite() or not 0 < figure <= highest or figure != round(figure, decimals):
        raise _refused(
            key, place, tr("What it gives is more than 0 and at most {most}.", most=f"{highest:,}")
        )
    for amount, least in ((rule.order_value, 0), (rule.most, 1)):
        if amount is not None and (
            not amount.is_finite()
            or not Decimal(least) / 100 <= amount <= MOST_MONEY
            or amount != round(amount, 2)
        ):
            raise _refused(key, place, tr("This is no amount."))
    return rule


def _refused(key: str, place: int, why: str) -> InvalidInput:
    return InvalidInput(
        tr("Rule {place}: {why}", place=place, why=why), tr("Change it, or remove the rule."), key
    )
