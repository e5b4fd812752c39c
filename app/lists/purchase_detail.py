"""One purchase whole, and the purchases that are still to come, as pages and dialogs show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.actions.context import today
from app.errors import NotFound
from app.language import tr
from app.lists.asked import last_asked
from app.lists.lines import line_worth
from app.lists.naming import named_values
from db.rows import Reader, fetch, fetch_one
from db.terms import NO_DAY


@dataclass(frozen=True, slots=True)
class PurchaseLineDetail:
    """A line of a purchase: thousandths, ten-thousandths for the cost, ordinals."""

    id: int
    position: int
    product_id: int
    pool_id: int
    sku: str
    name: str
    unit: str
    decimals: int
    location_id: int
    location: str
    ordered: int
    received: int
    closed: int
    incoming: int
    cost: int
    state: str
    eta: int | None
    first_eta: int | None
    for_line_id: int | None
    for_order: str
    no_longer_needed: int
    waiting: int
    pegged: int
    # When a letter last asked the supplier for its date, and how many did.
    asked_on: int | None
    asked: int


@dataclass(frozen=True, slots=True)
class EtaChangeDetail:
    """One move of a line's ETA, newest first; `at` in microseconds UTC."""

    purchase_line_id: int
    old_eta: int | None
    new_eta: int | None
    cause: str
    note: str
    at: int
    who: str


@dataclass(frozen=True, slots=True)
class ReceiptDetail:
    """What came of one line with one receipt: thousandths, of the accepted what is not undone."""

    id: int
    number: str
    received_on: int
    delivery_note: str
    purchase_line_id: int
    accepted: int
    rejected: int
    reject_reason: str
    no_replacement: int


@dataclass(frozen=True, slots=True)
class PurchaseDetail:
    """A purchase with its lines by position; money in hundredths."""

    id: int
    number: str
    state: str
    supplier_id: int | None
    supplier: str
    supplier_reference: str
    location_id: int
    location: str
    ordered_on: int
    sent_on: int | None
    confirmed_on: int | None
    freight: int
    currency: str
    note: str
    suggested: int
    overdue: bool
    total: int
    lines: tuple[PurchaseLineDetail, ...]
    eta_changes: tuple[EtaChangeDetail, ...]
    # The newest first.
    receipts: tuple[ReceiptDetail, ...]


_PURCHASE_FIELDS = (
    "id number state supplier_id supplier supplier_reference location_id location ordered_on sent_on"
    " confirmed_on freight currency note suggested"
)
_PURCHASE = (
    "SELECT u.id, u.number, u.state, u.supplier_id, coalesce(v.name, ''), u.supplier_reference,"
    " u.location_id, a.name, u.ordered_on, u.sent_on, u.confirmed_on, u.freight, u.currency, u.note,"
    " u.suggested FROM purchases u JOIN locations a ON a.id = u.location_id"
    " LEFT JOIN suppliers v ON v.id = u.supplier_id WHERE u.id = ?"
)
_LINE_FIELDS = (
    "id position product_id pool_id sku name unit decimals location_id location ordered received closed"
    " incoming cost state eta first_eta for_line_id for_order no_longer_needed waiting"
)
_LINES = (
    "SELECT l.id, l.position, l.product_id, l.pool_id, p.sku, p.name, p.unit, p.decimals, s.location_id,"
    " a.name, l.ordered, l.received, l.closed, l.incoming, l.cost, l.state, l.eta, l.first_eta,"
    " l.for_line_id, coalesce(o.number, ''), l.no_longer_needed, s.backordered,"
    " (SELECT coalesce(sum(quantity), 0) FROM pegs WHERE purchase_line_id = l.id)"
    " FROM purchase_lines l JOIN products p ON p.id = l.product_id JOIN stock_levels s ON s.id = l.pool_id"
    " JOIN locations a ON a.id = s.location_id LEFT JOIN order_lines f ON f.id = l.for_line_id"
    " LEFT JOIN orders o ON o.id = f.order_id WHERE l.purchase_id = ? ORDER BY l.position, l.id"
)
_CHANGES = (
    "SELECT e.purchase_line_id, e.old_eta, e.new_eta, e.cause, e.note, e.at, e.who FROM eta_changes e"
    " JOIN purchase_lines l ON l.id = e.purchase_line_id WHERE l.purchase_id = ? ORDER BY e.id DESC"
)

