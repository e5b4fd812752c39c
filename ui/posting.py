"""The outbox runs on the owner's click, on a thread of its own; what became of it is told wherever he is."""

from app.outbox import Delivery, delivery_text, send_waiting
from ui.common.page import Desk


def send_outbox(desk: Desk) -> None:
    """Send what waits; without a server it stays waiting, and the page says so."""
    shop = desk.jobs.shop
    desk.jobs.send(lambda progress: send_waiting(shop, progress=progress), _Telling(desk).tell)  # type: ignore[arg-type]


class _Telling:
    """Outlives the dialog from which the mails came."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def tell(self, delivery: Delivery) -> None:
        self._desk.done(delivery_text(delivery))
