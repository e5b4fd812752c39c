"""The lines of an order of which something may come back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast

from app.actions.returning import ReturnDraft
from app.language import tr
from app.lists.order_detail import LineDetail
from app.quantities import quantity_of
from app.rules.money import line_value
from ui.common.cells import Cell, Column, Editor, Row
from ui.common.format import Formats

PRICE_EXPONENT = -4


@dataclass(frozen=True, slots=True)
class BackRow:
    """A line and what of it comes back; None where nothing does."""

    line: LineDetail
    back: Decimal | None = None
    damaged: bool = False
    replace: bool = False
    reason: str = ""

    @property
    def most(self) -> Decimal:
        """What left and has not come back yet."""
        return quantity_of(self.line.shipped - self.line.returned)

    @property
    def worth(self) -> Decimal:
        """What the customer paid for what comes back."""
        price = Decimal(self.line.price).scaleb(PRICE_EXPONENT)
        return line_value(self.back or Decimal(0), price, quantity_of(self.line.discount))

    def draft(self) -> ReturnDraft:
        """As it is written."""
        assert self.back is not None
        condition = "damaged" if self.damaged else "saleable"
        return ReturnDraft(self.line.id, self.back, condition, self.reason.strip(), self.replace)


def row_of(row: BackRow) -> Row:
    """A row of the columns below."""
    return (row.line.id, row)


def of(row: Row) -> BackRow:
    """What a row of the table is about."""
    return cast(BackRow, row[1])


def _choice(name: str, no: str, yes: str) -> Editor:
    """A switch told in two words."""
    return Editor(
        "choice",
        lambda row: yes if getattr(of(row), name) else no,
        lambda row, value: row_of(replace(of(row), **{name: cast(Any, value == yes)})),
        choices=lambda row: [no, yes],
    )


def columns(formats: Formats) -> list[Column]:
    """What left, what came back before, and what comes back now and how."""

    def set_back(row: Row, value: object) -> Row:
        return row_of(replace(of(row), back=cast(Decimal | None, value)))

    def set_reason(row: Row, value: object) -> Row:
        return row_of(replace(of(row), reason=str(value)))

    back = Editor(
        "quantity",
        lambda row: of(row).back,
        set_back,
        decimals=lambda row: of(row).line.decimals,
        optional=True,
    )
    condition = _choice("damaged", tr("Fit for sale"), tr("Damaged"))
    again = _choice("replace", tr("No replacement"), tr("Replace it"))
    return [
        Column("product", tr("Product"), lambda row: Cell(of(row).line.name, code=of(row).line.sku), 220),
        Column("shipped", tr("Shipped"), lambda row: formats.quantity(of(row).line.shipped), 64, right=True),
        Column("returned", tr("Back before"), _quiet(formats, "returned"), 92, right=True),
        Column(
            "back", tr("Comes back"), lambda row: formats.quantity(of(row).back), 92, right=True, editor=back
        ),
        Column("damaged", tr("Condition"), _words(condition), 124, editor=condition),
        Column("replace", tr("Replacement"), _words(again), 132, editor=again),
        Column(
            "reason",
            tr("Reason"),
            lambda row: formats.text(of(row).reason),
            150,
            editor=Editor("text", lambda row: of(row).reason, set_reason),
        ),
    ]


def _quiet(formats: Formats, name: str) -> Callable[[Row], Cell]:
    return lambda row: formats.quantity(getattr(of(row).line, name) or None, tone="quiet")


def _words(editor: Editor) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        words: Any = editor.value(row)
        return Cell(words)

    return cell
