"""Notices of what was done to an order: confirmed, shipped, cancelled, money to pay back (R18, R22).

An act undone before anybody was told of it takes its notice back; what was told stays told.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.actions.context import today, touched
from app.actions.delays import await_reopened
from app.actions.notifying import NoticeRow, tell_delays, void_notices, write_notices
from app.actions.refunds import refund_owed
from app.changes import Area
from app.rules.consent import PolicyKind, refund_due
from app.settings import days_off, shop_settings
from db.rows import fetch, fetch_one, run, run_many, value
from db.stored import to_json
from db.terms import NoticeKind, NoticeState

SHIPMENTS = "('shipped', 'part_shipment')"


def customer_to_tell(session: Session, order_id: int) -> int | None:
    """The order's customer, unless he wants to hear nothing."""
    sql = (
        "SELECT c.id FROM orders o JOIN customers c ON c.id = o.customer_id AND c.notice_channel <> 'none'"
        " WHERE o.id = ?"
    )
    found = value(session, sql, (order_id,))
    return None if found is None else int(found)


def tell_confirmed(session: Session, order_id: int) -> None:
    """An order that the customer was promised dates for is confirmed to him in writing."""
    customer_id = customer_to_tell(session, order_id)
    if customer_id is not None and not _due(session, order_id, f"kind = '{NoticeKind.CONFIRMATION}'"):
        write_notices(session, [NoticeRow(NoticeKind.CONFIRMATION, customer_id, order_id)])


def tell_order(session: Session, order_id: int) -> None:
    """After an act that may have ended an order or changed its worth: what it owes, what is moot."""
    sql = (
        "SELECT n.id FROM notices n JOIN orders o ON o.id = n.order_id"
        " LEFT JOIN order_lines l ON l.id = n.order_line_id WHERE n.order_id = ? AND n.state = 'due' AND ("
        "(n.kind = 'confirmation' AND o.state IN ('done', 'cancelled'))"
        " OR (n.kind = 'substitute_offer' AND l.open = 0) OR l.removed = 1)"
    )
    void_notices(session, [row[0] for row in fetch(session, sql, (order_id,))])
    _name_shipments(session, order_id)
    tell_refund(session, order_id)


def tell_taken_back(session: Session, order_id: int) -> None:
    """An order entered by mistake: if its confirmation never went out, nobody needs to hear of it."""
    told = "SELECT 1 FROM notices WHERE order_id = ? AND state = 'sent'"
    if value(session, told, (order_id,)) is None:
        void_notices(session, [row[0] for row in _due(session, order_id, "1 = 1")])


# shipments


def tell_shipped(session: Session, shipment_id: int) -> None:
    """What left; several shipments that nobody was told of yet go into one notice a line."""
    row = fetch_one(
        session,
        "SELECT s.number, s.order_id, s.carrier, s.tracking, o.pick_up FROM shipments s"
        " JOIN orders o ON o.id = s.order_id WHERE s.id = ?",
        (shipment_id,),
    )
    if row is None or row[4]:  # who fetches his goods knows that he has them
        return
    number, order_id, carrier, tracking, _ = row
    customer_id = customer_to_tell(session, order_id)
    if customer_id is None:
        return
    known = {each[1]: each for each in _due(session, order_id, f"kind IN {SHIPMENTS}")}
    fresh, grown = [], []
    left = "SELECT order_line_id, quantity FROM shipment_lines WHERE shipment_id = ? ORDER BY order_line_id"
    for line_id, units in fetch(session, left, (shipment_id,)):
        parts = [*_shipments_of(known.get(line_id)), [number, units, carrier, tracking]]
        facts = to_json({"shipments": parts})
        if line_id in known:
            grown.append((known[line_id][2] + units, facts, known[line_id][0]))
        else:
            fresh.append(
                NoticeRow(
                    NoticeKind.PART_SHIPMENT, customer_id, order_id, line_id, quantity=units, facts=facts
                )
            )
    write_notices(session, fresh)
    run_many(session, "UPDATE notices SET quantity = ?, facts = ? WHERE id = ?", grown)
    _name_shipments(session, order_id)


def tell_unshipped(session: Session, number: str, order_id: int, line_id: int, units: int) -> None:
    """A shipment undone before the customer heard of it is not told."""
    await_reopened(session, [line_id])
    for notice_id, of_line, quantity, facts in _due(session, order_id, f"kind IN {SHIPMENTS}"):
        parts = _shipments_of((notice_id, of_line, quantity, facts)) if of_line == line_id else []
        if number not in [each[0] for each in parts]:
            continue
        kept = [
            [each[0], each[1] - (units if each[0] == number else 0), *each[2:]]
            for each in parts
            if each[0] != number or each[1] > units
        ]
        if kept:
            facts = to_json({"shipments": kept})
            change = (sum(each[1] for each in kept), facts, notice_id)
            run(session, "UPDATE notices SET quantity = ?, facts = ? WHERE id = ?", change)
        else:
            void_notices(session, [notice_id])
    _name_shipments(session, order_id)
    touched(session, Area.NOTICES)


