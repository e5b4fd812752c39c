"""Who gets what, from which supply, on which date: one pure plan (R2 to R6, R9, R10, R30)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from app.rules.capacity import Bench
from app.rules.snapshot import Fate, Peg, Snapshot, Supply, rank


def allocate(snapshot: Snapshot, watched: Callable[[Iterable[Any]], Iterable[Any]] = iter) -> list[Fate]:
    """Reserve from the shelf and peg to supply; the fates come in the order of `snapshot.lines`.

    Those who wait for the plan may stop it in `watched`, through which it goes over the lines.
    """
    fates = [Fate(line, line.reserved) for line in watched(snapshot.lines)]
    queues: dict[int, list[Fate]] = defaultdict(list)
    for fate in watched(fates):
        queues[fate.line.pool_id].append(fate)
    free = {pool_id: facts.free for pool_id, facts in snapshot.pools.items()}
    _direct(snapshot, fates, free)
    if snapshot.policy.automatic:
        _reserve(snapshot, queues, free)
    _see_shelf(queues, free)
    _peg(snapshot, queues)
    _fill_weeks(snapshot, queues)
    for fate in watched(fates):
        fate.uncovered = fate.to_come - sum(peg.quantity for peg in fate.pegs)
    return fates


def _take(fate: Fate, free: dict[int, int], most: int | None = None) -> None:
    pool_id = fate.line.pool_id
    part = min(fate.short, free[pool_id]) if most is None else min(fate.short, free[pool_id], most)
    if part > 0:
        fate.reserved += part
        free[pool_id] -= part


def _direct(snapshot: Snapshot, fates: list[Fate], free: dict[int, int]) -> None:
    """Stock that came for a line, or that the owner gives it by hand, before anybody else's turn."""
    if snapshot.directed:
        for fate in fates:
            if fate.line.id in snapshot.directed and not fate.line.on_hold:
                _take(fate, free, snapshot.directed[fate.line.id])


def _reserve(snapshot: Snapshot, queues: Mapping[int, list[Fate]], free: dict[int, int]) -> None:
    if not snapshot.policy.complete_orders_hold and any(line.ship_complete for line in snapshot.lines):
        _reserve_together(snapshot, queues, free)
        return
    for pool_id, queue in queues.items():
        for fate in _released_last(snapshot, queue):
            if free[pool_id] <= 0:
                break
            if not fate.stopped:
                _take(fate, free)


def _released_last(snapshot: Snapshot, queue: list[Fate]) -> list[Fate]:
    if snapshot.last:
        return sorted(queue, key=lambda fate: fate.line.id in snapshot.last)
    return queue


def _reserve_together(snapshot: Snapshot, queues: Mapping[int, list[Fate]], free: dict[int, int]) -> None:
    """Complete orders take all or nothing: each is tried when it is next in all its pools.

    Where two orders stand crosswise (first in one pool, second in the other) R2 across pools decides.
    """
    together = _Together(snapshot, queues, free)
    for pool_id in queues:
        together.advance(pool_id)
    while order_id := together.next_order():
        together.decide(order_id)


class _Together:
    """The pools' queues side by side, each stopped at the complete order that is next in it."""

    def __init__(self, snapshot: Snapshot, queues: Mapping[int, list[Fate]], free: dict[int, int]) -> None:
        self._queues = {pool_id: _released_last(snapshot, queue) for pool_id, queue in queues.items()}
        self._free = free
        self._position = dict.fromkeys(queues, 0)
        self._stopped_in: dict[int, set[int]] = defaultdict(set)
        self._decided: set[int] = set()
        self._members: dict[int, list[Fate]] = defaultdict(list)
        for fate in (each for queue in queues.values() for each in queue):
            collects = fate.line.ship_complete and not snapshot.pools[fate.line.pool_id].service
            if collects and fate.short:
                self._members[fate.line.order_id].append(fate)

    def advance(self, pool_id: int) -> None:
        """Serve plain lines by rank up to the next complete order that is not decided."""
        queue = self._queues[pool_id]
        while self._position[pool_id] < len(queue):
            fate = queue[self._position[pool_id]]
            if not fate.line.ship_complete:
                if not fate.stopped:
                    _take(fate, self._free)
            elif fate.short and fate.line.order_id in self._members.keys() - self._decided:
                self._stopped_in[fate.line.order_id].add(pool_id)
                return
            self._position[pool_id] += 1

    def next_order(self) -> int | None:
        """The best-ranked of the orders that are next in all their pools; failing that, of all."""
        undecided = [order_id for order_id in self._stopped_in if order_id not in self._decided]
        reached = [each for each in undecided if self._stopped_in[each] == self._pools(each)]
        return min(reached or undecided, key=self._rank, default=None)

    def decide(self, order_id: int) -> None:
        """Give the order all it lacks, or nothing, and let the queues go on."""
        self._decided.add(order_id)
        _take_all(self._members[order_id], self._free)
        for pool_id in self._stopped_in[order_id]:
            self.advance(pool_id)

    def _pools(self, order_id: int) -> set[int]:
        return {fate.line.pool_id for fate in self._members[order_id]}

    def _rank(self, order_id: int) -> tuple[int, int, int, int, int]:
        return min(rank(fate.line) for fate in self._members[order_id])


