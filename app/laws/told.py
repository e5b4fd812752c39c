"""What people are told and asked: promises, notices, offers, answers, letters and pages."""

from app import law_words
from app.laws.law import LINE, LINES, BreakKind, Law
from app.status_pages.tokens import TOKEN_LENGTH

_DELAYS = "('delay', 'renewed_delay', 'date_gone')"
_CONSENTS = f"{LINES} JOIN consents a ON a.order_line_id = l.id"
# Lines `l` of orders `o` of which the customer is to hear that they come later, or that nobody knows when.
_LATE = (
    "l.promised_on IS NOT NULL AND l.waiting = 1 AND l.state = 'open' AND l.open > 0 AND l.removed = 0"
    " AND l.on_hold = 0 AND l.kept_off = 0"
    " AND EXISTS (SELECT 1 FROM customers c WHERE c.id = o.customer_id AND c.notice_channel <> 'none')"
    " AND (l.promised_on < {today}"
    " OR (l.expected_on IS NOT NULL AND (l.expected_on > l.promised_on OR l.expected_on < {today}))"
    " OR (l.expected_on IS NULL AND (l.estimate_days IS NULL OR l.supply_cancelled = 1"
    " OR NOT EXISTS (SELECT 1 FROM promises t WHERE t.order_line_id = l.id AND t.estimate = 1"
    " AND t.id = (SELECT max(id) FROM promises WHERE order_line_id = l.id)))))"
)


TOLD: tuple[Law, ...] = (
    Law(
        BreakKind.PROMISES,
        f"SELECT {LINE} FROM {LINES} LEFT JOIN (SELECT order_line_id, max(id) AS latest,"
        " max(CASE WHEN first = 1 THEN id END) AS first FROM promises GROUP BY order_line_id) t"
        " ON t.order_line_id = l.id LEFT JOIN promises now ON now.id = t.latest"
        " LEFT JOIN promises once ON once.id = t.first"
        " WHERE coalesce(l.promised_on, 0) <> coalesce(now.promised_on, 0)"
        " OR coalesce(l.first_promised_on, 0) <> coalesce(once.promised_on, 0)",
        law_words.promises,
    ),
    Law(
        BreakKind.NOTICE_LACKING,
        f"SELECT {LINE} FROM {LINES} WHERE {_LATE} AND (SELECT count(*) FROM notices n"
        f" WHERE n.order_line_id = l.id AND n.state = 'due' AND n.kind IN {_DELAYS}"
        " AND n.old_on = l.promised_on AND coalesce(n.new_on, 0) ="
        " CASE WHEN l.expected_on >= {today} THEN l.expected_on ELSE 0 END) <> 1",
        law_words.notice_lacking,
    ),
    Law(
        BreakKind.NOTICE_MOOT,
        f"SELECT n.kind, {LINE} FROM notices n JOIN order_lines l ON l.id = n.order_line_id"
        " JOIN orders o ON o.id = l.order_id JOIN products p ON p.id = l.product_id"
        f" WHERE n.state = 'due' AND (l.removed = 1 OR (n.kind IN {_DELAYS} AND NOT ({_LATE})))",
        law_words.notice_moot,
    ),
    Law(
        BreakKind.OFFER_MOOT,
        f"SELECT other.sku, {LINE} FROM offers f JOIN order_lines l ON l.id = f.order_line_id"
        " JOIN orders o ON o.id = l.order_id JOIN products p ON p.id = l.product_id"
        " JOIN products other ON other.id = f.product_id JOIN stock_levels s ON s.id = f.pool_id"
        " WHERE s.product_id <> f.product_id OR (f.state = 'open' AND (l.open = 0 OR l.removed = 1))",
        law_words.offer_moot,
    ),
    Law(
        BreakKind.OFFER_LACKING,
        f"SELECT {LINE} FROM notices n JOIN order_lines l ON l.id = n.order_line_id"
        " JOIN orders o ON o.id = l.order_id JOIN products p ON p.id = l.product_id"
        " WHERE n.kind = 'substitute_offer' AND n.state = 'due' AND NOT EXISTS"
        " (SELECT 1 FROM offers f WHERE f.notice_id = n.id AND f.order_line_id = l.id AND f.state = 'open')",
        law_words.offer_lacking,
    ),
    Law(
        BreakKind.ASKED_ELSEWHERE,
        "SELECT t.code, purchase.number, p.sku FROM asked_lines a JOIN letters t ON t.id = a.letter_id"
        " JOIN purchase_lines l ON l.id = a.purchase_line_id JOIN purchases purchase"
        " ON purchase.id = l.purchase_id JOIN products p ON p.id = l.product_id"
        " WHERE coalesce(t.supplier_id, 0) <> coalesce(purchase.supplier_id, 0)",
        law_words.asked_elsewhere,
    ),
    # When an order ended or was reopened its page learns with the next publishing.
    Law(
        BreakKind.PAGE_ASTRAY,
        "SELECT o.number FROM status_pages s JOIN orders o ON o.id = s.order_id"
        f" WHERE o.state = 'quote' OR length(s.token) <> {TOKEN_LENGTH} OR s.ended_on < o.ordered_on",
        law_words.page_astray,
    ),
    Law(
        BreakKind.CONSENT_MOOT,
        f"SELECT {LINE} FROM {_CONSENTS} WHERE a.state = 'awaited' AND (l.open = 0 OR l.removed = 1)",
        law_words.consent_moot,
    ),
    Law(
        BreakKind.CONSENT_UNASKED,
        f"SELECT {LINE} FROM {_CONSENTS} WHERE a.state = 'awaited' AND NOT EXISTS (SELECT 1 FROM notices n"
        " WHERE n.letter_id = a.letter_id AND n.order_id = l.order_id AND n.state = 'sent'"
        f" AND n.kind IN {_DELAYS})",
        law_words.consent_unasked,
    ),
    Law(
        BreakKind.CONSENT_TWICE,
        f"SELECT {LINE}, t.awaited FROM {LINES} JOIN (SELECT order_line_id, count(*) AS awaited"
        " FROM consents WHERE state = 'awaited' GROUP BY order_line_id) t ON t.order_line_id = l.id"
        " WHERE t.awaited > 1",
        law_words.consent_twice,
    ),
    # Who agreed to wait without a date is asked nothing more: such a letter sets no day.
    Law(
        BreakKind.CONSENT_UNANSWERED,
        f"SELECT {LINE} FROM {_CONSENTS} WHERE a.state = 'answered' AND a.consent_by IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM answers w WHERE w.order_line_id = l.id AND w.undone = 0)",
        law_words.consent_unanswered,
    ),
)
