"""A new purchase, entered as it was shown."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.actions.outlooks import as_shown
from app.actions.purchasing import PurchaseDraft, enter_purchase
from app.actions.remembering import start_remembering
from db.models.purchases import Purchase
from db.rows import fetch

Flag = tuple[int, str, str | None]
"""An order line whose supply was cancelled, with its reason and the reason's facts as stored."""


@dataclass(frozen=True, slots=True)
class Bought:
    """The new purchase, its lines in the draft's order, and who was flagged 'supply cancelled' before it."""

    purchase_id: int
    number: str
    line_ids: tuple[int, ...]
    flagged: tuple[Flag, ...] = ()


def buy(session: Session, draft: PurchaseDraft, fingerprint: str = "") -> Bought:
    """Enter a purchase; PlanChanged where its plan is not the one with this fingerprint."""
    memory = start_remembering(session)
    purchase_id = as_shown(enter_purchase, fingerprint)(session, draft)
    flagged = tuple(
        (line.id, line.reason, line.reason_facts) for line in memory.lines.values() if line.supply_cancelled
    )
    lines = fetch(session, "SELECT id FROM purchase_lines WHERE purchase_id = ? ORDER BY id", (purchase_id,))
    number = session.get_one(Purchase, purchase_id).number
    return Bought(purchase_id, number, tuple(row[0] for row in lines), flagged)
