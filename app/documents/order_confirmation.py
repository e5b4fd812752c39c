"""What the customer ordered, what it costs and when it comes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.documents.blocks import Table, Text
from app.documents.letter import Block, Letter
from app.documents.letterhead import Sender
from app.documents.words import amount_text, item_text, known_day, signed_by, sum_rows
from app.language import speaking, tr
from app.wording import day_text, money_text


@dataclass(frozen=True, slots=True)
class ConfirmedLine:
    """`due` is the promised or expected day; `in_stock`: they lie ready; `delivered`: they left."""

    sku: str
    name: str
    quantity: Decimal
    price: Decimal
    value: Decimal
    unit: str = ""
    due: date | None = None
    in_stock: bool = False
    delivered: bool = False


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One order; money in `currency`, `total` with shipping and tax as the order has it."""

    language: str
    sender: Sender
    recipient: tuple[str, ...]
    place_date: str
    number: str
    ordered_on: date
    currency: str
    lines: tuple[ConfirmedLine, ...]
    total: Decimal
    shipping: Decimal | None = None
    paid: Decimal | None = None
    customer: str = ""
    reference: str = ""
    deliver_to: str = ""
    note: str = ""
    country: str = ""


def order_confirmation(order: Confirmation) -> Letter:
    """The letter that confirms it."""
    with speaking(order.language):
        return Letter(
            language=order.language,
            sender=order.sender,
            recipient=order.recipient,
            place_date=order.place_date,
            subject=tr(
                "Order confirmation {number} of {day}",
                number=order.number,
                day=day_text(order.ordered_on, year=True),
            ),
            blocks=tuple(_blocks(order)),
            references=tuple(_references(order)),
            country=order.country,
        )


def _references(order: Confirmation) -> list[tuple[str, str]]:
    known = [
        (tr("Order"), order.number),
        (tr("Customer"), order.customer),
        (tr("Your reference"), order.reference),
    ]
    return [(name, value) for name, value in known if value]


def _blocks(order: Confirmation) -> list[Block]:
    blocks: list[Block] = [Text(tr("Thank you for your order. We confirm:")), _table(order)]
    if order.deliver_to:
        blocks.append(Text(tr("Delivery to: {address}", address=order.deliver_to)))
    if order.note:
        blocks.append(Text(order.note))
    blocks.append(
        Text(tr("We let you know when a date moves. Please tell us at once if anything is not as you meant."))
    )
    return [*blocks, signed_by(order.sender.name)]


def _table(order: Confirmation) -> Table:
    columns = (
        (tr("Item"), 38.0, False),
        (tr("Quantity"), 12.0, True),
        (tr("Delivery"), 20.0, True),
        (tr("Price"), 14.0, True),
        (tr("Amount"), 16.0, True),
    )
    rows = tuple(
        (
            item_text(line.name, line.sku),
            amount_text(line.quantity, line.unit),
            _delivery(line),
            money_text(line.price, order.currency),
            money_text(line.value, order.currency),
        )
        for line in order.lines
    )
    to_pay = order.total - order.paid if order.paid else None
    sums = [
        (tr("Shipping"), order.shipping),
        (tr("Total"), order.total),
        (tr("Paid"), order.paid or None),
        (tr("To pay"), to_pay),
    ]
    return Table(columns, rows, sum_rows(sums, len(columns), order.currency))


def _delivery(line: ConfirmedLine) -> str:
    if line.delivered:
        return tr("delivered")
    return tr("in stock") if line.in_stock else known_day(line.due)
