"""What needs the owner today; each kind is read by an index of its own, no further than a page shows."""

from app.changes import Area
from app.kept import kept
from app.lists import today_deadlines, today_supply
from app.lists.today_tasks import Pile
from db.rows import Reader

PILES = (
    today_deadlines.silences,
    today_deadlines.answers,
    today_deadlines.notices,
    today_deadlines.refunds,
    today_deadlines.mails,
    today_supply.slipped,
    today_supply.overdue,
    today_supply.cut,
    today_supply.held,
    today_supply.not_fetched,
    today_supply.on_hold,
)


AREAS = frozenset(Area) - {Area.HISTORY}


def needed(session: Reader) -> tuple[Pile, ...]:
    """As below, read once for the page and for the navigation beside it; the first read of its session, lest
    an older view be kept as the present one."""
    return kept(session, "today", AREAS, lambda: things_to_do(session))


def things_to_do(session: Reader) -> tuple[Pile, ...]:
    """By kind, in the page's order, those with nothing left out; empty on a quiet day."""
    return tuple(pile for pile in (read(session) for read in PILES) if pile.tasks)
