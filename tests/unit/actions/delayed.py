"""A desk on which a customer's line is late, and the letter that tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.actions.delays import fingerprint_of, notices_to_tell
from app.actions.ordering import PaymentDraft
from app.actions.paying import record_payment
from app.actions.purchasing import set_eta
from app.actions.sending import LetterDraft, SentLetter, free_codes, record_letter
from app.settings import change_settings
from app.shop import clock_at
from db.rows import fetch
from tests.desks import Desk

MONDAY = date(2026, 11, 23)
PROMISED = date(2026, 12, 2)
LATER = date(2026, 12, 16)
"""Eta 15 December and a day of handling."""


@dataclass
class Late:
    """Anna's pans: promised for 2 December, now expected on 16 December."""

    desk: Desk
    order_id: int
    line_id: int
    purchase_line_id: int

    @property
    def customer_id(self) -> int:
        return self.desk.customers["Anna"]

    def rows(self, sql: str, *params: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.desk.shop.read(fetch, sql, params)]

    def due(self, *kinds: str) -> list[int]:
        """Notices that are due to Anna, all kinds of delay if none is named."""
        listed = ", ".join(repr(each) for each in kinds or ("delay", "renewed_delay", "date_gone"))
        sql = f"SELECT id FROM notices WHERE state = 'due' AND customer_id = ? AND kind IN ({listed})"
        return [row[0] for row in self.rows(sql, self.customer_id)]

    def supplier_says(self, eta: date | None) -> None:
        self.desk.shop.write(set_eta, [self.purchase_line_id], eta, cause="transport")

    def draft(self, notice_ids: Sequence[int], **more: Any) -> LetterDraft:
        """The letter as the preview makes it."""
        shop = self.desk.shop
        figures: dict[str, Any] = {
            "kind": "delay",
            "code": shop.read(free_codes, 1)[0],
            "pdf": b"%PDF-1.4 as it went out",
            "notice_ids": tuple(notice_ids),
            "fingerprint": fingerprint_of(shop.read(notices_to_tell, notice_ids)),
            "customer_id": self.customer_id,
            "language": "en",
            "subject": "Your order",
            "address": "Anna\nHigh Street 1",
        }
        return LetterDraft(**figures | more)

    def tell(self, *kinds: str, **more: Any) -> SentLetter:
        """Send what is due."""
        sent: SentLetter = self.desk.shop.write(record_letter, self.draft(self.due(*kinds), **more))
        return sent

    def pays(self, amount: str) -> None:
        self.desk.shop.write(record_payment, self.order_id, PaymentDraft(Decimal(amount)))

    def consents(self) -> list[tuple[Any, ...]]:
        sql = (
            "SELECT state, silence, consent_by, cancels_on, refund_by, renewed, definite FROM consents"
            " ORDER BY id"
        )
        return [
            (state, silence, *map(day_of, days), bool(renewed), bool(definite))
            for state, silence, *days, renewed, definite in self.rows(sql)
        ]

    def promised(self) -> date | None:
        [(day,)] = self.rows("SELECT promised_on FROM order_lines WHERE id = ?", self.line_id)
        return day_of(day)

    def wait_until(self, day: date) -> None:
        """Nights pass."""
        self.desk.shop.clock = clock_at(day)


def day_of(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)


def late(desk: Desk, **settings: Any) -> Late:
    if settings:
        desk.shop.write(lambda session: change_settings(session, **settings) and None)
    desk.product("PAN", supplier="Acme", decimals=0)
    desk.product("POT", stock="5", decimals=0)
    purchase_id = desk.purchase({"PAN": "10"}, PROMISED - timedelta(1), supplier="Acme")
    entered = desk.order("Anna", {"PAN": "2"})
    sql = "SELECT id FROM purchase_lines WHERE purchase_id = ?"
    [(purchase_line_id,)] = desk.shop.read(fetch, sql, (purchase_id,))
    found = Late(desk, entered.order_id, entered.line_ids[0], purchase_line_id)
    assert found.promised() == PROMISED
    found.supplier_says(LATER - timedelta(1))
    return found
