"""Orders and quotes: what they are worth, what they wait for, and the next step of each."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from app.actions.cancelling import cancel_order, close_rest, reopen
from app.actions.ordering import confirm_order
from app.actions.queueing import hold, release_order, unhold
from app.changes import Area
from app.errors import NeedsConsent, ShopError
from app.language import tr
from app.lists.order_detail import OrderDetail, order_detail
from app.lists.orders import LISTING
from app.state_words import order_state_text
from app.wording import pieces_text, quantity_text
from ui.common.cells import Cell, Column, Row
from ui.common.list_source import columns_of, value_of
from ui.common.listing_page import ListingPage, with_widths
from ui.common.page import Desk, Primary
from ui.common.steps import Step
from ui.dialogs import act
from ui.dialogs.act import Act
from ui.panes.order_pane import OrderPane

KEYS = (
    "number",
    "customer",
    "ordered_on",
    "wanted",
    "lines",
    "waiting",
    "total",
    "due",
    "expected",
    "status",
)
WIDTHS = {"number": 72, "customer": 136, "lines": 42, "waiting": 58, "total": 88, "due": 88, "status": 150}
DAYS = {"ordered_on": 90, "wanted": 64, "expected": 72}


class OrdersPage(ListingPage):
    """Every order in one row; the pane shows its lines and does what comes next."""

    areas = frozenset({Area.ORDERS, Area.BACKORDERS, Area.CUSTOMERS, Area.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, LISTING, order_columns(desk))
        self.filter_bar.addWidget(self.chips)
        self.filter_bar.addStretch()
        self.order_pane = OrderPane(desk.formats, self.steps)
        self.pane.addWidget(self.order_pane)
        self.order_pane.hide()
        self.order: OrderDetail | None = None

    def primary(self) -> Primary:
        return Primary(tr("New order…"), "plus", self.new_order)

    def empty_words(self) -> tuple[str, str]:
        return tr("No orders yet. What customers order appears here."), tr("New order…")

    def empty_act(self) -> None:
        self.new_order()

    def filtered_words(self) -> str:
        if self.searched:
            return tr("No order with “{text}” here.", text=self.searched)
        return {
            "open": tr("No open orders."),
            "waiting": tr("No order waits for goods."),
            "ready": tr("Nothing is ready to ship."),
            "on_hold": tr("No order is on hold."),
            "quotes": tr("No quotes."),
            "done": tr("No order is done yet."),
            "cancelled": tr("No cancelled orders."),
        }.get(self.model.question.filter, super().filtered_words())

    def counted(self) -> None:
        number = {key: quantity_text(Decimal(count.number)) for key, count in self.counts.items()}
        self.set_status(
            tr(
                "{open} open  ·  {waiting} wait for goods  ·  {ready} ready to ship",
                open=number["open"],
                waiting=number["waiting"],
                ready=number["ready"],
            )
        )

    # the pane

    def details_of(self, row: Row) -> tuple[Callable[..., Any], object]:
        return order_detail, row[0]

    def show_read(self, row: Row, details: OrderDetail) -> None:
        self.order = details
        self.steps.show_steps(self._steps(details))
        self.order_pane.show_order(details)
        self.order_pane.show()

    def clear_pane(self) -> None:
        self.order = None
        self.order_pane.hide()

    def open_row(self, row: object) -> None:
        """The next step of the order."""
        if self.order is not None and isinstance(row, tuple) and row[0] == self.order.id:
            steps = self._steps(self.order)
            if steps:
                steps[0].run()

    def _steps(self, order: OrderDetail) -> list[Step]:
        if order.state == "quote":
            return [Step(tr("Confirm quote"), self.confirm), Step(tr("Cancel quote…"), self.cancel_order)]
        shipped = any(line.shipped for line in order.lines)
        if order.state != "open":
            closed = any(line.cancelled for line in order.lines) and shipped
            return [Step(tr("Reopen"), self.reopen)] if closed else []
        steps = []
        if any(line.can_ship and line.kind != "service" for line in order.lines):
            steps.append(Step(tr("Ship…"), self.ship))
        if order.on_hold:
            steps.append(Step(tr("Take off hold"), self.unhold))
        else:
            steps.append(Step(tr("Hold…"), self.hold))
        if any(line.backordered for line in order.lines):
            steps.append(Step(tr("See in the queue"), self.show_in_queue))
        if order.ship_complete and any(line.reserved for line in order.lines):
            steps.append(Step(tr("Release what it holds…"), self.release))
        if shipped:
            steps.append(Step(tr("Close the rest…"), self.close_rest))
        return [*steps, Step(tr("Cancel order…"), self.cancel_order)]

    # what is done

    def command(self, key: str) -> Callable[[], object] | None:
        ships = self.order is not None and any(step.title == tr("Ship…") for step in self._steps(self.order))
        return self.ship if key == "ship" and ships else None

    def new_order(self) -> None:
        """Ask what somebody orders, and show the new order."""
        from ui.dialogs import order_entry

        entered = order_entry.ask(self.window(), self.desk)
        if entered is not None:
            self.show_row(entered.order_id)

    def ship(self) -> None:
        """Pack what is reserved."""
        from ui.dialogs import ship

        ship.ask(self.window(), self.desk, self._chosen.id)

    def confirm(self, *, accept_backorders: bool = False) -> None:
        """A quote becomes demand; where the backorder policy asks, the owner's word is asked for."""
        self.steps.error.clear()
        self.desk.jobs.write(
            confirm_order,
            self._chosen.id,
            accept_backorders=accept_backorders,
            done=self._done,
            failed=self._not_confirmed,
        )

    def _not_confirmed(self, error: ShopError) -> None:
        if isinstance(error, NeedsConsent):
            self.steps.show_error(error, tr("Let it wait"), lambda: self.confirm(accept_backorders=True))
        else:
            self.steps.show_error(error)

    def unhold(self) -> None:
        """It waits again at its old rank."""
        self.write(unhold, self._chosen.id)

    def reopen(self) -> None:
        """What was closed waits again."""
        self.write(reopen, self._chosen.id)

    def show_in_queue(self) -> None:
        """The order's first waiting line on the page of backorders."""
        line = next(line for line in self._chosen.lines if line.backordered)
        self.desk.go("backorders", line.id)

    def hold(self) -> None:
        """Ask why, and show who gets what it gives up."""
        self._ask(
            tr("Hold {number}", number=self._chosen.number),
            tr("Hold order"),
            tr("It gives up what it holds, keeps its rank and is not bought for until it is taken off hold."),
            hold,
        )

    def release(self) -> None:
        """Show who gets what it holds."""
        self._ask(
            tr("Release {number}", number=self._chosen.number),
            tr("Release"),
            tr("What it holds goes to the others first; its rank stays for later deliveries."),
            release_order,
            asks_reason=False,
        )

    def close_rest(self) -> None:
        """Show what is given up."""
        self._ask(
            tr("Close the rest of {number}", number=self._chosen.number),
            tr("Close the rest"),
            tr("{pieces} will not be delivered any more. ‘Reopen’ undoes it.", pieces=self._open_pieces()),
            close_rest,
        )

    def cancel_order(self) -> None:
        """Show what is given up, and who gets it."""
        order = self._chosen
        if order.state == "quote":
            words = tr("Nothing was reserved for it; it moves to ‘Cancelled’.")
        else:
            pieces = self._open_pieces()
            words = tr("{pieces} will not be delivered; what is reserved goes to the queue.", pieces=pieces)
            if order.paid > 0:
                paid = self.desk.formats.in_currency(order.currency).money(order.paid).text
                words = f"{words} {tr('{amount} was paid.', amount=paid)}"
        self._ask(tr("Cancel {number}", number=order.number), tr("Cancel order"), words, cancel_order)

    def _open_pieces(self) -> str:
        return pieces_text(Decimal(sum(line.open for line in self._chosen.lines)).scaleb(-3))

    def _ask(
        self, title: str, button: str, words: str, fn: Callable[..., Any], *, asks_reason: bool = True
    ) -> None:
        order = self._chosen
        reason = "reason" if asks_reason else ""
        leave = tr("Leave it")
        deed = Act(title, button, words, fn, (order.id,), order.id, reason=reason, leave=leave)
        act.ask(self.window(), self.desk, deed)

    @property
    def _chosen(self) -> OrderDetail:
        assert self.order is not None
        return self.order


