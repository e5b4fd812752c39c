"""Who delivers a product and what may stand for it, as tables to type in."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.cards import SubstituteTerms, SupplierTerms
from app.actions.fields import SUBSTITUTE, SUPPLIER_PRODUCT
from app.errors import InvalidInput
from app.field_words import field_title
from app.language import tr
from app.lists.finding import FoundProduct, FoundSupplier
from app.wording import quantity_text
from ui.common.buttons import button
from ui.common.cells import Cell, Column, Editor, Row
from ui.common.format import Formats
from ui.common.labels import Hairline, Prose
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.dialogs.adding import EntryTable, adding_row
from ui.dialogs.boxed import Boxed, stretch
from ui.dialogs.finder import Finder, product_finder, supplier_finder

LEAST = 4
Terms = SupplierTerms | SubstituteTerms


class TermsTable(QWidget):
    """Rows of terms by the id of what they are about; the finder below adds one, Ctrl+Del takes one out."""

    changed = Signal()
    place = ""
    """What refusals of its terms name."""

    def __init__(
        self, desk: Desk, name: str, columns: Sequence[Column], stretched: str, finder: Finder, empty: str
    ) -> None:
        super().__init__()
        self._empty = empty
        self.model = RowsModel(columns, parent=self)
        self.table = EntryTable(self.model, name, desk.formats.currency)
        stretch(self.table, stretched)
        self.finder = finder
        self.remark = Prose(tone="quiet")
        box = Boxed(self.table, least=LEAST)
        box.box.addWidget(Hairline())
        self.take_out = button(tr("Remove line"))
        self.take_out.clicked.connect(self.remove)
        foot = adding_row(finder)
        foot.layout().addWidget(self.take_out)  # type: ignore[union-attr]
        box.box.addWidget(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(box)
        layout.addWidget(self.remark)
        layout.addStretch()
        self.model.edited.connect(self._tell)
        self.table.chosen.connect(lambda row: self.take_out.setEnabled(row is not None))
        self.table.left.connect(finder.setFocus)
        finder.found.connect(self._add)
        remove = QShortcut(QKeySequence("Ctrl+Del"), self, self.remove)
        remove.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.show_terms(())

    # for subclasses

    def terms_of(self, found: Any) -> tuple[int, Any]:
        """The id and the first terms of something that was found."""
        raise NotImplementedError

    def first_cell(self) -> str:
        """The key of the cell that is typed first."""
        raise NotImplementedError

    def edited(self, key: object, name: str) -> None:
        """A cell was typed in."""

    # what it holds

    def terms(self) -> tuple[Any, ...]:
        """As they are typed; InvalidInput where one cannot be taken."""
        for problem in self.model.problems():
            raise InvalidInput(problem, place=self.place)
        return tuple(row[1] for row in self.model.rows)

    def show_terms(self, terms: Sequence[Any]) -> None:
        """Put these in place of what is shown."""
        self.model.set_rows((_id_of(each), each) for each in terms)
        self.take_out.setEnabled(self.table.current_row() is not None)
        self.say()

    def say(self, more: str = "") -> None:
        """What stands below the table."""
        self.remark.set_text(" ".join(filter(None, ("" if self.model.rows else self._empty, more))))

    def _tell(self, key: object, name: str) -> None:
        self.edited(key, name)
        self.changed.emit()

    def remove(self) -> None:
        """Take the chosen line out."""
        chosen = self.table.current_row()
        if chosen is not None:
            self.show_terms([row[1] for row in self.model.rows if row[0] != chosen[0]])
            self.finder.setFocus()
            self.changed.emit()

    def _add(self, found: Any) -> None:
        key, fresh = self.terms_of(found)
        if all(row[0] != key for row in self.model.rows):
            self.show_terms([*(row[1] for row in self.model.rows), fresh])
            self.changed.emit()
        self.table.edit_cell(key, self.first_cell())


class SuppliersTable(TermsTable):
    """Who delivers it, and at which terms; the preferred one, else the first, dates what is not ordered."""

    place = SUPPLIER_PRODUCT

    def __init__(self, desk: Desk) -> None:
        empty = tr("Nobody delivers it yet, so that no date can be estimated.")
        finder = supplier_finder(desk, keeps=False)
        finder.setAccessibleName(tr("Add a supplier"))
        super().__init__(desk, tr("Suppliers"), _supplier_columns(desk.formats), "supplier", finder, empty)

    def terms_of(self, found: FoundSupplier) -> tuple[int, SupplierTerms]:
        return found.id, SupplierTerms(found.id, found.name, preferred=not self.model.rows)

    def first_cell(self) -> str:
        return "their_sku"

    def edited(self, key: object, name: str) -> None:
        """Only one is preferred."""
        rows = [cast(SupplierTerms, row[1]) for row in self.model.rows]
        if name == "preferred" and any(each.preferred for each in rows if each.supplier_id == key):
            self.model.set_rows(
                (each.supplier_id, replace(each, preferred=each.supplier_id == key)) for each in rows
            )


class SubstitutesTable(TermsTable):
    """What is offered in its place when it is short, by rank."""

    place = SUBSTITUTE

    def __init__(self, desk: Desk) -> None:
        empty = tr("Nothing is offered in its place when it is short.")
        super().__init__(
            desk, tr("Substitutes"), _substitute_columns(), "product", product_finder(desk), empty
        )

    def terms_of(self, found: FoundProduct) -> tuple[int, SubstituteTerms]:
        rank = max((row[1].rank for row in self.model.rows), default=0) + 1  # type: ignore[attr-defined]
        return found.id, SubstituteTerms(found.id, found.sku, found.name, rank=rank)

    def first_cell(self) -> str:
        return "ratio"


def _id_of(terms: Terms) -> int:
    return terms.supplier_id if isinstance(terms, SupplierTerms) else terms.product_id


def _editor(
    kind: str,
    name: str,
    *,
    decimals: int = 0,
    optional: bool = False,
    stored: Callable[[Any], Any] = lambda value: value,
) -> Editor:
    def set_value(row: Row, value: Any) -> Row:
        return (row[0], replace(cast(Terms, row[1]), **{name: stored(value)}))

    return Editor(
        kind,
        lambda row: getattr(row[1], name),
        set_value,
        decimals=lambda row: decimals,
        optional=optional,
    )


def _flag_editor(name: str) -> Editor:
    def set_value(row: Row, value: Any) -> Row:
        return (row[0], replace(cast(Terms, row[1]), **{name: value == tr("yes")}))

    return Editor(
        "choice", lambda row: _flag(row, name), set_value, choices=lambda row: [tr("no"), tr("yes")]
    )


def _flag(row: Row, name: str) -> str:
    return tr("yes") if getattr(row[1], name) else tr("no")


def _column(name: str, width: int, cell: Callable[[Any], Cell], editor: Editor) -> Column:
    right = editor.kind in ("quantity", "price")
    return Column(
        name, field_title(name), lambda row: cell(getattr(row[1], name)), width, right=right, editor=editor
    )


def _words(value: Any) -> Cell:
    return Cell(str(value), tip=str(value))


def _number(value: Any) -> Cell:
    return Cell("" if value is None else quantity_text(Decimal(value)))


def _yes_or_no(value: Any) -> Cell:
    return Cell(tr("yes") if value else tr("no"))


def _whole(value: Decimal | None) -> int | None:
    return None if value is None else int(value)


def _supplier_columns(formats: Formats) -> list[Column]:
    days = _editor("quantity", "lead_days", optional=True, stored=_whole)
    return [
        Column("supplier", tr("Supplier"), lambda row: _words(row[1].supplier), 150),  # type: ignore[attr-defined]
        _column("their_sku", 120, _words, _editor("text", "their_sku")),
        _column("cost", 96, formats.money, _editor("price", "cost")),
        replace(_column("lead_days", 104, _number, days), title=tr("Lead time, days")),
        _column("minimum", 84, _number, _editor("quantity", "minimum", decimals=3)),
        _column("pack", 72, _number, _editor("quantity", "pack", decimals=3)),
        _column("preferred", 92, _yes_or_no, _flag_editor("preferred")),
    ]


def _substitute_columns() -> list[Column]:
    def product(row: Row) -> Cell:
        terms = cast(SubstituteTerms, row[1])
        return Cell(terms.name, code=terms.sku, tip=f"{terms.sku}  {terms.name}")

    return [
        Column("product", tr("Product"), product, 200),
        _column("ratio", 84, _number, _editor("quantity", "ratio", decimals=3)),
        _column("rank", 64, _number, _editor("quantity", "rank", stored=lambda value: int(value or 0))),
        _column("two_way", 96, _yes_or_no, _flag_editor("two_way")),
        _column("note", 200, _words, _editor("text", "note")),
    ]
