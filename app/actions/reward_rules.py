"""The owner's rules of what a delay earns, in his order (R25)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.context import touched
from app.actions.documents import record
from app.actions.ordering import MOST_MONEY
from app.changes import Area
from app.errors import ChangedMeanwhile, InvalidInput
from app.language import tr
from app.rules.making_good import Rule
from app.setting_words import setting_title
from db.models.compensation import RewardRule
from db.rows import is_postgresql, run
from db.stored import to_units
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


def stored_rules(session: Session) -> tuple[RuleDraft, ...]:
    """All of them, those out of use too."""
    rows = session.scalars(select(RewardRule).order_by(RewardRule.position, RewardRule.id))
    return tuple(
        RuleDraft(
            row.days_late, row.kind, row.figure, row.order_value, row.priority, row.most, bool(row.active)
        )
        for row in rows
    )


def change_rules(session: Session, before: Sequence[RuleDraft], after: Sequence[RuleDraft]) -> None:
    """Put `after` in the place of `before`, what the reader saw; undone by the same the other way round."""
    wanted = tuple(_checked(place, each) for place, each in enumerate(after, 1))
    if len(wanted) > MOST_RULES:
        raise InvalidInput(tr("More than {count} rules.", count=MOST_RULES), tr("Remove some."))
    if is_postgresql(session):
        run(session, "LOCK TABLE reward_rules IN EXCLUSIVE MODE")
    stored = stored_rules(session)
    if stored == wanted:
        return
    if stored != tuple(before):
        raise ChangedMeanwhile(
            tr("The rules were changed meanwhile."),
            tr("Open the settings again to see them."),
            field="reward_rules",
        )
    run(session, "DELETE FROM reward_rules")
    session.expire_all()
    for place, each in enumerate(wanted):
        session.add(
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
        )
    session.flush()
    record(session, "setting_changed", setting="reward_rules", before=len(stored), after=len(wanted))
    touched(session, Area.SETTINGS)


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


def _checked(place: int, rule: RuleDraft) -> RuleDraft:
    if not 1 <= rule.days_late <= MOST_DAYS:
        raise _refused(place, tr("Days late are 1 to {most}.", most=MOST_DAYS))
    if rule.kind not in tuple(RewardKind):
        raise _refused(place, tr("It gives percent, an amount or points."))
    if rule.priority is not None and rule.priority not in PRIORITIES:
        raise _refused(place, tr("This priority is not known."))
    most = {RewardKind.PERCENT: Decimal(100), RewardKind.POINTS: Decimal(MOST_POINTS)}
    highest = most.get(RewardKind(rule.kind), MOST_MONEY)
    figure = rule.figure
    decimals = 0 if rule.kind == RewardKind.POINTS else 2
    if not figure.is_finite() or not 0 < figure <= highest or figure != round(figure, decimals):
        raise _refused(place, tr("What it gives is more than 0 and at most {most}.", most=f"{highest:,}"))
    for amount, least in ((rule.order_value, 0), (rule.most, 1)):
        if amount is not None and (
            not amount.is_finite()
            or not Decimal(least) / 100 <= amount <= MOST_MONEY
            or amount != round(amount, 2)
        ):
            raise _refused(place, tr("This is no amount."))
    return rule


def _refused(place: int, why: str) -> InvalidInput:
    title = tr("{setting}, rule {place}: {why}", setting=setting_title("reward_rules"), place=place, why=why)
    return InvalidInput(title, tr("Change it, or remove the rule."), f"reward_rules {place}")
