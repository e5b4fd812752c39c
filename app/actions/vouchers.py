"""Vouchers: given, used for an order, given back, lapsed, revived, taken back; each exactly once (R25)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.context import today
from app.actions.notifying import NoticeRow, void_notices, write_notices
from app.actions.notifying_orders import customer_to_tell
from app.actions.ordering import checked_amount
from app.actions.voucher_moves import (
    Stored,
    change_state,
    free_voucher_codes,
    locked,
    locked_by_code,
    locked_of_lines,
    locked_over,
    move,
)
from app.codes import bare, grouped
from app.errors import AlreadyDone, InvalidInput, NotFound, Refused
from app.language import tr
from app.settings import shop_settings
from app.voucher_words import worth_text
from app.wording import day_text
from db.models.compensation import Voucher
from db.rows import Reader, fetch, fetch_for, fetch_one, value
from db.stored import to_json, to_units
from db.terms import NoticeKind, VoucherMoveKind, VoucherState, VoucherUnit


@dataclass(frozen=True, slots=True)
class VoucherDraft:
    """One to be given by hand; with an order's line its customer hears of it."""

    customer_id: int
    amount: Decimal
    unit: str = VoucherUnit.MONEY
    expires_on: date | None = None
    line_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """The new voucher and the code that its customer shows."""

    voucher_id: int
    code: str


def usual_expiry(session: Reader) -> date | None:
    """The last day of a voucher given today; None where they never expire."""
    days = shop_settings(session).voucher_days
    return today(session) + timedelta(days) if days else None


def give_voucher(session: Session, draft: VoucherDraft) -> Given:
    """Issue one by hand."""
    amount = to_units(checked_voucher(draft.amount, draft.unit), 2)
    if draft.expires_on is not None and draft.expires_on < today(session):
        raise InvalidInput(
            tr("This day is past."), tr("Name the last day on which it can be used."), "expires_on"
        )
    order_id, currency = _order_of(session, draft)
    [code] = free_voucher_codes(session, 1)
    voucher = Voucher(
        code=code,
        customer_id=draft.customer_id,
        order_line_id=draft.line_id,
        unit=draft.unit,
        currency=currency,
        issued_on=today(session),
        expires_on=draft.expires_on,
        note=" ".join(draft.note.split()),
    )
    issued = issue(session, voucher, amount)
    if order_id is not None:
        _tell(session, issued, order_id)
    return Given(issued.id, code)


def issue(session: Session, voucher: Voucher, amount: int) -> Stored:
    """Store it, worth so many hundredths; 0 where the owner gives nothing for the delay."""
    if not amount:
        voucher.state = VoucherState.DECLINED
    session.add(voucher)
    session.flush()
    stored = locked(session, voucher.id)
    return move(session, stored, VoucherMoveKind.ISSUED, amount) if amount else stored


def checked_voucher(amount: Decimal, unit: str) -> Decimal:
    """An amount that a voucher can be worth, else InvalidInput."""
    checked_amount(amount)
    if amount != round(amount, 2):
        raise InvalidInput(tr("This is no amount."), tr("Type two decimals at most."), "amount")
    if unit == VoucherUnit.POINTS and amount != int(amount):
        raise InvalidInput(tr("Points are whole."), tr("Type a number without decimals."), "amount")
    return amount


def _order_of(session: Session, draft: VoucherDraft) -> tuple[int | None, str]:
    """The order of the line, and the currency that the voucher counts in."""
    if value(session, "SELECT 1 FROM customers WHERE id = ?", (draft.customer_id,)) is None:
        raise NotFound(tr("This customer no longer exists."), tr("Reload the list."))
    if draft.line_id is None:
        return None, shop_settings(session).currency
    sql = (
        "SELECT o.id, o.currency, o.customer_id FROM order_lines l JOIN orders o ON o.id = l.order_id"
        " WHERE l.id = ?"
    )
    row = fetch_one(session, sql, (draft.line_id,))
    if row is None:
        raise NotFound(tr("This order line no longer exists."), tr("Reload the list."))
    if row[2] != draft.customer_id:
        raise InvalidInput(tr("This order is another customer's."), tr("Choose one of his own orders."))
    return row[0], row[1] or shop_settings(session).currency


