"""Notices as lines change: what falls due, what is void before anybody heard of it (R11, R22).

Settling calls it for what it changed; nothing here asks a line at a time. Goods that can be fetched are in
notifying_arrivals.py, orders' own acts (confirming, shipping, cancelling) in notifying_orders.py.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.actions.context import action_id, today, touched
from app.changes import Area
from app.rules.telling import Delay, DelayKind, Waiting, delay_of
from db.bulk import insert_rows
from db.rows import fetch, fetch_for, run_many
from db.terms import ConsentState, NoticeKind, NoticeState

# What is told of a line that lacks something.
SLOW = "('delay', 'renewed_delay', 'date_gone', 'substitute_offer')"
LINES_AT_ONCE = 50_000
COLUMNS = (
    "kind, state, customer_id, order_id, order_line_id, old_on, new_on, quantity, amount, facts, due_on,"
    " due_by, pending, action_id"
)


class NoticeRow(NamedTuple):
    """A notice to be; units, hundredths and ordinals, `facts` as JSON."""

    kind: str
    customer_id: int | None
    order_id: int
    order_line_id: int | None = None
    old_on: int | None = None
    new_on: int | None = None
    quantity: int = 0
    amount: int = 0
    facts: str | None = None
    due_by: int | None = None
    pending: int = 0
    # Nobody is to be told, and only `pending` matters.
    untold: bool = False


class _Stored(NamedTuple):
    id: int
    kind: str
    old_on: int | None
    new_on: int | None
    quantity: int


def write_notices(session: Session, rows: Sequence[NoticeRow]) -> None:
    """Make them due from today on."""
    if not rows:
        return
    day, action = today(session).toordinal(), action_id(session)
    _note(session, "due", Counter(str(row.kind) for row in rows if not row.untold))
    insert_rows(
        session,
        "notices",
        COLUMNS,
        [
            (
                str(row.kind),
                str(NoticeState.VOID if row.untold else NoticeState.DUE),
                *row[1:9],
                day,
                row.due_by,
                row.pending,
                action,
            )
            for row in rows
        ],
    )
    touched(session, Area.NOTICES)


def void_notices(session: Session, ids: Iterable[int]) -> None:
    """There is nothing to tell any more."""
    rows = [(notice_id,) for notice_id in ids]
    kinds = "SELECT kind, count(*) FROM notices WHERE id IN ({ids}) AND state = 'due' GROUP BY kind"
    for kind, count in fetch_for(session, kinds, [row[0] for row in rows]):
        _note(session, "void", {kind: int(count)})
    run_many(session, "UPDATE notices SET state = 'void', pending = 0 WHERE id = ?", rows)
    if rows:
        touched(session, Area.NOTICES)


def _note(session: Session, state: str, kinds: Mapping[str, int]) -> None:
    """For the one row of history that a write leaves of its notices, however many (`keep_noticed`)."""
    noticed: dict[str, Counter[str]] = session.info.setdefault("noticed", {})
    noticed.setdefault(state, Counter()).update(kinds)


# delays

_LINES = (
    "SELECT l.id, l.promised_on, l.expected_on, l.open - l.reserved, l.open, l.order_id, o.customer_id,"
    " CASE WHEN l.expected_on IS NULL AND l.estimate_days IS NOT NULL AND l.supply_cancelled = 0"
    " THEN coalesce((SELECT p.estimate FROM promises p WHERE p.order_line_id = l.id"
    " ORDER BY p.id DESC LIMIT 1), 0) ELSE 0 END"
    " FROM order_lines l JOIN orders o ON o.id = l.order_id"
    " JOIN customers c ON c.id = o.customer_id AND c.notice_channel <> 'none'"
    " WHERE l.id IN ({ids}) AND l.promised_on IS NOT NULL AND l.waiting = 1 AND l.state = 'open'"
    " AND l.open > 0 AND l.on_hold = 0 AND l.kept_off = 0 AND l.removed = 0"
)


def tell_delays(session: Session, line_ids: Iterable[int]) -> None:
    """Bring the delay notices of these lines in line with their dates: due, other dates, void."""
    ids = sorted(set(line_ids))
    for start in range(0, len(ids), LINES_AT_ONCE):
        _tell_delays(session, ids[start : start + LINES_AT_ONCE])


def _tell_delays(session: Session, ids: list[int]) -> None:
    due, told, offers = _stored(session, ids)
    told |= _asked(session, ids)
    _renew_offers(session, offers)
    day = today(session).toordinal()
    fresh: list[NoticeRow] = []
    changed: list[tuple[Any, ...]] = []
    for line_id, promised, expected, lacks, left, order_id, customer_id, estimate in fetch_for(
        session, _LINES, ids
    ):
        # Of a complete order whole lines wait for the others.
        line = Waiting(line_id, promised, expected, lacks or left, bool(estimate), line_id in told)
        wanted = delay_of(line, day)
        if wanted is None:
            continue
        stored = due.pop(line_id, None)
        if stored is None:
            fresh.append(_delay_row(wanted, customer_id, order_id, line))
        elif tuple(stored[1:]) != tuple(wanted):
            changed.append((*_values(wanted), _facts(wanted, line), promised, stored.id))
    write_notices(session, fresh)
    run_many(
        session,
        "UPDATE notices SET kind = ?, old_on = ?, new_on = ?, quantity = ?, facts = ?, due_by = ?"
        " WHERE id = ?",
        changed,
    )
    void_notices(session, [stored.id for stored in due.values()])
    if changed:
        touched(session, Area.NOTICES)


def _stored(session: Session, ids: list[int]) -> tuple[dict[int, _Stored], set[int], dict[int, _Stored]]:
    """By line: delay notices that are due, whether a letter told one before, substitutes to be offered."""
    due, told, offers = {}, set(), {}
    sql = (
        "SELECT order_line_id, state, id, kind, old_on, new_on, quantity FROM notices"
        f" WHERE order_line_id IN ({{ids}}) AND state <> 'void' AND kind IN {SLOW}"
    )
    for line_id, state, *stored in fetch_for(session, sql, ids):
        if stored[1] == NoticeKind.SUBSTITUTE_OFFER:
            if state == NoticeState.DUE:
                offers[line_id] = _Stored._make(stored)
        elif state == NoticeState.DUE:
            due[line_id] = _Stored._make(stored)
        else:
            told.add(line_id)
    return due, told, offers


def _asked(session: Session, ids: list[int]) -> set[int]:
    """Lines of which a letter told a delay, parts by that of their whole; closed ones await no answer."""
    sql = (
        "SELECT a.order_line_id, a.id, a.state, l.open, l.removed FROM consents a"
        " JOIN order_lines l ON l.id = a.order_line_id WHERE a.order_line_id IN ({ids})"
    )
    rows = fetch_for(session, sql, ids)
    moot = [(row[1],) for row in rows if row[2] == ConsentState.AWAITED and (not row[3] or row[4])]
    run_many(session, "UPDATE consents SET state = 'void' WHERE id = ?", moot)
    return {row[0] for row in rows}


def _renew_offers(session: Session, offers: dict[int, _Stored]) -> None:
    """Substitutes are offered for what lines lack now."""
    sql = "SELECT id, backordered FROM order_lines WHERE id IN ({ids})"
    lacks = {row[0]: row[1] for row in fetch_for(session, sql, offers)}
    void_notices(session, [offer.id for line_id, offer in offers.items() if not lacks[line_id]])
    other = [
        (lacks[line_id], offer.id)
        for line_id, offer in offers.items()
        if lacks[line_id] not in (0, offer.quantity)
    ]
    run_many(session, "UPDATE notices SET quantity = ? WHERE id = ?", other)
    if other:
        touched(session, Area.NOTICES)


def _values(delay: Delay) -> tuple[Any, ...]:
    return (str(delay.kind), delay.old_on, delay.new_on, delay.quantity)


def _facts(delay: Delay, line: Waiting) -> str | None:
    """That it is not the first, where the kind does not say so."""
    return '{"renewed":true}' if line.told_before and delay.kind == DelayKind.DATE_GONE else None


def _delay_row(delay: Delay, customer_id: int, order_id: int, line: Waiting) -> NoticeRow:
    return NoticeRow(
        str(delay.kind),
        customer_id,
        order_id,
        line.line_id,
        delay.old_on,
        delay.new_on,
        delay.quantity,
        facts=_facts(delay, line),
        # Later than the day itself it is too late.
        due_by=line.promised,
    )


def lines_promised(session: Session) -> list[int]:
    """All lines that wait and were promised: those of a shop that this program sees for the first time."""
    sql = "SELECT id FROM order_lines WHERE promised_on IS NOT NULL AND state = 'open' AND waiting = 1"
    return [row[0] for row in fetch(session, sql)]


def lines_that_slip(session: Session, first: int, last: int) -> list[int]:
    """Lines of which the days from `first` to `last` alone make late ones, their order's others with them."""
    rows = fetch(
        session,
        "SELECT id FROM order_lines WHERE backordered > 0 AND promised_key BETWEEN ? AND ?"
        " UNION SELECT id FROM order_lines WHERE backordered > 0 AND expected_key BETWEEN ? AND ?",
        (first, last) * 2,
    )
    ids = {row[0] for row in rows}
    tied = (
        "SELECT other.id FROM order_lines l JOIN order_lines other ON other.order_id = l.order_id"
        " AND other.open > 0 WHERE l.id IN ({ids}) AND l.ship_complete = 1"
    )
    return sorted(ids | {row[0] for row in fetch_for(session, tied, ids)})
