"""What letters tell of, read for all of them at once: as many statements for one letter as for a thousand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from app.actions.context import today
from app.actions.delays import ToTell
from app.quantities import quantity_of
from app.rules.money import line_value
from db.rows import Reader, fetch_for
from db.stored import from_units, to_units
from db.terms import EtaCause

MOST_OFFERS = 2


class OrderFacts(NamedTuple):
    """An order's head; hundredths, ordinals. `paid` is what the shop has of it now."""

    id: int
    number: str
    ordered_on: int
    currency: str
    reference: str
    charge: int
    paid: int = 0


class LineFacts(NamedTuple):
    """An order line as it stands; thousandths, ordinals, `price` in ten-thousandths."""

    id: int
    order_id: int
    item: str
    sku: str
    unit: str
    price: int
    discount: int
    ordered: int
    cancelled: int
    shipped: int
    reserved: int
    open: int
    promised_on: int | None
    reason: str
    removed: int

    @property
    def value(self) -> int:
        """Hundredths of all that is ordered and not cancelled."""
        return self.worth(self.ordered - self.cancelled)

    def worth(self, quantity: int) -> int:
        """Hundredths of a quantity at this line's price."""
        price, discount = from_units(self.price, 4), from_units(self.discount, 3)
        return to_units(line_value(quantity_of(quantity), price, discount), 2)


class Offer(NamedTuple):
    """A substitute, `ratio` thousandths of it for one: what lies free on the shelf, or what was offered.

    `offered` is what an offer names, of which nobody else gets anything until `reply_by` where it is `kept`;
    it leaves from `from_on` on, None: at once.
    """

    line_id: int
    item: str
    sku: str
    unit: str
    decimals: int
    price: int
    ratio: int
    available: int
    offered: int | None = None
    kept: bool = False
    reply_by: int | None = None
    from_on: int | None = None

    def quantity_for(self, quantity: int) -> int | None:
        """Thousandths in place of `quantity`; None where they are not there or not divisible so."""
        if self.offered is not None:
            return self.offered
        needed = Decimal(quantity) * self.ratio / 1000
        step = 10 ** (3 - self.decimals)
        if needed != int(needed) or int(needed) % step or needed > self.available:
            return None
        return int(needed)

    def stands_for(self, quantity: int) -> int:
        """How much of what was ordered it replaces."""
        return quantity if self.offered is None else self.offered * 1000 // self.ratio

    def worth(self, quantity: int) -> int:
        """Hundredths of a quantity at its own price."""
        return to_units(line_value(quantity_of(quantity), from_units(self.price, 4)), 2)


@dataclass(slots=True)
class Facts:
    """Of all letters that are being made."""

    orders: dict[int, OrderFacts] = field(default_factory=dict)
    lines: dict[int, LineFacts] = field(default_factory=dict)
    of_order: dict[int, list[LineFacts]] = field(default_factory=lambda: defaultdict(list))
    causes: dict[int, EtaCause] = field(default_factory=dict)
    offers: dict[int, list[Offer]] = field(default_factory=lambda: defaultdict(list))
    # Lines whose promise was an estimate.
    estimated: set[int] = field(default_factory=set)
    # What these letters tell of lines' dates.
    news: dict[int, int | None] = field(default_factory=dict)
    today: int = 0

    def comes_on(self, line: LineFacts) -> int | None:
        """The day of a line as its customer knows it once the letter is read; a past one is never told."""
        day = self.news.get(line.id, line.promised_on)
        return None if day is None or day < self.today else day


def read_facts_of(session: Reader, notices: Sequence[ToTell]) -> Facts:
    """All that the letters telling these notices need."""
    orders = sorted({each.order_id for each in notices})
    delayed = sorted({each.line_id for each in notices if each.line_id is not None})
    news = {each.line_id: each.new_on for each in notices if each.is_delay and each.line_id}
    facts = Facts(news=news, today=today(session).toordinal())
    _read_orders(session, facts, orders)
    _read_lines(session, facts, orders)
    _read_causes(session, facts, delayed)
    _read_offers(session, facts, delayed)
    _read_substitutes(session, facts, sorted(news.keys() - facts.offers.keys()))
    sql = "SELECT order_line_id, estimate FROM promises WHERE order_line_id IN ({ids}) ORDER BY id"
    last = {row[0]: row[1] for row in fetch_for(session, sql, facts.lines)}
    facts.estimated = {line_id for line_id, estimate in last.items() if estimate}
    return facts


