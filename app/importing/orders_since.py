"""What happened to imported orders since they came in: an import that somebody built on stays."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.errors import Refused
from app.happenings import CONSEQUENCES, Happening, happening_text
from app.language import tr
from app.progress import Progress
from app.sentences import read_facts
from db.rows import fetch, fetch_one

# What follows from the acts of others: a customer's new priority, a notice that falls due.
FOLLOWS = CONSEQUENCES | {"rank_changed", "noticed", "imported"}


Span = tuple[int, int]
"""First and last id, both included."""

Found = tuple[str, str] | None
"""Number of an order and what happened to it."""


@dataclass(frozen=True, slots=True)
class Came:
    """The import that wrote the orders: its action, and the highest ids it left behind."""

    run: int
    action: str
    marks: dict[str, int]


def came_with(session: Session, orders: Span) -> Came:
    """The import that made these orders."""
    row = fetch_one(
        session,
        "SELECT r.id, r.action_id, r.marks FROM import_runs r JOIN import_rows x ON x.run_id = r.id"
        " AND x.of_table = 'orders' AND x.act = 'created' WHERE x.first_id <= ? AND x.last_id >= ?",
        orders,
    )
    if row is None:
        raise Refused(
            tr("What this import changed is not kept any more."),
            tr("Only the latest imports can be taken back; mend the rest by hand."),
        )
    run, action, marks = row
    return Came(run, action, read_facts(marks))


def refuse_if_built_on(session: Session, orders: Span, came: Came, progress: Progress) -> None:
    """Refused names the first order to which something happened since, and what."""
    for find in (_acted_on, _edited, _pointed_to, _earmarked, _told):
        progress.at(tr("Looking for what builds on it"))
        found = find(session, orders, came)
        if found is not None:
            number, what = found
            # What was edited names the order itself.
            said = what.removeprefix(f"{number}: ").removeprefix(": ")
            raise Refused(
                tr("{number} has changed since the import: {what}.", number=number, what=said),
                tr("Take that back first, or cancel by hand the orders that came in."),
            )


def _acted_on(session: Session, orders: Span, came: Came) -> Found:
    listed = ", ".join(f"'{kind}'" for kind in sorted(FOLLOWS))
    row = fetch_one(
        session,
        "SELECT o.number, h.kind, h.quantity, h.old_day, h.new_day, h.facts FROM history h"
        " JOIN order_lines l ON l.id = h.order_line_id JOIN orders o ON o.id = l.order_id"
        " WHERE h.id > ? AND h.action_id <> ? AND l.order_id BETWEEN ? AND ?"
        f" AND h.kind NOT IN ({listed}) ORDER BY h.id LIMIT 1",
        (came.marks.get("history", 0), came.action, *orders),
    )
    if row is None:
        return None
    number, kind, quantity, old_day, new_day, facts = row
    return number, happening_text(Happening(kind, quantity, old_day, new_day, facts, order=number))


def _edited(session: Session, orders: Span, came: Came) -> Found:
    """Of an order as a whole history knows its number or its id alone."""
    rows = fetch(
        session,
        "SELECT kind, quantity, facts FROM history WHERE id > ? AND action_id <> ?"
        " AND order_line_id IS NULL AND kind IN ('edited', 'cancelled', 'closed', 'line_removed')"
        " ORDER BY id",
        (came.marks.get("history", 0), came.action),
    )
    for kind, quantity, facts in rows:
        known = read_facts(facts)
        row_id = known.get("id") if known.get("what") == "orders" else None
        found = fetch_one(
            session,
            "SELECT number FROM orders WHERE id BETWEEN ? AND ? AND (id = ? OR number = ?)",
            (*orders, row_id or 0, str(known.get("order", ""))),
        )
        if found is not None:
            return found[0], happening_text(Happening(kind, quantity, facts=facts, order=found[0]))
    return None


def _pointed_to(session: Session, orders: Span, came: Came) -> Found:
    for table, column, what in _POINTING:
        joined = f"JOIN orders o ON o.id = t.{column}"
        if column != "order_id":
            joined = f"JOIN order_lines l ON l.id = t.{column} JOIN orders o ON o.id = l.order_id"
        row = fetch_one(
            session,
            f"SELECT o.number FROM {table} t {joined}"
            " WHERE t.id > ? AND o.id BETWEEN ? AND ? ORDER BY t.id LIMIT 1",
            (came.marks.get(table, 0), *orders),
        )
        if row is not None:
            return row[0], what()
    return None


_POINTING: tuple[tuple[str, str, Callable[[], str]], ...] = (
    ("shipment_lines", "order_line_id", lambda: tr("shipped")),
    ("returns", "order_line_id", lambda: tr("returned")),
    ("payments", "order_id", lambda: tr("paid")),
    ("cancellations", "order_line_id", lambda: tr("cancelled in part")),
    ("promises", "order_line_id", lambda: tr("another day was promised")),
    ("order_lines", "order_id", lambda: tr("another line")),
    ("offers", "order_line_id", lambda: tr("a substitute was offered")),
    ("answers", "order_line_id", lambda: tr("the customer answered")),
    ("consents", "order_line_id", lambda: tr("the customer was asked")),
    ("vouchers", "order_line_id", lambda: tr("a voucher was given")),
    ("voucher_moves", "order_id", lambda: tr("a voucher was used")),
    ("cost_entries", "order_line_id", lambda: tr("a cost was noted")),
    ("resource_uses", "order_line_id", lambda: tr("work was done")),
    ("unmet_demand", "order_line_id", lambda: tr("a lost sale was noted")),
    ("stock_moves", "order_line_id", lambda: tr("stock was moved")),
)


def _earmarked(session: Session, orders: Span, came: Came) -> Found:
    row = fetch_one(
        session,
        "SELECT o.number FROM purchase_lines t JOIN order_lines l ON l.id = t.for_line_id"
        " JOIN orders o ON o.id = l.order_id WHERE o.id BETWEEN ? AND ? ORDER BY t.id LIMIT 1",
        orders,
    )
    return None if row is None else (row[0], tr("a purchase is earmarked for it"))


def _told(session: Session, orders: Span, came: Came) -> Found:
    row: Any = fetch_one(
        session,
        "SELECT o.number FROM notices n JOIN orders o ON o.id = n.order_id"
        " WHERE n.order_id BETWEEN ? AND ? AND (n.letter_id IS NOT NULL OR n.state = 'sent')"
        " ORDER BY n.id LIMIT 1",
        orders,
    )
    return None if row is None else (row[0], tr("the customer was told"))
