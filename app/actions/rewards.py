"""What letters give for the delays that they tell: by the owner's rules, unless he said otherwise (R25).

A proposal stands nowhere but on its notice, until the letter goes out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from app.actions.context import today
from app.actions.delays import ToTell
from app.actions.voucher_moves import free_voucher_codes
from app.actions.vouchers import usual_expiry
from app.codes import grouped
from app.rules.consent import Silence
from app.rules.making_good import Late, Rule, days_late, more_of
from app.rules.money import line_value
from app.sentences import read_facts
from app.settings import shop_settings
from db.rows import Reader, fetch, fetch_for
from db.stored import from_units, to_units
from db.terms import NoticeKind, VoucherUnit


@dataclass(frozen=True, slots=True)
class Promised:
    """What a letter gives for one notice: hundredths, 0 for nothing; `days` late in all, ordinals.

    `voucher_id` is one of the same line that it adds to; `is_told` where it was given already, and the
    letter only says so.
    """

    notice_id: int
    line_id: int
    customer_id: int
    days: int
    unit: str
    amount: int
    currency: str
    code: str = ""
    until: int | None = None
    voucher_id: int | None = None
    is_told: bool = False


class LateLine(NamedTuple):
    """What rules ask of a line; hundredths, ordinals."""

    id: int
    customer_id: int | None
    first_promised_on: int | None
    value: int
    order_value: int
    priority: int
    currency: str
    own_currency: bool


def rules_of(session: Reader) -> list[Rule]:
    """The owner's rules in his order; none where nothing is to be proposed."""
    if not shop_settings(session).make_good:
        return []
    sql = (
        "SELECT days_late, kind, figure, order_value, priority, most FROM reward_rules WHERE active = 1"
        " ORDER BY position, id"
    )
    return [Rule(*row) for row in fetch(session, sql)]


def promised_with(session: Reader, notices: Sequence[ToTell]) -> list[Promised]:
    """What letters telling these notices give, each with the code that it names."""
    rules = rules_of(session)
    told = [
        each
        for each in notices
        if each.line_id is not None and (rules or _is_given(each)) and _may_earn(each, today(session))
    ]
    if not told:
        return []
    lines = late_lines(session, [each.line_id or 0 for each in told])
    already = made_good(session, lines)
    found = []
    for each in told:
        line = lines.get(each.line_id or 0)
        if line is None or each.customer_id is None:
            continue
        one = (
            _of_voucher(each, line)
            if each.kind == NoticeKind.VOUCHER
            else _of_delay(each, line, rules, already.get(line.id, 0))
        )
        if one is not None:
            found.append(one)
    return _with_codes(session, found)


def _is_given(notice: ToTell) -> bool:
    """Whether it gives something without any rule."""
    return notice.kind == NoticeKind.VOUCHER or "reward" in read_facts(notice.facts)


def _may_earn(notice: ToTell, day: date) -> bool:
    """A delay that told by when, unless the rules have ended the order; a voucher's own letter."""
    if notice.kind == NoticeKind.VOUCHER:
        return True
    over = (
        notice.deadlines is not None
        and notice.deadlines.silence == Silence.CANCEL
        and notice.deadlines.consent_by is not None
        and notice.deadlines.consent_by < day.toordinal()
    )
    return notice.is_delay and not over


def _of_voucher(notice: ToTell, line: LateLine) -> Promised:
    facts = read_facts(notice.facts)
    return Promised(
        notice.id,
        line.id,
        line.customer_id or 0,
        int(facts.get("days", 0)),
        str(facts.get("unit", VoucherUnit.MONEY)),
        notice.amount,
        line.currency,
        code=str(facts.get("code", "")),
        until=facts.get("until"),
        is_told="code" in facts,
    )


