"""Reading what a plan is made from: which pools hang together, and who waits in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.actions.context import today
from app.rules.capacity import Resource
from app.rules.promising import monday_of
from app.rules.snapshot import Cut, Line, Policy, PoolFacts, Sibling, Snapshot, Supply
from app.settings import ShopSettings, days_off, shop_settings
from db.rows import Reader, asking, fetch_for, is_postgresql

_LINE = (
    "id, order_id, pool_id, hand_rank, precedence, due, ordered_on, open, reserved, kept_off, on_hold,"
    " ship_complete, supply_cancelled, expected_on, estimate_days, not_before, waiting, reason,"
    " reason_facts"
)
_RANK = "pool_id, hand_rank, precedence, due, ordered_on, id"


@dataclass(frozen=True, slots=True)
class Level:
    """A pool's stored figures, in thousandths."""

    on_hand: int
    reserved: int
    incoming: int
    backordered: int


def lock_pools(session: Reader, pools: Iterable[int]) -> set[int]:
    """Lock the pools and all that hang together with them; on SQLite the transaction itself is the lock.

    A statement of its own, so that what is read next is what the wait brought.
    """
    linked = linked_pools(session, pools)
    while is_postgresql(session):
        sql = "SELECT id FROM stock_levels WHERE id IN ({ids}) ORDER BY id FOR UPDATE"
        fetch_for(session, sql, sorted(linked))
        grown = linked_pools(session, linked) if _ties_all(session) else linked_pools(session, pools)
        if grown <= linked:
            break
        linked |= grown
    return linked


def linked_pools(session: Reader, pools: Iterable[int]) -> set[int]:
    """The pools, those of the same resource, and those that complete orders tie to them (R4)."""
    linked = set(pools)
    while True:
        linked |= _of_same_resource(session, linked)
        tied = _of_complete_orders(session, linked) - linked
        linked |= tied
        if tied:
            linked |= _of_same_resource(session, tied)
        if not tied or not _ties_all(session):
            return linked


def _ties_all(session: Reader) -> bool:
    settings = shop_settings(session)
    return not (settings.complete_orders_hold_stock and settings.reserve_automatically)


def _of_same_resource(session: Reader, pools: set[int]) -> set[int]:
    sql = (
        "SELECT DISTINCT s2.id FROM stock_levels s JOIN products p ON p.id = s.product_id"
        " JOIN products p2 ON p2.resource_id = p.resource_id"
        " JOIN stock_levels s2 ON s2.product_id = p2.id WHERE s.id IN ({ids})"
    )
    return {row[0] for row in fetch_for(session, sql, pools)}


def _of_complete_orders(session: Reader, pools: set[int]) -> set[int]:
    sql = (
        "SELECT DISTINCT other.pool_id FROM order_lines l JOIN order_lines other"
        " ON other.order_id = l.order_id AND other.open > 0"
        " WHERE l.pool_id IN ({ids}) AND l.ship_complete = 1 AND l.open > 0"
    )
    return {row[0] for row in fetch_for(session, sql, pools)}


def read_levels(session: Reader, pools: Iterable[int]) -> dict[int, Level]:
    """Stored figures by pool."""
    sql = "SELECT id, on_hand, reserved, incoming, backordered FROM stock_levels WHERE id IN ({ids})"
    return {row[0]: Level(*row[1:]) for row in fetch_for(session, sql, pools)}


def read_snapshot(
    session: Reader,
    pools: set[int],
    free: Mapping[int, int],
    touched: Iterable[int],
    *,
    directed: Mapping[int, int],
    last: frozenset[int],
    cut: Mapping[int, Cut],
) -> Snapshot:
    """All that waits for, or comes to, the pools; `touched` lines are read even if they wait no more."""
    settings = shop_settings(session)
    day = today(session).toordinal()
    lines = _read_lines(session, pools, touched)
    facts, resources = _read_pools(session, free, settings, day)
    policy = Policy(
        day, settings.reserve_automatically, settings.complete_orders_hold_stock, days_off(settings)
    )
    return Snapshot(
        policy,
        facts,
        lines,
        _read_supplies(session, pools),
        resources,
        _read_siblings(session, lines, pools, settings.handling_days),
        directed,
        last,
        cut,
    )


def _read_lines(session: Reader, pools: set[int], touched: Iterable[int]) -> list[Line]:
    waiting = (
        f"SELECT {_LINE} FROM order_lines WHERE pool_id IN ({{ids}}) AND backordered > 0 ORDER BY {_RANK}"
    )
    lines = list(map(Line._make, asking(session, fetch_for(session, waiting, pools))))
    known = {line.id for line in lines}
    more = set(touched) - known
    if more:
        by_id = f"SELECT {_LINE} FROM order_lines WHERE id IN ({{ids}})"
        found = [line for line in map(Line._make, fetch_for(session, by_id, more)) if line.pool_id in pools]
        lines += found
        known |= more
    orders = {line.order_id for line in lines if line.ship_complete}
    if orders:
        rest = f"SELECT {_LINE} FROM order_lines WHERE order_id IN ({{ids}}) AND open > 0"
        lines += [
            line
            for line in map(Line._make, fetch_for(session, rest, orders))
            if line.pool_id in pools and line.id not in known
        ]
    return lines


