"""The lines of a purchase that is being typed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

from app.actions.buying_terms import Terms, Waiting
from app.actions.outlooks import Affected
from app.actions.purchase_editing import BoughtTerms
from app.actions.purchasing import PurchaseLineDraft
from app.errors import InvalidInput
from app.language import ntr, tr
from app.lists.purchase_detail import PurchaseLineDetail
from app.quantities import quantity_of
from app.rules.money import line_value
from app.wording import quantity_text
from ui.common.cells import Cell, Column, Editor, Row
from ui.common.format import Formats

COST_EXPONENT = -4


@dataclass(frozen=True, slots=True)
class BoughtLine:
    """A typed line; `waiting` is the order line it is bought for, None for whoever ranks first.

    `line_id` and `was` are those of a line that is there already, of which `settled` came or was closed.
    """

    key: int
    terms: Terms
    quantity: Decimal
    cost: Decimal
    eta: date | None
    waiting: Waiting | None = None
    line_id: int | None = None
    was: BoughtTerms | None = None
    settled: Decimal = Decimal(0)

    def draft(self) -> PurchaseLineDraft:
        """As it is written."""
        earmark = self.waiting.line_id if self.waiting else None
        return PurchaseLineDraft(self.terms.product_id, self.quantity, self.cost, self.eta, earmark)

    def bought(self) -> BoughtTerms:
        """What can be changed of it."""
        earmark = self.waiting.line_id if self.waiting else None
        return BoughtTerms(self.quantity, self.cost, self.eta, earmark)

    @property
    def value(self) -> Decimal:
        """What it costs."""
        return line_value(self.quantity, self.cost)


def line_for(
    key: int, terms: Terms, quantity: Decimal | None = None, for_line: int | None = None
) -> BoughtLine:
    """What is needed of a product, at the supplier's terms."""
    waiting = next((each for each in terms.waiting if each.line_id == for_line), None)
    wanted = quantity or (waiting.short if waiting else terms.needed)
    return BoughtLine(key, terms, wanted, terms.cost, terms.eta, waiting)


def line_of(line: PurchaseLineDetail, terms: Terms) -> BoughtLine:
    """A line that is there already, under a key that no typed line has."""
    eta = None if line.eta is None else date.fromordinal(line.eta)
    was = BoughtTerms(
        quantity_of(line.ordered), Decimal(line.cost).scaleb(COST_EXPONENT), eta, line.for_line_id
    )
    waiting = next((each for each in terms.waiting if each.line_id == line.for_line_id), None)
    if waiting is None and line.for_line_id is not None:
        # It has what it needs by now.
        waiting = Waiting(line.for_line_id, line.for_order, "", Decimal(0))
        terms = replace(terms, waiting=(waiting, *terms.waiting))
    return BoughtLine(
        -line.id,
        terms,
        was.quantity,
        was.cost,
        eta,
        waiting,
        line_id=line.id,
        was=was,
        settled=quantity_of(line.received + line.closed),
    )


def row_of(line: BoughtLine) -> Row:
    """A row of the columns below."""
    return (line.key, line)


def of(row: Row) -> BoughtLine:
    """The line that a row is about."""
    return cast(BoughtLine, row[1])


def _editor(kind: str, name: str) -> Editor:
    def set_value(row: Row, value: Any) -> Row:
        return row_of(replace(of(row), **{name: value}))

    return Editor(
        kind, lambda row: getattr(of(row), name), set_value, decimals=lambda row: of(row).terms.decimals
    )


def _for_whom() -> Editor:
    def set_value(row: Row, value: object) -> Row:
        waiting = next((each for each in of(row).terms.waiting if _waiting_words(each) == value), None)
        return row_of(replace(of(row), waiting=waiting))

    return Editor(
        "choice",
        lambda row: _waiting_words(of(row).waiting),
        set_value,
        offered=lambda row: bool(of(row).terms.waiting),
        choices=lambda row: [_waiting_words(None), *map(_waiting_words, of(row).terms.waiting)],
    )


def _waiting_words(waiting: Waiting | None) -> str:
    if waiting is None:
        return tr("By rank")
    short = f"({quantity_text(waiting.short)})" if waiting.short else ""
    return "  ".join(each for each in (waiting.order, waiting.customer, short) if each)


def columns(formats: Formats) -> list[Column]:
    """The grid of the dialog."""
    day_width = max(136, formats.day_width() + 44)
    return [
        Column("product", tr("Product"), lambda row: Cell(of(row).terms.name, code=of(row).terms.sku), 220),
        Column(
            "backordered",
            tr("Backordered"),
            lambda row: formats.quantity(of(row).terms.backordered, tone="quiet"),
            92,
            right=True,
        ),
        Column(
            "incoming",
            tr("Incoming"),
            lambda row: formats.quantity(of(row).terms.incoming, tone="quiet"),
            76,
            right=True,
        ),
        Column(
            "quantity",
            tr("Quantity"),
            lambda row: formats.quantity(of(row).quantity),
            80,
            right=True,
            editor=_editor("quantity", "quantity"),
        ),
        Column(
            "cost",
            tr("Cost"),
            lambda row: formats.money(of(row).cost),
            92,
            right=True,
            editor=_editor("price", "cost"),
        ),
        Column(
            "eta",
            tr("ETA"),
            lambda row: formats.day(of(row).eta),
            day_width,
            right=True,
            editor=_editor("day", "eta"),
        ),
        Column("for", tr("For"), lambda row: Cell(_waiting_words(of(row).waiting)), 190, editor=_for_whom()),
        Column("total", tr("Total"), lambda row: formats.money(of(row).value, strong=True), 96, right=True),
    ]


def problem_of(lines: Sequence[BoughtLine]) -> InvalidInput | None:
    """Why the lines cannot be bought so; None where they can."""
    for line in lines:
        if not line.quantity:
            return InvalidInput(
                tr("The quantity of {sku} is zero.", sku=line.terms.sku),
                tr("Type how many, or remove the line with Ctrl+Del."),
            )
        if line.quantity < line.settled:
            return InvalidInput(
                tr(
                    "{quantity} of {sku} came already.",
                    quantity=quantity_text(line.settled),
                    sku=line.terms.sku,
                ),
                tr("Enter at least what was received."),
            )
    return None


def sum_of(moved: Sequence[Affected]) -> str:
    """'3 orders get a date.'"""
    if not moved:
        return tr("Nobody's date moves.")
    sooner = {each.order_id for each in moved if not each.waits_longer}
    later = {each.order_id for each in moved if each.waits_longer} - sooner
    words = []
    if sooner:
        words.append(
            ntr(
                "{count} order gets a date or a better one.",
                "{count} orders get a date or a better one.",
                len(sooner),
            )
        )
    if later:
        words.append(ntr("{count} order waits longer.", "{count} orders wait longer.", len(later)))
    return " ".join(words)
