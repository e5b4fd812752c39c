"""Of Today: what has a last day, and what customers are to hear."""

from typing import Any

from app.actions.context import now, today
from app.actions.refunds import refund_owed
from app.lists.answers import Counted
from app.lists.today_tasks import MOST, Name, Pile, Task, TaskKind, counted, pile, rows_of
from db.rows import Reader, fetch
from db.stored import to_microseconds
from db.terms import NO_SLIP, NoticeKind, Silence

SOON = 3
"""Days ahead of which an answer that is still out shows."""

# Told of in one letter, and in one row.
DELAYS = (NoticeKind.DELAY, NoticeKind.RENEWED_DELAY, NoticeKind.DATE_GONE)
SHIPMENTS = (NoticeKind.SHIPPED, NoticeKind.PART_SHIPMENT)
_KINDS = (DELAYS, SHIPMENTS, *((kind,) for kind in NoticeKind if kind not in (*DELAYS, *SHIPMENTS)))
NAMED = 3


def told_with(kind: str) -> tuple[NoticeKind, ...]:
    """The kinds that a row of Today names by this one."""
    return next(kinds for kinds in _KINDS if NoticeKind(kind) in kinds)


def silences(session: Reader) -> Pile:
    """One row for all lines that silence cancels now, and one for those to ask about again."""
    tasks = (_silent(session, silence) for silence in (Silence.CANCEL, Silence.ASK))
    return pile(TaskKind.SILENCE, [task for task in tasks if task is not None])


def _silent(session: Reader, silence: Silence) -> Task | None:
    sql = (
        "SELECT a.consent_by, coalesce(c.name, o.delivery_name) FROM consents a"
        " JOIN order_lines l ON l.id = a.order_line_id JOIN orders o ON o.id = l.order_id"
        " LEFT JOIN customers c ON c.id = o.customer_id WHERE a.state = 'awaited' AND a.consent_by < ?"
        " AND a.silence = ? AND l.open > 0 AND l.removed = 0 ORDER BY a.consent_by, a.id"
    )
    rows = rows_of(session, sql, today(session).toordinal(), str(silence), limit=MOST + 1)
    if not rows:
        return None
    names = list(dict.fromkeys(row[1] for row in rows))
    return Task(
        TaskKind.SILENCE,
        rows[0][0],
        silence=silence,
        count=min(len(rows), MOST),
        more=len(rows) > MOST,
        names=tuple(map(Name, names[:NAMED])),
        customers=len(names),
    )


def answers(session: Reader) -> Pile:
    """Delays that a customer has not answered, the last day to do so being near; once over it is silence."""
    first = today(session).toordinal()
    days = (first, first + SOON)
    sql = (
        "SELECT a.consent_by, p.name, o.number, coalesce(c.name, ''), a.silence, l.open, o.id, l.id,"
        " o.customer_id, a.letter_id, o.currency, (SELECT coalesce(sum(CASE WHEN y.kind = 'refund'"
        " THEN -y.amount ELSE y.amount END), 0) FROM payments y WHERE y.order_id = o.id)"
        " FROM consents a JOIN order_lines l ON l.id = a.order_line_id JOIN orders o ON o.id = l.order_id"
        " JOIN products p ON p.id = l.product_id LEFT JOIN customers c ON c.id = o.customer_id"
        " WHERE a.state = 'awaited' AND a.consent_by BETWEEN ? AND ? ORDER BY a.consent_by, a.id"
    )
    tasks = [
        Task(
            TaskKind.ANSWER,
            day,
            what,
            order,
            customer,
            silence=silence,
            quantity=quantity,
            order_id=order_id,
            line_id=line_id,
            customer_id=customer_id,
            letter_id=letter_id,
            currency=currency,
            amount=int(paid),
        )
        for (
            day,
            what,
            order,
            customer,
            silence,
            quantity,
            order_id,
            line_id,
            customer_id,
            letter_id,
            currency,
            paid,
        ) in rows_of(session, sql, *days)
    ]
    number = counted(session, "consents", "state = 'awaited' AND consent_by BETWEEN ? AND ?", *days)
    return pile(TaskKind.ANSWER, tasks, number)


def notices(session: Reader) -> Pile:
    """One row for each kind of letter that is due, the one with the nearest last day first."""
    tasks = [task for kinds in _KINDS if (task := _due(session, kinds)) is not None]
    tasks.sort(key=lambda task: (task.day is None, task.day or 0))
    return pile(TaskKind.NOTICE, tasks)


