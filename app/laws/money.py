"""Money: vouchers, and what late lines cost."""

from app import law_words
from app.laws.law import LINE, LINES, BreakKind, Law

MONEY: tuple[Law, ...] = (
    Law(
        BreakKind.VOUCHER_BALANCE,
        "SELECT v.code, v.unit, v.currency, v.balance, coalesce(t.total, 0), v.issued, coalesce(t.given, 0)"
        " FROM vouchers v LEFT JOIN (SELECT voucher_id, sum(amount) AS total, sum(CASE WHEN kind IN"
        " ('issued', 'topped_up') THEN amount ELSE 0 END) AS given FROM voucher_moves GROUP BY voucher_id) t"
        " ON t.voucher_id = v.id"
        " WHERE v.balance <> coalesce(t.total, 0) OR v.issued <> coalesce(t.given, 0)",
        law_words.voucher_balance,
    ),
    Law(
        BreakKind.VOUCHER_PAID,
        "SELECT v.code, o.number, v.unit, v.currency, t.used, t.paid FROM (SELECT voucher_id, order_id,"
        " sum(used) AS used, sum(paid) AS paid FROM (SELECT voucher_id, order_id, -amount AS used, 0 AS paid"
        " FROM voucher_moves WHERE order_id IS NOT NULL UNION ALL SELECT voucher_id, order_id, 0,"
        " CASE WHEN kind = 'refund' THEN -amount ELSE amount END FROM payments"
        " WHERE voucher_id IS NOT NULL) e GROUP BY voucher_id, order_id) t"
        " JOIN vouchers v ON v.id = t.voucher_id JOIN orders o ON o.id = t.order_id WHERE t.used <> t.paid",
        law_words.voucher_paid,
    ),
    Law(
        BreakKind.VOUCHER_LAPSED,
        f"SELECT v.code, {LINE} FROM vouchers v JOIN order_lines l ON l.id = v.order_line_id"
        " JOIN orders o ON o.id = l.order_id JOIN products p ON p.id = l.product_id"
        " WHERE v.state = 'lapsed' AND l.open > 0 AND l.removed = 0"
        " AND (v.expires_on IS NULL OR v.expires_on >= {today})",
        law_words.voucher_lapsed,
    ),
    Law(
        BreakKind.COST_MOOT,
        f"SELECT e.reference, {LINE} FROM cost_entries e JOIN order_lines l ON l.id = e.order_line_id"
        " JOIN orders o ON o.id = l.order_id JOIN products p ON p.id = l.product_id"
        " WHERE e.computed = 1 AND NOT EXISTS (SELECT 1 FROM shipments s JOIN shipment_lines g"
        " ON g.shipment_id = s.id WHERE s.number = e.reference AND g.order_line_id = l.id"
        " AND g.quantity > g.undone)",
        law_words.cost_moot,
    ),
    # What is given up for something else loses nothing; nothing is lost below nothing.
    Law(
        BreakKind.MARGIN,
        f"SELECT {LINE} FROM {LINES} JOIN cancellations c ON c.order_line_id = l.id WHERE c.margin < 0"
        " OR (c.kind = 'substituted' AND c.margin <> 0) OR (c.margin = 0 AND c.cause <> '')",
        law_words.margin,
    ),
)
