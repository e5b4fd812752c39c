"""What the shop's settings are called, and how their values read in a sentence."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from app.language import LANGUAGES, language, ntr, tr
from app.state_words import notice_text
from app.wording import SIGNS, day_text, quantity_text
from db.terms import AUTOMATIC, NoticeKind

TITLES: MappingProxyType[str, Callable[[], str]] = MappingProxyType(
    {
        "shop_name": lambda: tr("Name of the shop"),
        "address": lambda: tr("Address"),
        "email": lambda: tr("E-mail"),
        "phone": lambda: tr("Phone"),
        "currency": lambda: tr("Currency"),
        "language": lambda: tr("Language of letters and papers"),
        "handling_days": lambda: tr("Handling days"),
        "working_days": lambda: tr("Working days"),
        "closed_days": lambda: tr("Closed days"),
        "reserve_automatically": lambda: tr("Reserve automatically"),
        "complete_orders_hold_stock": lambda: tr("Complete orders hold stock"),
        "over_receipt_percent": lambda: tr("Over-receipt tolerance"),
        "delay_policy": lambda: tr("Rules for delays"),
        "own_reply_days": lambda: tr("Days to answer"),
        "own_silence": lambda: tr("No answer means"),
        "stated_days": lambda: tr("Days to ship in"),
        "pick_up_days": lambda: tr("Days to pick goods up"),
        "letter_layout": lambda: tr("Layout of letters"),
        "letter_offset_x": lambda: tr("Move letters right"),
        "letter_offset_y": lambda: tr("Move letters down"),
        "return_line": lambda: tr("Return line"),
        "signature": lambda: tr("Signature"),
        "logo": lambda: tr("Logo"),
        "reward_rules": lambda: tr("Rules for delays that earn something"),
        "make_good": lambda: tr("Propose vouchers for delays"),
        "voucher_days": lambda: tr("Days a voucher is valid"),
        "mail_host": lambda: tr("Mail server"),
        "mail_port": lambda: tr("Port"),
        "mail_security": lambda: tr("Security"),
        "mail_user": lambda: tr("User"),
        "mail_from": lambda: tr("Sender's address"),
        "mail_name": lambda: tr("Sender's name"),
        "mail_tested": lambda: tr("Tested mail server"),
        "send_automatically": lambda: tr("Sent automatically"),
        "status_address": lambda: tr("Address on the web"),
        "status_folder": lambda: tr("Folder of order pages"),
        "cost_handling_minutes": lambda: tr("Minutes to handle late goods"),
        "cost_hour": lambda: tr("An hour of work"),
        "cost_storage_day": lambda: tr("A day of storage"),
        "cost_extra_parcel": lambda: tr("One more parcel"),
        "order_prefix": lambda: tr("Orders begin with"),
        "order_next": lambda: tr("Next order"),
        "purchase_prefix": lambda: tr("Purchases begin with"),
        "purchase_next": lambda: tr("Next purchase"),
        "receipt_prefix": lambda: tr("Receipts begin with"),
        "receipt_next": lambda: tr("Next receipt"),
        "shipment_prefix": lambda: tr("Shipments begin with"),
        "shipment_next": lambda: tr("Next shipment"),
        "count_prefix": lambda: tr("Counts begin with"),
        "count_next": lambda: tr("Next count"),
        "return_prefix": lambda: tr("Returns begin with"),
        "return_next": lambda: tr("Next return"),
        "transfer_prefix": lambda: tr("Transfers begin with"),
        "transfer_next": lambda: tr("Next transfer"),
    }
)


AMOUNTS = frozenset(("cost_hour", "cost_storage_day", "cost_extra_parcel"))
"""Settings that hold hundredths of the shop's currency."""

CHOICES: MappingProxyType[str, MappingProxyType[str, Callable[[], str]]] = MappingProxyType(
    {
        "delay_policy": MappingProxyType(
            {
                "own": lambda: tr("the shop's own"),
                "us": lambda: tr("US (16 CFR 435)"),
                "eu": lambda: tr("EU (2011/83, article 18)"),
                "china": lambda: tr("China"),
            }
        ),
        "letter_layout": MappingProxyType(
            {
                "": lambda: tr("by the customer's country"),
                "din5008a": lambda: tr("DIN 5008 A"),
                "din5008b": lambda: tr("DIN 5008 B"),
                "us10": lambda: tr("US #10"),
                "ukdl": lambda: tr("UK DL"),
                "cn": lambda: tr("Chinese letter"),
            }
        ),
        "mail_security": MappingProxyType(
            {
                "starttls": lambda: tr("STARTTLS"),
                "tls": lambda: tr("TLS"),
                "none": lambda: tr("none, on this computer only"),
            }
        ),
        "own_silence": MappingProxyType(
            {
                "consent": lambda: tr("the customer waits"),
                "cancel": lambda: tr("the line is cancelled"),
                "ask": lambda: tr("the shop asks again"),
            }
        ),
    }
)
"""Settings that hold one of a few words, and what these say."""


def automatic_kinds() -> list[tuple[str, str]]:
    """Kinds of notices that may go without a click, with their words."""
    return [(str(kind), notice_text(kind)) for kind in NoticeKind if kind in AUTOMATIC]


def setting_title(key: str) -> str:
    """The setting's name; one that has none says its key."""
    title = TITLES.get(key)
    return title() if title else key


def setting_text(key: str, value: Any) -> str:
    """How a value of the setting reads; '–' for none."""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if key in _LISTED:
        return _LISTED[key](value)
    if key in CHOICES and value in CHOICES[key]:
        return CHOICES[key][value]()
    if key in ("letter_offset_x", "letter_offset_y"):
        return tr("{number} mm", number=offset_text(value))
    if key in AMOUNTS:
        return quantity_text(Decimal(value) / 100)
    if key == "reward_rules":
        count = value if isinstance(value, int) else len(value)
        return ntr("{count} rule", "{count} rules", count)
    if key == "logo":
        return _size_text(len(value) if isinstance(value, bytes) else value)
    if key == "language" and value:
        return LANGUAGES.get(value, value)
    return " ".join(str(value).split()) or "–"


def offset_text(tenths: int) -> str:
    """Tenths of a millimetre in millimetres."""
    return f"{Decimal(tenths) / 10:.1f}".replace("-", "\N{MINUS SIGN}")


def _size_text(count: int) -> str:
    """How large a file is."""
    return tr("{size} KB", size=-(-count // 1024)) if count else "–"


def _weekdays_text(days: Sequence[int]) -> str:
    names = SIGNS[language()].weekdays
    return tr(", ").join(names[day] for day in days)


def _kinds_text(kinds: Sequence[str]) -> str:
    return tr(", ").join(map(notice_text, kinds)) or "–"


def _days_text(days: Sequence[str]) -> str:
    """The first few days, and how many more."""
    named = 3
    words = [day_text(date.fromisoformat(day), year=True) for day in days[:named]]
    if len(days) > named:
        words.append(ntr("{count} more", "{count} more", len(days) - named))
    return tr(", ").join(words) or "–"


_LISTED: MappingProxyType[str, Callable[[Any], str]] = MappingProxyType(
    {"working_days": _weekdays_text, "closed_days": _days_text, "send_automatically": _kinds_text}
)
"""Settings that hold several things."""
