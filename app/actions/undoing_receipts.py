"""Goods that were booked in by mistake leave the books again (R15)."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.context import touched
from app.actions.documents import checked_quantity, close_purchase_if_done, record
from app.actions.pools import product_of_pool
from app.actions.settling import Move, Touch, begin, settle
from app.changes import Area
from app.errors import AlreadyDone, NotFound, Refused
from app.language import tr
from app.quantities import quantity_of, units
from db.models.purchases import PurchaseLine, Receipt, ReceiptLine
from db.rows import fetch
from db.terms import MoveKind

NOTHING = Decimal(0)
Losses = tuple[tuple[int, Decimal], ...]
"""(order line, quantity) of what gave back."""


def undo_receipt(
    session: Session, number: str, quantity: Decimal, *, purchase_line_id: int | None = None
) -> Losses:
    """Take accepted goods of one purchase line, or of what came without one, off the books again."""
    statement = (
        select(ReceiptLine)
        .join(Receipt, Receipt.id == ReceiptLine.receipt_id)
        .where(Receipt.number == number, ReceiptLine.purchase_line_id == purchase_line_id)
    )
    pools = {line.pool_id for line in session.scalars(statement)}
    if not pools:
        raise NotFound(tr("{number} did not bring this.", number=number), tr("Check the receipt's number."))
    touch = begin(session, pools)
    came = session.scalars(statement.execution_options(populate_existing=True)).all()
    pool_id = came[0].pool_id
    checked_quantity(product_of_pool(session, pool_id), quantity)
    if quantity > sum((each.accepted - each.undone for each in came), NOTHING):
        raise Refused(
            tr("{number} did not bring that many.", number=number), tr("Undo no more than it brought.")
        )
    _refuse_if_gone(session, pool_id, quantity, number)
    left = quantity
    for each in came:
        part = min(left, each.accepted - each.undone)
        _take_off(session, each, part, number, touch)
        left -= part
    return _settled(session, touch, came)


def undo_whole_receipt(session: Session, receipt_id: int) -> Losses:
    """Take all of a receipt off the books; what it rejected without replacement is to come again."""
    receipt = session.get(Receipt, receipt_id)
    if receipt is None:
        raise NotFound(tr("This receipt no longer exists."), tr("Reload the list."))
    number = receipt.number
    statement = select(ReceiptLine).where(ReceiptLine.receipt_id == receipt_id).order_by(ReceiptLine.id)
    touch = begin(session, {line.pool_id for line in session.scalars(statement)})
    came = session.scalars(statement.execution_options(populate_existing=True)).all()
    counted: dict[int, Decimal] = defaultdict(Decimal)
    for each in came:
        counted[each.pool_id] += each.accepted - each.undone
    if not any(counted.values()) and not any(each.no_replacement for each in came):
        raise AlreadyDone(tr("{number} is already undone.", number=number), tr("Reload the list."))
    for pool_id, quantity in counted.items():
        _refuse_if_gone(session, pool_id, quantity, number)
    for each in came:
        _take_off(session, each, each.accepted - each.undone, number, touch)
        _expect_again(session, each)
    return _settled(session, touch, came)


def _take_off(session: Session, came: ReceiptLine, part: Decimal, number: str, touch: Touch) -> None:
    if not part:
        return
    came.undone += part
    line_id = came.purchase_line_id
    if line_id is not None:
        line = session.get_one(PurchaseLine, line_id, populate_existing=True)
        line.received -= part
        if line.for_line_id is not None:
            touch.gives_back.append(line.for_line_id)
    touch.moves.append(
        Move(came.pool_id, -units(part), MoveKind.RECEIPT_UNDONE, number, purchase_line_id=line_id)
    )
    record(
        session,
        "receipt_undone",
        purchase_line_id=line_id,
        pool_id=came.pool_id,
        quantity=-part,
        number=number,
    )
    session.flush()


def _expect_again(session: Session, came: ReceiptLine) -> None:
    """The supplier owes it again; the mark goes, so that this happens once."""
    if came.no_replacement and came.purchase_line_id is not None:
        line = session.get_one(PurchaseLine, came.purchase_line_id, populate_existing=True)
        line.closed -= min(line.closed, came.rejected)
        came.no_replacement = False
        session.flush()


def _settled(session: Session, touch: Touch, came: Sequence[ReceiptLine]) -> Losses:
    lines = [each.purchase_line_id for each in came if each.purchase_line_id is not None]
    for purchase_id in {session.get_one(PurchaseLine, line_id).purchase_id for line_id in lines}:
        close_purchase_if_done(session, purchase_id)
    settled = settle(session, touch)
    touched(session, Area.PURCHASES)
    return tuple((line_id, quantity_of(part)) for line_id, part in settled.lost.items())


def _refuse_if_gone(session: Session, pool_id: int, quantity: Decimal, number: str) -> None:
    [(on_hand,)] = fetch(session, "SELECT on_hand FROM stock_levels WHERE id = ?", (pool_id,))
    if units(quantity) <= on_hand:
        return
    since = fetch(
        session,
        "SELECT reference FROM stock_moves WHERE pool_id = ? AND kind = 'shipment' AND id >"
        " (SELECT min(id) FROM stock_moves WHERE pool_id = ? AND kind = 'receipt' AND reference = ?)"
        " ORDER BY id DESC LIMIT 5",
        (pool_id, pool_id, number),
    )
    raise Refused(
        tr("The goods of {number} are no longer all there.", number=number),
        tr("Shipped since: {shipments}.", shipments=", ".join(row[0] for row in since) or "–"),
    )
