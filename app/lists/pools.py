"""A product at a place: its figures above the queue's groups, and its supply and demand in the pane."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from app.actions.context import today
from app.actions.snapshot import read_resources
from app.errors import NotFound
from app.language import tr
from app.lists import backorders, history
from app.lists.naming import named_values
from app.lists.resources import free_from, taken_of
from app.rules.capacity import Resource
from app.rules.reasons import ReasonKind
from app.settings import shop_settings
from db.rows import Reader, fetch, fetch_for, fetch_one

# Waiting lines that a pane shows; a longer queue is read in the list.
SHOWN_LINES = 100


@dataclass(frozen=True, slots=True)
class PoolHead:
    """Figures in thousandths; `not_ordered`: what waits beyond shelf and known supply, stopped lines aside.

    `free_from` is the Monday of the first week of which something is left, for what is made or done.
    """

    pool_id: int
    product_id: int
    sku: str
    name: str
    location: str
    kind: str
    unit: str
    active: int
    on_hand: int
    reserved: int
    available: int
    incoming: int
    backordered: int
    not_ordered: int
    supply_cancelled: bool
    resource: str
    free_from: int | None


_FIELDS = (
    "pool_id product_id sku name location kind unit active on_hand reserved available incoming backordered"
)
_HEADS = (
    "SELECT s.id, s.product_id, p.sku, p.name, a.name, p.kind, p.unit, p.active, s.on_hand, s.reserved,"
    " s.available, s.incoming, s.backordered, p.resource_id,"
    " (SELECT coalesce(sum(l.backordered), 0) FROM order_lines l WHERE l.pool_id = s.id"
    " AND l.backordered > 0 AND (l.on_hold = 1 OR l.kept_off = 1)),"
    " EXISTS (SELECT 1 FROM order_lines l WHERE l.pool_id = s.id AND l.supply_cancelled = 1)"
    " FROM stock_levels s JOIN products p ON p.id = s.product_id JOIN locations a ON a.id = s.location_id"
    " WHERE s.id IN ({ids})"
)


def pool_heads(session: Reader, pool_ids: Collection[int]) -> dict[int, PoolHead]:
    """Heads of the groups on a page, by pool."""
    rows = fetch_for(session, _HEADS, sorted(set(pool_ids)))
    wanted = {row[13] for row in rows if row[13] is not None and row[5] != "stocked"}
    day = today(session).toordinal()
    resources = read_resources(session, wanted, day) if wanted else {}
    taken = taken_of(session, wanted) if wanted else {}
    free = {key: free_from(each, taken.get(key, {}), day) for key, each in resources.items()}
    return {row[0]: _head(row, resources, free) for row in rows}


def _head(row: Any, resources: dict[int, Resource], free: dict[int, int | None]) -> PoolHead:
    told = named_values(_FIELDS, row)
    resource_id, stopped, cancelled = row[len(told) :]
    resource = resources.get(resource_id)
    missing = told["backordered"] - int(stopped) - told["incoming"] - told["available"]
    return PoolHead(
        **told,
        not_ordered=max(0, missing) if told["kind"] == "stocked" else 0,
        supply_cancelled=bool(cancelled),
        resource=resource.name if resource else "",
        free_from=free.get(resource_id) if resource else None,
    )


@dataclass(frozen=True, slots=True)
class SupplyRow:
    """A supply of a pool in thousandths; `was` is its first date where that was another, `kind` as a peg's.

    `key` is what pegs name it by: purchase line, transfer, or Monday of a week.
    """

    kind: str
    key: int
    number: str
    supplier: str
    on: int | None
    was: int | None
    quantity: int
    pegged: int
    document_id: int | None
    for_line_id: int | None


@dataclass(frozen=True, slots=True)
class PegRow:
    """Thousandths of a line tied to a supply; kind 'shelf' is what is reserved to it."""

    line_id: int
    kind: str
    key: int
    quantity: int


@dataclass(frozen=True, slots=True)
class KeptRow:
    """Thousandths that an offer keeps for a customer until a day."""

    order: str
    customer: str
    quantity: int
    reply_by: int | None


@dataclass(frozen=True, slots=True)
class PoolDetail:
    """What the pane shows of a pool; `lines` are rows of the backorder list, in rank.

    `missing`: thousandths that wait, of all lines, for what no known supply brings.
    """

    head: PoolHead
    price: int
    currency: str
    supplier: str
    lead_days: int | None
    minimum: int | None
    maximum: int | None
    supplies: tuple[SupplyRow, ...]
    lines: tuple[tuple[Any, ...], ...]
    more_lines: bool
    missing: int
    pegs: tuple[PegRow, ...]
    kept: tuple[KeptRow, ...]
    history: tuple[tuple[Any, ...], ...]


def pool_detail(session: Reader, pool_id: int) -> PoolDetail:
    """Supply and demand of one pool; NotFound if it is gone."""
    heads = pool_heads(session, [pool_id])
    if pool_id not in heads:
        raise NotFound(tr("This product no longer exists."), tr("Reload the list."))
    facts = fetch(session, _FACTS, (pool_id,))[0]
    page = backorders.LISTING.page(session, only=("l.pool_id = ?", [pool_id]), limit=SHOWN_LINES)
    supplier = fetch_one(session, _SUPPLIER, (heads[pool_id].product_id,))
    return PoolDetail(
        heads[pool_id],
        facts[0],
        shop_settings(session).currency,
        supplier[0] if supplier else "",
        supplier[1] if supplier else None,
        facts[1],
        facts[2],
        tuple(_supplies(session, pool_id)),
        tuple(page.rows),
        page.more_after,
        int(fetch(session, _MISSING, (pool_id,))[0][0]),
        tuple(_pegs(session, page.rows)),
        tuple(KeptRow(*row) for row in fetch(session, _KEPT, (pool_id,))),
        tuple(history.history_of(session, pool_id=pool_id, limit=20).rows),
    )


_FACTS = (
    "SELECT p.price, p.minimum, p.maximum FROM stock_levels s JOIN products p ON p.id = s.product_id"
    " WHERE s.id = ?"
)
# Lines that lack nothing but being given it.
ON_THE_SHELF = (ReasonKind.NOT_AUTOMATIC, ReasonKind.COLLECTS)
_MISSING = (
    "SELECT coalesce(sum(l.backordered - coalesce("
    "(SELECT sum(g.quantity) FROM pegs g WHERE g.order_line_id = l.id), 0)), 0) FROM order_lines l"
    " WHERE l.pool_id = ? AND l.backordered > 0 AND l.on_hold = 0 AND l.kept_off = 0"
    f" AND l.reason NOT IN ({', '.join(repr(str(kind)) for kind in ON_THE_SHELF)})"
)
_SUPPLIER = (
    "SELECT v.name, coalesce(sp.lead_days, v.lead_days) FROM supplier_products sp"
    " JOIN suppliers v ON v.id = sp.supplier_id AND v.active = 1 WHERE sp.product_id = ?"
    " ORDER BY sp.preferred DESC, sp.id LIMIT 1"
)
_KEPT = (
    "SELECT o.number, coalesce(c.name, o.delivery_name), f.set_aside, f.reply_by FROM offers f"
    " JOIN order_lines l ON l.id = f.order_line_id JOIN orders o ON o.id = l.order_id"
    " LEFT JOIN customers c ON c.id = o.customer_id WHERE f.pool_id = ? AND f.set_aside > 0 ORDER BY f.id"
)
_PURCHASED = (
    "SELECT 'purchase', l.id, u.number, coalesce(v.name, ''), l.eta, l.first_eta, l.incoming,"
    " (SELECT coalesce(sum(quantity), 0) FROM pegs WHERE purchase_line_id = l.id), u.id, l.for_line_id"
    " FROM purchase_lines l JOIN purchases u ON u.id = l.purchase_id"
    " LEFT JOIN suppliers v ON v.id = u.supplier_id WHERE l.pool_id = ? AND l.incoming > 0"
)
_MOVED = (
    "SELECT 'transfer', t.id, t.number, a.name, t.eta, NULL, t.incoming,"
    " (SELECT coalesce(sum(quantity), 0) FROM pegs WHERE transfer_id = t.id), t.id, NULL"
    " FROM transfers t JOIN stock_levels s ON s.id = t.from_pool_id JOIN locations a ON a.id = s.location_id"
    " WHERE t.to_pool_id = ? AND t.incoming > 0"
)
_WORKED = (
    "SELECT 'week', g.week, r.name, r.name, g.week, NULL, sum(g.quantity), sum(g.quantity), g.resource_id,"
    " NULL"
    " FROM pegs g JOIN resources r ON r.id = g.resource_id WHERE g.pool_id = ? AND g.resource_id IS NOT NULL"
    " GROUP BY g.week, r.name, g.resource_id"
)


def _supplies(session: Reader, pool_id: int) -> list[SupplyRow]:
    rows = [row for sql in (_PURCHASED, _MOVED, _WORKED) for row in fetch(session, sql, (pool_id,))]
    supplies = [
        SupplyRow(
            kind,
            key,
            number,
            name,
            day,
            was if was != day else None,
            int(quantity),
            int(pegged),
            document_id,
            for_line_id,
        )
        for kind, key, number, name, day, was, quantity, pegged, document_id, for_line_id in rows
    ]
    return sorted(supplies, key=lambda each: (each.on is None, each.on or 0, each.kind, each.key))


def _pegs(session: Reader, rows: list[tuple[Any, ...]]) -> list[PegRow]:
    reserved = backorders.LISTING.place("reserved")
    shelf = [PegRow(row[0], "shelf", 0, row[reserved]) for row in rows if row[reserved]]
    sql = (
        "SELECT order_line_id, CASE WHEN purchase_line_id IS NOT NULL THEN 'purchase'"
        " WHEN transfer_id IS NOT NULL THEN 'transfer' ELSE 'week' END,"
        " coalesce(purchase_line_id, transfer_id, week), quantity"
        " FROM pegs WHERE order_line_id IN ({ids}) ORDER BY id"
    )
    return shelf + [PegRow(*row) for row in fetch_for(session, sql, [row[0] for row in rows])]
