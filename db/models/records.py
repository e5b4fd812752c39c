"""What the desk remembers about itself: settings, numbers, actions, history, pegs."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import APPEND_ONLY, STRICT, Base, Key, count, facts, pieces, points_to, where, words
from db.types import Day, Json, Quantity, Text, UtcDateTime, Uuid


class Setting(Base):
    """A setting of the shop, by key."""

    __tablename__ = "settings"
    __table_args__ = (STRICT,)

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[object] = mapped_column(Json)


class NumberSeries(Base):
    """The next number of a kind of document: prefix and counter."""

    __tablename__ = "number_series"
    __table_args__ = (STRICT,)

    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    prefix: Mapped[str] = words()
    next: Mapped[int] = count(1)


class DocumentNumber(Base):
    """A number under which something without a table of its own was posted: a second posting is refused."""

    __tablename__ = "document_numbers"
    __table_args__ = (UniqueConstraint("kind", "number"), STRICT)

    id: Mapped[Key]
    kind: Mapped[str] = words()
    number: Mapped[str] = words()


class Action(Base):
    """A committed write with its outcome: the same id again returns it and does nothing."""

    __tablename__ = "actions"
    __table_args__ = (STRICT,)

    id: Mapped[str] = mapped_column(Uuid, primary_key=True)
    kind: Mapped[str] = words()
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    who: Mapped[str] = words()
    outcome: Mapped[object] = facts()
    areas: Mapped[object] = facts()


class History(Base):
    """One change of stock, reservation, date, rank or promise; who and when stand in its action too."""

    __tablename__ = "history"
    __table_args__ = (
        Index("ix_history_line", "order_line_id", "id", **where("order_line_id IS NOT NULL")),
        Index("ix_history_purchase", "purchase_line_id", "id", **where("purchase_line_id IS NOT NULL")),
        Index("ix_history_pool", "pool_id", "id", **where("pool_id IS NOT NULL")),
        # A day, and what one action did: its rows share the moment.
        Index("ix_history_at", "at", "id"),
        Index("ix_history_kind", "kind", "id"),
        APPEND_ONLY,
    )

    id: Mapped[Key]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    action_id: Mapped[str] = mapped_column(Uuid, default="", server_default="")
    who: Mapped[str] = words()
    kind: Mapped[str] = words()
    pool_id: Mapped[int | None] = points_to("stock_levels.id", index=False, default=None)
    order_line_id: Mapped[int | None] = points_to("order_lines.id", index=False, default=None)
    purchase_line_id: Mapped[int | None] = points_to("purchase_lines.id", index=False, default=None)
    quantity: Mapped[Decimal | None] = mapped_column(Quantity, default=None)
    old_day: Mapped[date | None] = mapped_column(Day, default=None)
    new_day: Mapped[date | None] = mapped_column(Day, default=None)
    facts: Mapped[object] = facts()


class Peg(Base):
    """A waiting quantity tied to its supply: a purchase line, a transfer, or a week of a resource."""

    __tablename__ = "pegs"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        Index("ix_pegs_purchase_line", "purchase_line_id", **where("purchase_line_id IS NOT NULL")),
        Index("ix_pegs_transfer", "transfer_id", **where("transfer_id IS NOT NULL")),
        STRICT,
    )

    id: Mapped[Key]
    pool_id: Mapped[int] = points_to("stock_levels.id")
    order_line_id: Mapped[int] = points_to("order_lines.id")
    purchase_line_id: Mapped[int | None] = points_to("purchase_lines.id", index=False, default=None)
    transfer_id: Mapped[int | None] = points_to("transfers.id", index=False, default=None)
    resource_id: Mapped[int | None] = points_to("resources.id", index=False, default=None)
    # Monday of the resource's week.
    week: Mapped[date | None] = mapped_column(Day, default=None)
    quantity: Mapped[Decimal] = pieces()
    # The day the supply comes; NULL where its date is not known.
    comes_on: Mapped[date | None] = mapped_column(Day, default=None)
