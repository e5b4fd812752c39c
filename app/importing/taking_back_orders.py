"""Orders of an import that is taken back: as if nobody had ordered.

History, the ledger and promises name their lines for ever, so they stay: cancelled, without demand, under
another number. Their own numbers are free again.
"""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.actions.documents import close_if_done
from app.actions.settling import begin, settle
from app.actions.undoing import want_again
from app.changes import Area
from app.importing.numbers import taken_numbers
from app.importing.orders_since import Came, Span, came_with, refuse_if_built_on
from app.importing.storing import portions, touch_areas, write_history
from app.language import tr
from app.progress import Progress
from db.models.orders import Cancellation
from db.rows import fetch, run, run_many
from db.terms import OrderState

_AT_ONCE = 2_000
_LINES = "SELECT id FROM order_lines WHERE order_id BETWEEN ? AND ?"
# What hangs on them and nothing else names; what points to it comes first.
_PAPERS = (
    f"DELETE FROM pegs WHERE order_line_id IN ({_LINES})",
    "DELETE FROM notices WHERE order_id BETWEEN ? AND ?",
    f"DELETE FROM shipment_lines WHERE order_line_id IN ({_LINES})",
    "DELETE FROM shipments WHERE order_id BETWEEN ? AND ?",
    f"DELETE FROM returns WHERE order_line_id IN ({_LINES})",
    f"DELETE FROM cancellations WHERE order_line_id IN ({_LINES})",
    "DELETE FROM payments WHERE order_id BETWEEN ? AND ?",
)
_END_LINES = (
    "UPDATE order_lines SET removed = 1, demanded = 0, cancelled = 0, shipped = 0, returned = 0,"
    f" reserved = 0, state = '{OrderState.CANCELLED}', waiting = 0, supply_cancelled = 0, expected_on = NULL,"
    " estimate_days = NULL, not_before = NULL, reason = '', reason_facts = NULL"
    " WHERE order_id BETWEEN ? AND ?"
)


def take_back_orders(
    session: Session, first_order_id: int, last_order_id: int, progress: Progress | None = None
) -> None:
    """Undo what an import made with these ids; Refused names the first order that changed since."""
    progress, orders = progress or Progress(), (first_order_id, last_order_id)
    came = came_with(session, orders)
    pools = [
        row[0]
        for row in fetch(
            session,
            "SELECT DISTINCT pool_id FROM order_lines WHERE order_id BETWEEN ? AND ? ORDER BY 1",
            orders,
        )
    ]
    # Under lock: nobody ships meanwhile what is being looked at.
    begin(session, pools)
    refuse_if_built_on(session, orders, came, progress)
    freed = _reserved(session, orders)
    for span in _portions(orders):
        progress.at(tr("Taking back the orders"), span[0] - orders[0], orders[1] - orders[0] + 1)
        _record(session, span)
        for statement in _PAPERS:
            run(session, statement, span)
        run(session, _END_LINES, span)
        _rename(session, span)
    session.expire_all()
    _settle(session, pools, freed, progress)
    _want_again(session, came)
    touch_areas(session, tuple(Area))


def _portions(orders: Span) -> Iterator[Span]:
    for first in range(orders[0], orders[1] + 1, _AT_ONCE):
        yield first, min(first + _AT_ONCE - 1, orders[1])


def _reserved(session: Session, orders: Span) -> dict[int, int]:
    """What their lines hold, by pool."""
    rows = fetch(
        session,
        "SELECT pool_id, sum(reserved) FROM order_lines WHERE order_id BETWEEN ? AND ? AND reserved > 0"
        " GROUP BY pool_id",
        orders,
    )
    return {pool_id: int(units) for pool_id, units in rows}


def _record(session: Session, orders: Span) -> None:
    """Of those whose coming the history tells."""
    rows = fetch(
        session,
        "SELECT l.pool_id, l.id, NULL, l.ordered FROM order_lines l WHERE l.order_id BETWEEN ? AND ?"
        " AND EXISTS (SELECT 1 FROM history h WHERE h.order_line_id = l.id AND h.kind = 'imported')"
        " ORDER BY l.id",
        orders,
    )
    write_history(session, "taken_back", map(tuple, rows), {"what": "ordered"})


def _rename(session: Session, orders: Span) -> None:
    """Their numbers are free for a file that brings them again."""
    rows = fetch(session, "SELECT id, number FROM orders WHERE id BETWEEN ? AND ? ORDER BY id", orders)
    names = {row_id: tr("{number} (taken back)", number=number) for row_id, number in rows}
    numbers, again = dict(map(tuple, rows)), 1
    while taken := taken_numbers(session, "orders", list(names.values())):
        again += 1
        for row_id, name in names.items():
            if name in taken:
                names[row_id] = tr("{number} (taken back {count})", number=numbers[row_id], count=again)
    run_many(
        session,
        f"UPDATE orders SET number = ?, state = '{OrderState.CANCELLED}', on_hold = 0, held_since = NULL,"
        " hold_reason = '' WHERE id = ?",
        [(name, row_id) for row_id, name in names.items()],
    )


def _settle(session: Session, pools: list[int], freed: dict[int, int], progress: Progress) -> None:
    """What they held goes to whoever waits."""
    done = 0
    for part in portions(session, pools):
        progress.at(tr("Planning who gets what"), done, len(pools))
        done += len(part)
        touch = begin(session, part)
        for pool_id in touch.pools:
            touch.freed[pool_id] += freed.pop(pool_id, 0)
        settle(session, touch)
        session.info.pop("settled", None)


def _want_again(session: Session, came: Came) -> None:
    """What rows of the file cancelled of orders that were there before it."""
    rows = fetch(
        session,
        "SELECT c.id, l.id, l.pool_id FROM cancellations c JOIN order_lines l ON l.id = c.order_line_id"
        " WHERE c.action_id = ? AND c.undone = 0 AND NOT EXISTS (SELECT 1 FROM import_rows x"
        " WHERE x.run_id = ? AND x.of_table = 'orders' AND l.order_id BETWEEN x.first_id AND x.last_id)"
        " ORDER BY c.id",
        (came.action, came.run),
    )
    for cancellation_id, line_id, pool_id in rows:
        touch = begin(session, [pool_id])
        touch.lines.add(line_id)
        order_id = want_again(session, session.get_one(Cancellation, cancellation_id))
        settle(session, touch)
        close_if_done(session, order_id)
