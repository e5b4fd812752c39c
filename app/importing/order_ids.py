"""Everything that imported orders name, found in the shop or made: products, customers, places, pools."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from app.importing.order_goods import Goods
from app.importing.order_rows import Line, NewBuyer, OrderRows
from app.importing.storing import location_ids, pool_ids
from app.importing.things import Thing
from app.names import key_of
from db.bulk import insert_rows, next_ids

_PRODUCT_COLUMNS = "id, sku, sku_key, name, name_key, decimals, price"
_CUSTOMER_COLUMNS = "id, number, name, name_key, street, postcode, city, region, country"


@dataclass(slots=True)
class Ids:
    """Orders and customers by the order's place; lines and pools in step with the lines of the file."""

    products: dict[str, int] = field(default_factory=dict)
    locations: dict[str, int] = field(default_factory=dict)
    # (customer, his priority).
    customers: dict[int, tuple[int | None, int]] = field(default_factory=dict)
    orders: dict[int, int] = field(default_factory=dict)
    lines: Sequence[int] = ()
    pools: list[int] = field(default_factory=list)
    created: dict[str, int] = field(default_factory=dict)
    """How many of each thing had to be made."""


def make_ids(session: Session, rows: OrderRows, goods: Goods, orders: Sequence[int]) -> Ids:
    """Ids of all, in the write that inserts the orders."""
    ids = Ids()
    ids.products, ids.created[Thing.PRODUCTS] = _products(session, rows, goods)
    ids.customers, ids.created[Thing.CUSTOMERS] = _customers(session, rows, orders)
    names = {rows.heads[order].location for order in orders}
    names.update(line.rest.line_location for line in rows.lines)
    ids.locations, ids.created[Thing.LOCATIONS] = location_ids(session, names)
    pairs = [(ids.products[line.sku], ids.locations[_place(rows, line)]) for line in rows.lines]
    pools = pool_ids(session, set(pairs))
    ids.pools = [pools[pair] for pair in pairs]
    ids.orders = dict(zip(orders, next_ids(session, "orders", len(orders)), strict=True))
    ids.lines = next_ids(session, "order_lines", len(rows.lines))
    return ids


def _place(rows: OrderRows, line: Line) -> str:
    return line.rest.line_location or rows.heads[line.order].location


def _products(session: Session, rows: OrderRows, goods: Goods) -> tuple[dict[str, int], int]:
    named = {line.sku for line in rows.lines}
    fresh = [use for use in goods.created if use.sku in named]
    ids = dict(zip((use.sku for use in fresh), next_ids(session, "products", len(fresh)), strict=True))
    insert_rows(
        session,
        "products",
        _PRODUCT_COLUMNS,
        (
            (ids[use.sku], use.sku, key_of(use.sku), use.name, key_of(use.name), use.decimals, use.price)
            for use in fresh
        ),
    )
    ids.update((sku, rows.source.known.products[sku].id) for sku in named - ids.keys())
    return ids, len(fresh)


def _customers(
    session: Session, rows: OrderRows, orders: Sequence[int]
) -> tuple[dict[int, tuple[int | None, int]], int]:
    buyers = {order: rows.buyers[order] for order in orders}
    fresh = list({id(buyer): buyer for buyer in buyers.values() if isinstance(buyer, NewBuyer)}.values())
    made = dict(zip(map(id, fresh), next_ids(session, "customers", len(fresh)), strict=True))
    taken = {*rows.source.known.customers, *(buyer.number for buyer in fresh)}
    insert_rows(session, "customers", _CUSTOMER_COLUMNS, _customer_rows(fresh, made, taken))
    found: dict[int, tuple[int | None, int]] = {}
    for order, buyer in buyers.items():
        if isinstance(buyer, NewBuyer):
            found[order] = made[id(buyer)], 0
        else:
            found[order] = (buyer.id, buyer.priority) if buyer else (None, 0)
    return found, len(fresh)


def _customer_rows(
    fresh: Sequence[NewBuyer], made: dict[int, int], taken: set[str]
) -> Iterator[tuple[Any, ...]]:
    for buyer in fresh:
        row_id, head = made[id(buyer)], buyer.head
        yield (
            row_id,
            buyer.number or _free_number(row_id + 1000, taken),
            buyer.name,
            key_of(buyer.name),
            head.delivery_street,
            head.delivery_postcode,
            head.delivery_city,
            head.delivery_region,
            head.delivery_country,
        )


def _free_number(start: int, taken: set[str]) -> str:
    while f"C-{start}" in taken:
        start += 1
    taken.add(f"C-{start}")
    return f"C-{start}"
