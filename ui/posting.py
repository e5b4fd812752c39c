"""The outbox runs on the owner's click, on a thread of its own; what became of it is told wherever he is."""

from app.language import ntr, tr
from app.outbox import Delivery, send_waiting
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


def delivery_text(delivery: Delivery) -> str:
    """'3 mails sent, 1 refused.'"""
    refused = len(delivery.refused)
    parts = [
        ntr("{count} mail sent", "{count} mails sent", delivery.sent) if delivery.sent else "",
        ntr("{count} refused", "{count} refused", refused) if refused else "",
        ntr("{count} perhaps sent", "{count} perhaps sent", delivery.perhaps) if delivery.perhaps else "",
        ntr("{count} tried again later", "{count} tried again later", delivery.later)
        if delivery.later
        else "",
    ]
    said = tr(", ").join(part for part in parts if part)
    return tr("{facts}.", facts=said) if said else tr("No mail waits.")
