"""One resource whole: its weeks ahead, which order lines fall in them, blocks and changes of capacity."""

from dataclasses import dataclass
from typing import Any

from app.actions.context import today
from app.actions.snapshot import read_resources
from app.errors import NotFound
from app.language import tr
from app.lists.lines import Calendar, calendar_of, shown_expected
from app.lists.naming import named_values
from app.lists.resources import POOLS, Taken, free_from, taken_of
from app.rules.capacity import Resource, share_of
from app.rules.promising import monday_of
from app.rules.reasons import ReasonKind
from app.rules.standing import status_of
from db.rows import Reader, fetch, fetch_for, fetch_one

# Weeks that a pane shows: so many at least, and up to the last planned one, but no more than the second.
WEEKS, MOST_WEEKS = 8, 26
# Lines that a pane shows; more are read in the queue.
SHOWN_LINES = 300


@dataclass(frozen=True, slots=True)
class WeekDetail:
    """A week in thousandths of capacity: blocked, done or gone by, taken by `lines` lines, free."""

    monday: int
    capacity: int
    blocked: int
    gone: int
    taken: int
    free: int
    due: int | None
    lines: int


@dataclass(frozen=True, slots=True)
class WorkRow:
    """So much of an order line, in thousandths, in a week; `week` None: no week has room for it."""

    week: int | None
    quantity: int
    effort: int
    line_id: int
    order_id: int
    order: str
    customer: str
    product_id: int
    sku: str
    product: str
    unit: str
    kind: str
    expected: int | None
    promised: int | None
    status: str


@dataclass(frozen=True, slots=True)
class BlockRow:
    """Days on which it gives nothing."""

    id: int
    first: int
    last: int
    cause: str
    note: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """So much a week from a Monday on."""

    monday: int
    per_week: int
    cause: str
    note: str


@dataclass(frozen=True, slots=True)
class UserRow:
    """A product that needs `effort` thousandths of it a unit; `pool_id` None where it lies nowhere."""

    product_id: int
    sku: str
    name: str
    kind: str
    effort: int
    pool_id: int | None


@dataclass(frozen=True, slots=True)
class ResourceDetail:
    """What the pane shows; `works` by week and rank, `waiting` by rank; `blocks` those not yet over."""

    id: int
    name: str
    unit: str
    active: bool
    per_week: int
    free_from: int | None
    weeks: tuple[WeekDetail, ...]
    works: tuple[WorkRow, ...]
    more_works: bool
    waiting: tuple[WorkRow, ...]
    more_waiting: bool
    blocks: tuple[BlockRow, ...]
    steps: tuple[StepRow, ...]
    products: tuple[UserRow, ...]


_WORK_FIELDS = "week quantity effort line_id order_id order customer product_id sku product unit kind"
_WORK = (
    "{effort}, l.id, l.order_id, o.number, coalesce(c.name, o.delivery_name, ''), l.product_id, p.sku,"
    " p.name, p.unit, p.kind, l.expected_on, l.promised_on, l.wanted_on, l.reason, l.on_hold, l.kept_off,"
    " l.waiting, l.supply_cancelled"
)
_JOINS = (
    " JOIN orders o ON o.id = l.order_id JOIN products p ON p.id = l.product_id"
    " LEFT JOIN customers c ON c.id = o.customer_id"
)
_RANK = "l.hand_rank, l.precedence, l.due, l.ordered_on, l.id"
_PLANNED = (
    "SELECT g.week, g.quantity, "
    + _WORK.replace("{effort}", "(g.quantity * p.effort + 999) / 1000")
    + f" FROM pegs g JOIN order_lines l ON l.id = g.order_line_id{_JOINS}"
    f" WHERE g.pool_id IN ({POOLS}) AND g.resource_id IN ({{ids}})"
    f" ORDER BY g.week, {_RANK} LIMIT {SHOWN_LINES + 1}"
)
# A sum of whole numbers is none on PostgreSQL.
_PEGGED = "CAST((SELECT coalesce(sum(g.quantity), 0) FROM pegs g WHERE g.order_line_id = l.id) AS BIGINT)"
_MISSING = f"(l.backordered - {_PEGGED})"
_UNPLANNED = (
    f"SELECT NULL, {_MISSING}, "
    + _WORK.replace("{effort}", f"({_MISSING} * p.effort + 999) / 1000")
    + f" FROM order_lines l{_JOINS} WHERE l.pool_id IN ({POOLS}) AND l.backordered > 0"
    f" AND l.reason = '{ReasonKind.NO_CAPACITY}' ORDER BY {_RANK} LIMIT {SHOWN_LINES + 1}"
)
_USERS = (
    "SELECT p.id, p.sku, p.name, p.kind, p.effort,"
    " (SELECT min(s.id) FROM stock_levels s WHERE s.product_id = p.id)"
    " FROM products p WHERE p.resource_id = ? AND p.active = 1 ORDER BY p.name_key, p.id"
)


