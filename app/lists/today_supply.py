"""Of Today: supply in trouble, and what stands still."""

from collections import defaultdict
from typing import Any

from app.actions.context import today
from app.lists import backorders
from app.lists.answers import Counted
from app.lists.asked import last_asked
from app.lists.today_tasks import MOST, SHOWN, Name, Pile, Task, TaskKind, counted, pile, rows_of
from db.rows import Reader, fetch_for
from db.stored import EPOCH, MICROSECOND

NAMED = 3


def slipped(session: Reader) -> Pile:
    """One row for all lines that come later than promised, or nobody knows when."""
    number = backorders.LISTING.count(session, "slipped", most=MOST)
    if not number.number:
        return pile(TaskKind.SLIPPED, [])
    page = backorders.LISTING.page(session, filter="slipped", sort="slip", descending=True, limit=NAMED)
    customer, promised, slip = (backorders.LISTING.place(key) for key in ("customer", "promised", "slip"))
    names = tuple(Name(row[customer] or "", row[promised], row[slip]) for row in page.rows)
    task = Task(TaskKind.SLIPPED, count=number.number, more=number.more, names=names)
    return pile(TaskKind.SLIPPED, [task], number)


def overdue(session: Reader) -> Pile:
    """Purchases of which a line should have come, the longest overdue first, with who waits for it."""
    sql = (
        "SELECT l.purchase_id, l.id, l.eta, l.incoming, p.name FROM purchase_lines l"
        " JOIN products p ON p.id = l.product_id WHERE l.incoming > 0 AND l.eta < ? ORDER BY l.eta, l.id"
    )
    rows = rows_of(session, sql, today(session).toordinal(), limit=MOST + 1)
    lines: dict[int, list[Any]] = defaultdict(list)
    for purchase_id, *line in rows[:MOST]:
        lines[purchase_id].append(line)
    shown = list(lines)[:SHOWN]
    heads = {
        row[0]: row
        for row in fetch_for(
            session,
            "SELECT u.id, u.number, coalesce(v.name, ''), u.supplier_id FROM purchases u"
            " LEFT JOIN suppliers v ON v.id = u.supplier_id WHERE u.id IN ({ids})",
            shown,
        )
    }
    asked = last_asked(session, [line[0] for purchase_id in shown for line in lines[purchase_id]])
    waiting = _who_waits(session, [line[0] for purchase_id in shown for line in lines[purchase_id]])
    tasks = []
    for purchase_id in shown:
        own = lines[purchase_id]
        _, number, supplier, supplier_id = heads[purchase_id]
        names = dict.fromkeys(name for line in own for name in waiting[line[0]])
        tasks.append(
            Task(
                TaskKind.OVERDUE,
                own[0][1],
                own[0][3] if len({line[3] for line in own}) == 1 else "",
                number,
                supplier=supplier,
                quantity=sum(line[2] for line in own),
                count=len(names),
                names=tuple(map(Name, list(names)[:NAMED])),
                purchase_id=purchase_id,
                supplier_id=supplier_id,
                asks_supplier=supplier_id is not None
                and any(asked.get(line_id, (0, 0))[0] <= eta for line_id, eta, *_ in own),
            )
        )
    return pile(TaskKind.OVERDUE, tasks, Counted(len(lines), len(rows) > MOST))


def _who_waits(session: Reader, purchase_lines: list[int]) -> dict[int, list[str]]:
    """Customers by the purchase line that their goods are tied to; some hundreds at most."""
    sql = (
        "SELECT g.purchase_line_id, coalesce(c.name, o.delivery_name) FROM pegs g"
        " JOIN order_lines l ON l.id = g.order_line_id JOIN orders o ON o.id = l.order_id"
        " LEFT JOIN customers c ON c.id = o.customer_id WHERE g.purchase_line_id IN ({ids})"
        f" AND g.purchase_line_id IS NOT NULL ORDER BY g.id LIMIT {MOST}"
    )
    names: dict[int, list[str]] = defaultdict(list)
    for line_id, name in fetch_for(session, sql, purchase_lines):
        names[line_id].append(name)
    return names


def cut(session: Reader) -> Pile:
    """Products whose supply was cancelled while customers wait (R16), by place."""
    sql = (
        "SELECT l.pool_id, p.name, l.backordered, coalesce(c.name, o.delivery_name), l.promised_on, l.id"
        " FROM order_lines l JOIN orders o ON o.id = l.order_id JOIN products p ON p.id = l.product_id"
        " LEFT JOIN customers c ON c.id = o.customer_id WHERE l.supply_cancelled = 1 ORDER BY l.pool_id"
    )
    rows = rows_of(session, sql, limit=MOST + 1)
    lines: dict[int, list[Any]] = defaultdict(list)
    for row in rows[:MOST]:
        lines[row[0]].append(row)
    tasks = [
        Task(
            TaskKind.CUT,
            min((row[4] for row in own if row[4] is not None), default=None),
            own[0][1],
            quantity=sum(row[2] for row in own),
            count=len(own),
            names=tuple(Name(row[3], row[4]) for row in own[:NAMED]),
            pool_id=pool_id,
            line_id=own[0][5],
        )
        for pool_id, own in lines.items()
    ]
    tasks.sort(key=lambda task: (task.day is None, task.day or 0))
    return pile(TaskKind.CUT, tasks, Counted(len(lines), len(rows) > MOST))