def order_columns(desk: Desk) -> list[Column]:
    """The list's columns, with the state's word where no line is open."""
    customer, priority = value_of(LISTING, "customer"), value_of(LISTING, "priority")
    status, state = value_of(LISTING, "status"), value_of(LISTING, "state")
    waiting, due, currency = (value_of(LISTING, key) for key in ("waiting", "due", "currency"))
    expected, total = value_of(LISTING, "expected"), value_of(LISTING, "total")
    formats = desk.formats

    def who(row: Row) -> Cell:
        return Cell(customer(row), marks=("flag",) if priority(row) > 0 else (), tip=customer(row))

    def stands(row: Row) -> Cell:
        if status(row):
            return formats.status(status(row))
        return Cell(order_state_text(state(row)), "quiet")

    def waits(row: Row) -> Cell:
        return formats.count(waiting(row)) if waiting(row) else Cell(said=tr("none"))

    def owes(row: Row) -> Cell:
        return (
            formats.in_currency(currency(row)).money(due(row)) if due(row) else Cell(said=tr("nothing due"))
        )

    cells = {
        "customer": who,
        "status": stands,
        "waiting": waits,
        "due": owes,
        "total": lambda row: formats.in_currency(currency(row)).money(total(row)),
        "expected": lambda row: formats.day(
            expected(row), unknown=status(row) not in ("", "on_hold", "kept_off")
        ),
    }
    days = {key: max(least, formats.day_width(estimates=False)) for key, least in DAYS.items()}
    return with_widths(columns_of(LISTING, formats, KEYS, cells), WIDTHS | days)
