"""Goods: what lies there, what is wanted and what is to come, against their documents."""

from app import law_words
from app.laws.law import LINE, LINES, BreakKind, Law

_PLACE = "p.sku, place.name"
_PLACES = (
    "stock_levels s JOIN products p ON p.id = s.product_id JOIN locations place ON place.id = s.location_id"
)
_PURCHASE = "purchase.number, p.sku"
_PURCHASES = (
    "purchase_lines l JOIN purchases purchase ON purchase.id = l.purchase_id"
    " JOIN products p ON p.id = l.product_id"
)
# What was brought along from elsewhere came without its documents.
_OWN_LINE = "NOT EXISTS (SELECT 1 FROM history h WHERE h.order_line_id = l.id AND h.kind = 'imported')"
_OWN_PURCHASE = "NOT EXISTS (SELECT 1 FROM history h WHERE h.purchase_line_id = l.id AND h.kind = 'imported')"


def _cached(column: str, sums: str) -> str:
    """Pools whose `column` differs from the sum that `sums` has by pool_id."""
    return (
        f"SELECT {_PLACE}, s.{column}, coalesce(t.total, 0) FROM {_PLACES}"
        f" LEFT JOIN ({sums}) t ON t.pool_id = s.id WHERE s.{column} <> coalesce(t.total, 0)"
    )


def _documented(column: str, table: str, quantity: str) -> str:
    """Order lines whose `column` differs from what their documents add up to."""
    return (
        f"SELECT {LINE}, l.{column}, coalesce(t.total, 0) FROM {LINES} LEFT JOIN (SELECT order_line_id,"
        f" sum({quantity}) AS total FROM {table} GROUP BY order_line_id) t ON t.order_line_id = l.id"
        f" WHERE l.removed = 0 AND (l.{column} < coalesce(t.total, 0)"
        f" OR (l.{column} > coalesce(t.total, 0) AND {_OWN_LINE}))"
    )


def _moved(way: str, end: str) -> str:
    """What the ledger says of a transfer `t` at one of its ends."""
    sign = "-" if way == "out" else ""
    return (
        f"(SELECT coalesce(sum({sign}m.quantity), 0) FROM stock_moves m WHERE m.reference = t.number"
        f" AND m.kind = 'transfer_{way}' AND m.pool_id = t.{end}_pool_id)"
    )


