"""What the shop orders from a supplier."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.documents.blocks import Table, Text
from app.documents.letter import Block, Letter
from app.documents.letterhead import Sender
from app.documents.words import amount_text, item_text, signed_by, sum_rows
from app.language import speaking, tr
from app.wording import day_text, money_text


@dataclass(frozen=True, slots=True)
class PurchasedLine:
    """`supplier_sku` is what the supplier calls it, `wanted` when it is needed."""

    sku: str
    name: str
    quantity: Decimal
    cost: Decimal | None = None
    value: Decimal | None = None
    unit: str = ""
    supplier_sku: str = ""
    wanted: date | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """One purchase; without costs the supplier's own list holds."""

    language: str
    sender: Sender
    recipient: tuple[str, ...]
    place_date: str
    number: str
    currency: str
    lines: tuple[PurchasedLine, ...]
    total: Decimal | None = None
    customer_number: str = ""
    deliver_to: str = ""
    note: str = ""
    country: str = ""


def purchase_order(purchase: Purchase) -> Letter:
    """The letter to the supplier; `customer_number` is the shop's at the supplier."""
    with speaking(purchase.language):
        known = (
            (tr("Purchase order"), purchase.number),
            (tr("Our customer number"), purchase.customer_number),
        )
        return Letter(
            language=purchase.language,
            sender=purchase.sender,
            recipient=purchase.recipient,
            place_date=purchase.place_date,
            subject=tr("Purchase order {number}", number=purchase.number),
            blocks=tuple(_blocks(purchase)),
            references=tuple((name, value) for name, value in known if value),
            country=purchase.country,
        )


def _blocks(purchase: Purchase) -> list[Block]:
    blocks: list[Block] = [Text(tr("Please deliver:")), _table(purchase)]
    if purchase.deliver_to:
        blocks.append(Text(tr("Delivery to: {address}", address=purchase.deliver_to)))
    if purchase.note:
        blocks.append(Text(purchase.note))
    asked = tr(
        "Please confirm the dates, name our number {number} on all papers and tell us early of any delay.",
        number=purchase.number,
    )
    return [*blocks, Text(asked), signed_by(purchase.sender.name)]


def _table(purchase: Purchase) -> Table:
    priced = any(line.cost is not None for line in purchase.lines)
    dated = any(line.wanted is not None for line in purchase.lines)
    columns = [(tr("Item"), 40.0, False), (tr("Quantity"), 14.0, True)]
    columns += [(tr("Wanted by"), 18.0, True)] if dated else []
    columns += [(tr("Price"), 14.0, True), (tr("Amount"), 16.0, True)] if priced else []
    rows = tuple(tuple(_cells(line, purchase.currency, dated, priced)) for line in purchase.lines)
    sums = sum_rows([(tr("Total"), purchase.total)], len(columns), purchase.currency) if priced else ()
    return Table(tuple(columns), rows, sums)


def _cells(line: PurchasedLine, currency: str, dated: bool, priced: bool) -> list[str]:
    # The supplier's own number first: it is what they look for.
    numbers = (line.supplier_sku, tr("ours: {sku}", sku=line.sku)) if line.supplier_sku else (line.sku, "")
    cells = [item_text(line.name, *numbers), amount_text(line.quantity, line.unit)]
    if dated:
        cells.append(day_text(line.wanted, year=True) if line.wanted else tr("as soon as you can"))
    if priced:
        cells += [money_text(each, currency) if each is not None else "" for each in (line.cost, line.value)]
    return cells
