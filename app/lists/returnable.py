"""Orders of which something left: what a customer at the counter may bring back."""

from dataclasses import dataclass

from app.lists.conditions import begins
from app.names import key_of
from db.rows import Reader, fetch

MOST = 20


@dataclass(frozen=True, slots=True)
class Returnable:
    """An order by what the counter is told of it; `ordered_on` an ordinal."""

    id: int
    number: str
    customer: str
    ordered_on: int


_ORDERS = (
    "SELECT o.id, o.number, coalesce(c.name, o.delivery_name), o.ordered_on FROM orders o"
    " LEFT JOIN customers c ON c.id = o.customer_id"
    " WHERE EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.shipped > l.returned) AND "
)


def find_returnable(session: Reader, text: str, limit: int = MOST) -> list[Returnable]:
    """By the order's number, the shipment's number, or the beginning of the customer's name; newest first."""
    typed, key = text.strip(), key_of(text)
    if not key:
        return []
    number, values = begins("o.number", typed)
    shipped = "EXISTS (SELECT 1 FROM shipments s WHERE s.order_id = o.id AND s.number = ?)"
    name, names = begins("name_key", key)
    buyer = f"o.customer_id IN (SELECT id FROM customers WHERE {name})"
    sql = f"{_ORDERS} ({number} OR {shipped} OR {buyer}) ORDER BY o.id DESC LIMIT {int(limit)}"
    return [Returnable(*row) for row in fetch(session, sql, (*values, typed, *names))]
