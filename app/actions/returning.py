"""Goods come back (R19)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.context import today, touched
from app.actions.documents import checked_quantity, number_for, open_line, record
from app.actions.order_lines import add_line, remove_line
from app.actions.ordering import OrderLineDraft, PaymentDraft
from app.actions.paying import record_payment, remove_payment
from app.actions.settling import Move, begin, settle
from app.changes import Area
from app.errors import AlreadyDone, InvalidInput, NotFound, Refused
from app.language import tr
from app.quantities import units
from app.wording import quantity_text
from db.models.catalogue import Product
from db.models.orders import OrderLine
from db.models.shipping import Return
from db.models.stock import Pool
from db.rows import fetch_for
from db.terms import Condition, MoveKind, PaymentKind, ProductKind


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """What of an order line comes back; `replace`: the customer gets as much again at no charge."""

    line_id: int
    quantity: Decimal
    condition: str = Condition.SALEABLE
    reason: str = ""
    replace: bool = False


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The returns in the drafts' order, the new lines that replace what came back, and the refund."""

    order_id: int
    return_ids: tuple[int, ...]
    number: str
    replacement_line_ids: tuple[int, ...] = ()
    payment_id: int | None = None


def take_returns(
    session: Session, drafts: Sequence[ReturnDraft], *, refund: Decimal = Decimal(0), way: str = ""
) -> TakenBack:
    """What a customer brings of one order, in one write; perhaps with money back."""
    if not drafts:
        raise InvalidInput(tr("Nothing comes back."), tr("Type how much of a line came back."))
    lines = [session.get(OrderLine, each.line_id) for each in drafts]
    orders = {line.order_id for line in lines if line is not None}
    if None in lines:
        raise NotFound(tr("This order line no longer exists."), tr("Reload the list."))
    if len(orders) > 1:
        raise Refused(tr("A return is of one order."), tr("Take the other order's goods back by themselves."))
    if len({(each.line_id, each.condition) for each in drafts}) < len(drafts):
        raise InvalidInput(tr("A line is named twice."), tr("Add up what came back of it."))
    [order_id] = orders
    begin(session, [line.pool_id for line in lines if line is not None])  # all at once, in one order
    number = number_for(session, "return", None)
    return_ids = tuple(_take(session, each, number) for each in drafts)
    replacements = tuple(
        replace_return(session, return_id)
        for return_id, each in zip(return_ids, drafts, strict=True)
        if each.replace
    )
    payment_id = None
    if refund:
        payment_id = record_payment(session, order_id, PaymentDraft(refund, way, PaymentKind.REFUND))
    return TakenBack(order_id, return_ids, number, replacements, payment_id)


def undo_returns(session: Session, taken: TakenBack) -> None:
    """As if nothing had come back: no replacement is due, and no money was paid back.

    Refused where what came back, or what replaces it, has left since.
    """
    sql = "SELECT l.pool_id FROM returns r JOIN order_lines l ON l.id = r.order_line_id WHERE r.id IN ({ids})"
    begin(session, {row[0] for row in fetch_for(session, sql, taken.return_ids)})
    for line_id in taken.replacement_line_ids:
        remove_line(session, line_id)
    for return_id in taken.return_ids:
        _undo(session, return_id)
    if taken.payment_id is not None:
        remove_payment(session, taken.payment_id)


def _undo(session: Session, return_id: int) -> None:
    back = session.get(Return, return_id, populate_existing=True)
    if back is None or back.undone:
        raise AlreadyDone(tr("This return is undone already."), tr("Reload the list."))
    line, touch = open_line(session, back.order_line_id)
    product, quantity, number = session.get_one(Product, line.product_id), back.quantity, back.number
    lies_there = product.kind != ProductKind.SERVICE and back.condition == Condition.SALEABLE
    if lies_there and quantity > session.get_one(Pool, line.pool_id).on_hand:
        raise Refused(
            tr("What came back of {sku} with {number} has left since.", sku=product.sku, number=number),
            tr("Sell or ship it anew instead; the return stays on record."),
        )
    back.undone, back.replacement_line_id = quantity, None
    line.returned -= quantity
    if product.kind != ProductKind.SERVICE:
        if not lies_there:
            touch.moves.append(Move(line.pool_id, units(quantity), MoveKind.WRITE_OFF, number, line.id))
        touch.moves.append(Move(line.pool_id, -units(quantity), MoveKind.RETURN, number, line.id))
    record(session, "return_undone", line_id=line.id, pool_id=line.pool_id, quantity=quantity, number=number)
    settle(session, touch)
    touched(session, Area.ORDERS)


def replace_return(session: Session, return_id: int) -> int:
    """Id of a new line at price 0 for what came back, tied to the return (R19)."""
    back = session.get_one(Return, return_id)
    if back.replacement_line_id is not None:
        raise Refused(tr("{number} is replaced already.", number=back.number), tr("Reload the list."))
    line = session.get_one(OrderLine, back.order_line_id)
    order_id, place = line.order_id, session.get_one(Pool, line.pool_id).location_id
    text = tr("Replacement for {number}", number=back.number)
    draft = OrderLineDraft(
        line.product_id, back.quantity, Decimal(0), tax_rate=line.tax_rate, location_id=place, text=text
    )
    line_id = add_line(session, order_id, draft, accept_backorders=True)
    session.get_one(Return, return_id).replacement_line_id = line_id
    session.flush()
    return line_id


def take_return(
    session: Session,
    line_id: int,
    quantity: Decimal,
    *,
    condition: str = Condition.SALEABLE,
    reason: str = "",
    number: str | None = None,
) -> int:
    """Id of the return; goods fit for sale go to the queue, damaged ones are written off."""
    draft = ReturnDraft(line_id, quantity, condition, reason)
    return _take(session, draft, number_for(session, "return", number))


def _take(session: Session, draft: ReturnDraft, number: str) -> int:
    line_id, quantity, condition = draft.line_id, draft.quantity, draft.condition
    line, touch = open_line(session, line_id)
    product = session.get_one(Product, line.product_id)
    checked_quantity(product, quantity)
    if quantity > line.shipped - line.returned:
        raise Refused(
            tr(
                "Only {left} of this line can come back.",
                left=quantity_text(line.shipped - line.returned),
            ),
            tr("Enter no more than was shipped and not yet returned."),
        )
    back = Return(
        number=number,
        order_line_id=line_id,
        quantity=quantity,
        condition=condition,
        returned_on=today(session),
        reason=draft.reason,
    )
    session.add(back)
    session.flush()
    return_id = back.id
    line.returned += quantity
    if product.kind != ProductKind.SERVICE:
        touch.moves.append(Move(line.pool_id, units(quantity), MoveKind.RETURN, number, line_id))
        if condition == Condition.DAMAGED:
            touch.moves.append(
                Move(line.pool_id, -units(quantity), MoveKind.WRITE_OFF, number, line_id, note=draft.reason)
            )
    record(
        session,
        "returned",
        line_id=line_id,
        pool_id=line.pool_id,
        quantity=quantity,
        condition=condition,
        number=number,
    )
    settle(session, touch)
    touched(session, Area.ORDERS)
    return return_id