_RECEIPTS = (
    "SELECT r.id, r.number, r.received_on, r.delivery_note, c.purchase_line_id, c.accepted - c.undone,"
    " c.rejected, c.reject_reason, c.no_replacement FROM purchase_lines l"
    " JOIN receipt_lines c ON c.purchase_line_id = l.id JOIN receipts r ON r.id = c.receipt_id"
    " WHERE l.purchase_id = ? ORDER BY r.id DESC, c.id"
)


def purchase_detail(session: Reader, purchase_id: int) -> PurchaseDetail:
    """All of a purchase; NotFound if it is gone."""
    row = fetch_one(session, _PURCHASE, (purchase_id,))
    if row is None:
        raise NotFound(tr("This purchase no longer exists."), tr("Reload the list."))
    rows = fetch(session, _LINES, (purchase_id,))
    lines = _lines(rows, last_asked(session, [each[0] for each in rows]))
    day = today(session).toordinal()
    goods = sum(line_worth(max(0, line.ordered - line.closed), line.cost, 0) for line in lines)
    return PurchaseDetail(
        **named_values(_PURCHASE_FIELDS, row),
        overdue=any(line.incoming and line.eta is not None and line.eta < day for line in lines),
        total=row[11] + goods,
        lines=lines,
        eta_changes=tuple(EtaChangeDetail(*each) for each in fetch(session, _CHANGES, (purchase_id,))),
        receipts=tuple(ReceiptDetail(*each) for each in fetch(session, _RECEIPTS, (purchase_id,))),
    )


def _lines(rows: Sequence[Any], asked: Mapping[int, tuple[int, int]]) -> tuple[PurchaseLineDetail, ...]:
    lines = []
    for row in rows:
        asked_on, times = asked.get(row[0], (None, 0))
        known = named_values(_LINE_FIELDS, row)
        lines.append(PurchaseLineDetail(**known, pegged=int(row[-1]), asked_on=asked_on, asked=times))
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class OpenPurchase:
    """A confirmed purchase of which something is still to come; thousandths, ordinals."""

    id: int
    number: str
    supplier_id: int | None
    supplier: str
    lines: int
    incoming: int
    next_eta: int | None


def open_purchases(session: Reader, supplier_id: int | None = None) -> list[OpenPurchase]:
    """Whence goods may come, the earliest first."""
    of_supplier = "" if supplier_id is None else " AND u.supplier_id = ?"
    rows = fetch(
        session,
        "SELECT u.id, u.number, u.supplier_id, coalesce(v.name, ''), count(*), min(l.eta), sum(l.incoming)"
        " FROM purchase_lines l JOIN purchases u ON u.id = l.purchase_id"
        f" LEFT JOIN suppliers v ON v.id = u.supplier_id WHERE l.incoming > 0{of_supplier}"
        " GROUP BY u.id, u.number, u.supplier_id, v.name",
        () if supplier_id is None else (supplier_id,),
    )
    fields = "id number supplier_id supplier lines next_eta"
    found = [OpenPurchase(**named_values(fields, row), incoming=int(row[-1])) for row in rows]
    return sorted(found, key=lambda each: (each.next_eta is None, each.next_eta or 0, each.id))


def purchase_for(session: Reader, order_line_id: int) -> int | None:
    """The purchase that brings an order line its goods, else the next of its product; None without any."""
    row = fetch_one(
        session,
        "SELECT l.purchase_id FROM pegs g JOIN purchase_lines l ON l.id = g.purchase_line_id"
        f" WHERE g.order_line_id = ? ORDER BY coalesce(l.eta, {NO_DAY}), l.id LIMIT 1",
        (order_line_id,),
    ) or fetch_one(
        session,
        "SELECT l.purchase_id FROM order_lines o JOIN purchase_lines l ON l.pool_id = o.pool_id"
        f" WHERE o.id = ? AND l.incoming > 0 ORDER BY coalesce(l.eta, {NO_DAY}), l.id LIMIT 1",
        (order_line_id,),
    )
    return None if row is None else int(row[0])


def whence(session: Reader, order_line_id: int | None) -> tuple[list[OpenPurchase], int | None]:
    """The purchases that goods may come of, and the one that an order line waits for."""
    wanted = None if order_line_id is None else purchase_for(session, order_line_id)
    return open_purchases(session), wanted
