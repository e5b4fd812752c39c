"""What happened, newest first: the whole shop, one day, one line, one product, one action."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from app.deeds import deed_text
from app.errors import NotFound
from app.happenings import CONSEQUENCES, Happening
from app.language import tr
from app.lists.answers import Page
from app.lists.conditions import Condition, among, either, named, numbered
from app.lists.listing import Kind, ListColumn, ListFilter, Listing
from app.lists.paging import Sort
from app.sentences import read_facts
from app.voucher_words import VOUCHER_KINDS
from db.rows import Reader, value
from db.stored import to_microseconds

COLUMNS = (
    ListColumn("id", lambda: tr("Id"), "h.id", Kind.COUNT, shown=False),
    ListColumn("at", lambda: tr("When"), "h.at", Kind.MOMENT, sort="at", width=120),
    ListColumn("who", lambda: tr("Who"), "h.who", width=90),
    ListColumn("kind", lambda: tr("What"), "h.kind", width=300),
    ListColumn("deed", lambda: tr("Why"), "coalesce(a.kind, '')", width=200),
    ListColumn("sku", lambda: tr("SKU"), "coalesce(p.sku, '')", width=90),
    ListColumn("product", lambda: tr("Product"), "coalesce(p.name, '')", width=180),
    ListColumn("order", lambda: tr("Order"), "coalesce(o.number, '')", width=84),
    ListColumn("customer", lambda: tr("Customer"), "coalesce(c.name, o.delivery_name, '')", width=150),
    ListColumn("purchase", lambda: tr("Purchase"), "coalesce(u.number, '')", width=84),
    ListColumn("quantity", lambda: tr("Quantity"), "h.quantity", Kind.QUANTITY, width=76),
    ListColumn("old_day", lambda: tr("Old date"), "h.old_day", Kind.DAY, width=84),
    ListColumn("new_day", lambda: tr("New date"), "h.new_day", Kind.DAY, width=84),
    ListColumn("facts", lambda: tr("Facts"), "h.facts", shown=False),
    ListColumn("order_line_id", lambda: tr("Order line"), "h.order_line_id", Kind.COUNT, shown=False),
    ListColumn(
        "purchase_line_id", lambda: tr("Purchase line"), "h.purchase_line_id", Kind.COUNT, shown=False
    ),
    ListColumn("pool_id", lambda: tr("Pool"), "h.pool_id", Kind.COUNT, shown=False),
    ListColumn("order_id", lambda: tr("Order"), "l.order_id", Kind.COUNT, shown=False),
    ListColumn("action_id", lambda: tr("Action"), "h.action_id", shown=False),
)

TOPICS: dict[str, tuple[str, ...]] = {
    "dates": (
        *("expected", "promised", "eta_changed", "transfer_moved"),
        *("capacity_changed", "resource_blocked", "resource_unblocked"),
        *("put_out_of_use", "used_again"),
    ),
    "promises": ("promised", "noticed", "letter_sent", "answered", "answer_undone", "asked_again"),
    "orders": (
        *("ordered", "confirmed", "imported", "quantity_set", "rank_changed", "order_changed", "paid"),
        *("payment_removed", "line_removed", "held", "unheld", "kept_off", "kept_on", "ranked"),
        *("rank_forgotten", "split", "substitute", "substituted", "cancelled", "closed", "reopened"),
        *("shipped", "shipment_undone", "returned", "return_undone", "done", "done_undone", "sale_lost"),
        *("sale_not_lost", "cost_entered", "cost_removed", *VOUCHER_KINDS),
        *("taken_back", "offered", "offer_withdrawn", "offer_declined", "offer_lapsed"),
    ),
    "stock": (
        *("received", "receipt_undone", "counted", "issued", "put_back", "shipped", "shipment_undone"),
        *("returned", "return_undone", "finished", "finish_undone", "transfer_sent", "transfer_arrived"),
        *("transfer_arrival_undone", "transfer_cancelled", "sold"),
    ),
    "reservations": (
        *("reserved", "unreserved", "released", "reservation_moved", "unpegged", "set_aside_gone"),
    ),
    "purchases": (
        *("purchased", "eta_changed", "closed_short", "purchase_cut", "purchase_cancelled", "received"),
        "purchase_restored",
        "receipt_undone",
    ),
    "catalogue": ("created", "edited", "deleted", "delivers", "no_longer_delivers"),
    "settings": ("setting_changed",),
}
"""Kinds by what people look for; the index of kinds serves each, however many rows there are."""

EARLIEST, LATEST = date(1971, 1, 1), date(9000, 1, 1)
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s+|$)")


def moments_of(day: date) -> tuple[int, int]:
    """When the day begins here, and when the next one does, in stored microseconds."""
    start, end = (datetime.combine(each, time()).astimezone() for each in (day, day + timedelta(1)))
    return to_microseconds(start), to_microseconds(end)


def with_day(day: date | None, text: str) -> str:
    """A search for what happened on a day, perhaps with words."""
    return f"{day.isoformat()} {text}".strip() if day else text


def day_and_words(search: str) -> tuple[date | None, str]:
    """The two parts of a search again; text that only looks like a day is words."""
    found = _DAY.match(search)
    try:
        day = date.fromisoformat(found[1]) if found else None
    except ValueError:
        day = None
    if found is None or day is None or not EARLIEST <= day <= LATEST:
        return None, search
    return day, search[found.end() :].strip()


def sought(text: str) -> Condition:
    """Rows of a day ('2026-11-23', perhaps with more words); of orders and purchases whose number begins
    with the words; of products and customers that have them in SKU or name."""
    day, words = day_and_words(text)
    parts: list[Condition] = []
    if day is not None:
        parts.append(("h.at >= ? AND h.at < ?", list(moments_of(day))))
    if words or not parts:
        parts.append(_words(words))
    return " AND ".join(sql for sql, _ in parts), [each for _, values in parts for each in values]


def _words(text: str) -> Condition:
    customers, names = among("customer_id", "customers", named(text, "name_key"))
    number, numbers = either(numbered("number", text), (customers, names))
    lines, values = among("order_id", "orders", (number, numbers))
    bought, bought_values = among("purchase_id", "purchases", numbered("number", text))
    products, more = among("product_id", "products", named(text, "sku_key", "name_key"))
    return either(
        (f"h.order_line_id IN (SELECT id FROM order_lines WHERE {lines})", values),
        (f"h.purchase_line_id IN (SELECT id FROM purchase_lines WHERE {bought})", bought_values),
        (f"h.pool_id IN (SELECT id FROM stock_levels WHERE {products})", more),
    )


def _kinds(topic: str) -> str:
    return f"h.kind IN ({', '.join(repr(kind) for kind in TOPICS[topic])})"


LISTING = Listing(
    key="history",
    title=lambda: tr("History"),
    table="history",
    alias="h",
    columns=COLUMNS,
    filters=(
        ListFilter("all", lambda: tr("All")),
        ListFilter("dates", lambda: tr("Dates"), _kinds("dates")),
        ListFilter("promises", lambda: tr("Promises"), _kinds("promises")),
        ListFilter("orders", lambda: tr("Orders"), _kinds("orders")),
        ListFilter("stock", lambda: tr("Stock"), _kinds("stock")),
        ListFilter("reservations", lambda: tr("Reserved"), _kinds("reservations")),
        ListFilter("purchases", lambda: tr("Purchases"), _kinds("purchases")),
        ListFilter("catalogue", lambda: tr("Edited"), _kinds("catalogue")),
        ListFilter("settings", lambda: tr("Settings"), _kinds("settings")),
    ),
    sorts=(Sort("at", (), alike=False, falls=True),),
    joins=(
        "LEFT JOIN stock_levels s ON s.id = h.pool_id LEFT JOIN products p ON p.id = s.product_id"
        " LEFT JOIN order_lines l ON l.id = h.order_line_id LEFT JOIN orders o ON o.id = l.order_id"
        " LEFT JOIN customers c ON c.id = o.customer_id"
        " LEFT JOIN purchase_lines b ON b.id = h.purchase_line_id"
        " LEFT JOIN purchases u ON u.id = b.purchase_id"
        " LEFT JOIN actions a ON a.id = h.action_id"
    ),
    search=sought,
    search_words=lambda: tr("Find by day, number, product or customer"),
)


def happening_of(row: tuple[object, ...]) -> Happening:
    """A row of the list as `happening_text` takes it."""
    at = LISTING.place
    keys = ("kind", "quantity", "old_day", "new_day", "facts", "purchase", "order")
    return Happening(*(row[at(key)] for key in keys))  # type: ignore[arg-type]


def history_of(
    session: Reader,
    *,
    line_id: int | None = None,
    pool_id: int | None = None,
    purchase_line_id: int | None = None,
    limit: int = 50,
) -> Page:
    """The newest rows of one line, pool or purchase line."""
    wanted = {"order_line_id": line_id, "pool_id": pool_id, "purchase_line_id": purchase_line_id}
    column, value = next((key, given) for key, given in wanted.items() if given is not None)
    only = (f"h.{column} = ?", [value])
    return LISTING.page(session, descending=True, only=only, limit=limit)


def why_of(row: tuple[Any, ...]) -> str:
    """What a consequence followed from; of what somebody did, the note he left."""
    kind, deed, facts = (row[LISTING.place(key)] for key in ("kind", "deed", "facts"))
    if kind in CONSEQUENCES:
        return deed_text(deed)
    note = read_facts(facts).get("note", "")
    return note if isinstance(note, str) else ""


@dataclass(frozen=True, slots=True)
class Together:
    """All rows of one action in their order, as far as they are shown; consequences may be many.

    `pool_id` is where the product lies that was edited, if the row asked for is about one.
    """

    rows: tuple[tuple[Any, ...], ...]
    more: bool
    pool_id: int | None = None


def done_together(session: Reader, row_id: int, limit: int = 100) -> Together:
    """What one action did together with this row; NotFound if there is no such row."""
    page = LISTING.page(session, only=("h.id = ?", [row_id]), limit=1)
    if not page.rows:
        raise NotFound(tr("This is no longer in the history."), tr("Reload the list."))
    at, action, facts = (page.rows[0][LISTING.place(key)] for key in ("at", "action_id", "facts"))
    rows = LISTING.page(session, only=("h.at = ? AND h.action_id = ?", [at, action]), limit=limit)
    return Together(tuple(rows.rows), rows.more_after, _edited_product(session, read_facts(facts)))


def _edited_product(session: Reader, facts: dict[str, Any]) -> int | None:
    if facts.get("what") != "products":
        return None
    found = value(session, "SELECT min(id) FROM stock_levels WHERE product_id = ?", (facts.get("id", 0),))
    return None if found is None else int(found)
