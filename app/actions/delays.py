"""What a letter of delay sets going for its lines: the shop's policy asked about each (R23)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from app.actions.context import today
from app.rules.consent import Case, Deadlines, Policy, PolicyKind, Silence, deadlines, refund_due
from app.settings import days_off, shop_settings
from db.rows import Reader, fetch_for, run, run_many
from db.terms import ConsentState, NoticeKind

DELAY_KINDS = frozenset((NoticeKind.DELAY, NoticeKind.RENEWED_DELAY, NoticeKind.DATE_GONE))


@dataclass(frozen=True, slots=True)
class ToTell:
    """A notice as a letter tells it: thousandths, hundredths, ordinals; `facts` is JSON.

    `deadlines` is what telling it today would set going, None where it tells of no delay; `renewed` where a
    letter told of a delay of this line before.
    """

    id: int
    kind: str
    state: str
    customer_id: int | None
    order_id: int
    line_id: int | None
    old_on: int | None
    new_on: int | None
    quantity: int
    amount: int
    facts: str | None
    letter_id: int | None
    due_by: int | None
    renewed: bool = False
    deadlines: Deadlines | None = None

    @property
    def is_delay(self) -> bool:
        """Whether it tells of another date of a line."""
        return self.kind in DELAY_KINDS and self.line_id is not None


def policy_of(session: Reader) -> Policy:
    """The shop's table, with the owner's figures."""
    settings = shop_settings(session)
    kind, silence = PolicyKind(settings.delay_policy), Silence(settings.own_silence)
    return Policy(kind, settings.stated_days, settings.own_reply_days, silence)


def refund_due_on(session: Reader, ended_on: int) -> int:
    """The last day to pay back what was paid for a line that ended on that day."""
    settings = shop_settings(session)
    return refund_due(PolicyKind(settings.delay_policy), ended_on, days_off(settings))


def notices_to_tell(session: Reader, notice_ids: Iterable[int]) -> list[ToTell]:
    """Notices by id, in whatever state they are; thousands at once."""
    sql = (
        "SELECT id, kind, state, customer_id, order_id, order_line_id, old_on, new_on, quantity, amount,"
        " facts, letter_id, due_by FROM notices WHERE id IN ({ids}) ORDER BY id"
    )
    found = [ToTell(*row) for row in fetch_for(session, sql, sorted(set(notice_ids)))]
    cases = _cases(session, [each for each in found if each.is_delay])
    policy = policy_of(session)
    return [_with_deadlines(each, policy, cases.get(each.id)) for each in found]


def fingerprint_of(notices: Iterable[ToTell]) -> str:
    """Equal for letters that say the same on the same day: what was shown is what is recorded."""
    told = sorted((each.id, repr(each)) for each in notices)
    return sha256(repr(told).encode()).hexdigest()[:16]


def reply_day(notices: Sequence[ToTell], day: int) -> int | None:
    """The day by which an answer to the whole letter is asked for; None where it asks for none."""
    days = [each.deadlines.consent_by for each in notices if each.deadlines]
    days += [each.due_by for each in notices if each.kind == NoticeKind.SUBSTITUTE_OFFER]
    return min((each for each in days if each is not None and each >= day), default=None)


def close_consents(session: Reader) -> None:
    """Once a day: who agreed by silence is asked no more, nor is anybody about what is closed."""
    day = today(session).toordinal()
    run(
        session,
        "UPDATE consents SET state = 'lapsed' WHERE state = 'awaited' AND silence = 'consent'"
        " AND consent_by < ?",
        (day,),
    )
    run(
        session,
        "UPDATE consents SET state = 'void' WHERE state = 'awaited' AND NOT EXISTS"
        " (SELECT 1 FROM order_lines l WHERE l.id = consents.order_line_id AND l.open > 0 AND l.removed = 0)",
    )


def await_reopened(session: Reader, line_ids: Iterable[int]) -> None:
    """Lines of which all was closed are open again: what was asked of them last is awaited again."""
    run_many(
        session,
        "UPDATE consents SET state = 'awaited' WHERE order_line_id = ? AND state = 'void'"
        " AND consent_by IS NOT NULL AND id = (SELECT max(id) FROM consents WHERE order_line_id = ?)"
        " AND EXISTS (SELECT 1 FROM order_lines l WHERE l.id = ? AND l.open > 0 AND l.removed = 0)",
        [(line_id,) * 3 for line_id in line_ids],
    )


def refund_counts_from(session: Reader, order_id: int, ended_on: int) -> None:
    """Money owed back is owed from the day the order ended by the policy, not from the day it was noted."""
    day = refund_due_on(session, ended_on)
    run(
        session,
        "UPDATE notices SET due_by = ? WHERE order_id = ? AND kind = 'refund' AND due_by > ?"
        " AND (state = 'due' OR pending = 1)",
        (day, order_id, day),
    )


def _with_deadlines(notice: ToTell, policy: Policy, case: Case | None) -> ToTell:
    if case is None:
        return notice
    return replace(notice, renewed=case.renewed, deadlines=deadlines(policy, case))


def _cases(session: Reader, notices: Sequence[ToTell]) -> dict[int, Case]:
    """By notice what the policy is asked about its line."""
    ids = [each.line_id for each in notices if each.line_id is not None]
    sql = (
        "SELECT l.id, l.ordered_on, l.promised_on, o.date_essential FROM order_lines l"
        " JOIN orders o ON o.id = l.order_id WHERE l.id IN ({ids})"
    )
    lines = {row[0]: row[1:] for row in fetch_for(session, sql, ids)}
    asked = {}
    sql = "SELECT order_line_id, state, consent_by FROM consents WHERE order_line_id IN ({ids}) ORDER BY id"
    for line_id, state, consent_by in fetch_for(session, sql, ids):
        asked[line_id] = consent_by if state == ConsentState.AWAITED else None
    paid = _paid(session, {each.order_id for each in notices})
    off, day = days_off(shop_settings(session)), today(session).toordinal()
    cases = {}
    for each in notices:
        ordered_on, promised, essential = lines[each.line_id or 0]
        cases[each.id] = Case(
            ordered_on,
            promised,
            each.new_on,
            day,
            renewed=each.line_id in asked,
            prepaid=each.order_id in paid,
            awaited_by=asked.get(each.line_id or 0),
            essential=bool(essential),
            off=off,
        )
    return cases


def _paid(session: Reader, order_ids: Iterable[int]) -> set[int]:
    """Orders of which the shop has money."""
    sql = (
        "SELECT order_id FROM payments WHERE order_id IN ({ids}) GROUP BY order_id"
        " HAVING sum(CASE WHEN kind = 'refund' THEN -amount ELSE amount END) > 0"
    )
    return {row[0] for row in fetch_for(session, sql, order_ids)}
