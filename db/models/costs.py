"""What backorders cost, and sales that were lost for want of goods."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import STRICT, Base, Key, flag, is_flag, one_of, pieces, points_to, words
from db.terms import CostKind
from db.types import Day, Money, Uuid


class CostEntry(Base):
    """What a late line cost: freight, handling, storage, a voucher, lost margin."""

    __tablename__ = "cost_entries"
    __table_args__ = (
        one_of("kind", CostKind),
        *is_flag("computed"),
        Index("ix_cost_entries_day", "cost_on", "id"),
        STRICT,
    )

    id: Mapped[Key]
    order_line_id: Mapped[int] = points_to("order_lines.id")
    kind: Mapped[str] = words(CostKind.OTHER)
    amount: Mapped[Decimal] = mapped_column(Money)
    # By rule, not entered by hand.
    computed: Mapped[bool] = flag()
    cost_on: Mapped[date] = mapped_column(Day)
    note: Mapped[str] = words()
    action_id: Mapped[str] = mapped_column(Uuid, default="", server_default="")
    # What made the goods late: an EtaCause; '' where nothing is known.
    cause: Mapped[str] = words()
    # Of a computed one: the number of the shipment that it came with.
    reference: Mapped[str] = words()


class UnmetDemand(Base):
    """A sale lost for want of goods (R8): demand all the same."""

    __tablename__ = "unmet_demand"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        Index("ix_unmet_demand_day", "asked_on", "id"),
        STRICT,
    )

    id: Mapped[Key]
    product_id: Mapped[int] = points_to("products.id")
    customer_id: Mapped[int | None] = points_to("customers.id", default=None)
    order_line_id: Mapped[int | None] = points_to("order_lines.id", default=None)
    quantity: Mapped[Decimal] = pieces()
    asked_on: Mapped[date] = mapped_column(Day)
    reason: Mapped[str] = words()
    note: Mapped[str] = words()
    # What selling it would have earned.
    margin: Mapped[Decimal] = mapped_column(Money, default=0, server_default="0")
    action_id: Mapped[str] = mapped_column(Uuid, default="", server_default="")
    # What made the goods late: an EtaCause; '' where nothing is known.
    cause: Mapped[str] = words()