def _tell(session: Session, voucher: Stored, order_id: int) -> None:
    """By a letter of its own, unless one about the same line is due already."""
    customer_id = customer_to_tell(session, order_id)
    due = "SELECT 1 FROM notices WHERE order_line_id = ? AND kind = 'voucher' AND state = 'due'"
    if customer_id is None or value(session, due, (voucher.order_line_id,)) is not None:
        return
    facts = {"code": grouped(voucher.code), "until": voucher.expires_on, "unit": voucher.unit}
    row = NoticeRow(
        NoticeKind.VOUCHER,
        customer_id,
        order_id,
        voucher.order_line_id,
        amount=voucher.balance,
        facts=to_json(facts),
    )
    write_notices(session, [row])


def reverse_voucher(session: Session, voucher_id: int, *, note: str = "") -> None:
    """Take back what is left of one that was given by mistake; what was used stays used."""
    voucher = locked(session, voucher_id)
    code = grouped(voucher.code)
    if voucher.state == VoucherState.REVERSED:
        raise AlreadyDone(tr("Voucher {code} is taken back already.", code=code), tr("Reload the list."))
    if voucher.state != VoucherState.OPEN:
        raise Refused(tr("Nothing is left of voucher {code}.", code=code), tr("Reload the list."))
    move(session, voucher, VoucherMoveKind.REVERSED, -voucher.balance, note=" ".join(note.split()))
    sql = "SELECT id, facts FROM notices WHERE order_line_id = ? AND kind = 'voucher' AND state = 'due'"
    rows = fetch(session, sql, (voucher.order_line_id,)) if voucher.order_line_id else []
    void_notices(session, [row[0] for row in rows if row[1] and f'"{code}"' in row[1]])


# used


def redeem(
    session: Session, code: str, order_id: int, currency: str, amount: Decimal, line_id: int | None
) -> int:
    """Take an amount off for an order; the voucher's id. Its history stands with `line_id` of the order."""
    voucher = locked_by_code(session, code)
    units = to_units(checked_voucher(amount, voucher.unit), 2)
    if voucher.unit == VoucherUnit.POINTS:
        raise Refused(
            tr("Voucher {code} is worth points, not money.", code=grouped(voucher.code)),
            tr("Take points off where vouchers are listed."),
        )
    if voucher.currency not in ("", currency):
        raise Refused(
            tr("Voucher {code} counts in {currency}.", code=grouped(voucher.code), currency=voucher.currency),
            tr("The order is in {currency}.", currency=currency or shop_settings(session).currency),
        )
    _take(session, voucher, units, order_id, line_id)
    return voucher.id


def use_points(session: Session, voucher_id: int, points: Decimal, *, note: str = "") -> None:
    """Take points off for whatever the shop gives for them."""
    voucher = locked_by_code(session, locked(session, voucher_id).code)
    if voucher.unit != VoucherUnit.POINTS:
        raise Refused(
            tr("Voucher {code} is worth money, not points.", code=grouped(voucher.code)),
            tr("Pay an order with it."),
        )
    units = to_units(checked_voucher(points, voucher.unit), 2)
    _take(session, voucher, units, None, None, " ".join(note.split()))


def _take(
    session: Session, voucher: Stored, units: int, order_id: int | None, line_id: int | None, note: str = ""
) -> None:
    if units > voucher.balance:
        left = worth_text(voucher.unit, voucher.balance, voucher.currency)
        raise Refused(
            tr("Voucher {code} is worth {amount}.", code=grouped(voucher.code), amount=left),
            tr("Take no more than that, and the rest another way."),
        )
    move(session, voucher, VoucherMoveKind.REDEEMED, -units, order_id=order_id, line_id=line_id, note=note)


def take_again(session: Session, voucher_id: int, order_id: int, units: int, line_id: int | None) -> None:
    """What was given back by mistake counts as used again."""
    voucher = locked(session, voucher_id)
    if voucher.state in (VoucherState.LAPSED, VoucherState.REVERSED):
        raise Refused(
            tr("Nothing is left of voucher {code}.", code=grouped(voucher.code)), tr("Reload the list.")
        )
    if units > voucher.balance:
        raise Refused(
            tr("Voucher {code} was used meanwhile.", code=grouped(voucher.code)),
            tr("Take the other payment off first."),
        )
    _take(session, voucher, units, order_id, line_id)


