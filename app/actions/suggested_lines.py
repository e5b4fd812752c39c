"""Lines of suggested drafts, which give way to what is bought (R26)."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.purchases import Purchase, PurchaseLine
from db.rows import value
from db.terms import PurchaseState


def lower_suggestion(session: Session, confirmed: PurchaseLine) -> None:
    """R26: what is bought need not be suggested any more."""
    left = confirmed.ordered
    for line in suggested_lines(session, [confirmed.pool_id]):
        if line.id == confirmed.id or not left:
            continue
        part = min(left, line.ordered)
        left -= part
        if part == line.ordered:
            drop_suggestion(session, line)
        else:
            line.ordered -= part
    session.flush()


def suggested_lines(session: Session, pools: Iterable[int]) -> Sequence[PurchaseLine]:
    """Lines of suggested drafts for these pools."""
    return session.scalars(
        select(PurchaseLine)
        .join(Purchase, Purchase.id == PurchaseLine.purchase_id)
        .where(
            Purchase.suggested.is_not_distinct_from(True),
            Purchase.state == PurchaseState.DRAFT,
            PurchaseLine.pool_id.in_(list(pools)),
        )
        .order_by(PurchaseLine.id)
    ).all()


def drop_suggestion(session: Session, line: PurchaseLine) -> None:
    """Delete a suggested line, and its draft with the last one."""
    purchase_id = line.purchase_id
    session.delete(line)
    session.flush()
    if not value(session, "SELECT count(*) FROM purchase_lines WHERE purchase_id = ?", (purchase_id,)):
        session.delete(session.get_one(Purchase, purchase_id))
        session.flush()
