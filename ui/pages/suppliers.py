"""Who delivers: what is to come of each, what is overdue, what he delivers and how fast."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from app.actions.fields import SUPPLIER
from app.actions.people_editing import edit_supplier
from app.actions.removing import use_again
from app.changes import Area
from app.language import tr
from app.lists.supplier_detail import Delivered, SupplierDetail, supplier_detail
from app.lists.suppliers import LISTING
from app.wording import days_text
from ui.common.cells import Cell, Column, Editor, Row
from ui.common.list_source import columns_of, value_of
from ui.common.listing_page import ListingPage, with_widths
from ui.common.menus import Item, Line
from ui.common.page import Desk, Primary
from ui.common.steps import Step
from ui.common.undo import undo_of_edit
from ui.panes.supplier_pane import SupplierPane

KEYS = (
    "name",
    "contact",
    "email",
    "phone",
    "lead_days",
    "products",
    "open_lines",
    "overdue",
    "city",
    "country",
    "currency",
)
WIDTHS = {
    "name": 166,
    "contact": 112,
    "email": 156,
    "phone": 112,
    "lead_days": 76,
    "products": 68,
    "open_lines": 78,
    "overdue": 68,
}
AT_FIRST = KEYS[:8]
"""The columns that are shown before the owner chose."""
INLINE = ("contact", "email", "phone")


class SuppliersPage(ListingPage):
    """Every supplier in one row; who is overdue says so."""

    areas = frozenset({Area.SUPPLIERS, Area.PURCHASES, Area.PRODUCTS, Area.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, LISTING, supplier_columns(desk))
        self.filter_bar.addWidget(self.chips)
        self.filter_bar.addStretch()
        self.supplier_pane = SupplierPane(desk.formats, self.steps)
        self.pane.addWidget(self.supplier_pane)
        self.supplier_pane.hide()
        self.supplier_pane.lines.table.opened.connect(self._show_purchase)
        self.supplier_pane.products.table.opened.connect(self._show_product)
        self.supplier: SupplierDetail | None = None

    def primary(self) -> Primary:
        return Primary(tr("New supplier…"), "plus", self.new_supplier)

    def empty_words(self) -> tuple[str, str]:
        return tr("No suppliers yet. Who delivers goods appears here."), tr("New supplier…")

    def empty_act(self) -> None:
        self.new_supplier()

    def filtered_words(self) -> str:
        if self.searched:
            return tr("No supplier with “{text}” here.", text=self.searched)
        return {"overdue": tr("No supplier is overdue.")}.get(
            self.model.question.filter, super().filtered_words()
        )

    def counted(self) -> None:
        number = {key: count.number for key, count in self.counts.items()}
        self.set_status(
            tr(
                "{active} suppliers  ·  {overdue} overdue", active=number["active"], overdue=number["overdue"]
            ),
            tr("Enter edits, F2 changes contact, e-mail and phone in place"),
        )

    # the pane

    def details_of(self, row: Row) -> tuple[Callable[..., Any], object]:
        return supplier_detail, row[0]

    def show_read(self, row: Row, details: SupplierDetail) -> None:
        self.supplier = details
        self.steps.show_steps(self._steps(details))
        self.supplier_pane.show_supplier(details)
        self.supplier_pane.show()

    def clear_pane(self) -> None:
        self.supplier = None
        self.supplier_pane.hide()

    def open_row(self, row: object) -> None:
        """Change him."""
        self.edit()

    def row_menu(self, row: Row) -> Sequence[Line]:
        """The same acts as the pane's, once the row is read."""
        if self.supplier is None or self.supplier.id != row[0]:
            return []
        return [Item(step.title, step.run) for step in self._steps(self.supplier)]

    def _steps(self, supplier: SupplierDetail) -> list[Step]:
        steps = [Step(tr("Edit…"), self.edit)]
        if supplier.card["active"]:
            steps.append(Step(tr("New purchase…"), self.new_purchase))
        if supplier.lines:
            steps.append(Step(tr("Receive…"), self.receive))
            steps.append(Step(tr("Set ETA…"), self.set_eta))
            steps.append(Step(tr("See the purchases"), self.show_purchases))
        if supplier.card["active"]:
            return [*steps, Step(tr("Delete…"), self.put_aside)]
        return [*steps, Step(tr("Use again"), self.use_again)]

    def cell_written(self, row: Row, key: str, outcome: object) -> None:
        name = value_of(LISTING, "name")(row)
        self.desk.done(tr("{name} changed.", name=name), undo_of_edit(name, edit_supplier, row[0], outcome))

    # what is done

    def command(self, key: str) -> Callable[[], object] | None:
        can_move = self.supplier is not None and bool(self.supplier.lines)
        return {
            "new_supplier": self.new_supplier,
            "receive": self.receive if can_move else None,
            "set_eta": self.set_eta if can_move else None,
        }.get(key)

    def new_supplier(self) -> None:
        """Somebody new; he is shown then."""
        from ui.dialogs import supplier

        supplier_id = supplier.ask_new(self.window(), self.desk)
        if supplier_id is not None:
            self.show_row(supplier_id)

    def edit(self) -> None:
        """Address, lead time, currency and the rest."""
        from ui.dialogs import supplier

        if self.supplier is not None:
            supplier.ask(self.window(), self.desk, self.supplier.id)

    def new_purchase(self) -> None:
        """What is bought of him; it is shown then."""
        from ui.dialogs import purchase_entry

        if self.supplier is not None:
            purchase_entry.ask(self.window(), self.desk, self.supplier.card["name"])

    def receive(self) -> None:
        """What came of his next purchase."""
        from ui.dialogs import receive

        if self.supplier is not None:
            receive.ask(self.window(), self.desk, self.supplier.lines[0].purchase_id)

    def set_eta(self) -> None:
        """Another date for a line, a purchase or all that he owes."""
        from ui.dialogs import set_eta

        if self.supplier is not None:
            line = self.supplier.lines[0]
            set_eta.ask(self.window(), self.desk, line.purchase_id, line.id)

    def put_aside(self) -> None:
        """Delete him, or offer him no more."""
        from ui.dialogs import put_aside

        if self.supplier is not None:
            put_aside.ask(self.window(), self.desk, SUPPLIER, self.supplier.id)

    def use_again(self) -> None:
        """Offer him again."""
        if self.supplier is not None:
            self.write(use_again, SUPPLIER, self.supplier.id)

    def show_purchases(self) -> None:
        """What comes next, among all that comes."""
        if self.supplier is not None:
            self.desk.go("purchases", self.supplier.lines[0].id)

    def _show_purchase(self, row: object) -> None:
        if isinstance(row, tuple):
            self.desk.go("purchases", row[0])

    def _show_product(self, row: object) -> None:
        product = row[1] if isinstance(row, tuple) else None
        if isinstance(product, Delivered) and product.pool_id is not None:
            self.desk.go("stock", product.pool_id)


