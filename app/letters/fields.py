"""What the fields of a text say, for one kind of notice in one letter."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.actions.delays import DELAY_KINDS, ToTell, reply_day
from app.actions.rewards import Promised
from app.documents.letterhead import Sender
from app.language import tr
from app.letter_texts import Texts
from app.letters import rewards, sentences, tables
from app.letters.facts import Facts
from app.letters.people import Recipient
from app.letters.words import joined, letter_day, named
from app.sentences import read_facts
from app.settings import ShopSettings
from app.wording import hundredths_text
from db.terms import NoticeKind


@dataclass(frozen=True, slots=True)
class Desk:
    """What all letters of one batch share."""

    settings: ShopSettings
    sender: Sender
    texts: Texts
    facts: Facts
    day: int
    # Of orders whose page the customer can see on the web.
    tokens: Mapping[int, str] = field(default_factory=dict)
    # By notice what the letters give for delays.
    promised: Mapping[int, Promised] = field(default_factory=dict)


def contact_of(settings: ShopSettings) -> str:
    """How to reach the shop, in one line."""
    lines = (settings.phone, settings.email)
    return tr(", ").join(filter(None, lines)) or tr(", ").join(filter(None, settings.address.splitlines()))


def fields_of(
    kind: str,
    notices: Sequence[ToTell],
    all_told: Sequence[ToTell],
    person: Recipient,
    code: str,
    desk: Desk,
) -> dict[str, str]:
    """What the fields of one kind's text say; what concerns answering is the same for the whole letter."""
    facts, settings = desk.facts, desk.settings
    orders = [facts.orders[each] for each in dict.fromkeys(each.order_id for each in notices)]
    delays = [each for each in all_told if each.is_delay]
    fields = {
        "shop": settings.shop_name,
        "customer": person.name,
        "number": person.number,
        "orders": named(
            [tr("{order} of {day}", order=each.number, day=letter_day(each.ordered_on)) for each in orders]
        ),
        "contact": contact_of(settings),
        "code": code,
        "today": letter_day(desk.day),
        "paid": sentences.paid_of(orders),
        "refund": sentences.refund_of(orders, settings),
        "reply": sentences.reply_of(code, reply_day(all_told, desk.day), settings),
    }
    if kind in DELAY_KINDS:
        own = [each for each in notices if each.is_delay]
        fields["notice"] = sentences.notice_of(own, facts)
        told = [(facts.lines[each.line_id or 0], each) for each in own]
        fields["reason"] = sentences.each_of(
            [(line, sentences.reason_of(line, facts)) for line, _ in told], len(told)
        )
        fields["options"] = sentences.options_of(delays, facts, desk.day)
        fields["voucher"] = rewards.given_with(own, facts, desk.promised)
        fields["silence"] = sentences.silence_of(delays, facts, desk.day)
        if all(sentences.is_past(each, desk.day) for each in delays):
            # By when the money comes back is said with what has ended the order.
            fields["refund"] = ""
    return fields | _more_fields(kind, notices, desk)


def _more_fields(kind: str, notices: Sequence[ToTell], desk: Desk) -> dict[str, str]:
    """What only some kinds tell."""
    facts = desk.facts
    if kind == NoticeKind.SUBSTITUTE_OFFER:
        return {"options": joined(text for _, text in sentences.offers_of(notices, facts))}
    if kind == NoticeKind.ARRIVED:
        return {"pick_up": tables.pick_up_of(notices)}
    if kind in (NoticeKind.SHIPPED, NoticeKind.PART_SHIPMENT):
        return {"tracking": tables.tracking_of(notices)}
    if kind == NoticeKind.CANCELLATION:
        return {"reason": _why_cancelled(notices, facts)}
    if kind == NoticeKind.REFUND:
        return {"amount": _amount(notices, facts), "refund": _refund_by(notices)}
    if kind == NoticeKind.VOUCHER:
        return {
            "amount": rewards.amount_of(notices, desk.promised),
            "voucher": rewards.codes_of(notices, desk.promised),
        }
    return {}


def _why_cancelled(notices: Iterable[ToTell], facts: Facts) -> str:
    told = [
        (facts.lines[each.line_id], str(read_facts(each.facts).get("reason", "")))
        for each in notices
        if each.line_id in facts.lines
    ]
    found = sentences.each_of(told, len(told))
    return tr("The reason: {reason}", reason=found) if found else ""


def _amount(notices: Iterable[ToTell], facts: Facts) -> str:
    """By currency."""
    sums: dict[str, int] = defaultdict(int)
    for each in notices:
        sums[facts.orders[each.order_id].currency] += each.amount
    return named([hundredths_text(amount, currency) for currency, amount in sums.items()])


def _refund_by(notices: Iterable[ToTell]) -> str:
    days = [each.due_by for each in notices if each.due_by is not None]
    if not days:
        return tr("We pay it back without delay.")
    return tr("We pay it back without delay, at the latest on {day}.", day=letter_day(max(days)))
