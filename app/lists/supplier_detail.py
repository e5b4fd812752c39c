"""All that a supplier has with the shop: what is to come and when, what he delivers and how."""

from dataclasses import dataclass
from typing import Any

from app.actions.cards import Fields, supplier_card
from app.actions.context import today
from app.lists.lines import line_worth
from db.rows import Reader, fetch, value

MOST = 100


@dataclass(frozen=True, slots=True)
class ComingLine:
    """A purchase line of which something is to come: thousandths, ordinal."""

    id: int
    purchase_id: int
    number: str
    sku: str
    product: str
    incoming: int
    eta: int | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Delivered:
    """A product of his: ten-thousandths for the cost; `backordered` in thousandths over all places."""

    product_id: int
    sku: str
    product: str
    their_sku: str
    cost: int
    lead_days: int | None
    preferred: bool
    pool_id: int | None
    backordered: int


@dataclass(frozen=True, slots=True)
class SupplierDetail:
    """`worth` by currency is what is to come at its cost, in hundredths."""

    id: int
    card: Fields
    lines: tuple[ComingLine, ...]
    more_lines: bool
    products: tuple[Delivered, ...]
    product_count: int
    worth: tuple[tuple[str, int], ...]

    @property
    def overdue(self) -> int:
        """Lines that should have come."""
        return sum(line.overdue for line in self.lines)


_LINES = (
    "SELECT l.id, u.id, u.number, p.sku, p.name, l.incoming, l.eta, l.cost, u.currency"
    " FROM purchases u JOIN purchase_lines l ON l.purchase_id = u.id AND l.incoming > 0"
    " JOIN products p ON p.id = l.product_id WHERE u.supplier_id = ?"
)
_PRODUCTS = (
    "SELECT p.id, p.sku, p.name, sp.their_sku, sp.cost, coalesce(sp.lead_days, v.lead_days), sp.preferred,"
    " (SELECT min(id) FROM stock_levels WHERE product_id = p.id),"
    " (SELECT coalesce(sum(backordered), 0) FROM stock_levels WHERE product_id = p.id)"
    " FROM supplier_products sp JOIN products p ON p.id = sp.product_id"
    " JOIN suppliers v ON v.id = sp.supplier_id WHERE sp.supplier_id = ? ORDER BY p.sku_key"
    f" LIMIT {MOST}"
)
_COUNT = "SELECT count(*) FROM supplier_products WHERE supplier_id = ?"


def supplier_detail(session: Reader, supplier_id: int) -> SupplierDetail:
    """NotFound if he is gone."""
    card = supplier_card(session, supplier_id)
    day = today(session).toordinal()
    rows = fetch(session, _LINES, (supplier_id,))
    worth: dict[str, int] = {}
    for row in rows:
        worth[row[8]] = worth.get(row[8], 0) + line_worth(row[5], row[7], 0)
    lines = [_coming(row, day) for row in rows]
    lines.sort(key=lambda line: (line.eta is None, line.eta or 0, line.id))
    products = fetch(session, _PRODUCTS, (supplier_id,))
    return SupplierDetail(
        supplier_id,
        card,
        tuple(lines[:MOST]),
        len(lines) > MOST,
        tuple(map(_delivered, products)),
        int(value(session, _COUNT, (supplier_id,)) or 0),
        tuple(sorted(worth.items())),
    )


def _coming(row: Any, day: int) -> ComingLine:
    line_id, purchase_id, number, sku, product, incoming, eta = row[:7]
    overdue = eta is not None and eta < day
    return ComingLine(line_id, purchase_id, number, sku, product, incoming, eta, overdue)


def _delivered(row: Any) -> Delivered:
    product_id, sku, product, their_sku, cost, lead_days, preferred, pool_id, short = row
    return Delivered(
        product_id, sku, product, their_sku, cost, lead_days, bool(preferred), pool_id, int(short)
    )
