"""Weeks of a resource as supply: R30. Day 0 is a Monday."""

from itertools import islice

import pytest

from app.rules.capacity import HORIZON, Bench, Resource, weeks_ahead
from tests.unit.rules.snapshots import MONDAY, line, outcomes, pool, resource, snapshot


def weeks(bench: Resource, today: int, number: int = 3) -> list[tuple[int, int, int]]:
    """(days to the Monday, thousandths left, days to the day it is due)."""
    ahead = islice(weeks_ahead(bench, MONDAY + today), number)
    return [(week.monday - MONDAY, week.left, week.due - MONDAY) for week in ahead]


WEEKS = {
    "whole weeks": (resource(1, 10), 0, [(0, 10_000, 4), (7, 10_000, 11), (14, 10_000, 18)]),
    "on a Wednesday": (resource(1, 10), 2, [(0, 6_000, 4), (7, 10_000, 11), (14, 10_000, 18)]),
    "on a Friday": (resource(1, 10), 4, [(0, 2_000, 4), (7, 10_000, 11), (14, 10_000, 18)]),
    "on a Saturday": (resource(1, 10), 5, [(7, 10_000, 11), (14, 10_000, 18), (21, 10_000, 25)]),
    "a blocked Friday": (resource(1, 10, (4, 4)), 0, [(0, 8_000, 3), (7, 10_000, 11), (14, 10_000, 18)]),
    "a blocked Monday": (resource(1, 10, (7, 7)), 0, [(0, 10_000, 4), (7, 8_000, 11), (14, 10_000, 18)]),
    "a blocked weekend": (resource(1, 10, (5, 6)), 0, [(0, 10_000, 4), (7, 10_000, 11), (14, 10_000, 18)]),
    "a blocked week": (resource(1, 10, (7, 13)), 0, [(0, 10_000, 4), (14, 10_000, 18), (21, 10_000, 25)]),
    "over the border": (resource(1, 10, (3, 8)), 0, [(0, 6_000, 2), (7, 6_000, 11), (14, 10_000, 18)]),
    "blocks that overlap": (
        resource(1, 10, (3, 4), (4, 4)),
        0,
        [(0, 6_000, 2), (7, 10_000, 11), (14, 10_000, 18)],
    ),
    "blocked from today on": (
        resource(1, 10, (2, 4)),
        2,
        [(7, 10_000, 11), (14, 10_000, 18), (21, 10_000, 25)],
    ),
    "an odd share": (resource(1, 3, (4, 4)), 0, [(0, 2_400, 3), (7, 3_000, 11), (14, 3_000, 18)]),
    "work done already": (resource(1, 10, used=7), 0, [(0, 3_000, 4), (7, 10_000, 11), (14, 10_000, 18)]),
    "work done early counts once": (
        resource(1, 10, used=4),
        2,
        [(0, 6_000, 4), (7, 10_000, 11), (14, 10_000, 18)],
    ),
    "more done than the week has": (
        resource(1, 10, used=12),
        0,
        [(7, 10_000, 11), (14, 10_000, 18), (21, 10_000, 25)],
    ),
}


@pytest.mark.parametrize(("bench", "today", "expected"), WEEKS.values(), ids=WEEKS)
def test_r30_weeks(bench: Resource, today: int, expected: list[tuple[int, int, int]]) -> None:
    assert weeks(bench, today) == expected


def test_r30_capacity_changes_on_its_monday() -> None:
    bench = Resource(1, "Bench", ((MONDAY - 70, 1_000), (MONDAY + 7, 0), (MONDAY + 14, 5_000)))
    assert weeks(bench, 0) == [(0, 1_000, 4), (14, 5_000, 18), (21, 5_000, 25)]


def test_r30_nothing_before_it_begins_and_nothing_for_ever() -> None:
    assert weeks(Resource(1, "Bench", ((MONDAY + 21, 1_000),)), 0, 1) == [(21, 1_000, 25)]
    assert weeks(Resource(1, "Bench", ()), 0) == []


def parts(bench: Bench, *args: int) -> list[tuple[int, int]]:
    return [(week.monday - MONDAY, part) for week, part in bench.fill(*args)]


FILLS = {
    "spans weeks": ((5_000, 1_000, 1_000), [(0, 2_000), (7, 2_000), (14, 1_000)]),
    "two of it a piece": ((2_000, 2_000, 1_000), [(0, 1_000), (7, 1_000)]),
    "more than a week a piece, whole pieces": ((1_000, 3_000, 1_000), []),
    "more than a week a piece, divisible": ((1_000, 3_000, 1), [(0, 666), (7, 334)]),
    "no effort at all": ((9_000, 0, 1_000), [(0, 9_000)]),
}


@pytest.mark.parametrize(("asked", "expected"), FILLS.values(), ids=FILLS)
def test_r30_filling(asked: tuple[int, int, int], expected: list[tuple[int, int]]) -> None:
    assert parts(Bench(resource(1, 2), MONDAY), *asked) == expected


def test_r30_what_one_takes_the_next_does_not_get() -> None:
    bench = Bench(resource(1, 2), MONDAY)
    assert parts(bench, 1_000, 1_000, 1_000) == [(0, 1_000)]
    assert parts(bench, 2_000, 1_000, 1_000) == [(0, 1_000), (7, 1_000)]
    assert parts(bench, 1_000, 1_000, 1_000) == [(7, 1_000)]


def test_r30_a_small_job_uses_what_a_big_piece_left() -> None:
    bench = Bench(resource(1, 3), MONDAY)
    assert parts(bench, 2_000, 2_000, 1_000) == [(0, 1_000), (7, 1_000)]
    assert parts(bench, 2_000, 1_000, 1_000) == [(0, 1_000), (7, 1_000)]


def test_r30_what_does_not_fit_has_no_date() -> None:
    bench = Bench(resource(1, 1), MONDAY)
    assert sum(part for _, part in bench.fill((HORIZON + 5) * 1_000, 1_000, 1_000)) == HORIZON * 1_000


def test_r30_products_of_one_resource_share_its_weeks_by_rank() -> None:
    lines = [line(1, 2, due=2), line(2, 2, pool=2, due=1)]
    pools = [pool(1, resource=1, step=1000), pool(2, resource=1, step=1000, service=True)]
    plan = snapshot(lines, pools, resources=[resource(1, 2)])
    assert {each: found.expected_on for each, found in outcomes(plan).items()} == {
        1: MONDAY + 11,
        2: MONDAY + 4,
    }
