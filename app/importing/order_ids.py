"""Everything that imported orders name, found in the shop or made: products, customers, places, pools."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

from sqlalchemy.orm import Session

from app.importing.order_columns import counts
from app.importing.order_goods import Goods
from app.importing.order_parts import Parts
from app.importing.order_rows import OrderRows
from app.importing.runs import put_aside, run_of
from app.importing.storing import location_ids, pool_ids
from app.importing.things import Thing
from app.language import tr
from app.names import key_of
from app.progress import Progress
from db.bulk import insert_rows, next_ids
from db.rows import run_many

_PRODUCT_COLUMNS = "id, sku, sku_key, name, name_key, decimals, price, barcode"
_CUSTOMER_COLUMNS = "id, number, name, name_key, street, postcode, city, region, country, email, phone"


@dataclass(slots=True)
class Ids:
    """`orders` by the order's place (0: it is not taken), `customers` (0: nobody) and their `priorities` by
    that of who ordered.

    Products go by the place of their code; lines and pools in step with the lines of the file.
    """

    products: list[int] = field(default_factory=list)
    locations: dict[str, int] = field(default_factory=dict)
    customers: "array[int]" = field(default_factory=lambda: array("q"))
    priorities: "array[int]" = field(default_factory=lambda: array("i"))
    # By the place among those to create; 0 where no order that is taken is theirs.
    new_customers: "array[int]" = field(default_factory=lambda: array("q"))
    orders: "array[int]" = field(default_factory=lambda: array("q"))
    lines: Sequence[int] = ()
    pools: "array[int]" = field(default_factory=lambda: array("q"))
    created: dict[str, int] = field(default_factory=dict)
    """How many of each thing had to be made."""


def make_ids(session: Session, rows: OrderRows, goods: Goods, parts: Parts, progress: Progress) -> Ids:
    """Ids of all, in the write that inserts the orders."""
    ids = Ids()
    places = array("i", parts.orders())
    ids.products, ids.created[Thing.PRODUCTS] = _products(session, rows, goods)
    ids.created[Thing.CUSTOMERS] = _make_customers(session, rows, ids, places, progress)
    ids.locations, ids.created[Thing.LOCATIONS] = location_ids(session, _place_names(rows, places, progress))
    ids.pools = _pools(session, rows, ids, progress)
    ids.orders = counts(len(rows.numbers))
    for order, row_id in zip(places, made(session, "orders", len(places)), strict=True):
        ids.orders[order] = row_id
    ids.lines = made(session, "order_lines", len(rows.lines))
    return ids


def made(session: Session, table: str, count: int) -> Sequence[int]:
    """Ids of rows to be, which the run of the import remembers."""
    ids = next_ids(session, table, count)
    run_of(session).made(table, ids)
    return ids


def _place_names(rows: OrderRows, orders: Sequence[int], progress: Progress) -> set[str]:
    names, stage = {""}, tr("Storing {file}", file=rows.source.file)
    if rows.source.table.has("location"):
        names.update(rows.heads[order].location for order in progress.over(orders, stage))
    if rows.source.table.has("line_location"):
        names.update(rows.rests[rest].line_location for rest in progress.over(rows.lines.rest, stage))
    return names


def _pools(session: Session, rows: OrderRows, ids: Ids, progress: Progress) -> "array[int]":
    """A pool per line; products and places are few, lines are not."""
    lines, rests, main = rows.lines, rows.rests.at, ids.locations[""]
    stage = tr("Storing {file}", file=rows.source.file)
    at = array("q", [main]) * len(rows.numbers)
    if rows.source.table.has("location"):
        at = array("q", (ids.locations.get(head.location, main) for head in progress.over(rows.heads, stage)))
    has_own = rows.source.table.has("line_location")

    def pairs() -> Iterator[tuple[int, int]]:
        for use, order, rest in zip(lines.use, progress.over(lines.order, stage), lines.rest, strict=True):
            own = rests[rest].line_location if has_own else ""
            yield ids.products[use], ids.locations[own] if own else at[order]

    pools = pool_ids(session, set(pairs()))
    return array("q", (pools[pair] for pair in pairs()))


def _products(session: Session, rows: OrderRows, goods: Goods) -> tuple[list[int], int]:
    named = set(rows.lines.use)
    fresh = [use for use in goods.created if use.place in named]
    ids = dict(zip((use.place for use in fresh), made(session, "products", len(fresh)), strict=True))
    insert_rows(
        session,
        "products",
        _PRODUCT_COLUMNS,
        (
            (
                ids[use.place],
                use.sku,
                key_of(use.sku),
                use.name,
                key_of(use.name),
                use.decimals,
                use.price,
                use.barcode,
            )
            for use in fresh
        ),
    )
    known = rows.source.known.products
    for place in named - ids.keys():
        ids[place] = known[goods.by_place[place].sku].id
    _wake(session, "products", ids.values())
    return [ids.get(use.place, 0) for use in goods.by_place], len(fresh)


def _wake(session: Session, table: str, ids: Iterable[int]) -> None:
    """What only an import that was taken back put aside is wanted again."""
    asleep = sorted(put_aside(session, table).intersection(ids))
    for row_id in asleep:
        run_of(session).altered(table, row_id, {"active": 0}, {"active": 1})
    run_many(session, f"UPDATE {table} SET active = 1 WHERE id = ?", [(row_id,) for row_id in asleep])


def _make_customers(
    session: Session, rows: OrderRows, ids: Ids, orders: Sequence[int], progress: Progress
) -> int:
    """How many there were not."""
    buyers, known = rows.buyers, rows.source.known.customers
    stage = tr("Storing {file}", file=rows.source.file)
    named, wanted = bytearray(len(rows.named)), bytearray(len(buyers))
    for order in orders:
        named[rows.buyer_of[order]] = 1
    for name in compress(range(len(named)), named):
        place = buyers.new_at(name)
        if place is not None:
            wanted[place] = 1
    fresh = array("i", compress(range(len(buyers)), wanted))
    ids.new_customers = counts(len(buyers))
    for place, row_id in zip(fresh, made(session, "customers", len(fresh)), strict=True):
        ids.new_customers[place] = row_id
    watched = progress.over(fresh, stage)
    insert_rows(session, "customers", _CUSTOMER_COLUMNS, _customer_rows(rows, watched, ids.new_customers))
    for name in progress.over(range(len(named)), stage):
        place, buyer = buyers.new_at(name), buyers.known_at(name)
        # By number: one that an earlier file makes in this write has its id only now.
        row_id = known[buyer.number].id if buyer else 0
        ids.customers.append(row_id if place is None else ids.new_customers[place])
        ids.priorities.append(buyer.priority if buyer else 0)
    _wake(session, "customers", compress(ids.customers, named))
    return len(fresh)


def _customer_rows(rows: OrderRows, fresh: Iterable[int], ids: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    for place in fresh:
        buyer = rows.buyers.new(place)
        head = rows.heads[buyer.order]
        yield (
            ids[place],
            buyer.number,
            buyer.name,
            key_of(buyer.name),
            head.delivery_street,
            head.delivery_postcode,
            head.delivery_city,
            head.delivery_region,
            head.delivery_country,
            head.customer_email,
            head.customer_phone,
        )
