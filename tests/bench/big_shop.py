"""A shop with as many waiting lines as asked for, written by INSERT … SELECT within seconds."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from app.shop import create_shop

TODAY = date(2026, 11, 23)
_TODAY = TODAY.toordinal()

# Quarter and third primes scatter values without a random generator, so that every run builds the same shop.
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {most})"


def build(path: Path, lines: int, *, lines_of_order: int = 4, lines_of_pool: int = 500) -> None:
    """Create the shop file: customers, products, orders and lines, all open and all waiting."""
    create_shop(path).close()
    orders = max(1, lines // lines_of_order)
    pools = max(1, lines // lines_of_pool)
    customers = max(1, orders // 10)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-262144", "BEGIN"):
            connection.execute(statement)
        for statement in _statements(lines, orders, pools, customers):
            connection.execute(statement)
        connection.execute("COMMIT")


def numbered(insert: str, most: int) -> str:
    """`table (columns) AS SELECT … FROM n` for each i of n up to `most`."""
    table, select = insert.split(" AS ", 1)
    return f"INSERT INTO {table} {_NUMBERS.format(most=most)} {select}"


def _statements(lines: int, orders: int, pools: int, customers: int) -> list[str]:
    return [
        numbered(
            "customers (number, name, name_key, priority) AS SELECT 'C-' || i,"
            " 'Customer ' || (i * 79 % 99991),"
            " 'customer ' || (i * 79 % 99991), i % 20 = 0 FROM n",
            customers,
        ),
        numbered(
            "products (sku, sku_key, name, name_key, price) AS SELECT 'SKU-' || i, 'sku-' || i,"
            " 'Product ' || (i * 79 % 99991), 'product ' || (i * 79 % 99991), 10000 * (i % 90 + 10) FROM n",
            pools,
        ),
        numbered(
            "stock_levels (product_id, location_id, incoming, backordered) AS SELECT i, 1, 40000, 0 FROM n",
            pools,
        ),
        numbered(
            "orders (number, state, customer_id, location_id, ordered_on, currency, created_at) AS"
            f" SELECT 'O-' || i, 'open', i * 7919 % {customers} + 1, 1, {_TODAY} - i * 31 % 120, 'EUR', 0"
            " FROM n",
            orders,
        ),
        numbered(
            "order_lines (order_id, position, product_id, pool_id, price, ordered, demanded, state,"
            " hand_rank, precedence, due, ordered_on, on_hold, waiting, expected_on, estimate_days,"
            " promised_on, first_promised_on, reason, reason_facts) AS"
            f" SELECT i % {orders} + 1, i / {orders} + 1, i * 7919 % {pools} + 1, i * 7919 % {pools} + 1,"
            " 10000 * (i % 90 + 10), 1000 * (i % 9 + 1), 1000 * (i % 9 + 1), 'open', 1000000000,"
            f" -(i % 50 = 0), ({_TODAY} - i * 31 % 120) * 1440, {_TODAY} - i * 31 % 120, i % 400 = 0, 1,"
            f" CASE WHEN i % 3 = 0 OR i % 400 = 0 THEN NULL ELSE {_TODAY} + i * 17 % 60 END,"
            f" CASE WHEN i % 3 = 0 THEN 21 END, {_TODAY} + i * 13 % 60, {_TODAY} + i * 13 % 60,"
            " CASE WHEN i % 400 = 0 THEN 'on_hold' WHEN i % 3 = 0 THEN 'not_purchased' ELSE 'brings' END,"
            " CASE WHEN i % 400 = 0 THEN '{}' WHEN i % 3 = 0 THEN json_object('days', 21, 'supplier', 'Acme')"
            f" ELSE json_object('of', 1000, 'on', {_TODAY} + i * 17 % 60, 'quantity', 1000,"
            " 'supply', 'P-118') END FROM n",
            lines,
        ),
        "UPDATE stock_levels SET backordered ="
        " (SELECT sum(backordered) FROM order_lines WHERE pool_id = stock_levels.id)",
    ]
