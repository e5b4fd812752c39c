"""The lines of an order that is being typed, with what each would get."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from app.actions.instead import Instead
from app.actions.order_editing import LineTerms
from app.actions.order_outlook import LineTold
from app.actions.ordering import OrderLineDraft
from app.language import tr
from app.lists.finding import FoundProduct
from app.lists.order_detail import LineDetail
from app.quantities import quantity_of
from app.rules.sums import Priced
from ui.common.cells import Cell, Column, Row
from ui.common.format import UNKNOWN, Formats
from ui.dialogs.priced_rows import PRICE_EXPONENT, PricedColumns, price_of

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A typed line; `told` is the last answer, if there is one; `may_wait` is the owner's consent.

    `line_id` and `was` are those of a line that is there already, of which `shipped` left.
    """

    key: int
    product_id: int
    sku: str
    name: str
    decimals: int
    quantity: Decimal
    price: Decimal
    tax_rate: Decimal
    discount: Decimal = NOTHING
    told: LineTold | None = None
    may_wait: bool = False
    line_id: int | None = None
    was: LineTerms | None = None
    shipped: Decimal = NOTHING

    def priced(self) -> Priced:
        """As far as money goes."""
        return Priced(self.quantity, self.price, self.discount, self.tax_rate)

    def draft(self) -> OrderLineDraft:
        """As it is written."""
        return OrderLineDraft(self.product_id, self.quantity, self.price, self.discount)

    def terms(self) -> LineTerms:
        """What can be changed of it."""
        return LineTerms(self.quantity, self.price, self.discount)

    @property
    def is_refused(self) -> bool:
        """Whether it may not wait and nobody has said otherwise; what waits already, waits."""
        refused = self.told is not None and bool(self.told.refusal) and not self.may_wait
        return refused and (self.was is None or self.quantity > self.was.quantity)


def line_for(key: int, product: FoundProduct) -> EntryLine:
    """One of a product that was found."""
    price, tax_rate = price_of(product)
    return EntryLine(
        key, product.id, product.sku, product.name, product.decimals, Decimal(1), price, tax_rate
    )


def line_of(line: LineDetail) -> EntryLine:
    """A line that is there already, under a key that no typed line has."""
    was = LineTerms(
        quantity_of(line.ordered - line.cancelled),
        Decimal(line.price).scaleb(PRICE_EXPONENT),
        quantity_of(line.discount),
    )
    return EntryLine(
        -line.id,
        line.product_id,
        line.sku,
        line.name,
        line.decimals,
        was.quantity,
        was.price,
        quantity_of(line.tax_rate),
        was.discount,
        line_id=line.id,
        was=was,
        shipped=quantity_of(line.shipped),
    )


def line_instead(key: int, instead: Instead, quantity: Decimal) -> EntryLine:
    """So many of a substitute."""
    return EntryLine(
        key,
        instead.product_id,
        instead.sku,
        instead.name,
        instead.decimals,
        quantity,
        instead.price,
        instead.tax_rate,
    )


def row_of(line: EntryLine) -> Row:
    """A row of the columns below."""
    return (line.key, line)


def of(row: Row) -> EntryLine:
    """The line that a row is about."""
    return cast(EntryLine, row[1])


def columns(formats: Formats, place: Callable[[int], int], is_chosen: Callable[[Row], bool]) -> list[Column]:
    """Price and discount become fields in the chosen row only; `place` numbers a line by its key."""
    make = PricedColumns(formats, of, row_of)
    discount = replace(make.editor("quantity", "discount", is_chosen), decimals=lambda row: 3)
    return [
        Column("place", "", lambda row: Cell(str(place(of(row).key)), "quiet"), 36),
        make.product(260),
        make.quantity(82),
        make.price(90, is_chosen),
        Column(
            "discount", tr("Discount %"), _discount_cell(formats, is_chosen), 84, right=True, editor=discount
        ),
        make.total(96),
        Column("available", tr("Available"), _available_cell(formats), 84, right=True),
        Column("expected", tr("Expected"), _expected_cell(formats), formats.day_width() + 4, right=True),
        Column("then", tr("Then"), _then_cell(formats), 132),
    ]


def _discount_cell(formats: Formats, is_chosen: Callable[[Row], bool]) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        discount = of(row).discount
        if discount or is_chosen(row):
            return formats.quantity(discount)
        return Cell(UNKNOWN, "quiet", said=tr("none"))

    return cell


def _available_cell(formats: Formats) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        told = of(row).told
        if told is None:
            return Cell()
        if told.kind == "service" or (told.kind == "made" and not told.available):
            return Cell(tr("to order"))
        lacks = told.available < of(row).quantity - of(row).shipped
        return formats.quantity(told.available, tone="bad" if lacks else "", strong=lacks)

    return cell


def _expected_cell(formats: Formats) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        told = of(row).told
        return formats.day(told.day, unknown=True, estimate=told.estimate) if told else Cell()

    return cell


def _then_cell(formats: Formats) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        line = of(row)
        if line.told is None:
            return Cell(tr("shipped"), "quiet") if line.shipped == line.quantity > 0 else Cell()
        if line.is_refused:
            if line.told.may_consent:
                return Cell(tr("Ask first"), "warn", icon="help-circle", chip=True, tip=line.told.refusal)
            return Cell(tr("May not wait"), "bad", icon="ban", chip=True, tip=line.told.refusal)
        return formats.status(line.told.status)

    return cell
