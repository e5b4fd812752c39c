"""Every product, services and those put aside too: found by what is typed, changed by Enter."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.actions.fields import PRODUCT
from app.actions.removing import use_again
from app.errors import InvalidInput
from app.field_words import kind_text
from app.language import tr
from app.lists.products import LISTING
from ui.common.buttons import button
from ui.common.cells import Cell, Column, Row
from ui.common.choice import FilterChips
from ui.common.dialog import Dialog, Framed
from ui.common.format import Formats
from ui.common.inputs import line_edit
from ui.common.list_source import ListSource, columns_of, value_of
from ui.common.listing_page import with_widths
from ui.common.page import Desk
from ui.common.paged_model import PagedModel, Question
from ui.common.table import TableView
from ui.dialogs import product, put_aside

SIZE = (980, 620)
KEYS = ("sku", "name", "kind", "category", "price", "supplier", "available", "backordered")
WIDTHS = {"sku": 96, "name": 250, "kind": 104, "category": 110, "price": 84, "supplier": 150, "available": 72}


class AllProductsDialog(Dialog):
    """The filled button edits the chosen one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Products"), tr("Edit…"), parent)
        self.cancel.setText(tr("Close"))
        self.search = line_edit(placeholder=tr("SKU, name or barcode"))
        self.search.setAccessibleName(tr("Find a product"))
        self.chips = FilterChips(tr("Filter"), [(each.key, each.title()) for each in LISTING.filters])
        self.model = PagedModel(ListSource(desk.jobs, LISTING), _columns(desk.formats), parent=self)
        self.model.question = Question(filter=LISTING.filters[0].key, sort=LISTING.sorts[0].key)
        self.table = TableView(self.model, tr("Products"))
        self.table.chooses_first = True
        self.new = button(tr("New product…"))
        self.aside = button(tr("Delete…"))
        self._arrange()
        self._connect()
        self.resize(*SIZE)
        self.model.ask()
        self.search.setFocus()

    def entered(self) -> list[str]:
        return []  # what is searched for is no input

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.search, stretch=1)
        top.addWidget(self.chips)
        self.body.addLayout(top)
        self.body.addWidget(Framed(self.table), stretch=1)
        self.footer.insertWidget(0, self.new)
        self.footer.insertWidget(1, self.aside)

    def _connect(self) -> None:
        self.search.textEdited.connect(self._find)
        self.chips.chosen.connect(lambda key: self.model.ask_for(filter=key))
        self.model.loaded.connect(self._show_loaded)
        self.model.failed.connect(self.show_error)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _: self._submit())
        self.new.clicked.connect(self.add)
        self.aside.clicked.connect(self.put_aside)

    def _find(self, text: str) -> None:
        self.error.clear()
        self.model.ask_for(search=" ".join(text.split()))

    def _show_loaded(self) -> None:
        if self.model.rowCount():
            self.table.hide_message()
        elif self.model.question.search:
            self.table.say(tr("No product with “{text}” here.", text=self.model.question.search))
        else:
            self.table.say(
                tr("No products yet. What the shop sells appears here."), (tr("New product…"), self.add)
            )
        self._choose(self.table.current_row())

    def _choose(self, row: object) -> None:
        self.aside.setEnabled(row is not None)
        active = not isinstance(row, tuple) or bool(value_of(LISTING, "active")(row))
        self.aside.setText(tr("Delete…") if active else tr("Use again"))

    # what is done

    def submit(self) -> None:
        row = self.table.current_row()
        if row is None:
            raise InvalidInput(tr("No product is chosen."), tr("Choose one of the list, or enter a new one."))
        if product.ask(self, self.desk, _id(row)):
            self.table.reload()

    def add(self) -> None:
        """Something else to sell."""
        if product.ask_new(self, self.desk, self.search.text().strip(), goes=False) is not None:
            self.table.reload()

    def put_aside(self) -> None:
        """Delete it, offer it no more, or again."""
        row = self.table.current_row()
        if row is None:
            return
        if value_of(LISTING, "active")(row):
            if put_aside.ask(self, self.desk, PRODUCT, _id(row)):
                self.table.reload()
        else:
            self.desk.jobs.write(use_again, PRODUCT, _id(row), done=self._done, failed=self.show_error)

    def _done(self, name: Any) -> None:
        self.desk.done(tr("{name} is offered again.", name=name))
        self.table.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the field, the arrow down leads into the list."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.table.setFocus()
        else:
            super().keyPressEvent(event)


def _id(row: Row) -> int:
    assert isinstance(row[0], int)
    return row[0]


def _columns(formats: Formats) -> list[Column]:
    value = {key: value_of(LISTING, key) for key in (*KEYS, "active")}

    def sku(row: Row) -> Cell:
        return Cell(value["sku"](row), "" if value["active"](row) else "quiet")

    def name(row: Row) -> Cell:
        text = value["name"](row)
        if value["active"](row):
            return Cell(text, tip=text)
        return Cell(text, "quiet", said=f"{text}, {tr('Not active')}", tip=text)

    def kind(row: Row) -> Cell:
        stored = value["kind"](row)
        return Cell(kind_text(stored), "quiet" if stored == "stocked" else "")

    cells = {"sku": sku, "name": name, "kind": kind}
    return with_widths(columns_of(LISTING, formats, KEYS, cells), WIDTHS)


def ask(parent: QWidget | None, desk: Desk) -> None:
    """Look products up and change them."""
    AllProductsDialog(desk, parent).ask()
