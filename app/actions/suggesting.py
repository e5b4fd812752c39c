"""What to buy: backorders and min/max against what is there and what comes (R26)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from sqlalchemy.orm import Session

from app.actions.context import today, touched
from app.actions.documents import number_for
from app.actions.pools import main_location
from app.actions.settling import begin
from app.actions.suggested_lines import drop_suggestion, suggested_lines
from app.changes import Area
from app.quantities import quantity_of
from app.settings import shop_settings
from db.models.catalogue import Product, SupplierProduct
from db.models.purchases import Purchase, PurchaseLine
from db.models.stock import Pool
from db.rows import fetch, fetch_for
from db.terms import ProductKind, PurchaseState

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """How much of a product to buy, and from whom."""

    product_id: int
    sku: str
    quantity: Decimal
    supplier_id: int | None


def suggest_purchases(
    session: Session,
    *,
    minimum: Decimal | None = None,
    target: Decimal | None = None,
    pack: Decimal | None = None,
    horizon_days: int | None = None,
    product_ids: Iterable[int] | None = None,
) -> tuple[Suggestion, ...]:
    """Bring the suggested drafts up to date; the arguments stand in for a product's own min, max and pack."""
    pools = _candidates(session, product_ids)
    begin(session, pools)
    _drop_of_inactive(session)
    demand, incoming = _demand(session, pools, horizon_days), _incoming(session, pools, horizon_days)
    existing: dict[int, list[PurchaseLine]] = defaultdict(list)
    for line in suggested_lines(session, pools):
        existing[line.pool_id].append(line)
    suggestions = []
    for pool_id in pools:
        pool = session.get_one(Pool, pool_id, populate_existing=True)
        product = session.get_one(Product, pool.product_id)
        link = _preferred(session, product.id)
        forecast = pool.available + incoming.get(pool_id, NOTHING) - demand.get(pool_id, NOTHING)
        quantity = _quantity(
            forecast,
            product.minimum if minimum is None else minimum,
            product.maximum if target is None else target,
            link.minimum if link else NOTHING,
            (link.pack if link else NOTHING) if pack is None else pack,
        )
        supplier_id = link.supplier_id if link else None
        _store(session, pool, product, quantity, supplier_id, link, existing[pool_id])
        if quantity:
            suggestions.append(Suggestion(product.id, product.sku, quantity, supplier_id))
    touched(session, Area.PURCHASES)
    return tuple(suggestions)


def _quantity(
    forecast: Decimal, low: Decimal | None, high: Decimal | None, least: Decimal, pack: Decimal
) -> Decimal:
    """Up to the maximum once below the minimum; without either, what is missing; by minimum and pack."""
    if forecast >= (low or NOTHING):
        return NOTHING
    need = max(high or NOTHING, low or NOTHING) - forecast
    need = max(need, least)
    if pack:
        need = (need / pack).to_integral_value(ROUND_CEILING) * pack
    return need


def _candidates(session: Session, product_ids: Iterable[int] | None) -> list[int]:
    only = set(product_ids) if product_ids is not None else None
    rows = fetch(
        session,
        "SELECT s.id, s.product_id FROM stock_levels s JOIN products p ON p.id = s.product_id"
        " WHERE p.kind = ? AND p.active = 1 ORDER BY s.id",
        (str(ProductKind.STOCKED),),
    )
    return [row[0] for row in rows if only is None or row[1] in only]


def _demand(session: Session, pools: list[int], horizon_days: int | None) -> dict[int, Decimal]:
    """Backordered units by pool that are not on hold, and due within the horizon if there is one."""
    sql = (
        "SELECT pool_id, sum(backordered) FROM order_lines"
        " WHERE pool_id IN ({ids}) AND backordered > 0 AND on_hold = 0"
    )
    if horizon_days is not None:
        sql += f" AND due < {(today(session).toordinal() + horizon_days + 1) * 1440}"
    return {row[0]: quantity_of(int(row[1])) for row in fetch_for(session, sql + " GROUP BY pool_id", pools)}


