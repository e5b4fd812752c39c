"""Taking acts on the queue back: lines as they stood, if nothing else touched them since."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.context import action_id, touched
from app.actions.documents import close_if_done, lines_of, open_line, record
from app.actions.notifying_orders import tell_reopened
from app.actions.outlooks import as_shown
from app.actions.purchasing import set_eta
from app.actions.remembering import Memory, StoredLine, start_remembering, stored_lines
from app.actions.settling import Settled, Touch, begin, settle
from app.actions.vouchers import revive_of_lines
from app.changes import Area
from app.errors import Refused
from app.happenings import CONSEQUENCES
from app.language import tr
from app.quantities import quantity_of, units
from app.sentences import read_facts
from db.models.orders import Cancellation, Order, OrderLine
from db.rows import fetch_for, run, run_many
from db.terms import CancellationKind, OrderState

NOTHING = Decimal(0)

_OURS = ("open", "reserved", "hand_rank", "kept_off", "on_hold")
"""What must stand as the act left it."""


@dataclass(frozen=True, slots=True)
class LineAct:
    """A line before an act and after it; `held` is since when and why its order stood still before.

    `did` is what the history says of the line: kind, thousandths, facts as stored; None where it was
    only passed over.
    """

    before: StoredLine
    after: StoredLine
    held: tuple[int, str] | None = None
    did: tuple[str, int | None, str | None] | None = None


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What an act returned, the lines whose quantity, rank or standstill it changed, and its id."""

    outcome: Any
    lines: tuple[LineAct, ...] = ()
    action_id: str = ""


def carry_out(act: Callable[..., Any], fingerprint: str = "") -> Callable[..., CarriedOut]:
    """`act` as it was shown, noting what it takes to take it back."""

    def noted(session: Session, *args: Any, **kwargs: Any) -> CarriedOut:
        memory = start_remembering(session)
        outcome = as_shown(act, fingerprint)(session, *args, **kwargs)
        session.flush()
        return CarriedOut(outcome, _acts(session, memory), action_id(session))

    noted.__name__ = act.__name__
    return noted


def _acts(session: Session, memory: Memory) -> tuple[LineAct, ...]:
    after = stored_lines(session, memory.lines)
    changed = [
        line for line in memory.lines.values() if line.id in after and _hand(line) != _hand(after[line.id])
    ]
    done = _done(session, [line.id for line in changed])
    return tuple(
        LineAct(line, after[line.id], memory.holds.get(line.order_id), done.get(line.id)) for line in changed
    )


def _done(session: Session, line_ids: Sequence[int]) -> dict[int, tuple[str, int | None, str | None]]:
    """What this action's history says was done to each line, apart from what follows from it."""
    sql = (
        "SELECT order_line_id, kind, quantity, facts FROM history"
        " WHERE order_line_id IN ({ids}) AND action_id = ? ORDER BY id"
    )
    rows = fetch_for(session, sql, line_ids, (action_id(session),))
    return {row[0]: (row[1], row[2], row[3]) for row in rows if row[1] not in CONSEQUENCES}


def _hand(line: StoredLine) -> tuple[Any, ...]:
    return tuple(getattr(line, key) for key in _OURS)


def take_back(session: Session, lines: Sequence[LineAct]) -> Settled:
    """Lines rank, hold and stand still as they did; Refused if one was touched since."""
    touch = _untouched(session, lines)
    return _restore(session, lines, touch)


def take_back_cancelled(session: Session, lines: Sequence[LineAct], act: str) -> Settled:
    """What the act of this id cancelled is wanted again, and lines hold what they held."""
    touch = _untouched(session, lines)
    given_up = select(Cancellation).where(Cancellation.action_id == act, Cancellation.undone == 0)
    orders = {want_again(session, each) for each in session.scalars(given_up).all()}
    settled = _restore(session, lines, touch)
    for order_id in orders:
        close_if_done(session, order_id)
    touched(session, Area.PURCHASES)
    return settled


def want_again(session: Session, given_up: Cancellation) -> int:
    """What was given up waits again at its rank, once it is settled; the id of its order."""
    line = session.get_one(OrderLine, given_up.order_line_id, populate_existing=True)
    order = session.get_one(Order, line.order_id, populate_existing=True)
    quantity, order_id = given_up.quantity - given_up.undone, order.id
    order.state = OrderState.OPEN
    for each in lines_of(session, order_id):
        each.state = OrderState.OPEN
    line.cancelled -= quantity
    given_up.undone = given_up.quantity
    record(session, "reopened", line_id=line.id, pool_id=line.pool_id, quantity=quantity)
    session.flush()
    if given_up.kind != CancellationKind.SUBSTITUTED:
        tell_reopened(session, order_id, line.id, units(quantity))
    revive_of_lines(session, [line.id])
    run(session, "UPDATE purchase_lines SET no_longer_needed = 0 WHERE for_line_id = ?", (line.id,))
    return order_id


