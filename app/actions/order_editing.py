"""Changing an order that is entered already: its terms and its lines in one write (R2, R7)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.actions.backorder_policy import check_policy
from app.actions.context import touched
from app.actions.documents import lines_of, open_order, record
from app.actions.editing import edit, refuse_if_changed
from app.actions.notifying_arrivals import tell_arrivals
from app.actions.notifying_orders import tell_order
from app.actions.order_lines import add_line, remove_line, set_quantity
from app.actions.ordering import (
    Entered,
    OrderLineDraft,
    PaymentDraft,
    checked_amount,
    confirm_order,
    copy_rank,
    priority_of,
)
from app.actions.paying import record_payment
from app.actions.pools import main_location, pools_of
from app.actions.promises import promise_as_shown
from app.actions.settling import begin, settle
from app.changes import Area
from app.errors import InvalidInput, Refused
from app.language import tr
from db.models.orders import Order, OrderLine
from db.rows import value
from db.terms import OrderState

# What ranks an order or ties its lines together.
RANKS = frozenset(("wanted_on", "priority", "ship_complete"))


@dataclass(frozen=True, slots=True)
class OrderTerms:
    """What an order says beside its lines; `priority` None is the customer's."""

    customer_reference: str = ""
    wanted_on: date | None = None
    priority: int | None = None
    ship_complete: bool = False
    pick_up: bool = False
    date_essential: bool = False
    delivery_name: str = ""
    delivery_street: str = ""
    delivery_postcode: str = ""
    delivery_city: str = ""
    delivery_region: str = ""
    delivery_country: str = ""
    shipping_charge: Decimal = Decimal(0)
    note: str = ""


@dataclass(frozen=True, slots=True)
class LineTerms:
    """What can be changed of a line; `quantity` is ordered − cancelled."""

    quantity: Decimal
    price: Decimal
    discount: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class LineEdit:
    """A line as it was read, and as it is to be."""

    line_id: int
    before: LineTerms
    after: LineTerms


@dataclass(frozen=True, slots=True)
class OrderEdit:
    """What somebody changed of an order that he read as `before`; `told`: the customer hears new dates."""

    before: OrderTerms
    after: OrderTerms
    changed: tuple[LineEdit, ...] = ()
    removed: tuple[int, ...] = ()
    added: tuple[OrderLineDraft, ...] = ()
    payments: tuple[PaymentDraft, ...] = ()
    told: bool = True
    accept_backorders: bool = False
    # A quote becomes demand.
    confirms: bool = False


def edit_order(session: Session, order_id: int, changes: OrderEdit) -> Entered:
    """Write the differences; ChangedMeanwhile where somebody else changed the same things."""
    _lock(session, order_id, changes.added)
    order, lines, _ = open_order(session, order_id)
    number, old_lines = order.number, {line.id for line in lines}
    if order.state == OrderState.CANCELLED:
        raise Refused(tr("{number} is cancelled.", number=number), tr("Enter a new order."))
    if len(old_lines) + len(changes.added) == len(changes.removed):
        raise InvalidInput(tr("The order has no lines."), tr("Add a product, or cancel the order."))
    _set_terms(session, order_id, changes.before, changes.after)
    # First what comes, then what goes: an order whose last open line goes would be done.
    added = [
        add_line(session, order_id, draft, told=False, accept_backorders=True) for draft in changes.added
    ]
    raised = [each.line_id for each in changes.changed if _change_line(session, each)]
    for line_id in changes.removed:
        remove_line(session, line_id)
    for payment in changes.payments:
        record_payment(session, order_id, payment)
    if _state(session, order_id) == OrderState.QUOTE:
        if changes.confirms:
            confirm_order(session, order_id, told=changes.told, accept_backorders=changes.accept_backorders)
    else:
        if not changes.accept_backorders:
            check_policy(session, [*raised, *added])
        if changes.told and added:
            promise_as_shown(session, added)
    tell_arrivals(session, [order_id])
    tell_order(session, order_id)
    touched(session, Area.ORDERS)
    line_ids = tuple(line.id for line in lines_of(session, order_id))
    return Entered(order_id, number, line_ids, "")


def _state(session: Session, order_id: int) -> str:
    return str(value(session, "SELECT state FROM orders WHERE id = ?", (order_id,)))


def _lock(session: Session, order_id: int, added: Sequence[OrderLineDraft]) -> None:
    """All pools at once and in one order: two tills that edit must not wait for each other."""
    place = value(session, "SELECT location_id FROM orders WHERE id = ?", (order_id,))
    location_id = main_location(session) if place is None else int(place)
    pools = pools_of(session, [(each.product_id, each.location_id or location_id) for each in added])
    _, lines, _ = open_order(session, order_id)
    begin(session, {*pools, *(line.pool_id for line in lines)})


def _set_terms(session: Session, order_id: int, before: OrderTerms, after: OrderTerms) -> None:
    checked_amount(after.shipping_charge, zero=True)
    changed = edit(session, Order, order_id, asdict(before), asdict(after))
    ranks = sorted(RANKS.intersection(changed))
    if not ranks:
        return
    order, lines, touch = open_order(session, order_id)
    priority = priority_of(session, order)
    wanted = changed.get("wanted_on", (None, None))
    for line in lines:
        copy_rank(order, line, priority)
        record(
            session,
            "rank_changed",
            line_id=line.id,
            pool_id=line.pool_id,
            old_day=wanted[0],
            new_day=wanted[1],
            what=ranks,
        )
    session.flush()
    if order.state == OrderState.OPEN:
        settle(session, touch)


def _change_line(session: Session, change: LineEdit) -> bool:
    """Whether more is wanted than before."""
    if change.before == change.after:
        return False
    line = session.get_one(OrderLine, change.line_id, populate_existing=True)
    prices = {"price": change.before.price, "discount": change.before.discount}
    edit(session, OrderLine, change.line_id, prices, _prices(change.after))
    if change.after.quantity == change.before.quantity:
        return False
    now = line.ordered - line.cancelled
    refuse_if_changed(tr("Quantity"), now, change.before.quantity, change.after.quantity, "quantity")
    if now != change.after.quantity:
        set_quantity(session, change.line_id, change.after.quantity, accept_backorders=True)
    return change.after.quantity > change.before.quantity


def _prices(terms: LineTerms) -> dict[str, Any]:
    return {"price": terms.price, "discount": terms.discount}
