"""What could stand in for a product that is short: lies free, or comes free before it (R24)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from app.actions.outlooks import DayBook
from app.quantities import quantity_of
from db.rows import Reader, fetch, fetch_for
from db.stored import day_of, from_units

NOTHING = Decimal(0)
MOST_INSTEAD = 5
"""Substitutes shown beside a line that is short."""


@dataclass(frozen=True, slots=True)
class Instead:
    """A product that could stand for one that is short: `ratio` units for one.

    `quantity` units of it are free on `day`: from the shelf, or from the purchase `supply`.
    """

    product_id: int
    sku: str
    name: str
    unit: str
    decimals: int
    price: Decimal
    tax_rate: Decimal
    ratio: Decimal
    quantity: Decimal
    day: date
    supply: str


class Listed(NamedTuple):
    """A product on the owner's list of substitutes: `ratio` thousandths of it for one."""

    product_id: int
    ratio: int
    note: str = ""


def listed_for(session: Reader, product_id: int) -> list[Listed]:
    """The owner's list from either side, the best rank first."""
    rows = fetch(
        session,
        "SELECT s.other, s.ratio, s.note FROM (SELECT substitute_id AS other, ratio, note, rank"
        " FROM substitutes WHERE product_id = ? UNION ALL SELECT product_id, 1000000 / ratio, note, rank"
        " FROM substitutes WHERE substitute_id = ? AND two_way = 1) s"
        " JOIN products p ON p.id = s.other ORDER BY s.rank, p.sku",
        (product_id, product_id),
    )
    first: dict[int, Listed] = {}
    for row in rows:
        first.setdefault(row[0], Listed(*row))
    return list(first.values())


def instead_of(
    session: Reader, product_id: int, pool_id: int, before: date | None, book: DayBook
) -> tuple[Instead, ...]:
    """Of the owner's list what is free now, or comes free `before` a day; None: whenever it comes."""
    return tuple(present(session, listed_for(session, product_id), pool_id, before, book, MOST_INSTEAD))


def present(
    session: Reader,
    others: Sequence[Listed],
    pool_id: int,
    before: date | None,
    book: DayBook,
    most: int,
) -> list[Instead]:
    """The first `most` of these products of which something is free where the pool lies, in their order."""
    sql = (
        "SELECT p.id, p.sku, p.name, p.unit, p.decimals, p.price, p.tax_rate, k.id, k.available, k.incoming"
        " FROM products p JOIN stock_levels k ON k.product_id = p.id AND k.location_id ="
        f" (SELECT location_id FROM stock_levels WHERE id = {int(pool_id)})"
        " WHERE p.id IN ({ids}) AND p.active = 1 AND (k.available > 0 OR k.incoming > 0)"
    )
    rows = {row[0]: row for row in fetch_for(session, sql, {each.product_id for each in others})}
    found: list[Instead] = []
    for other in others:
        row = rows.get(other.product_id)
        if row is None or len(found) == most:
            continue
        quantity, day, supply = quantity_of(row[8]), book.after_handling(book.today), ""
        if not quantity:
            quantity, day, supply = _first_free_supply(session, row[7], before, book)
        if quantity:
            money = from_units(row[5], 4), quantity_of(row[6]), quantity_of(other.ratio)
            found.append(Instead(row[0], row[1], row[2], row[3], row[4], *money, quantity, day, supply))
    return found


def offered_to(session: Reader, line_id: int, book: DayBook) -> list[Instead]:
    """What an offer to the line that is not answered names, at its ratio and price; it may be set aside."""
    rows = fetch(
        session,
        "SELECT p.id, p.sku, p.name, p.unit, p.decimals, f.price, p.tax_rate, f.ratio, f.quantity, f.from_on"
        " FROM offers f JOIN products p ON p.id = f.product_id"
        " WHERE f.order_line_id = ? AND f.state = 'open' ORDER BY f.id",
        (line_id,),
    )
    now = book.after_handling(book.today)
    return [
        Instead(*(*row[:5], from_units(row[5], 4), *map(quantity_of, row[6:9]), day_of(row[9]) or now, ""))
        for row in rows
    ]


def free_by(session: Reader, pool_id: int, book: DayBook) -> Iterable[tuple[date, Decimal, str]]:
    """When how much more of a pool is free: the shelf, then what is tied to nobody of each purchase."""
    [(available,)] = fetch(session, "SELECT available FROM stock_levels WHERE id = ?", (pool_id,))
    if available > 0:
        yield book.after_handling(book.today), quantity_of(available), ""
    rows = fetch(
        session,
        "SELECT l.incoming - coalesce((SELECT sum(quantity) FROM pegs WHERE purchase_line_id = l.id), 0),"
        " l.eta, p.number FROM purchase_lines l JOIN purchases p ON p.id = l.purchase_id"
        " WHERE l.pool_id = ? AND l.incoming > 0 AND l.eta >= ? ORDER BY l.eta, l.id",
        (pool_id, book.today.toordinal()),
    )
    for free, eta, number in rows:
        if free > 0:
            yield book.after_handling(date.fromordinal(eta)), quantity_of(int(free)), number


def _first_free_supply(
    session: Reader, pool_id: int, before: date | None, book: DayBook
) -> tuple[Decimal, date, str]:
    """The earliest purchase of which something is tied to nobody, if it comes before that day."""
    for day, free, number in free_by(session, pool_id, book):
        if number and (before is None or day < before):
            return free, day, number
    return NOTHING, book.today, ""
