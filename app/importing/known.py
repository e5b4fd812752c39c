"""What the shop knows before a file comes in: products, people and places by what files call them."""

from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy.orm import Session

from db.rows import fetch, fetch_one


class Item(NamedTuple):
    """A product; money in ten-thousandths, the rate in thousandths of a percent. `id` 0: to be created."""

    id: int
    sku: str
    decimals: int
    kind: str
    price: int
    tax_rate: int
    cost: int


class Buyer(NamedTuple):
    """A customer. `id` 0: to be created."""

    id: int
    number: str
    priority: int


@dataclass(slots=True)
class Known:
    """`mark` differs when any of it changed since."""

    mark: tuple[int, ...]
    main_location: int
    products: dict[str, Item] = field(default_factory=dict)
    sku_by_key: dict[str, str] = field(default_factory=dict)
    customers: dict[str, Buyer] = field(default_factory=dict)
    # Numbers of the customers that go by a name (its key).
    numbers_by_name: dict[str, list[str]] = field(default_factory=dict)
    suppliers: dict[str, int] = field(default_factory=dict)
    locations: dict[str, int] = field(default_factory=dict)
    resources: dict[str, int] = field(default_factory=dict)


def mark_of(session: Session) -> tuple[int, ...]:
    """Equal as long as nobody adds to what files name."""
    tables = ("products", "customers", "suppliers", "locations", "resources")
    counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
    return tuple(fetch_one(session, f"SELECT {counts}") or ())


def read_known(session: Session) -> Known:
    """All of it, as this transaction sees it."""
    known = Known(mark_of(session), 0)
    sql = "SELECT id, sku, decimals, kind, price, tax_rate, cost, sku_key FROM products"
    for *item, key in fetch(session, sql):
        known.products[item[1]] = Item._make(item)
        known.sku_by_key[key] = item[1]
    for *buyer, key in fetch(session, "SELECT id, number, priority, name_key FROM customers"):
        known.customers[buyer[1]] = Buyer._make(buyer)
        known.numbers_by_name.setdefault(key, []).append(buyer[1])
    known.suppliers = _ids_by_name(session, "suppliers")
    known.locations = _ids_by_name(session, "locations")
    known.resources = _ids_by_name(session, "resources")
    known.main_location = min(known.locations.values(), default=0)
    return known


def _ids_by_name(session: Session, table: str) -> dict[str, int]:
    return {key: row_id for row_id, key in fetch(session, f"SELECT id, name_key FROM {table}")}
