"""What the backorders page reads at once: rows with the heads of their groups, sums, and one line's pane."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app import wording
from app.happenings import happening_text
from app.language import ntr, tr
from app.lists import backorders, history
from app.lists.answers import Counted, Page
from app.lists.lines import line_worth
from app.lists.pools import PoolDetail, PoolHead, pool_detail, pool_heads
from app.quantities import quantity_of
from app.sentences import count_text, read_facts
from db.rows import Reader, fetch, fetch_for, value

SHOWN_HISTORY = 4
MOST_SEATS = 300
"""Lines offered in one choice; more cannot be read through."""

MOST_ADDED = 2000
"""Lines whose worth is added up for the heads of one page."""

_POOL, _CUSTOMER = (backorders.LISTING.place(key) for key in ("pool_id", "customer_id"))
_AT, _PURCHASE_LINE, _KIND, _FACTS = (
    history.LISTING.place(key) for key in ("at", "purchase_line_id", "kind", "facts")
)


@dataclass(frozen=True, slots=True)
class CustomerHead:
    """What a customer waits for in all: lines, orders, thousandths."""

    lines: int
    orders: int
    short: int


@dataclass(frozen=True, slots=True)
class Worth:
    """What the waiting lines of a group come to, in hundredths by currency, and the oldest order's day."""

    values: tuple[tuple[str, int], ...]
    oldest: int


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the list and what stands above its groups; `worth` by pool or customer, where few wait."""

    page: Page
    pools: dict[int, PoolHead]
    customers: dict[int, CustomerHead]
    worth: dict[int, Worth]
    several_places: bool


def queue_page(session: Reader, **asked: Any) -> QueuePage:
    """A page as `Listing.page` gives it, with heads of its pools or, in that order, of its customers."""
    page = backorders.LISTING.page(session, **asked)
    places = value(session, "SELECT count(*) FROM locations")
    several = int(places or 0) > 1
    if asked.get("sort") == "customer":
        ids = sorted({row[_CUSTOMER] for row in page.rows} - {None})
        worth = _worth(session, "o.customer_id", ids)
        return QueuePage(page, {}, _customers(session, ids), worth, several)
    if asked.get("sort") not in (None, "", "queue"):
        return QueuePage(page, {}, {}, {}, several)
    ids = sorted({row[_POOL] for row in page.rows})
    return QueuePage(page, pool_heads(session, ids), {}, _worth(session, "l.pool_id", ids), several)


def _worth(session: Reader, group: str, ids: Collection[int]) -> dict[int, Worth]:
    """Added up line by line, as each line's worth is rounded by itself."""
    rows = fetch_for(
        session,
        f"SELECT {group}, o.currency, l.backordered, l.price, l.discount, l.ordered_on FROM order_lines l"
        f" JOIN orders o ON o.id = l.order_id WHERE l.backordered > 0 AND {group} IN ({{ids}})"
        f" LIMIT {MOST_ADDED + 1}",
        ids,
    )
    if len(rows) > MOST_ADDED:
        return {}
    values: dict[int, dict[str, int]] = {}
    oldest: dict[int, int] = {}
    for key, currency, short, price, discount, ordered_on in rows:
        own = values.setdefault(key, {})
        own[currency] = own.get(currency, 0) + line_worth(short, price, discount)
        oldest[key] = min(oldest.get(key, ordered_on), ordered_on)
    return {key: Worth(tuple(sorted(own.items())), oldest[key]) for key, own in values.items()}


def _customers(session: Reader, ids: Collection[int]) -> dict[int, CustomerHead]:
    sql = (
        "SELECT o.customer_id, count(*), count(DISTINCT o.id), sum(l.backordered) FROM orders o"
        " JOIN order_lines l ON l.order_id = o.id AND l.backordered > 0"
        " WHERE o.customer_id IN ({ids}) GROUP BY o.customer_id"
    )
    rows = fetch_for(session, sql, ids)
    return {key: CustomerHead(lines, orders, int(short)) for key, lines, orders, short in rows}


@dataclass(frozen=True, slots=True)
class Overview:
    """The status bar's sums, the filters' counts, and the orders quick enough for so long a list."""

    summary: backorders.Summary
    counts: dict[str, Counted]
    offered: frozenset[str]


def overview(session: Reader, search: str = "") -> Overview:
    """Beside the rows; the sums are those of the whole queue, whatever is searched."""
    listing = backorders.LISTING
    return Overview(backorders.summary(session), listing.counts(session, search), listing.offered(session))


