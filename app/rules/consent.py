"""Delays: by when a customer is to hear of one, what silence means, and what follows (R23). Not legal advice.

Four tables, one function each. Their sources:
US     16 CFR 435 (Mail, Internet, or Telephone Order Merchandise Rule), and the FTC's business guide to it
EU     Directive 2011/83/EU, article 18; days are counted by Regulation 1182/71
China  E-commerce Law art. 20; Consumer Law art. 53, 25; Civil Code art. 201, 203, 511, 563
own    what the owner chose

Days are proleptic ordinals. A day named here is the last on which something is still in time: an answer that
comes on `consent_by` counts, and what silence does it does at the end of that day.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from app.rules.promising import WEEKENDS, DaysOff, after_handling, is_working

US_GRACE = 30
"""Days after the first date that silence, or the lack of an answer, can bridge (16 CFR 435.2(b)(1))."""

REFUND_DAYS = 14
REFUND_DAYS_CHINA = 7
REFUND_WORKING_DAYS_US = 7


class PolicyKind(StrEnum):
    """Whose table it is."""

    OWN = "own"
    US = "us"
    EU = "eu"
    CHINA = "china"


class Silence(StrEnum):
    """What it means when nobody answers: it agrees, it ends the order, or the owner has to ask."""

    CONSENT = "consent"
    CANCEL = "cancel"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Policy:
    """A table with the owner's figures: days to ship in where no date was told, days to answer in.

    `silence` is read for `own` only: elsewhere the law says it.
    """

    kind: PolicyKind = PolicyKind.OWN
    stated_days: int = 30
    reply_days: int = 14
    silence: Silence = Silence.ASK


@dataclass(frozen=True, slots=True)
class Case:
    """A line whose delay is told on `today`.

    `promised` is the date the customer was told last, None for none; `expected` the new one, None where it is
    unknown (a past one counts as unknown: it is never told). `renewed`: a letter told of a delay before;
    `awaited_by` is then the day by which that letter's answer is still due. `prepaid`: anything was paid.
    `essential`: both sides knew that only this date will do (US law knows no such orders).
    """

    ordered_on: int
    promised: int | None
    expected: int | None
    today: int
    renewed: bool = False
    prepaid: bool = True
    awaited_by: int | None = None
    essential: bool = False
    off: DaysOff = WEEKENDS

    @property
    def new_date(self) -> int | None:
        """The date that can be told."""
        return None if self.expected is None or self.expected < self.today else self.expected


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The days kept for a line; None where the table knows no such day.

    `refund_by` is the last day to pay back what was paid if the line ends for want of an answer.
    `revocable`: who agrees to wait may still call it off at any time before shipment.
    """

    promised_by: int
    notice_by: int
    consent_by: int | None
    cancels_on: int | None
    refund_by: int | None
    silence: Silence
    revocable: bool = False


def deadlines(policy: Policy, case: Case) -> Deadlines:
    """What a letter that tells this delay on this day sets going."""
    return _TABLES[policy.kind](policy, case)


def promised_by(policy: Policy, ordered_on: int, promised: int | None) -> int:
    """The day to ship by: as told, else within the days the shop states.

    Where nothing was stated the US and the EU say 30 days from the order, its own day not counted, and
    Chinese law says none (Civil Code art. 511: in reasonable time), so that the shop's figure stands there.
    A day that falls on a Sunday stays: Regulation 1182/71 art. 3(4) would allow the Monday, but a customer
    who was told a date reads the date.
    """
    return ordered_on + policy.stated_days if promised is None else promised


def refund_due(kind: PolicyKind, ended_on: int, off: DaysOff = WEEKENDS) -> int:
    """The last day to pay back after a line ended on `ended_on`.

    US: seven working days (435.1(b)(1)); one billing cycle where the seller himself gave credit (435.1(b)(2))
    is no longer than that for a shop that gives none. EU: 'without undue delay' (art. 18(3)) names no figure;
    art. 13(1) has 14 days for withdrawals, and more could hardly be called due. China: art. 53 names none
    either; art. 25 has seven days for returns. Own: as in the EU.
    """
    if kind == PolicyKind.US:
        return after_handling(ended_on, REFUND_WORKING_DAYS_US, _public(off))
    return ended_on + (REFUND_DAYS_CHINA if kind == PolicyKind.CHINA else REFUND_DAYS)


