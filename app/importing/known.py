"""What the shop knows before a file comes in: products, people and places by what files call them."""

from dataclasses import dataclass, field, fields
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.names import key_of
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
    # SKUs of the products with a barcode, numbers of the customers with an e-mail address (its key).
    skus_by_barcode: dict[str, list[str]] = field(default_factory=dict)
    numbers_by_email: dict[str, list[str]] = field(default_factory=dict)
    # What a file of this import calls a product that the shop knew by its barcode.
    same_as: dict[str, str] = field(default_factory=dict)

    def refresh(self, session: Session) -> None:
        """As this transaction sees it now, with the ids of what an earlier part of the import made."""
        fresh = read_known(session)
        fresh.same_as = self.same_as
        for each in fields(self):
            setattr(self, each.name, getattr(fresh, each.name))

    def foresee_product(self, item: Item, barcode: str = "") -> None:
        """A product that will be made before what follows is stored."""
        if item.sku not in self.products:
            self.products[item.sku] = item
            self.sku_by_key.setdefault(key_of(item.sku), item.sku)
            if barcode:
                self.skus_by_barcode.setdefault(barcode, []).append(item.sku)

    def foresee_customer(self, buyer: Buyer, name: str, email: str) -> None:
        """A customer who will be made before what follows is stored."""
        if buyer.number not in self.customers:
            self.customers[buyer.number] = buyer
            self.numbers_by_name.setdefault(key_of(name), []).append(buyer.number)
            if email:
                self.numbers_by_email.setdefault(key_of(email), []).append(buyer.number)

    def sku_for(self, sku: str, barcode: str = "") -> str:
        """The shop's SKU of what a file calls so: by SKU, else by the barcode that only one has."""
        if sku in self.products:
            return sku
        same = self.skus_by_barcode.get(barcode, ()) if barcode else ()
        return self.same_as.get(sku, "") or (same[0] if len(same) == 1 else sku or barcode)


def mark_of(session: Session) -> tuple[int, ...]:
    """Equal as long as nobody adds to what files name."""
    tables = ("products", "customers", "suppliers", "locations", "resources")
    counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
    return tuple(fetch_one(session, f"SELECT {counts}") or ())


def read_known(session: Session) -> Known:
    """All of it, as this transaction sees it."""
    known = Known(mark_of(session), 0)
    sql = "SELECT id, sku, decimals, kind, price, tax_rate, cost, sku_key, barcode FROM products"
    for *item, key, barcode in fetch(session, sql):
        known.products[item[1]] = Item._make(item)
        known.sku_by_key[key] = item[1]
        if barcode:
            known.skus_by_barcode.setdefault(barcode, []).append(item[1])
    for *buyer, key, email in fetch(session, "SELECT id, number, priority, name_key, email FROM customers"):
        known.customers[buyer[1]] = Buyer._make(buyer)
        known.numbers_by_name.setdefault(key, []).append(buyer[1])
        if email:
            known.numbers_by_email.setdefault(key_of(email), []).append(buyer[1])
    known.suppliers = _ids_by_name(session, "suppliers")
    known.locations = _ids_by_name(session, "locations")
    known.resources = _ids_by_name(session, "resources")
    known.main_location = min(known.locations.values(), default=0)
    return known


def _ids_by_name(session: Session, table: str) -> dict[str, int]:
    return {key: row_id for row_id, key in fetch(session, f"SELECT id, name_key FROM {table}")}
