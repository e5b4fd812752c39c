"""What the fields of products, customers and suppliers are called, and how their values read."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from app.language import LANGUAGES, tr
from app.setting_words import TITLES as SETTINGS
from app.wording import day_text, quantity_text

TITLES: MappingProxyType[str, Callable[[], str]] = MappingProxyType(
    {
        "sku": lambda: tr("SKU"),
        "name": lambda: tr("Name"),
        "number": lambda: tr("Number"),
        "kind": lambda: tr("Kind"),
        "unit": lambda: tr("Unit"),
        "decimals": lambda: tr("Decimals"),
        "price": lambda: tr("Price"),
        "tax_rate": lambda: tr("Tax"),
        "cost": lambda: tr("Cost"),
        "barcode": lambda: tr("Barcode"),
        "category": lambda: tr("Category"),
        "tags": lambda: tr("Tags"),
        "note": lambda: tr("Note"),
        "cause": lambda: tr("Cause"),
        "minimum": lambda: tr("Minimum"),
        "maximum": lambda: tr("Maximum"),
        "backorders": lambda: tr("Backorders"),
        "backorder_limit": lambda: tr("At most waiting"),
        "resource_id": lambda: tr("Resource"),
        "effort": lambda: tr("Capacity for one"),
        "active": lambda: tr("Active"),
        "street": lambda: tr("Street"),
        "postcode": lambda: tr("Postcode"),
        "city": lambda: tr("City"),
        "region": lambda: tr("Region"),
        "country": lambda: tr("Country"),
        "email": lambda: tr("E-mail"),
        "phone": lambda: tr("Phone"),
        "language": lambda: tr("Language"),
        "priority": lambda: tr("Priority"),
        "notice_channel": lambda: tr("Told by"),
        "notice_per_part": lambda: tr("Told of each part to fetch"),
        "contact": lambda: tr("Contact"),
        "currency": lambda: tr("Currency"),
        "lead_days": lambda: tr("Lead time"),
        "their_sku": lambda: tr("Their SKU"),
        "pack": lambda: tr("Pack"),
        "preferred": lambda: tr("Preferred"),
        "ratio": lambda: tr("Ratio"),
        "rank": lambda: tr("Rank"),
        "two_way": lambda: tr("Both ways"),
        "customer_reference": lambda: tr("Customer reference"),
        "wanted_on": lambda: tr("Wanted by"),
        "ship_complete": lambda: tr("Ship complete"),
        "pick_up": lambda: tr("Customer picks up"),
        "date_essential": lambda: tr("The date is essential"),
        "delivery_name": lambda: tr("Name"),
        "delivery_street": lambda: tr("Street"),
        "delivery_postcode": lambda: tr("Postcode"),
        "delivery_city": lambda: tr("City"),
        "delivery_region": lambda: tr("Region"),
        "delivery_country": lambda: tr("Country"),
        "shipping_charge": lambda: tr("Shipping"),
        "discount": lambda: tr("Discount %"),
        "supplier_reference": lambda: tr("Supplier reference"),
        "freight": lambda: tr("Freight"),
        "sent_on": lambda: tr("Sent on"),
        "confirmed_on": lambda: tr("Confirmed on"),
    }
)


def field_title(field: str) -> str:
    """The title over the field; one that has none says its name."""
    title = TITLES.get(field) or SETTINGS.get(field)
    return title() if title else field


def value_text(field: str, value: Any) -> str:
    """How a value of the field reads in a sentence; '–' for none."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    words = _CHOICES.get(field)
    if words is not None:
        return words(str(value))
    if isinstance(value, Decimal):
        return quantity_text(value)
    if isinstance(value, date):
        return day_text(value)
    return str(value)


def kind_text(kind: str) -> str:
    """How a product comes to be there."""
    return {"stocked": tr("Stocked"), "made": tr("Made to order"), "service": tr("Service")}.get(kind, kind)


def policy_text(policy: str) -> str:
    """Whether a line may wait (R8)."""
    return {"always": tr("Always"), "ask": tr("Ask each time"), "never": tr("Never")}.get(policy, policy)


def notice_channel_text(channel: str) -> str:
    """How a customer wants to hear of delays."""
    return {
        "letter": tr("Letter"),
        "mail": tr("E-mail"),
        "phone": tr("Phone"),
        "none": tr("Not at all"),
    }.get(channel, channel)


def priority_text(priority: int) -> str:
    """0 is normal, 1 high; other numbers say themselves."""
    return {0: tr("Normal"), 1: tr("High")}.get(priority, tr("Priority {number}", number=priority))


def language_text(code: str) -> str:
    """A language in its own name; '' is the shop's."""
    if not code or code in LANGUAGES:
        return LANGUAGES.get(code) or tr("As the shop")
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code.replace("-", "_")).get_display_name() or code
    except (UnknownLocaleError, ValueError):
        return code


def _priority_of_text(text: str) -> str:
    return priority_text(int(text))


_CHOICES: dict[str, Callable[[str], str]] = {
    "kind": kind_text,
    "backorders": policy_text,
    "notice_channel": notice_channel_text,
    "language": language_text,
    "priority": _priority_of_text,
}
