"""Who orders: what is open of each, what waits, what he owes."""

from collections.abc import Callable
from datetime import date
from types import ModuleType
from typing import Any

from PySide6.QtWidgets import QWidget

from app.actions.fields import CUSTOMER
from app.actions.people_editing import edit_customer
from app.changes import Area
from app.field_words import notice_channel_text, policy_text, priority_text
from app.language import ntr, tr
from app.lists.customer_detail import CustomerDetail, customer_detail
from app.lists.customers import LISTING
from ui.common.cells import Cell, Column, Row
from ui.common.list_source import value_of
from ui.common.page import Desk
from ui.common.pane_parts import DOT
from ui.common.steps import Step
from ui.panes.bringing import bring_ways
from ui.panes.customer_pane import CustomerPane
from ui.panes.people_page import PeoplePage, in_place, people_columns

WIDTHS = {
    "number": 72,
    "name": 172,
    "city": 104,
    "email": 176,
    "phone": 124,
    "open_orders": 84,
    "waiting": 92,
}
HIDDEN = ("country", "backorders", "notice_channel")


class CustomersPage(PeoplePage[CustomerDetail]):
    """Every customer in one row; the pane shows what he waits for."""

    areas = frozenset({Area.CUSTOMERS, Area.ORDERS, Area.BACKORDERS, Area.SETTINGS})
    kind = CUSTOMER
    edited = edit_customer
    person_pane: CustomerPane

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, LISTING, customer_columns(desk))

    def new_words(self) -> str:
        return tr("New customer…")

    def empty_words(self) -> tuple[str, str]:
        return tr("No customers yet. Who orders appears here."), self.new_words()

    other_ways = bring_ways

    def filtered_words(self) -> str:
        if self.searched:
            return tr("No customer with “{text}” here.", text=self.searched)
        return {"waiting": tr("No customer waits for anything.")}.get(
            self.model.question.filter, super().filtered_words()
        )

    def counted(self) -> None:
        active, waiting = (self.counts[key].number for key in ("active", "waiting"))
        words = (
            ntr("{count} customer", "{count} customers", active),
            ntr("{count} waits", "{count} wait", waiting),
        )
        self.set_status(
            DOT.join(words),
            tr("Enter edits, F2 changes e-mail and phone in place"),
        )

    def build_pane(self, room: QWidget) -> QWidget:
        self.person_pane = CustomerPane(self.desk.formats, self.steps, room)
        self.person_pane.lines.table.opened.connect(lambda row: self._go("backorders", row))
        self.person_pane.orders.table.opened.connect(lambda row: self._go("orders", row))
        return self.person_pane

    def details_of(self, row: Row) -> tuple[Callable[..., Any], object]:
        return customer_detail, row[0]

    def dialogs(self) -> ModuleType:
        from ui.dialogs import customer

        return customer

    def steps_with(self, person: CustomerDetail) -> list[Step]:
        steps = []
        if person.card["active"]:
            steps.append(Step(tr("New order…"), self.new_order))
        if person.orders:
            steps.append(Step(tr("See the orders"), self.show_orders))
        if person.lines:
            steps.append(Step(tr("See in the queue"), self.show_in_queue))
        steps.append(Step(tr("Give voucher…"), self.give_voucher))
        if person.vouchers:
            steps.append(Step(tr("See the vouchers…"), self.show_vouchers))
        return [*steps, Step(tr("Statement…"), self.print_statement)]

    def command(self, key: str) -> Callable[[], object] | None:
        acts = {"give_voucher": self.give_voucher, "statement": self.print_statement}
        return acts.get(key) if self.person is not None else None

    def give_voucher(self) -> None:
        """For his patience."""
        from ui.dialogs import give_voucher

        if self.person is not None:
            give_voucher.ask(self.window(), self.desk, self.person)

    def show_vouchers(self) -> None:
        """His first of all."""
        from ui.dialogs import vouchers

        if self.person is not None:
            vouchers.ask(self.window(), self.desk, self.person.card["name"])

    def print_statement(self) -> None:
        """What he got and paid, in one of the usual periods."""
        from ui.dialogs import print_paper
        from ui.dialogs.printables import accounts_of

        if self.person is not None:
            day = self.desk.formats.today or date.today()  # noqa: DTZ011
            papers = accounts_of(self.person.id, self.person.card["number"], day)
            print_paper.ask(self.window(), self.desk, papers)

    def new_order(self) -> None:
        """What he orders; the order is shown then."""
        from ui.dialogs import order_entry

        if self.person is not None:
            entered = order_entry.ask(self.window(), self.desk, self.person.card["number"])
            if entered is not None:
                self.desk.go("orders", entered.order_id)

    def show_orders(self) -> None:
        """The newest of those that are open."""
        if self.person is not None:
            self.desk.go("orders", self.person.orders[0].id)

    def show_in_queue(self) -> None:
        """The line that was promised first."""
        if self.person is not None:
            self.desk.go("backorders", self.person.lines[0].id)

    def _go(self, page: str, row: object) -> None:
        if isinstance(row, tuple):
            self.desk.go(page, row[0])


def customer_columns(desk: Desk) -> list[Column]:
    """The list's columns; what is usual is quiet."""
    value = {key: value_of(LISTING, key) for key in (*WIDTHS, *HIDDEN, "priority", "active")}

    def name(row: Row) -> Cell:
        high = value["priority"](row) > 0
        tone = "" if value["active"](row) else "quiet"
        text = value["name"](row)
        said = f"{text}, {priority_text(value['priority'](row))}" if high else ""
        return Cell(text, tone, marks=("flag",) if high else (), said=said, tip=text)

    def policy(row: Row) -> Cell:
        key = value["backorders"](row)
        return Cell(policy_text(key), "quiet" if key == "always" else "")

    def channel(row: Row) -> Cell:
        return Cell(notice_channel_text(value["notice_channel"](row)), "quiet")

    def some(key: str) -> Callable[[Row], Cell]:
        return lambda row: Cell(str(value[key](row))) if value[key](row) else Cell("", said=tr("none"))

    cells = {
        "name": name,
        "backorders": policy,
        "notice_channel": channel,
        "open_orders": some("open_orders"),
        "waiting": some("waiting"),
    }
    columns = people_columns(desk, LISTING, WIDTHS, HIDDEN, cells)
    return in_place(LISTING, columns, ("email", "phone"), edit_customer)
