"""Whether a line may wait (R8)."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.errors import NeedsConsent, Refused
from app.language import tr
from app.quantities import quantity_of
from app.wording import quantity_text
from db.rows import fetch_for, value
from db.terms import BackorderPolicy

STRICTNESS = (BackorderPolicy.ALWAYS, BackorderPolicy.ASK, BackorderPolicy.NEVER)


def check_policy(session: Session, line_ids: Sequence[int]) -> None:
    """Refuse a line that would wait against the policy (R8); called once its pool is settled."""
    rows = fetch_for(
        session,
        "SELECT p.id, p.sku, l.backordered - s.available, p.backorders, coalesce(c.backorders, 'always'),"
        " p.backorder_limit FROM order_lines l JOIN stock_levels s ON s.id = l.pool_id"
        " JOIN products p ON p.id = l.product_id JOIN orders o ON o.id = l.order_id"
        " LEFT JOIN customers c ON c.id = o.customer_id WHERE l.id IN ({ids})"
        " AND l.backordered > s.available AND p.kind = 'stocked' AND l.on_hold = 0 ORDER BY l.id",
        line_ids,
    )
    for product_id, sku, short, own, theirs, limit in rows:
        policy = max(BackorderPolicy(own), BackorderPolicy(theirs), key=STRICTNESS.index)
        if policy != BackorderPolicy.ALWAYS:
            kind = Refused if policy == BackorderPolicy.NEVER else NeedsConsent
            raise kind(
                _whose_rule(sku, short, policy, of_product=policy == own),
                tr("Sell what is there, offer a substitute, or record a lost sale."),
            )
        if limit is not None:
            _check_limit(session, product_id, sku, limit)


def _whose_rule(sku: str, short: int, policy: BackorderPolicy, *, of_product: bool) -> str:
    facts = {"sku": sku, "short": quantity_text(quantity_of(short))}
    if policy == BackorderPolicy.NEVER:
        if of_product:
            return tr("{sku} takes no backorders: it is short by {short}.", **facts)
        return tr("This customer takes no backorders: {sku} is short by {short}.", **facts)
    if of_product:
        return tr("{sku} waits only if you say so: it is short by {short}.", **facts)
    return tr("For this customer goods wait only if you say so: {sku} is short by {short}.", **facts)


def _check_limit(session: Session, product_id: int, sku: str, limit: int) -> None:
    waiting = value(session, "SELECT sum(backordered) FROM stock_levels WHERE product_id = ?", (product_id,))
    if int(waiting or 0) > limit:
        raise Refused(
            tr("No more than {limit} of {sku} may wait.", limit=quantity_text(quantity_of(limit)), sku=sku),
            tr("Sell what is there, offer a substitute, or record a lost sale."),
        )
