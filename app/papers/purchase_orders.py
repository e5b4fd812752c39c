"""What the shop orders from its suppliers, on paper."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from app.documents.purchase_order import Purchase, PurchasedLine, purchase_order
from app.letters.people import Recipient, suppliers
from app.lists.lines import line_worth
from app.papers.posting import NOBODY, Desk, Paper, desk_of
from app.quantities import quantity_of
from db.rows import Reader, fetch_for, value
from db.stored import from_units

_PURCHASES = (
    "SELECT u.id, u.number, u.supplier_id, u.freight, u.currency, a.name FROM purchases u"
    " JOIN locations a ON a.id = u.location_id WHERE u.id IN ({ids}) ORDER BY u.id"
)
_LINES = (
    "SELECT l.purchase_id, p.sku, p.name, p.unit, l.ordered - l.closed, l.cost, l.eta,"
    " coalesce(t.their_sku, '') FROM purchase_lines l JOIN products p ON p.id = l.product_id"
    " JOIN purchases u ON u.id = l.purchase_id LEFT JOIN supplier_products t"
    " ON t.product_id = l.product_id AND t.supplier_id = u.supplier_id"
    " WHERE l.purchase_id IN ({ids}) AND l.ordered > l.closed ORDER BY l.purchase_id, l.position, l.id"
)


class _Bought(NamedTuple):
    sku: str
    product: str
    unit: str
    quantity: int
    cost: int
    eta: int | None
    their_sku: str

    @property
    def worth(self) -> int:
        return line_worth(self.quantity, self.cost, 0)


class _Head(NamedTuple):
    id: int
    number: str
    supplier_id: int | None
    freight: int
    currency: str
    location: str


def purchase_orders(session: Reader, purchase_ids: Sequence[int]) -> list[Paper]:
    """One a purchase, in its supplier's language; of a draft too, to be looked at before it is sent."""
    desk = desk_of(session)
    heads = [_Head(*row) for row in fetch_for(session, _PURCHASES, purchase_ids)]
    lines: dict[int, list[_Bought]] = defaultdict(list)
    for purchase_id, *line in fetch_for(session, _LINES, [head.id for head in heads]):
        lines[purchase_id].append(_Bought(*line))
    people = suppliers(session, {head.supplier_id for head in heads if head.supplier_id is not None})
    has_places = int(value(session, "SELECT count(*) FROM locations") or 0) > 1
    return [
        _paper(desk, head, people.get(head.supplier_id or 0, NOBODY), lines[head.id], has_places)
        for head in heads
    ]


def _paper(desk: Desk, head: _Head, supplier: Recipient, lines: Sequence[_Bought], has_places: bool) -> Paper:
    tongue = desk.tongue(supplier)
    is_priced = all(line.cost for line in lines)
    total = sum(line.worth for line in lines) + head.freight
    with desk.speaking(supplier):
        purchase = Purchase(
            language=tongue,
            sender=desk.sender,
            recipient=desk.address(supplier),
            place_date=desk.date_for(supplier),
            number=head.number,
            currency=head.currency,
            lines=tuple(_line(desk, line) for line in lines),
            total=from_units(total, 2) if is_priced else None,
            deliver_to=head.location if has_places else "",
            country=supplier.country,
        )
        return Paper(purchase_order(purchase), desk.layout(supplier.country))


def _line(desk: Desk, line: _Bought) -> PurchasedLine:
    """A cost of nothing is one that nobody has entered."""
    return PurchasedLine(
        sku=line.sku,
        name=line.product,
        quantity=quantity_of(line.quantity),
        cost=from_units(line.cost, 4) if line.cost else None,
        value=from_units(line.worth, 2) if line.cost else None,
        unit=line.unit,
        supplier_sku=line.their_sku,
        wanted=desk.not_past(line.eta),
    )
