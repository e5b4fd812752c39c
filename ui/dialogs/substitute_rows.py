"""Products that could stand in for one that is short, with what is typed of each: how many, ratio, price."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from typing import Any, cast

from app.actions.instead import Instead
from app.language import ntr, tr
from app.substitute_views import Candidate, Original
from app.wording import quantity_text
from ui.common.cells import Cell, Column, Editor, Row
from ui.common.format import Formats

DOT = "  ·  "
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """`quantity` is how many of the original it is to replace, None where it is not chosen."""

    candidate: Candidate
    original: Original
    quantity: Decimal | None
    ratio: Decimal
    price: Decimal

    @property
    def is_chosen(self) -> bool:
        """Whether it is to replace anything."""
        return bool(self.quantity)

    @property
    def needed(self) -> Decimal:
        """How many of it stand for what it is to replace."""
        return (self.quantity or NOTHING) * self.ratio

    @property
    def difference(self) -> Decimal:
        """What it costs more in place of one of the original; below zero less."""
        return self.price * self.ratio - self.original.price

    def as_typed(self) -> Instead:
        """The product at the ratio and price that are typed."""
        return replace(self.candidate.instead, ratio=self.ratio, price=self.price)


def row_for(candidate: Candidate, original: Original, *, chosen: bool) -> CandidateRow:
    """As it is offered first; where it is `chosen`, for as much as it can replace."""
    instead = candidate.instead
    quantity = None
    if chosen:
        step = Decimal(1).scaleb(-original.decimals)
        covers = (instead.quantity / instead.ratio).quantize(step, ROUND_DOWN)
        quantity = min(original.short, covers) or None
    return CandidateRow(candidate, original, quantity, instead.ratio, instead.price)


def row_of(row: CandidateRow) -> Row:
    """A row of the columns below."""
    return (row.candidate.instead.product_id, row)


def of(row: Row) -> CandidateRow:
    """What a row of the table is about."""
    return cast(CandidateRow, row[1])


def columns(formats: Formats) -> list[Column]:
    """The candidates side by side, what is typed last."""
    day = formats.day_width(estimates=False)
    return [
        Column("product", tr("Product"), _product, 270),
        Column("why", tr("Why"), lambda row: _words(why(of(row).candidate)), 250),
        Column("available", tr("Available"), _available(formats), 76, right=True),
        Column("from", tr("Date"), lambda row: formats.day(of(row).candidate.instead.day), day, right=True),
        Column(
            "price",
            tr("Price"),
            lambda row: formats.money(of(row).price),
            92,
            right=True,
            editor=_editor("price", "price"),
        ),
        Column("difference", tr("Difference"), _difference(formats), 96, right=True),
        Column(
            "ratio",
            tr("Ratio"),
            lambda row: formats.quantity(of(row).ratio),
            64,
            right=True,
            editor=replace(_editor("quantity", "ratio"), decimals=lambda row: 3),
        ),
        Column(
            "quantity",
            tr("In place of"),
            lambda row: formats.quantity(of(row).quantity, strong=True),
            84,
            right=True,
            editor=replace(
                _editor("quantity", "quantity", optional=True),
                decimals=lambda row: of(row).original.decimals,
            ),
        ),
    ]


def why(candidate: Candidate) -> str:
    """What speaks for it: the owner's list first, then what both have in common."""
    parts = []
    if candidate.listed:
        parts.append(candidate.note or tr("on your list"))
    if candidate.words:
        parts.append(tr("both: {words}", words=tr(", ").join(candidate.words)))
    if candidate.close:
        parts.append(tr("similar price"))
    if candidate.buyers:
        parts.append(ntr("{count} customer buys both", "{count} customers buy both", candidate.buyers))
    return DOT.join(parts) or tr("similar name")


def _words(text: str) -> Cell:
    return Cell(text, "quiet", tip=text)


def _product(row: Row) -> Cell:
    instead = of(row).candidate.instead
    return Cell(instead.name, code=instead.sku, tip=f"{instead.sku}  {instead.name}")


def _available(formats: Formats) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        instead = of(row).candidate.instead
        lacks = of(row).needed > instead.quantity
        coming = tr("with {supply}", supply=instead.supply) if instead.supply else ""
        made = formats.quantity(instead.quantity, tone="bad" if lacks else "", strong=lacks)
        return replace(made, tip=coming, icon="clock" if instead.supply else "")

    return cell


def _difference(formats: Formats) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        more = of(row).difference
        if not more:
            return Cell(tr("same price"), "quiet")
        sign = "+" if more > 0 else "\N{MINUS SIGN}"
        return Cell(sign + formats.money(abs(more)).text, "quiet")

    return cell


def _editor(kind: str, name: str, *, optional: bool = False) -> Editor:
    return Editor(
        kind,
        lambda row: getattr(of(row), name),
        lambda row, value: row_of(replace(of(row), **{name: cast(Any, value)})),
        optional=optional,
    )


def needed_words(row: CandidateRow) -> str:
    """'2 × Frying pan'."""
    return tr(
        "{quantity} × {product}", quantity=quantity_text(row.needed), product=row.candidate.instead.name
    )
