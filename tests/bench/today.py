"""Opening Today on a shop of which much is late: every kind of row, thousands of each."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from app.lists.today import things_to_do
from app.lists.today_aside import aside
from app.lists.today_tasks import TaskKind
from app.shop import clock_at, open_shop
from db.rows import Reader
from tests.bench.big_shop import TODAY, build, numbered
from tests.bench.measuring import Figure, cpu

LONGEST = 0.1
ROUNDS = 21
_TODAY = TODAY.toordinal()


def measure(scale: int = 1_000_000) -> Iterator[Figure]:
    """CPU seconds against a tenth of a second."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "big.desk"
        build(path, scale)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in ("PRAGMA synchronous=OFF", "BEGIN", *_trouble(scale), "COMMIT"):
                connection.execute(statement)
        with closing(open_shop(path, clock=clock_at(TODAY))) as shop:
            found = {pile.kind for pile in shop.read(things_to_do)}
            if found != set(TaskKind):
                raise AssertionError(f"Nothing to show of {sorted(set(TaskKind) - found)}")
            taken = median(cpu(lambda: shop.read(_all_of_it)) for _ in range(ROUNDS))
        yield Figure(f"Today, of {scale:,} lines", taken, LONGEST, at_most=1)


def _all_of_it(session: Reader) -> object:
    """What the page reads, where nothing of it is kept from an earlier read."""
    return things_to_do(session), aside(session)


def _trouble(lines: int) -> tuple[str, ...]:
    """A notice for each line that slipped, and for each hundredth line something of every other kind."""
    some = lines // 100
    return (
        "INSERT INTO notices (kind, customer_id, order_id, order_line_id, old_on, new_on, quantity, due_on,"
        " due_by) SELECT CASE WHEN l.expected_on IS NULL THEN 'date_gone' ELSE 'delay' END, o.customer_id,"
        f" l.order_id, l.id, l.promised_on, l.expected_on, l.open, {_TODAY}, l.promised_on"
        " FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE l.slip_key > 0",
        numbered(
            "notices (kind, state, customer_id, order_id, amount, due_on, due_by, pending) AS SELECT"
            f" 'refund', 'sent', 1, i, 1000, {_TODAY} - 9, {_TODAY} + i % 9, 1 FROM n",
            some,
        ),
        numbered(
            "notices (kind, state, customer_id, order_id, quantity, due_on, due_by, pending) AS SELECT"
            f" 'arrived', 'sent', 1, i, 1000, {_TODAY} - 20, {_TODAY} - i % 9, 1 FROM n",
            some,
        ),
        numbered(
            "payments (order_id, amount, paid_on) AS SELECT i, 100000000, 1 FROM n",
            some,
        ),
        numbered(
            "letters (code, customer_id, sent_at, sent_on, pdf) AS SELECT 'L' || i, 1, 0, 1, x'00' FROM n",
            some,
        ),
        numbered(
            "consents (order_line_id, letter_id, state, silence, consent_by) AS SELECT i, i, 'awaited',"
            f" CASE i % 2 WHEN 0 THEN 'cancel' ELSE 'ask' END, {_TODAY} - 4 + i % 9 FROM n",
            some,
        ),
        numbered(
            "mails (letter_id, message_id, state, created_at) AS SELECT i, '<' || i || '@x>', 'refused', 0"
            " FROM n",
            some,
        ),
        numbered(
            f"shipments (number, order_id, shipped_on) AS SELECT 'S' || i, i, {_TODAY} - i % 90 FROM n",
            some,
        ),
        numbered(
            "shipment_lines (shipment_id, order_line_id, quantity) AS SELECT (SELECT min(id) FROM shipments)"
            " + i - 1, i, 1000 FROM n",
            some,
        ),
        f"UPDATE order_lines SET supply_cancelled = 1 WHERE id % {max(2, lines // 5_000)} = 1",
        "UPDATE order_lines SET ship_complete = 1, reserved = 1000, waiting = 1"
        " WHERE id % 300 = 2 AND ordered > 1000",
        f"UPDATE orders SET on_hold = 1, held_since = {_TODAY} - id % 90, hold_reason = 'new kitchen'"
        " WHERE id % 100 = 7",
        "INSERT INTO purchases (id, number, state, location_id, ordered_on) SELECT i, 'P-' || i, 'confirmed',"
        f" 1, 1 FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {some})"
        " SELECT i FROM n)",
        "INSERT INTO purchase_lines (purchase_id, product_id, pool_id, ordered, state, eta)"
        f" SELECT u.id, s.product_id, s.id, 40000, 'confirmed', {_TODAY} - 1 - u.id % 30"
        " FROM purchases u JOIN stock_levels s ON s.id = u.id % (SELECT count(*) FROM stock_levels) + 1",
        "INSERT INTO pegs (pool_id, order_line_id, purchase_line_id, quantity) SELECT l.pool_id,"
        " (SELECT o.id FROM order_lines o WHERE o.pool_id = l.pool_id LIMIT 1), l.id, 1000"
        " FROM purchase_lines l",
    )
