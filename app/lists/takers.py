"""To whom a purchase line's goods will go, by rank, as the queue is tied today."""

from dataclasses import dataclass

from app.lists.lines import calendar_of, shown_expected
from db.rows import Reader, fetch

MOST = 50


@dataclass(frozen=True, slots=True)
class Taker:
    """An order line that waits for the goods: thousandths of them, ordinals."""

    line_id: int
    order_id: int
    order: str
    customer: str
    quantity: int
    expected: int | None
    promised: int | None


_TAKERS = (
    "SELECT l.id, l.order_id, o.number, coalesce(c.name, o.delivery_name), g.quantity, l.expected_on,"
    " l.promised_on FROM pegs g JOIN order_lines l ON l.id = g.order_line_id"
    " JOIN orders o ON o.id = l.order_id LEFT JOIN customers c ON c.id = o.customer_id"
    " WHERE g.purchase_line_id = ?"
    f" ORDER BY l.hand_rank, l.precedence, l.due, l.ordered_on, l.id LIMIT {MOST}"
)


def takers_of(session: Reader, purchase_line_id: int) -> tuple[Taker, ...]:
    """None for what nobody waits for, or what is no supply yet."""
    day = calendar_of(session).today
    return tuple(
        Taker(row[0], row[1], row[2], row[3], row[4], shown_expected(row[5], day), row[6])
        for row in fetch(session, _TAKERS, (purchase_line_id,))
    )