def _read_pools(
    session: Reader, free: Mapping[int, int], settings: ShopSettings, day: int
) -> tuple[dict[int, PoolFacts], dict[int, Resource]]:
    sql = (
        "SELECT s.id, s.product_id, p.kind, p.decimals, p.resource_id, p.effort"
        " FROM stock_levels s JOIN products p ON p.id = s.product_id WHERE s.id IN ({ids})"
    )
    rows = fetch_for(session, sql, free)
    suppliers = _read_suppliers(session, {row[1] for row in rows})
    facts = {}
    for pool_id, product_id, kind, decimals, resource_id, effort in rows:
        name, lead_days = suppliers.get(product_id, ("", None))
        service = kind == "service"
        facts[pool_id] = PoolFacts(
            pool_id,
            free[pool_id],
            0 if service else settings.handling_days,
            None if kind == "stocked" else resource_id,
            effort,
            10 ** (3 - decimals),
            service,
            name,
            lead_days,
        )
    wanted = {pool.resource_id for pool in facts.values() if pool.resource_id is not None}
    return facts, read_resources(session, wanted, day) if wanted else {}


def _read_suppliers(session: Reader, products: set[int]) -> dict[int, tuple[str, int | None]]:
    sql = (
        "SELECT sp.product_id, s.name, coalesce(sp.lead_days, s.lead_days)"
        " FROM supplier_products sp JOIN suppliers s ON s.id = sp.supplier_id AND s.active = 1"
        " WHERE sp.product_id IN ({ids}) ORDER BY sp.product_id, sp.preferred, sp.id DESC"
    )
    return {product_id: (name, days) for product_id, name, days in fetch_for(session, sql, products)}


def read_resources(session: Reader, ids: set[int], day: int) -> dict[int, Resource]:
    """Capacity by resource, with what finished work took of the current week."""
    steps = fetch_for(
        session,
        "SELECT w.resource_id, w.monday, w.per_week FROM resource_weeks w"
        " JOIN resources r ON r.id = w.resource_id AND r.active = 1"
        " WHERE w.resource_id IN ({ids}) ORDER BY w.monday",
        ids,
    )
    blocks = fetch_for(
        session,
        "SELECT resource_id, first_day, last_day FROM resource_blocks WHERE resource_id IN ({ids})",
        ids,
    )
    uses = fetch_for(
        session,
        "SELECT resource_id, sum(effort) FROM resource_uses"
        " WHERE resource_id IN ({ids}) AND used_on BETWEEN ? AND ? GROUP BY resource_id",
        ids,
        (monday_of(day), monday_of(day) + 6),
    )
    used = {resource_id: int(effort) for resource_id, effort in uses}
    return {
        resource_id: Resource(
            resource_id,
            name,
            tuple((row[1], row[2]) for row in steps if row[0] == resource_id),
            tuple((row[1], row[2]) for row in blocks if row[0] == resource_id),
            used.get(resource_id, 0),
            bool(active),
        )
        for resource_id, name, active in fetch_for(
            session, "SELECT id, name, active FROM resources WHERE id IN ({ids})", ids
        )
    }


def _read_supplies(session: Reader, pools: set[int]) -> list[Supply]:
    purchased = (
        "SELECT 'purchase', l.id, l.pool_id, p.number, l.eta, l.incoming, l.for_line_id, l.first_eta"
        " FROM purchase_lines l JOIN purchases p ON p.id = l.purchase_id"
        " WHERE l.pool_id IN ({ids}) AND l.incoming > 0"
    )
    moved = (
        "SELECT 'transfer', id, to_pool_id, number, eta, incoming, NULL, NULL"
        " FROM transfers WHERE to_pool_id IN ({ids}) AND incoming > 0"
    )
    rows = fetch_for(session, purchased, pools) + fetch_for(session, moved, pools)
    return list(map(Supply._make, rows))


def _read_siblings(session: Reader, lines: list[Line], pools: set[int], handling: int) -> list[Sibling]:
    orders = {line.order_id for line in lines if line.ship_complete}
    if not orders:
        return []
    sql = (
        "SELECT l.id, l.order_id, l.pool_id, l.open, l.reserved,"
        " CASE WHEN l.on_hold = 1 OR l.kept_off = 1 THEN 1 ELSE 0 END,"
        " coalesce(sum(g.quantity), 0), coalesce(sum(CASE WHEN g.comes_on IS NULL THEN g.quantity END), 0),"
        f" max(g.comes_on), CASE WHEN p.kind = 'service' THEN 0 ELSE {handling} END"
        " FROM order_lines l JOIN products p ON p.id = l.product_id"
        " LEFT JOIN pegs g ON g.order_line_id = l.id"
        " WHERE l.order_id IN ({ids}) AND l.open > 0"
        " GROUP BY l.id, l.order_id, l.pool_id, l.open, l.reserved, l.on_hold, l.kept_off, p.kind"
    )
    rows = fetch_for(session, sql, orders)
    return [
        Sibling._make((*row[:6], int(row[6]), int(row[7]), *row[8:])) for row in rows if row[2] not in pools
    ]
