"""Labels for goods that are put aside: one an order."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.documents.labels import LABEL_PAPERS, Label, labels_pdf
from app.documents.layouts import US_LETTER, layout_for
from app.documents.words import amount_text
from app.language import tr
from app.letters.words import letter_day
from app.papers.order_rows import LineRow, WholeOrder, whole_orders
from app.papers.posting import Desk, desk_of, nothing_to_print
from app.quantities import quantity_of
from db.rows import Reader, fetch, fetch_for
from db.terms import ProductKind

_GOT = (
    "SELECT h.order_line_id, h.quantity FROM receipts r JOIN stock_moves m ON m.reference = r.number"
    " JOIN history h ON h.at = m.at AND h.action_id = m.action_id AND h.kind = 'reserved'"
    " WHERE r.id = ? AND h.order_line_id IS NOT NULL AND EXISTS"
    " (SELECT 1 FROM receipt_lines c WHERE c.receipt_id = r.id AND c.accepted > c.undone)"
    " GROUP BY h.id, h.order_line_id, h.quantity"
)
_ORDERS = "SELECT DISTINCT order_id FROM order_lines WHERE id IN ({ids})"


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """On which labels: a key of LABEL_PAPERS, how many places of the first sheet are used, and the code."""

    paper: str
    skip: int = 0
    bar_code: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """What is printed, in the shop's own language."""

    labels: tuple[Label, ...]
    language: str


def receipt_labels(session: Reader, receipt_id: int) -> Labels:
    """Of the orders that got something of a receipt that stands; what of it they still hold."""
    got: dict[int, int] = defaultdict(int)
    for line_id, quantity in fetch(session, _GOT, (receipt_id,)):
        got[line_id] += quantity
    orders = [row[0] for row in fetch_for(session, _ORDERS, got)]
    return _labels(session, orders, got)


def receipt_orders(session: Reader, receipt_id: int) -> list[int]:
    """The orders that got something of a receipt, by their age."""
    lines = {row[0] for row in fetch(session, _GOT, (receipt_id,))}
    return sorted(row[0] for row in fetch_for(session, _ORDERS, lines))


def order_labels(session: Reader, order_ids: Sequence[int]) -> Labels:
    """Of all that is reserved to these orders."""
    return _labels(session, order_ids, None)


def labels_on(found: Labels, sheet: LabelSheet) -> bytes:
    """Drawn; Refused where nothing is put aside."""
    if not found.labels:
        raise nothing_to_print()
    paper = LABEL_PAPERS[sheet.paper]
    return labels_pdf(
        found.labels, paper, found.language, bar_code=sheet.bar_code, skip=min(sheet.skip, places(sheet) - 1)
    )


def places(sheet: LabelSheet) -> int:
    """Labels on one sheet."""
    paper = LABEL_PAPERS[sheet.paper]
    return paper.rows * paper.columns


def usual_paper(currency: str) -> str:
    """The label paper where this is the money."""
    return "us_30" if layout_for("", currency=currency).paper == US_LETTER else "a4_21"


def _labels(session: Reader, order_ids: Sequence[int], got: Mapping[int, int] | None) -> Labels:
    desk = desk_of(session)
    tongue = desk.language()
    with desk.speaking():
        found = []
        for order in whole_orders(session, order_ids):
            lines = [
                (line, quantity)
                for line in order.lines
                if (quantity := line.reserved if got is None else min(line.reserved, got.get(line.id, 0)))
                and line.kind != ProductKind.SERVICE
            ]
            if lines:
                found.append(_label(desk, order, lines))
        return Labels(tuple(found), tongue)


def _label(desk: Desk, order: WholeOrder, lines: Sequence[tuple[LineRow, int]]) -> Label:
    amounts = [amount_text(quantity_of(number), each.unit) for each, number in lines]
    names = [each.product or each.sku for each, _ in lines]
    several = tr(", ").join(
        tr("{amount} × {product}", amount=amount, product=name)
        for amount, name in zip(amounts, names, strict=True)
    )
    return Label(
        order=order.row.number,
        customer=order.customer.name or order.row.number,
        item=names[0] if len(lines) == 1 else several,
        quantity=amounts[0] if len(lines) == 1 else "",
        place=tr(", ").join(dict.fromkeys(each.location for each, _ in lines)),
        date=letter_day(desk.day),
        code=order.row.number,
    )
