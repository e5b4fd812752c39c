"""Pages of the queue against raw keyset SQL on the same file: processor time, medians."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from app.lists.backorders import LISTING
from app.lists.listing import PAGE
from app.lists.paging import Sort
from app.shop import Shop, clock_at, open_shop
from tests.bench.big_shop import TODAY, build

RATIO = 2.5
LONGEST_PAGE = 0.1
ROUNDS = 41

Measured = tuple[str, float, float]


def measure(scale: int = 1_000_000) -> list[Measured]:
    """(what, our seconds, the limit's seconds) for a page in every order of a queue of `scale` lines."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "big.desk"
        build(path, scale)
        with closing(open_shop(path, clock=clock_at(TODAY))) as shop, closing(sqlite3.connect(path)) as raw:
            offered = shop.read(LISTING.offered)
            return [
                each for sort in LISTING.sorts if sort.key in offered for each in _compare(shop, raw, sort)
            ]


def _compare(shop: Shop, raw: sqlite3.Connection, sort: Sort) -> list[Measured]:
    """From the middle of the list; raw reads the same columns of the same rows."""
    keys = (*sort.by, "l.id")
    tables = f"FROM order_lines l {LISTING.joins} WHERE l.backordered > 0"
    count = raw.execute("SELECT count(*) FROM order_lines WHERE backordered > 0").fetchone()[0]
    middle = raw.execute(
        f"SELECT {', '.join(keys)} {tables} ORDER BY {', '.join(keys)} LIMIT 1 OFFSET {count // 2}"
    ).fetchone()
    columns = ", ".join(column.sql for column in LISTING.columns)
    sql = (
        f"SELECT {columns} {tables} AND ({', '.join(keys)}) > ({', '.join('?' * len(keys))})"
        f" ORDER BY {', '.join(keys)} LIMIT {PAGE}"
    )
    ours, theirs = _timed(
        lambda: shop.read(LISTING.page, sort=sort.key, after=middle),
        lambda: raw.execute(sql, middle).fetchall(),
    )
    name = f"a page of the queue by {sort.key}, of {count:,} lines"
    return [(f"{name}, against raw SQL", ours, RATIO * theirs), (name, ours, LONGEST_PAGE)]


def _timed(*acts: Callable[[], object]) -> list[float]:
    """Median processor time of each, taken in turns so that what else runs disturbs all alike."""
    taken: list[list[float]] = [[] for _ in acts]
    for _ in range(ROUNDS):
        for act, times in zip(acts, taken, strict=True):
            start = process_time()
            act()
            times.append(process_time() - start)
    return list(map(median, taken))


if __name__ == "__main__":
    for name, ours, limit in measure():
        print(f"{name}: {ours * 1000:.2f} ms, limit {limit * 1000:.2f} ms, {ours / limit:.2f}")
