"""Pages on which customers see how their order stands."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import STRICT, Base, Key, points_to, words
from db.types import Day


class StatusPage(Base):
    """The page of an order, under a name that nobody guesses."""

    __tablename__ = "status_pages"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    order_id: Mapped[int] = points_to("orders.id", index=False, unique=True)
    token: Mapped[str] = words(unique=True)
    # When the page first said that the order ended; it is taken away 30 days after.
    ended_on: Mapped[date | None] = mapped_column(Day, default=None, index=True)
