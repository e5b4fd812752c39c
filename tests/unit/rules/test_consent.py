"""Deadlines of delays: R23, the four tables of consent_cases, and what holds of all of them."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.consent import (
    Case,
    Deadlines,
    Policy,
    PolicyKind,
    Silence,
    deadlines,
    promised_by,
    refund_due,
)
from app.rules.promising import DaysOff, is_working

CASES = Path(__file__).with_name("consent_cases")
DATE = r"(?:\d{4}-\d\d-\d\d|-)"
ROW = re.compile(rf"(?P<name>.*?)\s+(?P<dates>{DATE}(?:\s+{DATE}){{3}})(?P<options>.*)\|(?P<outcome>.*)")


def day(text: str) -> int | None:
    return None if text == "-" else date.fromisoformat(text).toordinal()


def given_row(kind: PolicyKind, dates: str, options: list[str]) -> tuple[Policy, Case]:
    ordered_on, promised, expected, today = (day(text) for text in dates.split())
    named = [each.split("=") for each in options if "=" in each]
    figures: dict[str, Any] = {"renewed": "renewed" in options, "essential": "essential" in options}
    policy = Policy(kind)
    closed, weekly = [], frozenset((5, 6))
    for key, text in named:
        if key == "stated":
            policy = replace(policy, stated_days=int(text))
        elif key == "reply":
            policy = replace(policy, reply_days=int(text))
        elif key == "rests":
            weekly = frozenset(map(int, text))
        elif key == "awaited":
            figures["awaited_by"] = day(text)
        else:
            assert key == "closed"
            closed.append(date.fromisoformat(text).toordinal())
    for silence in set(Silence) & set(options):
        policy = replace(policy, silence=Silence(silence))
    assert ordered_on is not None
    assert today is not None
    off = DaysOff(weekly, frozenset(closed))
    prepaid = "unpaid" not in options
    return policy, Case(ordered_on, promised, expected, today, prepaid=prepaid, off=off, **figures)


def rows() -> list[Any]:
    found = []
    for kind in PolicyKind:
        lines = (CASES / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
        for line in lines:
            if not line.startswith("#"):
                row = ROW.fullmatch(line)
                assert row, line
                question = given_row(kind, row["dates"], row["options"].split())
                found.append(pytest.param(*question, row["outcome"].split(), id=f"{kind}: {row['name']}"))
    return found


@pytest.mark.parametrize(("policy", "case", "outcome"), rows())
def test_r23_deadlines(policy: Policy, case: Case, outcome: list[str]) -> None:
    found = deadlines(policy, case)
    days = [found.promised_by, found.consent_by, found.cancels_on, found.refund_by]
    told = ["-" if each is None else date.fromordinal(each).isoformat() for each in days]
    assert [*told, found.silence] == outcome


def test_r23_each_table_has_its_cases() -> None:
    for kind in PolicyKind:
        outcomes = [each.values[0].kind for each in rows()]
        assert outcomes.count(kind) >= 30


@pytest.mark.parametrize(
    ("kind", "ended_on", "paid_back"),
    [
        (PolicyKind.US, "2026-03-23", "2026-04-01"),
        (PolicyKind.US, "2026-03-26", "2026-04-06"),
        (PolicyKind.US, "2026-03-28", "2026-04-07"),
        (PolicyKind.EU, "2026-02-28", "2026-03-14"),
        (PolicyKind.EU, "2028-02-28", "2028-03-13"),
        (PolicyKind.CHINA, "2026-12-29", "2027-01-05"),
        (PolicyKind.OWN, "2026-12-31", "2027-01-14"),
    ],
)
def test_r18_refund_due(kind: PolicyKind, ended_on: str, paid_back: str) -> None:
    assert refund_due(kind, day(ended_on) or 0) == day(paid_back)


def test_r23_us_consent_without_date_can_be_taken_back() -> None:
    told = Case(*(day(each) or 0 for each in ("2026-03-02", "2026-03-20", "2026-06-01", "2026-03-10")))
    us = Policy(PolicyKind.US)
    assert not deadlines(us, told).revocable
    assert deadlines(us, replace(told, expected=None)).revocable
    assert deadlines(us, replace(told, expected=None, promised=None, renewed=True)).revocable


FIRST_DAY = date(2020, 1, 1).toordinal()
some_day = st.integers(FIRST_DAY, FIRST_DAY + 4000)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Policy, Case]:
    policy = Policy(
        draw(st.sampled_from(PolicyKind)),
        draw(st.integers(0, 90)),
        draw(st.integers(0, 60)),
        draw(st.sampled_from(Silence)),
    )
    ordered_on = draw(some_day)
    near = st.integers(ordered_on, ordered_on + 200)
    renewed = draw(st.booleans())
    case = Case(
        ordered_on,
        draw(st.none() | near),
        draw(st.none() | near),
        draw(near),
        renewed=renewed,
        prepaid=draw(st.booleans()),
        awaited_by=draw(st.none() | near) if renewed else None,
        essential=draw(st.booleans()),
        off=DaysOff(draw(st.frozensets(st.integers(0, 6))), draw(st.frozensets(near, max_size=20))),
    )
    return policy, case


@given(questions())
def test_r23_days_agree_with_one_another(question: tuple[Policy, Case]) -> None:
    policy, case = question
    found = deadlines(policy, case)
    assert found.notice_by == found.promised_by == promised_by(policy, case.ordered_on, case.promised)
    assert (found.cancels_on is not None) == (found.silence == Silence.CANCEL)
    assert found.cancels_on in (None, found.consent_by)
    assert (found.refund_by is not None) == (case.prepaid and found.silence != Silence.CONSENT)
    if found.refund_by is not None:
        assert found.consent_by is not None
        assert found.refund_by == refund_due(policy.kind, found.consent_by, case.off) > found.consent_by


@given(questions())
def test_r23_payment_moves_nothing_but_the_refund(question: tuple[Policy, Case]) -> None:
    policy, case = question
    paid = deadlines(policy, replace(case, prepaid=True))
    assert replace(paid, refund_by=None) == deadlines(policy, replace(case, prepaid=False))


@given(questions())
def test_r23_a_past_date_is_no_date(question: tuple[Policy, Case]) -> None:
    policy, case = question
    past = replace(case, expected=case.today - 1)
    assert deadlines(policy, past) == deadlines(policy, replace(case, expected=None))


@given(questions())
def test_r23_nobody_agrees_by_silence_to_a_first_unknown_date(question: tuple[Policy, Case]) -> None:
    policy, case = question
    found = deadlines(policy, replace(case, expected=None, renewed=False, awaited_by=None))
    assert found.silence != Silence.CONSENT


@given(questions())
def test_r23_silence_in_eu_and_china_decides_nothing(question: tuple[Policy, Case]) -> None:
    policy, case = question
    found = deadlines(policy, case)
    assert policy.kind not in (PolicyKind.EU, PolicyKind.CHINA) or found.silence == Silence.ASK


@given(questions(), st.integers(1, 60))
def test_r23_us_days_do_not_hang_on_the_letter_s_own_day(question: tuple[Policy, Case], sooner: int) -> None:
    policy, case = question
    us = replace(policy, kind=PolicyKind.US)
    in_time = replace(case, today=min(case.today, promised_by(us, case.ordered_on, case.promised)))
    if in_time.expected is None or in_time.expected >= in_time.today:
        assert deadlines(us, in_time) == deadlines(us, replace(in_time, today=in_time.today - sooner))


@given(questions(), st.none() | some_day)
def test_r23_no_letter_lengthens_what_an_unanswered_one_set_in_us(
    question: tuple[Policy, Case], expected: int | None
) -> None:
    policy, case = question
    us = replace(policy, kind=PolicyKind.US)
    renewed = replace(case, renewed=True, expected=expected, awaited_by=case.today + 10)
    consent_by = deadlines(us, renewed).consent_by
    assert consent_by is not None
    assert consent_by <= case.today + 10


@given(questions())
def test_r23_an_answer_is_asked_for_from_today_until_the_new_date(question: tuple[Policy, Case]) -> None:
    policy, case = question
    if policy.kind == PolicyKind.US:
        policy = replace(policy, kind=PolicyKind.EU)
    found = deadlines(policy, replace(case, essential=False, awaited_by=None))
    assert found.consent_by is not None
    assert case.today <= found.consent_by
    if case.new_date is not None:
        assert found.consent_by <= case.new_date
    else:
        assert is_working(found.consent_by, DaysOff(case.off.weekly & {5, 6}, case.off.days))


@given(questions(), st.integers(-50, 50))
def test_r23_whole_weeks_later_is_the_same_whole_weeks_later(
    question: tuple[Policy, Case], weeks: int
) -> None:
    policy, case = question
    days = 7 * weeks
    closed = frozenset(each + days for each in case.off.days)
    later = replace(
        case,
        ordered_on=case.ordered_on + days,
        today=case.today + days,
        promised=_moved(case.promised, days),
        expected=_moved(case.expected, days),
        awaited_by=_moved(case.awaited_by, days),
        off=replace(case.off, days=closed),
    )
    found = deadlines(policy, case)
    assert deadlines(policy, later) == Deadlines(
        found.promised_by + days,
        found.notice_by + days,
        _moved(found.consent_by, days),
        _moved(found.cancels_on, days),
        _moved(found.refund_by, days),
        found.silence,
        found.revocable,
    )


def _moved(day: int | None, days: int) -> int | None:
    return None if day is None else day + days
