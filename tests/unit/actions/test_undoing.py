"""An act on the queue taken back leaves everybody as he stood; not over another's act."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.actions import queueing
from app.actions.cancelling import cancel_line, cancel_order
from app.actions.purchasing import set_eta
from app.actions.stocktaking import count
from app.actions.undoing import (
    carry_out,
    take_back,
    take_back_cancelled,
    take_back_dates,
    take_back_split,
)
from app.errors import Refused
from app.happenings import happening_text
from app.lists import history
from app.lists.backorders import LISTING
from app.shop import Shop
from app.verifying import verify
from db.rows import fetch
from tests.databases import on_both, portable
from tests.kitchen import Kitchen, line_of, purchase_lines_of

pytestmark = portable

ACTS: dict[str, tuple[Callable[..., Any], str, tuple[Any, ...]]] = {
    "rank first": (queueing.rank_first, "O-1055", ()),
    "rank": (queueing.rank_at, "O-1055", (2,)),
    "keep off": (queueing.keep_off, "O-1041", ()),
    "unreserve": (queueing.unreserve, "O-1041", (Decimal(2),)),
}


@pytest.fixture
def kitchen(shop: Shop, kitchen: Kitchen) -> Kitchen:
    shop.write(count, kitchen.products["CI-24"], Decimal(6))
    return kitchen


def lines(shop: Shop) -> list[tuple[Any, ...]]:
    """All that the queue stores of lines, and why orders stand still."""
    sql = (
        "SELECT l.id, l.hand_rank, l.reserved, l.kept_off, l.kept_off_since, l.on_hold, l.expected_on,"
        " l.reason, l.waiting, o.on_hold, o.held_since, o.hold_reason"
        " FROM order_lines l JOIN orders o ON o.id = l.order_id ORDER BY l.id"
    )
    return [tuple(row) for row in shop.read(fetch, sql)]


def told(shop: Shop, kind: str) -> list[tuple[str, str]]:
    """Order and sentence of the rows of this kind in the history, newest first."""
    rows = shop.read(history.LISTING.page, descending=True, limit=50).rows
    key, order = history.LISTING.place("kind"), history.LISTING.place("order")
    return [(row[order], happening_text(history.happening_of(row))) for row in rows if row[key] == kind]


@pytest.mark.parametrize("name", ACTS)
def test_an_act_taken_back_leaves_all_as_they_stood(shop: Shop, kitchen: Kitchen, name: str) -> None:
    fn, number, more = ACTS[name]
    before = lines(shop)
    done = shop.write(carry_out(fn), line_of(shop, kitchen, number, "CI-24"), *more)
    assert lines(shop) != before

    shop.write(take_back, done.lines)

    assert lines(shop) == before
    assert shop.read(verify) == []


@pytest.mark.parametrize("fn", [queueing.hold, queueing.release_order], ids=["hold", "release"])
def test_an_act_on_an_order_is_taken_back(shop: Shop, kitchen: Kitchen, fn: Callable[..., Any]) -> None:
    before = lines(shop)
    done = shop.write(carry_out(fn), kitchen.orders["O-1041"])

    shop.write(take_back, done.lines)

    assert lines(shop) == before
    assert shop.read(verify) == []


def test_an_order_put_back_on_hold_keeps_its_reason(shop: Shop, kitchen: Kitchen) -> None:
    shop.write(queueing.hold, kitchen.orders["O-1041"], reason="asked to wait")
    before = lines(shop)
    done = shop.write(carry_out(queueing.unhold), kitchen.orders["O-1041"])

    shop.write(take_back, done.lines)

    assert lines(shop) == before


def test_a_moved_reservation_comes_back(shop: Shop, kitchen: Kitchen) -> None:
    giver, taker = (line_of(shop, kitchen, number, "CI-24") for number in ("O-1041", "O-1055"))
    before = lines(shop)
    done = shop.write(carry_out(queueing.move_reservation), giver, taker, Decimal(3))

    shop.write(take_back, done.lines)

    assert lines(shop) == before
    assert shop.read(verify) == []


@on_both
def test_a_cancelled_order_is_wanted_again(shop: Shop, kitchen: Kitchen) -> None:
    before = lines(shop)
    done = shop.write(carry_out(cancel_order), kitchen.orders["O-1041"])

    shop.write(take_back_cancelled, done.lines, done.action_id)

    assert lines(shop) == before
    [(state, cancelled)] = shop.read(
        fetch,
        "SELECT o.state, l.cancelled FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.id = ?",
        (kitchen.orders["O-1041"],),
    )
    assert (state, cancelled) == ("open", 0)
    assert shop.read(verify) == []


def test_a_part_of_a_line_cancelled_comes_back(shop: Shop, kitchen: Kitchen) -> None:
    before = lines(shop)
    done = shop.write(carry_out(cancel_line), line_of(shop, kitchen, "O-1033", "CI-24"), Decimal(2))

    shop.write(take_back_cancelled, done.lines, done.action_id)

    assert lines(shop) == before
    with pytest.raises(Refused):
        shop.write(take_back_cancelled, done.lines, done.action_id)


def test_a_line_split_off_goes_back(shop: Shop, kitchen: Kitchen) -> None:
    line = line_of(shop, kitchen, "O-1033", "CI-24")
    before = lines(shop)
    part = shop.write(queueing.split_line, line, Decimal(1))

    shop.write(take_back_split, line, part)

    assert [row for row in lines(shop) if row[0] != part] == before
    assert shop.read(verify) == []
    with pytest.raises(Refused):
        shop.write(take_back_split, line, part)


def test_what_another_act_touched_since_is_not_taken_back(shop: Shop, kitchen: Kitchen) -> None:
    first, last = (line_of(shop, kitchen, number, "CI-24") for number in ("O-1052", "O-1055"))
    done = shop.write(carry_out(queueing.rank_first), last)
    shop.write(queueing.rank_first, first)
    shop.write(queueing.forget_rank, last)
    before = lines(shop)

    with pytest.raises(Refused, match="Something else happened since"):
        shop.write(take_back, done.lines)

    assert lines(shop) == before


def test_history_says_what_was_taken_back_of_whom_it_was_done_to(shop: Shop, kitchen: Kitchen) -> None:
    done = shop.write(carry_out(queueing.rank_at), line_of(shop, kitchen, "O-1055", "CI-24"), 3)
    assert len(done.lines) > 1

    shop.write(take_back, done.lines)

    assert told(shop, "taken_back") == [("O-1055", "Taken back: Ranked at place 3 by hand")]


def test_history_says_how_much_was_taken_back(shop: Shop, kitchen: Kitchen) -> None:
    line = line_of(shop, kitchen, "O-1041", "CI-24")
    done = shop.write(carry_out(queueing.unreserve), line, Decimal(2))
    shop.write(take_back, done.lines)
    part = shop.write(queueing.split_line, line, Decimal(1))
    shop.write(take_back_split, line, part)

    assert told(shop, "taken_back") == [
        ("O-1041", "Taken back: 1 split off"),
        ("O-1041", "Taken back: 2 released"),
    ]


@on_both
def test_a_date_taken_back_has_no_cause_of_its_own(shop: Shop, kitchen: Kitchen) -> None:
    here = purchase_lines_of(shop, kitchen, "P-118")[0]
    shop.write(set_eta, [here], date(2027, 1, 8), cause="customs")

    shop.write(take_back_dates, [(here, date(2026, 12, 2), date(2027, 1, 8))])

    assert told(shop, "eta_changed")[0][1] == "P-118 moved from 8 Jan to 2 Dec"


def test_dates_of_purchase_lines_come_back_one_by_one(shop: Shop, kitchen: Kitchen) -> None:
    here, there = purchase_lines_of(shop, kitchen, "P-118")[0], purchase_lines_of(shop, kitchen, "P-124")[0]
    expected = LISTING.place("expected")
    before = [row[expected] for row in shop.read(LISTING.page).rows]
    new = date(2027, 1, 8)
    shop.write(set_eta, [here, there], new)
    moved = [(here, date(2026, 12, 2), new), (there, date(2026, 12, 18), new)]

    shop.write(take_back_dates, moved)

    assert [row[expected] for row in shop.read(LISTING.page).rows] == before
    with pytest.raises(Refused):
        shop.write(take_back_dates, moved)
