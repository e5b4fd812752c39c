"""Changing a product, who delivers it and what may stand for it; what plans by it is settled."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.cards import Fields, ProductCard, SubstituteTerms, SupplierTerms
from app.actions.cataloguing import ProductDraft, create_product, refuse_taken_sku
from app.actions.context import touched
from app.actions.documents import record
from app.actions.editing import edit, refuse_if_changed
from app.actions.fields import PRODUCT, SUBSTITUTE, SUPPLIER_PRODUCT, checked
from app.actions.pools import main_location, pool_of
from app.actions.settling import Touch, begin, settle
from app.changes import Area
from app.errors import ChangedMeanwhile, InvalidInput, NotFound, Refused
from app.field_words import field_title
from app.language import tr
from db.models.catalogue import Product, Substitute, Supplier, SupplierProduct
from db.rows import fetch, fetch_for, value
from db.terms import ProductKind

# Fields of a product by which plans are made.
_PLANNED_BY = frozenset(("sku", "kind", "decimals", "resource_id", "effort"))
_IN_USE = (
    "SELECT 1 FROM stock_levels WHERE product_id = ? AND (on_hand <> 0 OR backordered <> 0 OR incoming <> 0)"
    " UNION ALL SELECT 1 FROM order_lines WHERE product_id = ? AND open > 0"
)
_NEEDS_FINER = (
    "SELECT 1 FROM stock_levels WHERE product_id = ? AND on_hand % ? <> 0"
    " UNION ALL SELECT 1 FROM order_lines WHERE product_id = ?"
    " AND (ordered % ? <> 0 OR cancelled % ? <> 0 OR shipped % ? <> 0)"
    " UNION ALL SELECT 1 FROM purchase_lines WHERE product_id = ?"
    " AND (ordered % ? <> 0 OR received % ? <> 0 OR closed % ? <> 0)"
)


def is_in_use(session: Session, product_id: int) -> bool:
    """Whether any of it lies, waits, or is to come."""
    return value(session, _IN_USE, (product_id, product_id)) is not None


def needs_finer(session: Session, product_id: int, step: int) -> bool:
    """Whether a stored quantity of it is no multiple of `step` thousandths."""
    parts = (product_id, step, product_id, step, step, step, product_id, step, step, step)
    return value(session, _NEEDS_FINER, parts) is not None


def add_product(session: Session, card: ProductCard) -> int:
    """Id of a new product with its suppliers and substitutes."""
    _refuse_odd(card.fields)
    fields = dict(card.fields)
    active = fields.pop("active", True)
    product_id = create_product(session, ProductDraft(**fields))
    _write_suppliers(session, product_id, (), card.suppliers)
    _write_substitutes(session, product_id, (), card.substitutes)
    if not active:
        edit(session, Product, product_id, {"active": True}, {"active": False})
    return product_id


def edit_product(session: Session, product_id: int, before: ProductCard, after: ProductCard) -> None:
    """Write what differs from `before`; ChangedMeanwhile where somebody else changed the same."""
    touch = begin(session, _pools(session, product_id, before.fields, after.fields))
    changed = _edit_fields(session, product_id, before.fields, after.fields)
    delivered = _write_suppliers(session, product_id, before.suppliers, after.suppliers)
    _write_substitutes(session, product_id, before.substitutes, after.substitutes)
    _give_pool(session, product_id)
    if delivered or _PLANNED_BY & changed:
        settle_waiting(session, touch)


def settle_waiting(session: Session, touch: Touch) -> None:
    """Settle those of the pools in which somebody waits; of the others nothing is planned."""
    rows = fetch_for(
        session, "SELECT id FROM stock_levels WHERE id IN ({ids}) AND backordered > 0", touch.pools
    )
    if rows:
        settle(session, touch)


def _pools(session: Session, product_id: int, before: Fields, after: Fields) -> list[int]:
    """Its own, and those of all that is made by the resource it had or gets."""
    resources = {int(fields["resource_id"]) for fields in (before, after) if fields.get("resource_id")}
    rows = fetch(session, "SELECT id FROM stock_levels WHERE product_id = ?", (product_id,))
    rows += fetch_for(
        session,
        "SELECT s.id FROM stock_levels s JOIN products p ON p.id = s.product_id"
        " WHERE p.resource_id IN ({ids})",
        resources if before.get("resource_id") != after.get("resource_id") else set(),
    )
    return [row[0] for row in rows]


def _edit_fields(session: Session, product_id: int, before: Fields, after: Fields) -> set[str]:
    changed = {field: given for field, given in after.items() if given != before[field]}
    new = {**before, **checked(PRODUCT, changed)}
    new["name"] = new["name"] or new["sku"]
    _refuse_odd(new)
    if "sku" in changed:
        refuse_taken_sku(session, new["sku"], product_id)
    if "kind" in changed and is_in_use(session, product_id):
        raise Refused(
            tr("The product has stock or open orders: its kind cannot change."),
            tr("Make a new product, and deactivate this one."),
        )
    if "decimals" in changed and needs_finer(session, product_id, 10 ** (3 - new["decimals"])):
        raise InvalidInput(
            tr("Quantities of the product need {decimals} decimals.", decimals=before["decimals"]),
            tr("Keep its decimals, or make a new product."),
            "decimals",
        )
    return set(edit(session, Product, product_id, before, new))


def _refuse_odd(fields: Mapping[str, Any]) -> None:
    """InvalidInput for fields that do not go together."""
    least, most = fields.get("minimum"), fields.get("maximum")
    if least is not None and most is not None and most < least:
        raise InvalidInput(
            tr("The maximum is below the minimum."),
            tr("Type at least {least}.", least=f"{least:f}"),
            "maximum",
        )
    for field in ("minimum", "maximum", "backorder_limit"):
        given = fields.get(field)
        if given is not None and given != round(given, fields["decimals"]):
            raise InvalidInput(
                tr("At most {decimals} decimals fit here.", decimals=fields["decimals"])
                if fields["decimals"]
                else tr("Only whole numbers fit here."),
                tr("Type fewer decimals, or give the product another unit."),
                field,
            )


def _give_pool(session: Session, product_id: int) -> None:
    """Goods stand in the list of stock before they are first counted."""
    product = session.get_one(Product, product_id)
    if product.kind != ProductKind.SERVICE:
        pool_of(session, product_id, main_location(session))


# who delivers it


def _write_suppliers(
    session: Session, product_id: int, before: Iterable[SupplierTerms], after: Iterable[SupplierTerms]
) -> bool:
    """Whether anything was written."""
    old, new = ({each.supplier_id: each for each in given} for given in (before, after))
    for supplier_id, terms in new.items():
        if terms != old.get(supplier_id):
            fields = _checked_terms(SUPPLIER_PRODUCT, terms.supplier, terms.fields)
            _write_link(session, product_id, supplier_id, terms.supplier, old.get(supplier_id), fields)
    for supplier_id in old.keys() - new.keys():
        link = _link(session, product_id, supplier_id)
        if link is not None:
            _refuse_changed_link(link, old[supplier_id].fields, old[supplier_id].supplier)
            session.delete(link)
            _record_link(session, "no_longer_delivers", product_id, old[supplier_id].supplier)
    session.flush()
    if old != new:
        touched(session, Area.SUPPLIERS, Area.PRODUCTS)
    return old != new


def _write_link(
    session: Session,
    product_id: int,
    supplier_id: int,
    name: str,
    before: SupplierTerms | None,
    fields: Fields,
) -> None:
    link = _link(session, product_id, supplier_id)
    if before is not None and link is not None:
        _edit_terms(session, link, before, fields)
        return
    if link is not None:
        _refuse_changed_link(link, fields, name)
        return
    if before is not None:
        raise ChangedMeanwhile(
            tr("{name} was taken off the product meanwhile.", name=name),
            tr("Take the line out or add it again."),
        )
    if session.get(Supplier, supplier_id) is None:
        raise NotFound(tr("{name} was deleted meanwhile.", name=name), tr("Take the line out."))
    session.add(SupplierProduct(product_id=product_id, supplier_id=supplier_id, **fields))
    _record_link(session, "delivers", product_id, name)


def _record_link(session: Session, kind: str, product_id: int, supplier: str) -> None:
    sku = session.get_one(Product, product_id).sku
    record(session, kind, what=PRODUCT, id=product_id, name=supplier, sku=sku)


def _link(session: Session, product_id: int, supplier_id: int) -> SupplierProduct | None:
    found = select(SupplierProduct).where(
        SupplierProduct.product_id == product_id, SupplierProduct.supplier_id == supplier_id
    )
    return session.scalars(found.execution_options(populate_existing=True)).first()


def _edit_terms(
    session: Session,
    row: SupplierProduct | Substitute,
    before: SupplierTerms | SubstituteTerms,
    fields: Fields,
) -> None:
    """Refusals say whose terms they are about."""
    try:
        edit(session, type(row), row.id, before.fields, fields)
    except ChangedMeanwhile as error:
        name = before.supplier if isinstance(before, SupplierTerms) else before.sku
        raise ChangedMeanwhile(
            f"{name}: {error.title}",
            error.hint,
            field=row.__tablename__,
            theirs=error.theirs,
            yours=error.yours,
        ) from error


def _refuse_changed_link(link: SupplierProduct | Substitute, known: Fields, name: str) -> None:
    """Somebody else added it with other terms, or changed them."""
    for field, each in known.items():
        refuse_if_changed(f"{name}: {field_title(field)}", getattr(link, field), each, each, field)


# what may stand for it


def _write_substitutes(
    session: Session, product_id: int, before: Iterable[SubstituteTerms], after: Iterable[SubstituteTerms]
) -> None:
    old, new = ({each.product_id: each for each in given} for given in (before, after))
    if product_id in new:
        raise InvalidInput(tr("A product does not stand for itself."), tr("Choose another product."))
    for other_id, terms in new.items():
        if terms == old.get(other_id):
            continue
        fields = _checked_terms(SUBSTITUTE, terms.sku, terms.fields)
        row = _substitute(session, product_id, other_id)
        if row is None:
            session.add(Substitute(product_id=product_id, substitute_id=other_id, **fields))
        elif other_id in old:
            _edit_terms(session, row, old[other_id], fields)
        else:
            _refuse_changed_link(row, fields, terms.sku)
    for other_id in old.keys() - new.keys():
        row = _substitute(session, product_id, other_id)
        if row is not None:
            _refuse_changed_link(row, old[other_id].fields, old[other_id].sku)
            session.delete(row)
    session.flush()
    if old != new:
        touched(session, Area.PRODUCTS)


def _substitute(session: Session, product_id: int, other_id: int) -> Substitute | None:
    found = select(Substitute).where(
        Substitute.product_id == product_id, Substitute.substitute_id == other_id
    )
    return session.scalars(found.execution_options(populate_existing=True)).first()


def _checked_terms(table: str, name: str, fields: Fields) -> Fields:
    """Refusals say whose terms they are about."""
    try:
        return checked(table, fields)
    except InvalidInput as error:
        raise InvalidInput(f"{name}: {error.title}", error.hint, table) from error
