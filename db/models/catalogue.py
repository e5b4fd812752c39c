"""What the shop sells, where it lies, who delivers it, and who makes it."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import STRICT, Base, Key, count, flag, is_flag, one_of, pieces, points_to, words
from db.terms import BackorderPolicy, ProductKind
from db.types import Count, Day, Money, Quantity


class Location(Base):
    """A place that holds stock of its own; 'Main' exists from the start."""

    __tablename__ = "locations"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    name: Mapped[str] = words()
    name_key: Mapped[str] = words(unique=True)


class Product(Base):
    """Anything an order line can name."""

    __tablename__ = "products"
    __table_args__ = (
        one_of("kind", ProductKind),
        one_of("backorders", BackorderPolicy),
        CheckConstraint("decimals BETWEEN 0 AND 3", name="decimals"),
        *is_flag("active"),
        Index("ix_products_name", "name_key", "id"),
        Index("ix_products_barcode", "barcode"),
        STRICT,
    )

    id: Mapped[Key]
    sku: Mapped[str] = words(unique=True)
    # NFKC, casefolded: two SKUs that a reader could not tell apart are refused.
    sku_key: Mapped[str] = words(unique=True)
    name: Mapped[str] = words()
    name_key: Mapped[str] = words()
    kind: Mapped[str] = words(ProductKind.STOCKED)
    unit: Mapped[str] = words()
    decimals: Mapped[int] = count()
    price: Mapped[Decimal] = mapped_column(Money(4), default=0, server_default="0")
    # Percent.
    tax_rate: Mapped[Decimal] = pieces()
    cost: Mapped[Decimal] = mapped_column(Money(4), default=0, server_default="0")
    barcode: Mapped[str] = words()
    category: Mapped[str] = words()
    tags: Mapped[str] = words()
    note: Mapped[str] = words()
    minimum: Mapped[Decimal | None] = mapped_column(Quantity, default=None)
    maximum: Mapped[Decimal | None] = mapped_column(Quantity, default=None)
    backorders: Mapped[str] = words(BackorderPolicy.ALWAYS)
    backorder_limit: Mapped[Decimal | None] = mapped_column(Quantity, default=None)
    resource_id: Mapped[int | None] = points_to("resources.id", default=None)
    # Capacity of the resource that one unit takes.
    effort: Mapped[Decimal] = mapped_column(Quantity, default=1, server_default="1000")
    active: Mapped[bool] = flag(True)


class Supplier(Base):
    """Who delivers; `lead_days` are calendar days, NULL where nobody knows."""

    __tablename__ = "suppliers"
    __table_args__ = (*is_flag("active", "email_refused"), STRICT)

    id: Mapped[Key]
    name: Mapped[str] = words()
    name_key: Mapped[str] = words(unique=True)
    contact: Mapped[str] = words()
    street: Mapped[str] = words()
    postcode: Mapped[str] = words()
    city: Mapped[str] = words()
    region: Mapped[str] = words()
    country: Mapped[str] = words()
    email: Mapped[str] = words()
    phone: Mapped[str] = words()
    language: Mapped[str] = words()
    currency: Mapped[str] = words()
    lead_days: Mapped[int | None] = mapped_column(Count, default=None)
    note: Mapped[str] = words()
    active: Mapped[bool] = flag(True)
    email_refused: Mapped[bool] = flag()


class SupplierProduct(Base):
    """What a supplier calls a product, asks for it, and how he delivers it."""

    __tablename__ = "supplier_products"
    __table_args__ = (
        UniqueConstraint("product_id", "supplier_id"),
        *is_flag("preferred"),
        STRICT,
    )

    id: Mapped[Key]
    product_id: Mapped[int] = points_to("products.id", index=False)
    supplier_id: Mapped[int] = points_to("suppliers.id")
    their_sku: Mapped[str] = words()
    cost: Mapped[Decimal] = mapped_column(Money(4), default=0, server_default="0")
    lead_days: Mapped[int | None] = mapped_column(Count, default=None)
    minimum: Mapped[Decimal] = pieces()
    pack: Mapped[Decimal] = pieces()
    preferred: Mapped[bool] = flag()


class Substitute(Base):
    """One product may stand for another: `ratio` units of it for one of the original."""

    __tablename__ = "substitutes"
    __table_args__ = (
        UniqueConstraint("product_id", "substitute_id"),
        CheckConstraint("product_id <> substitute_id", name="other"),
        CheckConstraint("ratio > 0", name="ratio"),
        *is_flag("two_way"),
        STRICT,
    )

    id: Mapped[Key]
    product_id: Mapped[int] = points_to("products.id", index=False)
    substitute_id: Mapped[int] = points_to("products.id")
    ratio: Mapped[Decimal] = mapped_column(Quantity, default=1, server_default="1000")
    rank: Mapped[int] = count()
    two_way: Mapped[bool] = flag()
    note: Mapped[str] = words()


class Resource(Base):
    """A person or a bench with so much capacity a week."""

    __tablename__ = "resources"
    __table_args__ = (*is_flag("active"), STRICT)

    id: Mapped[Key]
    name: Mapped[str] = words()
    name_key: Mapped[str] = words(unique=True)
    unit: Mapped[str] = words()
    active: Mapped[bool] = flag(True)


class ResourceWeek(Base):
    """Capacity a week from a Monday on, until the next such row."""

    __tablename__ = "resource_weeks"
    __table_args__ = (
        UniqueConstraint("resource_id", "monday"),
        CheckConstraint("per_week >= 0", name="per_week"),
        STRICT,
    )

    id: Mapped[Key]
    resource_id: Mapped[int] = points_to("resources.id", index=False)
    monday: Mapped[date] = mapped_column(Day)
    per_week: Mapped[Decimal] = pieces()
    cause: Mapped[str] = words()
    note: Mapped[str] = words()


class ResourceBlock(Base):
    """Days, first and last included, on which a resource gives nothing."""

    __tablename__ = "resource_blocks"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="days"), STRICT)

    id: Mapped[Key]
    resource_id: Mapped[int] = points_to("resources.id")
    first_day: Mapped[date] = mapped_column(Day)
    last_day: Mapped[date] = mapped_column(Day)
    cause: Mapped[str] = words()
    note: Mapped[str] = words()


class ResourceUse(Base):
    """Capacity that finished work took, on the day it was done."""

    __tablename__ = "resource_uses"
    __table_args__ = (Index("ix_resource_uses_day", "resource_id", "used_on"), STRICT)

    id: Mapped[Key]
    resource_id: Mapped[int] = points_to("resources.id", index=False)
    order_line_id: Mapped[int | None] = points_to("order_lines.id", default=None)
    used_on: Mapped[date] = mapped_column(Day)
    effort: Mapped[Decimal] = pieces()
