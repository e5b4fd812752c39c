"""The goods of a counter sale: how many, at which price, and whether they are there."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from app.actions.ordering import OrderLineDraft
from app.language import tr
from app.lists.finding import FoundProduct
from app.rules.sums import Priced
from ui.common.cells import Cell, Column, Row
from ui.common.format import Formats
from ui.dialogs.priced_rows import PricedColumns, price_of

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class SaleRow:
    """A product at the till; `available` None for a service, of which there is no end, or not yet known."""

    product_id: int
    sku: str
    name: str
    decimals: int
    quantity: Decimal
    price: Decimal
    tax_rate: Decimal
    available: Decimal | None = None

    @property
    def short(self) -> Decimal:
        """What is asked for and not there."""
        return NOTHING if self.available is None else max(NOTHING, self.quantity - self.available)

    def priced(self) -> Priced:
        """As far as money goes."""
        return Priced(self.quantity, self.price, NOTHING, self.tax_rate)

    def draft(self) -> OrderLineDraft:
        """As it is written."""
        return OrderLineDraft(self.product_id, self.quantity, self.price)


def row_for(product: FoundProduct, quantity: Decimal) -> SaleRow:
    """A scanned product."""
    price, tax_rate = price_of(product)
    return SaleRow(product.id, product.sku, product.name, product.decimals, quantity, price, tax_rate)


def row_of(row: SaleRow) -> Row:
    """A row of the columns below."""
    return (row.product_id, row)


def of(row: Row) -> SaleRow:
    """What a row of the table is about."""
    return cast(SaleRow, row[1])


def columns(formats: Formats) -> list[Column]:
    """Quantity and price are typed in."""
    make = PricedColumns(formats, of, row_of)
    return [
        make.product(260),
        Column("available", tr("Available"), _available(formats), 128, right=True),
        make.quantity(88),
        make.price(96),
        make.total(104),
    ]


def _available(formats: Formats) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        sale = of(row)
        if sale.short:
            text = formats.quantity_text(sale.available)
            words = tr("only {quantity}", quantity=text) if sale.available else tr("none there")
            return Cell(words, "bad", strong=True, icon="exclamation-circle", chip=True)
        return formats.quantity(sale.available, tone="quiet")

    return cell
