"""The goods of a transfer that is being typed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from app.language import tr
from app.lists.count_rows import CountRow
from app.quantities import quantity_of
from ui.common.cells import Cell, Column, Editor, Row
from ui.common.format import Formats


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A product and how much of it moves; the figures are those of the place it leaves."""

    goods: CountRow
    quantity: Decimal

    @property
    def available(self) -> Decimal:
        """What nobody has reserved."""
        return quantity_of(self.goods.on_hand - self.goods.reserved)

    @property
    def is_too_much(self) -> bool:
        """More than is available."""
        return self.quantity > self.available


def row_of(row: MoveRow) -> Row:
    """A row of the columns below."""
    return (row.goods.product_id, row)


def of(row: Row) -> MoveRow:
    """What a row of the table is about."""
    return cast(MoveRow, row[1])


def columns(formats: Formats) -> list[Column]:
    """What lies there, what of it is free, and how much moves."""

    def set_quantity(row: Row, value: object) -> Row:
        return row_of(replace(of(row), quantity=cast(Decimal, value)))

    quantity = Editor(
        "quantity",
        lambda row: of(row).quantity,
        set_quantity,
        decimals=lambda row: of(row).goods.decimals,
    )
    return [
        Column("product", tr("Product"), lambda row: Cell(of(row).goods.name, code=of(row).goods.sku), 260),
        Column("on_hand", tr("On hand"), lambda row: formats.quantity(of(row).goods.on_hand), 80, right=True),
        Column("available", tr("Available"), _available(formats), 88, right=True),
        Column(
            "quantity",
            tr("Moves"),
            lambda row: formats.quantity(of(row).quantity),
            88,
            right=True,
            editor=quantity,
        ),
        Column("stays", tr("Stays"), _stays(formats), 80, right=True),
    ]


def _available(formats: Formats) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        lacks = of(row).is_too_much
        return formats.quantity(of(row).available, tone="bad" if lacks else "", strong=lacks)

    return cell


def _stays(formats: Formats) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        rest = quantity_of(of(row).goods.on_hand) - of(row).quantity
        return formats.quantity(max(Decimal(0), rest), tone="quiet")

    return cell
