"""The lines that an answer is about, and what the customer said of each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

from app.actions.answering import AnswerDraft
from app.actions.instead import Instead
from app.answer_views import Asked
from app.language import tr
from app.wording import day_text, money_text, quantity_text
from ui.common.cells import Cell, Column, Editor, Row
from ui.common.format import Formats

WAITS, SUBSTITUTE, PART, CANCELS, NONE = "waits", "substitute", "part", "cancels", "none"
SHIP_NOW = "ship_now"
NOTHING = ""
DOT = "  ·  "


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """`until` None is as told, `quantity` None all; `says` '' where the answer leaves the line out."""

    asked: Asked
    says: str = NOTHING
    until: date | None = None
    instead: Instead | None = None
    quantity: Decimal | None = None

    @property
    def choices(self) -> list[str]:
        """What can be said of this line."""
        return [
            NOTHING,
            WAITS,
            *([SUBSTITUTE] if self.asked.instead else []),
            *([SHIP_NOW] if self.asked.reserved else []),
            PART,
            CANCELS,
            NONE,
        ]

    @property
    def everything(self) -> Decimal | None:
        """What an empty quantity means; None where it means nothing."""
        return {
            SUBSTITUTE: self.asked.open,
            SHIP_NOW: self.asked.reserved,
            CANCELS: self.asked.open,
        }.get(self.says)

    def saying(self, says: str) -> "AnswerRow":
        """Another answer; what belongs to the old one alone is gone."""
        first = self.asked.instead[0] if says == SUBSTITUTE else None
        return AnswerRow(self.asked, says, instead=first)

    def draft(self, **common: Any) -> AnswerDraft:
        """As it is recorded."""
        instead = self.instead
        return AnswerDraft(
            self.asked.line_id,
            PART if self.says == SHIP_NOW else self.says,
            waits_until=self.until,
            quantity=self.quantity,
            product_id=instead.product_id if instead else None,
            ratio=instead.ratio if instead else Decimal(1),
            price=instead.price if instead else None,
            ship_now=self.says == SHIP_NOW,
            **common,
        )


def row_of(row: AnswerRow) -> Row:
    """A row of the columns below."""
    return (row.asked.line_id, row)


def of(row: Row) -> AnswerRow:
    """What a row of the table is about."""
    return cast(AnswerRow, row[1])


def words_of(says: str) -> str:
    """What the customer says, in two or three words."""
    return {
        NOTHING: tr("Not in this answer"),
        WAITS: tr("Waits for it"),
        SUBSTITUTE: tr("Takes a substitute"),
        SHIP_NOW: tr("Takes a part, ship it now"),
        PART: tr("Takes a part, ship it later"),
        CANCELS: tr("Cancels"),
        NONE: tr("No answer"),
    }[says]


def instead_words(instead: Instead, asked: Asked) -> str:
    """'EN-24  ·  €89.00 (−€100.00)  ·  4 now  ·  Enamelled casserole 24 cm'."""
    more = instead.price * instead.ratio - asked.price
    price = money_text(instead.price, asked.currency)
    if more:
        sign = "+" if more > 0 else "−"
        price = tr(
            "{price} ({difference})", price=price, difference=sign + money_text(abs(more), asked.currency)
        )
    facts = {"quantity": quantity_text(instead.quantity), "day": day_text(instead.day)}
    comes = tr("{quantity} by {day}", **facts) if instead.supply else tr("{quantity} now", **facts)
    ratio = tr("{ratio} for 1", ratio=quantity_text(instead.ratio)) if instead.ratio != 1 else ""
    return DOT.join(each for each in (instead.sku, ratio, price, comes, instead.name) if each)


def columns(formats: Formats) -> list[Column]:
    """What was asked, and what is said of it."""
    says = Editor(
        "choice",
        lambda row: words_of(of(row).says),
        lambda row, words: row_of(of(row).saying(_said(of(row), words))),
        choices=lambda row: [words_of(each) for each in of(row).choices],
    )
    until = _editor("day", "until", lambda row: row.says == WAITS, optional=True)
    pieces = replace(
        _editor("quantity", "quantity", lambda row: row.everything is not None, optional=True),
        decimals=lambda row: of(row).asked.decimals,
    )
    instead = Editor(
        "choice",
        lambda row: _instead_text(of(row)),
        lambda row, words: row_of(replace(of(row), instead=_chosen(of(row), words))),
        lambda row: of(row).says == SUBSTITUTE,
        lambda row: [instead_words(each, of(row).asked) for each in of(row).asked.instead],
    )
    day = formats.day_width()
    return [
        Column("order", tr("Order"), lambda row: Cell(of(row).asked.order, "quiet"), 68),
        Column(
            "product", tr("Product"), lambda row: Cell(of(row).asked.product, code=of(row).asked.sku), 190
        ),
        Column("has", tr("Has"), _has(formats), 60, right=True),
        Column("promised", tr("Told"), lambda row: formats.day(of(row).asked.promised_on), day, right=True),
        Column("says", tr("Answer"), lambda row: Cell(words_of(of(row).says)), 210, editor=says),
        Column("until", tr("Waits until"), lambda row: _until(formats, of(row)), 132, editor=until),
        Column("quantity", tr("Pieces"), _pieces(formats), 64, right=True, editor=pieces),
        Column("instead", tr("Substitute"), lambda row: Cell(_instead_text(of(row))), 320, editor=instead),
    ]


def _editor(kind: str, name: str, offered: Callable[[AnswerRow], bool], *, optional: bool) -> Editor:
    return Editor(
        kind,
        lambda row: getattr(of(row), name),
        lambda row, value: row_of(replace(of(row), **{name: cast(Any, value)})),
        lambda row: offered(of(row)),
        optional=optional,
    )


def _said(row: AnswerRow, words: object) -> str:
    return next(each for each in row.choices if words_of(each) == words)


def _chosen(row: AnswerRow, words: object) -> Instead | None:
    return next((each for each in row.asked.instead if instead_words(each, row.asked) == words), None)


def _instead_text(row: AnswerRow) -> str:
    return instead_words(row.instead, row.asked) if row.instead else ""


def _until(formats: Formats, row: AnswerRow) -> Cell:
    if row.says != WAITS:
        return Cell()
    return formats.day(row.until) if row.until else Cell(tr("as told"), "quiet")


def _pieces(formats: Formats) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        typed, everything = of(row).quantity, of(row).everything
        if everything is None:
            return Cell()
        return formats.quantity(everything, tone="quiet") if typed is None else formats.quantity(typed)

    return cell


def _has(formats: Formats) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        held, needed = map(formats.quantity_text, (of(row).asked.reserved, of(row).asked.open))
        return Cell(tr("{has} of {needs}", has=held, needs=needed))

    return cell
