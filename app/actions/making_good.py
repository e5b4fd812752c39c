"""Rewards for delays: changed by the owner, kept when the letter goes out, topped up as goods leave."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.context import today, touched
from app.actions.delays import DELAY_KINDS, ToTell
from app.actions.documents import record
from app.actions.notifying import NoticeRow, void_notices, write_notices
from app.actions.notifying_orders import customer_to_tell
from app.actions.rewards import Promised, late_lines, made_good, promised_with, rules_of
from app.actions.voucher_moves import free_voucher_codes, locked, move
from app.actions.vouchers import checked_voucher, issue
from app.changes import Area
from app.errors import AlreadyDone, NotFound, PlanChanged, Refused
from app.language import tr
from app.rules.making_good import Late, days_late, more_of
from app.sentences import read_facts
from db.models.compensation import Voucher
from db.rows import Reader, fetch_for, fetch_one, run
from db.stored import day_of, to_json, to_units
from db.terms import NoticeKind, NoticeState, VoucherMoveKind, VoucherUnit


def keep_promised(session: Session, notices: Sequence[ToTell], promised: Sequence[Promised]) -> None:
    """Give what the letter says, its notices being locked; PlanChanged where it would say something else."""
    now = {each.notice_id: each for each in promised_with(session, notices)}
    if {each.notice_id: _said(each) for each in promised} != {key: _said(each) for key, each in now.items()}:
        raise PlanChanged(
            tr("The letter promises something else than the delay earns now."),
            tr("Look at the letter as it is now."),
        )
    for each in promised:
        if not each.is_told:
            _keep(session, each, now[each.notice_id].voucher_id)


def _said(promised: Promised) -> tuple[object, ...]:
    """What must not have changed; a new code is as good as another."""
    return (promised.line_id, promised.days, promised.unit, promised.amount, promised.currency,
            promised.voucher_id, promised.is_told)  # fmt: skip


def _keep(session: Session, promised: Promised, voucher_id: int | None) -> None:
    if voucher_id is not None:
        voucher = locked(session, voucher_id)
        move(session, voucher, VoucherMoveKind.TOPPED_UP, promised.amount)
        run(
            session,
            "UPDATE vouchers SET days_late = ?, expires_on = ? WHERE id = ?",
            (promised.days, promised.until, voucher_id),
        )
    else:
        _issue(session, promised)
    if promised.amount:
        facts = {"days": promised.days, "unit": promised.unit, "code": promised.code, "until": promised.until}
        run(
            session,
            "UPDATE notices SET facts = ? WHERE id = ? AND kind = 'voucher'",
            (to_json(facts), promised.notice_id),
        )


def _issue(session: Session, promised: Promised) -> None:
    code = promised.code.replace("-", "") or free_voucher_codes(session, 1)[0]
    if fetch_one(session, "SELECT 1 FROM vouchers WHERE code = ?", (code,)) is not None:
        raise PlanChanged(tr("Another voucher has this code."), tr("Make the letter again."))
    voucher = Voucher(
        code=code,
        customer_id=promised.customer_id,
        order_line_id=promised.line_id,
        notice_id=promised.notice_id,
        days_late=promised.days,
        unit=promised.unit,
        currency=promised.currency,
        issued_on=today(session),
        expires_on=day_of(promised.until),
    )
    issue(session, voucher, promised.amount)
    if not promised.amount:
        record(session, "voucher_declined", line_id=promised.line_id)


# the owner's word


def propose(session: Session, notice_id: int, amount: Decimal) -> None:
    """The letter is to give this much for what it tells; 0: nothing, so that a voucher's own does not go."""
    sql = "SELECT kind, state, order_line_id, facts FROM notices WHERE id = ?"
    row = fetch_one(session, sql, (notice_id,))
    if row is None:
        raise NotFound(tr("There is nothing to tell any more."), tr("Reload the list."))
    kind, state, line_id, stored = row
    if state != NoticeState.DUE:
        raise AlreadyDone(tr("The customer was told already."), tr("Give him a voucher of its own."))
    if line_id is None or kind not in (*DELAY_KINDS, NoticeKind.VOUCHER):
        raise Refused(tr("This tells of no delay."), tr("Give a voucher of its own."))
    facts = read_facts(stored)
    if "code" in facts:
        raise Refused(tr("This voucher was given already."), tr("Take it back and give another."))
    unit = str(facts.get("unit", VoucherUnit.MONEY))
    units = to_units(checked_voucher(amount, unit), 2) if amount else 0
    if kind != NoticeKind.VOUCHER:
        change = (to_json({**facts, "reward": units}), notice_id)
        run(session, "UPDATE notices SET facts = ? WHERE id = ? AND state = 'due'", change)
    elif units:
        run(session, "UPDATE notices SET amount = ? WHERE id = ? AND state = 'due'", (units, notice_id))
    else:
        _decline(session, notice_id, line_id, int(facts.get("days", 0)))
    touched(session, Area.NOTICES)


def _decline(session: Session, notice_id: int, line_id: int, days: int) -> None:
    line = late_lines(session, [line_id])[line_id]
    nothing = Promised(notice_id, line_id, line.customer_id or 0, days, VoucherUnit.MONEY, 0, line.currency)
    _issue(session, nothing)
    void_notices(session, [notice_id])


# when goods leave


def make_good_shipped(session: Session, line_ids: Iterable[int]) -> None:
    """What lines that are complete now earn for their days late, beyond what they were given, is proposed."""
    rules = rules_of(session)
    if not rules:
        return
    sql = "SELECT id FROM order_lines WHERE id IN ({ids}) AND open = 0 AND shipped > 0 AND removed = 0"
    lines = late_lines(session, [row[0] for row in fetch_for(session, sql, line_ids)])
    already = made_good(session, lines)
    orders = {
        row[0]: row[1]
        for row in fetch_for(session, "SELECT id, order_id FROM order_lines WHERE id IN ({ids})", lines)
    }
    day = today(session).toordinal()
    fresh = []
    for line in lines.values():
        days = days_late(line.first_promised_on, day)
        late = Late(line.value, line.order_value, line.priority, line.own_currency)
        earned = more_of(rules, late, days, already.get(line.id, 0))
        customer_id = customer_to_tell(session, orders[line.id]) if earned else None
        if earned is not None and customer_id is not None:
            facts = to_json({"days": days, "unit": earned.unit})
            fresh.append(
                NoticeRow(
                    NoticeKind.VOUCHER,
                    customer_id,
                    orders[line.id],
                    line.id,
                    amount=earned.amount,
                    facts=facts,
                )
            )
    known = _due_of(session, [each.order_line_id or 0 for each in fresh])
    write_notices(session, [each for each in fresh if each.order_line_id not in known])


def unmake_good(session: Session, line_id: int) -> None:
    """Its shipment is undone: what nobody was told of yet is not proposed any more."""
    proposed = _due_of(session, [line_id]).get(line_id)
    if proposed is not None and "code" not in read_facts(proposed[1]):
        void_notices(session, [proposed[0]])


def _due_of(session: Reader, line_ids: Iterable[int]) -> dict[int, tuple[int, str | None]]:
    """By line the notice of a voucher that is due, and its facts."""
    sql = (
        "SELECT order_line_id, id, facts FROM notices WHERE order_line_id IN ({ids}) AND kind = 'voucher'"
        " AND state = 'due'"
    )
    return {row[0]: (row[1], row[2]) for row in fetch_for(session, sql, line_ids)}
