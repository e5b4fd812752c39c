"""What is counted of each purchase line when goods come in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast

from app.actions.receiving import ReceiptLineDraft
from app.language import tr
from app.lists.finding import FoundProduct
from app.lists.purchase_detail import PurchaseLineDetail
from app.quantities import quantity_of
from ui.common.cells import Cell, Column, Editor, Row
from ui.common.format import UNKNOWN, Formats

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Counted:
    """A purchase line, or a product that came without one, and what came of it; `incoming` in thousandths.

    `goods_id` is the product in both cases.
    """

    key: int
    sku: str
    name: str
    decimals: int
    accepted: Decimal
    purchase_line_id: int | None = None
    product_id: int | None = None
    ordered: int | None = None
    received: int | None = None
    incoming: int = 0
    rejected: Decimal = NOTHING
    why: str = ""
    no_replacement: bool = False
    goods_id: int = 0

    @property
    def to_come(self) -> Decimal:
        """What is still to come before this receipt."""
        return quantity_of(self.incoming)

    @property
    def settled(self) -> Decimal:
        """What need not come any more: accepted, or rejected for good."""
        return self.accepted + (self.rejected if self.no_replacement else NOTHING)

    @property
    def stays_open(self) -> Decimal:
        """What is still to come afterwards."""
        return max(NOTHING, self.to_come - self.settled)

    @property
    def beyond(self) -> Decimal:
        """What came beyond what was to come; without a purchase nothing was."""
        if self.purchase_line_id is None:
            return NOTHING
        return max(NOTHING, self.settled - self.to_come)

    def draft(self) -> ReceiptLineDraft:
        """As it is written."""
        return ReceiptLineDraft(
            self.accepted,
            purchase_line_id=self.purchase_line_id,
            product_id=self.product_id,
            rejected=self.rejected,
            reject_reason=self.why.strip() if self.rejected else "",
            no_replacement=self.no_replacement and self.rejected > 0,
        )


def row_of(counted: Counted) -> Row:
    """A row of the columns below."""
    return (counted.key, counted)


def of(row: Row) -> Counted:
    """What was counted in a row."""
    return cast(Counted, row[1])


def counted_of(line: PurchaseLineDetail) -> Counted:
    """A line as it is offered: all that was to come has come."""
    return Counted(
        line.id,
        line.sku,
        line.name,
        line.decimals,
        quantity_of(line.incoming),
        purchase_line_id=line.id,
        ordered=line.ordered,
        received=line.received,
        incoming=line.incoming,
        goods_id=line.product_id,
    )


def counted_without_purchase(key: int, product: FoundProduct) -> Counted:
    """One of a product that nobody ordered."""
    return Counted(
        key,
        product.sku,
        product.name,
        product.decimals,
        Decimal(1),
        product_id=product.id,
        goods_id=product.id,
    )


def from_zero(rows: Sequence[Row]) -> list[Row]:
    """Nothing counted yet."""
    return [row_of(replace(of(row), accepted=NOTHING)) for row in rows]


def counted_up(rows: Sequence[Row], product: FoundProduct, quantity: Decimal) -> tuple[list[Row], Counted]:
    """So many more of a product, on its line that still lacks some; and that line."""
    lines = [of(row) for row in rows]
    own = [line for line in lines if line.goods_id == product.id]
    if own:
        lacking = next((line for line in own if line.settled < line.to_come), own[-1])
        more = replace(lacking, accepted=lacking.accepted + quantity)
        return [row_of(more if line.key == more.key else line) for line in lines], more
    key = min([0, *(line.key for line in lines)]) - 1
    fresh = replace(counted_without_purchase(key, product), accepted=quantity)
    return [*rows, row_of(fresh)], fresh


def total(rows: Sequence[Row]) -> Decimal:
    """All that was accepted."""
    return sum((of(row).accepted for row in rows), NOTHING)


def rejected(rows: Sequence[Row]) -> Decimal:
    """All that was sent back."""
    return sum((of(row).rejected for row in rows), NOTHING)


def _quantity_editor(name: str) -> Editor:
    def set_value(row: Row, value: Any) -> Row:
        return row_of(replace(of(row), **{name: value}))

    return Editor(
        "quantity", lambda row: getattr(of(row), name), set_value, decimals=lambda row: of(row).decimals
    )


def _why_editor() -> Editor:
    return Editor(
        "text",
        lambda row: of(row).why,
        lambda row, value: row_of(replace(of(row), why=str(value))),
        offered=lambda row: of(row).rejected > 0,
    )


def _replacement_editor() -> Editor:
    return Editor(
        "choice",
        lambda row: _replacement_text(of(row)),
        lambda row, value: row_of(replace(of(row), no_replacement=value == tr("none comes"))),
        offered=lambda row: of(row).rejected > 0,
        choices=lambda row: [tr("comes"), tr("none comes")],
    )


def _replacement_text(counted: Counted) -> str:
    return tr("none comes") if counted.no_replacement else tr("comes")


def columns(formats: Formats) -> list[Column]:
    """The grid of the dialog."""

    def quiet(title: str, key: str, width: int) -> Column:
        return Column(
            key,
            title,
            lambda row: formats.quantity(getattr(of(row), key), tone="quiet"),
            width,
            right=True,
        )

    def if_rejected(row: Row, text: str) -> Cell:
        return Cell(text) if of(row).rejected else Cell(UNKNOWN, "quiet", said=tr("nothing rejected"))

    return [
        Column("product", tr("Product"), lambda row: Cell(of(row).name, code=of(row).sku), 220),
        quiet(tr("Ordered"), "ordered", 70),
        quiet(tr("Came before"), "received", 94),
        Column(
            "to_come",
            tr("Expected now"),
            lambda row: formats.quantity(of(row).incoming or None, strong=True),
            98,
            right=True,
        ),
        Column(
            "accepted",
            tr("Accepted"),
            lambda row: formats.quantity(of(row).accepted),
            84,
            right=True,
            editor=_quantity_editor("accepted"),
        ),
        Column(
            "rejected",
            tr("Rejected"),
            lambda row: formats.quantity(of(row).rejected),
            84,
            right=True,
            editor=_quantity_editor("rejected"),
        ),
        Column(
            "why", tr("Why rejected"), lambda row: if_rejected(row, of(row).why), 150, editor=_why_editor()
        ),
        Column(
            "replacement",
            tr("Replacement"),
            lambda row: if_rejected(row, _replacement_text(of(row))),
            104,
            editor=_replacement_editor(),
        ),
        Column(
            "stays_open",
            tr("Stays open"),
            lambda row: formats.quantity(of(row).stays_open, tone="quiet"),
            84,
            right=True,
        ),
    ]
