"""What lies in a parcel, and what of the order is still to come; no prices, for others open parcels too."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.documents.blocks import Table, Text
from app.documents.letter import Block, Letter
from app.documents.letterhead import Sender
from app.documents.words import amount_text, item_text, known_day
from app.language import speaking, tr


@dataclass(frozen=True, slots=True)
class PackedLine:
    """`packed` lies in this parcel, `to_come` is still open after it, expected on `due`."""

    sku: str
    name: str
    ordered: Decimal
    packed: Decimal
    to_come: Decimal = Decimal(0)
    unit: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class PackingSlip:
    """One shipment of one order."""

    language: str
    sender: Sender
    recipient: tuple[str, ...]
    place_date: str
    order: str
    lines: tuple[PackedLine, ...]
    shipment: str = ""
    customer: str = ""
    reference: str = ""
    tracking: str = ""
    note: str = ""
    country: str = ""


def packing_slip(slip: PackingSlip) -> Letter:
    """The slip as a letter, for it shows through the parcel's window too."""
    with speaking(slip.language):
        known = (
            (tr("Order"), slip.order),
            (tr("Shipment"), slip.shipment),
            (tr("Customer"), slip.customer),
            (tr("Your reference"), slip.reference),
            (tr("Tracking"), slip.tracking),
        )
        return Letter(
            language=slip.language,
            sender=slip.sender,
            recipient=slip.recipient,
            place_date=slip.place_date,
            subject=tr("Packing slip for order {number}", number=slip.order),
            blocks=tuple(_blocks(slip)),
            references=tuple((name, value) for name, value in known if value),
            country=slip.country,
        )


def _blocks(slip: PackingSlip) -> list[Block]:
    packed = [line for line in slip.lines if line.packed]
    waiting = [line for line in slip.lines if line.to_come]
    columns = ((tr("Item"), 60.0, False), (tr("Ordered"), 18.0, True), (tr("In this parcel"), 22.0, True))
    rows = tuple(
        (
            item_text(line.name, line.sku),
            amount_text(line.ordered, line.unit),
            amount_text(line.packed, line.unit),
        )
        for line in packed
    )
    blocks: list[Block] = [Table(columns, rows, ticks=True)]
    if waiting:
        to_come = ((tr("Item"), 60.0, False), (tr("Quantity"), 18.0, True), (tr("Expected"), 22.0, True))
        later = tuple(
            (item_text(line.name, line.sku), amount_text(line.to_come, line.unit), known_day(line.due))
            for line in waiting
        )
        blocks += [Text(tr("Still to come"), strong=True, indented=False), Table(to_come, later)]
    else:
        blocks.append(Text(tr("With this parcel your order is complete.")))
    if slip.note:
        blocks.append(Text(slip.note))
    return blocks
