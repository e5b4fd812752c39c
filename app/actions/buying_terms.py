"""What purchase entry knows of a product: what it costs, when it would come, who waits, what is needed."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from sqlalchemy.orm import Session

from app.actions.context import today
from app.actions.pools import main_location
from app.actions.suggesting import suggest_purchases
from app.errors import NotFound
from app.language import tr
from app.lists.purchase_detail import PurchaseDetail, purchase_detail
from app.quantities import quantity_of
from db.rows import fetch, fetch_one
from db.stored import from_units

NOTHING = Decimal(0)
MOST_WAITING = 50
"""Order lines that a purchase line can be offered for; those of the best rank."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order line that waits for the product."""

    line_id: int
    order: str
    customer: str
    short: Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """A product as one supplier delivers it; `needed` is what to buy, by his minimum and pack."""

    product_id: int
    sku: str
    name: str
    unit: str
    decimals: int
    their_sku: str
    cost: Decimal
    eta: date | None
    backordered: Decimal
    incoming: Decimal
    needed: Decimal
    waiting: tuple[Waiting, ...]


def terms_for(
    session: Session, product_id: int, supplier_id: int | None, location_id: int | None = None
) -> Terms:
    """Of a supplier who never delivered it, the product's own cost and his usual lead time."""
    place = location_id or main_location(session)
    product = fetch_one(
        session,
        "SELECT sku, name, unit, decimals, cost FROM products WHERE id = ?",
        (product_id,),
    )
    link = fetch_one(
        session,
        "SELECT their_sku, cost, lead_days, minimum, pack FROM supplier_products"
        " WHERE product_id = ? AND supplier_id = ?",
        (product_id, supplier_id or 0),
    )
    their_sku, cost, lead_days, minimum, pack = link or ("", 0, None, 0, 0)
    level = fetch_one(
        session,
        "SELECT id, available, incoming, backordered FROM stock_levels"
        " WHERE product_id = ? AND location_id = ?",
        (product_id, place),
    )
    pool_id, available, incoming, backordered = level or (0, 0, 0, 0)
    if product is None:
        raise NotFound(tr("This product no longer exists."), tr("Choose another."))
    sku, name, unit, decimals, own_cost = product
    return Terms(
        product_id,
        sku,
        name,
        unit,
        decimals,
        their_sku=their_sku,
        cost=from_units(cost or own_cost, 4),
        eta=_eta(session, supplier_id, lead_days),
        backordered=quantity_of(backordered),
        incoming=quantity_of(incoming),
        needed=_needed(*map(quantity_of, (backordered - available - incoming, minimum, pack))),
        waiting=_waiting(session, pool_id),
    )


def _eta(session: Session, supplier_id: int | None, lead_days: int | None) -> date | None:
    usual = fetch_one(session, "SELECT lead_days FROM suppliers WHERE id = ?", (supplier_id or 0,))
    days = lead_days if lead_days is not None else (usual[0] if usual else None)
    return None if days is None else today(session) + timedelta(days)


def _needed(lacking: Decimal, minimum: Decimal, pack: Decimal) -> Decimal:
    need = max(lacking, minimum, Decimal(1))
    return (need / pack).to_integral_value(ROUND_CEILING) * pack if pack else need


def _waiting(session: Session, pool_id: int) -> tuple[Waiting, ...]:
    rows = fetch(
        session,
        "SELECT l.id, o.number, coalesce(c.name, o.delivery_name), l.backordered FROM order_lines l"
        " JOIN orders o ON o.id = l.order_id LEFT JOIN customers c ON c.id = o.customer_id"
        " WHERE l.pool_id = ? AND l.backordered > 0 AND l.on_hold = 0"
        f" ORDER BY l.hand_rank, l.precedence, l.due, l.ordered_on, l.id LIMIT {MOST_WAITING}",
        (pool_id,),
    )
    return tuple(Waiting(row[0], row[1], row[2], quantity_of(row[3])) for row in rows)


def suggested_terms(session: Session, supplier_id: int | None) -> tuple[tuple[Terms, Decimal], ...]:
    """What to buy of a supplier and how much of it; run inside `Shop.preview`, for it writes drafts."""
    return tuple(
        (terms_for(session, each.product_id, supplier_id), each.quantity)
        for each in suggest_purchases(session)
        if each.supplier_id == supplier_id
    )


def terms_of_lines(session: Session, purchase_id: int) -> tuple[PurchaseDetail, tuple[Terms, ...]]:
    """A purchase with the terms of each of its lines, for those who change it."""
    purchase = purchase_detail(session, purchase_id)
    terms = tuple(
        terms_for(session, line.product_id, purchase.supplier_id, line.location_id) for line in purchase.lines
    )
    return purchase, terms