def _incoming(session: Session, pools: list[int], horizon_days: int | None) -> dict[int, Decimal]:
    until = "" if horizon_days is None else f" AND eta <= {today(session).toordinal() + horizon_days}"
    total: dict[int, Decimal] = defaultdict(Decimal)
    for sql in (
        "SELECT pool_id, sum(incoming) FROM purchase_lines WHERE pool_id IN ({ids}) AND incoming > 0"
        f"{until} GROUP BY pool_id",
        "SELECT to_pool_id, sum(incoming) FROM transfers WHERE to_pool_id IN ({ids}) AND incoming > 0"
        f"{until} GROUP BY to_pool_id",
    ):
        for pool_id, quantity in fetch_for(session, sql, pools):
            total[pool_id] += quantity_of(int(quantity))
    return total


def _preferred(session: Session, product_id: int) -> SupplierProduct | None:
    rows = fetch(
        session,
        "SELECT sp.id FROM supplier_products sp JOIN suppliers v ON v.id = sp.supplier_id AND v.active = 1"
        " WHERE sp.product_id = ? ORDER BY sp.preferred DESC, sp.id LIMIT 1",
        (product_id,),
    )
    return session.get_one(SupplierProduct, rows[0][0]) if rows else None


def _store(
    session: Session,
    pool: Pool,
    product: Product,
    quantity: Decimal,
    supplier_id: int | None,
    link: SupplierProduct | None,
    existing: list[PurchaseLine],
) -> None:
    # A draft of whom it is no longer bought from gives it up.
    kept = [line for line in existing if quantity and _supplier_of(session, line) == supplier_id][:1]
    for line in existing:
        if line not in kept:
            drop_suggestion(session, line)
    if not quantity:
        return
    if kept:
        kept[0].ordered = quantity
        session.flush()
        return
    draft = _draft(session, supplier_id, pool.location_id)
    session.add(
        PurchaseLine(
            purchase_id=draft.id,
            position=1,
            product_id=product.id,
            pool_id=pool.id,
            ordered=quantity,
            cost=link.cost if link and link.cost else product.cost,
            state=PurchaseState.DRAFT,
        )
    )
    session.flush()


def _supplier_of(session: Session, line: PurchaseLine) -> int | None:
    return session.get_one(Purchase, line.purchase_id).supplier_id


def _drop_of_inactive(session: Session) -> None:
    """What is offered no more is bought no more, whoever asked for it before."""
    rows = fetch(
        session,
        "SELECT l.id FROM purchase_lines l JOIN purchases u ON u.id = l.purchase_id"
        " JOIN products p ON p.id = l.product_id"
        " WHERE u.suggested = 1 AND u.state = ? AND p.active = 0",
        (str(PurchaseState.DRAFT),),
    )
    for (line_id,) in rows:
        drop_suggestion(session, session.get_one(PurchaseLine, line_id))


def _draft(session: Session, supplier_id: int | None, location_id: int) -> Purchase:
    """The open suggested draft of a supplier, or a new one."""
    rows = fetch(
        session,
        "SELECT id FROM purchases WHERE suggested = 1 AND state = 'draft' AND location_id = ?"
        " AND coalesce(supplier_id, 0) = ? ORDER BY id LIMIT 1",
        (location_id, supplier_id or 0),
    )
    if rows:
        return session.get_one(Purchase, rows[0][0])
    draft = Purchase(
        number=number_for(session, "purchase", None),
        state=PurchaseState.DRAFT,
        supplier_id=supplier_id,
        location_id=location_id or main_location(session),
        ordered_on=today(session),
        currency=shop_settings(session).currency,
        suggested=True,
    )
    session.add(draft)
    session.flush()
    return draft


def delete_suggestion(session: Session, product_id: int) -> None:
    """Throw the suggestion for a product away; asking again may bring it back."""
    pools = [
        row[0] for row in fetch(session, "SELECT id FROM stock_levels WHERE product_id = ?", (product_id,))
    ]
    for line in suggested_lines(session, pools):
        drop_suggestion(session, line)
    touched(session, Area.PURCHASES)


def list_suggestions(session: Session) -> tuple[Suggestion, ...]:
    """The suggested drafts as they stand."""
    rows = fetch(
        session,
        "SELECT l.product_id, pr.sku, l.ordered, p.supplier_id FROM purchase_lines l"
        " JOIN purchases p ON p.id = l.purchase_id JOIN products pr ON pr.id = l.product_id"
        " WHERE p.suggested = 1 AND p.state = 'draft' ORDER BY pr.sku",
    )
    return tuple(Suggestion(row[0], row[1], quantity_of(row[2]), row[3]) for row in rows)
