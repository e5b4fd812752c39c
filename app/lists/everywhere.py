"""Finds orders, customers, products, purchases and suppliers at once, each with what tells it from others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.language import tr
from app.lists.conditions import either, numbered
from app.lists.finding import find_customers, find_products, find_suppliers
from app.state_words import order_state_text, purchase_state_text
from app.wording import day_text, thousandths_text
from db.rows import Reader, fetch, fetch_for

LIMIT = 6
"""Of each kind: who does not see it types one letter more."""
_PEOPLE = 4
"""Customers or suppliers of whose papers the newest are found too."""


class Thing(StrEnum):
    """What can be found."""

    ORDER = "order"
    CUSTOMER = "customer"
    PRODUCT = "product"
    PURCHASE = "purchase"
    SUPPLIER = "supplier"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing: its own id, the id of its row on its page, what it is called, and a few facts."""

    thing: Thing
    id: int
    row_id: int | None
    title: str
    facts: tuple[str, ...]


def find_everywhere(session: Reader, text: str) -> list[Found]:
    """What has the text in its number or name, by kind, the likeliest of each kind first."""
    if not text.strip():
        return []
    found = []
    for thing, ids_for in _SEARCHES.items():
        found += described(session, thing, ids_for(session, text.strip()))
    return found


def found_again(session: Reader, keys: Iterable[tuple[str, int]]) -> list[Found]:
    """Things that were found once, as they are now; what is gone is left out."""
    found = (described(session, Thing(thing), [thing_id]) for thing, thing_id in keys)
    return [each for some in found for each in some]


def described(session: Reader, thing: Thing, ids: list[int]) -> list[Found]:
    """These things in this order."""
    if not ids:
        return []
    known = {found.id: found for found in _DESCRIPTIONS[thing](session, ids)}
    return [known[each] for each in ids if each in known]


# ids


def _orders(session: Reader, text: str) -> list[int]:
    customers = [each.id for each in find_customers(session, text, _PEOPLE)]
    return _papers(session, "order", text, "customer_id", customers)


def _purchases(session: Reader, text: str) -> list[int]:
    suppliers = [each.id for each in find_suppliers(session, text, _PEOPLE)]
    return _papers(session, "purchase", text, "supplier_id", suppliers)


def _papers(session: Reader, kind: str, text: str, whose: str, people: list[int]) -> list[int]:
    """By number, its prefix typed or not, then the newest of these people."""
    numbers = either(*(numbered("number", f"{letters}{text}") for letters in _letters(session, kind, text)))
    sql = f"SELECT id FROM {kind}s WHERE {numbers[0]} ORDER BY length(number), number LIMIT {LIMIT}"
    ids = [row[0] for row in fetch(session, sql, numbers[1])]
    if people:
        marks = ", ".join("?" * len(people))
        theirs = f"SELECT id FROM {kind}s WHERE {whose} IN ({marks}) ORDER BY id DESC LIMIT {LIMIT}"
        ids += [row[0] for row in fetch(session, theirs, people)]
    return list(dict.fromkeys(ids))[:LIMIT]


def _letters(session: Reader, kind: str, text: str) -> set[str]:
    """What may stand before a number of which only digits are typed: what stands before the newest ones."""
    if not text[0].isdecimal():
        return {""}
    newest = fetch(session, f"SELECT number FROM {kind}s ORDER BY id DESC LIMIT 1")
    series = fetch(session, "SELECT prefix FROM number_series WHERE kind = ?", (kind,))
    return {"", *(number.rstrip("0123456789") for (number,) in [*newest, *series])}


_SEARCHES: dict[Thing, Callable[[Reader, str], list[int]]] = {
    Thing.ORDER: _orders,
    Thing.CUSTOMER: lambda session, text: [each.id for each in find_customers(session, text, LIMIT)],
    Thing.PRODUCT: lambda session, text: [each.id for each in find_products(session, text, LIMIT)],
    Thing.PURCHASE: _purchases,
    Thing.SUPPLIER: lambda session, text: [each.id for each in find_suppliers(session, text, LIMIT)],
}

# facts


def _of_orders(session: Reader, ids: list[int]) -> list[Found]:
    sql = (
        "SELECT o.id, o.number, coalesce(c.name, o.delivery_name), o.ordered_on, o.state"
        " FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE o.id IN ({ids})"
    )
    return [
        _found(Thing.ORDER, key, key, number, customer, _day(session, day), order_state_text(state))
        for key, number, customer, day, state in fetch_for(session, sql, ids)
    ]


def _of_customers(session: Reader, ids: list[int]) -> list[Found]:
    rows = fetch_for(session, "SELECT id, name, number, city FROM customers WHERE id IN ({ids})", ids)
    return [_found(Thing.CUSTOMER, key, key, name, number, city) for key, name, number, city in rows]


def _of_products(session: Reader, ids: list[int]) -> list[Found]:
    sql = (
        "SELECT p.id, p.name, p.sku, p.kind, min(s.id), coalesce(sum(s.available), 0)"
        " FROM products p LEFT JOIN stock_levels s ON s.product_id = p.id"
        " WHERE p.id IN ({ids}) GROUP BY p.id, p.name, p.sku, p.kind"
    )
    return [
        _found(Thing.PRODUCT, key, pool, name, sku, _available(kind, available))
        for key, name, sku, kind, pool, available in fetch_for(session, sql, ids)
    ]


def _of_purchases(session: Reader, ids: list[int]) -> list[Found]:
    sql = (
        "SELECT u.id, u.number, v.name, u.state, min(l.id),"
        " min(CASE WHEN l.incoming > 0 THEN l.eta END)"
        " FROM purchases u LEFT JOIN suppliers v ON v.id = u.supplier_id"
        " LEFT JOIN purchase_lines l ON l.purchase_id = u.id"
        " WHERE u.id IN ({ids}) GROUP BY u.id, u.number, v.name, u.state"
    )
    found = []
    for key, number, supplier, state, line, eta in fetch_for(session, sql, ids):
        due = tr("ETA {day}", day=_day(session, eta)) if eta is not None else ""
        found.append(_found(Thing.PURCHASE, key, line, number, supplier, due, purchase_state_text(state)))
    return found


def _of_suppliers(session: Reader, ids: list[int]) -> list[Found]:
    rows = fetch_for(session, "SELECT id, name, city, email FROM suppliers WHERE id IN ({ids})", ids)
    return [_found(Thing.SUPPLIER, key, key, name, city, email) for key, name, city, email in rows]


_DESCRIPTIONS: dict[Thing, Callable[[Reader, list[int]], list[Found]]] = {
    Thing.ORDER: _of_orders,
    Thing.CUSTOMER: _of_customers,
    Thing.PRODUCT: _of_products,
    Thing.PURCHASE: _of_purchases,
    Thing.SUPPLIER: _of_suppliers,
}


def _found(thing: Thing, key: int, row_id: int | None, title: str, *facts: str | None) -> Found:
    return Found(thing, key, row_id, title, tuple(fact for fact in facts if fact))


def _day(session: Reader, day: int) -> str:
    return day_text(day, today=session.info["today"])


def _available(kind: str, available: Any) -> str:
    quantity = thousandths_text(int(available))
    return tr("{quantity} available", quantity=quantity) if kind == "stocked" else ""
