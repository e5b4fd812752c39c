"""The big shop with what stands around its queue, so that no page of the window is empty."""

import sqlite3
from contextlib import closing
from pathlib import Path

from app.settings import change_settings
from app.shop import open_shop
from tests.bench.big_shop import TODAY, build, numbered

SUPPLIERS = 2_000
PURCHASES = 20_000
LINES_OF_PURCHASE = 5
RESOURCES = 20
POOLS_OF_RESOURCE = 100
"""One product of so many is made by a resource."""
_TODAY = TODAY.toordinal()
_MONDAY = _TODAY - (_TODAY - 1) % 7
_MOMENT = 1_700_000_000_000_000
"""Microseconds since 1970."""


def build_whole(path: Path, lines: int) -> None:
    """As `build`, with suppliers, purchases, who gets what, resources, and a past as long as the queue."""
    build(path, lines)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-262144", "BEGIN"):
            connection.execute(statement)
        pools = connection.execute("SELECT max(id) FROM stock_levels").fetchone()[0]
        for statement in (*_purchases(pools), *_resources(), *_pegs(pools), *_past(lines)):
            connection.execute(statement)
        connection.execute("COMMIT")
    with closing(open_shop(path)) as shop:
        # The window would begin the day first, whose settling is another figure's.
        shop.write(change_settings, settled_on=shop.clock().date().isoformat())


def _purchases(pools: int) -> list[str]:
    return [
        numbered(
            "suppliers (name, name_key, lead_days) AS"
            " SELECT 'Supplier ' || i, 'supplier ' || i, i % 30 FROM n",
            SUPPLIERS,
        ),
        numbered(
            "purchases (number, state, supplier_id, location_id, ordered_on, currency) AS SELECT 'P-' || i,"
            f" 'confirmed', i % {SUPPLIERS} + 1, 1, {_TODAY} - i % 90, 'EUR' FROM n",
            PURCHASES,
        ),
        numbered(
            "purchase_lines (purchase_id, position, product_id, pool_id, ordered, cost, state, eta,"
            f" first_eta) AS SELECT i % {PURCHASES} + 1, i / {PURCHASES} + 1,"
            f" i % {pools} + 1, i % {pools} + 1,"
            f" 1000 * (i % 40 + 1), 50000, 'confirmed', {_TODAY} - 10 + i * 17 % 70, {_TODAY} - 10 + i % 60"
            " FROM n",
            PURCHASES * LINES_OF_PURCHASE,
        ),
    ]


def _resources() -> list[str]:
    return [
        numbered(
            "resources (name, name_key, unit) AS SELECT 'Bench ' || i, 'bench ' || i, 'h' FROM n", RESOURCES
        ),
        f"INSERT INTO resource_weeks (resource_id, monday, per_week) SELECT id, {_MONDAY - 70}, 40000"
        " FROM resources",
        "INSERT INTO resource_blocks (resource_id, first_day, last_day, note)"
        f" SELECT id, {_MONDAY + 14}, {_MONDAY + 18}, 'Holiday' FROM resources",
        f"UPDATE products SET kind = 'made', resource_id = id / {POOLS_OF_RESOURCE} % {RESOURCES} + 1"
        f" WHERE id % {POOLS_OF_RESOURCE} = 0",
    ]


def _pegs(pools: int) -> list[str]:
    """Every line with a date gets its goods from a purchase of its pool, or from a week of its resource."""
    of_pool = PURCHASES * LINES_OF_PURCHASE // pools
    return [
        "INSERT INTO pegs (pool_id, order_line_id, purchase_line_id, quantity, comes_on)"
        f" SELECT pool_id, id, pool_id - 1 + {pools} * (id % {of_pool}), backordered, expected_on"
        f" FROM order_lines WHERE expected_on IS NOT NULL AND pool_id BETWEEN 2 AND {pools - 1}"
        f" AND pool_id % {POOLS_OF_RESOURCE} <> 0",
        "INSERT INTO pegs (pool_id, order_line_id, resource_id, week, quantity, comes_on)"
        f" SELECT l.pool_id, l.id, p.resource_id, {_MONDAY} + 7 * (l.id % 20), l.backordered, l.expected_on"
        " FROM order_lines l JOIN products p ON p.id = l.product_id"
        " WHERE l.expected_on IS NOT NULL AND p.resource_id IS NOT NULL",
    ]


def _past(lines: int) -> list[str]:
    return [
        numbered(
            "history (at, action_id, who, kind, pool_id, order_line_id, quantity, old_day, new_day) AS SELECT"
            f" {_MOMENT} + 1000000 * i, 'action ' || i / 10, 'Anna',"
            " CASE i % 3 WHEN 0 THEN 'ordered' WHEN 1 THEN 'expected' ELSE 'promised' END,"
            f" (SELECT pool_id FROM order_lines WHERE id = i), i, 1000, {_TODAY}, {_TODAY} + i % 30 FROM n",
            lines,
        )
    ]