@dataclass(frozen=True, slots=True)
class Event:
    """A line of history: microseconds of UTC, and the sentence."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class LinePane:
    """A waiting line with its pool; `moved_*` tell of the last move of a delivery that it is pegged to.

    `eta_purchases`: (purchase, purchase line) that it is pegged to, in the order in which they come.
    """

    line_id: int
    detail: PoolDetail
    decimals: int
    eta_purchases: tuple[tuple[int, int], ...]
    moved: str
    moved_from: int | None
    moved_cause: str
    events: tuple[Event, ...]


def line_pane(session: Reader, line_id: int, pool_id: int) -> LinePane:
    """All that the pane says of one line; NotFound if its pool is gone."""
    detail = pool_detail(session, pool_id)
    pegged = [peg.key for peg in detail.pegs if peg.line_id == line_id and peg.kind == "purchase"]
    if not any(row[0] == line_id for row in detail.lines):
        sql = "SELECT purchase_line_id FROM pegs WHERE order_line_id = ? AND purchase_line_id IS NOT NULL"
        pegged = [row[0] for row in fetch(session, sql, (line_id,))]
    moves = _moves(session, pegged)
    own = list(history.history_of(session, line_id=line_id, limit=SHOWN_HISTORY).rows)
    rows = sorted([*own, *moves], key=lambda row: row[_AT], reverse=True)[:SHOWN_HISTORY]
    last = moves[0] if moves else None
    old_day = history.LISTING.place("old_day")
    decimals = value(session, "SELECT decimals FROM products WHERE id = ?", (detail.head.product_id,))
    return LinePane(
        line_id,
        detail,
        int(decimals or 0),
        _documents(detail, pegged),
        last[history.LISTING.place("purchase")] if last else "",
        last[old_day] if last else None,
        read_facts(last[_FACTS]).get("cause", "") if last else "",
        tuple(Event(row[_AT], happening_text(history.happening_of(row))) for row in rows),
    )


def _moves(session: Reader, purchase_line_ids: Collection[int]) -> list[tuple[Any, ...]]:
    """The changes of date of these purchase lines, newest first."""
    rows: list[tuple[Any, ...]] = []
    for each in purchase_line_ids:
        found = history.history_of(session, purchase_line_id=each, limit=20).rows
        rows += [row for row in found if row[_KIND] == "eta_changed"]
    return sorted(rows, key=lambda row: row[_AT], reverse=True)


def _documents(detail: PoolDetail, pegged: Collection[int]) -> tuple[tuple[int, int], ...]:
    return tuple(
        (each.document_id, each.key)
        for each in detail.supplies
        if each.kind == "purchase" and each.key in pegged and each.document_id is not None
    )


@dataclass(frozen=True, slots=True)
class Seat:
    """A line of a pool as one that could give or take a reservation."""

    line_id: int
    order: str
    customer: str
    reserved: Decimal
    short: Decimal
    on_hold: bool


def seats(session: Reader, pool_id: int) -> tuple[Seat, ...]:
    """The pool's open lines, in rank."""
    rows = fetch(
        session,
        "SELECT l.id, o.number, coalesce(c.name, o.delivery_name, ''), l.reserved, l.backordered, l.on_hold"
        " FROM order_lines l JOIN orders o ON o.id = l.order_id LEFT JOIN customers c ON c.id = o.customer_id"
        " WHERE l.pool_id = ? AND (l.reserved > 0 OR l.backordered > 0)"
        f" ORDER BY l.hand_rank, l.precedence, l.due, l.ordered_on, l.id LIMIT {MOST_SEATS}",
        (pool_id,),
    )
    return tuple(
        Seat(line_id, number, customer, quantity_of(reserved), quantity_of(short), bool(on_hold))
        for line_id, number, customer, reserved, short, on_hold in rows
    )


def next_step(
    reason: str, *, customer: str, is_late: bool, supplier: str = "", number: str = "", held: bool = False
) -> str:
    """What the owner could do about a waiting line, in a sentence or two; '' where there is nothing."""
    steps = [tr("{customer} has not been told yet.", customer=customer)] if is_late and customer else []
    step = _step(reason, supplier, number)
    if reason == "complete_lacks" and held:
        step = tr("Release the order if others need its goods sooner.")
    return " ".join([*steps, step] if step else steps)


def _step(reason: str, supplier: str, number: str) -> str:
    whom = supplier or tr("the supplier")
    steps = {
        "supplier_overdue": tr("Ask {supplier} for a new date, then set the ETA.", supplier=whom),
        "undated": tr("Set the ETA as soon as {supplier} names a date.", supplier=whom),
        "not_purchased": tr("Order it from {supplier}.", supplier=whom),
        "supply_cancelled": tr("Order it anew, from {supplier} or elsewhere.", supplier=whom),
        "outranked": tr("Order more from {supplier}.", supplier=whom),
        "brings_part": tr("Order the rest from {supplier}.", supplier=whom),
        "not_automatic": tr("Reserve it by hand."),
        "on_hold": tr("Take {number} off hold to let it wait again.", number=number),
        "kept_off": tr("Let it wait again when it may have goods."),
    }
    return steps.get(reason, "")


def summary_text(summary: backorders.Summary) -> str:
    """'24 lines wait · 47 pieces · €5,895.00'."""
    count = count_text(summary.lines.number, summary.lines.more)
    parts = [ntr("{count} line waits", "{count} lines wait", summary.lines.number, count=count)]
    if summary.lines.number:
        parts += [wording.pieces_text(quantity_of(summary.pieces))] if summary.pieces else []
        parts += [wording.hundredths_text(amount, currency) for currency, amount in summary.values or ()]
    return "  ·  ".join(parts)
