"""What a new day changes without anybody's doing: weeks pass, deliveries become overdue (R10, R30)."""

from datetime import date

from sqlalchemy.orm import Session

from app.actions.context import today
from app.actions.delays import close_consents
from app.actions.notifying import lines_promised, lines_that_slip, tell_delays
from app.actions.offering import lapse_offers
from app.actions.settling import begin, settle
from app.actions.vouchers import expire_vouchers
from app.settings import change_settings, shop_settings
from db.rows import fetch


def begin_day(session: Session) -> int:
    """Settle the pools that the calendar alone moves, once a day; returns how many."""
    settings = shop_settings(session)
    day = today(session)
    if settings.settled_on == day.isoformat():
        return 0
    since = date.fromisoformat(settings.settled_on).toordinal() if settings.settled_on else 0
    # A clock that was set back makes what was overdue come again.
    first, last = sorted((since, day.toordinal()))
    overdue = fetch(
        session,
        "SELECT pool_id FROM purchase_lines WHERE incoming > 0 AND eta >= ? AND eta < ?"
        " UNION SELECT to_pool_id FROM transfers WHERE incoming > 0 AND eta >= ? AND eta < ?",
        (first - 1, last) * 2,
    )
    worked = fetch(
        session,
        "SELECT s.id FROM stock_levels s JOIN products p ON p.id = s.product_id"
        " WHERE p.resource_id IS NOT NULL AND s.backordered > 0",
    )
    # Lines that only wait to be reserved by hand, or for the rest of their order, are expected today.
    lying = fetch(session, "SELECT id FROM stock_levels WHERE available > 0 AND backordered > 0")
    pools = {row[0] for row in overdue + worked + lying}
    if pools:
        settle(session, begin(session, pools))
    late = lines_that_slip(session, first - 1, last - 1) if since else lines_promised(session)
    tell_delays(session, late)
    close_consents(session)
    lapse_offers(session)
    expire_vouchers(session)
    change_settings(session, settled_on=day.isoformat())
    return len(pools)
