"""A purchase goes out to its supplier: when, and that it did not after all."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.actions.context import today, touched
from app.actions.editing import edit
from app.changes import Area
from db.models.purchases import Purchase
from db.rows import fetch_for


def mark_sent(session: Session, purchase_ids: Sequence[int]) -> list[int]:
    """As sent today, those that nobody sent before; which ones those are."""
    sql = "SELECT id FROM purchases WHERE id IN ({ids}) AND sent_on IS NULL ORDER BY id"
    unsent = [int(row[0]) for row in fetch_for(session, sql, purchase_ids)]
    _set(session, unsent, None, today(session))
    return unsent


def unmark_sent(session: Session, purchase_ids: Sequence[int], day: date) -> None:
    """Takes `mark_sent` of that day back."""
    _set(session, purchase_ids, day, None)


def _set(session: Session, purchase_ids: Sequence[int], before: date | None, after: date | None) -> None:
    for purchase_id in purchase_ids:
        edit(session, Purchase, purchase_id, {"sent_on": before}, {"sent_on": after})
        if after is not None:
            # Else the next suggestion would rewrite what the supplier has in hand.
            session.get_one(Purchase, purchase_id).suggested = False
    touched(session, Area.PURCHASES)
