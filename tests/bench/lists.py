"""A page of the queue in every order it offers, against raw keyset SQL on the same file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from app.lists.backorders import LISTING
from app.lists.listing import PAGE
from app.lists.paging import Position, Sort
from app.shop import clock_at, open_shop
from tests.bench.big_shop import TODAY, build
from tests.bench.measuring import Figure, turn_about

RATIO = 2.5
LONGEST_PAGE = 0.1
ROUNDS = 41

_TABLES = f"FROM order_lines l {LISTING.joins} WHERE l.backordered > 0"


def measure(scale: int = 1_000_000) -> Iterator[Figure]:
    """Two figures an order, each from the middle of `scale` waiting lines: the ratio, and the page alone."""
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
    return (
        f"SELECT {LISTING.source.columns} {_TABLES} AND ({_keys(sort)}) > ({marks})"
        f" ORDER BY {_keys(sort)} LIMIT {PAGE}"
    )
