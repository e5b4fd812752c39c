"""Sentences that depend on what is told: why, what the customer can do, what silence means, what is paid."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from app.actions.delays import ToTell
from app.language import ntr, tr
from app.letters.facts import MOST_OFFERS, Facts, LineFacts, Offer, OrderFacts
from app.letters.words import joined, letter_day, named, units_text
from app.rules.consent import (
    REFUND_DAYS,
    REFUND_DAYS_CHINA,
    REFUND_WORKING_DAYS_US,
    Deadlines,
    PolicyKind,
    Silence,
)
from app.rules.reasons import ReasonKind
from app.settings import ShopSettings
from app.wording import hundredths_text
from db.terms import EtaCause

Words = Mapping[str, Callable[[], str]]

_CAUSES: Words = MappingProxyType(
    {
        EtaCause.SHORTAGE: lambda: tr("Our supplier is short of it."),
        EtaCause.PRODUCTION_STOPPED: lambda: tr("Production has come to a standstill."),
        EtaCause.TRANSPORT: lambda: tr("It is held up on its way to us."),
        EtaCause.CUSTOMS: lambda: tr("It is held up at customs."),
        EtaCause.CAPACITY: lambda: tr("Our supplier has more orders than the works can fill."),
        EtaCause.OTHER: lambda: tr("Our supplier has put off the delivery to us."),
    }
)
_REASONS: Words = MappingProxyType(
    {
        ReasonKind.SUPPLIER_OVERDUE: lambda: tr("Our supplier has not delivered to us on the day agreed."),
        ReasonKind.SUPPLY_CANCELLED: lambda: tr("Our supplier will not deliver it to us after all."),
        ReasonKind.UNDATED: lambda: tr("Our supplier cannot name a date yet."),
        ReasonKind.WEEK: lambda: tr("Our workshop has more to do than we had planned."),
        ReasonKind.NO_CAPACITY: lambda: tr("Our workshop has more to do than we had planned."),
        ReasonKind.COMPLETE_LACKS: lambda: tr(
            "The order is to go out complete, and another item of it comes later."
        ),
        ReasonKind.COLLECTS: lambda: tr("The order is to go out complete and is still being put together."),
    }
)


def reason_of(line: LineFacts, facts: Facts) -> str:
    """Why it comes later, as a customer may know it: no supplier and no other customer is named."""
    if line.reason in (ReasonKind.BRINGS, ReasonKind.BRINGS_PART, ReasonKind.UNDATED):
        cause = facts.causes.get(line.id)
        if cause is not None:
            return _CAUSES[cause]()
    if line.reason == ReasonKind.BRINGS:
        return _CAUSES[EtaCause.OTHER]()
    if line.reason in _REASONS:
        return _REASONS[line.reason]()
    return tr("We do not have as much of it as was ordered.")


def each_of(told: Iterable[tuple[LineFacts, str]], all_of: int) -> str:
    """What is the same for all is said once, else item by item, a line each."""
    by_text: dict[str, list[str]] = {}
    for line, text in told:
        if text:
            by_text.setdefault(text, []).append(line.item)
    if len(by_text) == 1 and sum(map(len, by_text.values())) == all_of:
        return next(iter(by_text))
    return "\n".join(tr("{items}: {text}", items=named(items), text=text) for text, items in by_text.items())


def notice_of(delays: Sequence[ToTell], facts: Facts) -> str:
    """First or renewed."""
    told = [
        (
            facts.lines[each.line_id or 0],
            tr("This is a further notice of a delay of these items.")
            if each.renewed
            else tr("This is our first notice of a delay of these items."),
        )
        for each in delays
    ]
    return each_of(told, len(delays))


def silence_of(delays: Sequence[ToTell], facts: Facts, day: int) -> str:
    """What no answer means, by the shop's policy."""
    told = [(facts.lines[each.line_id or 0], silence_text(each, day)) for each in delays]
    return each_of(told, len(delays))


def silence_text(notice: ToTell, day: int) -> str:
    """Of one line; where the day to agree is past already, what follows from that."""
    found = notice.deadlines
    if found is None:
        return ""
    if found.consent_by is None:
        return tr("You have agreed to wait. You can still cancel at any time before we ship.")
    if found.silence == Silence.CONSENT:
        return tr(
            "If we do not hear from you by {day}, we take it that you agree to wait.",
            day=letter_day(found.consent_by),
        )
    if found.silence == Silence.ASK:
        return tr(
            "If we do not hear from you by {day}, nothing is cancelled: the items stay on order,"
            " and we ask you once more.",
            day=letter_day(found.consent_by),
        )
    return _past(notice, found) if is_past(notice, day) else _cancelling(found)


