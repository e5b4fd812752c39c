"""What the desk says of a line: the word for its status, why it waits, and how that bears on its promise."""

from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from app.language import language, tr
from app.reason_words import LONG, SHORT, Facts, Words
from app.rules.reasons import ReasonKind
from app.rules.standing import Status
from app.wording import day_text, days_text, quantity_text, thousandths_text
from db.terms import NO_SLIP


def status_text(status: str) -> str:
    """The word beside the icon."""
    return _status_words()[Status(status)]


def slip_text(slip: int | None) -> str:
    """'14 days', 'no date', or nothing."""
    if slip is None:
        return ""
    return tr("no date") if slip == NO_SLIP else days_text(slip)


def read_facts(stored: str | None) -> dict[str, Any]:
    """A reason's or a history row's facts from their JSON."""
    return msgspec.json.decode(stored, type=dict[str, Any]) if stored else {}


def short_reason(reason: str, facts: str | Facts | None, *, missed: int | None = None) -> str:
    """Why a line waits, in as few words as a list has room for; the facts may be the JSON that is stored.

    `missed` is the promise of a line that is late: a supply that was in time for it and moved says so.
    """
    if missed is not None and reason == ReasonKind.BRINGS:
        told = read_facts(facts) if facts is None or isinstance(facts, str) else facts
        if told.get("was", missed + 1) <= missed:
            return tr("{supply} moved to {day}", supply=told["supply"], day=day_text(told["on"]))
    return _reason(SHORT, reason, facts)


def long_reason(reason: str, facts: str | Facts | None) -> str:
    """The same as a sentence, for panes and tooltips."""
    return _reason(LONG, reason, facts)


def _reason(words: Words, reason: str, facts: str | Facts | None) -> str:
    if facts is None or isinstance(facts, str):
        return _worded(words is LONG, reason, facts, language())
    return words[ReasonKind(reason)](facts)


@lru_cache(maxsize=16_384)
def _worded(long: bool, reason: str, stored: str | None, language: str) -> str:
    words = LONG if long else SHORT
    return words[ReasonKind(reason)](read_facts(stored))


def _status_words() -> dict[Status, str]:
    return {
        Status.READY: tr("Ready"),
        Status.ON_TIME: tr("On time"),
        Status.LATE: tr("Late"),
        Status.NO_DATE: tr("No date"),
        Status.SUPPLIER_OVERDUE: tr("Supplier overdue"),
        Status.SUPPLY_CANCELLED: tr("Supply cancelled"),
        Status.ON_HOLD: tr("On hold"),
        Status.KEPT_OFF: tr("Kept off"),
        Status.COLLECTING: tr("Collecting"),
        Status.PART: tr("Part"),
    }


def count_text(number: int, more: bool) -> str:
    """'24', or '10,000+' where counting stopped."""
    text = quantity_text(Decimal(number))
    return tr("{number}+", number=text) if more else text


def story(
    *,
    short: int,
    expected: int | None,
    estimate: int | None,
    promised: int | None,
    reason: str,
    stored: str | None,
) -> str:
    """What the pane says of a waiting line: how many, when, against which promise, and why."""
    parts = [_headline(thousandths_text(short), expected, estimate, promised), long_reason(reason, stored)]
    return " ".join(part for part in parts if part)


def _headline(short: str, expected: int | None, estimate: int | None, promised: int | None) -> str:
    if expected is not None and promised is not None and expected > promised:
        return tr(
            "{quantity} short, expected {day}: {days} after the promise of {promised}.",
            quantity=short,
            day=day_text(expected),
            days=days_text(expected - promised),
            promised=day_text(promised),
        )
    if expected is not None:
        return tr("{quantity} short, expected {day}.", quantity=short, day=day_text(expected))
    if estimate is not None:
        return tr("{quantity} short, no date; {day} is an estimate.", quantity=short, day=day_text(estimate))
    return tr("{quantity} short, no date.", quantity=short)


def promise_text(day: int | None, cause: object) -> str:
    """What a customer was told, and with what: 'Promised 3 Dec with the confirmation'."""
    if cause == "taken_back":
        return tr("Promise taken back: {day} again", day=day_text(day)) if day else tr("Promise taken back")
    if day is None:
        return tr("Told that no date is known")
    if cause == "confirmation":
        return tr("Promised {day} with the confirmation", day=day_text(day))
    return tr("Promised {day}", day=day_text(day))
