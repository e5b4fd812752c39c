"""Who makes and who serves: what they give this week, what is taken of it, who waits (R30)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from app.actions.context import today
from app.actions.snapshot import read_resources
from app.language import tr
from app.lists.answers import Reading
from app.lists.conditions import Condition, named
from app.lists.listing import Kind, ListColumn, ListFilter, Listing
from app.lists.paging import Sort
from app.rules.capacity import HORIZON, Resource, share_of
from app.rules.promising import monday_of
from app.rules.reasons import ReasonKind
from db.rows import Reader, fetch_for

COLUMNS = (
    ListColumn("id", lambda: tr("Id"), "r.id", Kind.COUNT, shown=False),
    ListColumn("name", lambda: tr("Name"), "r.name", sort="name", width=180),
    # From here to `blocked_to` what `_finish` counts.
    ListColumn("per_week", lambda: tr("A week"), "NULL", Kind.QUANTITY, width=84),
    ListColumn("taken", lambda: tr("Taken now"), "NULL", Kind.QUANTITY, width=84),
    ListColumn("free", lambda: tr("Free now"), "NULL", Kind.QUANTITY, width=84),
    ListColumn("free_from", lambda: tr("Free from"), "NULL", Kind.DAY, width=96),
    ListColumn("waiting", lambda: tr("Lines waiting"), "0", Kind.COUNT, width=96),
    ListColumn("no_week", lambda: tr("Without a week"), "0", Kind.COUNT, width=104),
    ListColumn("blocked_from", lambda: tr("Blocked from"), "NULL", Kind.DAY, width=96),
    ListColumn("blocked_to", lambda: tr("Blocked to"), "NULL", Kind.DAY, width=96),
    ListColumn("unit", lambda: tr("Unit"), "r.unit", width=60),
    ListColumn("active", lambda: tr("In use"), "r.active", Kind.FLAG, shown=False),
)

_WAITS = (
    "EXISTS (SELECT 1 FROM products p JOIN stock_levels s ON s.product_id = p.id"
    " WHERE p.resource_id = r.id AND s.backordered > 0)"
)
_NO_WEEK = (
    "EXISTS (SELECT 1 FROM products p JOIN stock_levels s ON s.product_id = p.id"
    " JOIN order_lines l ON l.pool_id = s.id AND l.backordered > 0"
    f" WHERE p.resource_id = r.id AND l.reason = '{ReasonKind.NO_CAPACITY}')"
)
POOLS = (
    "SELECT s.id FROM stock_levels s JOIN products p ON p.id = s.product_id WHERE p.resource_id IN ({ids})"
)
# Capacity that the pieces planned for a week take, rounded up a line as planning does.
_TAKEN = (
    "SELECT g.resource_id, g.week, sum((g.quantity * p.effort + 999) / 1000), count(*)"
    " FROM pegs g JOIN stock_levels s ON s.id = g.pool_id JOIN products p ON p.id = s.product_id"
    f" WHERE g.pool_id IN ({POOLS}) AND g.resource_id = p.resource_id GROUP BY g.resource_id, g.week"
)
_LINES = (
    "SELECT p.resource_id, count(*),"
    f" sum(CASE WHEN l.reason = '{ReasonKind.NO_CAPACITY}' THEN 1 ELSE 0 END)"
    " FROM products p JOIN stock_levels s ON s.product_id = p.id"
    " JOIN order_lines l ON l.pool_id = s.id AND l.backordered > 0"
    " WHERE p.resource_id IN ({ids}) GROUP BY p.resource_id"
)
_BLOCKS = (
    "SELECT resource_id, first_day, last_day FROM resource_blocks"
    " WHERE resource_id IN ({ids}) AND last_day >= ? ORDER BY first_day, id"
)

Taken = Mapping[int, tuple[int, int]]
"""By Monday: capacity that is planned for, and for how many lines."""


def taken_of(session: Reader, resource_ids: Iterable[int]) -> dict[int, Taken]:
    """What is planned in each week, by resource."""
    taken: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    for resource_id, week, effort, lines in fetch_for(session, _TAKEN, resource_ids):
        taken[resource_id][week] = (int(effort), int(lines))
    return dict(taken)


def free_from(resource: Resource, taken: Taken, day: int) -> int | None:
    """The Monday of the first week of which something is left, None within the horizon."""
    mondays = (monday_of(day) + 7 * number for number in range(HORIZON))
    return next(
        (monday for monday in mondays if share_of(resource, monday, day).left > taken.get(monday, (0, 0))[0]),
        None,
    )


def sought(text: str) -> Condition:
    """Resources with the text in the name."""
    return named(text, "r.name_key")


def _next_blocks(rows: Iterable[Any]) -> dict[int, tuple[int, int]]:
    """By resource the first days on which it is blocked, those that follow or overlap taken as one."""
    found: dict[int, tuple[int, int]] = {}
    for resource_id, first, last in rows:
        start, end = found.setdefault(resource_id, (first, last))
        if first <= end + 1:
            found[resource_id] = (start, max(end, last))
    return found


def _finish(reading: Reading, rows: list[list[Any]]) -> None:
    session, ids = reading.session, {row[0] for row in rows}
    day = today(session).toordinal()
    resources, taken = read_resources(session, ids, day), taken_of(session, ids)
    lines = {row[0]: (row[1], int(row[2])) for row in fetch_for(session, _LINES, ids)}
    blocks = _next_blocks(fetch_for(session, _BLOCKS, ids, (day,)))
    first = LISTING.place("per_week")
    for row in rows:
        resource, weeks = resources[row[0]], taken.get(row[0], {})
        share = share_of(resource, monday_of(day), day)
        used = weeks.get(share.monday, (0, 0))[0]
        row[first : first + 8] = [
            share.capacity,
            used,
            max(0, share.left - used),
            free_from(resource, weeks, day),
            *lines.get(row[0], (0, 0)),
            *blocks.get(row[0], (None, None)),
        ]


LISTING = Listing(
    key="resources",
    title=lambda: tr("Resources"),
    table="resources",
    alias="r",
    columns=COLUMNS,
    filters=(
        ListFilter("active", lambda: tr("In use"), "r.active = 1", usual=True),
        ListFilter("waiting", lambda: tr("Customers wait"), _WAITS),
        ListFilter("no_week", lambda: tr("Without a week"), _NO_WEEK),
        ListFilter("all", lambda: tr("All")),
    ),
    sorts=(Sort("name", ("r.name_key",), alike=False),),
    search=sought,
    search_words=lambda: tr("Find a resource"),
    finish=_finish,
)
