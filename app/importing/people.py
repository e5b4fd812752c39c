"""Customers by number and suppliers by name; a priority or a lead time that changes is settled at once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.actions.fields import CUSTOMER, SUPPLIER
from app.changes import Area
from app.file_formats import customers, suppliers
from app.file_formats.fields import Field
from app.importing.keyed import Keyed
from app.importing.options import Stored, Thing
from app.importing.source import Source
from app.importing.stored_fields import stored
from app.importing.storing import settle_pools, touch_areas
from app.language import tr
from app.names import key_of
from app.progress import Progress
from db.rows import fetch_for, run_many

Reranked = Callable[[Session, Collection[int]], set[int]]
"""Brings what is copied from people up to date, and tells which pools have to be planned anew."""


@dataclass(slots=True)
class PeoplePlan:
    """`planned_by` is the column by which plans are made, where the file has it."""

    things: Keyed
    areas: Sequence[Area]
    planned_by: str
    rank_anew: Reranked

    def store(self, session: Session, progress: Progress) -> Stored:
        """Write them, then settle who waits by them."""
        progress.at(tr("Storing {file}", file=self.things.source.file))
        written, ids = self.things.store(session)
        if self.things.source.table.has(self.planned_by):
            settle_pools(session, self.rank_anew(session, list(ids.values())), progress)
        touch_areas(session, self.areas)
        return written


class _Customers:
    fields: Sequence[Field] = stored(customers.FIELDS, CUSTOMER)
    once = False

    def read(self, source: Source) -> PeoplePlan:
        """Every row is a customer; who is known keeps what the file does not say."""
        keys = tuple(field.key for field in self.fields)
        things = Keyed(source, "customers", Thing.CUSTOMERS, "number", str, keys, {"name_key": "name"})
        areas = (Area.CUSTOMERS, Area.BACKORDERS)
        return _read(source, keys, PeoplePlan(things, areas, "priority", _rank_lines_anew))


class _Suppliers:
    fields: Sequence[Field] = stored(suppliers.FIELDS, SUPPLIER)
    once = False

    def read(self, source: Source) -> PeoplePlan:
        """Names that a reader cannot tell apart are one supplier."""
        keys = tuple(field.key for field in self.fields)
        things = Keyed(source, "suppliers", Thing.SUPPLIERS, "name", key_of, keys, {"name_key": "name"})
        areas = (Area.SUPPLIERS, Area.PURCHASES)
        return _read(source, keys, PeoplePlan(things, areas, "lead_days", _dated_by))


CUSTOMERS = _Customers()
SUPPLIERS = _Suppliers()


def _read(source: Source, keys: Sequence[str], plan: PeoplePlan) -> PeoplePlan:
    for line, *values in source.rows():
        row = dict(zip(keys, values, strict=True))
        if not key_of(row["name"]):
            source.table.reject({"name": tr("The cell is blank.")})
            continue
        plan.things.add(line, row)
    return plan


def _rank_lines_anew(session: Session, ids: Collection[int]) -> set[int]:
    """Lines carry their customer's priority, where their order has none of its own (R2)."""
    lines = fetch_for(
        session,
        "SELECT l.id, -c.priority, l.pool_id, l.backordered FROM customers c"
        " JOIN orders o ON o.customer_id = c.id AND o.priority IS NULL"
        " JOIN order_lines l ON l.order_id = o.id AND l.removed = 0 AND l.precedence <> -c.priority"
        " WHERE c.id IN ({ids})",
        ids,
    )
    run_many(
        session, "UPDATE order_lines SET precedence = ? WHERE id = ?", [(row[1], row[0]) for row in lines]
    )
    return {row[2] for row in lines if row[3]}


def _dated_by(session: Session, ids: Collection[int]) -> set[int]:
    """Where somebody waits for what these suppliers deliver."""
    rows = fetch_for(
        session,
        "SELECT DISTINCT s.id FROM supplier_products sp JOIN stock_levels s ON s.product_id = sp.product_id"
        " AND s.backordered > 0 WHERE sp.supplier_id IN ({ids})",
        ids,
    )
    return {row[0] for row in rows}
