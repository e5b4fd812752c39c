"""How a shop stands: all that an act can change, without what it only adds to (moves, history, promises)."""

from typing import Any

from app.shop import Shop
from db.rows import fetch

_STANDING = (
    "SELECT id, ordered, demanded, open, cancelled, shipped, returned, reserved, hand_rank, kept_off,"
    " on_hold, state, ship_complete, waiting, expected_on, estimate_days, promised_on, first_promised_on,"
    " supply_cancelled, reason FROM order_lines WHERE removed = 0 ORDER BY id",
    "SELECT id, state, ship_complete, on_hold FROM orders ORDER BY id",
    "SELECT id, on_hand, reserved, backordered, incoming FROM stock_levels ORDER BY id",
    "SELECT order_line_id, quantity, purchase_line_id, transfer_id, resource_id, week, comes_on FROM pegs"
    " ORDER BY order_line_id, purchase_line_id, transfer_id, resource_id, week",
    "SELECT kind, state, order_id, order_line_id, letter_id, old_on, new_on, quantity, amount, facts, due_by,"
    " pending FROM notices WHERE state <> 'void' OR pending = 1"
    " ORDER BY kind, order_id, order_line_id, letter_id",
    "SELECT id, order_line_id, state, consent_by, refund_by FROM consents ORDER BY id",
    "SELECT id, state, quantity, set_aside FROM offers ORDER BY id",
    "SELECT id, no_longer_needed FROM purchase_lines ORDER BY id",
)


def standing(shop: Shop) -> list[list[tuple[Any, ...]]]:
    """Equal where nobody could tell two moments of a shop apart."""
    return [[tuple(row) for row in shop.read(fetch, sql)] for sql in _STANDING]
