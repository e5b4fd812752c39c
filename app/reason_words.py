"""Why a line waits: for each reason the few words that a list has room for, and a whole sentence."""

from collections.abc import Callable, Mapping
from typing import Any

from app.language import tr
from app.rules.reasons import ReasonKind
from app.wording import day_text, lead_time_text, thousandths_text

Facts = Mapping[str, Any]
Words = Mapping[ReasonKind, Callable[[Facts], str]]


def _on_hold(facts: Facts) -> str:
    since = facts.get("since")
    return tr("On hold since {day}", day=day_text(since)) if since else tr("On hold")


def _kept_off(facts: Facts) -> str:
    since = facts.get("since")
    return tr("Kept off since {day}", day=day_text(since)) if since else tr("Kept off")


def _not_purchased(facts: Facts) -> str:
    days = facts.get("days")
    return tr("Not ordered, {time}", time=lead_time_text(days)) if days else tr("Not ordered")


def _brings(facts: Facts) -> str:
    return tr(
        "{supply} on {day} brings {quantity}",
        supply=facts["supply"],
        day=day_text(facts["on"]),
        quantity=thousandths_text(facts["quantity"]),
    )


def _brings_part(facts: Facts) -> str:
    return tr(
        "{supply} brings {quantity} of {all}",
        supply=facts["supply"],
        quantity=thousandths_text(facts["quantity"]),
        all=thousandths_text(facts["of"]),
    )


def _cancelled(facts: Facts) -> str:
    if "supply" not in facts:
        return tr("Its supply was cancelled")
    if facts.get("part"):
        return tr("{supply} was cut short", supply=facts["supply"])
    return tr("{supply} was cancelled", supply=facts["supply"])


def _lacks(facts: Facts) -> str:
    return tr("Ship complete, lacks {skus}", skus=", ".join(facts.get("lacks", ())))


def _outranked(facts: Facts) -> str:
    return tr(
        "{order} ranks before and takes the last {quantity}",
        order=facts["order"],
        quantity=thousandths_text(facts["quantity"]),
    )


def _no_capacity(facts: Facts) -> str:
    if facts.get("unused"):
        return tr("{resource} is out of use", resource=facts["resource"])
    return tr("{resource} has no free week", resource=facts["resource"])


def _long_no_capacity(facts: Facts) -> str:
    if facts.get("unused"):
        return tr("{resource} is out of use, and nothing else makes it.", resource=facts["resource"])
    return tr("{resource} has no week free for all of it.", resource=facts["resource"])


SHORT: Words = {
    ReasonKind.NONE: lambda facts: "",
    ReasonKind.ON_HOLD: _on_hold,
    ReasonKind.KEPT_OFF: _kept_off,
    ReasonKind.SUPPLIER_OVERDUE: lambda facts: tr(
        "{supply} was due on {day}", supply=facts["supply"], day=day_text(facts["due"])
    ),
    ReasonKind.SUPPLY_CANCELLED: _cancelled,
    ReasonKind.BRINGS: _brings,
    ReasonKind.BRINGS_PART: _brings_part,
    ReasonKind.UNDATED: lambda facts: tr("{supply} has no date", supply=facts["supply"]),
    ReasonKind.WEEK: lambda facts: tr(
        "{resource}, week of {day}", resource=facts["resource"], day=day_text(facts["week"])
    ),
    ReasonKind.NO_CAPACITY: _no_capacity,
    ReasonKind.COMPLETE_LACKS: _lacks,
    ReasonKind.COLLECTS: lambda facts: tr("On the shelf; ships only complete"),
    ReasonKind.NOT_AUTOMATIC: lambda facts: tr("On the shelf; reserve it by hand"),
    ReasonKind.OUTRANKED: _outranked,
    ReasonKind.NOT_PURCHASED: _not_purchased,
}


def _long_on_hold(facts: Facts) -> str:
    since = facts.get("since")
    if since:
        return tr("The order is on hold since {day}: it gives up what it held.", day=day_text(since))
    return tr("The order is on hold: it gives up what it held.")


def _long_kept_off(facts: Facts) -> str:
    since = facts.get("since")
    if since:
        return tr("You keep the line off since {day}: it gets nothing more.", day=day_text(since))
    return tr("You keep the line off: it gets nothing more.")


def _long_not_purchased(facts: Facts) -> str:
    days, supplier = facts.get("days"), facts.get("supplier")
    if days and supplier:
        return tr(
            "No purchase is placed for it; {time} from {supplier}.",
            time=lead_time_text(days),
            supplier=supplier,
        )
    if days:
        return tr("No purchase is placed for it; {time}.", time=lead_time_text(days))
    return tr("No purchase is placed for it, and nobody knows how long it would take.")


def _long_brings_part(facts: Facts) -> str:
    return tr(
        "{supply} on {day} brings {quantity} of {all}; the rest is not ordered.",
        supply=facts["supply"],
        day=day_text(facts["on"]),
        quantity=thousandths_text(facts["quantity"]),
        all=thousandths_text(facts["of"]),
    )


def _long_cancelled(facts: Facts) -> str:
    if "supply" not in facts:
        return tr("The supply it waited for was cancelled, and no other covers it.")
    return tr("{sentence}, and no other supply covers it.", sentence=_cancelled(facts))


def _long_lacks(facts: Facts) -> str:
    skus, held = ", ".join(facts.get("lacks", ())), facts.get("held", 0)
    if held:
        return tr(
            "The order ships complete: it holds {quantity} and waits for {skus}.",
            quantity=thousandths_text(held),
            skus=skus,
        )
    return tr("The order ships complete and waits for {skus}.", skus=skus)


def _long_outranked(facts: Facts) -> str:
    return tr(
        "{order} ranks before and takes the last {quantity} of {supply}; the rest is not ordered.",
        order=facts["order"],
        quantity=thousandths_text(facts["quantity"]),
        supply=facts["supply"],
    )


LONG: Words = {
    ReasonKind.NONE: lambda facts: "",
    ReasonKind.ON_HOLD: _long_on_hold,
    ReasonKind.KEPT_OFF: _long_kept_off,
    ReasonKind.SUPPLIER_OVERDUE: lambda facts: tr(
        "{supply} was due on {day} and has not come.", supply=facts["supply"], day=day_text(facts["due"])
    ),
    ReasonKind.SUPPLY_CANCELLED: _long_cancelled,
    ReasonKind.BRINGS: lambda facts: tr("{sentence}.", sentence=_brings(facts)),
    ReasonKind.BRINGS_PART: _long_brings_part,
    ReasonKind.UNDATED: lambda facts: tr(
        "{supply} brings {quantity}, but nobody knows when.",
        supply=facts["supply"],
        quantity=thousandths_text(facts["quantity"]),
    ),
    ReasonKind.WEEK: lambda facts: tr(
        "{resource} makes it in the week of {day}.", resource=facts["resource"], day=day_text(facts["week"])
    ),
    ReasonKind.NO_CAPACITY: _long_no_capacity,
    ReasonKind.COMPLETE_LACKS: _long_lacks,
    ReasonKind.COLLECTS: lambda facts: tr(
        "Enough is on the shelf, but the order takes all its goods at once or none."
    ),
    ReasonKind.NOT_AUTOMATIC: lambda facts: tr(
        "Enough is on the shelf, but the shop does not reserve on its own."
    ),
    ReasonKind.OUTRANKED: _long_outranked,
    ReasonKind.NOT_PURCHASED: _long_not_purchased,
}
