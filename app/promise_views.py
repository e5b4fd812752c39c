"""What to know before a date is promised: when the goods come and why, what was told, who else waits."""

from dataclasses import dataclass
from typing import Any

from app.errors import NotFound
from app.language import tr
from app.lists import backorders
from app.queue_views import LinePane, line_pane
from db.rows import Reader, fetch, fetch_one

SHOWN = 4
"""Promises, sharers and lines that are named; of more it is only said that there are some."""


@dataclass(frozen=True, slots=True)
class ToldBefore:
    """A promise that was made: microseconds of UTC, the day (None: that no date is known), what told it."""

    at: int
    day: int | None
    cause: str
    who: str


@dataclass(frozen=True, slots=True)
class Sharer:
    """Another line that gets thousandths from what comes for the line itself."""

    order: str
    customer: str
    quantity: int


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """`row` and `others` (of the same order) are rows of the backorder list, `told` newest first.

    `sharers` and `others` hold one more than is to be named, where there are more.
    """

    row: tuple[Any, ...]
    pane: LinePane
    first_promised: int | None
    told: tuple[ToldBefore, ...]
    sharers: tuple[Sharer, ...]
    others: tuple[tuple[Any, ...], ...]


def promise_facts(session: Reader, line_id: int) -> PromiseFacts:
    """Of a waiting line; NotFound where it waits no more."""
    page = backorders.LISTING.page(session, only=("l.id = ?", [line_id]), limit=1)
    if not page.rows:
        raise NotFound(tr("This order line no longer waits."), tr("Reload the list."))
    row = page.rows[0]
    place = backorders.LISTING.place
    others = backorders.LISTING.page(
        session, only=("l.order_id = ? AND l.id <> ?", [row[place("order_id")], line_id]), limit=SHOWN + 1
    )
    first = fetch_one(session, "SELECT first_promised_on FROM order_lines WHERE id = ?", (line_id,))
    return PromiseFacts(
        tuple(row),
        line_pane(session, line_id, row[place("pool_id")]),
        first[0] if first else None,
        tuple(ToldBefore(*each) for each in fetch(session, _TOLD, (line_id,))),
        _sharers(session, line_id),
        tuple(tuple(each) for each in others.rows),
    )


_TOLD = (
    f"SELECT at, promised_on, cause, who FROM promises WHERE order_line_id = ? ORDER BY id DESC LIMIT {SHOWN}"
)


def _sharers(session: Reader, line_id: int) -> tuple[Sharer, ...]:
    """By rank, whatever the supply that they share."""
    own = "SELECT purchase_line_id, transfer_id, resource_id, week FROM pegs WHERE order_line_id = ?"
    found: dict[int, tuple[Any, ...]] = {}
    for purchase_line_id, transfer_id, resource_id, week in fetch(session, own, (line_id,)):
        condition, values = (
            ("g.purchase_line_id = ?", (purchase_line_id,))
            if purchase_line_id is not None
            else ("g.transfer_id = ?", (transfer_id,))
            if transfer_id is not None
            else ("g.resource_id = ? AND g.week = ?", (resource_id, week))
        )
        for row in fetch(session, _SHARING.format(condition), (*values, line_id)):
            before = found.get(row[0])
            found[row[0]] = row if before is None else (*row[:3], before[3] + row[3], *row[4:])
    ranked = sorted(found.values(), key=lambda row: (*row[4:], row[0]))[: SHOWN + 1]
    return tuple(Sharer(row[1], row[2], int(row[3])) for row in ranked)


_SHARING = (
    "SELECT l.id, o.number, coalesce(c.name, o.delivery_name, ''), g.quantity,"
    " l.hand_rank, l.precedence, l.due, l.ordered_on"
    " FROM pegs g JOIN order_lines l ON l.id = g.order_line_id JOIN orders o ON o.id = l.order_id"
    " LEFT JOIN customers c ON c.id = o.customer_id WHERE {} AND l.id <> ?"
    f" ORDER BY l.hand_rank, l.precedence, l.due, l.ordered_on, l.id LIMIT {SHOWN + 1}"
)
