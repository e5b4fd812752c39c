"""Changing what somebody else may have changed meanwhile: only what differs from what was read is written."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.actions.context import touched
from app.actions.documents import record
from app.changes import Area
from app.errors import ChangedMeanwhile, NotFound
from app.field_words import field_title, value_text
from app.language import tr
from app.names import key_of
from db.models.base import Base

# Stored beside a text to find and sort by it.
_KEYS = {"name": "name_key", "sku": "sku_key"}
_AREAS = {
    "products": (Area.PRODUCTS, Area.STOCK),
    "customers": (Area.CUSTOMERS, Area.ORDERS, Area.BACKORDERS),
    "suppliers": (Area.SUPPLIERS, Area.PURCHASES),
    "supplier_products": (Area.SUPPLIERS, Area.PRODUCTS),
    "substitutes": (Area.PRODUCTS,),
    "resources": (Area.RESOURCES,),
    "orders": (Area.ORDERS, Area.BACKORDERS),
    "order_lines": (Area.ORDERS, Area.BACKORDERS),
    "purchases": (Area.PURCHASES,),
    "purchase_lines": (Area.PURCHASES,),
}

Changes = dict[str, tuple[Any, Any]]
"""Old and new value by field."""


def edit(
    session: Session, model: type[Base], row_id: int, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Changes:
    """Write the fields of `after` that differ from `before`, what the reader saw; ChangedMeanwhile where
    somebody else gave such a field a third value. Fields that the reader left alone stay as they are now."""
    wanted = {field: value for field, value in after.items() if value != before[field]}
    # Not FOR UPDATE: orders of a customer may be entered meanwhile.
    row: Any = session.get(model, row_id, populate_existing=True, with_for_update={"key_share": True})
    if row is None:
        raise NotFound(tr("This was deleted meanwhile."), tr("Reload the list."))
    changes: Changes = {}
    for field, yours in wanted.items():
        stored = getattr(row, field)
        refuse_if_changed(field_title(field), stored, before[field], yours, field)
        if stored != yours:
            changes[field] = (stored, yours)
    for field, (_, yours) in changes.items():
        setattr(row, field, yours)
        if field in _KEYS and hasattr(row, _KEYS[field]):
            setattr(row, _KEYS[field], key_of(yours))
    if changes:
        _tell(session, row, changes)
    session.flush()
    return changes


def refuse_if_changed(title: str, stored: Any, before: Any, yours: Any, field: str = "") -> None:
    """ChangedMeanwhile where a field of this title is neither as it was read nor already as it is to be."""
    if stored in (before, yours):
        return
    theirs, own = value_text(field, stored), value_text(field, yours)
    raise ChangedMeanwhile(
        tr("{field} was changed meanwhile to {theirs}.", field=title, theirs=_short(theirs)),
        tr("Yours is {yours}. Save again to keep yours.", yours=_short(own)),
        field=field,
        theirs=stored,
        yours=yours,
    )


def name_of(row: Any) -> str:
    """What people call the thing that a row stands for."""
    words = (getattr(row, field, "") for field in ("sku", "number", "name"))
    return " ".join(word for word in words if word)


def _tell(session: Session, row: Any, changes: Changes) -> None:
    table = row.__tablename__
    told = {field: [_stored(old), _stored(new)] for field, (old, new) in changes.items()}
    record(
        session,
        "edited",
        line_id=row.id if table == "order_lines" else None,
        purchase_line_id=row.id if table == "purchase_lines" else None,
        pool_id=getattr(row, "pool_id", None),
        what=table,
        id=row.id,
        name=name_of(row),
        changes=told,
    )
    touched(session, *_AREAS[table])


def _stored(value: Any) -> Any:
    """As history keeps it: no float, no day that JSON does not know."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:59]}…"
