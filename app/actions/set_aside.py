"""Stock that offers keep for customers until they answer: how it is given back (R24).

Settling calls it; what an offer keeps is part of its pool's reserved figure, so that nobody else gets it.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.actions.context import touched
from app.actions.settled_rows import write_history
from app.changes import Area
from app.rules.allocation import take_back
from db.rows import fetch, fetch_for, run, run_many
from db.terms import NoticeState, OfferState, OrderState

_STANDING = (
    "SELECT f.id, f.pool_id, f.order_line_id, f.notice_id, f.ratio, f.quantity, f.set_aside, l.open,"
    " l.backordered, l.removed, l.state, coalesce(n.state, ''), p.decimals FROM offers f"
    " JOIN order_lines l ON l.id = f.order_line_id JOIN products p ON p.id = f.product_id"
    " LEFT JOIN notices n ON n.id = f.notice_id WHERE f.order_line_id IN ({ids}) AND f.state = 'open'"
    " ORDER BY f.id"
)


class _Standing(NamedTuple):
    """An open offer and its line; thousandths."""

    id: int
    pool_id: int
    line_id: int
    notice_id: int | None
    ratio: int
    quantity: int
    set_aside: int
    left: int
    lacks: int
    removed: int
    order_state: str
    notice_state: str
    decimals: int

    @property
    def still(self) -> int:
        """How much of it can still be taken: before the letter goes out, for what the line lacks."""
        if self.removed or self.order_state != OrderState.OPEN or self.notice_state == NoticeState.VOID:
            return 0
        needed = self.lacks if self.notice_state == NoticeState.DUE else self.left
        step = int(10 ** (3 - self.decimals))
        return min(self.quantity, needed * self.ratio // 1000 // step * step)


def taken_from_offers(session: Session, pool_id: int, units: int) -> list[tuple[int, int]]:
    """(line, units) of what offers give back of that, the latest first; the offers stand."""
    rows = fetch(
        session,
        "SELECT id, set_aside, order_line_id FROM offers WHERE pool_id = ? AND set_aside > 0"
        " ORDER BY id DESC",
        (pool_id,),
    )
    given = take_back([(row[0], row[1]) for row in rows], units)
    run_many(
        session,
        "UPDATE offers SET set_aside = set_aside - ? WHERE id = ?",
        [(part, offer_id) for offer_id, part in given.items()],
    )
    of_line = {row[0]: row[2] for row in rows}
    taken = [(of_line[offer_id], part) for offer_id, part in given.items()]
    write_history(session, [("set_aside_gone", pool_id, line_id, -part) for line_id, part in taken])
    if taken:
        touched(session, Area.NOTICES)
    return taken


def end_moot_offers(session: Session, line_ids: Iterable[int]) -> dict[int, int]:
    """Offers of these lines that nobody can take any more end; units that they kept, by pool."""
    freed: dict[int, int] = defaultdict(int)
    standing = [_Standing._make(row) for row in fetch_for(session, _STANDING, sorted(set(line_ids)))]
    for each in standing:
        still = each.still
        if still == each.quantity:
            continue
        if not still:
            freed[each.pool_id] += close_offer(session, each.id, OfferState.VOID)
            continue
        kept = min(each.set_aside, still)
        run(session, "UPDATE offers SET quantity = ?, set_aside = ? WHERE id = ?", (still, kept, each.id))
        freed[each.pool_id] += each.set_aside - kept
    void_empty_notices(session, [each.notice_id for each in standing if each.notice_id is not None])
    return {pool_id: units for pool_id, units in freed.items() if units}


def close_offer(session: Session, offer_id: int, state: OfferState) -> int:
    """End an open offer; the units that it kept, which its caller gives back to the pool."""
    [(kept,)] = fetch(session, "SELECT set_aside FROM offers WHERE id = ?", (offer_id,))
    run(session, "UPDATE offers SET state = ?, set_aside = 0 WHERE id = ?", (str(state), offer_id))
    touched(session, Area.NOTICES)
    return int(kept)


def void_empty_notices(session: Session, notice_ids: Iterable[int]) -> None:
    """A letter that was to offer what is offered no more tells nothing."""
    rows: list[Any] = [(notice_id,) for notice_id in sorted(set(notice_ids))]
    run_many(
        session,
        "UPDATE notices SET state = 'void' WHERE id = ? AND state = 'due' AND NOT EXISTS"
        " (SELECT 1 FROM offers f WHERE f.notice_id = notices.id AND f.state = 'open')",
        rows,
    )
