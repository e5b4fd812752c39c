"""Who delivers: what is to come of each, what is overdue, what he delivers and how fast."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from PySide6.QtWidgets import QWidget

from app.actions.fields import SUPPLIER
from app.actions.people_editing import edit_supplier
from app.changes import Area
from app.language import ntr, tr
from app.lists.supplier_detail import Delivered, SupplierDetail, supplier_detail
from app.lists.suppliers import LISTING
from app.wording import days_text
from ui.common.cells import Cell, Column, Row
from ui.common.list_source import value_of
from ui.common.page import Desk
from ui.common.pane_parts import DOT
from ui.common.steps import Step
from ui.panes.bringing import bring_ways
from ui.panes.people_page import PeoplePage, in_place, people_columns
from ui.panes.supplier_pane import SupplierPane

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
HIDDEN = ("city", "country", "currency")


class SuppliersPage(PeoplePage[SupplierDetail]):
    """Every supplier in one row; who is overdue says so."""

    areas = frozenset({Area.SUPPLIERS, Area.PURCHASES, Area.PRODUCTS, Area.SETTINGS})
    kind = SUPPLIER
    edited = edit_supplier
    person_pane: SupplierPane

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, LISTING, supplier_columns(desk))

    def new_words(self) -> str:
        return tr("New supplier…")

    def empty_words(self) -> tuple[str, str]:
        return tr("No suppliers yet. Who delivers goods appears here."), self.new_words()

    other_ways = bring_ways

    def filtered_words(self) -> str:
        if self.searched:
            return tr("No supplier with “{text}” here.", text=self.searched)
        return {"overdue": tr("No supplier is overdue.")}.get(
            self.model.question.filter, super().filtered_words()
        )

    def counted(self) -> None:
        active, overdue = (self.counts[key].number for key in ("active", "overdue"))
        words = ntr("{count} supplier", "{count} suppliers", active), tr("{overdue} overdue", overdue=overdue)
        self.set_status(
            DOT.join(words),
            tr("Enter edits, F2 changes contact, e-mail and phone in place"),
        )

    def build_pane(self, room: QWidget) -> QWidget:
        self.person_pane = SupplierPane(self.desk.formats, self.steps, room)
        self.person_pane.lines.table.opened.connect(self._show_purchase)
        self.person_pane.products.table.opened.connect(self._show_product)
        return self.person_pane

    def details_of(self, row: Row) -> tuple[Callable[..., Any], object]:
        return supplier_detail, row[0]

    def dialogs(self) -> ModuleType:
        from ui.dialogs import supplier

        return supplier

    def steps_with(self, person: SupplierDetail) -> list[Step]:
        steps = []
        if person.card["active"]:
            steps.append(Step(tr("New purchase…"), self.new_purchase))
        if person.lines:
            steps.append(Step(tr("Receive…"), self.receive))
            steps.append(Step(tr("Set ETA…"), self.set_eta))
            steps.append(Step(tr("See the purchases"), self.show_purchases))
        return steps

    # what is done

    def command(self, key: str) -> Callable[[], object] | None:
        can_move = self.person is not None and bool(self.person.lines)
        return {"receive": self.receive, "set_eta": self.set_eta}.get(key) if can_move else None

    def new_purchase(self) -> None:
        """What is bought of him; it is shown then."""
        from ui.dialogs import purchase_entry

        if self.person is not None:
            purchase_entry.ask(self.window(), self.desk, self.person.card["name"])

    def receive(self) -> None:
        """What came of his next purchase."""
        from ui.dialogs import receive

        if self.person is not None:
            receive.ask(self.window(), self.desk, self.person.lines[0].purchase_id)

    def set_eta(self) -> None:
        """Another date for a line, a purchase or all that he owes."""
        from ui.dialogs import set_eta

        if self.person is not None:
            line = self.person.lines[0]
            set_eta.ask(self.window(), self.desk, line.purchase_id, line.id)

    def show_purchases(self) -> None:
        """What comes next, among all that comes."""
        if self.person is not None:
            self.desk.go("purchases", self.person.lines[0].id)

    def _show_purchase(self, row: object) -> None:
        if isinstance(row, tuple):
            self.desk.go("purchases", row[0])

    def _show_product(self, row: object) -> None:
        product = row[1] if isinstance(row, tuple) else None
        if isinstance(product, Delivered) and product.pool_id is not None:
            self.desk.go("stock", product.pool_id)


def supplier_columns(desk: Desk) -> list[Column]:
    """The list's columns; overdue stands out."""
    value = {key: value_of(LISTING, key) for key in (*WIDTHS, "active")}

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
    columns = people_columns(desk, LISTING, WIDTHS, HIDDEN, cells)
    return in_place(LISTING, columns, ("contact", "email", "phone"), edit_supplier)
