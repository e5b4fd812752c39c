"""Why a line waits, and until when: kind and facts; the sentence comes from the catalogue."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from app.rules.capacity import Resource
from app.rules.promising import after_handling
from app.rules.snapshot import Fate, Line, Peg, PoolFacts, Sibling, Snapshot, Supply


class ReasonKind(StrEnum):
    """What holds a line up, one word each."""

    NONE = ""
    ON_HOLD = "on_hold"
    KEPT_OFF = "kept_off"
    SUPPLIER_OVERDUE = "supplier_overdue"
    SUPPLY_CANCELLED = "supply_cancelled"
    BRINGS = "brings"
    BRINGS_PART = "brings_part"
    UNDATED = "undated"
    WEEK = "week"
    NO_CAPACITY = "no_capacity"
    COMPLETE_LACKS = "complete_lacks"
    COLLECTS = "collects"
    NOT_AUTOMATIC = "not_automatic"
    OUTRANKED = "outranked"
    NOT_PURCHASED = "not_purchased"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is stored on a line; `expected_on` None with `waiting` false means ready today (plus handling)."""

    line_id: int
    reserved: int
    pegs: tuple[Peg, ...]
    expected_on: int | None
    estimate_days: int | None
    # The day on which the last dated part comes of a line that known supply does not cover.
    not_before: int | None
    waiting: bool
    reason: str
    facts: dict[str, Any] | None
    supply_cancelled: bool


@dataclass(slots=True)
class _Own:
    """A line's own date before its complete order is looked at."""

    expected_on: int | None
    covered: bool
    ready: bool
    # All it lacks is on the shelf: what comes later, or came too late, decides about the order.
    on_shelf: bool = False


def explain(
    snapshot: Snapshot,
    fates: Sequence[Fate],
    watched: Callable[[Iterable[Any]], Iterable[Any]] = iter,
) -> list[Outcome]:
    """Dates and reasons of a plan, complete orders' other lines included (R4, R10, R16)."""
    numbers = {(supply.kind, supply.id): supply for supply in snapshot.supplies}
    outcomes = []
    complete: dict[int, list[tuple[Fate | Sibling, _Own]]] = defaultdict(list)
    for fate in watched(fates):
        own = _own(fate, snapshot)
        if fate.line.ship_complete and fate.line.open:
            complete[fate.line.order_id].append((fate, own))
        else:
            outcomes.append(_outcome(fate, own, snapshot, numbers))
    for sibling in snapshot.siblings:
        complete[sibling.order_id].append((sibling, _own_of_sibling(sibling, snapshot)))
    for members in complete.values():
        outcomes += _complete_outcomes(members, snapshot, numbers)
    return outcomes


def _own(fate: Fate, snapshot: Snapshot) -> _Own:
    if fate.line.on_hold:
        return _Own(None, covered=False, ready=False)
    if not fate.short:
        return _Own(None, covered=True, ready=True)
    if fate.uncovered:
        return _Own(None, covered=False, ready=False)
    pool = snapshot.pools[fate.line.pool_id]
    return _Own(_date(fate.pegs, pool, snapshot), covered=True, ready=False, on_shelf=not fate.pegs)


def _date(pegs: Sequence[Peg], pool: PoolFacts, snapshot: Snapshot) -> int | None:
    days = [peg.comes_on for peg in pegs] or [snapshot.policy.today]
    if None in days:
        return None
    return after_handling(max(day for day in days if day is not None), pool.handling, snapshot.policy.off)


def _own_of_sibling(sibling: Sibling, snapshot: Snapshot) -> _Own:
    short = sibling.open - sibling.reserved
    if not short:
        return _Own(None, covered=True, ready=not sibling.stopped)
    if sibling.stopped or sibling.pegged < short:
        return _Own(None, covered=False, ready=False)
    if sibling.undated or sibling.comes_on is None:
        return _Own(None, covered=True, ready=False)
    day = after_handling(sibling.comes_on, sibling.handling, snapshot.policy.off)
    return _Own(day, covered=True, ready=False)


def _outcome(fate: Fate, own: _Own, snapshot: Snapshot, numbers: dict[tuple[str, int], Supply]) -> Outcome:
    line = fate.line
    cancelled = (bool(line.supply_cancelled) or line.id in snapshot.cut) and fate.uncovered > 0
    reason, facts = _reason(fate, cancelled, snapshot, numbers)
    estimate = not_before = None
    if fate.uncovered and not fate.stopped:
        estimate = snapshot.pools[line.pool_id].lead_days
        not_before = max((peg.comes_on for peg in fate.pegs if peg.comes_on is not None), default=None)
    return Outcome(
        line.id,
        fate.reserved,
        tuple(fate.pegs),
        own.expected_on,
        estimate,
        not_before,
        not own.ready,
        reason,
        facts,
        cancelled,
    )


