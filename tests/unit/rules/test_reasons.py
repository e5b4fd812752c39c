"""Dates and reasons of a plan: R4, R10, R16."""

from typing import Any

import pytest

from app.rules.reasons import ReasonKind
from app.rules.snapshot import Sibling, Snapshot
from tests.unit.rules.snapshots import MONDAY, expected, line, outcomes, pool, purchase, resource, snapshot

Facts = dict[str, Any] | None

REASONS: dict[str, tuple[Snapshot, str, Facts]] = {
    "nothing lacks": (snapshot([line(1, 2)], [pool(free=2)]), "", None),
    "on hold": (snapshot([line(1, 2, on_hold=True)], supplies=[purchase(1, 2, 1)]), "on_hold", {}),
    "kept off": (snapshot([line(1, 2, kept_off=True)], supplies=[purchase(1, 2, 1)]), "kept_off", {}),
    "kept off with all it needs": (snapshot([line(1, 2, kept_off=True, reserved=2)]), "", None),
    "brings": (
        snapshot([line(1, 2)], supplies=[purchase(1, 2, 1)]),
        "brings",
        {"supply": "P1", "on": MONDAY + 1, "quantity": 2000, "of": 2000},
    ),
    "brings the last of two": (
        snapshot([line(1, 3)], supplies=[purchase(1, 2, 1), purchase(2, 9, 8)]),
        "brings",
        {"supply": "P2", "on": MONDAY + 8, "quantity": 1000, "of": 3000},
    ),
    "brings a part": (
        snapshot([line(1, 6)], supplies=[purchase(1, 4, 1)]),
        "brings_part",
        {"supply": "P1", "on": MONDAY + 1, "quantity": 4000, "of": 6000},
    ),
    "no date": (
        snapshot([line(1, 2)], supplies=[purchase(1, 2, None)]),
        "undated",
        {"supply": "P1", "on": None, "quantity": 2000, "of": 2000},
    ),
    "overdue": (
        snapshot([line(1, 2)], supplies=[purchase(1, 2, -3)]),
        "supplier_overdue",
        {"supply": "P1", "due": MONDAY - 3},
    ),
    "due today is not overdue": (
        snapshot([line(1, 2)], supplies=[purchase(1, 2, 0)]),
        "brings",
        {"supply": "P1", "on": MONDAY, "quantity": 2000, "of": 2000},
    ),
    "supply cancelled": (snapshot([line(1, 2, cancelled=True)]), "supply_cancelled", {}),
    "outranked": (
        snapshot([line(7, 9, priority=1), line(1, 2)], supplies=[purchase(1, 3, 1)]),
        "outranked",
        {"line": 7, "quantity": 3000, "supply": "P1"},
    ),
    "no purchase": (
        snapshot([line(1, 2)], [pool(supplier="Acme", lead_days=21)]),
        "not_purchased",
        {"supplier": "Acme", "days": 21},
    ),
    "not reserved automatically": (
        snapshot([line(1, 2)], [pool(free=2)], automatic=False),
        "not_automatic",
        {},
    ),
    "a week": (
        snapshot([line(1, 3)], [pool(resource=5, service=True)], resources=[resource(5, 2)]),
        "week",
        {"resource": "Bench", "week": MONDAY + 7},
    ),
    "no capacity": (
        snapshot([line(1, 3)], [pool(resource=5, service=True)], resources=[resource(5, 0)]),
        "no_capacity",
        {"resource": "Bench"},
    ),
}


@pytest.mark.parametrize(("plan", "kind", "facts"), REASONS.values(), ids=REASONS)
def test_reason(plan: Snapshot, kind: str, facts: Facts) -> None:
    found = outcomes(plan)[1]
    assert (str(found.reason), found.facts) == (kind, facts)


DATES: dict[str, tuple[Snapshot, dict[int, int | None]]] = {
    "R10 the last missing unit": (
        snapshot([line(1, 3)], supplies=[purchase(1, 2, 9), purchase(2, 2, 2)]),
        {1: 9},
    ),
    "R10 plus handling": (snapshot([line(1, 1)], [pool(handling=2)], [purchase(1, 1, 4)]), {1: 8}),
    "R10 not covered": (snapshot([line(1, 3)], supplies=[purchase(1, 2, 2)]), {1: None}),
    "R10 overdue keeps its date": (snapshot([line(1, 1)], supplies=[purchase(1, 1, -4)]), {1: -4}),
    "R9 only to be reserved: today": (snapshot([line(1, 1)], [pool(free=1)], automatic=False), {1: 0}),
    "R4 a complete order's latest": (
        snapshot(
            [line(1, 1, order=1, complete=True), line(2, 1, order=1, pool=2, complete=True)],
            [pool(), pool(2)],
            [purchase(1, 1, 3), purchase(2, 1, 9, pool=2)],
        ),
        {1: 9, 2: 9},
    ),
    "R4 one line unknown, all unknown": (
        snapshot(
            [line(1, 1, order=1, complete=True), line(2, 1, order=1, pool=2, complete=True)],
            [pool(), pool(2)],
            [purchase(1, 1, 3)],
        ),
        {1: None, 2: None},
    ),
    "R4 not holding, the shelf counts": (
        snapshot(
            [line(1, 1, order=1, complete=True), line(2, 1, order=1, pool=2, complete=True)],
            [pool(free=1), pool(2)],
            [purchase(2, 1, 9, pool=2)],
            complete_orders_hold=False,
        ),
        {1: 9, 2: 9},
    ),
    "R4 not holding, what is overdue decides, not what lies on the shelf": (
        snapshot(
            [line(1, 1, order=1, complete=True), line(2, 1, order=1, pool=2, complete=True)],
            [pool(free=1), pool(2)],
            [purchase(2, 1, -9, pool=2)],
            complete_orders_hold=False,
        ),
        {1: -9, 2: -9},
    ),
    "R6 on hold": (snapshot([line(1, 1, on_hold=True)], supplies=[purchase(1, 1, 1)]), {1: None}),
}


