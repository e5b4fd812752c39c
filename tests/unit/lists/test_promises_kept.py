"""Promises kept: by the first promise, of what left, in the last days (R11)."""

from datetime import date
from decimal import Decimal

import pytest

from app.actions.promises import promise
from app.actions.shipping import ship, undo_shipment
from app.lists.promises_kept import MOST, PromisesKept, promises_kept
from app.shop import clock_at
from db.rows import fetch, run
from tests.databases import TODAY
from tests.desks import Desk, ordinal


def kept(desk: Desk) -> list[tuple[int, int]]:
    """(kept, lines) of the last 30 and 90 days."""
    return [(each.kept, each.lines) for each in desk.shop.read(promises_kept)]


@pytest.fixture
def ready(desk: Desk) -> Desk:
    """Five of A; whoever orders it is promised it for the day after."""
    desk.product("A", stock="5")
    return desk


def leaves(desk: Desk, line_id: int, quantity: int, on: date) -> None:
    desk.shop.clock = clock_at(on)
    desk.shop.write(ship, [(line_id, Decimal(quantity))], part_confirmed=True)


@pytest.mark.parametrize(
    ("on", "now", "counts"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), [(1, 1), (1, 1)]),
        (date(2026, 11, 25), date(2026, 11, 25), [(0, 1), (0, 1)]),
        (date(2026, 11, 24), date(2026, 12, 23), [(1, 1), (1, 1)]),
        (date(2026, 11, 24), date(2026, 12, 24), [(0, 0), (1, 1)]),
        (date(2026, 11, 24), date(2027, 2, 22), [(0, 0), (0, 0)]),
    ],
    ids=["in time", "a day late", "30 days ago", "31 days ago", "91 days ago"],
)
def test_r11_a_promise_is_kept_by_the_first_date(
    ready: Desk, on: date, now: date, counts: list[tuple[int, int]]
) -> None:
    [line_id] = ready.order("Ann", {"A": "2"}).line_ids
    ready.shop.write(promise, line_id, date(2026, 12, 24), cause="agreed")
    leaves(ready, line_id, 2, on)
    ready.shop.clock = clock_at(now)
    assert kept(ready) == counts


def test_r11_a_line_counts_once_when_its_last_piece_left(ready: Desk) -> None:
    [line_id] = ready.order("Ann", {"A": "3"}).line_ids
    leaves(ready, line_id, 1, TODAY)
    assert kept(ready) == [(0, 0)] * 2
    leaves(ready, line_id, 2, date(2026, 11, 25))
    assert kept(ready) == [(0, 1)] * 2
    [(last,)] = ready.shop.read(fetch, "SELECT number FROM shipments ORDER BY id DESC LIMIT 1")
    ready.shop.write(undo_shipment, last, line_id, Decimal(2))
    assert kept(ready) == [(0, 0)] * 2


def test_r11_what_is_fetched_was_there_on_the_day_it_lay_ready(ready: Desk) -> None:
    [line_id] = ready.order("Ann", {"A": "2"}, pick_up=True).line_ids
    leaves(ready, line_id, 2, date(2026, 12, 1))
    assert kept(ready) == [(1, 1)] * 2


def test_what_was_promised_to_nobody_does_not_count(ready: Desk) -> None:
    [line_id] = ready.order("Ann", {"A": "2"}, told=False).line_ids
    leaves(ready, line_id, 2, TODAY)
    assert kept(ready) == [(0, 0)] * 2


def test_of_very_many_the_newest_count(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.product("A", stock="1")
    desk.order("Ann", {"A": "1"})
    copies = (
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MOST + 5})",
        " INSERT INTO order_lines (order_id, position, product_id, pool_id, ordered, demanded, shipped,"
        " state, ordered_on, promised_on, first_promised_on)"
        " SELECT order_id, i + 1, product_id, pool_id, 1000, 1000,"
        f" 1000, 'done', ordered_on, {ordinal(11, 22)}, {ordinal(11, 22)} FROM n, order_lines WHERE id = 1",
        " INSERT INTO shipments (number, order_id, shipped_on)"
        f" SELECT 'S' || i, 1, {ordinal(11, 23)} - i % 40 FROM n",
        " INSERT INTO shipment_lines (shipment_id, order_line_id, quantity) SELECT i, i + 1, 1000 FROM n",
    )
    for insert in copies[1:]:
        desk.shop.write(lambda session, sql: run(session, sql), copies[0] + insert)
    found = desk.shop.read(promises_kept)
    assert [(each.lines < MOST, each.more) for each in found] == [(True, False), (False, True)]
    assert found[1].lines == MOST


def test_a_line_that_left_in_many_parts_is_one_line(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.product("A", stock="1")
    desk.order("Ann", {"A": "1"})
    desk.shop.write(
        run, f"UPDATE order_lines SET shipped = 1000, reserved = 0, first_promised_on = {ordinal(11, 22)}"
    )
    parts = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MOST + 5})"
    for insert in (
        f"INSERT INTO shipments (number, order_id, shipped_on) SELECT 'S' || i, 1, {ordinal(11, 23)} FROM n",
        "INSERT INTO shipment_lines (shipment_id, order_line_id, quantity) SELECT i, 1, 1 FROM n",
    ):
        desk.shop.write(run, f"{parts} {insert}")
    assert desk.shop.read(promises_kept) == (PromisesKept(30, 1, 0), PromisesKept(90, 1, 0))


def test_of_very_many_shipments_without_promises_there_may_be_more(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.product("A", stock="1")
    desk.order("Ann", {"A": "1"})
    desk.shop.write(
        run,
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= {2 * MOST})"
        f" INSERT INTO shipments (number, order_id, shipped_on) SELECT 'S' || i, 1, {ordinal(11, 23)} FROM n",
    )
    assert [each.more for each in desk.shop.read(promises_kept)] == [True, True]


@pytest.mark.parametrize(
    ("kept", "lines", "share"), [(0, 0, None), (0, 3, 0), (41, 47, 87), (1, 8, 13), (7, 7, 100)]
)
def test_share_is_half_up(kept: int, lines: int, share: int | None) -> None:
    assert PromisesKept(30, lines, kept).share == share
