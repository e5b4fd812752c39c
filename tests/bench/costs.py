"""The cost report of a shop in which every line was late, against the bare SQL that adds it up."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from app.lists.costs import By, cost_report
from app.shop import clock_at, open_shop
from tests.bench.big_shop import TODAY, build
from tests.bench.measuring import Figure, turn_about

MOST = 2
ROUNDS = 5
_TODAY = TODAY.toordinal()
PERIOD = (_TODAY - 364, _TODAY)
# What the same answer takes at least, by what it has a row for.
RAW = {
    By.PRODUCT: (
        "SELECT l.product_id, p.name, e.kind, sum(e.amount) FROM cost_entries e"
        " JOIN order_lines l ON l.id = e.order_line_id JOIN products p ON p.id = l.product_id"
        " WHERE e.cost_on BETWEEN ? AND ? GROUP BY 1, 3"
    ),
    By.CAUSE: "SELECT cause, kind, sum(amount) FROM cost_entries WHERE cost_on BETWEEN ? AND ? GROUP BY 1, 2",
    By.MONTH: (
        "SELECT cost_on, kind, sum(amount) FROM cost_entries WHERE cost_on BETWEEN ? AND ? GROUP BY 1, 2"
    ),
}


def measure(scale: int = 1_000_000) -> Iterator[Figure]:
    """CPU seconds of each report against its SQL on a bare connection."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "big.desk"
        build(path, scale)
        with closing(sqlite3.connect(path, isolation_level=None)) as bare:
            for statement in ("PRAGMA synchronous=OFF", "BEGIN", *_costs(), "COMMIT"):
                bare.execute(statement)
            with closing(open_shop(path, clock=clock_at(TODAY))) as shop:
                for by, sql in RAW.items():
                    yield turn_about(
                        f"Costs of {scale:,} lines by {by}",
                        lambda by=by: shop.read(cost_report, by, *PERIOD),  # type: ignore[misc]
                        lambda sql=sql: bare.execute(sql, PERIOD).fetchall(),  # type: ignore[misc]
                        rounds=ROUNDS,
                        at_most=MOST,
                    )


def _costs() -> tuple[str, ...]:
    """An entry for each line, a lost sale for each tenth and a cancellation for each twentieth."""
    return (
        "INSERT INTO cost_entries (order_line_id, kind, amount, computed, cost_on, cause) SELECT id,"
        " CASE id % 3 WHEN 0 THEN 'freight' WHEN 1 THEN 'handling' ELSE 'storage' END, id % 900 + 1, 1,"
        f" {_TODAY} - id % 500, CASE id % 4 WHEN 0 THEN 'customs' WHEN 1 THEN 'transport' ELSE '' END"
        " FROM order_lines",
        "INSERT INTO unmet_demand (product_id, quantity, asked_on, margin) SELECT product_id, 1000,"
        f" {_TODAY} - id % 500, 250 FROM order_lines WHERE id % 10 = 0",
        "INSERT INTO cancellations (order_line_id, quantity, cancelled_on, margin, cause) SELECT id, 1000,"
        f" {_TODAY} - id % 500, 250, 'customs' FROM order_lines WHERE id % 20 = 0",
    )
