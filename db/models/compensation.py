"""What a late order earns its customer, and the vouchers that pay it (R25)."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index
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
from db.terms import RewardKind, VoucherMoveKind, VoucherState, VoucherUnit
from db.types import Count, Day, Money, UtcDateTime, Uuid


class RewardRule(Base):
    """From how many days late, and for whom, a line earns what; the first rule that fits counts."""

    __tablename__ = "reward_rules"
    __table_args__ = (
        one_of("kind", RewardKind),
        CheckConstraint("days_late > 0 AND order_value >= 0", name="from"),
        CheckConstraint("figure > 0 AND (most IS NULL OR most > 0)", name="figure"),
        *is_flag("active"),
        STRICT,
    )

    id: Mapped[Key]
    position: Mapped[int] = count()
    # The least of each that the rule asks for; a priority of NULL asks for none.
    days_late: Mapped[int] = count(1)
    order_value: Mapped[Decimal] = mapped_column(Money, default=0, server_default="0")
    priority: Mapped[int | None] = mapped_column(Count, default=None)
    kind: Mapped[str] = words(RewardKind.PERCENT)
    # Percent of the line's value, an amount of money, or points.
    figure: Mapped[Decimal] = pieces()
    # A share is no more than that.
    most: Mapped[Decimal | None] = mapped_column(Money, default=None)
    active: Mapped[bool] = flag(True)


class Voucher(Base):
    """Money or points that a customer may use until a day; the balance is the sum of its moves."""

    __tablename__ = "vouchers"
    __table_args__ = (
        one_of("unit", VoucherUnit),
        one_of("state", VoucherState),
        CheckConstraint("issued >= 0 AND balance BETWEEN 0 AND issued", name="balance"),
        CheckConstraint("balance = 0 OR state = 'open'", name="worth"),
        CheckConstraint("days_late >= 0", name="days_late"),
        Index("ix_vouchers_expiry", "expires_on", "id", **where("state = 'open'")),
        Index("ix_vouchers_issued", "issued_on", "id"),
        STRICT,
    )

    id: Mapped[Key]
    # What the customer shows: no 0, O, 1 or I.
    code: Mapped[str] = words(unique=True)
    state: Mapped[str] = words(VoucherState.OPEN)
    customer_id: Mapped[int] = points_to("customers.id")
    # The line whose delay earned it, and the notice that told of that delay; NULL where the owner gave it.
    order_line_id: Mapped[int | None] = points_to("order_lines.id", default=None)
    notice_id: Mapped[int | None] = points_to("notices.id", default=None)
    # The days late that it makes good for, top-ups included.
    days_late: Mapped[int] = count()
    unit: Mapped[str] = words(VoucherUnit.MONEY)
    currency: Mapped[str] = words()
    # In all, top-ups included.
    issued: Mapped[Decimal] = mapped_column(Money, default=0, server_default="0")
    balance: Mapped[Decimal] = mapped_column(Money, default=0, server_default="0")
    issued_on: Mapped[date] = mapped_column(Day)
    expires_on: Mapped[date | None] = mapped_column(Day, default=None)
    note: Mapped[str] = words()


class VoucherMove(Base):
    """One signed change of a voucher's balance; never altered, never deleted."""

    __tablename__ = "voucher_moves"
    __table_args__ = (
        one_of("kind", VoucherMoveKind),
        CheckConstraint("amount <> 0", name="amount"),
        Index("ix_voucher_moves_moved", "moved_on", "id"),
        APPEND_ONLY,
    )

    id: Mapped[Key]
    voucher_id: Mapped[int] = points_to("vouchers.id")
    kind: Mapped[str] = words(VoucherMoveKind.ISSUED)
    amount: Mapped[Decimal] = mapped_column(Money)
    # Paid with it, or given back by it.
    order_id: Mapped[int | None] = points_to("orders.id", default=None)
    moved_on: Mapped[date] = mapped_column(Day)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    who: Mapped[str] = words()
    action_id: Mapped[str] = mapped_column(Uuid, default="", server_default="")
    note: Mapped[str] = words()
