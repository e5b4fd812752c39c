"""Sales that were lost for want of goods: looked up, and taken off where one was recorded by mistake."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.actions.selling import forget_lost_sale
from app.errors import InvalidInput
from app.happenings import cause_text
from app.language import tr
from app.lists.lost_sales import LISTING
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

SIZE = (980, 560)
KEYS = ("asked_on", "sku", "product", "quantity", "margin", "customer", "reason", "cause")
WIDTHS = {"asked_on": 84, "product": 210, "margin": 96, "customer": 150, "reason": 150, "cause": 130}


class LostSalesDialog(Dialog):
    """The filled button takes the chosen one off."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Lost sales"), tr("Take off"), parent)
        self.cancel.setText(tr("Close"))
        self.search = line_edit(placeholder=LISTING.search_words())
        self.search.setAccessibleName(LISTING.search_words())
        self.chips = FilterChips(tr("Filter"), [(each.key, each.title()) for each in LISTING.filters])
        self.model = PagedModel(ListSource(desk.jobs, LISTING), _columns(desk.formats), parent=self)
        usual = LISTING.sorts[0]
        self.model.question = Question(filter="all", sort=usual.key, descending=usual.falls)
        self.table = TableView(self.model, tr("Lost sales"))
        self.table.chooses_first = True
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

    def _connect(self) -> None:
        self.search.textEdited.connect(lambda text: self.model.ask_for(search=" ".join(text.split())))
        self.chips.chosen.connect(lambda key: self.model.ask_for(filter=key))
        self.model.loaded.connect(self._show_loaded)
        self.model.failed.connect(self.show_error)
        self.table.chosen.connect(lambda _: self.error.clear())

    def _show_loaded(self) -> None:
        if self.model.rowCount():
            self.table.hide_message()
        elif self.model.question.search:
            self.table.say(tr("No lost sale with “{text}” here.", text=self.model.question.search))
        else:
            self.table.say(
                tr("No sale was lost. Record one at the counter or in an order that cannot be filled.")
            )

    def submit(self) -> None:
        row = self.table.current_row()
        if row is None:
            raise InvalidInput(tr("No lost sale is chosen."), tr("Choose one of the list."))
        self.desk.jobs.write(forget_lost_sale, row[0], done=self._done, failed=self.show_error)

    def _done(self, _: Any) -> None:
        self.desk.done(tr("The lost sale is taken off."))
        self.table.reload()


def _columns(formats: Formats) -> list[Column]:
    cause, margin = value_of(LISTING, "cause"), value_of(LISTING, "margin")

    def why(row: Row) -> Cell:
        text = cause_text(cause(row)) if cause(row) else ""
        return Cell(text, "quiet", said=text or tr("cause not known"), tip=text)

    def lost(row: Row) -> Cell:
        return formats.money(margin(row)) if margin(row) else Cell("–", "quiet", said=tr("not known"))

    return with_widths(columns_of(LISTING, formats, KEYS, {"cause": why, "margin": lost}), WIDTHS)


def ask(parent: QWidget | None, desk: Desk) -> None:
    """Look lost sales up."""
    LostSalesDialog(desk, parent).ask()
