"""Products, places and people: what all else names."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.actions.context import touched
from app.changes import Area
from app.errors import InvalidInput
from app.language import tr
from app.names import key_of
from db.models.catalogue import (
    Location,
    Product,
    Substitute,
    Supplier,
    SupplierProduct,
)
from db.models.people import Customer
from db.models.stock import Pool
from db.rows import fetch_for, run, value
from db.terms import BackorderPolicy, NoticeChannel, ProductKind

MAIN = "Main"


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A product to be; `resource_id` and `effort` serve made and service products."""

    sku: str
    name: str = ""
    kind: str = ProductKind.STOCKED
    unit: str = ""
    decimals: int = 0
    price: Decimal = Decimal(0)
    tax_rate: Decimal = Decimal(0)
    cost: Decimal = Decimal(0)
    barcode: str = ""
    category: str = ""
    tags: str = ""
    note: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    backorders: str = BackorderPolicy.ALWAYS
    backorder_limit: Decimal | None = None
    resource_id: int | None = None
    effort: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class CustomerDraft:
    """A customer to be; without a number the next one is given."""

    name: str
    number: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    priority: int = 0
    backorders: str = BackorderPolicy.ALWAYS
    notice_channel: str = NoticeChannel.LETTER
    note: str = ""


@dataclass(frozen=True, slots=True)
class SupplierDraft:
    """A supplier to be; `lead_days` in calendar days."""

    name: str
    contact: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    currency: str = ""
    lead_days: int | None = None
    note: str = ""


def _fields(draft: Any) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in draft.__dataclass_fields__}


def create_product(session: Session, draft: ProductDraft) -> int:
    """Id of the new product; InvalidInput if its SKU reads like another's."""
    key = key_of(draft.sku)
    if not key:
        raise InvalidInput(tr("A product needs an SKU."), tr("Enter a short code for it."))
    other = value(session, "SELECT sku FROM products WHERE sku_key = ?", (key,))
    if other is not None:
        raise InvalidInput(
            tr("{sku} reads like {other}, which exists.", sku=draft.sku, other=other),
            tr("Write the SKU as it stands in the shop, or choose another."),
        )
    product = Product(**_fields(draft), sku_key=key, name_key=key_of(draft.name or draft.sku))
    product.name = product.name or product.sku
    session.add(product)
    session.flush()
    if product.kind != ProductKind.SERVICE:
        pool_of(session, product.id, main_location(session))  # the list of stock is where it is first counted
    touched(session, Area.PRODUCTS, Area.STOCK)
    return product.id


def create_customer(session: Session, draft: CustomerDraft) -> int:
    """Id of the new customer."""
    if not draft.name.strip():
        raise InvalidInput(tr("A customer needs a name."), tr("Enter the name."))
    fields = _fields(draft)
    number = draft.number or _free_customer_number(session)
    if value(session, "SELECT 1 FROM customers WHERE number = ?", (number,)):
        raise InvalidInput(
            tr("There is already a customer {number}.", number=number), tr("Choose another number.")
        )
    fields["number"] = number
    customer = Customer(**fields, name_key=key_of(draft.name))
    session.add(customer)
    session.flush()
    touched(session, Area.CUSTOMERS)
    return customer.id


def _free_customer_number(session: Session) -> str:
    highest = value(session, "SELECT coalesce(max(id), 0) FROM customers") or 0
    number = highest + 1001
    while value(session, "SELECT 1 FROM customers WHERE number = ?", (f"C-{number}",)):
        number += 1
    return f"C-{number}"


def create_supplier(session: Session, draft: SupplierDraft) -> int:
    """Id of the new supplier; names are unique as a reader sees them."""
    key = key_of(draft.name)
    if not key:
        raise InvalidInput(tr("A supplier needs a name."), tr("Enter the name."))
    if value(session, "SELECT 1 FROM suppliers WHERE name_key = ?", (key,)):
        raise InvalidInput(
            tr("There is already a supplier {name}.", name=draft.name), tr("Choose another name.")
        )
    supplier = Supplier(**_fields(draft), name_key=key)
    session.add(supplier)
    session.flush()
    touched(session, Area.SUPPLIERS)
    return supplier.id


def link_supplier(
    session: Session,
    *,
    product_id: int,
    supplier_id: int,
    their_sku: str = "",
    cost: Decimal = Decimal(0),
    lead_days: int | None = None,
    minimum: Decimal = Decimal(0),
    pack: Decimal = Decimal(0),
    preferred: bool = False,
) -> int:
    """Who delivers a product, and how; id of the link."""
    link = SupplierProduct(
        product_id=product_id,
        supplier_id=supplier_id,
        their_sku=their_sku,
        cost=cost,
        lead_days=lead_days,
        minimum=minimum,
        pack=pack,
        preferred=preferred,
    )
    session.add(link)
    session.flush()
    touched(session, Area.SUPPLIERS, Area.PRODUCTS)
    return link.id


def add_substitute(
    session: Session,
    product_id: int,
    substitute_id: int,
    *,
    ratio: Decimal = Decimal(1),
    rank: int = 0,
    two_way: bool = False,
    note: str = "",
) -> int:
    """`ratio` units of the substitute stand for one of the product."""
    substitute = Substitute(
        product_id=product_id,
        substitute_id=substitute_id,
        ratio=ratio,
        rank=rank,
        two_way=two_way,
        note=note,
    )
    session.add(substitute)
    session.flush()
    touched(session, Area.PRODUCTS)
    return substitute.id


def create_location(session: Session, name: str) -> int:
    """Id of the location of that name, made if there is none."""
    known = value(session, "SELECT id FROM locations WHERE name_key = ?", (key_of(name),))
    if known is not None:
        return int(known)
    location = Location(name=name, name_key=key_of(name))
    session.add(location)
    session.flush()
    touched(session, Area.STOCK)
    return location.id


def main_location(session: Session) -> int:
    """The location that every shop has."""
    known = value(session, "SELECT min(id) FROM locations")
    return int(known) if known is not None else create_location(session, MAIN)


def pool_of(session: Session, product_id: int, location_id: int) -> int:
    """The pool of a product at a location, made if there is none; services have one too."""
    sql = "SELECT id FROM stock_levels WHERE product_id = ? AND location_id = ?"
    known = value(session, sql, (product_id, location_id))
    if known is None:
        run(
            session,
            "INSERT INTO stock_levels (product_id, location_id) VALUES (?, ?)"
            " ON CONFLICT (product_id, location_id) DO NOTHING",
            (product_id, location_id),
        )
        known = value(session, sql, (product_id, location_id))
    return int(known)  # type: ignore[arg-type]


def pools_of(session: Session, places: Sequence[tuple[int, int]]) -> list[int]:
    """The pools of (product, location) pairs, in their order."""
    rows = fetch_for(
        session,
        "SELECT product_id, location_id, id FROM stock_levels WHERE product_id IN ({ids})",
        {product_id for product_id, _ in places},
    )
    known = {(product_id, location_id): pool_id for product_id, location_id, pool_id in rows}
    return [known.get(place) or pool_of(session, *place) for place in places]


def product_of_pool(session: Session, pool_id: int) -> Product:
    """The product that lies in a pool."""
    return session.get_one(Product, session.get_one(Pool, pool_id).product_id)
