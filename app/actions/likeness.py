"""The shop's index of products that are like one another: made once, kept until products change (R24)."""

from datetime import timedelta

from app.actions.context import today
from app.changes import Area
from app.kept import is_kept, kept
from app.rules.resemblance import Goods, Resemblance
from db.rows import Reader, fetch_wide, value

BOUGHT_WITHIN = timedelta(days=730)
"""Purchases that tell what the same customers buy."""
AT_ONCE = 3_000
"""Of so many products the index is made while one reads; of more it takes too long to wait for."""
_NAME, _AREAS = "resemblance", frozenset((Area.PRODUCTS,))
_GOODS = "SELECT id, name, category, tags, price FROM products WHERE kind <> 'service' ORDER BY id"
_BOUGHT = (
    "SELECT DISTINCT o.customer_id, l.product_id FROM orders o JOIN order_lines l ON l.order_id = o.id"
    " WHERE o.customer_id IS NOT NULL AND o.state <> 'quote' AND o.ordered_on >= ?"
)


def resemblance(session: Reader) -> Resemblance:
    """Of all goods, active or not; what is bought counts from the next day on."""
    return kept(session, _NAME, _AREAS, lambda: _made(session))


def unread(session: Reader) -> int:
    """How many products are to be looked through before `resemblance` answers soon; 0 where it does."""
    if is_kept(session, _NAME, _AREAS):
        return 0
    count = int(value(session, "SELECT count(*) FROM products WHERE kind <> 'service'") or 0)
    return count if count > AT_ONCE else 0


def look_through(session: Reader) -> None:
    """Make the index now: seconds where there are very many products."""
    resemblance(session)


def _made(session: Reader) -> Resemblance:
    goods = [
        Goods(product_id, f"{name} {category} {tags}", price)
        for product_id, name, category, tags, price in fetch_wide(session, _GOODS)
    ]
    since = (today(session) - BOUGHT_WITHIN).toordinal()
    return Resemblance(goods, ((row[0], row[1]) for row in fetch_wide(session, _BOUGHT, (since,))))
