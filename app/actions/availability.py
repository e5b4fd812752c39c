"""What order entry shows while one types: how much now, when the rest, and who would slip by it (R1, R3)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.promises import shown_dates
from app.quantities import quantity_of
from db.models.orders import OrderLine
from db.rows import fetch
from db.terms import ProductKind


@dataclass(frozen=True, slots=True)
class Availability:
    """Available now in a pool, and how much of the asked quantity it does not cover."""

    available: Decimal
    short: Decimal


def check_availability(
    session: Session, product_id: int, location_id: int, quantity: Decimal
) -> Availability:
    """What is free at once; services and goods made to order are never 'short' on the shelf alone."""
    rows = fetch(
        session,
        "SELECT s.available, p.kind FROM stock_levels s JOIN products p ON p.id = s.product_id"
        " WHERE s.product_id = ? AND s.location_id = ?",
        (product_id, location_id),
    )
    available = quantity_of(rows[0][0]) if rows else Decimal(0)
    if rows and rows[0][1] == ProductKind.SERVICE:
        return Availability(Decimal(0), Decimal(0))
    return Availability(available, max(Decimal(0), quantity - available))


@dataclass(frozen=True, slots=True)
class LineOutlook:
    """What a line of a draft would get: reserved at once, the date shown, and the reason it waits."""

    reserved: Decimal
    short: Decimal
    shown_on: date | None
    estimate: bool
    reason: str
    facts: object


def outlook(session: Session, line_id: int) -> LineOutlook:
    """How a line stands, read inside a preview after it was entered."""
    line = session.get_one(OrderLine, line_id, populate_existing=True)
    [shown] = shown_dates(session, [line_id])
    return LineOutlook(
        line.reserved, line.backordered, shown.day, shown.estimate, line.reason, line.reason_facts
    )