def give_back(session: Session, voucher_id: int, order_id: int, units: int, line_id: int | None) -> None:
    """A payment with it is undone; on a voucher that is over the amount lapses at once."""
    voucher = locked(session, voucher_id)
    was = voucher.state
    voucher = move(session, voucher, VoucherMoveKind.GIVEN_BACK, units, order_id=order_id, line_id=line_id)
    if was == VoucherState.REVERSED:
        move(session, voucher, VoucherMoveKind.REVERSED, -units)
    elif voucher.is_over(today(session).toordinal()) or was == VoucherState.LAPSED:
        move(session, voucher, VoucherMoveKind.LAPSED, -units)


def refund_to(session: Session, code: str, order_id: int, amount: Decimal, line_id: int | None) -> int:
    """Give part of what an order was paid with back to the voucher that paid it; the voucher's id."""
    sql = (
        "SELECT v.id, sum(CASE WHEN p.kind = 'refund' THEN -p.amount ELSE p.amount END)"
        " FROM payments p JOIN vouchers v ON v.id = p.voucher_id WHERE p.order_id = ? AND v.code = ?"
        " GROUP BY v.id"
    )
    known = bare(code)
    row = fetch_one(session, sql, (order_id, known))
    if row is None:
        raise NotFound(
            tr("No voucher with the code {code} paid this order.", code=grouped(known) or "–"),
            tr("Give it back the way it was paid."),
        )
    voucher, paid = locked(session, row[0]), int(row[1])
    _refuse_if_over(session, voucher)
    units = to_units(checked_voucher(amount, VoucherUnit.MONEY), 2)
    if units > paid:
        left = worth_text(VoucherUnit.MONEY, paid, voucher.currency)
        raise Refused(
            tr("Only {amount} was paid with voucher {code}.", amount=left, code=grouped(known)),
            tr("Give back no more than that."),
        )
    give_back(session, voucher.id, order_id, units, line_id)
    return voucher.id


def _refuse_if_over(session: Reader, voucher: Stored) -> None:
    """What goes back to one that is over would be lost to its customer."""
    code = grouped(voucher.code)
    if voucher.state == VoucherState.REVERSED:
        title = tr("Voucher {code} was taken back.", code=code)
    elif voucher.is_over(today(session).toordinal()):
        until = day_text(voucher.expires_on or 1, year=True)
        title = tr("Voucher {code} was valid until {day}.", code=code, day=until)
    elif voucher.state == VoucherState.LAPSED:
        title = tr("Voucher {code} lapsed with the order that it was for.", code=code)
    else:
        return
    raise Refused(title, tr("Pay it back another way, or give a new voucher."))


# over


def expire_vouchers(session: Session) -> int:
    """Once a day: what was not used by its last day lapses; how many."""
    over = locked_over(session, today(session).toordinal())
    for voucher in over:
        move(session, voucher, VoucherMoveKind.LAPSED, -voucher.balance)
    return len(over)


def lapse_of_line(session: Session, line_id: int) -> None:
    """The line that earned them will not come: what is left lapses, what was used stays used."""
    for voucher in locked_of_lines(session, [line_id], VoucherState.OPEN, VoucherState.USED):
        if voucher.balance:
            move(session, voucher, VoucherMoveKind.LAPSED, -voucher.balance)
        else:  # what a payment with it gives back later is unredeemed, and lapses too
            change_state(session, voucher, VoucherState.LAPSED)
    sql = "SELECT id FROM notices WHERE order_line_id = ? AND kind = 'voucher' AND state = 'due'"
    void_notices(session, [row[0] for row in fetch(session, sql, (line_id,))])


def revive_of_lines(session: Session, line_ids: Iterable[int]) -> None:
    """Lines that were cancelled come after all: what lapsed with them counts again unless it has expired."""
    day = today(session).toordinal()
    lapsed = locked_of_lines(session, line_ids, VoucherState.LAPSED)
    sql = (
        "SELECT voucher_id, -sum(amount) FROM voucher_moves WHERE voucher_id IN ({ids})"
        " AND kind IN ('lapsed', 'revived') GROUP BY voucher_id"
    )
    amounts = {row[0]: int(row[1]) for row in fetch_for(session, sql, [each.id for each in lapsed])}
    for voucher in lapsed:
        if not amounts.get(voucher.id):
            change_state(session, voucher, VoucherState.USED)
        elif not voucher.is_over(day):
            move(session, voucher, VoucherMoveKind.REVIVED, amounts[voucher.id])
