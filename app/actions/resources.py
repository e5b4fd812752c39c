"""Who makes and who serves: capacity by the week, and days on which there is none (R30)."""

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.context import touched
from app.actions.documents import record
from app.actions.settling import Settled, begin, settle
from app.changes import Area
from app.errors import InvalidInput, NotFound
from app.language import tr
from app.names import key_of
from app.rules.promising import monday_of
from db.models.catalogue import Resource, ResourceBlock
from db.rows import fetch, run, value
from db.stored import to_units


def create_resource(session: Session, name: str, *, per_week: Decimal, monday: date, unit: str = "") -> int:
    """Id of a new resource with so much a week from the week of `monday` on."""
    if value(session, "SELECT 1 FROM resources WHERE name_key = ?", (key_of(name),)):
        raise InvalidInput(tr("There is already a resource {name}.", name=name), tr("Choose another name."))
    resource = Resource(name=name, name_key=key_of(name), unit=unit)
    session.add(resource)
    session.flush()
    set_capacity(session, resource.id, monday=monday, per_week=per_week)
    return resource.id


def set_capacity(
    session: Session, resource_id: int, *, monday: date, per_week: Decimal, cause: str = "", note: str = ""
) -> Settled:
    """So much a week from the week of `monday` on, with the cause of the change (R30)."""
    if per_week < 0:
        raise InvalidInput(tr("Capacity cannot be negative."), tr("Enter zero to stop a resource."))
    first = date.fromordinal(monday_of(monday.toordinal()))
    run(
        session,
        "INSERT INTO resource_weeks (resource_id, monday, per_week, cause, note) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (resource_id, monday) DO UPDATE SET per_week = excluded.per_week,"
        " cause = excluded.cause, note = excluded.note",
        (resource_id, first.toordinal(), to_units(per_week, 3), cause, note),
    )
    record(
        session, "capacity_changed", new_day=first, resource=resource_id, per_week=str(per_week), cause=cause
    )
    return _settle_resource(session, resource_id)


def block_resource(
    session: Session, resource_id: int, *, first: date, last: date, cause: str = "", note: str = ""
) -> Settled:
    """Days, both included, on which the resource gives nothing."""
    if last < first:
        raise InvalidInput(tr("The last day is before the first."), tr("Swap the two dates."))
    block = ResourceBlock(resource_id=resource_id, first_day=first, last_day=last, cause=cause, note=note)
    session.add(block)
    record(session, "resource_blocked", old_day=first, new_day=last, resource=resource_id, cause=cause)
    return _settle_resource(session, resource_id)


def unblock_resource(session: Session, block_id: int) -> Settled:
    """Take a block back."""
    block = session.get(ResourceBlock, block_id)
    if block is None:
        raise NotFound(tr("This block no longer exists."), tr("Reload the list."))
    resource_id = block.resource_id
    session.delete(block)
    record(
        session, "resource_unblocked", old_day=block.first_day, new_day=block.last_day, resource=resource_id
    )
    return _settle_resource(session, resource_id)


def _settle_resource(session: Session, resource_id: int) -> Settled:
    pools = fetch(
        session,
        "SELECT s.id FROM stock_levels s JOIN products p ON p.id = s.product_id WHERE p.resource_id = ?",
        (resource_id,),
    )
    touched(session, Area.RESOURCES)
    return settle(session, begin(session, [row[0] for row in pools]))
