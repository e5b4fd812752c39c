"""What a letter says of the vouchers that it gives, or tells of."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.actions.delays import ToTell
from app.actions.rewards import Promised
from app.language import tr
from app.letters.facts import Facts
from app.letters.words import joined, letter_day, named
from app.voucher_words import worth_text


def given_with(notices: Iterable[ToTell], facts: Facts, promised: Mapping[int, Promised]) -> str:
    """For each late line what makes good for it; '' where nothing does."""
    given = [promised[each.id] for each in notices if each.id in promised and promised[each.id].amount]
    said = []
    for each in given:
        known = {"amount": _worth(each), "item": facts.lines[each.line_id].item, "code": each.code}
        if each.voucher_id is not None:
            words = tr("For the longer wait for {item} we add {amount} to your voucher {code}.", **known)
        elif len(given) > 1:
            words = tr("For the delay of {item} we give you a voucher of {amount}: {code}.", **known)
        else:
            words = tr("To make good for the delay we give you a voucher of {amount}: {code}.", **known)
        said.append(joined((words, _until(each))))
    return "\n".join(said)


def amount_of(notices: Iterable[ToTell], promised: Mapping[int, Promised]) -> str:
    """By unit and currency."""
    sums: dict[tuple[str, str], Promised] = {}
    for each in (promised[notice.id] for notice in notices if notice.id in promised):
        key = (each.unit, each.currency)
        before = sums[key].amount if key in sums else 0
        sums[key] = replace(each, amount=before + each.amount)
    return named([_worth(each) for each in sums.values()])


def codes_of(notices: Iterable[ToTell], promised: Mapping[int, Promised]) -> str:
    """Which codes, and until when."""
    told = {}
    for each in (promised[notice.id] for notice in notices if notice.id in promised):
        if each.code:
            told[each.code] = joined((_code(each), _until(each)))
    return "\n".join(told.values())


def _code(promised: Promised) -> str:
    if promised.voucher_id is not None:
        return tr("It is added to your voucher {code}.", code=promised.code)
    return tr("Its code is {code}.", code=promised.code)


def _until(promised: Promised) -> str:
    return tr("It is valid until {day}.", day=letter_day(promised.until)) if promised.until else ""


def _worth(promised: Promised) -> str:
    return worth_text(promised.unit, promised.amount, promised.currency)
