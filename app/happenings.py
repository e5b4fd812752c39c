"""What happened, one sentence a row of history, in the past tense."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.field_words import field_title, value_text
from app.language import tr
from app.sentences import promise_text, read_facts
from app.setting_words import setting_text, setting_title
from app.state_words import cost_text, notice_text
from app.voucher_words import VOUCHER_KINDS, voucher_happening
from app.wording import capacity_text, day_text, thousandths_text

CONSEQUENCES = frozenset(("expected", "reserved", "unreserved"))
"""Kinds that nobody does by himself: settling brings them about."""


MOST_VALUES = 2
"""Changed fields whose values are told; of more only which they are."""
LONGEST_VALUE = 40


@dataclass(frozen=True, slots=True)
class Happening:
    """A row of history: thousandths, ordinals; `supply` is the purchase's number, `order` the order's."""

    kind: str
    quantity: int | None = None
    old_day: int | None = None
    new_day: int | None = None
    facts: str | None = None
    supply: str = ""
    order: str = ""

    @property
    def pieces(self) -> str:
        """The quantity without its sign."""
        return thousandths_text(abs(self.quantity or 0))

    @property
    def signed(self) -> str:
        """The quantity with its sign."""
        return f"+{self.pieces}" if (self.quantity or 0) > 0 else f"\N{MINUS SIGN}{self.pieces}"

    def fact(self, key: str) -> Any:
        """A fact, '' where the row has none of that name."""
        return read_facts(self.facts).get(key, "")


def happening_text(happening: Happening) -> str:
    """What the pane and the history say; a kind that no sentence is known for says its name."""
    say = SENTENCES.get(happening.kind)
    return say(happening) if say else happening.kind


def cause_text(cause: str) -> str:
    """Why a date moved (R12), as people say it."""
    return {
        "shortage": tr("shortage at the supplier"),
        "production_stopped": tr("production stopped"),
        "transport": tr("transport"),
        "customs": tr("customs"),
        "capacity": tr("capacity"),
        "other": tr("another cause"),
    }.get(cause, cause)


def _expected(it: Happening) -> str:
    if it.new_day is None:
        return tr("No date any more; it was {old}", old=day_text(it.old_day or 1))
    if it.old_day is None:
        return tr("Expected {day}", day=day_text(it.new_day))
    return tr("Expected {day} in place of {old}", day=day_text(it.new_day), old=day_text(it.old_day))


def _letter_sent(it: Happening) -> str:
    code, channel = it.fact("code"), it.fact("channel")
    if channel == "phone":
        return tr("Told by phone")
    if it.fact("automatic"):
        return tr("Told by mail {code}, sent automatically", code=code)
    return (
        tr("Told by mail {code}", code=code) if channel == "mail" else tr("Told by letter {code}", code=code)
    )


def _noticed(it: Happening) -> str:
    """'To be told: Later date (3), Cancellation; no longer: Refund'."""
    due, void = _kinds_of(it.fact("due")), _kinds_of(it.fact("void"))
    said = (
        tr("To be told: {notices}", notices=due) if due else "",
        tr("No longer to be told: {notices}", notices=void) if void else "",
    )
    return tr("; ").join(filter(None, said)) or tr("To be told")


def _kinds_of(counts: Any) -> str:
    named = [
        tr("{name} ({number})", name=notice_text(kind), number=number) if number > 1 else notice_text(kind)
        for kind, number in (counts or {}).items()
    ]
    return tr(", ").join(named)


def _answered(it: Happening) -> str:
    day = it.new_day
    text = {
        "waits": tr("Customer waits until {day}", day=day_text(day)) if day else tr("Customer waits"),
        "substitute": tr("Customer takes a substitute"),
        "part": tr("Customer takes what is there"),
        "cancels": tr("Customer cancels"),
    }.get(it.fact("what"), tr("Customer did not answer"))
    note = it.fact("note")
    return tr("{sentence}: {cause}", sentence=text, cause=note) if note else text


def _eta_changed(it: Happening) -> str:
    if it.new_day is None:
        text = tr("{supply} has no date any more", supply=it.supply)
    elif it.old_day is None:
        text = tr("{supply} is to come on {day}", supply=it.supply, day=day_text(it.new_day))
    else:
        text = tr(
            "{supply} moved from {old} to {day}",
            supply=it.supply,
            old=day_text(it.old_day),
            day=day_text(it.new_day),
        )
    return _caused(it, text)


def _because(it: Happening, text: str) -> str:
    reason = it.fact("reason")
    return tr("{sentence}: {cause}", sentence=text, cause=reason) if reason else text


def _cancelled(it: Happening) -> str:
    """A quote demands nothing, so nothing of it is cancelled but the quote itself."""
    words = tr("{quantity} cancelled", quantity=it.pieces) if it.quantity else tr("Quote cancelled")
    return _because(it, words)


def _received(it: Happening) -> str:
    if it.supply:
        return tr("{quantity} received of {supply}", quantity=it.pieces, supply=it.supply)
    return tr("{quantity} received", quantity=it.pieces)


def _days(it: Happening, text: str) -> str:
    first, last = it.old_day or 1, it.new_day or 1
    if first == last:
        return tr("{sentence}: {day}", sentence=text, day=day_text(first))
    return tr("{sentence}: {first} to {last}", sentence=text, first=day_text(first), last=day_text(last))


def _offered(it: Happening) -> str:
    text = tr("{quantity} × {product} offered", quantity=it.pieces, product=it.fact("sku"))
    return tr("{sentence} until {day}", sentence=text, day=day_text(it.new_day)) if it.new_day else text


def _with_number(it: Happening, text: str) -> str:
    return tr("{sentence} ({number})", sentence=text, number=it.fact("number"))


def _transfer_sent(it: Happening) -> str:
    if (it.quantity or 0) < 0:
        return _with_number(it, tr("{quantity} sent to another location", quantity=it.pieces))
    if it.new_day is None:
        return _with_number(it, tr("{quantity} on their way here", quantity=it.pieces))
    text = tr("{quantity} on their way here for {day}", quantity=it.pieces, day=day_text(it.new_day))
    return _with_number(it, text)


def _transfer_moved(it: Happening) -> str:
    number = it.fact("number")
    if it.new_day is None:
        return tr("{supply} has no date any more", supply=number)
    return tr("{supply} is to come on {day}", supply=number, day=day_text(it.new_day))


def _rank_changed(it: Happening) -> str:
    named = {"priority": tr("Priority changed"), "ship_complete": tr("Ship complete changed")}
    what = it.fact("what") or []
    return "; ".join(named.get(each) or _wanted(it) for each in what) or tr("Rank changed")


def _taken_back(it: Happening) -> str:
    """With the sentence of what was done, where the row tells its kind."""
    say = SENTENCES.get(it.fact("what"))
    if say is None or it.fact("what") == it.kind:
        return tr("Taken back")
    return tr("Taken back: {what}", what=say(it))


def _wanted(it: Happening) -> str:
    if it.new_day is None:
        return tr("No longer wanted by a day")
    if it.old_day is None:
        return tr("Wanted by {day}", day=day_text(it.new_day))
    return tr("Wanted by {day} in place of {old}", day=day_text(it.new_day), old=day_text(it.old_day))


def _paid(it: Happening) -> str:
    """The amount in figures: the order knows its currency."""
    amount = it.fact("amount")
    return {
        "deposit": tr("Deposit of {amount}", amount=amount),
        "refund": tr("{amount} given back", amount=amount),
    }.get(it.fact("what"), tr("{amount} paid", amount=amount))


def _capacity_changed(it: Happening) -> str:
    text = tr(
        "{name} gives {new} a week from {day} on; it was {old}",
        name=it.fact("name"),
        new=capacity_text(Decimal(it.fact("per_week") or 0), it.fact("unit")),
        old=capacity_text(Decimal(it.fact("before") or 0), it.fact("unit")),
        day=day_text(it.new_day or 1),
    )
    return _caused(it, text)


def _setting_changed(it: Happening) -> str:
    key = str(it.fact("setting"))
    old, new = (setting_text(key, it.fact(side)) for side in ("before", "after"))
    return tr("{setting}: {new} in place of {old}", setting=setting_title(key), new=new, old=old)


def _caused(it: Happening, text: str) -> str:
    cause = it.fact("cause")
    return tr("{sentence}: {cause}", sentence=text, cause=cause_text(cause)) if cause else text


def _edited(it: Happening) -> str:
    """'C-1006 Priya Raman: Priority Normal → High'; of more than two fields their titles alone."""
    changes = it.fact("changes") or {}
    if len(changes) > MOST_VALUES:
        words = [field_title(field) for field in changes]
    else:
        words = [
            f"{field_title(field)} {_brief(field, old)} → {_brief(field, new)}"
            for field, (old, new) in changes.items()
        ]
    return tr("{name}: {changes}", name=it.fact("name"), changes=tr(", ").join(words))


def _brief(field: str, value: Any) -> str:
    words = " ".join(value_text(field, value).split())
    return words if len(words) <= LONGEST_VALUE else f"{words[:LONGEST_VALUE]}…"


SENTENCES: dict[str, Callable[[Happening], str]] = {
    "ordered": lambda it: tr("{quantity} ordered", quantity=it.pieces),
    "confirmed": lambda it: tr("Quote confirmed"),
    "letter_sent": _letter_sent,
    "answered": _answered,
    "noticed": _noticed,
    "asked_again": lambda it: tr("Asked again, answer by {day}", day=day_text(it.new_day or 1)),
    "answer_undone": lambda it: tr("Answer taken back"),
    "imported": lambda it: tr("Taken over from {file}", file=it.fact("file")),
    "quantity_set": lambda it: tr("Quantity changed by {quantity}", quantity=it.signed),
    "rank_changed": _rank_changed,
    "paid": _paid,
    "payment_removed": lambda it: tr("Payment of {amount} taken off", amount=it.fact("amount")),
    "line_removed": lambda it: tr("Line of {quantity} removed", quantity=it.pieces),
    "reserved": lambda it: tr("{quantity} reserved", quantity=it.pieces),
    "unreserved": lambda it: tr("{quantity} no longer reserved", quantity=it.pieces),
    "released": lambda it: tr("{quantity} released", quantity=it.pieces),
    "reservation_moved": lambda it: tr("Reservation moved: {quantity}", quantity=it.signed),
    "expected": _expected,
    "promised": lambda it: promise_text(it.new_day, it.fact("cause")),
    "held": lambda it: _because(it, tr("Put on hold")),
    "unheld": lambda it: tr("Taken off hold"),
    "kept_off": lambda it: tr("Kept off"),
    "kept_on": lambda it: tr("No longer kept off"),
    "ranked": lambda it: tr("Ranked at place {place} by hand", place=it.fact("place")),
    "rank_forgotten": lambda it: tr("Hand rank forgotten"),
    "taken_back": _taken_back,
    "split": lambda it: tr("{quantity} split off", quantity=it.pieces),
    "unpegged": lambda it: tr("Untied from {supply}", supply=it.supply),
    "substitute": lambda it: tr("{quantity} as a substitute", quantity=it.pieces),
    "substituted": lambda it: tr("{quantity} replaced by a substitute", quantity=it.pieces),
    "offered": _offered,
    "offer_withdrawn": lambda it: tr("Offer of {product} withdrawn", product=it.fact("sku")),
    "offer_declined": lambda it: tr("Offer of {product} declined", product=it.fact("sku")),
    "offer_lapsed": lambda it: tr("Offer of {product} not answered", product=it.fact("sku")),
    "set_aside_gone": lambda it: tr("{quantity} no longer set aside", quantity=it.pieces),
    "cancelled": _cancelled,
    "closed": lambda it: _because(it, tr("Rest of {quantity} closed", quantity=it.pieces)),
    "reopened": lambda it: tr("{quantity} reopened", quantity=it.pieces),
    "shipped": lambda it: tr(
        "{quantity} shipped with {number}", quantity=it.pieces, number=it.fact("number")
    ),
    "shipment_undone": lambda it: tr("Shipment of {quantity} undone", quantity=it.pieces),
    "returned": lambda it: tr("{quantity} came back", quantity=it.pieces),
    "return_undone": lambda it: tr("Return of {quantity} undone", quantity=it.pieces),
    "finish_undone": lambda it: tr("{quantity} finished by mistake taken back", quantity=it.pieces),
    "done_undone": lambda it: tr("{quantity} done by mistake taken back", quantity=it.pieces),
    "finished": lambda it: tr("{quantity} finished", quantity=it.pieces),
    "done": lambda it: tr("{quantity} done", quantity=it.pieces),
    "purchased": lambda it: tr("{quantity} ordered with {supply}", quantity=it.pieces, supply=it.supply),
    "eta_changed": _eta_changed,
    "closed_short": lambda it: _because(
        it, tr("Rest of {quantity} of {supply} closed short", quantity=it.pieces, supply=it.supply)
    ),
    "purchase_restored": lambda it: tr("{supply} comes after all", supply=it.supply),
    "purchase_cut": lambda it: tr("{supply} cut by {quantity}", supply=it.supply, quantity=it.pieces),
    "purchase_cancelled": lambda it: _because(it, tr("{supply} cancelled", supply=it.supply)),
    "received": _received,
    "receipt_undone": lambda it: tr("Receipt of {quantity} undone", quantity=it.pieces),
    "transfer_sent": _transfer_sent,
    "transfer_arrived": lambda it: _with_number(it, tr("{quantity} moved here", quantity=it.pieces)),
    "transfer_arrival_undone": lambda it: _with_number(
        it, tr("Arrival of {quantity} undone", quantity=it.pieces)
    ),
    "transfer_moved": _transfer_moved,
    "transfer_cancelled": lambda it: _because(
        it, _with_number(it, tr("Move of {quantity} to another location cancelled", quantity=it.pieces))
    ),
    "created": lambda it: tr("{name} entered", name=it.fact("name")),
    "edited": _edited,
    "deleted": lambda it: tr("{name} deleted", name=it.fact("name")),
    "delivers": lambda it: tr("{name} delivers {sku}", name=it.fact("name"), sku=it.fact("sku")),
    "no_longer_delivers": lambda it: tr(
        "{name} no longer delivers {sku}", name=it.fact("name"), sku=it.fact("sku")
    ),
    "counted": lambda it: tr("Counted: {quantity}", quantity=it.signed),
    "issued": lambda it: _because(it, tr("{quantity} taken out", quantity=it.pieces)),
    "put_back": lambda it: _because(it, tr("{quantity} put back", quantity=it.pieces)),
    "sale_lost": lambda it: tr("Sale of {quantity} lost", quantity=it.pieces),
    "sale_not_lost": lambda it: tr("Lost sale of {quantity} taken off", quantity=it.pieces),
    "cost_entered": lambda it: tr(
        "Cost entered: {kind}, {amount}", kind=cost_text(it.fact("what")), amount=it.fact("amount")
    ),
    "cost_removed": lambda it: tr(
        "Cost taken off: {kind}, {amount}", kind=cost_text(it.fact("what")), amount=it.fact("amount")
    ),
    "capacity_changed": _capacity_changed,
    "put_out_of_use": lambda it: _caused(it, tr("{name} put out of use", name=it.fact("name"))),
    "used_again": lambda it: _caused(it, tr("{name} in use again", name=it.fact("name"))),
    "resource_blocked": lambda it: _caused(it, _days(it, tr("{name} blocked", name=it.fact("name")))),
    "setting_changed": _setting_changed,
    **dict.fromkeys(VOUCHER_KINDS, lambda it: voucher_happening(it.kind, it.facts)),
    "resource_unblocked": lambda it: _caused(
        it, _days(it, tr("{name} no longer blocked", name=it.fact("name")))
    ),
}
