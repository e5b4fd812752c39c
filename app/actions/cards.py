"""All that is stored of a product, customer or supplier, as forms read it and hand it back changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.actions.fields import CHECKS, CUSTOMER, PRODUCT, SUPPLIER
from app.errors import NotFound
from app.language import tr
from db.rows import Reader, fetch, fetch_one
from db.stored import from_units

Fields = dict[str, Any]
"""Values by field, as `edit` takes them."""

_PLACES = {
    "price": 4,
    "cost": 4,
    "tax_rate": 3,
    "minimum": 3,
    "maximum": 3,
    "backorder_limit": 3,
    "effort": 3,
    "pack": 3,
    "ratio": 3,
}
_FLAGS = frozenset(("active", "notice_per_part", "preferred", "two_way"))
_TERMS = ("their_sku", "cost", "lead_days", "minimum", "pack", "preferred")
_SUBSTITUTE = ("ratio", "rank", "two_way", "note")


@dataclass(frozen=True, slots=True)
class SupplierTerms:
    """How one supplier delivers a product; without lead days his usual ones."""

    supplier_id: int
    supplier: str
    their_sku: str = ""
    cost: Decimal = Decimal(0)
    lead_days: int | None = None
    minimum: Decimal = Decimal(0)
    pack: Decimal = Decimal(0)
    preferred: bool = False

    @property
    def fields(self) -> Fields:
        """What is stored of it."""
        return {name: getattr(self, name) for name in _TERMS}


@dataclass(frozen=True, slots=True)
class SubstituteTerms:
    """Another product that may stand for this one: `ratio` units of it for one."""

    product_id: int
    sku: str
    name: str
    ratio: Decimal = Decimal(1)
    rank: int = 0
    two_way: bool = False
    note: str = ""

    @property
    def fields(self) -> Fields:
        """What is stored of it."""
        return {name: getattr(self, name) for name in _SUBSTITUTE}


@dataclass(frozen=True, slots=True)
class ProductCard:
    """A product with what hangs on it; `stands_for` names the SKUs whose substitute it is both ways."""

    fields: Fields
    suppliers: tuple[SupplierTerms, ...] = ()
    substitutes: tuple[SubstituteTerms, ...] = ()
    stands_for: tuple[str, ...] = field(default=())


def product_card(session: Reader, product_id: int) -> ProductCard:
    """NotFound if it is gone."""
    suppliers = fetch(
        session,
        f"SELECT sp.supplier_id, v.name, {_listed('sp', _TERMS)} FROM supplier_products sp"
        " JOIN suppliers v ON v.id = sp.supplier_id WHERE sp.product_id = ? ORDER BY sp.id",
        (product_id,),
    )
    substitutes = fetch(
        session,
        f"SELECT s.substitute_id, p.sku, p.name, {_listed('s', _SUBSTITUTE)} FROM substitutes s"
        " JOIN products p ON p.id = s.substitute_id WHERE s.product_id = ? ORDER BY s.rank, s.id",
        (product_id,),
    )
    others = fetch(
        session,
        "SELECT p.sku FROM substitutes s JOIN products p ON p.id = s.product_id"
        " WHERE s.substitute_id = ? AND s.two_way = 1 ORDER BY p.sku_key",
        (product_id,),
    )
    return ProductCard(
        _card(session, PRODUCT, product_id),
        tuple(SupplierTerms(*row[:2], **_values(_TERMS, row[2:])) for row in suppliers),
        tuple(SubstituteTerms(*row[:3], **_values(_SUBSTITUTE, row[3:])) for row in substitutes),
        tuple(row[0] for row in others),
    )


def customer_card(session: Reader, customer_id: int) -> Fields:
    """NotFound if he is gone."""
    return _card(session, CUSTOMER, customer_id)


def supplier_card(session: Reader, supplier_id: int) -> Fields:
    """NotFound if he is gone."""
    return _card(session, SUPPLIER, supplier_id)


def resource_choices(session: Reader) -> list[tuple[int, str, str]]:
    """(id, name, unit) of what products can be made by or done with; those out of use last."""
    rows = fetch(session, "SELECT id, name, unit, active FROM resources ORDER BY active DESC, name_key")
    return [
        (row_id, name if active else tr("{name} (out of use)", name=name), unit)
        for row_id, name, unit, active in rows
    ]


def _card(session: Reader, table: str, row_id: int) -> Fields:
    names = tuple(CHECKS[table])
    row = fetch_one(session, f"SELECT {', '.join(names)} FROM {table} WHERE id = ?", (row_id,))
    if row is None:
        raise NotFound(tr("This was deleted meanwhile."), tr("Reload the list."))
    return _values(names, row)


def _listed(alias: str, names: Sequence[str]) -> str:
    return ", ".join(f"{alias}.{name}" for name in names)


def _values(names: Sequence[str], row: Sequence[Any]) -> Fields:
    return {name: _value(name, stored) for name, stored in zip(names, row, strict=True)}


def _value(name: str, stored: Any) -> Any:
    if name in _FLAGS:
        return bool(stored)
    if stored is not None and name in _PLACES:
        return from_units(stored, _PLACES[name])
    return stored
