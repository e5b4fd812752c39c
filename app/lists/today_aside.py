"""Beside what Today asks for: what can leave, what arrives, and what was done since midnight."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, time

from app.actions.context import now, today
from app.lists.promises_kept import PromisesKept, promises_kept
from app.lists.today import needed
from app.lists.today_tasks import Pile
from db.rows import Reader, fetch, fetch_for
from db.stored import to_microseconds

SHOWN = 5
_LOOKED_THROUGH = 500
"""Orders, or lines, among which those that can leave are sought."""
_LOOKED_AT = 200
"""Purchase lines of the days ahead from which purchases are gathered; acts of a day."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """An order of which goods are reserved; thousandths."""

    order_id: int
    number: str
    customer: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Arriving:
    """What a purchase brings on a day, by its first line; thousandths."""

    line_id: int
    day: int
    number: str
    supplier: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Aside:
    """Orders that can leave, deliveries ahead, the day's acts (moment, kind), newest or nearest first."""

    leaving: tuple[Leaving, ...]
    arriving: tuple[Arriving, ...]
    kept: tuple[PromisesKept, ...]
    done: tuple[tuple[datetime, str], ...]


@dataclass(frozen=True, slots=True)
class Todays:
    """All that the page shows, as of one moment; `day` is an ordinal."""

    day: int
    piles: tuple[Pile, ...]
    aside: Aside


def todays(session: Reader) -> Todays:
    """Bounded, however large the shop is."""
    return Todays(today(session).toordinal(), needed(session), aside(session))


def aside(session: Reader) -> Aside:
    """Some rows of each, by index."""
    return Aside(_leaving(session), _arriving(session), promises_kept(session), _done(session))


def _leaving(session: Reader) -> tuple[Leaving, ...]:
    """The newest of the newest open orders; in a shop where hardly any can leave, those with goods."""
    rows = fetch(session, _AMONG_NEWEST)
    if len(rows) < SHOWN:
        rows = max(rows, fetch(session, _AMONG_RESERVED), key=len)
    sql = "SELECT order_id, sum(reserved) FROM order_lines WHERE order_id IN ({ids}) GROUP BY order_id"
    reserved = {row[0]: int(row[1]) for row in fetch_for(session, sql, [row[0] for row in rows])}
    return tuple(
        Leaving(order_id, number, customer, reserved.get(order_id, 0)) for order_id, number, customer in rows
    )


def _arriving(session: Reader) -> tuple[Arriving, ...]:
    rows = fetch(
        session,
        "SELECT purchase_id, eta, incoming, id FROM purchase_lines WHERE incoming > 0 AND eta >= ?"
        f" ORDER BY eta, id LIMIT {_LOOKED_AT}",
        (today(session).toordinal(),),
    )
    sums: dict[tuple[int, int], int] = defaultdict(int)
    first: dict[tuple[int, int], int] = {}
    for purchase_id, eta, incoming, line_id in rows:
        sums[purchase_id, eta] += incoming
        first.setdefault((purchase_id, eta), line_id)
    nearest = list(sums)[:SHOWN]
    sql = (
        "SELECT u.id, u.number, coalesce(v.name, '') FROM purchases u"
        " LEFT JOIN suppliers v ON v.id = u.supplier_id WHERE u.id IN ({ids})"
    )
    heads = {row[0]: tuple(row[1:]) for row in fetch_for(session, sql, [each[0] for each in nearest])}
    return tuple(Arriving(*(first[each], each[1], *heads[each[0]], sums[each])) for each in nearest)


def _done(session: Reader) -> tuple[tuple[datetime, str], ...]:
    """By the history, whose newest rows an index has in order: actions have none by time."""
    midnight = datetime.combine(today(session), time(), now(session).astimezone().tzinfo).astimezone(UTC)
    rows = fetch(
        session,
        "SELECT DISTINCT h.action_id FROM (SELECT action_id FROM history WHERE at >= ?"
        f" ORDER BY at DESC, id DESC LIMIT {_LOOKED_AT}) AS h",
        (to_microseconds(midnight),),
    )
    acts = [tuple(each) for row in rows for each in fetch(session, _ACT, (row[0],))]
    newest = sorted(acts, reverse=True)[:SHOWN]
    return tuple((datetime.fromtimestamp(at / 1_000_000, UTC), kind) for at, kind in newest)


_ACT = "SELECT at, kind FROM actions WHERE id = ?"
_CAN_LEAVE = "(l.waiting = 0 OR l.ship_complete = 0)"
_SHOW = (
    "SELECT o.id, o.number, coalesce(c.name, o.delivery_name) FROM {orders}"
    " LEFT JOIN customers c ON c.id = o.customer_id WHERE {condition}"
    f" ORDER BY o.ordered_on DESC, o.id DESC LIMIT {SHOWN}"
)
_AMONG_NEWEST = _SHOW.format(
    orders="(SELECT id, number, customer_id, delivery_name, ordered_on FROM orders WHERE state = 'open'"
    f" AND on_hold = 0 ORDER BY ordered_on DESC, id DESC LIMIT {_LOOKED_THROUGH}) o",
    condition="EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.reserved > 0"
    f" AND {_CAN_LEAVE})",
)
# A join from the lines, in this order: told `o.id IN (…)` SQLite reads every open order instead.
_AMONG_RESERVED = _SHOW.format(
    orders="(SELECT DISTINCT l.order_id FROM (SELECT order_id, waiting, ship_complete FROM order_lines"
    f" WHERE reserved > 0 LIMIT {_LOOKED_THROUGH}) AS l WHERE {_CAN_LEAVE}) AS r CROSS JOIN orders o",
    condition="o.id = r.order_id AND o.state = 'open' AND o.on_hold = 0",
)
