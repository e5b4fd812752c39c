"""Settling a hundred thousand open lines, receiving for five hundred, telling ten thousand of a delay."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import DEFAULT, patch

from app.actions import settling
from app.actions.purchasing import set_eta
from app.actions.receiving import ReceiptDraft, ReceiptLineDraft, receive
from app.actions.settling import settle_everything
from app.shop import Shop, clock_at, create_shop, open_shop
from db.rows import fetch
from tests.bench.measuring import Figure, turn_about

TODAY = date(2026, 11, 23)
DAY = TODAY.toordinal()


def build(path: Path, *, lines: int, pools: int) -> None:
    """A shop with `lines` open lines over `pools` pools, stock for half of them, nothing settled yet."""
    create_shop(path, clock=clock_at(TODAY)).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(
        f"""
        PRAGMA synchronous = OFF;
        BEGIN;
        INSERT INTO suppliers (id, name, name_key, lead_days) VALUES (1, 'Acme', 'acme', 21);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {pools})
        INSERT INTO products (id, sku, sku_key, name, name_key, price)
        SELECT i, 'S' || i, 's' || i, 'Product ' || i, 'product ' || i, 10000 + i FROM n;
        INSERT INTO supplier_products (product_id, supplier_id) SELECT id, 1 FROM products;
        INSERT INTO stock_levels (id, product_id, location_id, on_hand)
        SELECT id, id, 1, {lines // pools} * 1000 FROM products;
        INSERT INTO stock_moves (pool_id, quantity, kind, at)
        SELECT id, on_hand, 'count', 0 FROM stock_levels;
        INSERT INTO customers (id, number, name, name_key) VALUES (1, 'C-1', 'Ines Okafor', 'ines okafor');
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {lines // 4})
        INSERT INTO orders (id, number, state, customer_id, location_id, ordered_on, currency, created_at)
        SELECT i, 'O-' || i, 'open', 1, 1, {DAY} - (i * 7919) % 90, 'EUR', 0 FROM n;
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {lines} - 1)
        INSERT INTO order_lines (id, order_id, position, product_id, pool_id, price, ordered, demanded, state,
          due, ordered_on, promised_on, first_promised_on)
        SELECT i + 1, o.id, i % 4 + 1, i % {pools} + 1, i % {pools} + 1, 10000, 2000, 2000, 'open',
          o.ordered_on * 1440, o.ordered_on, {DAY} + 7, {DAY} + 7
        FROM n JOIN orders o ON o.id = i / 4 + 1;
        UPDATE stock_levels SET backordered = (SELECT sum(backordered) FROM order_lines
          WHERE pool_id = stock_levels.id);
        COMMIT;
        """
    )
    connection.close()


RAW_SETTLE = """
    UPDATE order_lines SET reserved = part.given, waiting = part.given < backordered,
      estimate_days = CASE WHEN part.given < backordered THEN 21 END,
      reason = CASE WHEN part.given < backordered THEN 'not_purchased' ELSE '' END,
      reason_facts = CASE WHEN part.given < backordered THEN '{"days":21,"supplier":"Acme"}' END
    FROM (SELECT l.id, max(0, min(l.backordered, s.available - (sum(l.backordered) OVER (
            PARTITION BY l.pool_id ORDER BY l.hand_rank, l.precedence, l.due, l.ordered_on, l.id
            ROWS UNBOUNDED PRECEDING) - l.backordered))) AS given
          FROM order_lines l JOIN stock_levels s ON s.id = l.pool_id WHERE l.backordered > 0) AS part
    WHERE order_lines.id = part.id
"""
RAW_HISTORY = """
    INSERT INTO history (at, action_id, who, kind, pool_id, order_line_id, quantity)
    SELECT 0, '', '', 'reserved', pool_id, id, reserved FROM order_lines WHERE reserved > 0
"""

# Who was promised a date that nobody knows any more is to hear of it.
RAW_NOTICES = f"""
    INSERT INTO notices (kind, state, customer_id, order_id, order_line_id, old_on, quantity, due_on, due_by,
      action_id)
    SELECT 'date_gone', 'due', o.customer_id, l.order_id, l.id, l.promised_on, l.backordered, {DAY},
      l.promised_on, ''
    FROM order_lines l JOIN orders o ON o.id = l.order_id JOIN customers c ON c.id = o.customer_id
    WHERE l.waiting = 1 AND l.promised_on IS NOT NULL AND l.expected_on IS NULL AND c.notice_channel <> 'none'
"""


def settle_all(folder: Path, *, lines: int, pools: int) -> Figure:
    """All pools at once: reservations, dates, reasons, history and notices."""
    fresh, work = folder / "fresh.shop", folder / "work.shop"
    build(fresh, lines=lines, pools=pools)
    opened: list[Shop] = []

    def before() -> None:
        while opened:
            opened.pop().close()
        shutil.copyfile(fresh, work)

    def ours() -> None:
        shop = open_shop(work, clock=clock_at(TODAY))
        opened.append(shop)
        shop.write(settle_everything)

    def limit() -> None:
        connection = sqlite3.connect(work, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(RAW_SETTLE)
        connection.execute(RAW_HISTORY)
        connection.execute(RAW_NOTICES)
        connection.execute("COMMIT")
        connection.close()

    figure = turn_about(
        f"settle {lines:,} lines in {pools:,} pools", ours, limit, rounds=3, at_most=3.5, before=before
    )
    before()
    return figure


def receive_one(folder: Path, *, waiting: int, others: int) -> Figure:
    """One product that `waiting` lines wait for is received; `others` lines wait for other products."""
    path, work = folder / f"receive-{others}.shop", folder / "work.shop"
    pools = max(1, others // waiting) + 1
    build(path, lines=waiting * pools, pools=pools)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(_bought(waiting))
    connection.close()
    shop = open_shop(path, clock=clock_at(TODAY))
    shop.write(settle_everything)
    statements = _statements(shop)
    shop.close()
    opened: list[Shop] = []

    def before() -> None:
        while opened:
            opened.pop().close()
        shutil.copyfile(path, work)
        shop = open_shop(work, clock=clock_at(TODAY))
        shop.read(lambda session: session.connection())
        opened.append(shop)

    def ours() -> None:
        opened[0].write(receive, ReceiptDraft((ReceiptLineDraft(Decimal(waiting), purchase_line_id=1),)))

    def limit() -> None:
        raw = sqlite3.connect(work, isolation_level=None)
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("PRAGMA synchronous = EXTRA")
        raw.execute("BEGIN IMMEDIATE")
        for sql, parameters, many in statements:
            if many:
                raw.executemany(sql, parameters)
            else:
                raw.execute(sql, parameters).fetchall()
        raw.execute("COMMIT")
        raw.close()

    figure = turn_about(
        f"receive for {waiting} lines beside {others:,}", ours, limit, rounds=5, at_most=2.0, before=before
    )
    while opened:
        opened.pop().close()
    return figure


def slip_all(folder: Path, *, lines: int) -> Figure:
    """One ETA change makes `lines` notices due, against the same change settled without telling anybody."""
    path, work = folder / "slip.shop", folder / "work.shop"
    build(path, lines=lines, pools=1)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(_bought(2 * lines))
    shop = open_shop(path, clock=clock_at(TODAY))
    shop.write(settle_everything)
    shop.close()
    # As if every customer had been told the date that is expected now.
    connection.executescript("UPDATE order_lines SET promised_on = expected_on; DELETE FROM notices;")
    connection.close()
    opened: list[Shop] = []

    def before() -> None:
        while opened:
            opened.pop().close()
        shutil.copyfile(path, work)
        opened.append(open_shop(work, clock=clock_at(TODAY)))
        opened[0].read(lambda session: session.connection())

    def ours() -> None:
        opened[0].write(set_eta, [1], TODAY + timedelta(days=60))

    def limit() -> None:
        with patch.multiple(settling, tell_delays=DEFAULT, tell_arrivals=DEFAULT):
            ours()

    figure = turn_about(
        f"{lines:,} lines slip by one ETA and fall due", ours, limit, rounds=5, at_most=2.0, before=before
    )
    before()
    ours()
    told = opened[0].read(fetch, "SELECT count(*) FROM notices WHERE state = 'due' AND kind = 'delay'")
    opened.pop().close()
    if told != [(lines,)]:
        raise AssertionError(f"{told} of {lines} notices are due")
    return figure


def _bought(units: int) -> str:
    """A purchase line of the first product that brings so many pieces in three days; nothing is on hand."""
    return f"""
        DROP TRIGGER IF EXISTS stock_moves_no_update; DROP TRIGGER IF EXISTS stock_moves_no_delete;
        BEGIN;
        UPDATE stock_levels SET on_hand = 0;
        INSERT INTO purchases (id, number, state, supplier_id, location_id, ordered_on)
          VALUES (1, 'P-1', 'confirmed', 1, 1, {DAY});
        INSERT INTO purchase_lines (id, purchase_id, product_id, pool_id, ordered, state, eta, first_eta)
          VALUES (1, 1, 1, 1, {units} * 1000, 'confirmed', {DAY} + 3, {DAY} + 3);
        COMMIT;
    """


def _statements(shop: Shop) -> list[tuple[str, object, bool]]:
    """Every statement of the receipt as the driver gets it, recorded in a preview."""
    from sqlalchemy import event
    from sqlalchemy.orm import Session

    recorded: list[tuple[str, object, bool]] = []

    def note(connection, cursor, statement, parameters, context, executemany):  # type: ignore[no-untyped-def]
        recorded.append((statement, parameters, executemany))

    def play(session: Session) -> None:
        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", note)
        try:
            receive(session, ReceiptDraft((ReceiptLineDraft(Decimal(500), purchase_line_id=1),)))
        finally:
            event.remove(engine, "before_cursor_execute", note)

    shop.preview(play)
    return recorded


def measure(scale: int) -> Iterator[Figure]:
    """`scale` is the number of lines beside which one product is received."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        yield settle_all(folder, lines=min(scale, 100_000), pools=min(scale, 100_000) // 50)
        for others in (10_000, scale) if scale > 10_000 else (scale,):
            yield receive_one(folder, waiting=500, others=others)
        yield slip_all(folder, lines=min(scale, 10_000))
