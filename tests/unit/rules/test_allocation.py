"""Who gets what: R2 to R6, R9, R15, R20."""

import pytest

from app.rules.allocation import allocate, take_back
from app.rules.snapshot import Snapshot
from tests.unit.rules.snapshots import line, pegs, pool, purchase, reserved, snapshot


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"hand": 5}, {"hand": 6, "priority": 9}),
        ({"hand": -3, "due": 9}, {"priority": 9}),
        ({"priority": 1, "due": 9}, {"priority": 0}),
        ({"priority": 0}, {"priority": -1, "due": -5}),
        ({"due": 1, "ordered": 9}, {"due": 2}),
        ({"ordered": 1}, {"ordered": 2}),
        ({}, {}),
    ],
    ids=["hand rank", "any hand rank", "priority", "low priority", "due", "order date", "entry"],
)
def test_r2_rank(first: dict[str, int], second: dict[str, int]) -> None:
    lines = [line(1, 2, **first), line(2, 2, **second)]
    assert reserved(snapshot(lines, [pool(free=2)])) == {1: 2, 2: 0}


RESERVING = {
    "R3 reserved stays with its line": (
        snapshot([line(1, 3, priority=9), line(2, 3, reserved=2)], [pool(free=1)]),
        {1: 1, 2: 2},
    ),
    "R4 a line takes what there is": (
        snapshot([line(1, 5, reserved=1), line(2, 1)], [pool(free=3)]),
        {1: 4, 2: 0},
    ),
    "R4 complete orders collect": (
        snapshot(
            [line(1, 2, order=1, complete=True), line(2, 1, order=1, pool=2, complete=True), line(3, 2)],
            [pool(free=2), pool(2)],
        ),
        {1: 2, 2: 0, 3: 0},
    ),
    "R4 released lines stand last": (
        snapshot([line(1, 4), line(2, 3)], [pool(free=4)], last=frozenset([1])),
        {1: 1, 2: 3},
    ),
    "R4 released lines by their rank": (
        snapshot(
            [line(9, 4, due=1), line(1, 4, due=2), line(5, 1, due=3)], [pool(free=4)], last=frozenset([1, 9])
        ),
        {9: 3, 1: 0, 5: 1},
    ),
    "R5 reserve automatically off": (
        snapshot([line(1, 3, reserved=1)], [pool(free=5)], automatic=False),
        {1: 1},
    ),
    "R5 what came for a line is reserved all the same": (
        snapshot([line(1, 3), line(2, 3)], [pool(free=5)], automatic=False, directed={2: 4}),
        {1: 0, 2: 3},
    ),
    "R6 on hold": (snapshot([line(1, 3, on_hold=True), line(2, 1)], [pool(free=3)]), {1: 0, 2: 1}),
    "R6 on hold, even for goods that came for it": (
        snapshot([line(1, 3, on_hold=True)], [pool(free=3)], directed={1: 3}),
        {1: 0},
    ),
    "R6 kept off keeps what it holds": (
        snapshot([line(1, 3, kept_off=True, reserved=1), line(2, 1)], [pool(free=3)]),
        {1: 1, 2: 1},
    ),
    "R7 two lines of an order are two demands": (
        snapshot([line(1, 3, order=7), line(2, 3, order=7)], [pool(free=4)]),
        {1: 3, 2: 1},
    ),
    "R9 goods that came for a line, before its betters": (
        snapshot([line(1, 3, priority=5), line(2, 3)], [pool(free=4)], directed={2: 3}),
        {1: 1, 2: 3},
    ),
    "R9 no more than the line lacks": (
        snapshot([line(1, 3), line(2, 3, reserved=2)], [pool(free=4)], directed={2: 4}),
        {1: 3, 2: 3},
    ),
    "two pools": (
        snapshot([line(1, 3), line(2, 3, pool=2)], [pool(free=1), pool(2, 2)]),
        {1: 1, 2: 2},
    ),
    "nothing to give": (snapshot([line(1, 3)], [pool(free=0)]), {1: 0}),
}


@pytest.mark.parametrize(("plan", "expected"), RESERVING.values(), ids=RESERVING)
def test_reserving(plan: Snapshot, expected: dict[int, int]) -> None:
    assert reserved(plan) == expected


def together(
    *lines: tuple[int, int, int, int], free: tuple[int, int], last: tuple[int, ...] = ()
) -> Snapshot:
    """Complete orders that do not hold: lines as (id, order, pool, pieces), ranked by their place here."""
    return snapshot(
        [
            line(number, pieces, order=order, pool=where, due=due, complete=order < 100)
            for due, (number, order, where, pieces) in enumerate(lines)
        ],
        [pool(1, free[0]), pool(2, free[1])],
        complete_orders_hold=False,
        last=frozenset(last),
    )