def is_past(notice: ToTell, day: int) -> bool:
    """Whether the day to agree was over before the letter: told too late, or never agreed to."""
    found = notice.deadlines
    return (
        found is not None
        and found.silence == Silence.CANCEL
        and found.consent_by is not None
        and found.consent_by < day
    )


def _past(notice: ToTell, found: Deadlines) -> str:
    """The rule has ended the order; the customer may still want it."""
    day = letter_day(found.consent_by or 0)
    if notice.renewed:
        ended = tr(
            "As you had not agreed to a later delivery by {day}, the order for these items counts as"
            " cancelled since that day.",
            day=day,
        )
    else:
        ended = tr(
            "We should have told you of this by {day}. As we did not, the order for these items counts as"
            " cancelled since that day.",
            day=day,
        )
    money = ""
    if found.refund_by is not None:
        money = tr("What you have paid for them is refunded by {day}.", day=letter_day(found.refund_by))
    still = tr("If you would still like to have the items, please tell us: we will gladly deliver them.")
    return joined((ended, money, still))


def _cancelling(found: Deadlines) -> str:
    day = letter_day(found.consent_by or 0)
    if found.refund_by is None:
        ends = tr("If we do not hear from you by {day}, the order for these items ends on that day.", day=day)
    else:
        ends = tr(
            "If we do not hear from you by {day}, the order for these items ends on that day, and what you"
            " have paid for them is refunded by {refund}.",
            day=day,
            refund=letter_day(found.refund_by),
        )
    free = ""
    if found.revocable:
        free = tr("If you agree to wait, you can still cancel at any time before we ship.")
    return joined((tr("We wait for your consent."), ends, free))


# what the customer can do


def can_take_part(delays: Sequence[ToTell], facts: Facts) -> bool:
    """Whether something of these orders lies there already."""
    orders = {each.order_id for each in delays}
    return any(line.reserved for order_id in orders for line in facts.of_order[order_id])


def options_of(delays: Sequence[ToTell], facts: Facts, day: int) -> str:
    """In prose, substitutes with their price and the difference."""
    known = {each.new_on is not None for each in delays}
    offers = [text for _, text in offers_of(delays, facts)]
    if all(is_past(each, day) for each in delays):
        return joined(offers)
    if known == {True}:
        choice = tr("You can wait for the new date, or cancel what is missing.")
    elif known == {False}:
        choice = tr("You can wait although no date is known yet, or cancel what is missing.")
    else:
        choice = tr("You can wait, or cancel what is missing.")
    part = ""
    if can_take_part(delays, facts):
        part = tr("We can also send what is there now, and the rest later.")
    return joined((choice, part, *offers))


def offers_of(notices: Sequence[ToTell], facts: Facts) -> list[tuple[str, str]]:
    """For each substitute that can stand in: what to tick, and the sentence that offers it."""
    found = []
    for each in notices:
        line = facts.lines.get(each.line_id or 0)
        if line is None:
            continue
        currency = facts.orders[line.order_id].currency
        fitting = [(offer, offer.quantity_for(each.quantity)) for offer in facts.offers[line.id]]
        fitting = [pair for pair in fitting if pair[1]]
        chosen = fitting if any(offer.offered for offer, _ in fitting) else fitting[:MOST_OFFERS]
        for offer, quantity in chosen:
            price, replaced = offer.worth(quantity or 0), offer.stands_for(each.quantity)
            said = {
                "quantity": units_text(replaced, line.unit),
                "item": line.item,
                "others": units_text(quantity or 0, offer.unit),
                "other": offer.item,
                "sku": offer.sku,
                "price": hundredths_text(price, currency),
                "difference": _difference(price - line.worth(replaced), currency),
            }
            tick = tr("Instead of {item}, please send me {other} ({sku}), {difference}.", **said)
            found.append((tick, _offer_text(offer, said)))
    return found


