"""Deleting what nothing names: products, people, resources; what is named is only put aside."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.actions.context import touched
from app.actions.documents import record
from app.actions.editing import edit, name_of
from app.actions.fields import CUSTOMER, PRODUCT, RESOURCE, SUPPLIER
from app.actions.people_editing import edit_supplier
from app.changes import Area
from app.errors import NotFound, Refused
from app.language import tr
from db.models.base import Base
from db.models.catalogue import Product, Resource, Supplier
from db.models.people import Customer
from db.rows import run, value

_MODELS = {PRODUCT: Product, CUSTOMER: Customer, SUPPLIER: Supplier, RESOURCE: Resource}
_AREAS = {
    PRODUCT: (Area.PRODUCTS, Area.STOCK),
    CUSTOMER: (Area.CUSTOMERS,),
    SUPPLIER: (Area.SUPPLIERS,),
    RESOURCE: (Area.RESOURCES, Area.PRODUCTS),
}
# Rows that only describe the thing go with it.
_OWNED = {
    PRODUCT: (
        "DELETE FROM supplier_products WHERE product_id = ?",
        "DELETE FROM substitutes WHERE product_id = ?",
        "DELETE FROM substitutes WHERE substitute_id = ?",
        "DELETE FROM stock_levels WHERE product_id = ?",
    ),
    CUSTOMER: (),
    SUPPLIER: ("DELETE FROM supplier_products WHERE supplier_id = ?",),
    RESOURCE: (
        "DELETE FROM resource_weeks WHERE resource_id = ?",
        "DELETE FROM resource_blocks WHERE resource_id = ?",
    ),
}
_OWNED_TABLES = frozenset(
    ("supplier_products", "substitutes", "stock_levels", "resource_weeks", "resource_blocks")
)


@dataclass(frozen=True, slots=True)
class Naming:
    """Which papers name a thing, in words; nobody does where it is empty."""

    name: str
    papers: tuple[str, ...]


def naming(session: Session, table: str, row_id: int) -> Naming:
    """What would be left without it."""
    row = session.get(_MODELS[table], row_id)
    if row is None:
        raise NotFound(tr("This was deleted meanwhile."), tr("Reload the list."))
    found = [name for name, column, of in _references(table) if _is_named(session, name, column, of, row_id)]
    return Naming(name_of(row), tuple(dict.fromkeys(map(_words, found))))


def delete(session: Session, table: str, row_id: int) -> str:
    """Delete what nothing names, and tell what it was called; Refused with the reason otherwise."""
    known = naming(session, table, row_id)
    if known.papers:
        raise Refused(
            tr("{name} cannot be deleted: {papers} name it.", name=known.name, papers=_joined(known.papers)),
            _instead(table),
        )
    for statement in _OWNED[table]:
        run(session, statement, (row_id,))
    session.delete(session.get_one(_MODELS[table], row_id))
    record(session, "deleted", what=table, name=known.name)
    touched(session, *_AREAS[table])
    session.flush()
    return known.name


def _instead(table: str) -> str:
    if table == RESOURCE:
        return tr("Put it out of use: it gives nothing from today on.")
    return tr("Deactivate it: it is offered no more, and what is open stays.")


def _joined(words: tuple[str, ...]) -> str:
    return tr(", ").join(words)


def _references(table: str) -> list[tuple[str, str, str]]:
    """(table, column, what it points to) of all that may name a row, or a pool of the product."""
    pointed = {table, "stock_levels"} if table == PRODUCT else {table}
    return [
        (each.name, key.parent.name, key.column.table.name)
        for each in Base.metadata.sorted_tables
        if each.name not in _OWNED_TABLES
        for key in each.foreign_keys
        if key.column.table.name in pointed
    ]


def _is_named(session: Session, table: str, column: str, of: str, row_id: int) -> bool:
    ids = "(SELECT id FROM stock_levels WHERE product_id = ?)" if of == "stock_levels" else "(?)"
    return value(session, f"SELECT 1 FROM {table} WHERE {column} IN {ids} LIMIT 1", (row_id,)) is not None


def _words(table: str) -> str:
    return {
        "products": tr("products"),
        "resource_uses": tr("finished work"),
        "pegs": tr("orders"),
        "orders": tr("orders"),
        "order_lines": tr("orders"),
        "purchases": tr("purchases"),
        "purchase_lines": tr("purchases"),
        "stock_moves": tr("stock moves"),
        "transfers": tr("transfers"),
        "receipts": tr("receipts"),
        "receipt_lines": tr("receipts"),
        "count_lines": tr("counts"),
        "unmet_demand": tr("lost sales"),
        "notices": tr("notices"),
        "letters": tr("letters"),
        "vouchers": tr("vouchers"),
    }.get(table, tr("the history"))


def set_active(session: Session, table: str, row_id: int, *, active: bool) -> str:
    """Offer a thing no more, or again; what is open of it stays. Tells what it is called."""
    model, before, after = _MODELS[table], {"active": not active}, {"active": active}
    if table == SUPPLIER:
        edit_supplier(session, row_id, before, after)  # estimates lean on those who still deliver
    else:
        edit(session, model, row_id, before, after)
    return name_of(session.get_one(model, row_id))


def use_again(session: Session, table: str, row_id: int) -> str:
    """Offer again what was put aside."""
    return set_active(session, table, row_id, active=True)
