"""What the pane says of a supplier: what is to come, what is overdue, what he delivers."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import tr
from app.lists.supplier_detail import ComingLine, Delivered, SupplierDetail
from app.wording import days_text
from ui.common.cells import Cell, Column, Row
from ui.common.figures import Figures
from ui.common.format import Formats
from ui.common.pane_parts import WIDTH, PaneHead, PaneTable, Part, prose, say
from ui.common.steps import Steps

NUMBER, PIECES, COST, LEAD = 76, 54, 76, 80
SCROLLED = 14
"""What a scroll bar takes of a longer table."""


class SupplierPane(QWidget):
    """Purchases and products lead to where they stand."""

    def __init__(self, formats: Formats, steps: Steps) -> None:
        super().__init__()
        self._formats = formats
        self.head = PaneHead()
        self.figures = Figures()
        self.remarks = prose()
        self.lines = PaneTable(tr("To come"), _line_columns(formats), chooses=True)
        self.products = PaneTable(tr("Delivers"), _product_columns(formats), chooses=True)
        self.reached = prose()
        self.note = prose()
        self._part = Part()
        self._part.body.addWidget(self.reached)
        self._part.body.addWidget(self.note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for each in (self.head, self.figures, self.remarks, steps, self.lines, self.products, self._part):
            layout.addWidget(each)
        layout.addStretch()

    def show_supplier(self, supplier: SupplierDetail) -> None:
        """Fill it."""
        card = supplier.card
        state = Cell() if card["active"] else Cell(tr("Not active"), "quiet", icon="ban")
        if supplier.overdue:
            state = Cell(tr("Overdue"), "bad", icon="alert-triangle", chip=True)
        self.head.show_head(card["name"], [card["contact"], card["city"], card["currency"]], state)
        self.figures.show_figures(self._figures(supplier))
        say(self.remarks, self._remarks(supplier))
        self.lines.show_rows([(each.id, each) for each in supplier.lines])
        self.products.show_rows([(each.product_id, each) for each in supplier.products])
        lines = [card["street"], " ".join(filter(None, (card["postcode"], card["city"])))]
        lines += [
            tr(", ").join(filter(None, (card["region"], card["country"]))),
            card["email"],
            card["phone"],
        ]
        say(self.reached, ["\n".join(filter(None, lines))])
        say(self.note, [card["note"]])
        self._part.setVisible(not (self.reached.isHidden() and self.note.isHidden()))

    def _figures(self, supplier: SupplierDetail) -> list[tuple[str, str, str]]:
        formats = self._formats
        late = supplier.overdue
        figures = [
            (tr("Products"), formats.count(supplier.product_count).text, ""),
            (tr("Open lines"), formats.count(len(supplier.lines)).text, ""),
            (tr("Overdue"), formats.count(late).text, "bad" if late else ""),
        ]
        for currency, amount in supplier.worth[:1]:
            figures.append((tr("To come"), formats.in_currency(currency).money(amount).text, ""))
        return figures

    def _remarks(self, supplier: SupplierDetail) -> list[str]:
        days = supplier.card["lead_days"]
        if days is not None:
            return [tr("Usually delivers within {days}.", days=days_text(days))]
        dated = sum(each.lead_days is not None for each in supplier.products)
        if dated:
            return [
                tr("Lead time known for {dated} of {all} products.", dated=dated, all=supplier.product_count)
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
