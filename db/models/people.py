"""Who orders."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from db.models.base import STRICT, Base, Key, count, flag, is_flag, one_of, words
from db.terms import BackorderPolicy, NoticeChannel


class Customer(Base):
    """A person or firm that orders; `number` is the key in files."""

    __tablename__ = "customers"
    __table_args__ = (
        one_of("backorders", BackorderPolicy),
        one_of("notice_channel", NoticeChannel),
        *is_flag("active", "email_refused", "notice_per_part"),
        Index("ix_customers_name", "name_key", "id"),
        STRICT,
    )

    id: Mapped[Key]
    number: Mapped[str] = words(unique=True)
    name: Mapped[str] = words()
    name_key: Mapped[str] = words()
    street: Mapped[str] = words()
    postcode: Mapped[str] = words()
    city: Mapped[str] = words()
    region: Mapped[str] = words()
    country: Mapped[str] = words()
    email: Mapped[str] = words()
    phone: Mapped[str] = words()
    language: Mapped[str] = words()
    priority: Mapped[int] = count()
    backorders: Mapped[str] = words(BackorderPolicy.ALWAYS)
    notice_channel: Mapped[str] = words(NoticeChannel.LETTER)
    note: Mapped[str] = words()
    active: Mapped[bool] = flag(True)
    # A mail to the address came back; cleared when the address changes.
    email_refused: Mapped[bool] = flag()
    # Of an order to be fetched: 'arrived' for each part that lies ready, not for the whole (R22).
    notice_per_part: Mapped[bool] = flag()