def _reason(
    fate: Fate,
    cancelled: bool,
    snapshot: Snapshot,
    numbers: dict[tuple[str, int], Supply],
) -> tuple[str, dict[str, Any] | None]:
    if fate.line.on_hold:
        return ReasonKind.ON_HOLD, {}
    if not fate.short:
        return ReasonKind.NONE, None
    if fate.line.kept_off:
        return ReasonKind.KEPT_OFF, {}
    for peg in fate.pegs:
        if peg.kind != "week" and peg.comes_on is not None and peg.comes_on < snapshot.policy.today:
            number = numbers[peg.kind, peg.id].number
            return ReasonKind.SUPPLIER_OVERDUE, {"supply": number, "due": peg.comes_on}
    if cancelled:
        return ReasonKind.SUPPLY_CANCELLED, _lost(fate.line, snapshot)
    if fate.pegs:
        return _supply_reason(fate, snapshot, numbers)
    return _reason_without_supply(fate, snapshot)


def _lost(line: Line, snapshot: Snapshot) -> dict[str, Any]:
    """Which purchase will not bring it: known in the write that cuts it, then kept while the flag stands."""
    cut = snapshot.cut.get(line.id)
    if cut is not None:
        return {"supply": cut.supply} if cut.whole else {"supply": cut.supply, "part": 1}
    if line.reason == ReasonKind.SUPPLY_CANCELLED and line.reason_facts:
        return dict(json.loads(line.reason_facts))
    return {}


def _reason_without_supply(fate: Fate, snapshot: Snapshot) -> tuple[str, dict[str, Any]]:
    line = fate.line
    pool = snapshot.pools[line.pool_id]
    if fate.on_shelf and not fate.uncovered:
        together = line.ship_complete and not snapshot.policy.complete_orders_hold
        return (ReasonKind.COLLECTS if together else ReasonKind.NOT_AUTOMATIC), {}
    if pool.resource_id is not None:
        return ReasonKind.NO_CAPACITY, _no_capacity(snapshot.resources[pool.resource_id])
    if fate.outranked_by:
        rival, quantity, supply = fate.outranked_by
        return ReasonKind.OUTRANKED, {"line": rival, "quantity": quantity, "supply": supply}
    return ReasonKind.NOT_PURCHASED, {"supplier": pool.supplier, "days": pool.lead_days}


def _no_capacity(resource: Resource) -> dict[str, Any]:
    return {"resource": resource.name} if resource.active else {"resource": resource.name, "unused": 1}


def _supply_reason(
    fate: Fate, snapshot: Snapshot, numbers: dict[tuple[str, int], Supply]
) -> tuple[str, dict[str, Any]]:
    last = fate.pegs[-1]
    if last.kind == "week":
        resource = snapshot.resources[last.id]
        if fate.uncovered:
            return ReasonKind.NO_CAPACITY, _no_capacity(resource)
        return ReasonKind.WEEK, {"resource": resource.name, "week": last.week}
    supply = numbers[last.kind, last.id]
    facts = {
        "supply": supply.number,
        "on": last.comes_on,
        "quantity": last.quantity,
        "of": fate.short,
    }
    if last.comes_on is None:
        return ReasonKind.UNDATED, facts
    if supply.first_eta is not None and supply.first_eta < last.comes_on:
        facts["was"] = supply.first_eta
    return (ReasonKind.BRINGS_PART if fate.uncovered else ReasonKind.BRINGS), facts


def _complete_outcomes(
    members: list[tuple[Fate | Sibling, _Own]],
    snapshot: Snapshot,
    numbers: dict[tuple[str, int], Supply],
) -> list[Outcome]:
    """Lines of one complete order: all take the latest date; one that could leave names what is lacking."""
    ready = all(own.ready for _, own in members)
    dated = all(own.ready or own.expected_on is not None for _, own in members)
    latest = _latest([own for _, own in members])
    expected = latest if dated else None
    lacking = sorted({_pool(member) for member, own in members if _decides(own, expected)})
    held = sum(member.reserved for member, _ in members)
    return [
        _in_order(_outcome(member, own, snapshot, numbers), own, expected, ready, lacking, held)
        for member, own in members
        if isinstance(member, Fate)
    ]


def _latest(members: Sequence[_Own]) -> int | None:
    to_come = [own.expected_on for own in members if own.expected_on is not None and not own.on_shelf]
    on_shelf = [own.expected_on for own in members if own.expected_on is not None and own.on_shelf]
    return max(to_come or on_shelf, default=None)


def _in_order(
    outcome: Outcome, own: _Own, expected: int | None, ready: bool, lacking: list[int], held: int
) -> Outcome:
    if outcome.reason in (ReasonKind.ON_HOLD, ReasonKind.KEPT_OFF):
        return outcome
    if ready or _decides(own, expected):
        return replace(outcome, expected_on=expected, waiting=not ready)
    facts = {"pools": lacking, "held": held}
    return replace(outcome, expected_on=expected, waiting=True, reason=ReasonKind.COMPLETE_LACKS, facts=facts)


def _pool(member: Fate | Sibling) -> int:
    return member.line.pool_id if isinstance(member, Fate) else member.pool_id


def _decides(own: _Own, expected: int | None) -> bool:
    """Whether this line is what its complete order waits for."""
    if own.ready:
        return False
    return own.expected_on is None or own.expected_on == expected
