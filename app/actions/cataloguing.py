"""Products: what all else names."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.context import touched
from app.actions.documents import record
from app.actions.fields import PRODUCT, checked, draft_fields
from app.actions.pools import main_location, pool_of
from app.changes import Area
from app.errors import InvalidInput
from app.language import tr
from app.names import key_of
from db.models.catalogue import Product, Substitute, SupplierProduct
from db.rows import fetch, run_many, value
from db.terms import BackorderPolicy, ProductKind


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


def create_product(session: Session, draft: ProductDraft) -> int:
    """Id of the new product; InvalidInput if its SKU reads like another's."""
    fields = checked(PRODUCT, draft_fields(draft))
    refuse_taken_sku(session, fields["sku"])
    fields["name"] = fields["name"] or fields["sku"]
    product = Product(**fields, sku_key=key_of(fields["sku"]), name_key=key_of(fields["name"]))
    session.add(product)
    session.flush()
    if product.kind != ProductKind.SERVICE:
        pool_of(session, product.id, main_location(session))  # the list of stock is where it is first counted
    record(session, "created", what=PRODUCT, id=product.id, name=f"{product.sku} {product.name}")
    touched(session, Area.PRODUCTS, Area.STOCK)
    return product.id


def refuse_taken_sku(session: Session, sku: str, own_id: int = 0) -> None:
    """InvalidInput where another product's SKU reads the same."""
    other = value(session, "SELECT sku FROM products WHERE sku_key = ? AND id <> ?", (key_of(sku), own_id))
    if other is not None:
        raise InvalidInput(
            tr("{sku} reads like {other}, which exists.", sku=sku, other=other),
            tr("Write the SKU as it stands in the shop, or choose another."),
            "sku",
        )


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


def put_on_list(session: Session, product_id: int, others: Sequence[tuple[int, Decimal]]) -> tuple[int, ...]:
    """Products, with their ratio, that the owner's list does not have yet come last on it; their rows."""
    rows = fetch(session, "SELECT substitute_id, rank FROM substitutes WHERE product_id = ?", (product_id,))
    known = {row[0] for row in rows}
    rank = max((row[1] for row in rows), default=0)
    fresh = [each for each in others if each[0] not in known]
    return tuple(
        add_substitute(session, product_id, other_id, ratio=ratio, rank=rank + place)
        for place, (other_id, ratio) in enumerate(fresh, 1)
    )


def take_off_list(session: Session, row_ids: Sequence[int]) -> None:
    """The owner does not name them after all."""
    run_many(session, "DELETE FROM substitutes WHERE id = ?", [(row_id,) for row_id in row_ids])
    touched(session, Area.PRODUCTS)
