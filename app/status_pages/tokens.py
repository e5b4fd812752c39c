"""The names of order status pages, which nobody guesses, and where they lie on the web."""

import re
from collections.abc import Iterable, Mapping

from app.codes import SIGNS, new_code
from app.errors import PlanChanged
from app.language import tr
from db.rows import Reader, fetch_for, run_many

TOKEN_LENGTH = 26
"""130 bits: trying a billion a second for the age of the universe finds none."""
_FILE = re.compile(f"[{SIGNS.lower()}]{{{TOKEN_LENGTH}}}\\.html")


def new_token() -> str:
    """One that no page has."""
    return new_code(TOKEN_LENGTH).lower()


def file_of(token: str) -> str:
    """A page's name in its folder; any web server shows it as it is."""
    return f"{token}.html"


def is_page(name: str) -> bool:
    """Whether a file is named as only our pages are."""
    return _FILE.fullmatch(name) is not None


def address_of_page(base: str, token: str) -> str:
    """Where on the web a customer finds it."""
    return f"{base}/{file_of(token)}"


def tokens_of(session: Reader, order_ids: Iterable[int]) -> dict[int, str]:
    """By order: the token that it has, or a new one that `keep_tokens` is to keep."""
    ids = list(order_ids)
    sql = "SELECT order_id, token FROM status_pages WHERE order_id IN ({ids})"
    kept: dict[int, str] = {row[0]: row[1] for row in fetch_for(session, sql, ids)}
    return {order_id: kept.get(order_id) or new_token() for order_id in ids}


def keep_tokens(session: Reader, tokens: Mapping[int, str]) -> None:
    """From now on these orders have these; PlanChanged where one got another meanwhile."""
    run_many(
        session,
        "INSERT INTO status_pages (order_id, token) VALUES (?, ?) ON CONFLICT DO NOTHING",
        list(tokens.items()),
    )
    if tokens_of(session, tokens) != dict(tokens):
        raise PlanChanged(tr("The order's page has another address."), tr("Make the letter again."))
