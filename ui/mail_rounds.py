"""While a shop is open mail that is due goes by itself: what waits for its next try, what is automatic.

Nobody is asked anything; what went wrong stands beside the mail on Notices.
"""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.errors import ShopError
from app.letters.automatic import mail_is_to_go, send_due
from app.outbox import Delivery, delivery_text
from app.progress import Cancelled
from ui.common.jobs import Jobs

LOOKS_EVERY = 60_000
"""Milliseconds between looks into the outbox."""
RESTS = 10
"""Looks that are left out after a server could not be used."""

log = logging.getLogger(__name__)


class MailRounds(QObject):
    """Looks at once when it begins, then every minute; `say` takes what was sent."""

    def __init__(self, jobs: Jobs, say: Callable[[str], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._say = jobs, say
        self._timer = QTimer(self, interval=LOOKS_EVERY)
        self._timer.timeout.connect(self.look)
        self._is_under_way = False
        self._rests = 0

    def begin(self) -> None:
        """From now on, in the shop that the jobs have."""
        self._rests = 0
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Send what is due, unless that is going on already."""
        if self._is_under_way or self._jobs.shop is None:
            return
        if self._rests:
            self._rests -= 1
            return
        self._is_under_way = True
        self._jobs.read(mail_is_to_go, done=self._send, failed=self._fails)

    def _send(self, is_to_go: bool) -> None:
        shop = self._jobs.shop
        if not is_to_go or shop is None:
            self._is_under_way = False
            return
        self._jobs.send(lambda progress: send_due(shop, progress=progress), self._sent, self._fails)  # type: ignore[arg-type]

    def _sent(self, delivery: Delivery) -> None:
        self._is_under_way = False
        if delivery != Delivery():
            self._say(delivery_text(delivery))

    def _fails(self, error: ShopError) -> None:
        """Nobody asked for this now: the next look may do better, and the mails say what is wrong."""
        self._is_under_way = False
        if not isinstance(error, Cancelled):
            self._rests = RESTS
            log.warning("no mail was sent: %s", error)
            self._say(error.title)
