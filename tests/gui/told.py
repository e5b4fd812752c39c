"""Customers of the small shop who were told by letter that their goods come later."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.actions.delays import fingerprint_of, notices_to_tell
from app.actions.purchasing import set_eta
from app.actions.sending import LetterDraft, SentLetter, free_codes, record_letter
from app.settings import change_settings
from app.shop import Shop, clock_at
from db.rows import fetch
from tests.kitchen import Kitchen

JANUARY = date(2027, 1, 15)
_DUE = (
    "SELECT id FROM notices WHERE state = 'due' AND customer_id = ?"
    " AND kind IN ('delay', 'renewed_delay', 'date_gone')"
)


def all_late(shop: Shop, **settings: Any) -> None:
    """The supplier says January."""
    if settings:
        shop.write(lambda session: change_settings(session, **settings) and None)
    ids = [row[0] for row in shop.read(fetch, "SELECT id FROM purchase_lines ORDER BY id")]
    shop.write(set_eta, ids, JANUARY, cause="transport")


def tell(shop: Shop, kitchen: Kitchen, customer: str) -> SentLetter:
    """Send what is due to a customer."""
    customer_id = kitchen.customers[customer]
    ids = [row[0] for row in shop.read(fetch, _DUE, (customer_id,))]
    draft = LetterDraft(
        kind="delay",
        code=shop.read(free_codes, 1)[0],
        pdf=b"%PDF-1.4 as it went out",
        notice_ids=tuple(ids),
        fingerprint=fingerprint_of(shop.read(notices_to_tell, ids)),
        customer_id=customer_id,
        language="en",
        subject="Your order",
        address=customer,
    )
    sent: SentLetter = shop.write(record_letter, draft)
    return sent


def code_of(shop: Shop) -> str:
    """The code of the newest letter."""
    return str(shop.read(fetch, "SELECT code FROM letters ORDER BY id DESC LIMIT 1")[0][0])


def wait_until(shop: Shop, day: date) -> None:
    """Nights pass."""
    shop.clock = clock_at(day)


def line(shop: Shop, line_id: int, columns: str) -> Sequence[Any]:
    """What is stored of a line."""

    def read(session: Session) -> tuple[Any, ...]:
        [row] = fetch(session, f"SELECT {columns} FROM order_lines WHERE id = ?", (line_id,))
        return tuple(row)

    return shop.read(read)
