"""What the shop ordered from its suppliers, and what came."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Computed, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import (
    APPEND_ONLY,
    STRICT,
    Base,
    Key,
    count,
    flag,
    is_flag,
    one_of,
    pieces,
    points_to,
    where,
    words,
)
from db.terms import PurchaseState
from db.types import Day, Money, Quantity, UtcDateTime, Uuid


class Purchase(Base):
    """An order to a supplier; `suggested` drafts are rewritten by the next suggestion."""

    __tablename__ = "purchases"
    __table_args__ = (
        one_of("state", PurchaseState),
        *is_flag("suggested"),
        Index("ix_purchases_ordered", "ordered_on", "id"),
        STRICT,
    )

    id: Mapped[Key]
    number: Mapped[str] = words(unique=True)
    state: Mapped[str] = words(PurchaseState.DRAFT)
    supplier_id: Mapped[int | None] = points_to("suppliers.id", default=None)
    location_id: Mapped[int] = points_to("locations.id", index=False)
    supplier_reference: Mapped[str] = words()
    ordered_on: Mapped[date] = mapped_column(Day)
    sent_on: Mapped[date | None] = mapped_column(Day, default=None)
    confirmed_on: Mapped[date | None] = mapped_column(Day, default=None)
    freight: Mapped[Decimal] = mapped_column(Money, default=0, server_default="0")
    currency: Mapped[str] = words()
    suggested: Mapped[bool] = flag()
    note: Mapped[str] = words()


class PurchaseLine(Base):
    """Supply of a pool from its ETA on; `for_line_id` is the order line it was bought for (earmark)."""

    __tablename__ = "purchase_lines"
    __table_args__ = (
        one_of("state", PurchaseState),
        CheckConstraint("ordered > 0 AND received >= 0 AND closed >= 0", name="parts"),
        Index("ix_purchase_lines_supply", "pool_id", "eta", "id", **where("incoming > 0")),
        Index("ix_purchase_lines_overdue", "eta", "id", **where("incoming > 0")),
        Index("ix_purchase_lines_purchase", "purchase_id", "position"),
        Index("ix_purchase_lines_earmark", "for_line_id", **where("for_line_id IS NOT NULL")),
        *is_flag("no_longer_needed"),
        STRICT,
    )

    id: Mapped[Key]
    purchase_id: Mapped[int] = points_to("purchases.id", index=False)
    position: Mapped[int] = count()
    product_id: Mapped[int] = points_to("products.id")
    pool_id: Mapped[int] = points_to("stock_levels.id")
    ordered: Mapped[Decimal] = pieces()
    received: Mapped[Decimal] = pieces()
    # Closed short, cancelled, or rejected without replacement.
    closed: Mapped[Decimal] = pieces()
    cost: Mapped[Decimal] = mapped_column(Money(4), default=0, server_default="0")
    state: Mapped[str] = words(PurchaseState.DRAFT)
    incoming: Mapped[Decimal] = mapped_column(
        Quantity,
        Computed(
            "CASE WHEN state = 'confirmed' AND ordered > received + closed"
            " THEN ordered - received - closed ELSE 0 END",
            persisted=True,
        ),
    )
    eta: Mapped[date | None] = mapped_column(Day, default=None)
    first_eta: Mapped[date | None] = mapped_column(Day, default=None)
    for_line_id: Mapped[int | None] = points_to("order_lines.id", index=False, default=None)
    no_longer_needed: Mapped[bool] = flag()
    note: Mapped[str] = words()


class EtaChange(Base):
    """One move of an ETA, kept after receipt too."""

    __tablename__ = "eta_changes"
    __table_args__ = (APPEND_ONLY,)

    id: Mapped[Key]
    purchase_line_id: Mapped[int] = points_to("purchase_lines.id")
    old_eta: Mapped[date | None] = mapped_column(Day, default=None)
    new_eta: Mapped[date | None] = mapped_column(Day, default=None)
    cause: Mapped[str] = words()
    note: Mapped[str] = words()
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    who: Mapped[str] = words()
    action_id: Mapped[str] = mapped_column(Uuid, default="", server_default="")


class Receipt(Base):
    """Goods that came on one day, with or without a purchase."""

    __tablename__ = "receipts"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    number: Mapped[str] = words(unique=True)
    purchase_id: Mapped[int | None] = points_to("purchases.id", default=None)
    supplier_id: Mapped[int | None] = points_to("suppliers.id", default=None)
    received_on: Mapped[date] = mapped_column(Day)
    delivery_note: Mapped[str] = words()
    freight: Mapped[Decimal] = mapped_column(Money, default=0, server_default="0")
    note: Mapped[str] = words()


class ReceiptLine(Base):
    """What was accepted and what was sent back; `undone` of the accepted was taken back."""

    __tablename__ = "receipt_lines"
    __table_args__ = (
        CheckConstraint("accepted >= 0 AND rejected >= 0 AND undone BETWEEN 0 AND accepted", name="parts"),
        *is_flag("no_replacement"),
        STRICT,
    )

    id: Mapped[Key]
    receipt_id: Mapped[int] = points_to("receipts.id")
    purchase_line_id: Mapped[int | None] = points_to("purchase_lines.id", default=None)
    pool_id: Mapped[int] = points_to("stock_levels.id")
    accepted: Mapped[Decimal] = pieces()
    rejected: Mapped[Decimal] = pieces()
    reject_reason: Mapped[str] = words()
    no_replacement: Mapped[bool] = flag()
    undone: Mapped[Decimal] = pieces()
    cost: Mapped[Decimal] = mapped_column(Money(4), default=0, server_default="0")