@pytest.mark.parametrize(("plan", "dates"), DATES.values(), ids=DATES)
def test_expected(plan: Snapshot, dates: dict[int, int | None]) -> None:
    assert expected(plan) == dates


def complete(*lines: tuple[int, int, int, int]) -> Snapshot:
    """One complete order; lines as (id, pool, open, reserved)."""
    return snapshot(
        [
            line(each, pieces, order=1, pool=where, reserved=held, complete=True)
            for each, where, pieces, held in lines
        ],
        [pool(), pool(2)],
    )


def test_r4_a_line_that_is_there_names_what_is_lacking_and_what_is_held() -> None:
    found = outcomes(complete((1, 1, 4, 4), (2, 2, 1, 0)))
    assert (found[1].reason, found[1].facts) == (ReasonKind.COMPLETE_LACKS, {"pools": [2], "held": 4000})
    assert found[2].reason == ReasonKind.NOT_PURCHASED
    assert found[1].waiting
    assert found[2].waiting


def test_r4_a_complete_order_with_all_of_it_waits_no_more() -> None:
    found = outcomes(complete((1, 1, 4, 4), (2, 2, 1, 1)))
    assert [(each.waiting, each.reason) for each in found.values()] == [(False, ""), (False, "")]


def test_r4_what_has_left_already_is_no_part_of_the_wait() -> None:
    found = outcomes(complete((1, 1, 0, 0), (2, 2, 1, 0)))
    assert (found[1].waiting, found[1].reason, found[1].expected_on) == (False, "", None)


@pytest.mark.parametrize(
    ("sibling", "day"),
    [
        ({"open": 2, "reserved": 2}, 3),
        ({"pegged": 2, "comes_on": MONDAY + 8}, 8),
        ({"pegged": 2, "comes_on": MONDAY + 4, "handling": 1}, 7),
        ({"pegged": 1, "comes_on": MONDAY + 8}, None),
        ({"pegged": 2, "undated": 1, "comes_on": MONDAY + 8}, None),
        ({"stopped": 1, "pegged": 2, "comes_on": MONDAY + 8}, None),
    ],
    ids=["there", "later", "handling", "in part", "undated", "kept off"],
)
def test_r4_lines_in_pools_left_alone_count_for_the_date(sibling: dict[str, int], day: int | None) -> None:
    facts = {
        "open": 2,
        "reserved": 0,
        "stopped": 0,
        "pegged": 0,
        "undated": 0,
        "comes_on": None,
        "handling": 0,
    }
    other = Sibling(id=2, order_id=1, pool_id=2, **{**facts, **sibling})  # type: ignore[arg-type]
    plan = snapshot([line(1, 1, order=1, complete=True)], supplies=[purchase(1, 1, 3)])
    plan.siblings = [other]
    assert expected(plan) == {1: day}


@pytest.mark.parametrize(
    ("plan", "flagged"),
    [
        (snapshot([line(1, 2)], cut=frozenset([1])), True),
        (snapshot([line(1, 2)], supplies=[purchase(1, 2, 1)], cut=frozenset([1])), False),
        (snapshot([line(1, 2)], supplies=[purchase(1, 1, 1)], cut=frozenset([1])), True),
        (snapshot([line(1, 2, cancelled=True)]), True),
        (snapshot([line(1, 2, cancelled=True)], [pool(free=2)]), False),
        (snapshot([line(1, 2)]), False),
    ],
    ids=["lost", "covered by another", "covered in part", "still", "covered by the shelf", "never had any"],
)
def test_r16_flagged_until_known_supply_covers_it(plan: Snapshot, flagged: bool) -> None:
    assert outcomes(plan)[1].supply_cancelled is flagged


@pytest.mark.parametrize(
    ("plan", "days"),
    [
        (snapshot([line(1, 2)], [pool(lead_days=21)]), 21),
        (snapshot([line(1, 2)], [pool()]), None),
        (snapshot([line(1, 2)], [pool(lead_days=21)], [purchase(1, 2, 1)]), None),
        (snapshot([line(1, 2, on_hold=True)], [pool(lead_days=21)]), None),
    ],
    ids=["lead time", "no supplier", "covered", "on hold"],
)
def test_r10_an_estimate_only_where_nothing_is_known(plan: Snapshot, days: int | None) -> None:
    assert outcomes(plan)[1].estimate_days == days


@pytest.mark.parametrize(
    ("plan", "day"),
    [
        (snapshot([line(1, 3)], supplies=[purchase(1, 1, 4), purchase(2, 1, 9)]), 9),
        (snapshot([line(1, 3)], supplies=[purchase(1, 1, 4), purchase(2, 1, None)]), 4),
        (snapshot([line(1, 3)], supplies=[purchase(1, 3, 4)]), None),
        (snapshot([line(1, 3)]), None),
    ],
    ids=["its last part", "one without date", "covered", "nothing comes"],
)
def test_r10_an_estimate_is_no_earlier_than_the_known_part(plan: Snapshot, day: int | None) -> None:
    assert outcomes(plan)[1].not_before == (None if day is None else MONDAY + day)
