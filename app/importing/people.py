"""Customers by number and suppliers by name; a priority or a lead time that changes is settled at once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from app.actions.fields import CUSTOMER, SUPPLIER
from app.changes import Area
from app.file_formats import customers, suppliers
from app.file_formats.fields import Field
from app.importing.keyed import Keyed
from app.importing.known import Buyer, Known
from app.importing.options import Stored
from app.importing.source import Source
from app.importing.stored_fields import stored
from app.importing.storing import settle_pools, touch_areas
from app.importing.things import Thing
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

    def foresee(self, known: Known) -> None:
        """Orders and purchases in the same write may name them."""
        for row in self.things.rows.values():
            if self.things.thing is Thing.SUPPLIERS:
                known.suppliers.setdefault(row["name_key"], 0)
            else:
                buyer = Buyer(0, row["number"], row["priority"])
                known.foresee_customer(buyer, row["name"], row["email"])

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
    may_lack = frozenset(("number",))

    def read(self, source: Source) -> PeoplePlan:
        """Every row is a customer; who is known keeps what the file does not say."""
        keys = tuple(field.key for field in self.fields)
        things = Keyed(source, "customers", Thing.CUSTOMERS, "number", str, keys, {"name_key": "name"})
        areas = (Area.CUSTOMERS, Area.BACKORDERS)
        return _read(source, keys, PeoplePlan(things, areas, "priority", rank_lines_anew))


class _Suppliers:
    fields: Sequence[Field] = stored(suppliers.FIELDS, SUPPLIER)
    once = False
    may_lack = frozenset[str]()

    def read(self, source: Source) -> PeoplePlan:
        """Names that a reader cannot tell apart are one supplier."""
        keys = tuple(field.key for field in self.fields)
        things = Keyed(source, "suppliers", Thing.SUPPLIERS, "name", key_of, keys, {"name_key": "name"})
        areas = (Area.SUPPLIERS, Area.PURCHASES)
        return _read(source, keys, PeoplePlan(things, areas, "lead_days", dated_by))


CUSTOMERS = _Customers()
SUPPLIERS = _Suppliers()


def _read(source: Source, keys: Sequence[str], plan: PeoplePlan) -> PeoplePlan:
    numbers = _Numbers(source.known)
    for line, *values in source.rows():
        row = dict(zip(keys, values, strict=True))
        if not key_of(row["name"]):
            source.table.reject({"name": tr("The cell is blank.")})
            continue
        wrong = numbers.give(row) if "number" in row else ""
        if wrong:
            source.table.reject({"email": wrong})
            continue
        plan.things.add(line, row)
    return plan


class _Numbers:
    """Of those who come without one: who has the e-mail address, else the next that is free."""

    def __init__(self, known: Known) -> None:
        self._by_email = known.numbers_by_email
        self._fresh: dict[str, str] = {}
        self._next = count((max(map(_counter, known.customers), default=0) or 1000) + 1)

    def give(self, row: dict[str, Any]) -> str:
        """Complete the row, or say what is wrong with its address."""
        if row["number"]:
            return ""
        address = key_of(row["email"])
        same = self._by_email.get(address, ()) if address else ()
        if len(same) > 1:
            return tr("{count} customers have this address; give the number.", count=len(same))
        row["number"] = same[0] if same else self._fresh.get(address) or f"C-{next(self._next)}"
        if address:
            self._fresh[address] = row["number"]
        return ""


def _counter(number: str) -> int:
    """Of numbers in the desk's own manner."""
    digits = number.removeprefix("C-")
    return (
        int(digits) if digits != number and digits.isascii() and digits.isdigit() and len(digits) < 10 else 0
    )


def rank_lines_anew(session: Session, ids: Collection[int]) -> set[int]:
    """Pools to be planned anew: lines carry their customer's priority, unless their order has one (R2)."""
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


def dated_by(session: Session, ids: Collection[int]) -> set[int]:
    """Where somebody waits for what these suppliers deliver."""
    rows = fetch_for(
        session,
        "SELECT DISTINCT s.id FROM supplier_products sp JOIN stock_levels s ON s.product_id = sp.product_id"
        " AND s.backordered > 0 WHERE sp.supplier_id IN ({ids})",
        ids,
    )
    return {row[0] for row in rows}
