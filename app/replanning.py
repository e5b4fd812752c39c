"""What settling would change, without settling: the plan is made anew and held against what is stored."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from app.actions.snapshot import linked_pools, read_levels, read_snapshot
from app.rules.allocation import allocate
from app.rules.reasons import Outcome, explain
from app.rules.snapshot import Line
from db.rows import fetch, fetch_for

POOLS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Differences:
    """What a fresh plan would change of a line; `reserved` in signed thousandths."""

    line_id: int
    reserved: int
    dated: bool
    pegged: bool


def differences(session: Session, most: int) -> Iterator[Differences]:
    """The first `most` lines of which settling would change something."""
    return islice(_all_differences(session), most)


def _all_differences(session: Session) -> Iterator[Differences]:
    left = {
        row[0] for row in fetch(session, "SELECT id FROM stock_levels WHERE backordered > 0 OR reserved > 0")
    }
    left |= {row[0] for row in fetch(session, "SELECT DISTINCT pool_id FROM order_lines WHERE open > 0")}
    while left:
        part = linked_pools(session, islice(sorted(left), POOLS_AT_ONCE))
        yield from _of_pools(session, part, part & left)
        left -= part


def _of_pools(session: Session, pools: set[int], wanted: set[int]) -> Iterator[Differences]:
    levels = read_levels(session, pools)
    free = {pool_id: level.on_hand - level.reserved for pool_id, level in levels.items()}
    nothing: frozenset[int] = frozenset()
    snapshot = read_snapshot(
        session, pools, free, _reserved_lines(session, pools), directed={}, last=nothing, cut={}
    )
    outcomes = explain(snapshot, allocate(snapshot))
    pegs = _stored_pegs(session, pools)
    lines = {line.id: line for line in snapshot.lines}
    for each in outcomes:
        line = lines[each.line_id]
        found = _difference(line, each, pegs.get(line.id, []))
        if found is not None and line.pool_id in wanted:
            yield found


def _reserved_lines(session: Session, pools: set[int]) -> list[int]:
    """Lines that wait for nothing: their dates and reasons can be wrong too."""
    sql = "SELECT id FROM order_lines WHERE pool_id IN ({ids}) AND reserved > 0 AND backordered = 0"
    return [row[0] for row in fetch_for(session, sql, pools)]


def _difference(line: Line, planned: Outcome, pegs: list[tuple[Any, ...]]) -> Differences | None:
    reserved = planned.reserved - line.reserved
    dated = (line.expected_on, line.estimate_days, line.not_before, bool(line.waiting)) != (
        planned.expected_on,
        planned.estimate_days,
        planned.not_before,
        planned.waiting,
    )
    pegged = pegs != [(each.kind, each.id, each.week, each.quantity, each.comes_on) for each in planned.pegs]
    explained = (line.reason, bool(line.supply_cancelled)) != (str(planned.reason), planned.supply_cancelled)
    if reserved or dated or pegged or explained:
        return Differences(line.id, reserved, dated, pegged)
    return None


def _stored_pegs(session: Session, pools: set[int]) -> dict[int, list[tuple[Any, ...]]]:
    sql = (
        "SELECT order_line_id, purchase_line_id, transfer_id, resource_id, week, quantity, comes_on"
        " FROM pegs WHERE pool_id IN ({ids}) ORDER BY id"
    )
    stored: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for line_id, purchase_line_id, transfer_id, resource_id, week, quantity, comes_on in fetch_for(
        session, sql, pools
    ):
        kind = "purchase" if purchase_line_id else "transfer" if transfer_id else "week"
        supply_id = purchase_line_id or transfer_id or resource_id
        stored[line_id].append((kind, supply_id, week, quantity, comes_on))
    return stored
