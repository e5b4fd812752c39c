"""What an order status page says in sentences, in the language being spoken."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from app.language import language, ntr, tr
from app.letters.words import letter_day, units_text
from app.status_pages.facts import DAYS_SHOWN, Item, Offered, OrderPage
from app.wording import hundredths_text
from db.terms import OrderState

GOOD, WARN, PLAIN = "good", "warn", ""
# Signs by which words turn the direction of what stands around them.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Titles(NamedTuple):
    """What stands on every page."""

    items: str
    item: str
    ordered: str
    shipped: str
    waiting: str
    told: str
    told_on: str
    day: str
    parcels: str
    shipped_on: str
    carrier: str
    tracking: str
    offers: str
    answer: str
    code: str
    mail: str


def titles() -> Titles:
    """In the language being spoken."""
    return _titles(language())


@lru_cache(maxsize=8)
def _titles(tongue: str) -> Titles:
    return Titles(
        items=tr("What you ordered"),
        item=tr("Item"),
        ordered=tr("Ordered"),
        shipped=tr("Shipped"),
        waiting=tr("Waiting"),
        told=tr("Dates that we told you"),
        told_on=tr("Told on"),
        day=tr("Date told"),
        parcels=tr("What has been shipped"),
        shipped_on=tr("Shipped on"),
        carrier=tr("Carrier"),
        tracking=tr("Tracking number"),
        offers=tr("What we can send you instead"),
        answer=tr("How to answer"),
        code=tr("Your code:"),
        mail=tr("Write to us"),
    )


def straight(words: str) -> str:
    """What somebody typed, without the signs that turn what stands around it."""
    return _TURNING.sub("", words)


def apart(words: str) -> str:
    """What somebody typed within a sentence of ours: its direction is its own."""
    return f"\N{FIRST STRONG ISOLATE}{straight(words)}\N{POP DIRECTIONAL ISOLATE}"


def amount(thousandths: int, unit: str) -> str:
    """'2 m', '2' without a unit; the unit is somebody's word."""
    return units_text(thousandths, apart(unit) if unit else "")


def heading(number: str) -> str:
    """'Order O-1042'."""
    return tr("Order {order}", order=number)


def ordered_on(page: OrderPage) -> str:
    """When, and under which of the customer's own numbers."""
    day = tr("Ordered on {day}", day=letter_day(page.ordered_on))
    theirs = tr("your reference {reference}", reference=apart(page.reference))
    return f"{day} · {theirs}" if page.reference else day


# when it comes


def day_of(item: Item, page: OrderPage, today: int) -> tuple[int | None, bool]:
    """When what is missing of it comes, and whether that is an estimate; a past day is none.

    What was told stands while the goods come no later.
    """
    if item.held or item.kept_off:
        return None, False
    told = item.promised if item.promised is not None and item.promised >= today else None
    if item.expected is not None and item.expected >= today:
        return max(item.expected, told or 0), False
    last = next((each for each in reversed(page.told) if each.line_id == item.id), None)
    if told is not None and item.expected is None and last is not None and last.estimate:
        return told, True
    return None, False


def standing_of(item: Item, page: OrderPage, today: int) -> tuple[str, str]:
    """What a line says below its name, and its tone; '' where nothing is still to come."""
    if not page.is_open or not item.open:
        return "", PLAIN
    if item.held:
        return tr("On hold"), WARN
    if not item.waiting:
        return (tr("Ready for you to pick up") if page.pick_up else tr("Ready to be shipped")), GOOD
    day, is_estimate = day_of(item, page, today)
    if day is None:
        return tr("No date is known yet."), WARN
    if is_estimate:
        return tr("Expected about {day}; this is an estimate.", day=letter_day(day)), PLAIN
    return tr("Expected {day}", day=letter_day(day)), PLAIN