def held(session: Reader) -> Pile:
    """Complete orders that hold goods while they wait for the rest, those that have held longest first."""
    sql = (
        "SELECT id, order_id, reserved FROM order_lines"
        " WHERE ship_complete = 1 AND waiting = 1 AND reserved > 0 ORDER BY id"
    )
    rows = rows_of(session, sql, limit=MOST + 1)
    orders: dict[int, list[Any]] = defaultdict(list)
    for row in rows[:MOST]:
        orders[row[1]].append(row)
    shown = list(orders)[:SHOWN]
    heads = (
        "SELECT o.id, o.number, coalesce(c.name, o.delivery_name), o.customer_id,"
        " (SELECT max(l.expected_on) FROM order_lines l WHERE l.order_id = o.id AND l.open > 0)"
        " FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE o.id IN ({ids}) ORDER BY o.id"
    )
    since = _held_since(session, [row[0] for order_id in shown for row in orders[order_id]])
    tasks = [
        Task(
            TaskKind.HELD,
            min((since[row[0]] for row in orders[order_id] if row[0] in since), default=None),
            order=number,
            customer=customer,
            quantity=sum(row[2] for row in orders[order_id]),
            names=(Name(customer, expected),),
            order_id=order_id,
            customer_id=customer_id,
        )
        for order_id, number, customer, customer_id, expected in fetch_for(session, heads, shown)
    ]
    tasks.sort(key=lambda task: (task.day is None, task.day or 0))
    return pile(TaskKind.HELD, tasks, Counted(len(orders), len(rows) > MOST))


def _held_since(session: Reader, line_ids: list[int]) -> dict[int, int]:
    """The day on which each line got the first of what it holds, as history has it."""
    sql = (
        "SELECT order_line_id, max(id) FROM history WHERE order_line_id IN ({ids})"
        " AND order_line_id IS NOT NULL AND kind = 'unreserved' GROUP BY order_line_id"
    )
    lost = {row[0]: row[1] for row in fetch_for(session, sql, line_ids)}
    gained = (
        "SELECT order_line_id, id, at FROM history WHERE order_line_id IN ({ids})"
        " AND order_line_id IS NOT NULL AND kind = 'reserved' ORDER BY id"
    )
    since: dict[int, int] = {}
    for line_id, row_id, at in fetch_for(session, gained, line_ids):
        if row_id > lost.get(line_id, 0):
            since.setdefault(line_id, (EPOCH + at * MICROSECOND).date().toordinal())
    return since


def not_fetched(session: Reader) -> Pile:
    """Goods that lie ready longer than the shop's settings grant (R23)."""
    sql = (
        "SELECT n.due_on, o.number, coalesce(c.name, o.delivery_name), n.quantity, o.id, o.customer_id, n.id"
        " FROM notices n JOIN orders o ON o.id = n.order_id LEFT JOIN customers c ON c.id = o.customer_id"
        " WHERE n.pending = 1 AND n.kind = 'arrived' AND n.due_by < ? ORDER BY n.due_by, n.id"
    )
    day = today(session).toordinal()
    rows = rows_of(session, sql, day)
    lies: dict[int, int] = defaultdict(int)
    for row in rows:
        lies[row[4]] += row[3]
    tasks = [
        Task(
            TaskKind.NOT_FETCHED,
            since,
            order=order,
            customer=customer,
            quantity=lies.pop(order_id),
            order_id=order_id,
            customer_id=customer_id,
            notice_id=notice_id,
        )
        for since, order, customer, _, order_id, customer_id, notice_id in rows
        if order_id in lies
    ]
    late = counted(session, "notices", "pending = 1 AND kind = 'arrived' AND due_by < ?", day)
    return pile(TaskKind.NOT_FETCHED, tasks, late if late.number > len(rows) else None)


def on_hold(session: Reader) -> Pile:
    """Orders that the owner put on hold, those that have stood longest first."""
    # The state is hidden from SQLite, which keeps no statistics and would walk the index of open orders.
    sql = (
        "SELECT o.held_since, o.hold_reason, o.number, coalesce(c.name, o.delivery_name), o.id, o.customer_id"
        " FROM orders o LEFT JOIN customers c ON c.id = o.customer_id"
        " WHERE o.on_hold = 1 AND coalesce(o.state, '') = 'open' ORDER BY o.held_since, o.id"
    )
    tasks = [
        Task(TaskKind.ON_HOLD, since, reason, order, customer, order_id=order_id, customer_id=customer_id)
        for since, reason, order, customer, order_id, customer_id in rows_of(session, sql)
    ]
    open_ = "on_hold = 1 AND coalesce(state, '') = 'open'"
    return pile(TaskKind.ON_HOLD, tasks, counted(session, "orders", open_))