def _of_delay(notice: ToTell, line: LateLine, rules: Sequence[Rule], already: int) -> Promised | None:
    facts = read_facts(notice.facts)
    days = days_late(line.first_promised_on, notice.new_on)
    late = Late(line.value, line.order_value, line.priority, line.own_currency)
    earned = more_of(rules, late, days, already)
    if earned is None and "reward" not in facts:
        return None
    unit = str(facts.get("unit", earned.unit if earned else VoucherUnit.MONEY))
    amount = int(facts.get("reward", earned.amount if earned else 0))
    return Promised(
        notice.id, line.id, line.customer_id or 0, max(days, already), unit, amount, line.currency
    )


def _with_codes(session: Reader, found: list[Promised]) -> list[Promised]:
    """What a line earned before is added to, if that is still open; the rest gets codes of its own."""
    sql = (
        "SELECT order_line_id, id, code, expires_on, unit, currency FROM vouchers"
        " WHERE order_line_id IN ({ids}) AND state = 'open' AND days_late > 0 ORDER BY id"
    )
    wanting = [each for each in found if not each.is_told and each.amount]
    known = {(row[0], row[4], row[5]): row for row in fetch_for(session, sql, {x.line_id for x in wanting})}
    day, usual = today(session).toordinal(), usual_expiry(session)
    codes = iter(free_voucher_codes(session, len(wanting)) if wanting else ())
    until = None if usual is None else usual.toordinal()
    made = []
    for each in found:
        row = known.get((each.line_id, each.unit, each.currency))
        if each.is_told or not each.amount:
            made.append(each)
        elif row is None or (row[3] is not None and row[3] < day):
            made.append(replace(each, code=grouped(next(codes)), until=until))
        else:
            later = None if until is None or row[3] is None else max(until, row[3])
            made.append(replace(each, code=grouped(row[2]), until=later, voucher_id=row[1]))
    return made


def late_lines(session: Reader, line_ids: Iterable[int]) -> dict[int, LateLine]:
    """What rules ask of each line."""
    ids = sorted(set(line_ids))
    sql = (
        "SELECT l.id, l.order_id, o.customer_id, l.first_promised_on, -l.precedence, o.currency"
        " FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE l.id IN ({ids})"
    )
    rows = fetch_for(session, sql, ids)
    worth = (
        "SELECT order_id, id, ordered - cancelled, price, discount FROM order_lines"
        " WHERE order_id IN ({ids}) AND removed = 0"
    )
    own, in_all = dict.fromkeys(ids, 0), dict.fromkeys((row[1] for row in rows), 0)
    for order_id, line_id, quantity, price, discount in fetch_for(session, worth, in_all):
        exact = line_value(from_units(quantity, 3), from_units(price, 4), from_units(discount, 3))
        in_all[order_id] += to_units(exact, 2)
        own[line_id] = to_units(exact, 2)
    ours = shop_settings(session).currency
    return {
        row[0]: LateLine(
            row[0], row[2], row[3], own[row[0]], in_all[row[1]], row[4], row[5] or ours, row[5] in ("", ours)
        )
        for row in rows
    }


def made_good(session: Reader, line_ids: Iterable[int]) -> dict[int, int]:
    """By line the days late that were made good for, or that the owner gave nothing for.

    A part that was split off shares what its whole was given before.
    """
    ids = list(line_ids)
    sql = "SELECT order_line_id, max(days_late) FROM vouchers WHERE order_line_id IN ({ids}) GROUP BY 1"
    known = {row[0]: int(row[1]) for row in fetch_for(session, sql, ids)}
    before = (
        "SELECT part.id, max(v.days_late) FROM order_lines part"
        " JOIN vouchers v ON v.order_line_id = part.split_from_id"
        " JOIN notices n ON n.id = v.notice_id JOIN letters t ON t.id = n.letter_id"
        " WHERE part.id IN ({ids}) AND t.sent_at <= (SELECT h.at FROM history h"
        " WHERE h.order_line_id = part.split_from_id AND h.kind = 'split' ORDER BY h.id DESC LIMIT 1)"
        " GROUP BY part.id"
    )
    for part_id, days in fetch_for(session, before, ids):
        known[part_id] = max(known.get(part_id, 0), int(days))
    return known