def _read_orders(session: Reader, facts: Facts, ids: Iterable[int]) -> None:
    sql = (
        "SELECT id, number, ordered_on, currency, customer_reference, shipping_charge FROM orders"
        " WHERE id IN ({ids})"
    )
    facts.orders = {row[0]: OrderFacts(*row) for row in fetch_for(session, sql, ids)}
    sql = (
        "SELECT order_id, sum(CASE WHEN kind = 'refund' THEN -amount ELSE amount END) FROM payments"
        " WHERE order_id IN ({ids}) GROUP BY order_id"
    )
    for order_id, paid in fetch_for(session, sql, ids):
        facts.orders[order_id] = facts.orders[order_id]._replace(paid=int(paid))


def _read_lines(session: Reader, facts: Facts, ids: Iterable[int]) -> None:
    sql = (
        "SELECT l.id, l.order_id, CASE WHEN l.text = '' THEN p.name ELSE l.text END, p.sku, p.unit, l.price,"
        " l.discount, l.ordered, l.cancelled, l.shipped, l.reserved, l.open, l.promised_on, l.reason,"
        " l.removed FROM order_lines l JOIN products p ON p.id = l.product_id WHERE l.order_id IN ({ids})"
        " ORDER BY l.order_id, l.position, l.id"
    )
    for row in fetch_for(session, sql, ids):
        line = LineFacts(*row)
        facts.lines[line.id] = line
        if not line.removed:
            facts.of_order[line.order_id].append(line)


def _read_causes(session: Reader, facts: Facts, ids: Iterable[int]) -> None:
    """Why the purchase that a line waits for was put off last."""
    sql = (
        "SELECT g.order_line_id, e.cause FROM pegs g JOIN eta_changes e"
        " ON e.purchase_line_id = g.purchase_line_id WHERE g.order_line_id IN ({ids})"
        " AND (e.new_eta IS NULL OR e.new_eta > e.old_eta) ORDER BY e.id"
    )
    known = set(EtaCause)
    for line_id, cause in fetch_for(session, sql, ids):
        facts.causes[line_id] = EtaCause(cause) if cause in known else EtaCause.OTHER


def _read_offers(session: Reader, facts: Facts, ids: Iterable[int]) -> None:
    """What was offered in place of these lines and is not answered yet."""
    sql = (
        "SELECT f.order_line_id, p.name, p.sku, p.unit, p.decimals, f.price, f.ratio, 0, f.quantity,"
        " f.set_aside, f.reply_by, f.from_on FROM offers f JOIN products p ON p.id = f.product_id"
        " WHERE f.order_line_id IN ({ids}) AND f.state = 'open' ORDER BY f.id"
    )
    for *told, set_aside, reply_by, from_on in fetch_for(session, sql, ids):
        facts.offers[told[0]].append(Offer._make((*told, set_aside >= told[8], reply_by, from_on)))


_ONE_WAY = ("s.product_id = l.product_id", "s.substitute_id", "s.ratio")
_OTHER_WAY = ("s.substitute_id = l.product_id AND s.two_way = 1", "s.product_id", "1000000 / s.ratio")


def _read_substitutes(session: Reader, facts: Facts, ids: Iterable[int]) -> None:
    """Substitutes of which something lies free where the line is served from, the best first."""
    rows = set()
    for match, other, ratio in (_ONE_WAY, _OTHER_WAY):
        sql = (
            f"SELECT l.id, p.name, p.sku, p.unit, p.decimals, p.price, {ratio}, k.available, s.rank"
            " FROM order_lines l JOIN stock_levels own ON own.id = l.pool_id"
            f" JOIN substitutes s ON {match} JOIN products p ON p.id = {other} AND p.active = 1"
            " AND p.kind = 'stocked' JOIN stock_levels k ON k.product_id = p.id AND k.available > 0"
            " AND k.location_id = own.location_id WHERE l.id IN ({ids})"
        )
        rows |= {tuple(row) for row in fetch_for(session, sql, ids)}
    for row in sorted(rows, key=lambda row: (row[0], row[8], row[2])):
        facts.offers[row[0]].append(Offer(*row[:8]))
