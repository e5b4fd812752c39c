"""Bringing orders in: against typed csv parsing by hand and a raw insert of the same rows; another program's
file against the same orders in our own; and what of memory it takes."""

import csv
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from app.file_formats import foreign_formats
from app.file_formats.layout import Layout
from app.importing import storing_orders
from app.importing.bringing_in import import_file
from app.importing.options import ImportOptions
from app.importing.storing import settle_pools
from app.shop import clock_at, create_shop, open_shop
from tests.bench import platform_orders, shopify_orders
from tests.bench.measuring import Figure, cpu

TODAY = date(2026, 11, 23)
ROUNDS = 3
HEADERS = ("order", "ordered_on", "customer", "sku", "text", "quantity", "price", "tax_rate")
MOST_MEGABYTES = 400.0
FOREIGN = {
    "shopify-orders": shopify_orders.write_file,
    "etsy-orders": platform_orders.write_etsy,
    "taobao-orders": platform_orders.write_taobao,
    "pinduoduo-orders": platform_orders.write_pinduoduo,
}
# Of all but the first: what a row costs does not hang on their number.
FOREIGN_LINES = 10_000
TABLES = ("customers", "products", "stock_levels", "orders", "order_lines", "history")


def write_file(path: Path, lines: int) -> None:
    """Orders of four lines over two thousand products, a tenth as many customers as orders."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for line in range(lines):
            order, product = line // 4, line * 7919 % 2_000
            writer.writerow(
                (
                    f"A-{order}",
                    TODAY - timedelta(order * 31 % 120),
                    f"C-{order * 7919 % max(1, lines // 40)}",
                    f"SKU-{product:05}",
                    f"Product number {product}",
                    line % 9 + 1,
                    f"{product % 90 + 10}.{product % 10}0",
                    19,
                )
            )


def read_by_hand(path: Path) -> list[tuple[Any, ...]]:
    """What a program for this one file would do, and nothing beyond."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return [
            (
                order,
                date.fromisoformat(day),
                customer,
                sku,
                text,
                Decimal(quantity),
                Decimal(price),
                Decimal(tax),
            )
            for order, day, customer, sku, text, quantity, price, tax in rows
        ]


