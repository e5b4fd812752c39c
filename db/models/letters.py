"""Letters as they went out, the mails that carry them, and the shop's own wording and logo."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import STRICT, Base, Key, count, one_of, points_to, where, words
from db.terms import CHASER, MailState, NoticeChannel, NoticeKind
from db.types import Bytes, Day, UtcDateTime, Uuid


class Letter(Base):
    """What one customer, or supplier, was told at once; only `reprints` ever changes."""

    __tablename__ = "letters"
    __table_args__ = (
        one_of("kind", [*NoticeKind, CHASER]),
        one_of("channel", NoticeChannel),
        CheckConstraint("customer_id IS NULL OR supplier_id IS NULL", name="recipient"),
        CheckConstraint("reprints >= 0", name="reprints"),
        Index("ix_letters_sent", "sent_on", "id"),
        {**STRICT, "info": {"append_only": True, "may_change": ("reprints",)}},
    )

    id: Mapped[Key]
    # What the customer types or scans to answer: no 0, O, 1 or I.
    code: Mapped[str] = words(unique=True)
    # The weightiest of the notices that it tells.
    kind: Mapped[str] = words(NoticeKind.DELAY)
    customer_id: Mapped[int | None] = points_to("customers.id", default=None)
    supplier_id: Mapped[int | None] = points_to("suppliers.id", default=None)
    channel: Mapped[str] = words(NoticeChannel.LETTER)
    language: Mapped[str] = words()
    subject: Mapped[str] = words()
    # The body of the mail, without marks of layout.
    text: Mapped[str] = words()
    # As printed, a line each.
    address: Mapped[str] = words()
    email: Mapped[str] = words()
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_on: Mapped[date] = mapped_column(Day)
    reply_by: Mapped[date | None] = mapped_column(Day, default=None)
    who: Mapped[str] = words()
    action_id: Mapped[str] = mapped_column(Uuid, default="", server_default="")
    reprints: Mapped[int] = count()
    # Last, so that lists of letters are read without walking through it.
    pdf: Mapped[bytes] = mapped_column(Bytes)


class AskedLine(Base):
    """A purchase line whose date a letter asked the supplier for."""

    __tablename__ = "asked_lines"
    __table_args__ = (UniqueConstraint("purchase_line_id", "letter_id"), STRICT)

    id: Mapped[Key]
    purchase_line_id: Mapped[int] = points_to("purchase_lines.id", index=False)
    letter_id: Mapped[int] = points_to("letters.id")


class Mail(Base):
    """A letter on its way by mail; `next_try_at` NULL where nothing is tried any more."""

    __tablename__ = "mails"
    __table_args__ = (
        one_of("state", MailState),
        Index("ix_mails_waiting", "next_try_at", "id", **where("state IN ('queued', 'sending')")),
        Index("ix_mails_troubled", "state", "id", **where("state IN ('refused', 'failed', 'perhaps')")),
        STRICT,
    )

    id: Mapped[Key]
    letter_id: Mapped[int] = points_to("letters.id", index=False, unique=True)
    message_id: Mapped[str] = words(unique=True)
    address: Mapped[str] = words()
    state: Mapped[str] = words(MailState.QUEUED)
    tries: Mapped[int] = count()
    next_try_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    tried_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    # What the server said, or what went wrong.
    problem: Mapped[str] = words()
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LetterText(Base):
    """The owner's own wording of a kind in a language, in place of the one that came with the program."""

    __tablename__ = "letter_texts"
    __table_args__ = (UniqueConstraint("kind", "language"), STRICT)

    id: Mapped[Key]
    kind: Mapped[str] = words()
    language: Mapped[str] = words()
    subject: Mapped[str] = words()
    body: Mapped[str] = words()


class ShopFile(Base):
    """A small file of the shop's own: its logo."""

    __tablename__ = "shop_files"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    name: Mapped[str] = words(unique=True)
    content: Mapped[bytes] = mapped_column(Bytes)