def _take_all(order: list[Fate], free: dict[int, int]) -> None:
    needs: dict[int, int] = defaultdict(int)
    for fate in order:
        needs[fate.line.pool_id] += fate.short
    if any(fate.stopped for fate in order) or any(free[pool_id] < need for pool_id, need in needs.items()):
        return
    for fate in order:
        _take(fate, free)


def _see_shelf(queues: Mapping[int, list[Fate]], free: dict[int, int]) -> None:
    """The shelf before what comes (R9), for lines too that do not take from it on their own."""
    for pool_id, queue in queues.items():
        for fate in queue:
            if free[pool_id] <= 0:
                break
            if fate.short and not fate.stopped:
                fate.on_shelf = min(fate.short, free[pool_id])
                free[pool_id] -= fate.on_shelf


def _peg(snapshot: Snapshot, queues: Mapping[int, list[Fate]]) -> None:
    """Tie what is short to incoming goods: earmarked lines first, then by rank, soonest supply first (R9)."""
    by_pool: dict[int, list[Supply]] = defaultdict(list)
    for supply in snapshot.supplies:
        by_pool[supply.pool_id].append(supply)
    for pool_id, supplies in by_pool.items():
        supplies.sort(key=lambda each: (each.eta is None, each.eta or 0, each.kind, each.id))
        _peg_pool(queues.get(pool_id, ()), supplies)


def _peg_pool(queue: Sequence[Fate], supplies: list[Supply]) -> None:
    left = [supply.quantity for supply in supplies]
    waiting = {fate.line.id: fate for fate in queue if fate.to_come and not fate.stopped}
    need = {line_id: fate.to_come for line_id, fate in waiting.items()}
    for position, supply in enumerate(supplies):
        if supply.for_line_id in waiting:
            _tie(waiting[supply.for_line_id], need, supply, left, position)
    position = 0
    last: tuple[int, int, str] | None = None
    for line_id, fate in waiting.items():
        while need[line_id] and position < len(supplies):
            part = _tie(fate, need, supplies[position], left, position)
            if not left[position]:
                last = (line_id, part, supplies[position].number) if part else last
                position += 1
        if need[line_id]:
            fate.outranked_by = last
        fate.pegs.sort(key=_by_day)


def _tie(fate: Fate, need: dict[int, int], supply: Supply, left: list[int], position: int) -> int:
    part = min(need[fate.line.id], left[position])
    if part:
        fate.pegs.append(Peg(supply.kind, supply.id, None, part, supply.eta))
        left[position] -= part
        need[fate.line.id] -= part
    return part


def _by_day(peg: Peg) -> tuple[bool, int, str, int]:
    return (peg.comes_on is None, peg.comes_on or 0, peg.kind, peg.id)


def _fill_weeks(snapshot: Snapshot, queues: Mapping[int, list[Fate]]) -> None:
    """Made to order and services: a resource's queue, over all its pools, fills its weeks by rank."""
    by_resource: dict[int, list[Fate]] = defaultdict(list)
    for pool_id, queue in queues.items():
        resource_id = snapshot.pools[pool_id].resource_id
        if resource_id is not None:
            by_resource[resource_id].extend(fate for fate in queue if fate.to_come and not fate.stopped)
    for resource_id, waiting in by_resource.items():
        bench = Bench(snapshot.resources[resource_id], snapshot.policy.today)
        for fate in sorted(waiting, key=lambda each: rank(each.line)):
            pool = snapshot.pools[fate.line.pool_id]
            need = fate.to_come - sum(peg.quantity for peg in fate.pegs)
            fate.pegs += [
                Peg("week", resource_id, week.monday, part, week.due)
                for week, part in bench.fill(need, pool.effort, pool.step)
            ]


def take_back(lines: Iterable[tuple[int, int]], quantity: int) -> dict[int, int]:
    """Line id → units to give up, from (id, reserved) in the order in which they give back (R15, R20)."""
    given: dict[int, int] = {}
    for line_id, reserved in lines:
        if quantity <= 0:
            break
        part = min(reserved, quantity)
        if part > 0:
            given[line_id] = part
            quantity -= part
    return given
