"""What lies where: the ledger is the truth, levels are its cache."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Computed, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import APPEND_ONLY, STRICT, Base, Key, one_of, pieces, points_to, where, words
from db.terms import MoveKind
from db.types import Day, Money, Quantity, UtcDateTime, Uuid


class Pool(Base):
    """A product at a location: what is there, what of it is reserved, what comes and who waits."""

    __tablename__ = "stock_levels"
    __table_args__ = (
        UniqueConstraint("product_id", "location_id"),
        CheckConstraint("reserved >= 0 AND on_hand >= reserved", name="reserved"),
        CheckConstraint("incoming >= 0 AND backordered >= 0", name="caches"),
        STRICT,
    )

    id: Mapped[Key]
    product_id: Mapped[int] = points_to("products.id", index=False)
    location_id: Mapped[int] = points_to("locations.id")
    on_hand: Mapped[Decimal] = pieces()
    reserved: Mapped[Decimal] = pieces()
    available: Mapped[Decimal] = mapped_column(Quantity, Computed("on_hand - reserved", persisted=True))
    # Kept by settling: confirmed purchases and transfers on their way; what lines wait for.
    incoming: Mapped[Decimal] = pieces()
    backordered: Mapped[Decimal] = pieces()


class StockMove(Base):
    """One signed change of a pool's stock; never altered, never deleted."""

    __tablename__ = "stock_moves"
    __table_args__ = (
        one_of("kind", MoveKind),
        CheckConstraint("quantity <> 0", name="quantity"),
        APPEND_ONLY,
    )

    id: Mapped[Key]
    pool_id: Mapped[int] = points_to("stock_levels.id")
    quantity: Mapped[Decimal] = pieces()
    kind: Mapped[str] = words()
    # Number of the document that moved it.
    reference: Mapped[str] = words(index=True)
    order_line_id: Mapped[int | None] = points_to("order_lines.id", index=False, default=None)
    purchase_line_id: Mapped[int | None] = points_to("purchase_lines.id", index=False, default=None)
    cost: Mapped[Decimal | None] = mapped_column(Money(4), default=None)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    who: Mapped[str] = words()
    action_id: Mapped[str] = mapped_column(Uuid, default="", server_default="")
    note: Mapped[str] = words()


class StockCount(Base):
    """A count of one location on one day."""

    __tablename__ = "counts"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    number: Mapped[str] = words(unique=True)
    location_id: Mapped[int] = points_to("locations.id")
    counted_on: Mapped[date] = mapped_column(Day)
    note: Mapped[str] = words()


class StockCountLine(Base):
    """What the books said and what was there."""

    __tablename__ = "count_lines"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    count_id: Mapped[int] = points_to("counts.id")
    pool_id: Mapped[int] = points_to("stock_levels.id")
    expected: Mapped[Decimal] = pieces()
    counted: Mapped[Decimal] = pieces()


class Transfer(Base):
    """Goods on their way from one location to another; `eta` NULL where nobody knows."""

    __tablename__ = "transfers"
    __table_args__ = (
        CheckConstraint("from_pool_id <> to_pool_id", name="pools"),
        CheckConstraint("quantity > 0 AND received BETWEEN 0 AND quantity", name="quantity"),
        # Goods that were sent together share the number.
        UniqueConstraint("number", "to_pool_id"),
        Index("ix_transfers_open", "to_pool_id", **where("incoming > 0")),
        STRICT,
    )

    id: Mapped[Key]
    number: Mapped[str] = words()
    from_pool_id: Mapped[int] = points_to("stock_levels.id")
    to_pool_id: Mapped[int] = points_to("stock_levels.id", index=False)
    quantity: Mapped[Decimal] = pieces()
    received: Mapped[Decimal] = pieces()
    closed: Mapped[Decimal] = pieces()
    incoming: Mapped[Decimal] = mapped_column(
        Quantity, Computed("quantity - received - closed", persisted=True)
    )
    sent_on: Mapped[date] = mapped_column(Day)
    eta: Mapped[date | None] = mapped_column(Day, default=None)
    note: Mapped[str] = words()
