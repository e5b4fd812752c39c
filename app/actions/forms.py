"""What a dialog about one document is filled from before anything is typed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.actions.documents import quantity_of
from app.errors import NotFound
from app.language import tr
from db.rows import fetch, fetch_one
from db.types import from_units

MOST_CHOICES = 500
"""Purchases offered in one choice; more cannot be read through."""


@dataclass(frozen=True, slots=True)
class PurchaseChoice:
    """A purchase of which something is still to come."""

    purchase_id: int
    number: str
    supplier: str
    eta: date | None


@dataclass(frozen=True, slots=True)
class ReceiptFormLine:
    """A purchase line with what is still to come."""

    line_id: int
    product: str
    sku: str
    unit: str
    decimals: int
    ordered: Decimal
    came: Decimal
    to_come: Decimal
    cost: Decimal


@dataclass(frozen=True, slots=True)
class ReceiptForm:
    """A confirmed purchase as goods are counted against it."""

    purchase_id: int
    number: str
    supplier: str
    lines: tuple[ReceiptFormLine, ...]


@dataclass(frozen=True, slots=True)
class EtaFormLine:
    """A purchase line of which something is still to come."""

    line_id: int
    purchase_id: int
    number: str
    product: str
    sku: str
    to_come: Decimal
    eta: date | None


@dataclass(frozen=True, slots=True)
class EtaForm:
    """All open lines of a purchase's supplier."""

    purchase_id: int
    number: str
    supplier: str
    lines: tuple[EtaFormLine, ...]


@dataclass(frozen=True, slots=True)
class ShipmentFormLine:
    """An order line with what can leave now."""

    line_id: int
    product: str
    sku: str
    unit: str
    decimals: int
    open: Decimal
    reserved: Decimal
    shipped: Decimal


@dataclass(frozen=True, slots=True)
class ShipmentForm:
    """An order as it is packed."""

    order_id: int
    number: str
    customer: str
    address: tuple[str, ...]
    pick_up: bool
    ship_complete: bool
    lines: tuple[ShipmentFormLine, ...]


def purchases_to_come(session: Session) -> tuple[PurchaseChoice, ...]:
    """Confirmed purchases that are not all there, the earliest first."""
    rows = fetch(
        session,
        "SELECT p.id, p.number, coalesce(s.name, ''), min(l.eta) FROM purchase_lines l"
        " JOIN purchases p ON p.id = l.purchase_id LEFT JOIN suppliers s ON s.id = p.supplier_id"
        " WHERE l.incoming > 0 GROUP BY p.id, p.number, s.name"
        f" ORDER BY coalesce(min(l.eta), {date.max.toordinal()}), p.id LIMIT {MOST_CHOICES}",
    )
    return tuple(
        PurchaseChoice(purchase_id, number, supplier, _day(eta))
        for purchase_id, number, supplier, eta in rows
    )


def receipt_form(session: Session, purchase_id: int) -> ReceiptForm:
    """NotFound where the purchase is gone."""
    number, supplier, _ = _purchase(session, purchase_id)
    rows = fetch(
        session,
        "SELECT l.id, p.name, p.sku, p.unit, p.decimals, l.ordered, l.received, l.incoming, l.cost"
        " FROM purchase_lines l JOIN products p ON p.id = l.product_id WHERE l.purchase_id = ?"
        " ORDER BY l.position, l.id",
        (purchase_id,),
    )
    return ReceiptForm(purchase_id, number, supplier, tuple(map(_receipt_line, rows)))


def _receipt_line(row: Any) -> ReceiptFormLine:
    line_id, product, sku, unit, decimals, ordered, came, to_come, cost = row
    return ReceiptFormLine(
        line_id,
        product,
        sku,
        unit,
        decimals,
        ordered=quantity_of(ordered),
        came=quantity_of(came),
        to_come=quantity_of(to_come),
        cost=from_units(cost, 4),
    )


def eta_form(session: Session, purchase_id: int) -> EtaForm:
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
    return EtaForm(purchase_id, number, supplier, tuple(map(_eta_line, rows)))


def _eta_line(row: Any) -> EtaFormLine:
    line_id, purchase_id, number, product, sku, to_come, eta = row
    return EtaFormLine(line_id, purchase_id, number, product, sku, quantity_of(to_come), _day(eta))


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


def shipment_form(session: Session, order_id: int) -> ShipmentForm:
    """NotFound where the order is gone."""
    order = fetch_one(
        session,
        "SELECT o.number, coalesce(c.name, o.delivery_name), o.pick_up, o.ship_complete,"
        " o.delivery_name, o.delivery_street, o.delivery_postcode, o.delivery_city, o.delivery_country,"
        " coalesce(c.name, ''), coalesce(c.street, ''), coalesce(c.postcode, ''), coalesce(c.city, ''),"
        " coalesce(c.country, '') FROM orders o LEFT JOIN customers c ON c.id = o.customer_id"
        " WHERE o.id = ?",
        (order_id,),
    )
    if order is None:
        raise NotFound(tr("This order no longer exists."), tr("Reload the list."))
    rows = fetch(
        session,
        "SELECT l.id, p.name, p.sku, p.unit, p.decimals, l.open, l.reserved, l.shipped"
        " FROM order_lines l JOIN products p ON p.id = l.product_id"
        " WHERE l.order_id = ? AND l.removed = 0 AND l.open > 0 AND p.kind <> 'service'"
        " ORDER BY l.position, l.id",
        (order_id,),
    )
    lines = tuple(ShipmentFormLine(*row[:5], *map(quantity_of, row[5:])) for row in rows)
    told = order[4:9] if any(order[5:9]) else order[9:14]
    return ShipmentForm(order_id, order[0], order[1], _address(told), bool(order[2]), bool(order[3]), lines)


def _address(parts: Any) -> tuple[str, ...]:
    name, street, postcode, city, country = parts
    return tuple(each for each in (name, street, f"{postcode} {city}".strip(), country) if each)


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)
