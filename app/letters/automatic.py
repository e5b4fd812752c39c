"""What the owner wants sent without a click: what fell due of the kinds he ticked goes by mail (R22).

Only to customers who want mail and have an address that takes it, only through a server that was tested,
and only what has been due for a while, so that an undo comes first. What else is due to the same customer
waits for the owner: only what was ticked goes, all of it in one mail.
"""

from collections.abc import Collection, Iterator
from datetime import timedelta
from functools import partial

from app.actions.context import now
from app.actions.delays import DELAY_KINDS
from app.actions.mailing import mail_waits, was_abandoned
from app.letters.due import due_letters
from app.letters.outgoing import queue_mails
from app.letters.plans import LetterPlan
from app.mail_transport import TIMEOUT
from app.outbox import Delivery, Sender, mail_route, send_waiting
from app.progress import Progress
from app.settings import ShopSettings, shop_settings
from app.shop import Shop
from db.rows import Reader, fetch
from db.stored import to_microseconds
from db.terms import AUTOMATIC, NoticeKind

GRACE = timedelta(minutes=10)
"""So long what falls due can be undone, or added to, before it goes."""
AT_ONCE = 25
"""Letters that are recorded before the first of them is handed over: so many wait where a server fails."""


def automatic_kinds(settings: ShopSettings) -> frozenset[NoticeKind]:
    """Kinds that go now without a click; none through a server that was not tested as it is set."""
    if not settings.mail_host or settings.mail_tested != mail_route(settings):
        return frozenset()
    kinds = AUTOMATIC & set(settings.send_automatically)
    # A letter of delay promises vouchers then, which the owner may change before it goes (R25).
    return kinds - DELAY_KINDS if settings.make_good else kinds


def automatic_letters(
    session: Reader, *, kinds: Collection[str] = (), after: int = 0, limit: int = AT_ONCE
) -> list[LetterPlan]:
    """The letters that go now, by customer id from behind `after`; of `kinds`, nothing else is told."""
    people = _ripe(session, after, limit, kinds)
    told = _going(session, kinds)
    return due_letters(session, kinds=told, customer_ids=people, limit=limit) if people else []


def all_automatic(shop: Shop, kinds: Collection[str] = ()) -> Iterator[LetterPlan]:
    """Each letter that goes now, read a few at a time; what was recorded meanwhile is not due any more."""
    after = 0
    while plans := shop.read(automatic_letters, kinds=kinds, after=after):
        yield from plans
        after = plans[-1].customer_id or 0


def mail_is_to_go(session: Reader) -> bool:
    """Whether `send_due` has anything to do."""
    return _is_posted(session) or bool(_ripe(session, 0, 1))


def send_due(
    shop: Shop,
    sender: Sender | None = None,
    *,
    kinds: Collection[str] = (),
    progress: Progress | None = None,
    timeout: float = TIMEOUT,
) -> Delivery:
    """Send what waits in the outbox, then what goes automatically; several tills may do it at once.

    MailServerUnusable and Cancelled leave the rest as it is, as `send_waiting` does.
    """
    progress = progress or Progress()
    send = partial(send_waiting, shop, sender, kinds=kinds, progress=progress, timeout=timeout)
    done, after = Delivery(), 0
    if shop.read(_is_posted):
        done.add(send())
    while plans := shop.read(automatic_letters, kinds=kinds, after=after):
        after = plans[-1].customer_id or 0
        # What another till told, or the owner changed meanwhile, is due no more or falls due anew.
        outcome = queue_mails(shop, plans, progress, automatic=True)
        if outcome.done:
            done.add(send())
        if outcome.stopped is not None:
            raise outcome.stopped
    return done


def _is_posted(session: Reader) -> bool:
    return mail_waits(session) or was_abandoned(session)


def _going(session: Reader, kinds: Collection[str]) -> frozenset[NoticeKind]:
    """Of these kinds, of all if none is named."""
    going = automatic_kinds(shop_settings(session))
    return going & {NoticeKind(kind) for kind in kinds} if kinds else going


def _ripe(session: Reader, after: int, limit: int, among: Collection[str] = ()) -> list[int]:
    """Customers of whose due notices none that goes automatically is younger than the grace."""
    kinds = _going(session, among)
    if not kinds:
        return []
    sql = (
        "SELECT n.customer_id FROM notices n JOIN customers c ON c.id = n.customer_id"
        " LEFT JOIN actions a ON a.id = n.action_id"
        f" WHERE n.state = 'due' AND n.kind IN ({', '.join(repr(str(kind)) for kind in sorted(kinds))})"
        " AND n.customer_id > ? AND c.notice_channel = 'mail' AND c.email <> '' AND c.email_refused = 0"
        " GROUP BY n.customer_id HAVING max(coalesce(a.at, 0)) <= ? ORDER BY n.customer_id LIMIT ?"
    )
    return [row[0] for row in fetch(session, sql, (after, to_microseconds(now(session) - GRACE), limit))]
