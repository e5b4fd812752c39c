"""A new order or purchase is taken back, as long as nothing came of it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.buying import Bought
from app.actions.cancelling import cancel_order
from app.actions.context import touched
from app.actions.documents import open_order, open_purchase, record
from app.actions.notifying_orders import tell_taken_back
from app.actions.ordering import Entered, OrderDraft
from app.actions.paying import remove_payment
from app.actions.purchasing import PurchaseDraft
from app.actions.settling import settle
from app.changes import Area
from app.errors import Refused
from app.language import tr
from db.models.orders import Order, OrderLine, Payment
from db.models.purchases import PurchaseLine
from db.rows import run_many, value
from db.terms import PurchaseState


def take_back_order(session: Session, entered: Entered, draft: OrderDraft) -> None:
    """As if nobody had ordered: the order is cancelled, what was paid with it is taken off."""
    order, lines, _ = open_order(session, entered.order_id)
    payments = session.scalars(select(Payment).where(Payment.order_id == order.id).order_by(Payment.id)).all()
    if not _stands_as_entered(order, lines, entered, draft) or [
        (each.kind, each.way, each.amount) for each in payments
    ] != [(each.kind, each.way, each.amount) for each in draft.payments]:
        raise _changed(entered.number)
    for payment_id in [each.id for each in payments]:
        remove_payment(session, payment_id)
    cancel_order(session, entered.order_id, reason=tr("undone"))
    tell_taken_back(session, entered.order_id)


def _stands_as_entered(order: Order, lines: list[OrderLine], entered: Entered, draft: OrderDraft) -> bool:
    asked = [(line_id, each.quantity) for line_id, each in zip(entered.line_ids, draft.lines, strict=True)]
    stands = [(line.id, line.ordered) for line in lines if not line.cancelled and not line.shipped]
    return order.state == draft.state and asked == stands


def take_back_purchase(session: Session, bought: Bought, draft: PurchaseDraft) -> None:
    """As if it had not been bought: it flags nobody 'supply cancelled' but those who were before (R16)."""
    purchase, lines, touch = open_purchase(session, bought.purchase_id)
    if purchase.state != draft.state or not _came_as_entered(session, bought, lines, draft):
        raise _changed(bought.number)
    purchase.state = PurchaseState.CANCELLED
    # A draft was never told as bought.
    what = "purchased" if draft.state == PurchaseState.CONFIRMED else ""
    for line in lines:
        line.state = PurchaseState.CANCELLED
        record(
            session,
            "taken_back",
            purchase_line_id=line.id,
            pool_id=line.pool_id,
            quantity=line.ordered,
            what=what,
        )
    session.flush()
    run_many(
        session,
        "UPDATE order_lines SET supply_cancelled = 1, reason = ?, reason_facts = ? WHERE id = ?",
        [(reason, facts, line_id) for line_id, reason, facts in bought.flagged],
    )
    touched(session, Area.PURCHASES)
    settle(session, touch)


def _came_as_entered(
    session: Session, bought: Bought, lines: list[PurchaseLine], draft: PurchaseDraft
) -> bool:
    asked = [(each.quantity, each.eta, each.for_line_id) for each in draft.lines]
    stands = [(line.ordered, line.eta, line.for_line_id) for line in lines if not line.closed]
    sql = (
        "SELECT 1 FROM receipt_lines r JOIN purchase_lines l ON l.id = r.purchase_line_id"
        " WHERE l.purchase_id = ?"
    )
    return asked == stands and value(session, sql, (bought.purchase_id,)) is None


def _changed(number: str) -> Refused:
    return Refused(
        tr("{number} was changed since; it cannot be taken back.", number=number), tr("Cancel it instead.")
    )
