"""The only door to reservations, pegs, dates and reasons: snapshot, plan, rows, history.

An action opens a `Touch` on the pools it concerns (they are locked with all that hangs together with them),
changes its own rows, tells the touch what moved, and settles once.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

from sqlalchemy.orm import Session

from app.actions.context import touched
from app.actions.notifying import tell_delays
from app.actions.notifying_arrivals import tell_arrivals
from app.actions.remembering import remember
from app.actions.set_aside import end_moot_offers, taken_from_offers
from app.actions.settled_rows import write_history, write_levels, write_lines, write_moves, write_pegs
from app.actions.snapshot import Level, lock_pools, read_levels, read_snapshot
from app.changes import Area
from app.errors import Refused
from app.language import tr
from app.rules.allocation import allocate, take_back
from app.rules.reasons import Outcome, ReasonKind, explain
from app.rules.snapshot import Cut
from db.rows import asking, fetch, fetch_for, run_many


@dataclass(slots=True)
class Move:
    """A ledger row to be; quantity in signed thousandths."""

    pool_id: int
    quantity: int
    kind: str
    reference: str = ""
    order_line_id: int | None = None
    purchase_line_id: int | None = None
    cost: int | None = None
    note: str = ""


@dataclass(slots=True)
class Touch:
    """What a write did before it settles; units are thousandths."""

    pools: set[int]
    # Lines whose own figures the write changed.
    lines: set[int] = field(default_factory=set)
    moves: list[Move] = field(default_factory=list)
    # Reserved units that the write itself took off lines, by pool (negative: put on).
    freed: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    # Stock that is meant for a line, whatever its rank.
    directed: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    # Lines released in this write: last in the queue for the shelf (R4).
    last: set[int] = field(default_factory=set)
    # Lines whose supply was cancelled or cut (R16), and which it was.
    cut: dict[int, Cut] = field(default_factory=dict)
    # Lines that give back first where stock is taken away (R15).
    gives_back: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Settled:
    """What changed: units by line, and (line, old day, new day) of expected dates.

    `from_offers` are (pool, line, units) that lay aside for lines and are gone.
    """

    gained: dict[int, int] = field(default_factory=dict)
    lost: dict[int, int] = field(default_factory=dict)
    from_offers: list[tuple[int, int, int]] = field(default_factory=list)
    dates: list[tuple[int, int | None, int | None]] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """Equal for equal plans, so that a dialog can tell whether what it showed is what would happen."""
        told = sorted(
            (each.line_id, each.reserved, each.expected_on or each.not_before or 0, each.waiting)
            for each in self.outcomes
        )
        return sha256(repr(told).encode()).hexdigest()[:16]


def begin(session: Session, pools: Iterable[int]) -> Touch:
    """Lock the pools and what hangs together with them; read documents only after this."""
    session.flush()
    locked = lock_pools(session, pools)
    remember(session, locked)
    return Touch(locked)


def settle(session: Session, touch: Touch) -> Settled:
    """Plan under lock and write the difference (R5); Refused if stock would fall below zero (R20)."""
    session.flush()
    levels = read_levels(session, touch.pools)
    free, on_hand, reserved = _after_moves(levels, touch)
    settled = Settled()
    _take_back_what_is_gone(session, touch, free, reserved, settled)
    snapshot = read_snapshot(
        session,
        touch.pools,
        free,
        touch.lines,
        directed=touch.directed,
        last=frozenset(touch.last),
        cut=touch.cut,
    )
    watched = partial(asking, session)
    fates = allocate(snapshot, watched)
    backordered: dict[int, int] = defaultdict(int)
    for fate in fates:
        backordered[fate.line.pool_id] += fate.short
        reserved[fate.line.pool_id] += fate.reserved - fate.line.reserved
    settled.outcomes = _name(session, explain(snapshot, fates, watched))
    changed = write_lines(session, snapshot, settled)
    write_pegs(session, touch.pools, snapshot, settled.outcomes)
    write_moves(session, touch.moves)
    incoming: dict[int, int] = defaultdict(int)
    for supply in snapshot.supplies:
        incoming[supply.pool_id] += supply.quantity
    write_levels(
        session,
        levels,
        {
            pool_id: Level(on_hand[pool_id], reserved[pool_id], incoming[pool_id], backordered[pool_id])
            for pool_id in levels
        },
    )
    moved = touch.lines.union(settled.gained, settled.lost)
    orders = {line.order_id for line in snapshot.lines if line.id in moved}
    tell_delays(session, touch.lines.union(changed))
    tell_arrivals(session, orders)
    touched(session, Area.BACKORDERS, Area.STOCK, Area.ORDERS)
    session.expire_all()
    session.info.setdefault("settled", []).append(settled)
    give_back(session, end_moot_offers(session, touch.lines.union(changed)))
    return settled


def give_back(session: Session, freed: dict[int, int]) -> None:
    """What offers kept, by pool, goes to whoever waits for it."""
    if freed:
        touch = begin(session, freed)
        touch.freed.update(freed)
        settle(session, touch)


def settle_everything(session: Session, *, pools_at_once: int = 2_000) -> int:
    """Settle all pools, some at a time; returns how many lines changed."""
    changed = 0
    pools = [row[0] for row in fetch(session, "SELECT id FROM stock_levels ORDER BY id")]
    for start in range(0, len(pools), pools_at_once):
        settled = settle(session, begin(session, pools[start : start + pools_at_once]))
        changed += len(settled.gained) + len(settled.lost)
    return changed


def _after_moves(
    levels: dict[int, Level], touch: Touch
) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    on_hand = {pool_id: level.on_hand for pool_id, level in levels.items()}
    reserved = {pool_id: level.reserved - touch.freed.get(pool_id, 0) for pool_id, level in levels.items()}
    for move in touch.moves:
        on_hand[move.pool_id] += move.quantity
    if any(quantity < 0 for quantity in on_hand.values()):
        raise Refused(
            tr("There is less on hand than that."), tr("Count the product first if the shelf says otherwise.")
        )
    return {pool_id: on_hand[pool_id] - reserved[pool_id] for pool_id in levels}, on_hand, reserved


def _take_back_what_is_gone(
    session: Session, touch: Touch, free: dict[int, int], reserved: dict[int, int], settled: Settled
) -> None:
    """Less on hand than reserved: offers give back, then lines, named ones first, then the lowest rank."""
    for pool_id in [pool_id for pool_id, units in free.items() if units < 0]:
        for line_id, units in taken_from_offers(session, pool_id, -free[pool_id]):
            settled.from_offers.append((pool_id, line_id, units))
            reserved[pool_id] -= units
            free[pool_id] += units
        rows = fetch(
            session,
            "SELECT id, reserved FROM order_lines WHERE pool_id = ? AND reserved > 0 ORDER BY"
            " hand_rank DESC, precedence DESC, due DESC, ordered_on DESC, id DESC",
            (pool_id,),
        )
        first = {line_id: number for number, line_id in enumerate(touch.gives_back)}
        rows.sort(key=lambda row: first.get(row[0], len(first)))
        given = take_back(rows, -free[pool_id])
        run_many(
            session,
            "UPDATE order_lines SET reserved = reserved - ? WHERE id = ?",
            [(units, line_id) for line_id, units in given.items()],
        )
        write_history(session, [("unreserved", pool_id, line_id, -units) for line_id, units in given.items()])
        settled.lost.update(given)
        touch.lines.update(given)
        reserved[pool_id] -= sum(given.values())
        free[pool_id] = 0


def _name(session: Session, outcomes: list[Outcome]) -> list[Outcome]:
    """Put order numbers and SKUs where the plan has ids: what is shown must not need a query."""
    rivals = {each.facts["line"] for each in outcomes if each.reason == ReasonKind.OUTRANKED and each.facts}
    pools = {
        pool_id
        for each in outcomes
        if each.reason == ReasonKind.COMPLETE_LACKS and each.facts
        for pool_id in each.facts["pools"]
    }
    if not rivals and not pools:
        return outcomes
    numbers = dict(
        tuple(row)
        for row in fetch_for(
            session,
            "SELECT l.id, o.number FROM order_lines l JOIN orders o ON o.id = l.order_id"
            " WHERE l.id IN ({ids})",
            rivals,
        )
    )
    skus = dict(
        tuple(row)
        for row in fetch_for(
            session,
            "SELECT s.id, p.sku FROM stock_levels s JOIN products p ON p.id = s.product_id"
            " WHERE s.id IN ({ids})",
            pools,
        )
    )
    for each in outcomes:
        if each.facts is None:
            continue
        if each.reason == ReasonKind.OUTRANKED:
            each.facts["order"] = numbers[each.facts.pop("line")]
        elif each.reason == ReasonKind.COMPLETE_LACKS:
            each.facts["lacks"] = [skus[pool_id] for pool_id in each.facts.pop("pools")]
    return outcomes
