"""What left the shop, and what came back."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import STRICT, Base, Key, one_of, pieces, points_to, words
from db.terms import Condition
from db.types import Day


class Shipment(Base):
    """Goods handed over or sent, posted once under its number."""

    __tablename__ = "shipments"
    __table_args__ = (Index("ix_shipments_shipped", "shipped_on", "id"), STRICT)

    id: Mapped[Key]
    number: Mapped[str] = words(unique=True)
    order_id: Mapped[int] = points_to("orders.id")
    shipped_on: Mapped[date] = mapped_column(Day)
    carrier: Mapped[str] = words()
    tracking: Mapped[str] = words()
    note: Mapped[str] = words()


class ShipmentLine(Base):
    """What of an order line left; `undone` of it came back by mistake undone."""

    __tablename__ = "shipment_lines"
    __table_args__ = (
        CheckConstraint("quantity > 0 AND undone BETWEEN 0 AND quantity", name="quantity"),
        STRICT,
    )

    id: Mapped[Key]
    shipment_id: Mapped[int] = points_to("shipments.id")
    order_line_id: Mapped[int] = points_to("order_lines.id")
    quantity: Mapped[Decimal] = pieces()
    undone: Mapped[Decimal] = pieces()


class Return(Base):
    """Goods a customer brought back; `undone` of it was booked by mistake."""

    __tablename__ = "returns"
    __table_args__ = (
        one_of("condition", Condition),
        CheckConstraint("quantity > 0 AND undone BETWEEN 0 AND quantity", name="quantity"),
        # What was brought together shares the number.
        UniqueConstraint("number", "order_line_id", "condition"),
        STRICT,
    )

    id: Mapped[Key]
    number: Mapped[str] = words()
    order_line_id: Mapped[int] = points_to("order_lines.id")
    quantity: Mapped[Decimal] = pieces()
    condition: Mapped[str] = words(Condition.SALEABLE)
    returned_on: Mapped[date] = mapped_column(Day)
    reason: Mapped[str] = words()
    # The new line, at price 0, that replaces what came back (R19).
    replacement_line_id: Mapped[int | None] = points_to("order_lines.id", index=False, default=None)
    undone: Mapped[Decimal] = pieces()
