"""What customers are to hear, until when they may answer, and what they answered."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import STRICT, Base, Key, facts, flag, is_flag, one_of, pieces, points_to, where, words
from db.terms import AnswerKind, AnswerWay, ConsentState, NoticeKind, NoticeState, Silence
from db.types import Day, Money, Uuid


class Notice(Base):
    """One thing to tell of a line, or (without a line) of a whole order; sent ones are kept as they were."""

    __tablename__ = "notices"
    __table_args__ = (
        one_of("kind", NoticeKind),
        one_of("state", NoticeState),
        *is_flag("pending"),
        Index(
            "uq_notices_line",
            "order_line_id",
            "kind",
            unique=True,
            **where("state = 'due' AND order_line_id IS NOT NULL"),
        ),
        Index(
            "uq_notices_order",
            "order_id",
            "kind",
            unique=True,
            **where("state = 'due' AND order_line_id IS NULL"),
        ),
        Index("ix_notices_due", "customer_id", "id", **where("state = 'due'")),
        Index("ix_notices_kind", "kind", "due_by", "id", **where("state = 'due'")),
        Index("ix_notices_pending", "kind", "due_by", "id", **where("pending = 1")),
        Index("ix_notices_line", "order_line_id", "id", **where("order_line_id IS NOT NULL")),
        Index("ix_notices_order", "order_id", "id"),
        Index("ix_notices_letter", "letter_id", **where("letter_id IS NOT NULL")),
        STRICT,
    )

    id: Mapped[Key]
    kind: Mapped[str] = words(NoticeKind.DELAY)
    state: Mapped[str] = words(NoticeState.DUE)
    # NULL where nobody is to be told and only `pending` matters.
    customer_id: Mapped[int | None] = points_to("customers.id", index=False, default=None)
    order_id: Mapped[int] = points_to("orders.id", index=False)
    order_line_id: Mapped[int | None] = points_to("order_lines.id", index=False, default=None)
    # Of a delay: what the customer was told, and what is to be told now; NULL: that no date is known.
    old_on: Mapped[date | None] = mapped_column(Day, default=None)
    new_on: Mapped[date | None] = mapped_column(Day, default=None)
    quantity: Mapped[Decimal] = pieces()
    amount: Mapped[Decimal] = mapped_column(Money, default=0, server_default="0")
    facts: Mapped[object] = facts()
    due_on: Mapped[date] = mapped_column(Day)
    due_by: Mapped[date | None] = mapped_column(Day, default=None)
    # What it tells of is still to happen: money is owed back, goods lie ready to be fetched.
    pending: Mapped[bool] = flag()
    letter_id: Mapped[int | None] = points_to("letters.id", index=False, default=None)
    action_id: Mapped[str] = mapped_column(Uuid, default="", server_default="")


class Consent(Base):
    """What a delay letter asked of a line, and the days that follow from it (rules/consent.py)."""

    __tablename__ = "consents"
    __table_args__ = (
        one_of("state", ConsentState),
        one_of("silence", Silence),
        *is_flag("renewed", "definite"),
        Index("ix_consents_awaited", "consent_by", "id", **where("state = 'awaited'")),
        STRICT,
    )

    id: Mapped[Key]
    order_line_id: Mapped[int] = points_to("order_lines.id")
    letter_id: Mapped[int] = points_to("letters.id")
    state: Mapped[str] = words(ConsentState.AWAITED)
    silence: Mapped[str] = words(Silence.ASK)
    promised_by: Mapped[date | None] = mapped_column(Day, default=None)
    notice_by: Mapped[date | None] = mapped_column(Day, default=None)
    consent_by: Mapped[date | None] = mapped_column(Day, default=None)
    cancels_on: Mapped[date | None] = mapped_column(Day, default=None)
    refund_by: Mapped[date | None] = mapped_column(Day, default=None)
    renewed: Mapped[bool] = flag()
    # Whether the letter named a new date.
    definite: Mapped[bool] = flag()


class Answer(Base):
    """What a customer said to a delay, line by line; `undone` where it was recorded by mistake."""

    __tablename__ = "answers"
    __table_args__ = (one_of("kind", AnswerKind), one_of("way", AnswerWay), *is_flag("undone"), STRICT)

    id: Mapped[Key]
    order_line_id: Mapped[int] = points_to("order_lines.id")
    letter_id: Mapped[int | None] = points_to("letters.id", default=None)
    kind: Mapped[str] = words(AnswerKind.WAITS)
    waits_until: Mapped[date | None] = mapped_column(Day, default=None)
    quantity: Mapped[Decimal] = pieces()
    way: Mapped[str] = words(AnswerWay.PHONE)
    answered_on: Mapped[date] = mapped_column(Day)
    note: Mapped[str] = words()
    facts: Mapped[object] = facts()
    undone: Mapped[bool] = flag()
    action_id: Mapped[str] = mapped_column(Uuid, default="", server_default="")
