"""What if: steps replayed for a trial show what the same steps do for good, and nothing is written before."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.actions.outlooks import outlook
from app.actions.queueing import hold, release_order
from app.actions.supposing import (
    DayStep,
    HoldStep,
    QuantityStep,
    RankStep,
    ReleaseStep,
    Step,
    replay,
    suppose,
    supposing,
    take_back_steps,
)
from app.actions.undoing import carry_out
from app.errors import InvalidInput, PlanChanged, Refused
from app.happenings import happening_text
from app.lists import history
from app.lists.backorders import LISTING
from app.queue_views import queue_page
from app.shop import Shop
from app.verifying import verify
from db.rows import Reader, fetch
from tests.databases import on_both, portable
from tests.kitchen import Kitchen, line_of, purchase_lines_of

pytestmark = portable


def steps(shop: Shop, kitchen: Kitchen) -> list[Step]:
    """The last comes first, P-118 a week later, P-124 with two more."""
    last = line_of(shop, kitchen, "O-1055", "CI-24")
    first = purchase_lines_of(shop, kitchen, "P-118")[0]
    second = purchase_lines_of(shop, kitchen, "P-124")[0]
    return [RankStep(last, 1), DayStep(first, date(2026, 12, 9)), QuantityStep(second, Decimal(8))]


def stored(shop: Shop) -> list[Any]:
    """Ranks, reservations, dates and what is to come."""
    lines = "SELECT id, hand_rank, reserved, expected_on, reason_facts FROM order_lines ORDER BY id"
    coming = "SELECT id, eta, incoming FROM purchase_lines ORDER BY id"
    return [tuple(row) for sql in (lines, coming) for row in shop.read(fetch, sql)]


def listed(page: Any) -> list[tuple[Any, ...]]:
    keys = ("id", "rank", "short", "expected", "estimate", "slip", "status", "reason")
    return [tuple(row[LISTING.place(key)] for key in keys) for row in page.page.rows]


def test_nothing_is_written_while_one_supposes(shop: Shop, kitchen: Kitchen) -> None:
    before = stored(shop)

    shop.preview(suppose, steps(shop, kitchen))

    assert stored(shop) == before


@on_both
def test_the_supposed_list_is_the_list_once_it_is_applied(shop: Shop, kitchen: Kitchen) -> None:
    wanted = steps(shop, kitchen)
    supposed = shop.preview(supposing, wanted, queue_page, limit=200)
    seen = shop.preview(suppose, wanted)
    now = {row[0]: row[1] for row in listed(shop.read(queue_page, limit=200))}

    shop.write(carry_out(replay, seen.outlook.fingerprint), wanted)

    assert listed(supposed) == listed(shop.read(queue_page, limit=200))
    assert seen.places
    assert seen.places.items() <= now.items()
    assert shop.read(verify) == []


def test_dates_move_for_the_cause_that_was_named_and_for_none_while_one_supposes(
    shop: Shop, kitchen: Kitchen
) -> None:
    later = steps(shop, kitchen)[1:2]
    supposed = shop.preview(supposing, later, moves)
    shop.write(replay, later, cause="customs")

    assert supposed == "P-118 moved from 2 Dec to 9 Dec"
    assert shop.read(moves) == "P-118 moved from 2 Dec to 9 Dec: customs"


def moves(session: Reader) -> str:
    """The last move of a date, as the history tells it."""
    kind = history.LISTING.place("kind")
    rows = history.LISTING.page(session, descending=True, limit=50).rows
    return next(happening_text(history.happening_of(row)) for row in rows if row[kind] == "eta_changed")


def test_all_others_are_named_with_their_days(shop: Shop, kitchen: Kitchen) -> None:
    seen = shop.preview(suppose, steps(shop, kitchen))

    told = {
        each.order: (each.place_now, each.place, each.days) for each in seen.outlook.affected if each.moves
    }
    assert told["O-1055"][:2] == (5, 1)
    assert told["O-1041"] == (1, 2, 7)
    assert "O-1060" not in told


def test_a_supposition_that_no_longer_holds_is_not_applied(shop: Shop, kitchen: Kitchen) -> None:
    wanted = steps(shop, kitchen)
    seen = shop.preview(suppose, wanted)
    shop.write(hold, kitchen.orders["O-1041"])
    before = stored(shop)

    with pytest.raises(PlanChanged):
        shop.write(carry_out(replay, seen.outlook.fingerprint), wanted)

    assert stored(shop) == before


def test_steps_are_taken_back_together(shop: Shop, kitchen: Kitchen) -> None:
    before = stored(shop)
    done = shop.write(carry_out(replay), steps(shop, kitchen))

    shop.write(take_back_steps, done.lines, done.outcome)

    assert stored(shop) == before
    assert shop.read(verify) == []


@on_both
def test_a_delivery_that_brings_nothing_is_closed_short_and_can_come_after_all(
    shop: Shop, kitchen: Kitchen
) -> None:
    before = stored(shop)
    line = purchase_lines_of(shop, kitchen, "P-118")[0]
    done = shop.write(carry_out(replay), [QuantityStep(line, Decimal(0))])
    [(ordered, closed)] = shop.read(fetch, "SELECT ordered, closed FROM purchase_lines WHERE id = ?", (line,))
    assert (ordered, closed) == (6000, 6000)

    shop.write(take_back_steps, done.lines, done.outcome)

    assert stored(shop) == before


def standing(shop: Shop) -> list[Any]:
    """Who stands aside, since when and why."""
    sql = "SELECT id, on_hold, held_since, hold_reason FROM orders ORDER BY id"
    return [tuple(row) for row in shop.read(fetch, sql)]


def held_and_released(shop: Shop, kitchen: Kitchen) -> list[Step]:
    """The first gives up what it holds, the next stands aside, and the last then comes first."""
    last = line_of(shop, kitchen, "O-1055", "CI-24")
    return [
        ReleaseStep(kitchen.orders["O-1041"]),
        HoldStep(kitchen.orders["O-1029"], on_hold=True),
        RankStep(last, 1),
    ]


def test_an_order_tried_on_hold_gives_to_the_others_what_the_act_itself_would(
    shop: Shop, kitchen: Kitchen
) -> None:
    order = kitchen.orders["O-1041"]
    seen = shop.preview(suppose, [HoldStep(order, on_hold=True)])
    done = shop.preview(outlook, hold, order)

    gets = {each.order: each.gets for each in seen.outlook.affected}
    assert (gets["O-1041"], gets["O-1029"]) == (-1, 1)
    assert (seen.outlook.affected, seen.outlook.fingerprint) == (done.affected, done.fingerprint)


def test_an_order_tried_without_what_it_holds_gives_it_to_the_next(shop: Shop, kitchen: Kitchen) -> None:
    order = kitchen.orders["O-1041"]
    seen = shop.preview(suppose, [ReleaseStep(order)])
    done = shop.preview(outlook, release_order, order)

    assert {each.order: each.gets for each in seen.outlook.affected if each.gets} == {
        "O-1041": -1,
        "O-1029": 1,
    }
    assert seen.outlook.affected == done.affected


@on_both
def test_an_order_on_hold_is_tried_off_hold(shop: Shop, kitchen: Kitchen) -> None:
    order = kitchen.orders["O-1041"]
    shop.write(hold, order)
    seen = shop.preview(suppose, [HoldStep(order, on_hold=False)])

    [own] = [each for each in seen.outlook.affected if each.order == "O-1041" and each.sku == "CI-24"]
    assert own.after.day == date(2026, 12, 3)
    assert own.before.day is None


@on_both
def test_holds_and_releases_are_applied_with_their_reason_and_taken_back_together(
    shop: Shop, kitchen: Kitchen
) -> None:
    before, stood = stored(shop), standing(shop)
    wanted = [*held_and_released(shop, kitchen), *steps(shop, kitchen)[1:]]

    done = shop.write(carry_out(replay), wanted, reason="moving house")

    [held] = [row for row in standing(shop) if row[1]]
    assert (held[0], held[3]) == (kitchen.orders["O-1029"], "moving house")
    assert shop.read(verify) == []

    shop.write(take_back_steps, done.lines, done.outcome)

    assert (stored(shop), standing(shop)) == (before, stood)
    assert shop.read(verify) == []


def test_an_order_that_holds_nothing_cannot_be_tried_without_it(shop: Shop, kitchen: Kitchen) -> None:
    with pytest.raises(Refused, match="O-1055 holds nothing"):
        shop.preview(suppose, [ReleaseStep(kitchen.orders["O-1055"])])


def test_less_than_nothing_cannot_come(shop: Shop, kitchen: Kitchen) -> None:
    line = purchase_lines_of(shop, kitchen, "P-118")[0]
    with pytest.raises(InvalidInput):
        shop.preview(suppose, [QuantityStep(line, Decimal(-1))])
