"""What a customer said, or did not say, is taken back until he was told what came of it (R23)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.context import touched
from app.actions.documents import close_if_done, free, lines_of, record
from app.actions.ordering import copy_rank, priority_of
from app.actions.promises import Promised, take_back_promise
from app.actions.remembering import stored_lines
from app.actions.settling import Touch, begin, settle
from app.actions.shipping import undo_whole_shipment
from app.actions.undoing import LineAct, overtaken, stands_as_left, want_again
from app.changes import Area
from app.errors import AlreadyDone, NotFound, Refused
from app.language import tr
from app.sentences import read_facts
from app.wording import day_text, money_text
from db.models.orders import Cancellation, Order, OrderLine
from db.rows import fetch, fetch_for, fetch_one, run, run_many, value
from db.stored import day_of
from db.terms import PaymentKind

NOTHING = Decimal(0)
_SHIPMENTS = ("shipped", "part_shipment")
_MONEY = ("cancellation", "refund")


@dataclass(frozen=True, slots=True)
class _Kept:
    """An answer with its outcome (kept_answers.py); `copied` where a part has that of its whole."""

    id: int
    line_id: int
    order_id: int
    kind: str
    act: str
    facts: dict[str, Any]
    undone: bool

    @property
    def copied(self) -> bool:
        return "of" in self.facts


def take_back_answers(session: Session, answer_ids: Sequence[int], lines: Sequence[LineAct] = ()) -> None:
    """All of them or none: they are awaited again, and what they brought about is as it was.

    With the lines as `carry_out` noted them everybody holds what he held, as far as nobody took it since;
    what was given to others meanwhile stays with them. Refused once the customer was told of the outcome,
    or where something builds on it.
    """
    kept = _recorded(session, answer_ids)
    orders = _lock(session, kept)
    kept = _recorded(session, answer_ids)
    for each in kept:
        _refuse_if_built_on(session, each, answer_ids)
    pools = stands_as_left(session, lines)
    for each in reversed(kept):
        _unship(session, each)
    touch = begin(session, _pools_of(session, orders) | pools)
    for each in reversed(kept):
        _undo(session, each, touch)
    _give_back(session, [each for each in lines if each.before.pool_id in pools], touch)
    for each in reversed(kept):
        _offer_again(session, each, touch)
    settle(session, touch)
    for each in reversed(kept):
        _ask_again(session, each)
    for order_id in orders:
        close_if_done(session, order_id)
    touched(session, Area.NOTICES, Area.ORDERS, Area.BACKORDERS, Area.PURCHASES)


def _recorded(session: Session, answer_ids: Sequence[int]) -> list[_Kept]:
    """The answers as they are stored, and their copies for parts that were split off since."""
    sql = (
        "SELECT a.id, a.order_line_id, l.order_id, a.kind, a.action_id, a.facts, a.undone FROM answers a"
        " JOIN order_lines l ON l.id = a.order_line_id"
        " WHERE a.action_id IN (SELECT action_id FROM answers WHERE id IN ({ids})) ORDER BY a.id"
    )
    rows = [
        _Kept(row[0], row[1], row[2], row[3], row[4], read_facts(row[5]), bool(row[6]))
        for row in fetch_for(session, sql, answer_ids)
    ]
    found = [each for each in rows if each.id in answer_ids or each.facts.get("of") in answer_ids]
    if len([each for each in found if each.id in answer_ids]) < len(set(answer_ids)):
        raise NotFound(tr("This answer no longer exists."), tr("Reload the list."))
    if any(each.undone for each in found if not each.copied):
        raise AlreadyDone(tr("This answer is taken back already."), tr("Reload the list."))
    return [each for each in found if not each.undone]


def _lock(session: Session, kept: Sequence[_Kept]) -> list[int]:
    """Their orders, with all pools of these locked."""
    orders = sorted({each.order_id for each in kept})
    begin(session, _pools_of(session, orders))
    return orders


def _pools_of(session: Session, orders: Sequence[int]) -> set[int]:
    """Where their goods are, and those that were offered in place of them."""
    of_lines = "SELECT DISTINCT pool_id FROM order_lines WHERE order_id IN ({ids})"
    of_offers = (
        "SELECT DISTINCT f.pool_id FROM offers f JOIN order_lines l ON l.id = f.order_line_id"
        " WHERE l.order_id IN ({ids})"
    )
    return {row[0] for sql in (of_lines, of_offers) for row in fetch_for(session, sql, orders)}


# what stands against it


def _refuse_if_built_on(session: Session, kept: _Kept, answer_ids: Sequence[int]) -> None:
    if kept.copied:
        return
    later = "SELECT id FROM answers WHERE order_line_id = ? AND id > ? AND undone = 0"
    if {row[0] for row in fetch(session, later, (kept.line_id, kept.id))} - set(answer_ids):
        raise Refused(tr("The customer answered once more since."), tr("Take the later answer back first."))
    if value(session, "SELECT removed FROM order_lines WHERE id = ?", (kept.line_id,)):
        raise overtaken()
    since = _since(session, kept)
    _refuse_if_told(session, kept, since)
    if _was_cut(session, kept):
        _refuse_if_refunded(session, kept, since)
    if "instead" in kept.facts:
        _refuse_if_taken(session, kept.facts["instead"])


def _was_cut(session: Session, kept: _Kept) -> bool:
    sql = "SELECT 1 FROM cancellations WHERE order_line_id = ? AND action_id = ? LIMIT 1"
    return value(session, sql, (kept.line_id, kept.act)) is not None


def _since(session: Session, kept: _Kept) -> list[tuple[str, int, int, dict[str, Any]]]:
    """Of letters and payments of the order since the answer: kind, line, moment, facts."""
    sql = (
        "SELECT h.kind, h.order_line_id, h.at, h.facts FROM history h JOIN order_lines l"
        " ON l.id = h.order_line_id WHERE l.order_id = ? AND h.kind IN"
        " ('letter_sent', 'paid', 'payment_removed') AND h.id > (SELECT min(id) FROM history"
        " WHERE order_line_id = ? AND action_id = ? AND kind = 'answered') ORDER BY h.id"
    )
    rows = fetch(session, sql, (kept.order_id, kept.line_id, kept.act))
    return [(row[0], row[1], row[2], read_facts(row[3])) for row in rows]


def _refuse_if_told(
    session: Session, kept: _Kept, since: Sequence[tuple[str, int, int, dict[str, Any]]]
) -> None:
    """A letter of what was cut off, of the substitute, or of the part that left."""
    kinds = (*(_MONEY if _was_cut(session, kept) else ()), *(_SHIPMENTS if "shipment" in kept.facts else ()))
    instead = kept.facts.get("instead")
    for kind, line_id, _, facts in since:
        if kind == "letter_sent" and (facts.get("what") in kinds or line_id == instead):
            sql = "SELECT sent_on FROM letters WHERE code = ?"
            day = day_text(int(value(session, sql, (facts["code"],)) or 0))
            raise Refused(
                tr("The customer was told on {day}, by letter {code}.", day=day, code=facts["code"]),
                tr("Enter a new order if the goods are wanted after all."),
            )


def _refuse_if_refunded(
    session: Session, kept: _Kept, since: Sequence[tuple[str, int, int, dict[str, Any]]]
) -> None:
    back = NOTHING
    for kind, _, _, facts in since:
        if facts.get("what") == PaymentKind.REFUND:
            back += Decimal(facts["amount"]) * (1 if kind == "paid" else -1)
    if back > 0:
        currency = str(value(session, "SELECT currency FROM orders WHERE id = ?", (kept.order_id,)))
        raise Refused(
            tr("{amount} were paid back since.", amount=money_text(back, currency)),
            tr("Take the refund off first."),
        )


def _refuse_if_taken(session: Session, line_id: int) -> None:
    """The line of the substitute has to stand as it was made."""
    sql = (
        "SELECT l.shipped, l.removed, l.cancelled, l.returned, l.ordered, h.quantity FROM order_lines l"
        " JOIN history h ON h.order_line_id = l.id AND h.kind = 'substitute' WHERE l.id = ?"
    )
    row = fetch_one(session, sql, (line_id,))
    if row is not None and row[0]:
        raise Refused(tr("The substitute was shipped."), tr("Undo the shipment first."))
    earmarked = "SELECT 1 FROM purchase_lines WHERE for_line_id = ? LIMIT 1"
    if row is None or any(row[1:4]) or row[4] != row[5] or value(session, earmarked, (line_id,)):
        raise overtaken()


# what is undone


def _unship(session: Session, kept: _Kept) -> None:
    shipment_id = kept.facts.get("shipment")
    left = "SELECT 1 FROM shipment_lines WHERE shipment_id = ? AND quantity > undone LIMIT 1"
    if shipment_id is not None and value(session, left, (shipment_id,)):
        undo_whole_shipment(session, shipment_id)


def _undo(session: Session, kept: _Kept, touch: Touch) -> None:
    """All of it but promises, which are told once the line has its dates again."""
    touch.lines.add(kept.line_id)
    if kept.copied:
        return
    given_up = select(Cancellation).where(
        Cancellation.action_id == kept.act,
        Cancellation.order_line_id == kept.line_id,
        Cancellation.undone < Cancellation.quantity,
    )
    for each in session.scalars(given_up.execution_options(populate_existing=True)).all():
        want_again(session, each)
    if "instead" in kept.facts:
        _drop(session, kept.facts["instead"], touch)
    if kept.facts.get("complete"):
        _complete_again(session, kept.order_id, touch)
    _due_again(session, kept.facts.get("notices", ()))
    session.flush()


def _drop(session: Session, line_id: int, touch: Touch) -> None:
    """The substitute was never taken."""
    line = session.get_one(OrderLine, line_id, populate_existing=True)
    free(line, line.reserved, touch)
    line.demanded, line.removed = NOTHING, True
    touch.lines.add(line_id)
    record(
        session, "taken_back", line_id=line_id, pool_id=line.pool_id, quantity=line.ordered, what="substitute"
    )


def _complete_again(session: Session, order_id: int, touch: Touch) -> None:
    order = session.get_one(Order, order_id, populate_existing=True)
    if order.ship_complete:
        return
    order.ship_complete = True
    priority = priority_of(session, order)
    for line in lines_of(session, order_id):
        copy_rank(order, line, priority)
        touch.lines.add(line.id)
        record(session, "rank_changed", line_id=line.id, pool_id=line.pool_id, what=["ship_complete"])


# Another notice of the same is due already.
_ANOTHER = (
    "EXISTS (SELECT 1 FROM notices o WHERE o.order_id = notices.order_id AND o.state = 'due'"
    " AND coalesce(o.order_line_id, 0) = coalesce(notices.order_line_id, 0) AND (o.kind = notices.kind"
    " OR (o.kind IN ('delay', 'renewed_delay', 'date_gone')"
    " AND notices.kind IN ('delay', 'renewed_delay', 'date_gone'))))"
)


def _due_again(session: Session, notices: Sequence[Any]) -> None:
    """Notices that the answer voided or changed; what went out since stays told."""
    change = "UPDATE notices SET due_by = ?, pending = ?, facts = ?"
    for notice_id, state, due_by, pending, facts in notices:
        stood = (due_by, pending, facts)
        run(session, f"{change} WHERE id = ? AND state = ?", (*stood, notice_id, state))
        again = f"{change}, state = ? WHERE id = ? AND state = 'void' AND NOT {_ANOTHER}"
        run(session, again, (*stood, state, notice_id))


def _give_back(session: Session, lines: Sequence[LineAct], touch: Touch) -> None:
    """Lines hold what they held, pool by pool, unless what they held is gone."""
    session.flush()
    now = stored_lines(session, [each.before.id for each in lines])
    more: dict[int, int] = defaultdict(int)
    for each in lines:
        more[each.before.pool_id] += each.before.reserved - now[each.before.id].reserved
    sql = "SELECT id, on_hand - reserved FROM stock_levels WHERE id IN ({ids})"
    free_now = {row[0]: row[1] for row in fetch_for(session, sql, more)}
    there = {pool_id for pool_id, units in more.items() if units <= free_now[pool_id] + touch.freed[pool_id]}
    back = [each for each in lines if each.before.pool_id in there]
    # Those that give first: a pool never holds more reservations than goods, not even between two rows.
    back.sort(key=lambda each: each.before.reserved - now[each.before.id].reserved)
    run_many(
        session,
        "UPDATE order_lines SET reserved = ? WHERE id = ?",
        [(each.before.reserved, each.before.id) for each in back],
    )
    for pool_id in there:
        touch.freed[pool_id] -= more[pool_id]
    touch.lines.update(each.before.id for each in back)
    session.expire_all()


def _offer_again(session: Session, kept: _Kept, touch: Touch) -> None:
    """What was offered is offered again, and kept as far as nobody took it; not beside a newer offer."""
    for offer_id, state, quantity, set_aside in kept.facts.get("offers", ()):
        row = fetch_one(
            session,
            "SELECT f.pool_id, f.set_aside, s.on_hand - s.reserved FROM offers f"
            " JOIN stock_levels s ON s.id = f.pool_id WHERE f.id = ? AND NOT EXISTS (SELECT 1 FROM offers o"
            " WHERE o.order_line_id = f.order_line_id AND o.product_id = f.product_id AND o.id <> f.id"
            " AND o.state = 'open')",
            (offer_id,),
        )
        if row is None:
            continue
        pool_id, now, there = row
        more = min(set_aside - now, max(0, there + touch.freed[pool_id]))
        sql = "UPDATE offers SET state = ?, quantity = ?, set_aside = ? WHERE id = ?"
        run(session, sql, (state, quantity, now + more, offer_id))
        touch.freed[pool_id] -= more


def _ask_again(session: Session, kept: _Kept) -> None:
    run(session, "UPDATE answers SET undone = 1 WHERE id = ?", (kept.id,))
    told = kept.facts.get("promised")
    if told:
        before, after = map(day_of, told[:2])
        take_back_promise(session, Promised(kept.line_id, before, after, told[2]))
    if "asked" in kept.facts:
        run(
            session,
            "UPDATE consents SET state = 'awaited' WHERE order_line_id = ? AND letter_id = ?"
            " AND state IN ('answered', 'lapsed') AND id ="
            " (SELECT max(id) FROM consents WHERE order_line_id = ?)"
            " AND EXISTS (SELECT 1 FROM order_lines l WHERE l.id = ? AND l.open > 0 AND l.removed = 0)",
            (kept.line_id, kept.facts["asked"], kept.line_id, kept.line_id),
        )
    if not kept.copied:
        pool_id = value(session, "SELECT pool_id FROM order_lines WHERE id = ?", (kept.line_id,))
        record(session, "answer_undone", line_id=kept.line_id, pool_id=pool_id, what=kept.kind)
