"""A page of the queue in every order it offers, against raw keyset SQL; then in every filter."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from app.lists.backorders import COUNTED_RANK, LISTING
from app.lists.listing import PAGE, ListFilter
from app.lists.paging import Position, Sort
from app.shop import Shop, clock_at, open_shop
from tests.bench.big_shop import TODAY, build
from tests.bench.measuring import Figure, cpu, turn_about

RATIO = 2.5
LONGEST_PAGE = 0.1
ROUNDS = 41
ROUNDS_OF_FILTER = 5

_TABLES = f"FROM order_lines l {LISTING.joins} WHERE l.backordered > 0"


def measure(scale: int = 1_000_000) -> Iterator[Figure]:
    """Two figures an order, each from the middle of `scale` waiting lines: the ratio, and the page alone.

    Then one for each filter in each order: the slowest of its pages at both ends.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "big.desk"
        build(path, scale)
        with closing(open_shop(path, clock=clock_at(TODAY))) as shop, closing(sqlite3.connect(path)) as raw:
            offered = shop.read(LISTING.offered)
            for sort in LISTING.sorts:
                if sort.key not in offered:
                    continue
                middle, sql = _middle(raw, sort), _keyset(sort)
                page = turn_about(
                    f"page of the queue by {sort.key}, of {scale:,} lines",
                    lambda key=sort.key, at=middle: shop.read(LISTING.page, sort=key, after=at),
                    lambda text=sql, at=middle: raw.execute(text, at).fetchall(),
                    rounds=ROUNDS,
                    at_most=RATIO,
                )
                yield page
                yield Figure(f"{page.name}, in a tenth of a second", page.ours, LONGEST_PAGE, at_most=1)
            for narrow in LISTING.filters:
                for sort in LISTING.sorts:
                    if narrow.condition and sort.key in offered:
                        yield _slowest_page(shop, narrow, sort)


def _slowest_page(shop: Shop, narrow: ListFilter, sort: Sort) -> Figure:
    def taken(**where: Any) -> float:
        asked = partial(shop.read, LISTING.page, filter=narrow.key, sort=sort.key, **where)
        return median(cpu(asked) for _ in range(ROUNDS_OF_FILTER))

    first = shop.read(LISTING.page, filter=narrow.key, sort=sort.key)
    last = shop.read(LISTING.page, filter=narrow.key, sort=sort.key, from_end=True)
    slowest = max(
        taken(),
        taken(after=first.last),
        taken(from_end=True),
        taken(before=last.first),
        taken(descending=True),
    )
    name = f"slowest page of the queue in ‘{narrow.key}’ by {sort.key}"
    return Figure(name, slowest, LONGEST_PAGE, at_most=1)


def _keys(sort: Sort) -> str:
    return ", ".join(LISTING.source.keys(sort))


def _middle(raw: sqlite3.Connection, sort: Sort) -> Position:
    count = raw.execute("SELECT count(*) FROM order_lines WHERE backordered > 0").fetchone()[0]
    sql = f"SELECT {_keys(sort)} {_TABLES} ORDER BY {_keys(sort)} LIMIT 1 OFFSET ?"
    position: Position = raw.execute(sql, (count // 2,)).fetchone()
    return position


def _keyset(sort: Sort) -> str:
    """The same columns of the same rows, as one would write it by hand."""
    marks = ", ".join("?" * (len(sort.by) + 1))
    if sort.key == "customer":
        keys = "c.name_key, c.id, o.id, l.id"
        return (
            f"SELECT {LISTING.source.columns}, {COUNTED_RANK}"
            " FROM customers c CROSS JOIN orders o CROSS JOIN order_lines l"
            " JOIN products p ON p.id = l.product_id WHERE o.customer_id = c.id AND l.order_id = o.id"
            f" AND l.backordered > 0 AND ({keys}) > ({marks}) ORDER BY {keys} LIMIT {PAGE}"
        )
    return (
        f"SELECT {LISTING.source.columns} {_TABLES} AND ({_keys(sort)}) > ({marks})"
        f" ORDER BY {_keys(sort)} LIMIT {PAGE}"
    )
