"""Changing customers and suppliers: a priority ranks open lines anew, a lead time moves estimates."""

from sqlalchemy.orm import Session

from app.actions.cards import Fields
from app.actions.context import touched
from app.actions.editing import Changes, edit
from app.actions.fields import CUSTOMER, SUPPLIER, checked
from app.actions.notifying_arrivals import tell_arrivals_of
from app.actions.notifying_orders import tell_channel
from app.actions.people import refuse_taken_number, refuse_taken_supplier
from app.actions.product_editing import settle_waiting
from app.actions.settling import begin, settle
from app.changes import Area
from app.errors import InvalidInput
from app.language import tr
from db.models.catalogue import Supplier
from db.models.people import Customer
from db.rows import fetch, run

_LINES = "removed = 0 AND order_id IN (SELECT id FROM orders WHERE customer_id = ? AND priority IS NULL)"


def edit_customer(session: Session, customer_id: int, before: Fields, after: Fields) -> Changes:
    """Write what differs from `before`, and tell what did.

    Open lines of orders without a priority of their own are ranked by his (R2).
    """
    changed = {field: given for field, given in after.items() if given != before[field]}
    new = {**before, **checked(CUSTOMER, changed)}
    if not new.get("number", "-"):
        raise InvalidInput(tr("A customer needs a number."), tr("Enter the number."), "number")
    if "number" in changed:
        refuse_taken_number(session, new["number"], customer_id)
    touch = begin(session, _waiting_pools(session, customer_id) if "priority" in changed else [])
    heard = {"notice_channel", "notice_per_part"}
    if heard & changed.keys():
        begin(session, _open_pools(session, customer_id))
    changes = edit(session, Customer, customer_id, before, new)
    if "notice_channel" in changes:
        tell_channel(session, customer_id)
    if heard & changes.keys():
        tell_arrivals_of(session, customer_id)
    if "priority" in changes:
        rank_anew(session, customer_id, new["priority"])
        session.expire_all()
        # An order may have come while another till was waited for.
        touch = begin(session, touch.pools | set(_waiting_pools(session, customer_id)))
        if touch.pools:
            settle(session, touch)
    return changes


def rank_anew(session: Session, customer_id: int, priority: int) -> None:
    """Bring the copies of his priority on lines up to date, those of finished orders too."""
    run(session, f"UPDATE order_lines SET precedence = ? WHERE {_LINES}", (-priority, customer_id))


def _waiting_pools(session: Session, customer_id: int) -> list[int]:
    sql = f"SELECT DISTINCT pool_id FROM order_lines WHERE open > 0 AND {_LINES}"
    return [row[0] for row in fetch(session, sql, (customer_id,))]


def _open_pools(session: Session, customer_id: int) -> list[int]:
    sql = (
        "SELECT DISTINCT l.pool_id FROM orders o JOIN order_lines l ON l.order_id = o.id"
        " WHERE o.customer_id = ? AND o.state = 'open' AND l.open > 0"
    )
    return [row[0] for row in fetch(session, sql, (customer_id,))]


def edit_supplier(session: Session, supplier_id: int, before: Fields, after: Fields) -> Changes:
    """Write what differs from `before`, and tell what did.

    Where he has no lead time for a product, his usual one dates what is not ordered; nothing is expected of
    one who is deactivated.
    """
    changed = {field: given for field, given in after.items() if given != before[field]}
    new = {**before, **checked(SUPPLIER, changed)}
    if "name" in changed:
        refuse_taken_supplier(session, new["name"], supplier_id)
    planned_by = {"name", "lead_days", "active"} & changed.keys()
    touch = begin(session, _delivered_pools(session, supplier_id) if planned_by else [])
    changes = edit(session, Supplier, supplier_id, before, new)
    if planned_by & changes.keys():
        settle_waiting(session, touch)
        touched(session, Area.BACKORDERS, Area.PRODUCTS)
    return changes


def _delivered_pools(session: Session, supplier_id: int) -> list[int]:
    rows = fetch(
        session,
        "SELECT s.id FROM stock_levels s JOIN supplier_products sp ON sp.product_id = s.product_id"
        " WHERE sp.supplier_id = ? AND s.backordered > 0",
        (supplier_id,),
    )
    return [row[0] for row in rows]