def supplier_columns(desk: Desk) -> list[Column]:
    """The list's columns; overdue stands out."""
    value = {key: value_of(LISTING, key) for key in (*KEYS, "active")}

    def name(row: Row) -> Cell:
        text = value["name"](row)
        return Cell(text, "" if value["active"](row) else "quiet", tip=text)

    def lead(row: Row) -> Cell:
        days = value["lead_days"](row)
        return Cell("–", "quiet", said=tr("not known")) if days is None else Cell(days_text(days))

    def some(key: str, tone: str = "") -> Callable[[Row], Cell]:
        def cell(row: Row) -> Cell:
            number = value[key](row)
            return Cell(str(number), tone, strong=bool(tone)) if number else Cell("", said=tr("none"))

        return cell

    cells = {
        "name": name,
        "lead_days": lead,
        "products": some("products"),
        "open_lines": some("open_lines"),
        "overdue": some("overdue", "bad"),
    }
    columns = with_widths(columns_of(LISTING, desk.formats, KEYS, cells), WIDTHS)
    shown = [replace(each, shown=each.key in AT_FIRST) for each in columns]
    return [inline(each) if each.key in INLINE else each for each in shown]


def inline(column: Column) -> Column:
    """Words that are changed in the list."""
    value = value_of(LISTING, column.key)
    return replace(
        column,
        editor=Editor("text", value),
        write=lambda row, words: (edit_supplier, (row[0], {column.key: value(row)}, {column.key: words})),
    )
