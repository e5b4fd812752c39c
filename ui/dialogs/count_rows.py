"""The rows of a count: what the books say of each product, what was counted, the difference; their table."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from app.actions.stocktaking import CountLine
from app.language import tr
from app.lists.count_rows import CountRow
from app.quantities import quantity_of
from ui.common.cells import Cell, Column, Editor, Row
from ui.common.format import Formats
from ui.common.input_table import InputTable


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A product of the sheet; `counted` None where nobody has counted it yet."""

    goods: CountRow
    counted: Decimal | None = None

    @property
    def on_hand(self) -> Decimal:
        """What the books say."""
        return quantity_of(self.goods.on_hand)

    @property
    def difference(self) -> Decimal:
        """Counted less books; zero where nobody has counted."""
        return Decimal(0) if self.counted is None else self.counted - self.on_hand

    def line(self) -> CountLine:
        """As it is written."""
        assert self.counted is not None
        return CountLine(self.goods.product_id, self.counted, self.on_hand)


def row_of(row: SheetRow) -> Row:
    """A row of the columns below."""
    return (row.goods.product_id, row)


def of(row: Row) -> SheetRow:
    """The sheet's row behind a row of the table."""
    return cast(SheetRow, row[1])


def columns(formats: Formats) -> list[Column]:
    """Books, count and difference; 'counted' is typed in."""

    def set_counted(row: Row, value: object) -> Row:
        return row_of(replace(of(row), counted=cast(Decimal | None, value)))

    counted = Editor(
        "quantity",
        lambda row: of(row).counted,
        set_counted,
        decimals=lambda row: of(row).goods.decimals,
        optional=True,
    )
    return [
        Column("product", tr("Product"), lambda row: Cell(of(row).goods.name, code=of(row).goods.sku), 260),
        Column("unit", tr("Unit"), lambda row: Cell(of(row).goods.unit, "quiet"), 64),
        Column(
            "reserved",
            tr("Reserved"),
            lambda row: formats.quantity(of(row).goods.reserved or None, tone="quiet"),
            80,
            right=True,
        ),
        Column(
            "on_hand",
            tr("In the books"),
            lambda row: formats.quantity(of(row).goods.on_hand),
            96,
            right=True,
        ),
        Column(
            "counted",
            tr("Counted"),
            lambda row: formats.quantity(of(row).counted),
            96,
            right=True,
            editor=counted,
        ),
        Column("difference", tr("Difference"), _difference(formats), 104, right=True),
    ]


def _difference(formats: Formats) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        sheet = of(row)
        if sheet.counted is None:
            return Cell(said=tr("not counted"))
        if not sheet.difference:
            return Cell(tr("none"), "quiet")
        tone = "bad" if sheet.difference < 0 else ""
        return formats.quantity(sheet.difference, strong=True, signed=True, tone=tone)

    return cell


class SheetTable(InputTable):
    """Enter goes to the next row, or back to the scanner where that brought the keyboard here."""

    was_scanned = False
    _tabs = False

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002
        self._tabs = True
        moved = super().focusNextPrevChild(next)
        self._tabs = False
        return moved

    def move_input(self, step: int) -> bool:
        if self._tabs or not self.was_scanned:
            return super().move_input(step)
        self.was_scanned = False
        self.left.emit()
        return False
