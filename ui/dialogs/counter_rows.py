"""The goods of a counter sale: how many, at which price, and whether they are there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast

from app.actions.ordering import OrderLineDraft
from app.language import tr
from app.lists.finding import FoundProduct
from app.quantities import quantity_of
from app.rules.sums import Priced
from ui.common.cells import Cell, Column, Editor, Row
from ui.common.format import Formats

NOTHING = Decimal(0)
PRICE_EXPONENT = -4


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
    price = Decimal(product.price).scaleb(PRICE_EXPONENT)
    return SaleRow(
        product.id,
        product.sku,
        product.name,
        product.decimals,
        quantity,
        price,
        quantity_of(product.tax_rate),
    )


def row_of(row: SaleRow) -> Row:
    """A row of the columns below."""
    return (row.product_id, row)


def of(row: Row) -> SaleRow:
    """What a row of the table is about."""
    return cast(SaleRow, row[1])


def _editor(kind: str, name: str) -> Editor:
    def set_value(row: Row, value: object) -> Row:
        return row_of(replace(of(row), **{name: cast(Any, value)}))

    return Editor(kind, lambda row: getattr(of(row), name), set_value, decimals=lambda row: of(row).decimals)


def columns(formats: Formats) -> list[Column]:
    """Quantity and price are typed in."""
    return [
        Column("product", tr("Product"), lambda row: Cell(of(row).name, code=of(row).sku), 260),
        Column("available", tr("Available"), _available(formats), 128, right=True),
        Column(
            "quantity",
            tr("Quantity"),
            lambda row: formats.quantity(of(row).quantity, strong=True),
            88,
            right=True,
            editor=_editor("quantity", "quantity"),
        ),
        Column(
            "price",
            tr("Price"),
            lambda row: formats.money(of(row).price),
            96,
            right=True,
            editor=_editor("price", "price"),
        ),
        Column(
            "total",
            tr("Total"),
            lambda row: formats.money(of(row).priced().value, strong=True),
            104,
            right=True,
        ),
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