def _us(policy: Policy, case: Case) -> Deadlines:
    """16 CFR 435.2.

    First letter, new date at most 30 days after the first: silence agrees, and the customer may refuse until
    the new date (b)(1)(ii). Later or unknown: silence ends the order 30 days after the first date
    (b)(1)(iii).
    A first letter that comes after the first date is too late: the order counts as cancelled on that date
    (c)(5). Renewed: silence ends the order at the date told before (b)(2)(ii), and no letter moves the
    day that an unanswered one set. Once the customer agreed to wait without a date, no further consent is
    needed and none is taken back by silence (the guide, 'What later notices must say').

    Orders without any payment are outside of the rule, as is C.O.D. (435.1(c), 435.3): the desk gives those
    customers the same choice on the same days; there is just nothing to refund.
    """
    first_date = promised_by(policy, case.ordered_on, case.promised)
    revocable = case.new_date is None
    if case.renewed and case.promised is None and case.awaited_by is None:
        return Deadlines(first_date, first_date, None, None, None, Silence.CONSENT, revocable=True)
    if case.renewed:
        dates = [each for each in (case.promised, case.awaited_by) if each is not None]
        return _ending(policy, case, min(dates), Silence.CANCEL, revocable=revocable)
    if case.today > first_date:
        return _ending(policy, case, first_date, Silence.CANCEL, revocable=revocable)
    if case.new_date is not None and case.new_date - first_date <= US_GRACE:
        return _ending(policy, case, case.new_date, Silence.CONSENT)
    return _ending(policy, case, first_date + US_GRACE, Silence.CANCEL, revocable=revocable)


def _eu(policy: Policy, case: Case) -> Deadlines:
    """Directive 2011/83/EU, article 18(2): only the customer ends the contract, never silence.

    The additional period is the customer's to set; the letter proposes the days of reply the owner chose.
    A period once set is not lengthened by another letter; where it has run out the desk asks anew. Where the
    date was essential the customer may end it at once, without such a period.
    """
    by = _at_once(policy, case) if case.essential else _standing_or_new(policy, case)
    return _ending(policy, case, by, Silence.ASK)


def _china(policy: Policy, case: Case) -> Deadlines:
    """Consumer Law art. 53: who paid in advance may demand delivery or the money; silence is neither.

    For what is not paid, Civil Code art. 563(3) lets the customer end it when a reasonable time after a
    reminder has run out: the days of reply; at once where the delay defeats the purpose (563(4)). The seven
    days of art. 25 begin when goods arrive, so that they are no deadline of a delay.
    """
    by = _at_once(policy, case) if case.essential else _standing_or_new(policy, case)
    return _ending(policy, case, by, Silence.ASK)


def _own(policy: Policy, case: Case) -> Deadlines:
    """The owner's days and meaning of silence; each letter starts the days anew.

    Nobody agrees by silence to a date that was not named, nor to one that is of no use: there it is the
    owner who asks.
    """
    silence = policy.silence
    if silence == Silence.CONSENT and (case.new_date is None or case.essential):
        silence = Silence.ASK
    by = _at_once(policy, case) if case.essential else _reply_by(policy, case)
    return _ending(policy, case, by, silence)


def _ending(policy: Policy, case: Case, by: int, silence: Silence, *, revocable: bool = False) -> Deadlines:
    first_date = promised_by(policy, case.ordered_on, case.promised)
    refund = None
    if case.prepaid and silence != Silence.CONSENT:
        refund = refund_due(policy.kind, by, case.off)
    cancels_on = by if silence == Silence.CANCEL else None
    return Deadlines(first_date, first_date, by, cancels_on, refund, silence, revocable)


def _at_once(policy: Policy, case: Case) -> int:
    """The answer is asked for by the date that was essential, or today where it has passed."""
    return max(case.today, promised_by(policy, case.ordered_on, case.promised))


def _standing_or_new(policy: Policy, case: Case) -> int:
    if case.renewed and case.awaited_by is not None and case.awaited_by >= case.today:
        return case.awaited_by
    return _reply_by(policy, case)


def _reply_by(policy: Policy, case: Case) -> int:
    """The days of reply from today, its own day not counted, but no longer than until the new date.

    A last day that is no working day moves to the next one (Regulation 1182/71 art. 3(4); Civil Code
    art. 203).
    """
    public = _public(case.off)
    day = case.today + policy.reply_days
    while not is_working(day, public):
        day += 1
    return day if case.new_date is None else min(day, case.new_date)


def _public(off: DaysOff) -> DaysOff:
    """Days on which nobody works: a shop that rests on Mondays gains no time by it.

    Weekend days on which the shop works count, which only makes it earlier; its closed days are taken for
    public holidays.
    """
    return DaysOff(off.weekly & WEEKENDS.weekly, off.days)


_TABLES: Mapping[PolicyKind, Callable[[Policy, Case], Deadlines]] = MappingProxyType(
    {PolicyKind.US: _us, PolicyKind.EU: _eu, PolicyKind.CHINA: _china, PolicyKind.OWN: _own}
)
