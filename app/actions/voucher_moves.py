"""A voucher under lock, and the moves that are its balance: each signed, none ever altered."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.actions.context import action_id, now, today, touched, who
from app.actions.documents import record
from app.changes import Area
from app.codes import bare, grouped, new_code
from app.errors import AlreadyDone, InvalidInput, NotFound, Refused
from app.language import tr
from app.wording import day_text
from db.rows import Reader, fetch, fetch_one, is_postgresql, run
from db.stored import to_microseconds
from db.terms import VoucherMoveKind, VoucherState

CODE_LENGTH = 12
"""A quintillion codes: who tries a million finds none."""
_ENDS = {VoucherMoveKind.LAPSED: VoucherState.LAPSED, VoucherMoveKind.REVERSED: VoucherState.REVERSED}


class Stored(NamedTuple):
    """A voucher's row; hundredths, ordinals."""

    id: int
    code: str
    state: str
    customer_id: int
    order_line_id: int | None
    days_late: int
    unit: str
    currency: str
    issued: int
    balance: int
    expires_on: int | None

    def is_over(self, day: int) -> bool:
        """Whether its last day is past, noted or not."""
        return self.expires_on is not None and self.expires_on < day


_SELECT = f"SELECT {', '.join(Stored._fields)} FROM vouchers"


def free_voucher_codes(session: Reader, count: int) -> list[str]:
    """Codes that no voucher has."""
    codes: dict[str, None] = {}
    while len(codes) < count:
        codes.update(dict.fromkeys(new_code(CODE_LENGTH) for _ in range(count)))
        asked = ", ".join(f"'{code}'" for code in codes)
        for row in fetch(session, f"SELECT code FROM vouchers WHERE code IN ({asked})"):
            del codes[row[0]]
    return list(codes)[:count]


def voucher_by_code(session: Reader, code: str) -> Stored:
    """The voucher that can be used by this code today; each that cannot says why not."""
    return _usable(session, _by_code(session, code, lock=False))


def locked_by_code(session: Session, code: str) -> Stored:
    """The same, for whoever uses it: no other till does meanwhile."""
    return _usable(session, _by_code(session, code, lock=True))


def locked(session: Session, voucher_id: int) -> Stored:
    """In whatever state it is."""
    row = fetch_one(session, f"{_SELECT} WHERE id = ?{_lock(session)}", (voucher_id,))
    if row is None:
        raise NotFound(tr("This voucher does not exist."), tr("Reload the list."))
    return Stored(*row)


def locked_of_lines(session: Session, line_ids: Iterable[int], *states: str) -> list[Stored]:
    """Those that lines earned, in these states."""
    listed = ", ".join(str(int(line_id)) for line_id in line_ids)
    if not listed:
        return []
    among = ", ".join("?" * len(states))
    sql = f"{_SELECT} WHERE order_line_id IN ({listed}) AND state IN ({among}) ORDER BY id{_lock(session)}"
    return [Stored(*row) for row in fetch(session, sql, tuple(map(str, states)))]


def locked_over(session: Session, day: int) -> list[Stored]:
    """Open ones whose last day is before `day`."""
    sql = f"{_SELECT} WHERE state = 'open' AND expires_on < ? ORDER BY id{_lock(session)}"
    return [Stored(*row) for row in fetch(session, sql, (day,))]


def move(
    session: Session,
    voucher: Stored,
    kind: VoucherMoveKind,
    amount: int,
    *,
    order_id: int | None = None,
    line_id: int | None = None,
    note: str = "",
) -> Stored:
    """Change the balance by signed hundredths, with its history; the voucher as it stands then.

    The history stands with `line_id`, else with the line that earned it.
    """
    balance = voucher.balance + amount
    is_new = kind in (VoucherMoveKind.ISSUED, VoucherMoveKind.TOPPED_UP)
    issued = voucher.issued + (amount if is_new else 0)
    state = _ENDS.get(kind) or (VoucherState.OPEN if balance else VoucherState.USED)
    run(
        session,
        "UPDATE vouchers SET balance = ?, issued = ?, state = ? WHERE id = ?",
        (balance, issued, str(state), voucher.id),
    )
    moment = (today(session).toordinal(), to_microseconds(now(session)), who(session), action_id(session))
    run(
        session,
        "INSERT INTO voucher_moves (voucher_id, kind, amount, order_id, moved_on, at, who, action_id, note)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (voucher.id, str(kind), amount, order_id, *moment, note),
    )
    record(
        session,
        f"voucher_{kind}",
        line_id=line_id or voucher.order_line_id,
        code=grouped(voucher.code),
        unit=voucher.unit,
        amount=abs(amount),
        currency=voucher.currency,
    )
    touched(session, Area.CUSTOMERS, Area.ORDERS, Area.COSTS)
    return voucher._replace(balance=balance, issued=issued, state=str(state))


def change_state(session: Session, voucher: Stored, state: VoucherState) -> None:
    """Of one on which nothing is left: there is nothing to move."""
    run(session, "UPDATE vouchers SET state = ? WHERE id = ?", (str(state), voucher.id))
    touched(session, Area.CUSTOMERS, Area.ORDERS)


def _by_code(session: Reader, code: str, *, lock: bool) -> Stored:
    known = bare(code)
    if not known:
        raise InvalidInput(
            tr("The code is missing."), tr("Type the code that stands on the voucher."), "code"
        )
    row = fetch_one(session, f"{_SELECT} WHERE code = ?{_lock(session) if lock else ''}", (known,))
    if row is None:
        raise NotFound(
            tr("No voucher has the code {code}.", code=grouped(known[: 2 * CODE_LENGTH])),
            tr("Compare it with the voucher, sign by sign: it has {count}.", count=CODE_LENGTH),
        )
    return Stored(*row)


def _usable(session: Reader, voucher: Stored) -> Stored:
    code = grouped(voucher.code)
    day = today(session).toordinal()
    if voucher.state == VoucherState.USED:
        raise AlreadyDone(
            tr("Voucher {code} is used up.", code=code), tr("The history says for which orders.")
        )
    if voucher.state in (VoucherState.REVERSED, VoucherState.DECLINED):
        raise Refused(tr("Voucher {code} was taken back.", code=code), tr("It is worth nothing."))
    if voucher.is_over(day):
        until = day_text(voucher.expires_on or 1, year=True)
        raise Refused(
            tr("Voucher {code} was valid until {day}.", code=code, day=until),
            tr("Give a new one if you still want to honour it."),
        )
    if voucher.state == VoucherState.LAPSED:
        raise Refused(
            tr("Voucher {code} lapsed with the order that it was for.", code=code),
            tr("Give a new one if you still want to honour it."),
        )
    return voucher


def _lock(session: Reader) -> str:
    """On SQLite the transaction itself is the lock."""
    return " FOR UPDATE" if is_postgresql(session) else ""
