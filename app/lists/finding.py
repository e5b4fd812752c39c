"""What the boxes of dialogs offer while somebody types: the exact first, then beginnings, then the rest."""

from dataclasses import dataclass
from typing import Any

from app.lists.conditions import begins, contains
from app.lists.naming import named_values
from app.names import key_of
from db.rows import Reader, fetch, fetch_one

LIMIT = 20


@dataclass(frozen=True, slots=True)
class FoundProduct:
    """Price in ten-thousandths, tax in thousandths of a percent, available in thousandths, all locations."""

    id: int
    sku: str
    name: str
    kind: str
    unit: str
    decimals: int
    price: int
    tax_rate: int
    cost: int
    barcode: str
    available: int


@dataclass(frozen=True, slots=True)
class FoundCustomer:
    """A customer with what an order needs at once."""

    id: int
    number: str
    name: str
    city: str
    priority: int
    backorders: str


@dataclass(frozen=True, slots=True)
class FoundSupplier:
    """A supplier with his usual lead time in calendar days."""

    id: int
    name: str
    currency: str
    lead_days: int | None


_PRODUCT = (
    "SELECT p.id, p.sku, p.name, p.kind, p.unit, p.decimals, p.price, p.tax_rate, p.cost, p.barcode,"
    " (SELECT coalesce(sum(available), 0) FROM stock_levels WHERE product_id = p.id)"
    " FROM products p WHERE p.active = 1 AND "
)
_CUSTOMER = "SELECT id, number, name, city, priority, backorders FROM customers WHERE active = 1 AND "
_SUPPLIER = "SELECT id, name, currency, lead_days FROM suppliers WHERE active = 1 AND "


def find_products(session: Reader, text: str, limit: int = LIMIT) -> list[FoundProduct]:
    """By SKU or barcode, then by the beginning of SKU or name, then by what either has in it."""
    key, typed = key_of(text), text.strip()
    if not key:
        return []
    steps = [
        ("(p.sku_key = ? OR p.barcode = ?)", [key, typed], "p.id"),
        (*begins("p.sku_key", key), "p.sku_key"),
        (*begins("p.name_key", key), "p.name_key, p.id"),
        (*contains("p.name_key", key), "p.name_key, p.id"),
        (*contains("p.sku_key", key), "p.sku_key"),
    ]
    fields = "id sku name kind unit decimals price tax_rate cost barcode"
    rows = _stepwise(session, _PRODUCT, steps, limit)
    return [FoundProduct(**named_values(fields, row), available=int(row[-1])) for row in rows]


def find_customers(session: Reader, text: str, limit: int = LIMIT) -> list[FoundCustomer]:
    """By number, then by the beginning of the name, then by what it has in it."""
    key, typed = key_of(text), text.strip()
    if not key:
        return []
    steps = [
        ("number = ?", [typed], "id"),
        (*begins("name_key", key), "name_key, id"),
        (*begins("number", typed), "number"),
        (*contains("name_key", key), "name_key, id"),
    ]
    return [FoundCustomer(*row) for row in _stepwise(session, _CUSTOMER, steps, limit)]


def customer_address(session: Reader, customer_id: int) -> tuple[str, ...]:
    """Name, street, postcode, city, region and country of a customer."""
    row = fetch_one(
        session,
        "SELECT name, street, postcode, city, region, country FROM customers WHERE id = ?",
        (customer_id,),
    )
    return tuple(row) if row is not None else ("",) * 6


def find_suppliers(session: Reader, text: str, limit: int = LIMIT) -> list[FoundSupplier]:
    """By the beginning of the name, then by what it has in it; all by name where nothing is typed."""
    key = key_of(text)
    steps = [(*begins("name_key", key), "name_key"), (*contains("name_key", key), "name_key")]
    return [FoundSupplier(*row) for row in _stepwise(session, _SUPPLIER, steps, limit)]


def _stepwise(session: Reader, select: str, steps: list[tuple[str, list[Any], str]], limit: int) -> list[Any]:
    found: dict[int, Any] = {}
    for condition, parameters, order in steps:
        if len(found) >= limit:
            break
        for row in fetch(session, f"{select}{condition} ORDER BY {order} LIMIT {limit}", parameters):
            found.setdefault(row[0], row)
    return list(found.values())[:limit]