def written_rows(path: Path) -> dict[str, tuple[str, list[tuple[Any, ...]]]]:
    """The statement and the rows of every table that the import filled."""
    with closing(sqlite3.connect(path)) as connection:
        found = {}
        for table in TABLES:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_xinfo({table})") if not row[6]]
            rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
            marks = ", ".join("?" * len(columns))
            found[table] = (f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
        return found


def insert_raw(path: Path, tables: dict[str, tuple[str, list[tuple[Any, ...]]]]) -> None:
    """The same rows in one durable transaction."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("foreign_keys = ON", "synchronous = EXTRA", "cache_spill = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN IMMEDIATE")
        for statement, rows in tables.values():
            connection.executemany(statement, rows)
        connection.execute("COMMIT")


def import_orders(folder: Path, lines: int) -> Figure:
    """Read, checked and stored; settling is taken out and named apart."""
    file, empty, work = folder / "orders.csv", folder / "empty.shop", folder / "work.shop"
    write_file(file, lines)
    create_shop(empty, clock=clock_at(TODAY)).close()
    options = ImportOptions(create_products=True, create_customers=True)
    settling: list[float] = []

    def settled_apart(*args: Any, **kwargs: Any) -> Any:
        outcome: list[Any] = []
        settling.append(cpu(lambda: outcome.append(settle_pools(*args, **kwargs))))
        return outcome[0]

    def ours() -> None:
        with open_shop(work, clock=clock_at(TODAY)) as shop:
            import_file(shop, "orders", file, options)

    def limit() -> None:
        read_by_hand(file)
        insert_raw(work, tables)

    # The rows as they are before settling: that is what is compared.
    tables: dict[str, tuple[str, list[tuple[Any, ...]]]] = {}
    shutil.copyfile(empty, work)
    with patch.object(storing_orders, "settle_pools", lambda *args, **kwargs: None):
        ours()
    tables.update(written_rows(work))
    taken: tuple[list[float], list[float]] = ([], [])
    with patch.object(storing_orders, "settle_pools", settled_apart):
        for _ in range(ROUNDS):
            shutil.copyfile(empty, work)
            taken[0].append(cpu(ours) - settling[-1])
            shutil.copyfile(empty, work)
            taken[1].append(cpu(limit))
    name = f"import {lines:,} order lines (settling them apart: {median(settling):.1f} s)"
    return Figure(name, median(taken[0]), median(taken[1]), at_least=0.35)


def import_foreign(folder: Path, lines: int, name: str = "shopify-orders") -> Figure:
    """The same orders as another shop writes them, and as ours would; settling is left out of both."""
    theirs, ours, empty, work = (
        folder / name for name in ("theirs.csv", "ours.csv", "empty.shop", "work.shop")
    )
    FOREIGN[name](theirs, lines)
    _make_over(name, theirs, ours)
    create_shop(empty, clock=clock_at(TODAY)).close()
    options = ImportOptions(create_products=True, create_customers=True)
    taken: dict[str, list[float]] = {name: [], "orders": []}
    with patch.object(storing_orders, "settle_pools", lambda *args, **kwargs: None):
        for _ in range(ROUNDS):
            for kind, file in zip(taken, (theirs, ours), strict=True):
                shutil.copyfile(empty, work)

                def bring(kind: str = kind, file: Path = file) -> None:
                    with open_shop(work, clock=clock_at(TODAY)) as shop:
                        import_file(shop, kind, file, options)

                taken[kind].append(cpu(bring))
    foreign, own = map(median, taken.values())
    return Figure(f"import {lines:,} lines of {name}, against ours", foreign, own, at_least=0.75)


def _make_over(name: str, theirs: Path, ours: Path) -> None:
    form = foreign_formats.BY_NAME[name]
    with (
        theirs.open(encoding="utf-8", newline="") as file,
        ours.open("w", encoding="utf-8", newline="") as out,
    ):
        rows = csv.reader(file)
        (part,) = form.parts(Layout(theirs.name, next(rows), form.columns, {}))
        made = part.rows(enumerate(rows, 2), lambda *refused: None)
        csv.writer(out).writerows([tuple(part.sources), *(cells for _, cells in made)])


class Peak(Figure):
    """Megabytes."""

    def __str__(self) -> str:
        verdict = "ok" if self.holds else "MISSED"
        return f"{verdict:6} {self.name}: {self.ours:.0f} MB (<= {self.limit:.0f})"


def peak_of_import(folder: Path, lines: int) -> Figure:
    """A process of its own imports and settles; its resident memory at the highest."""
    file, place = folder / "orders.csv", folder / "peak.shop"
    write_file(file, lines)
    asked = (sys.executable, "-m", "tests.bench.importing", "--peak", str(file), str(place))
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    return Peak(f"memory peak of importing {lines:,} order lines", float(told), MOST_MEGABYTES, at_most=1.0)


def _import_alone(file: Path, place: Path) -> int:
    """Megabytes at the highest."""
    with create_shop(place, clock=clock_at(TODAY)) as shop:
        import_file(shop, "orders", file, ImportOptions(create_products=True, create_customers=True))
    return highest()


def highest() -> int:
    """Megabytes. Not by getrusage alone: on Linux a program starts with the mark of its starter."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) // 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 * 1024)


def measure(scale: int) -> Iterator[Figure]:
    """`scale` is the number of lines of the largest file."""
    with TemporaryDirectory() as name:
        for lines in (10_000, scale) if scale > 10_000 else (scale,):
            yield import_orders(Path(name), lines)
            _clear(Path(name))
        for measured in (import_foreign, peak_of_import):
            yield measured(Path(name), scale)
            _clear(Path(name))
        for foreign in list(FOREIGN)[1:]:
            yield import_foreign(Path(name), min(scale, FOREIGN_LINES), foreign)
            _clear(Path(name))


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        print(_import_alone(*map(Path, sys.argv[2:])))
        raise SystemExit
    for figure in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000):
        print(figure)
