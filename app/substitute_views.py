"""What could stand in for goods that are missing: listed, alike, offered already (R24)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.actions.instead import Instead, Listed, listed_for, present
from app.actions.likeness import resemblance, unread
from app.actions.notifying_orders import customer_to_tell
from app.actions.offering import reply_day_for
from app.actions.outlooks import day_book
from app.actions.pools import main_location
from app.actions.promises import shown_dates
from app.errors import NotFound
from app.language import tr
from app.quantities import quantity_of
from app.rules.resemblance import Like, words_in_common
from app.settings import shop_settings
from db.rows import fetch, fetch_for, fetch_one
from db.stored import day_of, from_units

MOST = 10
"""Substitutes that are suggested."""
SAME = 1000


@dataclass(frozen=True, slots=True)
class Original:
    """What is missing; `line_id` None while its order is still being typed.

    `expected` is its date, None where nobody knows one; `told` whether its customer can be written to.
    """

    line_id: int | None
    order: str
    customer: str
    product_id: int
    sku: str
    name: str
    unit: str
    decimals: int
    currency: str
    price: Decimal
    short: Decimal
    expected: date | None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product that could stand in, and why; `listed` by the owner, with his note.

    `words` are those that both names have, `buyers` the customers who bought both, `close` whether the
    prices are near each other.
    """

    instead: Instead
    listed: bool
    note: str = ""
    words: tuple[str, ...] = ()
    buyers: int = 0
    close: bool = False


@dataclass(frozen=True, slots=True)
class OpenOffer:
    """An offer that is not answered; `sent` once a letter told it, `kept` of it is set aside."""

    id: int
    product_id: int
    sku: str
    name: str
    quantity: Decimal
    kept: Decimal
    ratio: Decimal
    price: Decimal
    from_on: date | None
    reply_by: date | None
    sent: bool


@dataclass(frozen=True, slots=True)
class Substitutes:
    """What the dialog shows; `reply_by` is the day until which a new offer would stand.

    There are no candidates before `unread` products were looked through (actions/likeness.py).
    """

    original: Original
    candidates: tuple[Candidate, ...]
    offers: tuple[OpenOffer, ...]
    reply_by: date
    unread: int = 0


def substitutes_of_line(session: Session, line_id: int) -> Substitutes:
    """For what a line lacks; NotFound if it is gone."""
    row = fetch_one(
        session,
        "SELECT o.number, coalesce(c.name, o.delivery_name), p.id, p.sku, p.name, p.unit, p.decimals,"
        " o.currency, l.price, l.open - l.reserved, l.pool_id, o.id FROM order_lines l"
        " JOIN orders o ON o.id = l.order_id JOIN products p ON p.id = l.product_id"
        " LEFT JOIN customers c ON c.id = o.customer_id WHERE l.id = ? AND l.removed = 0",
        (line_id,),
    )
    if row is None:
        raise NotFound(tr("This order line no longer exists."), tr("Reload the list."))
    [shown] = shown_dates(session, [line_id])
    expected = None if shown.estimate else shown.day
    money = from_units(row[8], 4), quantity_of(row[9])
    told = customer_to_tell(session, row[11]) is not None
    original = Original(*(line_id, *row[:8], *money, expected, told))
    return _with_candidates(session, original, row[10])


def substitutes_of_product(
    session: Session,
    product_id: int,
    location_id: int | None,
    short: Decimal,
    price: Decimal,
    expected: date | None,
) -> Substitutes:
    """For a line that is still being typed."""
    sql = (
        "SELECT p.id, p.sku, p.name, p.unit, p.decimals, k.id FROM products p LEFT JOIN stock_levels k"
        " ON k.product_id = p.id AND k.location_id = ? WHERE p.id = ?"
    )
    row = fetch_one(session, sql, (location_id or main_location(session), product_id))
    if row is None:
        raise NotFound(tr("This product no longer exists."), tr("Choose another."))
    currency = shop_settings(session).currency
    original = Original(*(None, "", "", *row[:5], currency, price, short, expected))
    return _with_candidates(session, original, row[5] or 0)


def _with_candidates(session: Session, original: Original, pool_id: int) -> Substitutes:
    offers = () if original.line_id is None else _open_offers(session, original.line_id)
    first = unread(session)
    candidates = () if first else _candidates(session, original, pool_id)
    return Substitutes(original, candidates, offers, reply_day_for(session), first)


def _candidates(session: Session, original: Original, pool_id: int) -> tuple[Candidate, ...]:
    listed = {each.product_id: each for each in listed_for(session, original.product_id)}
    index = resemblance(session)
    alike = {each.id: each for each in index.like(original.product_id)}
    goods = _goods(session, alike.keys() - listed.keys())
    others = [*listed.values(), *(Listed(each, SAME) for each in alike if each in goods)]
    found = present(session, others, pool_id, original.expected, day_book(session), MOST)
    return tuple(_candidate(session, original, each, listed, alike, index) for each in found)


def _goods(session: Session, ids: Any) -> set[int]:
    """Those that can lie on a shelf: what is made to order is on no shelf."""
    sql = "SELECT id FROM products WHERE id IN ({ids}) AND kind = 'stocked'"
    return {row[0] for row in fetch_for(session, sql, ids)}


def _candidate(
    session: Session,
    original: Original,
    instead: Instead,
    listed: dict[int, Listed],
    alike: dict[int, Like],
    index: Any,
) -> Candidate:
    known, like = listed.get(instead.product_id), alike.get(instead.product_id)
    words = words_in_common(instead.name, original.name) if like else ()
    buyers = index.buyers_of_both(original.product_id, instead.product_id) if like and like.bought else 0
    close = like is not None and like.price >= CLOSE
    return Candidate(instead, known is not None, known.note if known else "", words, buyers, close)


CLOSE = 0.7
"""Within about a tenth of one another (rules/resemblance.py)."""


def _open_offers(session: Session, line_id: int) -> tuple[OpenOffer, ...]:
    rows = fetch(
        session,
        "SELECT f.id, f.product_id, p.sku, p.name, f.quantity, f.set_aside, f.ratio, f.price, f.from_on,"
        " f.reply_by, coalesce(n.state, '') FROM offers f JOIN products p ON p.id = f.product_id"
        " LEFT JOIN notices n ON n.id = f.notice_id WHERE f.order_line_id = ? AND f.state = 'open'"
        " ORDER BY f.id",
        (line_id,),
    )
    return tuple(
        OpenOffer(*(*row[:4], *_amounts(row[4:8]), day_of(row[8]), day_of(row[9]), row[10] == "sent"))
        for row in rows
    )


def _amounts(row: Any) -> tuple[Decimal, ...]:
    return (*map(quantity_of, row[:3]), from_units(row[3], 4))