def _due(session: Reader, kinds: tuple[NoticeKind, ...]) -> Task | None:
    """Its customers, the most urgent named; no more than MOST notices of a kind are looked at."""
    sql = (
        "SELECT n.customer_id, n.due_by, n.old_on, n.new_on, n.id FROM notices n"
        " WHERE n.state = 'due' AND n.kind = ? ORDER BY n.due_by, n.id"
    )
    rows: list[Any] = []
    more = False
    for kind in kinds:
        found = rows_of(session, sql, str(kind), limit=MOST + 1)
        more |= len(found) > MOST
        rows += found[:MOST]
    if not rows:
        return None
    rows.sort(key=lambda row: (row[1] is None, row[1] or 0, row[4]))
    first: dict[int, Any] = {}
    for row in rows:
        first.setdefault(row[0], row)
    told = list(first.values())[:NAMED]
    names = dict(map(tuple, fetch(session, _names_of([row[0] for row in told]))))
    return Task(
        TaskKind.NOTICE,
        rows[0][1],
        str(kinds[0]),
        count=len(first),
        more=more,
        names=tuple(Name(names[row[0]], row[1], _slip(row[2], row[3])) for row in told),
        customer_id=told[0][0] if len(first) == 1 else None,
    )


def _names_of(customers: list[int]) -> str:
    return f"SELECT id, name FROM customers WHERE id IN ({', '.join(map(str, customers))})"


def _slip(old_on: int | None, new_on: int | None) -> int | None:
    if old_on is None:
        return None
    return NO_SLIP if new_on is None else new_on - old_on


def refunds(session: Reader) -> Pile:
    """Money that is to be paid back, an order each."""
    sql = (
        "SELECT n.due_by, o.number, coalesce(c.name, o.delivery_name), o.currency, o.id, o.customer_id, n.id,"
        " n.due_on FROM notices n JOIN orders o ON o.id = n.order_id"
        " LEFT JOIN customers c ON c.id = o.customer_id"
        " WHERE n.pending = 1 AND n.kind = 'refund' ORDER BY n.due_by, n.id"
    )
    tasks: dict[int, Task] = {}
    for day, order, customer, currency, order_id, customer_id, notice_id, _ in rows_of(session, sql):
        if order_id not in tasks:
            tasks[order_id] = Task(
                TaskKind.REFUND,
                day,
                order=order,
                customer=customer,
                currency=currency,
                amount=refund_owed(session, order_id)[1],
                order_id=order_id,
                customer_id=customer_id,
                notice_id=notice_id,
            )
    number = counted(session, "notices", "pending = 1 AND kind = 'refund'")
    return pile(TaskKind.REFUND, list(tasks.values()), number if number.number > len(tasks) else None)


def mails(session: Reader) -> Pile:
    """One row for those that no server takes at present, then each that did not arrive, or perhaps."""
    tasks = _untaken(session)
    rows: list[Any] = []
    total, more = len(tasks), False
    for state in ("refused", "failed", "perhaps"):
        sql = (
            "SELECT m.state, coalesce(c.name, v.name, ''), t.sent_on, m.id, t.id, t.customer_id,"
            " t.supplier_id, m.address FROM mails m JOIN letters t ON t.id = m.letter_id"
            " LEFT JOIN customers c ON c.id = t.customer_id LEFT JOIN suppliers v ON v.id = t.supplier_id"
            " WHERE m.state = ? AND m.state IN ('refused', 'failed', 'perhaps') ORDER BY m.id DESC"
        )
        rows += rows_of(session, sql, state)
        known = "state = ? AND state IN ('refused', 'failed', 'perhaps')"
        number = counted(session, "mails", known, state)
        total, more = total + number.number, more or number.more
    tasks += [
        Task(
            TaskKind.MAIL,
            day,
            state,
            customer=name,
            names=(Name(address),) if address else (),
            mail_id=mail_id,
            letter_id=letter_id,
            customer_id=customer_id,
            supplier_id=supplier_id,
        )
        for state, name, day, mail_id, letter_id, customer_id, supplier_id, address in rows
    ]
    return pile(TaskKind.MAIL, tasks, Counted(total, more))


def _untaken(session: Reader) -> list[Task]:
    """What should have gone by now; what a server only put off comes again without anybody's help."""
    sql = (
        "SELECT t.sent_on, coalesce(c.name, v.name, ''), m.problem, t.id, t.customer_id, t.supplier_id"
        " FROM (SELECT id, letter_id, next_try_at, problem FROM mails WHERE state = 'queued'"
        " AND state IN ('queued', 'sending') AND next_try_at <= ? ORDER BY next_try_at, id"
        f" LIMIT {MOST + 1}) m JOIN letters t ON t.id = m.letter_id"
        " LEFT JOIN customers c ON c.id = t.customer_id LEFT JOIN suppliers v ON v.id = t.supplier_id"
        " WHERE m.problem <> '' ORDER BY m.next_try_at, m.id"
    )
    rows = fetch(session, sql, (to_microseconds(now(session)),))
    if not rows:
        return []
    day, _, problem, letter_id, customer_id, supplier_id = rows[0]
    names = list(dict.fromkeys(row[1] for row in rows if row[1]))
    return [
        Task(
            TaskKind.MAIL,
            day,
            "queued",
            problem=problem,
            count=min(len(rows), MOST),
            more=len(rows) > MOST,
            names=tuple(map(Name, names[:NAMED])),
            customers=len(names),
            letter_id=letter_id,
            customer_id=customer_id,
            supplier_id=supplier_id,
        )
    ]