def _shipments_of(notice: Any) -> list[list[Any]]:
    """Number, units, carrier, tracking of each shipment that the notice tells."""
    if notice is None or notice[3] is None:
        return []
    parts: list[list[Any]] = json.loads(notice[3])["shipments"]
    return parts


def _name_shipments(session: Session, order_id: int) -> None:
    """Whether what left is all of the order, or a part."""
    is_open = "EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = ? AND l.open > 0 AND l.removed = 0)"
    run(
        session,
        f"UPDATE notices SET kind = CASE WHEN {is_open} THEN 'part_shipment' ELSE 'shipped' END"
        f" WHERE order_id = ? AND state = 'due' AND kind IN {SHIPMENTS}",
        (order_id, order_id),
    )


# cancelling


def tell_cancelled(session: Session, order_id: int, line_id: int, units: int, reason: str) -> None:
    """A quantity that will not come; more of the same line goes into the same notice."""
    customer_id = customer_to_tell(session, order_id)
    if customer_id is None:
        return
    facts = to_json({"reason": reason}) if reason else None
    for notice_id, of_line, quantity, _ in _due(session, order_id, "kind = 'cancellation'"):
        if of_line == line_id:
            change = (quantity + units, facts, notice_id)
            run(session, "UPDATE notices SET quantity = ?, facts = coalesce(?, facts) WHERE id = ?", change)
            return
    row = NoticeRow(NoticeKind.CANCELLATION, customer_id, order_id, line_id, quantity=units, facts=facts)
    write_notices(session, [row])


def tell_reopened(session: Session, order_id: int, line_id: int, units: int) -> None:
    """What was cancelled is wanted again before the customer heard that it was cancelled."""
    session.flush()
    await_reopened(session, [line_id])
    for notice_id, of_line, quantity, _ in _due(session, order_id, "kind = 'cancellation'"):
        if of_line == line_id and quantity > units:
            change = (quantity - units, notice_id)
            run(session, "UPDATE notices SET quantity = ? WHERE id = ?", change)
        elif of_line == line_id:
            void_notices(session, [notice_id])
    touched(session, Area.NOTICES)


# money to pay back


def tell_refund(session: Session, order_id: int) -> None:
    """What is owed of what was paid (R18): told once, `pending` until it is paid back."""
    sql = (
        "SELECT id, state, amount, pending FROM notices WHERE order_id = ? AND kind = 'refund'"
        " AND (state <> 'void' OR pending = 1) ORDER BY id"
    )
    known = fetch(session, sql, (order_id,))
    earned, owed = refund_owed(session, order_id)
    if not known and not owed:
        return
    told = sum(amount for _, state, amount, _ in known if state == NoticeState.SENT)
    open_rows = [row for row in known if row[1] != NoticeState.SENT]
    if open_rows and earned > told:
        change = (earned - told, open_rows[0][0])
        run(session, "UPDATE notices SET amount = ? WHERE id = ?", change)
    elif open_rows:
        void_notices(session, [row[0] for row in open_rows])
    elif earned > told and owed:
        write_notices(session, [_refund_row(session, order_id, earned - told)])
    run(
        session,
        "UPDATE notices SET pending = ? WHERE order_id = ? AND kind = 'refund'"
        " AND (state <> 'void' OR pending = 1)",
        (int(owed > 0), order_id),
    )
    touched(session, Area.NOTICES)


def _refund_row(session: Session, order_id: int, amount: int) -> NoticeRow:
    settings = shop_settings(session)
    by = refund_due(PolicyKind(settings.delay_policy), today(session).toordinal(), days_off(settings))
    customer_id = customer_to_tell(session, order_id)
    return NoticeRow(
        NoticeKind.REFUND,
        customer_id,
        order_id,
        amount=amount,
        due_by=by,
        pending=1,
        untold=customer_id is None,
    )


# customers


def tell_channel(session: Session, customer_id: int) -> None:
    """A customer who wants to hear nothing, or wants to hear again."""
    sql = "SELECT notice_channel FROM customers WHERE id = ?"
    if value(session, sql, (customer_id,)) == "none":
        due = "UPDATE notices SET state = 'void' WHERE customer_id = ? AND state = 'due'"
        if run(session, due, (customer_id,)):
            touched(session, Area.NOTICES)
        return
    lines = (
        "SELECT l.id FROM orders o JOIN order_lines l ON l.order_id = o.id"
        " WHERE o.customer_id = ? AND o.state = 'open' AND l.open > 0"
    )
    tell_delays(session, [row[0] for row in fetch(session, lines, (customer_id,))])


def _due(session: Session, order_id: int, condition: str) -> Sequence[Any]:
    """(id, line, quantity, facts) of what is due of an order."""
    sql = (
        "SELECT id, order_line_id, quantity, facts FROM notices WHERE order_id = ? AND state = 'due'"
        f" AND {condition} ORDER BY id"
    )
    return fetch(session, sql, (order_id,))
