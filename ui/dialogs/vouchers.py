"""Vouchers: looked up by code or customer, printed, taken back; points are taken off here."""

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.actions.vouchers import reverse_voucher, use_points
from app.codes import grouped
from app.errors import InvalidInput
from app.language import tr
from app.lists.vouchers import LISTING
from app.voucher_words import voucher_state_text, worth_text
from ui.common.buttons import button
from ui.common.cells import Cell, Column, Row
from ui.common.choice import FilterChips
from ui.common.dialog import Dialog, Framed
from ui.common.format import Formats
from ui.common.inputs import QuantityEdit, line_edit
from ui.common.labels import label
from ui.common.list_source import ListSource, columns_of, value_of
from ui.common.listing_page import with_widths
from ui.common.page import Desk
from ui.common.paged_model import PagedModel, Question
from ui.common.table import TableView
from ui.dialogs.give_voucher import print_voucher

SIZE = (980, 560)
KEYS = ("issued_on", "code", "customer", "order", "issued", "balance", "expires_on", "state")
WIDTHS = {
    "issued_on": 84,
    "code": 150,
    "customer": 190,
    "order": 84,
    "issued": 96,
    "balance": 96,
    "expires_on": 96,
}
POINTS_WIDTH = 80


class VouchersDialog(Dialog):
    """The filled button prints the chosen one."""

    def __init__(self, desk: Desk, search: str = "", parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Vouchers"), tr("Print…"), parent)
        self.cancel.setText(tr("Close"))
        self.search = line_edit(search, placeholder=LISTING.search_words())
        self.search.setAccessibleName(LISTING.search_words())
        self.chips = FilterChips(tr("Filter"), [(each.key, each.title()) for each in LISTING.filters])
        self.model = PagedModel(ListSource(desk.jobs, LISTING), _columns(desk.formats), parent=self)
        usual = LISTING.sorts[0]
        self.model.question = Question(
            filter="open", sort=usual.key, descending=usual.falls, search=" ".join(search.split())
        )
        self.table = TableView(self.model, tr("Vouchers"))
        self.table.chooses_first = True
        self.points_title = label(tr("Points"), tone="quiet")
        self.points = QuantityEdit()
        self.points.setFixedWidth(POINTS_WIDTH)
        self.points.setAccessibleName(tr("Points"))
        self.take_points = button(tr("Take points off"))
        self.take_back = button(tr("Take back"))
        self._arrange()
        self._connect()
        self.resize(*SIZE)
        self._show_acts()
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
        for each in (self.points_title, self.points, self.take_points, self.take_back):
            self.footer.insertWidget(self.footer.count() - 1, each)

    def _connect(self) -> None:
        self.search.textEdited.connect(lambda text: self.model.ask_for(search=" ".join(text.split())))
        self.chips.chosen.connect(lambda key: self.model.ask_for(filter=key))
        self.model.loaded.connect(self._show_loaded)
        self.model.failed.connect(self.show_error)
        self.table.chosen.connect(lambda _: self._show_acts())
        self.take_back.clicked.connect(self.reverse)
        self.take_points.clicked.connect(self.use_points)

    def _show_loaded(self) -> None:
        if self.model.rowCount():
            self.table.hide_message()
        elif self.model.question.search:
            self.table.say(tr("No voucher with “{text}” here.", text=self.model.question.search))
        else:
            self.table.say(tr("No voucher here. Delays earn them by rule, or you give one to a customer."))
        self._show_acts()

    def _show_acts(self) -> None:
        row = self.table.current_row()
        is_open = row is not None and _value(row, "state") == "open"
        has_points = is_open and row is not None and _value(row, "unit") == "points"
        for each in (self.points_title, self.points, self.take_points):
            each.setVisible(has_points)
        self.take_back.setEnabled(is_open)
        self.ok.setEnabled(row is None or is_open)  # a paper of what is over would look as if it were not

    def _chosen(self) -> tuple[int, str]:
        row = self.table.current_row()
        if row is None:
            raise InvalidInput(tr("No voucher is chosen."), tr("Choose one of the list."))
        return int(str(row[0])), str(_value(row, "code"))

    def submit(self) -> None:
        print_voucher(self, self.desk, *self._chosen())

    def reverse(self) -> None:
        """It was given by mistake; what was used of it stays used."""
        voucher_id, code = self._chosen()
        self._told = tr("Voucher {code} is taken back.", code=grouped(code))
        self.desk.jobs.write(reverse_voucher, voucher_id, done=self._done, failed=self.show_error)

    def use_points(self) -> None:
        """For whatever the shop gives for them."""
        voucher_id, code = self._chosen()
        try:
            points = self.points.value() if self.points.text().strip() else Decimal(0)
        except InvalidInput as error:
            self.show_error(error, self.points)
            return
        self._told = tr("Points are taken off voucher {code}.", code=grouped(code))
        self.desk.jobs.write(use_points, voucher_id, points, done=self._done, failed=self.show_error)

    def _done(self, _: Any) -> None:
        self.error.clear()
        self.points.clear()
        self.desk.done(self._told)
        self.table.reload()


def _value(row: Row, key: str) -> Any:
    return value_of(LISTING, key)(row)


def _columns(formats: Formats) -> list[Column]:
    def code(row: Row) -> Cell:
        return Cell(grouped(str(_value(row, "code"))))

    def worth(key: str, row: Row) -> Cell:
        text = worth_text(_value(row, "unit"), _value(row, key), _value(row, "currency"))
        return Cell(text, "" if _value(row, key) else "quiet")

    def state(row: Row) -> Cell:
        return Cell(
            voucher_state_text(_value(row, "state")), "" if _value(row, "state") == "open" else "quiet"
        )

    def until(row: Row) -> Cell:
        day = _value(row, "expires_on")
        return formats.day(day) if day else Cell("–", "quiet", said=tr("never expires"))

    cells = {
        "code": code,
        "issued": lambda row: worth("issued", row),
        "balance": lambda row: worth("balance", row),
        "expires_on": until,
        "state": state,
    }
    return with_widths(columns_of(LISTING, formats, KEYS, cells), WIDTHS)


def ask(parent: QWidget | None, desk: Desk, search: str = "") -> None:
    """Look vouchers up, those of a customer first where he is named."""
    VouchersDialog(desk, search, parent).ask()
