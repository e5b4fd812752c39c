"""The table of each kind of notice: order, item, quantities, dates."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from app.actions.delays import ToTell
from app.language import tr
from app.letters.facts import Facts, LineFacts
from app.letters.plans import Grid
from app.letters.words import item_cell, known_letter_day, letter_day, units_text
from app.sentences import read_facts
from app.wording import hundredths_text
from db.terms import NoticeKind

Cells = list[tuple[str, ...]]
Column = tuple[str, float, bool]


def grid_of(kind: str, notices: Sequence[ToTell], facts: Facts) -> Grid | None:
    """Of the notices of one kind; None where that kind has no table."""
    made = _GRIDS.get(NoticeKind(kind))
    return None if made is None else made(notices, facts)


def _first(share: float) -> tuple[Column, Column]:
    return (tr("Order"), 14.0, False), (tr("Item"), share, False)


def _lead(line: LineFacts, facts: Facts) -> tuple[str, str]:
    return facts.orders[line.order_id].number, item_cell(line.item, line.sku)


def _told(notices: Sequence[ToTell], facts: Facts) -> list[tuple[ToTell, LineFacts]]:
    """Those of lines, order by order."""
    pairs = [(each, facts.lines[each.line_id]) for each in notices if each.line_id in facts.lines]
    return sorted(pairs, key=lambda pair: (pair[1].order_id, pair[0].id))


def _delays(notices: Sequence[ToTell], facts: Facts) -> Grid:
    columns = (
        *_first(34.0),
        (tr("Missing"), 10.0, True),
        (tr("Shipped"), 10.0, True),
        (tr("Promised"), 16.0, True),
        (tr("New date"), 16.0, True),
    )
    rows = [
        (
            *_lead(line, facts),
            units_text(each.quantity, line.unit),
            units_text(line.shipped, line.unit),
            known_letter_day(each.old_on),
            known_letter_day(each.new_on),
        )
        for each, line in _told(notices, facts)
    ]
    return Grid(columns, tuple(rows))


def _confirmed(notices: Sequence[ToTell], facts: Facts) -> Grid:
    columns = (
        *_first(32.0),
        (tr("Quantity"), 11.0, True),
        (tr("Waiting"), 11.0, True),
        (tr("Delivery"), 16.0, True),
        (tr("Amount"), 16.0, True),
    )
    rows: Cells = []
    sums: Cells = []
    for order_id in dict.fromkeys(each.order_id for each in notices):
        order, lines = facts.orders[order_id], facts.of_order[order_id]
        rows += [_confirmed_row(line, facts) for line in lines if line.ordered > line.cancelled]
        total = sum(line.value for line in lines) + order.charge
        if order.charge:
            sums.append(_sum(tr("Shipping"), hundredths_text(order.charge, order.currency)))
        said = tr("Total of {order}", order=order.number) if len(notices) > 1 else tr("Total")
        sums.append(_sum(said, hundredths_text(total, order.currency)))
    return Grid(columns, tuple(rows), tuple(sums))


def _sum(name: str, amount: str) -> tuple[str, ...]:
    return ("", name, "", "", "", amount)


def _confirmed_row(line: LineFacts, facts: Facts) -> tuple[str, ...]:
    return (
        *_lead(line, facts),
        units_text(line.ordered - line.cancelled, line.unit),
        units_text(line.open - line.reserved, line.unit),
        _comes(line, facts) if line.open else tr("shipped"),
        hundredths_text(line.value, facts.orders[line.order_id].currency),
    )


def _comes(line: LineFacts, facts: Facts) -> str:
    """When what is open of a line comes, as far as its customer is told."""
    if line.open == line.reserved:
        return tr("in stock")
    day = facts.comes_on(line)
    if day is not None and line.id in facts.estimated and line.id not in facts.news:
        return tr("about {day}", day=letter_day(day))
    return known_letter_day(day)


def _offered(notices: Sequence[ToTell], facts: Facts) -> Grid:
    """A row for each product that could be sent in place of what is missing."""
    columns = (
        (tr("Order"), 12.0, False),
        (tr("Missing"), 25.0, False),
        (tr("We offer"), 27.0, False),
        (tr("Quantity"), 11.0, True),
        (tr("Amount"), 13.0, True),
        (tr("Date"), 12.0, True),
    )
    rows = []
    for each, line in _told(notices, facts):
        order = facts.orders[line.order_id]
        missing = item_cell(line.item, line.sku)
        for offer in facts.offers[line.id]:
            quantity = offer.quantity_for(each.quantity) or 0
            leaves = tr("in stock") if offer.from_on is None else letter_day(offer.from_on)
            price = hundredths_text(offer.worth(quantity), order.currency)
            offered = item_cell(offer.item, offer.sku), units_text(quantity, offer.unit)
            rows.append((order.number, missing, *offered, price, leaves))
    return Grid(columns, tuple(rows))


def _ready(notices: Sequence[ToTell], facts: Facts) -> Grid:
    columns = (*_first(60.0), (tr("Ready"), 14.0, True))
    orders = dict.fromkeys(each.order_id for each in notices)
    lines = [line for order_id in orders for line in facts.of_order[order_id] if line.reserved]
    return Grid(columns, tuple((*_lead(line, facts), units_text(line.reserved, line.unit)) for line in lines))


def _shipped(notices: Sequence[ToTell], facts: Facts) -> Grid:
    """What left, and of the same orders what is still to come, also of lines of which nothing left."""
    columns = (
        *_first(38.0),
        (tr("Sent"), 12.0, True),
        (tr("Still to come"), 14.0, True),
        (tr("Then"), 18.0, True),
    )
    sent = {each.line_id: each.quantity for each in notices}
    orders = dict.fromkeys(each.order_id for each in notices)
    rows = [
        (
            *_lead(line, facts),
            units_text(sent.get(line.id, 0), line.unit),
            units_text(line.open, line.unit),
            _comes(line, facts) if line.open else "",
        )
        for order_id in orders
        for line in facts.of_order[order_id]
        if line.open or line.id in sent
    ]
    if not any(line.open for order_id in orders for line in facts.of_order[order_id]):
        # Nothing is still to come.
        return Grid(columns[:3], tuple(row[:3] for row in rows))
    return Grid(columns, tuple(rows))


def _cancelled(notices: Sequence[ToTell], facts: Facts) -> Grid:
    columns = (
        *_first(44.0),
        (tr("Cancelled"), 14.0, True),
        (tr("Shipped"), 14.0, True),
        (tr("Still to come"), 14.0, True),
    )
    rows = [
        (
            *_lead(line, facts),
            units_text(each.quantity, line.unit),
            units_text(line.shipped, line.unit),
            units_text(line.open, line.unit),
        )
        for each, line in _told(notices, facts)
    ]
    return Grid(columns, tuple(rows))


def _refunds(notices: Sequence[ToTell], facts: Facts) -> Grid:
    columns = (
        (tr("Order"), 25.0, False),
        (tr("Paid"), 25.0, True),
        (tr("To be refunded"), 25.0, True),
        (tr("At the latest"), 25.0, True),
    )
    rows = []
    for each in notices:
        order = facts.orders[each.order_id]
        rows.append(
            (
                order.number,
                hundredths_text(order.paid, order.currency),
                hundredths_text(each.amount, order.currency),
                known_letter_day(each.due_by),
            )
        )
    return Grid(columns, tuple(rows))


def tracking_of(notices: Sequence[ToTell]) -> str:
    """Each shipment with its carrier and number, where they are known."""
    found: dict[str, str] = {}
    for each in notices:
        for number, _, carrier, tracking in read_facts(each.facts).get("shipments", ()):
            if carrier and tracking:
                text = tr(
                    "Shipment {number} goes with {carrier}, tracking number {tracking}.",
                    number=number,
                    carrier=carrier,
                    tracking=tracking,
                )
            elif carrier:
                text = tr("Shipment {number} goes with {carrier}.", number=number, carrier=carrier)
            elif tracking:
                text = tr(
                    "Shipment {number} has the tracking number {tracking}.", number=number, tracking=tracking
                )
            else:
                text = tr("The shipment has the number {number}.", number=number)
            found[number] = text
    return "\n".join(found.values())


def pick_up_of(notices: Sequence[ToTell]) -> str:
    """Until when the goods lie ready."""
    days = [each.due_by for each in notices if each.due_by is not None]
    if not days:
        return ""
    return tr("We keep it for you until {day}.", day=letter_day(min(days)))


_GRIDS: Mapping[NoticeKind, Callable[[Sequence[ToTell], Facts], Grid]] = MappingProxyType(
    {
        NoticeKind.CONFIRMATION: _confirmed,
        NoticeKind.DELAY: _delays,
        NoticeKind.RENEWED_DELAY: _delays,
        NoticeKind.DATE_GONE: _delays,
        NoticeKind.SUBSTITUTE_OFFER: _offered,
        NoticeKind.ARRIVED: _ready,
        NoticeKind.SHIPPED: _shipped,
        NoticeKind.PART_SHIPMENT: _shipped,
        NoticeKind.CANCELLATION: _cancelled,
        NoticeKind.REFUND: _refunds,
    }
)
