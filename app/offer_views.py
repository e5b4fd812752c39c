"""What a customer could be offered in place of a line that is short (R24)."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.instead import Instead, instead_of
from app.actions.outlooks import day_book
from app.errors import NotFound
from app.language import tr
from app.quantities import quantity_of
from db.rows import fetch_one, value
from db.stored import from_units


@dataclass(frozen=True, slots=True)
class Offerable:
    """A line, what lies free in place of what it lacks, and whether a letter is due that offers it."""

    line_id: int
    order: str
    customer: str
    sku: str
    product: str
    currency: str
    price: Decimal
    short: Decimal
    instead: tuple[Instead, ...]
    is_due: bool

    def more_for(self, instead: Instead) -> Decimal:
        """What a unit costs more than the one that was ordered; below zero less."""
        return instead.price * instead.ratio - self.price


def offerable(session: Session, line_id: int) -> Offerable:
    """As it stands now; NotFound if the line is gone."""
    row = fetch_one(
        session,
        "SELECT o.number, coalesce(c.name, o.delivery_name), p.sku, p.name, o.currency, l.price,"
        " l.open - l.reserved, l.product_id, l.pool_id FROM order_lines l JOIN orders o ON o.id = l.order_id"
        " JOIN products p ON p.id = l.product_id LEFT JOIN customers c ON c.id = o.customer_id"
        " WHERE l.id = ? AND l.removed = 0",
        (line_id,),
    )
    if row is None:
        raise NotFound(tr("This order line no longer exists."), tr("Reload the list."))
    due = (
        "SELECT 1 FROM notices"
        " WHERE order_line_id = ? AND kind = 'substitute_offer' AND state = 'due' LIMIT 1"
    )
    # What only comes is in no letter.
    instead = instead_of(session, row[7], row[8], None, day_book(session))
    free = tuple(each for each in instead if not each.supply)
    figures = from_units(row[5], 4), quantity_of(row[6])
    return Offerable(*(line_id, *row[:5], *figures, free, value(session, due, (line_id,)) is not None))
