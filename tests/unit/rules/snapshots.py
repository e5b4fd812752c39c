"""Short ways to write down what a plan is made from; quantities in whole pieces, day 0 is a Monday."""

from collections.abc import Sequence

from app.rules.allocation import allocate
from app.rules.capacity import Resource
from app.rules.reasons import Outcome, explain
from app.rules.snapshot import Cut, Fate, Line, Policy, PoolFacts, Snapshot, Supply, rank

MONDAY = 739_943
"""2026-11-23 as an ordinal."""
NO_RANK = 1_000_000_000


def line(
    id: int,  # noqa: A002
    open: int,  # noqa: A002
    *,
    order: int | None = None,
    pool: int = 1,
    hand: int = NO_RANK,
    priority: int = 0,
    due: int = 0,
    ordered: int = 0,
    reserved: int = 0,
    kept_off: bool = False,
    on_hold: bool = False,
    complete: bool = False,
    cancelled: bool = False,
) -> Line:
    return Line(
        id,
        order or id,
        pool,
        hand,
        -priority,
        due * 1440,
        ordered,
        open * 1000,
        reserved * 1000,
        int(kept_off),
        int(on_hold),
        int(complete),
        int(cancelled),
        None,
        None,
        None,
        0,
        "",
        None,
    )


def purchase(
    id: int,  # noqa: A002
    quantity: int,
    day: int | None,
    *,
    pool: int = 1,
    for_line: int | None = None,
) -> Supply:
    eta = None if day is None else MONDAY + day
    return Supply("purchase", id, pool, f"P{id}", eta, quantity * 1000, for_line)


def pool(
    id: int = 1,  # noqa: A002
    free: int = 0,
    *,
    handling: int = 0,
    resource: int | None = None,
    effort: int = 1000,
    step: int = 1,
    service: bool = False,
    supplier: str = "",
    lead_days: int | None = None,
) -> PoolFacts:
    return PoolFacts(id, free * 1000, handling, resource, effort, step, service, supplier, lead_days)


def resource(id: int, per_week: int, *blocks: tuple[int, int], used: int = 0) -> Resource:  # noqa: A002
    blocked = tuple((MONDAY + first, MONDAY + last) for first, last in blocks)
    return Resource(id, "Bench", ((MONDAY - 700, per_week * 1000),), blocked, used * 1000)


def snapshot(
    lines: Sequence[Line],
    pools: Sequence[PoolFacts] = (),
    supplies: Sequence[Supply] = (),
    resources: Sequence[Resource] = (),
    *,
    today: int = 0,
    automatic: bool = True,
    complete_orders_hold: bool = True,
    directed: dict[int, int] | None = None,
    last: frozenset[int] = frozenset(),
    cut: frozenset[int] = frozenset(),
) -> Snapshot:
    ranked = sorted(lines, key=lambda each: (each.pool_id, *rank(each)))
    return Snapshot(
        Policy(MONDAY + today, automatic, complete_orders_hold),
        {each.id: each for each in pools or [pool()]},
        ranked,
        supplies,
        {each.id: each for each in resources},
        (),
        {line_id: pieces * 1000 for line_id, pieces in (directed or {}).items()},
        last,
        {line_id: Cut("P9", whole=True) for line_id in cut},
    )


def reserved(plan: Snapshot) -> dict[int, int]:
    """Line id → pieces reserved by the plan."""
    return {fate.line.id: fate.reserved // 1000 for fate in allocate(plan)}


def pegs(plan: Snapshot) -> dict[int, list[tuple[int, int]]]:
    """Line id → (supply id, pieces)."""
    return {fate.line.id: [(peg.id, peg.quantity // 1000) for peg in fate.pegs] for fate in allocate(plan)}


def outcomes(plan: Snapshot) -> dict[int, Outcome]:
    fates: list[Fate] = allocate(plan)
    return {each.line_id: each for each in explain(plan, fates)}


def expected(plan: Snapshot) -> dict[int, int | None]:
    """Line id → days from the Monday to the expected date."""
    return {
        line_id: None if each.expected_on is None else each.expected_on - MONDAY
        for line_id, each in outcomes(plan).items()
    }
