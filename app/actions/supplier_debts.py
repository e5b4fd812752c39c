"""What the ETA dialog is filled from: all that a purchase's supplier still owes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.errors import NotFound
from app.language import tr
from app.quantities import quantity_of
from db.rows import fetch, fetch_one
from db.stored import day_of


@dataclass(frozen=True, slots=True)
class OwedLine:
    """A purchase line of which something is still to come."""

    line_id: int
    purchase_id: int
    number: str
    product: str
    sku: str
    to_come: Decimal
    eta: date | None


@dataclass(frozen=True, slots=True)
class Owed:
    """All open lines of a purchase's supplier."""

    purchase_id: int
    number: str
    supplier: str
    lines: tuple[OwedLine, ...]


def owed_by_supplier(session: Session, purchase_id: int) -> Owed:
    """NotFound where the purchase is gone; without a supplier only its own lines."""
    number, supplier, supplier_id = _purchase(session, purchase_id)
    whose = "p.id = ?" if supplier_id is None else "p.supplier_id = ?"
    rows = fetch(
        session,
        "SELECT l.id, p.id, p.number, r.name, r.sku, l.ordered - l.received - l.closed, l.eta"
        " FROM purchase_lines l JOIN purchases p ON p.id = l.purchase_id"
        " JOIN products r ON r.id = l.product_id"
        " WHERE l.state IN ('draft', 'confirmed') AND p.suggested = 0"
        f" AND l.ordered > l.received + l.closed AND {whose} ORDER BY p.id, l.position, l.id",
        (purchase_id if supplier_id is None else supplier_id,),
    )
    return Owed(purchase_id, number, supplier, tuple(map(_line, rows)))


def _line(row: Any) -> OwedLine:
    line_id, purchase_id, number, product, sku, to_come, eta = row
    return OwedLine(line_id, purchase_id, number, product, sku, quantity_of(to_come), day_of(eta))


def _purchase(session: Session, purchase_id: int) -> Any:
    row = fetch_one(
        session,
        "SELECT p.number, coalesce(s.name, ''), p.supplier_id FROM purchases p"
        " LEFT JOIN suppliers s ON s.id = p.supplier_id WHERE p.id = ?",
        (purchase_id,),
    )
    if row is None:
        raise NotFound(tr("This purchase no longer exists."), tr("Reload the list."))
    return row
