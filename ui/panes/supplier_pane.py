"""What the pane says of a supplier: what is to come, what is overdue, what he delivers."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.language import tr
from app.lists.supplier_detail import ComingLine, Delivered, SupplierDetail
from app.wording import days_text
from ui.common.cells import Cell, Column, Row
from ui.common.format import Formats
from ui.common.pane_parts import WIDTH, PaneTable
from ui.common.steps import Steps
from ui.panes.person_pane import PersonPane

NUMBER, PIECES, COST, LEAD = 76, 54, 76, 80
SCROLLED = 14
"""What a scroll bar takes of a longer table."""


class SupplierPane(PersonPane[SupplierDetail]):
    """Purchases and products lead to where they stand."""

    def __init__(self, formats: Formats, steps: Steps, parent: QWidget) -> None:
        self.lines = PaneTable(tr("To come"), _line_columns(formats), chooses=True)
        self.products = PaneTable(tr("Delivers"), _product_columns(formats), chooses=True)
        super().__init__(formats, steps, parent, self.lines, self.products)

    def facts_of(self, person: SupplierDetail) -> Sequence[str]:
        return person.card["contact"], person.card["city"], person.card["currency"]

    def state_of(self, person: SupplierDetail) -> Cell:
        if person.overdue:
            return Cell(tr("Overdue"), "bad", icon="alert-triangle", chip=True)
        return super().state_of(person)

    def show_tables(self, person: SupplierDetail) -> None:
        self.lines.show_rows([(each.id, each) for each in person.lines])
        self.products.show_rows([(each.product_id, each) for each in person.products])

    def figures_of(self, person: SupplierDetail) -> list[tuple[str, str, str]]:
        formats = self.formats
        late = person.overdue
        figures = [
            (tr("Products"), formats.count(person.product_count).text, ""),
            (tr("Open lines"), formats.count(len(person.lines)).text, ""),
            (tr("Overdue"), formats.count(late).text, "bad" if late else ""),
        ]
        for currency, amount in person.worth[:1]:
            figures.append((tr("To come"), formats.in_currency(currency).money(amount).text, ""))
        return figures

    def remarks_of(self, person: SupplierDetail) -> Sequence[str]:
        days = person.card["lead_days"]
        if days is not None:
            return [tr("Usually delivers within {days}.", days=days_text(days))]
        dated = sum(each.lead_days is not None for each in person.products)
        if dated:
            return [
                tr("Lead time known for {dated} of {all} products.", dated=dated, all=person.product_count)
            ]
        return [tr("No lead time known: what is not ordered here has no estimate.")]


def _coming(row: Row) -> ComingLine:
    assert isinstance(row[1], ComingLine)
    return row[1]


def _line_columns(formats: Formats) -> list[Column]:
    def product(row: Row) -> Cell:
        line = _coming(row)
        return Cell(line.product, tip=f"{line.sku}  {line.product}")

    day = formats.day_width(estimates=False)
    return [
        Column("number", tr("Purchase"), lambda row: Cell(_coming(row).number), NUMBER),
        Column("product", tr("Product"), product, WIDTH - NUMBER - PIECES - day),
        Column(
            "pieces", tr("Pieces"), lambda row: formats.quantity(_coming(row).incoming), PIECES, right=True
        ),
        Column(
            "eta",
            tr("ETA"),
            lambda row: formats.day(
                _coming(row).eta, unknown=True, tone="bad" if _coming(row).overdue else ""
            ),
            day,
            right=True,
        ),
    ]


def _delivered(row: Row) -> Delivered:
    assert isinstance(row[1], Delivered)
    return row[1]


def _product_columns(formats: Formats) -> list[Column]:
    def product(row: Row) -> Cell:
        each = _delivered(row)
        tip = "  ".join(filter(None, (each.sku, each.product, each.their_sku)))
        return Cell(each.product, strong=bool(each.backordered), tip=tip)

    def lead(row: Row) -> Cell:
        days = _delivered(row).lead_days
        return Cell("–", "quiet", said=tr("not known")) if days is None else Cell(days_text(days), "quiet")

    return [
        Column("product", tr("Product"), product, WIDTH - COST - LEAD - SCROLLED),
        Column(
            "cost",
            tr("Cost"),
            lambda row: formats.price(_delivered(row).cost) if _delivered(row).cost else Cell(),
            COST,
            right=True,
        ),
        Column("lead", tr("Lead time"), lead, LEAD, right=True),
    ]