def _offer_text(offer: Offer, said: Mapping[str, str]) -> str:
    if offer.kept and offer.reply_by is not None:
        return tr(
            "Instead of {quantity} × {item} we can send you {others} × {other} ({sku}) for {price},"
            " {difference}. We keep it for you until {day}.",
            day=letter_day(offer.reply_by),
            **said,
        )
    if offer.from_on is not None:
        return tr(
            "Instead of {quantity} × {item} we can send you {others} × {other} ({sku}) for {price},"
            " {difference}, from {day} on, as long as it lasts.",
            day=letter_day(offer.from_on),
            **said,
        )
    return tr(
        "Instead of {quantity} × {item} we can send you {others} × {other} ({sku}) for {price},"
        " {difference}, as long as it lasts.",
        **said,
    )


def _difference(hundredths: int, currency: str) -> str:
    if not hundredths:
        return tr("at the same price")
    amount = hundredths_text(abs(hundredths), currency)
    return tr("{amount} more", amount=amount) if hundredths > 0 else tr("{amount} less", amount=amount)


def form_options(
    delays: Sequence[ToTell], others: Sequence[ToTell], facts: Facts, day: int
) -> tuple[str, ...]:
    """What to tick: for all lines, by substitute, and a place to write where they are several."""
    paid = any(facts.orders[each.order_id].paid > 0 for each in delays)
    offered = list(dict.fromkeys(tick for tick, _ in offers_of([*delays, *others], facts)))
    if not delays:
        return (*offered, tr("No, thank you: I stay with what I ordered."))
    over = all(is_past(each, day) for each in delays)
    options = [tr("I still want the items, and wait.") if over else _waits(delays)]
    if can_take_part(delays, facts):
        options.append(tr("Please send me what is there now, and the rest later."))
    options += offered
    if over:
        options.append(tr("I leave it cancelled."))
    elif paid:
        options.append(tr("Please cancel what is missing and refund what I paid for it."))
    else:
        options.append(tr("Please cancel what is missing."))
    if len(delays) > 1:
        options.append(tr("Only for these items: {line}", line="_" * 30))
    return tuple(options)


def _waits(delays: Sequence[ToTell]) -> str:
    days = {each.new_on for each in delays}
    if days == {None}:
        return tr("I wait, although no date is known yet.")
    if len(days) == 1:
        return tr("I wait until {day}.", day=letter_day(next(iter(days)) or 0))
    return tr("I wait, as this letter says.")


def reply_of(code: str, by: int | None, settings: ShopSettings) -> str:
    """Until when and how to answer; at the shop's expense where the policy is that of the US."""
    when = tr("Please let us know as soon as you can.")
    if by is not None:
        when = tr("Please let us know by {day}.", day=letter_day(by))
    known = {"phone": settings.phone, "email": settings.email, "code": code}
    if settings.phone and settings.email:
        ways = tr(
            "Return the form below, call {phone} or write to {email}, and name the code {code}.", **known
        )
    elif settings.phone:
        ways = tr("Return the form below, or call {phone}, and name the code {code}.", **known)
    elif settings.email:
        ways = tr("Return the form below, or write to {email}, and name the code {code}.", **known)
    else:
        ways = tr("Return the form below, or come and name the code {code}.", **known)
    free = ""
    if settings.delay_policy == PolicyKind.US:
        free = tr("We bear the cost of your answer.")
    return joined((when, ways, free))


# money


def paid_of(orders: Iterable[OrderFacts]) -> str:
    """What the shop has of each order."""
    told = []
    for order in orders:
        if order.paid > 0:
            amount = hundredths_text(order.paid, order.currency)
            told.append(tr("You have paid {amount} for order {order}.", amount=amount, order=order.number))
        else:
            told.append(tr("Nothing is paid yet for order {order}.", order=order.number))
    return joined(told)


def refund_of(orders: Iterable[OrderFacts], settings: ShopSettings) -> str:
    """When money comes back for what is cancelled; '' where there is none."""
    if not any(order.paid > 0 for order in orders):
        return ""
    kind = PolicyKind(settings.delay_policy)
    if kind == PolicyKind.US:
        days = ntr("{count} working day", "{count} working days", REFUND_WORKING_DAYS_US)
    else:
        count = REFUND_DAYS_CHINA if kind == PolicyKind.CHINA else REFUND_DAYS
        days = ntr("{count} day", "{count} days", count)
    return tr("For what is cancelled we refund you without delay, at the latest within {days}.", days=days)