def resource_detail(session: Reader, resource_id: int) -> ResourceDetail:
    """All of a resource; NotFound if it is gone."""
    row = fetch_one(session, "SELECT name, unit, active FROM resources WHERE id = ?", (resource_id,))
    if row is None:
        raise NotFound(tr("This resource no longer exists."), tr("Reload the list."))
    day = today(session).toordinal()
    resource = read_resources(session, {resource_id}, day)[resource_id]
    taken = taken_of(session, [resource_id]).get(resource_id, {})
    weeks = _weeks(resource, taken, day)
    works = _works(session, _PLANNED, resource_id)
    waiting = _works(session, _UNPLANNED, resource_id)
    return ResourceDetail(
        resource_id,
        row[0],
        row[1],
        bool(row[2]),
        weeks[0].capacity,
        free_from(resource, taken, day),
        weeks,
        tuple(works[:SHOWN_LINES]),
        len(works) > SHOWN_LINES,
        tuple(waiting[:SHOWN_LINES]),
        len(waiting) > SHOWN_LINES,
        _blocks(session, resource_id, day),
        _steps(session, resource_id),
        tuple(UserRow(*each) for each in fetch(session, _USERS, (resource_id,))),
    )


def _weeks(resource: Resource, taken: Taken, day: int) -> tuple[WeekDetail, ...]:
    first = monday_of(day)
    last = max(taken, default=first)
    count = min(MOST_WEEKS, max(WEEKS, (last - first) // 7 + 1))
    return tuple(_week(resource, taken, first + 7 * number, day) for number in range(count))


def _week(resource: Resource, taken: Taken, monday: int, day: int) -> WeekDetail:
    share, (used, lines) = share_of(resource, monday, day), taken.get(monday, (0, 0))
    return WeekDetail(
        monday,
        share.capacity,
        share.blocked,
        share.capacity - share.blocked - share.left,
        used,
        max(0, share.left - used),
        share.due,
        lines,
    )


def _works(session: Reader, sql: str, resource_id: int) -> list[WorkRow]:
    calendar = calendar_of(session)
    return [_work(row, calendar) for row in fetch_for(session, sql, [resource_id])]


def _work(row: Any, calendar: Calendar) -> WorkRow:
    told = named_values(_WORK_FIELDS, row)
    expected, promised, wanted, reason, on_hold, kept_off, waiting, cancelled = row[len(told) :]
    status = status_of(
        today=calendar.today,
        waiting=waiting,
        expected=expected,
        promised=promised,
        wanted=wanted,
        reason=reason,
        on_hold=on_hold,
        kept_off=kept_off,
        supply_cancelled=cancelled,
    )
    return WorkRow(
        **told, expected=shown_expected(expected, calendar.today), promised=promised, status=status
    )


def _blocks(session: Reader, resource_id: int, day: int) -> tuple[BlockRow, ...]:
    sql = (
        "SELECT id, first_day, last_day, cause, note FROM resource_blocks"
        " WHERE resource_id = ? AND last_day >= ? ORDER BY first_day, id"
    )
    return tuple(BlockRow(*row) for row in fetch(session, sql, (resource_id, day)))


def _steps(session: Reader, resource_id: int) -> tuple[StepRow, ...]:
    sql = "SELECT monday, per_week, cause, note FROM resource_weeks WHERE resource_id = ? ORDER BY monday"
    return tuple(StepRow(*row) for row in fetch(session, sql, (resource_id,)))
