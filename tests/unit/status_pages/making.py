"""Pages made up, for what has nothing to do with a database."""

from datetime import date
from typing import Any

from app.status_pages.facts import DateTold, Item, Offered, OrderPage, Parcel
from app.status_pages.html import Shop

TODAY = date(2026, 11, 23).toordinal()
TOKEN = "abcdefghjkmnpqrstuvwxyz234"


def an_item(number: int = 1, **more: Any) -> Item:
    facts: dict[str, Any] = {
        "id": number,
        "name": f"Lamp {number}",
        "sku": f"L-{number}",
        "unit": "",
        "ordered": 3_000,
        "cancelled": 0,
        "shipped": 1_000,
        "open": 2_000,
        "waiting": 1,
        "held": 0,
        "kept_off": 0,
        "expected": TODAY + 9,
        "promised": TODAY + 5,
        "price": 100_000,
        "discount": 0,
        "replaces": None,
    }
    return Item(**facts | more)


def a_page(*items: Item, **more: Any) -> OrderPage:
    shown = items or (an_item(),)
    facts: dict[str, Any] = {
        "id": 1,
        "token": TOKEN,
        "number": "O-1042",
        "state": "open",
        "reference": "",
        "ordered_on": TODAY - 20,
        "currency": "EUR",
        "pick_up": 0,
        "language": "",
        "country": "",
        "ended_on": None,
        "code": "K7F3QD",
        "reply_by": TODAY + 7,
        "items": list(shown),
        "told": [DateTold(TODAY - 20, each.id, each.promised, 0) for each in shown],
    }
    return OrderPage(**facts | more)


def full_page(words: str) -> OrderPage:
    """Every place that somebody's words can come to holds these."""
    first = an_item(1, name=words, sku=words, unit=words, cancelled=500)
    return a_page(
        first,
        an_item(2, name=f"{words} 2", sku=words, unit=words, replaces=1),
        number=words,
        reference=words,
        parcels=[Parcel(TODAY - 2, words, words)],
        offers=[Offered(1, words, words, words, 2_000, 1_250, 250, True, TODAY + 3, TODAY + 7)],
    )


def a_shop(words: str = "Larder & Flame") -> Shop:
    return Shop(words, f"{words}\nHafenstraße 12", "desk@larder.example", "+49 40 555 01", TODAY)