GOODS: tuple[Law, ...] = (
    Law(
        BreakKind.ON_HAND,
        _cached("on_hand", "SELECT pool_id, sum(quantity) AS total FROM stock_moves GROUP BY pool_id"),
        law_words.on_hand,
    ),
    Law(
        BreakKind.RESERVED,
        _cached(
            "reserved",
            "SELECT pool_id, sum(kept) AS total FROM (SELECT pool_id, reserved AS kept FROM order_lines"
            " WHERE reserved > 0 UNION ALL SELECT pool_id, set_aside FROM offers WHERE set_aside > 0) k"
            " GROUP BY pool_id",
        ),
        law_words.reserved,
    ),
    Law(
        BreakKind.RESERVED_BEYOND_STOCK,
        f"SELECT {_PLACE}, s.reserved, s.on_hand FROM {_PLACES}"
        " WHERE s.reserved > s.on_hand OR s.reserved < 0",
        law_words.beyond_stock,
    ),
    Law(
        BreakKind.LINE_SUM,
        f"SELECT {LINE}, l.reserved, l.shipped, l.cancelled, l.demanded FROM {LINES}"
        " WHERE l.reserved < 0 OR l.shipped < 0 OR l.cancelled < 0"
        " OR l.reserved + l.shipped + l.cancelled > l.demanded",
        law_words.line_sum,
    ),
    Law(
        BreakKind.DEMANDED,
        f"SELECT {LINE}, l.demanded, CASE WHEN o.state = 'quote' OR l.removed = 1 THEN 0 ELSE l.ordered END"
        f" FROM {LINES} WHERE ((o.state = 'quote' OR l.removed = 1) AND l.demanded <> 0)"
        " OR (o.state IN ('open', 'done') AND l.removed = 0 AND l.demanded <> l.ordered)",
        law_words.demanded,
    ),
    Law(
        BreakKind.PEGS_BEYOND_SUPPLY,
        f"SELECT {_PURCHASE}, t.total, l.incoming FROM {_PURCHASES} JOIN (SELECT purchase_line_id,"
        " sum(quantity) AS total FROM pegs WHERE purchase_line_id IS NOT NULL GROUP BY purchase_line_id) t"
        " ON t.purchase_line_id = l.id WHERE t.total > l.incoming",
        law_words.pegs_beyond_supply,
    ),
    Law(
        BreakKind.PEGS_BEYOND_SUPPLY,
        "SELECT f.number, p.sku, t.total, f.incoming FROM (SELECT transfer_id, sum(quantity) AS total"
        " FROM pegs WHERE transfer_id IS NOT NULL GROUP BY transfer_id) t"
        " JOIN transfers f ON f.id = t.transfer_id JOIN stock_levels s ON s.id = f.to_pool_id"
        " JOIN products p ON p.id = s.product_id WHERE t.total > f.incoming",
        law_words.pegs_beyond_supply,
    ),
    Law(
        BreakKind.PEGS_BEYOND_LINE,
        f"SELECT {LINE}, t.total, l.backordered FROM {LINES} JOIN (SELECT order_line_id,"
        " sum(quantity) AS total FROM pegs GROUP BY order_line_id) t ON t.order_line_id = l.id"
        " WHERE t.total > l.backordered",
        law_words.pegs_beyond_line,
    ),
    Law(
        BreakKind.PEGS_OF_STOPPED,
        f"SELECT {LINE} FROM {LINES} WHERE (l.on_hold = 1 OR l.kept_off = 1 OR l.removed = 1"
        " OR l.state <> 'open') AND EXISTS (SELECT 1 FROM pegs g WHERE g.order_line_id = l.id)",
        law_words.pegs_of_stopped,
    ),
    Law(
        BreakKind.PEG_ASTRAY,
        f"SELECT {LINE} FROM {LINES} JOIN pegs g ON g.order_line_id = l.id"
        " LEFT JOIN purchase_lines b ON b.id = g.purchase_line_id"
        " LEFT JOIN transfers f ON f.id = g.transfer_id"
        " WHERE g.pool_id <> l.pool_id OR b.pool_id <> g.pool_id OR f.to_pool_id <> g.pool_id"
        " OR (b.id IS NOT NULL AND coalesce(b.eta, 0) <> coalesce(g.comes_on, 0))"
        " OR (f.id IS NOT NULL AND coalesce(f.eta, 0) <> coalesce(g.comes_on, 0))"
        " OR (g.purchase_line_id IS NULL AND g.transfer_id IS NULL AND g.resource_id IS NULL)",
        law_words.peg_astray,
    ),
    Law(
        BreakKind.INCOMING,
        _cached(
            "incoming",
            "SELECT pool_id, sum(incoming) AS total FROM (SELECT pool_id, incoming FROM purchase_lines"
            " WHERE incoming > 0 UNION ALL SELECT to_pool_id, incoming FROM transfers WHERE incoming > 0) c"
            " GROUP BY pool_id",
        ),
        law_words.incoming,
    ),
    Law(
        BreakKind.BACKORDERED,
        _cached("backordered", "SELECT pool_id, sum(backordered) AS total FROM order_lines GROUP BY pool_id"),
        law_words.backordered,
    ),
    Law(
        BreakKind.COPIES,
        f"SELECT {LINE} FROM {LINES} LEFT JOIN customers c ON c.id = o.customer_id"
        " JOIN stock_levels s ON s.id = l.pool_id"
        " WHERE l.removed = 0 AND (l.state <> o.state OR l.on_hold <> o.on_hold"
        " OR l.ship_complete <> o.ship_complete OR l.precedence <> -coalesce(o.priority, c.priority, 0)"
        " OR l.ordered_on <> o.ordered_on OR coalesce(l.wanted_on, 0) <> coalesce(o.wanted_on, 0)"
        " OR l.due <> coalesce(o.wanted_on, o.ordered_on) * 1440 + coalesce(o.wanted_minute, 0)"
        " OR l.product_id <> s.product_id)",
        law_words.copies,
    ),
    Law(
        BreakKind.ORDER_STATE,
        "SELECT o.number, t.still_open FROM orders o JOIN (SELECT order_id, sum(open) AS still_open"
        " FROM order_lines WHERE removed = 0 GROUP BY order_id) t ON t.order_id = o.id"
        " WHERE (o.state = 'open' AND t.still_open = 0)"
        " OR (o.state IN ('done', 'cancelled') AND t.still_open <> 0)",
        law_words.order_state,
    ),
    Law(
        BreakKind.PURCHASE_STATE,
        f"SELECT {_PURCHASE} FROM {_PURCHASES} WHERE l.state <> purchase.state"
        " OR (l.state = 'done' AND l.ordered > l.received + l.closed)",
        law_words.purchase_state,
    ),
    Law(
        BreakKind.RECEIVED,
        f"SELECT {_PURCHASE}, l.received, coalesce(t.total, 0) FROM {_PURCHASES} LEFT JOIN"
        " (SELECT purchase_line_id, sum(accepted - undone) AS total FROM receipt_lines"
        " WHERE purchase_line_id IS NOT NULL GROUP BY purchase_line_id) t ON t.purchase_line_id = l.id"
        " WHERE l.received < coalesce(t.total, 0)"
        f" OR (l.received > coalesce(t.total, 0) AND {_OWN_PURCHASE})",
        law_words.received,
    ),
    Law(BreakKind.SHIPPED, _documented("shipped", "shipment_lines", "quantity - undone"), law_words.shipped),
    Law(BreakKind.RETURNED, _documented("returned", "returns", "quantity - undone"), law_words.returned),
    Law(
        BreakKind.TRANSFERRED,
        f"SELECT t.number, p.sku, t.quantity, {_moved('out', 'from')}, t.received, {_moved('in', 'to')}"
        " FROM transfers t JOIN stock_levels s ON s.id = t.to_pool_id JOIN products p ON p.id = s.product_id"
        f" WHERE t.quantity <> {_moved('out', 'from')} OR t.received <> {_moved('in', 'to')}",
        law_words.transferred,
    ),
    Law(
        BreakKind.CANCELLED,
        _documented("cancelled", "cancellations", "quantity - undone"),
        law_words.cancelled,
    ),
)
