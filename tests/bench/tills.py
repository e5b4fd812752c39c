"""Two and eight processes enter 250 orders each for the same stock, on SQLite and on a named server."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from app.shop import create_shop
from tests.bench.measuring import Figure
from tests.concurrency.tills import Sold, enter_orders, furnish, sell_at_once
from tests.databases import SERVER_VARIABLE, Server

ORDERS = 250


@contextmanager
def _file() -> Iterator[str]:
    with TemporaryDirectory() as folder:
        yield str(Path(folder) / "shop.desk")


@contextmanager
def _server() -> Iterator[str]:
    server = Server(os.environ[SERVER_VARIABLE])
    with server.database() as name:
        yield server.url_of(name)


def measure(scale: int) -> Iterator[Figure]:
    """It ends if not exactly the stock is reserved; a tenth of a second an order is a by-product."""
    places = {"SQLite": _file}
    if os.environ.get(SERVER_VARIABLE):
        places["PostgreSQL"] = _server
    for name, place in places.items():
        for tills in (2, 8):
            with place() as where:
                create_shop(where).close()
                started = perf_counter()
                _sell(where, tills)
                seconds = perf_counter() - started
            demand = tills * ORDERS
            yield Figure(f"{tills} tills, {demand} orders on {name}", seconds, demand * 0.1, at_most=1.0)


def _sell(place: str, tills: int) -> None:
    demand = tills * ORDERS
    stock = demand * 3 // 4
    sold = sell_at_once(place, furnish(place, stock), enter_orders, tills, ORDERS)
    if sold != Sold(stock, stock, stock, demand - stock, demand, (), ()):
        sys.exit(f"{tills} tills: {sold}")