def summary_of(page: OrderPage, today: int) -> tuple[str, str]:
    """The order in one sentence, and its tone."""
    if not page.is_open:
        return _ended(page), PLAIN
    missing = [item for item in page.items if item.open]
    if any(item.held for item in missing):
        return tr("Your order is on hold. Please get in touch with us."), WARN
    waiting = [item for item in missing if item.waiting]
    if not waiting:
        if page.pick_up:
            return tr("Everything is here and ready for you to pick up."), GOOD
        return tr("Everything is here and ready to be shipped."), GOOD
    days = [day_of(item, page, today)[0] for item in waiting]
    known = [day for day in days if day is not None]
    if not known:
        return tr("No date is known yet for what is missing."), WARN
    if len(known) < len(days):
        return tr("For some of what is missing no date is known yet."), WARN
    return tr("We expect all that is missing by {day}.", day=letter_day(max(known))), PLAIN


def _ended(page: OrderPage) -> str:
    if page.state == OrderState.CANCELLED:
        return tr("This order is cancelled.")
    if any(item.cancelled for item in page.items):
        return tr("This order is closed: nothing more of it comes.")
    return tr("This order is complete.")


def until(page: OrderPage) -> str:
    """How long the page of an ended order stays; '' while it is open."""
    if page.is_open or page.ended_on is None:
        return ""
    return tr("This page can be read until {day}.", day=letter_day(page.ended_on + DAYS_SHOWN - 1))


def cancelled_text(item: Item, replaced: Iterable[int | None]) -> str:
    """'2 cancelled'; what another line came in place of is not cancelled but replaced."""
    count = amount(item.cancelled, item.unit)
    if item.id in replaced:
        return tr("{quantity} replaced", quantity=count)
    return tr("{quantity} cancelled", quantity=count)


def in_place_of(name: str) -> str:
    """What a substitute says of the item that it came for."""
    return tr("In place of {item}", item=apart(name))


def and_more(count: int) -> str:
    """Below the rows for which a page has room."""
    return ntr("And {count} more.", "And {count} more.", count)


# what the customer can do


def offer_lines(offer: Offered, names: dict[int, str], currency: str, today: int) -> list[str]:
    """What can come instead, for how much, how soon and until when it is offered."""
    said = {
        "item": apart(names.get(offer.line_id, "")),
        "quantity": amount(offer.quantity, offer.unit),
        "other": apart(offer.name),
        "sku": apart(offer.sku),
        "price": hundredths_text(offer.worth, currency),
        "difference": _difference(offer.difference, currency),
    }
    text = tr("Instead of {item}: {quantity} × {other} ({sku}) for {price}, {difference}.", **said)
    when = tr("It can leave at once.")
    if offer.from_on is not None and offer.from_on > today:
        when = tr("It can leave on {day}.", day=letter_day(offer.from_on))
    by = ""
    if offer.reply_by is not None:
        by = tr("It is offered until {day}, as long as it lasts.", day=letter_day(offer.reply_by))
        if offer.kept:
            by = tr("We keep it for you until {day}.", day=letter_day(offer.reply_by))
    return [text, *filter(None, (when, by))]


def _difference(hundredths: int, currency: str) -> str:
    if not hundredths:
        return tr("at the same price")
    amount = hundredths_text(abs(hundredths), currency)
    return tr("{amount} more", amount=amount) if hundredths > 0 else tr("{amount} less", amount=amount)


def answer_text(page: OrderPage) -> str:
    """What we wait for, and the code to name."""
    if page.reply_by is not None:
        return tr("Please let us know by {day} whether you wait.", day=letter_day(page.reply_by))
    return tr("Please tell us if you want to change anything, or cancel what is missing.")


def mail_words(page: OrderPage) -> tuple[str, str]:
    """Subject and beginning of the customer's mail."""
    if not page.code:
        return heading(page.number), ""
    subject = tr("Order {order}, code {code}", order=page.number, code=page.code)
    return subject, tr("My answer to your letter {code}:", code=page.code)
