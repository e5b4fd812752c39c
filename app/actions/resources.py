"""Who makes and who serves: capacity by the week, and days on which there is none (R30)."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.actions import fields
from app.actions.context import touched
from app.actions.documents import MOST, record
from app.actions.editing import edit
from app.actions.settling import Settled, begin, settle
from app.changes import Area
from app.errors import AlreadyDone, InvalidInput, NotFound
from app.language import tr
from app.names import key_of
from app.quantities import quantity_of
from app.rules.promising import monday_of
from db.models.catalogue import Resource, ResourceBlock
from db.rows import fetch, run, value
from db.stored import to_units

# Decimals of capacity.
FINEST = 3
LONGEST_UNIT = 20


def create_resource(session: Session, name: str, *, per_week: Decimal, monday: date, unit: str = "") -> int:
    """Id of a new resource with so much a week from the week of `monday` on."""
    name, unit = fields.one_line("name", name), _unit("unit", unit)
    resource = Resource(name=name, name_key=_free_key(session, name), unit=unit)
    session.add(resource)
    session.flush()
    set_capacity(session, resource.id, monday=monday, per_week=per_week)
    return resource.id


def edit_resource(
    session: Session, resource_id: int, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    """Change name or unit, as far as nobody else did meanwhile."""
    checked = {key: CHECKS[key](key, given) for key, given in after.items()}
    renames = checked.get("name", before["name"]) != before["name"]
    if renames:
        _free_key(session, checked["name"], beside=resource_id)
    edit(session, Resource, resource_id, before, checked)
    touched(session, Area.PRODUCTS)
    if renames:
        _settle_resource(session, resource_id)  # why lines wait names it


def put_out_of_use(session: Session, resource_id: int, *, cause: str = "", note: str = "") -> Settled:
    """From today on it gives nothing; what it gave, its blocks and its products stay known."""
    return _set_use(session, resource_id, "put_out_of_use", active=False, cause=cause, note=note)


def use_resource_again(session: Session, resource_id: int, *, cause: str = "", note: str = "") -> Settled:
    """It gives again what its weeks say."""
    return _set_use(session, resource_id, "used_again", active=True, cause=cause, note=note)


def _set_use(
    session: Session, resource_id: int, kind: str, *, active: bool, cause: str, note: str
) -> Settled:
    (cause, note), pools = _why(cause, note), _pools_of(session, resource_id)
    touch = begin(session, pools)
    resource = _existing(session, resource_id)
    if resource.active == active:
        name = resource.name
        title = tr("{name} is in use.", name=name) if active else tr("{name} is out of use.", name=name)
        raise AlreadyDone(title, tr("Reload the list."))
    resource.active = active
    record(session, kind, resource=resource_id, name=resource.name, cause=cause, note=note)
    touched(session, Area.RESOURCES, Area.PRODUCTS)
    return settle(session, touch)


def set_capacity(
    session: Session, resource_id: int, *, monday: date, per_week: Decimal, cause: str = "", note: str = ""
) -> Settled:
    """So much a week from the week of `monday` on, with the cause of the change (R30)."""
    resource, (cause, note) = _existing(session, resource_id), _why(cause, note)
    _refuse_no_capacity(per_week)
    first = date.fromordinal(monday_of(monday.toordinal()))
    before = capacity_on(session, resource_id, first)
    run(
        session,
        "INSERT INTO resource_weeks (resource_id, monday, per_week, cause, note) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (resource_id, monday) DO UPDATE SET per_week = excluded.per_week,"
        " cause = excluded.cause, note = excluded.note",
        (resource_id, first.toordinal(), to_units(per_week, FINEST), cause, note),
    )
    record(
        session,
        "capacity_changed",
        new_day=first,
        resource=resource_id,
        name=resource.name,
        before=_text(before),
        per_week=_text(per_week),
        unit=resource.unit,
        cause=cause,
        note=note,
    )
    return _settle_resource(session, resource_id)


def _refuse_no_capacity(per_week: Decimal) -> None:
    if not per_week.is_finite() or per_week < 0:
        raise InvalidInput(tr("Capacity cannot be negative."), tr("Enter zero to stop a resource."))
    if per_week > MOST or per_week != round(per_week, FINEST):
        raise InvalidInput(
            tr("{quantity} is no capacity.", quantity=str(per_week)),
            tr("Enter a number with at most three decimals."),
        )


def capacity_on(session: Session, resource_id: int, day: date) -> Decimal:
    """What it gives in the week of this day, before blocks; 0 before its first week."""
    sql = (
        "SELECT per_week FROM resource_weeks WHERE resource_id = ? AND monday <= ?"
        " ORDER BY monday DESC LIMIT 1"
    )
    return quantity_of(value(session, sql, (resource_id, day.toordinal())) or 0)


def block_resource(
    session: Session, resource_id: int, *, first: date, last: date, cause: str = "", note: str = ""
) -> Settled:
    """Days, both included, on which the resource gives nothing."""
    resource, (cause, note) = _existing(session, resource_id), _why(cause, note)
    if last < first:
        raise InvalidInput(tr("The last day is before the first."), tr("Swap the two dates."))
    block = ResourceBlock(resource_id=resource_id, first_day=first, last_day=last, cause=cause, note=note)
    session.add(block)
    _record_block(session, "resource_blocked", resource, block, cause, note)
    return _settle_resource(session, resource_id)


def unblock_resource(session: Session, block_id: int, *, cause: str = "", note: str = "") -> Settled:
    """Take a block back."""
    block = session.get(ResourceBlock, block_id)
    if block is None:
        raise NotFound(tr("This block no longer exists."), tr("Reload the list."))
    resource, (cause, note) = _existing(session, block.resource_id), _why(cause, note)
    session.delete(block)
    _record_block(session, "resource_unblocked", resource, block, cause, note)
    return _settle_resource(session, resource.id)


def unblock_days(session: Session, resource_id: int, *, first: date, last: date) -> Settled:
    """Take back the newest block of just these days, as an undo of `block_resource` does."""
    sql = "SELECT max(id) FROM resource_blocks WHERE resource_id = ? AND first_day = ? AND last_day = ?"
    found = value(session, sql, (resource_id, first.toordinal(), last.toordinal()))
    return unblock_resource(session, found or 0, cause=tr("taken back"))


def _record_block(
    session: Session, kind: str, resource: Resource, block: ResourceBlock, cause: str, note: str
) -> None:
    record(
        session,
        kind,
        old_day=block.first_day,
        new_day=block.last_day,
        resource=resource.id,
        name=resource.name,
        cause=cause,
        note=note,
    )


def _unit(field: str, unit: str) -> str:
    return fields.one_line(field, unit, LONGEST_UNIT)


CHECKS: dict[str, Callable[[str, Any], Any]] = {"name": fields.one_line, "unit": _unit}
"""What the fields of a resource may hold."""


def _why(cause: str, note: str) -> tuple[str, str]:
    return fields.one_line("cause", cause), fields.many_lines("note", note)


def _existing(session: Session, resource_id: int) -> Resource:
    resource = session.get(Resource, resource_id, populate_existing=True)
    if resource is None:
        raise NotFound(tr("This resource no longer exists."), tr("Reload the list."))
    return resource


def _free_key(session: Session, name: str, *, beside: int = 0) -> str:
    """The key of a name that no other resource has."""
    key = key_of(name)
    if not key:
        raise InvalidInput(tr("A resource needs a name."), tr("Enter the name."))
    if value(session, "SELECT 1 FROM resources WHERE name_key = ? AND id <> ?", (key, beside)):
        raise InvalidInput(tr("There is already a resource {name}.", name=name), tr("Choose another name."))
    return key


def _text(quantity: Decimal) -> str:
    return f"{quantity.normalize():f}"


def _settle_resource(session: Session, resource_id: int) -> Settled:
    touched(session, Area.RESOURCES)
    return settle(session, begin(session, _pools_of(session, resource_id)))


def _pools_of(session: Session, resource_id: int) -> list[int]:
    sql = "SELECT s.id FROM stock_levels s JOIN products p ON p.id = s.product_id WHERE p.resource_id = ?"
    return [row[0] for row in fetch(session, sql, (resource_id,))]
