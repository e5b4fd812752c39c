"""Order confirmations of orders as they stand."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from app.documents.order_confirmation import Confirmation, ConfirmedLine, order_confirmation
from app.language import tr
from app.lists.lines import calendar_of, line_worth
from app.lists.orders import Sums, sums_of
from app.papers.order_rows import LineRow, WholeOrder, whole_orders
from app.papers.posting import Desk, Paper, desk_of
from app.quantities import quantity_of
from app.wording import percent_text
from db.rows import Reader
from db.stored import from_units
from db.terms import OrderState

STANDS = (OrderState.OPEN, OrderState.DONE)
WHOLE = 100_000
"""A hundred percent, in thousandths of a percent."""


def confirmations(session: Reader, order_ids: Sequence[int]) -> list[Paper]:
    """One an order that is neither quote nor cancelled, in its customer's language."""
    desk = desk_of(session)
    orders = [each for each in whole_orders(session, order_ids) if each.row.state in STANDS]
    sums = sums_of(session, [each.row.id for each in orders], calendar_of(session))
    return [_paper(desk, each, sums[each.row.id]) for each in orders]


def _paper(desk: Desk, order: WholeOrder, sums: Sums) -> Paper:
    row, customer = order.row, order.customer
    tongue = desk.tongue(customer)
    goes_to = order.recipient
    with desk.speaking(customer):
        confirmation = Confirmation(
            language=tongue,
            sender=desk.sender,
            recipient=desk.address(customer),
            place_date=desk.date_for(customer),
            number=row.number,
            ordered_on=date.fromordinal(row.ordered_on),
            currency=row.currency,
            lines=tuple(_line(desk, line) for line in order.lines if line.quantity),
            total=from_units(sums.worth + row.shipping, 2),
            shipping=from_units(row.shipping, 2) if row.shipping else None,
            paid=from_units(sums.paid, 2) if sums.paid else None,
            customer=customer.number,
            reference=row.reference,
            deliver_to="" if goes_to == customer else tr(", ").join(desk.address(goes_to)),
            note=tr("You fetch the goods from us.") if row.pick_up else "",
            country=customer.country,
        )
        return Paper(order_confirmation(confirmation), desk.layout(customer.country))


def _line(desk: Desk, line: LineRow) -> ConfirmedLine:
    return ConfirmedLine(
        sku=line.sku,
        name=_name(line),
        quantity=quantity_of(line.quantity),
        price=from_units(line.price, 4),
        value=from_units(line_worth(line.quantity, line.price, line.discount), 2),
        unit=line.unit,
        due=_due(desk, line),
        in_stock=bool(line.open) and line.reserved == line.open,
        delivered=not line.open,
    )


def _due(desk: Desk, line: LineRow) -> date | None:
    """What was promised, or what is known to be later: paper that is known to be wrong helps nobody."""
    expected = None if line.is_stopped else desk.not_past(line.expected)
    promised = desk.not_past(line.promised)
    return max(expected, promised) if expected and promised else expected


def _name(line: LineRow) -> str:
    """With what the order says of it, and why it costs less than its price."""
    less = ""
    if line.discount:
        share = Decimal(line.discount) / WHOLE
        less = tr("{percent} off", percent=percent_text(share))
    return "\n".join(filter(None, (line.product, line.text.strip(), less)))