def take_back_split(session: Session, line_id: int, part_id: int) -> Settled:
    """A line split off goes back into the one it came from, unless anything happened to it since."""
    line, touch = open_line(session, line_id)
    part = session.get(OrderLine, part_id, populate_existing=True)
    if part is None or part.removed or part.split_from_id != line_id or part.shipped or part.cancelled:
        raise overtaken()
    quantity, reserved = part.ordered, part.reserved
    part.reserved, part.demanded, part.removed = NOTHING, NOTHING, True
    session.flush()
    line.ordered += quantity
    line.demanded += quantity
    line.reserved += reserved
    record(session, "taken_back", line_id=line_id, pool_id=line.pool_id, quantity=quantity, what="split")
    touched(session, Area.ORDERS)
    touch.lines.add(part_id)
    return settle(session, touch)


def _untouched(session: Session, lines: Sequence[LineAct]) -> Touch:
    """Lock what the lines wait for; Refused if one does not stand as the act left it."""
    touch = begin(session, {each.after.pool_id for each in lines})
    if stands_as_left(session, lines) != {each.after.pool_id for each in lines}:
        raise overtaken()
    return touch


def stands_as_left(session: Session, lines: Sequence[LineAct]) -> set[int]:
    """Pools in which every line stands as the act left it."""
    now = stored_lines(session, [each.after.id for each in lines])
    moved = {
        each.after.pool_id
        for each in lines
        if each.after.id not in now or _hand(now[each.after.id]) != _hand(each.after)
    }
    return {each.after.pool_id for each in lines} - moved


def _restore(session: Session, lines: Sequence[LineAct], touch: Touch) -> Settled:
    for each in lines:
        touch.lines.add(each.before.id)
        touch.freed[each.before.pool_id] += each.after.reserved - each.before.reserved
        _record_taken_back(session, each)
    _write_lines(session, lines)
    _write_holds(session, lines)
    touched(session, Area.ORDERS, Area.BACKORDERS)
    session.expire_all()
    return settle(session, touch)


def _record_taken_back(session: Session, line: LineAct) -> None:
    if line.did is None:
        return
    kind, quantity, facts = line.did
    told = {**read_facts(facts), "what": kind}
    amount = None if quantity is None else quantity_of(quantity)
    record(
        session, "taken_back", line_id=line.before.id, pool_id=line.before.pool_id, quantity=amount, **told
    )


def _write_lines(session: Session, lines: Sequence[LineAct]) -> None:
    # Those that give first: a pool never holds more reservations than goods, not even between two rows.
    ordered = sorted(lines, key=lambda each: each.before.reserved - each.after.reserved)
    run_many(
        session,
        "UPDATE order_lines SET hand_rank = ?, reserved = ?, kept_off = ?, kept_off_since = ? WHERE id = ?",
        [
            (
                each.before.hand_rank,
                each.before.reserved,
                each.before.kept_off,
                each.before.kept_off_since,
                each.before.id,
            )
            for each in ordered
        ],
    )


def _write_holds(session: Session, lines: Sequence[LineAct]) -> None:
    moved = {each.before.order_id: each for each in lines if each.before.on_hold != each.after.on_hold}
    for order_id, each in moved.items():
        since, reason = each.held or (None, "")
        on_hold = each.before.on_hold
        run(
            session,
            "UPDATE orders SET on_hold = ?, held_since = ?, hold_reason = ? WHERE id = ?",
            (on_hold, since if on_hold else None, reason if on_hold else "", order_id),
        )
        run(session, "UPDATE order_lines SET on_hold = ? WHERE order_id = ?", (on_hold, order_id))


MovedDate = tuple[int, date | None, date | None]
"""A purchase line, its date before and after."""


def take_back_dates(session: Session, moved: Sequence[MovedDate]) -> None:
    """Purchase lines come when they were to come; Refused if a date was changed since."""
    sql = "SELECT id, eta FROM purchase_lines WHERE id IN ({ids})"
    now = {row[0]: row[1] for row in fetch_for(session, sql, [each[0] for each in moved])}
    if any(now.get(line_id) != (after and after.toordinal()) for line_id, _, after in moved):
        raise overtaken()
    for day in dict.fromkeys(before for _, before, _ in moved):
        set_eta(session, [line_id for line_id, before, _ in moved if before == day], day, cause="")


def overtaken() -> Refused:
    """What is to be taken back was touched by somebody since."""
    return Refused(
        tr("Something else happened since; this cannot be taken back."), tr("Look at the queue as it is now.")
    )
