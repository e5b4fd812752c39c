"""What is owed of what was paid (R18)."""

from app.rules.money import line_value
from app.rules.telling import refund_of
from db.rows import Reader, fetch, fetch_one, value
from db.stored import from_units, to_units


def refund_owed(session: Reader, order_id: int) -> tuple[int, int]:
    """Hundredths that the customer is to have back in all, and that he has not had yet."""
    row = fetch_one(
        session,
        "SELECT coalesce(sum(CASE WHEN kind <> 'refund' THEN amount END), 0),"
        " coalesce(sum(CASE WHEN kind = 'refund' THEN amount END), 0) FROM payments WHERE order_id = ?",
        (order_id,),
    )
    paid, refunded = (int(each) for each in row or (0, 0))
    if not paid:
        return 0, 0
    charge = value(session, "SELECT shipping_charge FROM orders WHERE id = ?", (order_id,))
    earned = refund_of(paid, _remains(session, order_id), int(charge or 0))
    return earned, max(0, earned - refunded)


def still_due(session: Reader, order_id: int) -> int:
    """Hundredths that the customer has still to pay for what is wanted or left; none below zero."""
    sql = (
        "SELECT o.shipping_charge, coalesce((SELECT sum(CASE WHEN p.kind = 'refund' THEN -p.amount"
        " ELSE p.amount END) FROM payments p WHERE p.order_id = o.id), 0) FROM orders o WHERE o.id = ?"
    )
    charge, paid = fetch_one(session, sql, (order_id,)) or (0, 0)
    remains = _remains(session, order_id)
    return max(0, remains + (int(charge) if remains else 0) - int(paid))


def _remains(session: Reader, order_id: int) -> int:
    """Hundredths that the goods are worth which are still wanted or left."""
    sql = "SELECT ordered - cancelled, price, discount FROM order_lines WHERE order_id = ? AND removed = 0"
    worth = [
        line_value(from_units(quantity, 3), from_units(price, 4), from_units(discount, 3))
        for quantity, price, discount in fetch(session, sql, (order_id,))
    ]
    return sum(to_units(each, 2) for each in worth)
