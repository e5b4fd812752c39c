"""Who orders: what is open of each, what waits, what he owes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from app.actions.fields import CUSTOMER
from app.actions.people_editing import edit_customer
from app.actions.removing import use_again
from app.changes import Area
from app.field_words import notice_channel_text, policy_text, priority_text
from app.language import tr
from app.lists.customer_detail import CustomerDetail, customer_detail
from app.lists.customers import LISTING
from ui.common.cells import Cell, Column, Editor, Row
from ui.common.list_source import columns_of, value_of
from ui.common.listing_page import ListingPage, with_widths
from ui.common.menus import Item, Line
from ui.common.page import Desk, Primary
from ui.common.steps import Step
from ui.common.undo import undo_of_edit
from ui.panes.customer_pane import CustomerPane

KEYS = (
    "number",
    "name",
    "city",
    "email",
    "phone",
    "open_orders",
    "waiting",
    "country",
    "backorders",
    "notice_channel",
)
WIDTHS = {
    "number": 72,
    "name": 172,
    "city": 104,
    "email": 176,
    "phone": 124,
    "open_orders": 84,
    "waiting": 92,
}
AT_FIRST = ("number", "name", "city", "email", "phone", "open_orders", "waiting")
"""The columns that are shown before the owner chose."""
INLINE = ("email", "phone")


class CustomersPage(ListingPage):
    """Every customer in one row; the pane shows what he waits for."""

    areas = frozenset({Area.CUSTOMERS, Area.ORDERS, Area.BACKORDERS, Area.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, LISTING, customer_columns(desk))
        self.filter_bar.addWidget(self.chips)
        self.filter_bar.addStretch()
        self.customer_pane = CustomerPane(desk.formats, self.steps)
        self.pane.addWidget(self.customer_pane)
        self.customer_pane.hide()
        self.customer_pane.lines.table.opened.connect(lambda row: self._go("backorders", row))
        self.customer_pane.orders.table.opened.connect(lambda row: self._go("orders", row))
        self.customer: CustomerDetail | None = None

    def primary(self) -> Primary:
        return Primary(tr("New customer…"), "plus", self.new_customer)

    def empty_words(self) -> tuple[str, str]:
        return tr("No customers yet. Who orders appears here."), tr("New customer…")

    def empty_act(self) -> None:
        self.new_customer()

    def filtered_words(self) -> str:
        if self.searched:
            return tr("No customer with “{text}” here.", text=self.searched)
        return {"waiting": tr("No customer waits for anything.")}.get(
            self.model.question.filter, super().filtered_words()
        )

    def counted(self) -> None:
        number = {key: count.number for key, count in self.counts.items()}
        self.set_status(
            tr("{active} customers  ·  {waiting} wait", active=number["active"], waiting=number["waiting"]),
            tr("Enter edits, F2 changes e-mail and phone in place"),
        )

    # the pane

    def details_of(self, row: Row) -> tuple[Callable[..., Any], object]:
        return customer_detail, row[0]

    def show_read(self, row: Row, details: CustomerDetail) -> None:
        self.customer = details
        self.steps.show_steps(self._steps(details))
        self.customer_pane.show_customer(details)
        self.customer_pane.show()

    def clear_pane(self) -> None:
        self.customer = None
        self.customer_pane.hide()

    def open_row(self, row: object) -> None:
        """Change him."""
        self.edit()

    def row_menu(self, row: Row) -> Sequence[Line]:
        """The same acts as the pane's, once the row is read."""
        if self.customer is None or self.customer.id != row[0]:
            return []
        return [Item(step.title, step.run) for step in self._steps(self.customer)]

    def _steps(self, customer: CustomerDetail) -> list[Step]:
        steps = [Step(tr("Edit…"), self.edit)]
        if customer.card["active"]:
            steps.append(Step(tr("New order…"), self.new_order))
        if customer.orders:
            steps.append(Step(tr("See the orders"), self.show_orders))
        if customer.lines:
            steps.append(Step(tr("See in the queue"), self.show_in_queue))
        if customer.card["active"]:
            return [*steps, Step(tr("Delete…"), self.put_aside)]
        return [*steps, Step(tr("Use again"), self.use_again)]

    def cell_written(self, row: Row, key: str, outcome: object) -> None:
        name = value_of(LISTING, "name")(row)
        self.desk.done(tr("{name} changed.", name=name), undo_of_edit(name, edit_customer, row[0], outcome))

    # what is done

    def command(self, key: str) -> Callable[[], object] | None:
        return {"new_customer": self.new_customer}.get(key)

    def new_customer(self) -> None:
        """Somebody new; he is shown then."""
        from ui.dialogs import customer

        customer_id = customer.ask_new(self.window(), self.desk)
        if customer_id is not None:
            self.show_row(customer_id)

    def edit(self) -> None:
        """Address, priority, policy and the rest."""
        from ui.dialogs import customer

        if self.customer is not None:
            customer.ask(self.window(), self.desk, self.customer.id)

    def new_order(self) -> None:
        """What he orders; the order is shown then."""
        from ui.dialogs import order_entry

        if self.customer is not None:
            entered = order_entry.ask(self.window(), self.desk, self.customer.card["number"])
            if entered is not None:
                self.desk.go("orders", entered.order_id)

    def put_aside(self) -> None:
        """Delete him, or offer him no more."""
        from ui.dialogs import put_aside

        if self.customer is not None:
            put_aside.ask(self.window(), self.desk, CUSTOMER, self.customer.id)

    def use_again(self) -> None:
        """Offer him again."""
        if self.customer is not None:
            self.write(use_again, CUSTOMER, self.customer.id)

    def show_orders(self) -> None:
        """The newest of those that are open."""
        if self.customer is not None:
            self.desk.go("orders", self.customer.orders[0].id)

    def show_in_queue(self) -> None:
        """The line that was promised first."""
        if self.customer is not None:
            self.desk.go("backorders", self.customer.lines[0].id)

    def _go(self, page: str, row: object) -> None:
        if isinstance(row, tuple):
            self.desk.go(page, row[0])


def customer_columns(desk: Desk) -> list[Column]:
    """The list's columns; what is usual is quiet."""
    value = {key: value_of(LISTING, key) for key in (*KEYS, "priority", "active")}

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
    columns = with_widths(columns_of(LISTING, desk.formats, KEYS, cells), WIDTHS)
    shown = [replace(each, shown=each.key in AT_FIRST) for each in columns]
    return [inline(each) if each.key in INLINE else each for each in shown]


def inline(column: Column) -> Column:
    """Words that are changed in the list."""
    value = value_of(LISTING, column.key)
    return replace(
        column,
        editor=Editor("text", value),
        write=lambda row, words: (
            edit_customer,
            (row[0], {column.key: value(row)}, {column.key: words}),
        ),
    )
