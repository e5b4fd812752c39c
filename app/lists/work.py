"""What is asked before made goods are finished or a service is done: how much, for whom, on what (R30)."""

from dataclasses import dataclass

from app.actions.context import today
from app.actions.snapshot import read_resources
from app.errors import NotFound
from app.language import tr
from app.lists.naming import named_values
from app.rules.capacity import share_of
from app.rules.promising import monday_of
from db.rows import Reader, fetch_one


@dataclass(frozen=True, slots=True)
class WorkForm:
    """An order line to be worked on: thousandths; `left` is what its resource still has this week."""

    line_id: int
    order_id: int
    order: str
    customer: str
    sku: str
    product: str
    unit: str
    decimals: int
    kind: str
    open: int
    reserved: int
    short: int
    effort: int
    resource_id: int | None
    resource: str
    resource_unit: str
    left: int


_FIELDS = (
    "line_id order_id order customer sku product unit decimals kind open reserved short effort resource_id"
    " resource resource_unit"
)
_FORM = (
    "SELECT l.id, l.order_id, o.number, coalesce(c.name, o.delivery_name, ''), p.sku, p.name, p.unit,"
    " p.decimals, p.kind, l.open, l.reserved, l.backordered, p.effort, r.id, coalesce(r.name, ''),"
    " coalesce(r.unit, '') FROM order_lines l JOIN orders o ON o.id = l.order_id"
    " JOIN products p ON p.id = l.product_id LEFT JOIN customers c ON c.id = o.customer_id"
    " LEFT JOIN resources r ON r.id = p.resource_id WHERE l.id = ? AND l.removed = 0"
)


def work_form(session: Reader, line_id: int) -> WorkForm:
    """What the dialog shows of the line; NotFound if it is gone."""
    row = fetch_one(session, _FORM, (line_id,))
    if row is None:
        raise NotFound(tr("This order line no longer exists."), tr("Reload the list."))
    told = named_values(_FIELDS, row)
    left, day = 0, today(session).toordinal()
    if told["resource_id"] is not None:
        resource = read_resources(session, {told["resource_id"]}, day)[told["resource_id"]]
        left = share_of(resource, monday_of(day), day).left
    return WorkForm(**told, left=left)
