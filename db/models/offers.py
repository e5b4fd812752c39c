"""What was offered in place of missing goods (R24)."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import STRICT, Base, Key, one_of, pieces, points_to, where, words
from db.terms import OfferState
from db.types import Day, Money, Quantity, Uuid


class Offer(Base):
    """A product offered to one line: `ratio` units for one; `set_aside` of it is reserved to nobody else."""

    __tablename__ = "offers"
    __table_args__ = (
        one_of("state", OfferState),
        CheckConstraint("quantity > 0 AND ratio > 0 AND price >= 0", name="offered"),
        CheckConstraint("set_aside BETWEEN 0 AND quantity", name="set_aside"),
        CheckConstraint("set_aside = 0 OR state = 'open'", name="kept"),
        Index(
            "uq_offers_line",
            "order_line_id",
            "product_id",
            unique=True,
            **where("state = 'open'"),
        ),
        Index("ix_offers_line", "order_line_id", "id"),
        Index("ix_offers_set_aside", "pool_id", "id", **where("set_aside > 0")),
        Index("ix_offers_reply_by", "reply_by", "id", **where("state = 'open'")),
        STRICT,
    )

    id: Mapped[Key]
    order_line_id: Mapped[int] = points_to("order_lines.id", index=False)
    product_id: Mapped[int] = points_to("products.id")
    # Where it lies, or will.
    pool_id: Mapped[int] = points_to("stock_levels.id")
    notice_id: Mapped[int | None] = points_to("notices.id", default=None)
    state: Mapped[str] = words(OfferState.OPEN)
    ratio: Mapped[Decimal] = mapped_column(Quantity, default=1, server_default="1000")
    price: Mapped[Decimal] = mapped_column(Money(4), default=0, server_default="0")
    # Of the product offered.
    quantity: Mapped[Decimal] = pieces()
    set_aside: Mapped[Decimal] = pieces()
    offered_on: Mapped[date] = mapped_column(Day)
    # When it can leave; NULL: at once.
    from_on: Mapped[date | None] = mapped_column(Day, default=None)
    reply_by: Mapped[date | None] = mapped_column(Day, default=None)
    action_id: Mapped[str] = mapped_column(Uuid, default="", server_default="")
