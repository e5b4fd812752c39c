"""What the shop knows before a file comes in: products, people and places by what files call them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.names import key_of
from db.rows import fetch, is_postgresql, run


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
    """All of it by key; what an earlier part of the same import will make is foreseen."""

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
    # Papers of earlier files of this import: their table, the file's name and their numbers.
    coming: list[tuple[str, str, Sequence[str]]] = field(default_factory=list)

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

    def files_of(self, table: str, numbers: Iterable[str]) -> dict[str, str]:
        """Those of the numbers that an earlier file of this import brings too, with its name."""
        wanted = set(numbers) if any(of == table for of, _, _ in self.coming) else set()
        return {
            number: file
            for of, file, brought in self.coming
            if of == table
            for number in wanted.intersection(brought)
        }

    def sku_for(self, sku: str, barcode: str = "") -> str:
        """The shop's SKU of what a file calls so: by SKU, else by the barcode that only one has."""
        if sku in self.products:
            return sku
        same = self.skus_by_barcode.get(barcode, ()) if barcode else ()
        return self.same_as.get(sku, "") or (same[0] if len(same) == 1 else sku or barcode)


# What a file is read with; other columns are compared when they are written.
_FACTS = {
    "products": "id, sku, decimals, kind, price, tax_rate, cost, sku_key, barcode",
    "customers": "id, number, priority, name_key, email",
    **dict.fromkeys(("suppliers", "locations", "resources"), "id, name_key"),
}


def mark_of(session: Session) -> int:
    """Equal, within one process, as long as nobody adds to what files name, or edits it."""
    mark = 0
    for table in _FACTS:
        for row in _facts(session, table):
            mark = hash((mark, *row))
    return mark


def lock_known(session: Session) -> None:
    """Nobody adds or edits until this write ends; orders may still be entered meanwhile."""
    if is_postgresql(session):
        run(session, f"LOCK TABLE {', '.join(_FACTS)} IN SHARE ROW EXCLUSIVE MODE")


def known_and_mark(session: Session) -> tuple[Known, int]:
    """Of one moment."""
    return read_known(session), mark_of(session)


def read_known(session: Session) -> Known:
    """All of it, as this transaction sees it."""
    known = Known(0)
    for *item, key, barcode in _facts(session, "products"):
        known.products[item[1]] = Item._make(item)
        known.sku_by_key[key] = item[1]
        if barcode:
            known.skus_by_barcode.setdefault(barcode, []).append(item[1])
    for *buyer, key, email in _facts(session, "customers"):
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
    return {key: row_id for row_id, key in _facts(session, table)}


def _facts(session: Session, table: str) -> list[Any]:
    return fetch(session, f"SELECT {_FACTS[table]} FROM {table} ORDER BY id")