TOGETHER = {
    "nothing until all is there": (together((1, 1, 1, 2), (2, 1, 2, 1), (3, 100, 1, 1), free=(2, 0)), {3}),
    "all at once": (together((1, 1, 1, 2), (2, 1, 2, 1), (3, 100, 1, 1), free=(2, 1)), {1, 2}),
    "the next may pass": (together((1, 1, 1, 9), (2, 2, 1, 2), free=(2, 0)), {2}),
    "crosswise": (together((1, 1, 1, 1), (2, 2, 2, 1), (3, 1, 2, 1), (4, 2, 1, 1), free=(1, 1)), {1, 3}),
    "crosswise, the first cannot": (
        together((1, 1, 1, 1), (2, 2, 2, 1), (3, 1, 2, 2), (4, 2, 1, 1), free=(1, 1)),
        {2, 4},
    ),
    "a better plain line comes first": (
        together((3, 100, 1, 2), (1, 1, 1, 1), (2, 1, 2, 1), free=(2, 1)),
        {3},
    ),
    "its own lines add up": (together((1, 1, 1, 2), (2, 1, 1, 2), free=(3, 0)), set()),
    "released: tried last": (
        together((1, 1, 1, 1), (2, 1, 2, 1), (3, 2, 2, 1), free=(1, 1), last=(1, 2)),
        {3},
    ),
    "released: back if nobody wants it": (
        together((1, 1, 1, 1), (2, 1, 2, 1), free=(1, 1), last=(1, 2)),
        {1, 2},
    ),
}


@pytest.mark.parametrize(("plan", "filled"), TOGETHER.values(), ids=TOGETHER)
def test_r4_complete_orders_that_do_not_hold(plan: Snapshot, filled: set[int]) -> None:
    fates = allocate(plan)
    assert {fate.line.id for fate in fates if fate.short == 0} == filled
    assert all(fate.reserved == 0 for fate in fates if fate.line.ship_complete and fate.line.id not in filled)


def test_r4_a_service_in_a_complete_order_does_not_keep_goods_away() -> None:
    lines = [
        line(1, 1, order=1, complete=True),
        line(2, 1, order=1, pool=2, complete=True),
        line(3, 1, order=3, complete=True, due=1),
    ]
    plan = snapshot(lines, [pool(1, 1), pool(2, service=True)], complete_orders_hold=False)
    assert reserved(plan) == {1: 1, 2: 0, 3: 0}


PEGGING = {
    "R9 by date, equal dates by entry": (
        snapshot([line(1, 5)], supplies=[purchase(3, 2, 4), purchase(2, 2, 4), purchase(9, 2, 1)]),
        {1: [(9, 2), (2, 2), (3, 1)]},
    ),
    "R9 without a date last": (
        snapshot([line(1, 3)], supplies=[purchase(1, 2, None), purchase(2, 2, 40)]),
        {1: [(2, 2), (1, 1)]},
    ),
    "R9 the earmarked line first, the surplus by rank": (
        snapshot([line(1, 3), line(2, 2)], supplies=[purchase(1, 4, 1, for_line=2)]),
        {1: [(1, 2)], 2: [(1, 2)]},
    ),
    "R9 an earmark for nobody here goes by rank": (
        snapshot([line(1, 3)], supplies=[purchase(1, 4, 1, for_line=77)]),
        {1: [(1, 3)]},
    ),
    "R9 the shelf before what comes": (
        snapshot([line(1, 5), line(2, 1)], [pool(free=3)], [purchase(1, 9, 1)]),
        {1: [(1, 2)], 2: [(1, 1)]},
    ),
    "R9 the shelf before what comes, though nothing is reserved from it": (
        snapshot([line(1, 5), line(2, 1)], [pool(free=3)], [purchase(1, 9, 1)], automatic=False),
        {1: [(1, 2)], 2: [(1, 1)]},
    ),
    "R6 stopped lines get no peg": (
        snapshot(
            [line(1, 1, on_hold=True), line(2, 1, kept_off=True), line(3, 1)], supplies=[purchase(1, 1, 1)]
        ),
        {1: [], 2: [], 3: [(1, 1)]},
    ),
    "R6 not even from a purchase bought for it": (
        snapshot([line(1, 1, kept_off=True), line(3, 1)], supplies=[purchase(1, 1, 1, for_line=1)]),
        {1: [], 3: [(1, 1)]},
    ),
    "pools do not mix": (
        snapshot([line(1, 1), line(2, 1, pool=2)], [pool(), pool(2)], [purchase(1, 5, 1, pool=2)]),
        {1: [], 2: [(1, 1)]},
    ),
}


@pytest.mark.parametrize(("plan", "expected"), PEGGING.values(), ids=PEGGING)
def test_pegging(plan: Snapshot, expected: dict[int, list[tuple[int, int]]]) -> None:
    assert pegs(plan) == expected


@pytest.mark.parametrize(
    ("quantity", "given"),
    [(0, {}), (2, {7: 2}), (3, {7: 3}), (4, {7: 3, 5: 1}), (9, {7: 3, 5: 2})],
)
def test_take_back_from_the_first_named_on(quantity: int, given: dict[int, int]) -> None:
    assert take_back([(7, 3), (6, 0), (5, 2)], quantity) == given
