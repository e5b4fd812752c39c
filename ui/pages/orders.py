"""Orders and quotes: what they are worth, what they wait for, and the next step of each."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.actions.order_editing import OrderEdit
from app.actions.order_outlook import OrderOutlook, edit_as_shown, edit_outlook
from app.changes import Area
from app.language import ntr, tr
from app.lists.order_detail import LineDetail, OrderDetail, order_detail
from app.lists.orders import LISTING
from app.wording import quantity_text
from ui.common.cells import Row
from ui.common.list_source import value_of
from ui.common.page import Desk, Primary
from ui.common.steps import Step
from ui.dialogs import order_edit
from ui.dialogs.act import Act
from ui.dialogs.order_edit import terms_of
from ui.panes.bringing import bring_ways
from ui.panes.order_acts import OrderActs
from ui.panes.order_columns import order_columns
from ui.panes.order_hearing import hearing, hearing_steps
from ui.panes.order_pane import OrderPane
from ui.panes.paper_page import PaperPage

MOST_UNDONE = 5
"""Shipments that the menu offers to undo, the newest first."""


class OrdersPage(PaperPage):
    """Every order in one row; the pane shows its lines and does what comes next."""

    areas = frozenset({Area.ORDERS, Area.BACKORDERS, Area.CUSTOMERS, Area.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, LISTING, order_columns(desk.formats))
        self.filter_bar.addWidget(self.chips)
        self.filter_bar.addStretch()
        self.order: OrderDetail | None = None

    def primary(self) -> Primary:
        return Primary(tr("New order…"), "plus", self.new_order)

    def empty_words(self) -> tuple[str, str]:
        return tr("No orders yet. What customers order appears here."), tr("New order…")

    def empty_act(self) -> None:
        self.new_order()

    other_ways = bring_ways

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
        orders = self.counts["waiting"].number
        self.set_status(
            tr(
                "{open} open  ·  {waiting}  ·  {ready} ready to ship",
                open=number["open"],
                waiting=ntr(
                    "{count} waits for goods", "{count} wait for goods", orders, count=number["waiting"]
                ),
                ready=number["ready"],
            )
        )

    # the pane

    def build_pane(self, room: QWidget) -> QWidget:
        self.order_pane = OrderPane(self.desk.formats, self.steps, room)
        self.order_pane.line_chosen.connect(self.show_acts)
        return self.order_pane

    def details_of(self, row: Row) -> tuple[Callable[..., Any], object]:
        return order_detail, row[0]

    def show_read(self, row: Row, details: OrderDetail) -> None:
        self.order = details
        self.order_pane.show_order(details)
        self.order_pane.show()
        self.show_acts()

    def clear_pane(self) -> None:
        super().clear_pane()
        self.order = None

    def open_row(self, row: object) -> None:
        """The next step of the order."""
        if self.order is not None and isinstance(row, tuple) and row[0] == self.order.id:
            steps = self._steps(self.order)
            if steps:
                steps[0].run()

    def read_id(self) -> object:
        return self.order.id if self.order is not None else None

    def acts(self) -> list[Step]:
        return self._steps(self._chosen)

    def titles_of(self, row: Row) -> list[str]:
        state, held = value_of(LISTING, "state")(row), value_of(LISTING, "on_hold")(row)
        if state == "quote":
            return [tr("Confirm quote"), tr("Edit…"), tr("Cancel quote…")]
        if state == "cancelled":
            return []
        hold = [tr("Take off hold") if held else tr("Hold…")] if state == "open" else []
        cancel = [tr("Cancel order…")] if state == "open" else []
        return [tr("Edit…"), *hold, tr("Record payment…"), tr("Print…"), *cancel]

    def _steps(self, order: OrderDetail) -> list[Step]:
        several = self._several()
        if order.state == "quote":
            return [
                *several,
                Step(tr("Confirm quote"), self.confirm),
                Step(tr("Edit…"), self.edit),
                Step(tr("Cancel quote…"), self._asking(OrderActs.cancel_order)),
                *self._whose(order),
            ]
        if order.state == "cancelled":
            return [*several, *self._whose(order), Step(tr("Costs…"), self.show_costs)]
        opened = self._steps_of_open(order) if order.state == "open" else self._steps_of_done(order)
        back = [Step(tr("Take goods back…"), self.take_back)] if _can_come_back(order) else []
        papers = [*back] if several else [Step(tr("Print…"), self.print_papers), *back]
        costs = Step(tr("Costs…"), self.show_costs)
        last = [*self._whose(order), costs, *self._undoing(order), *self._ending(order)]
        return [*several, *opened, *papers, *last]

    def _whose(self, order: OrderDetail) -> list[Step]:
        if order.customer_id is None:
            return []
        return [Step(tr("See the customer"), partial(self.desk.go, "customers", order.customer_id))]

    def _several(self) -> list[Step]:
        count = len(self._chosen_ids())
        if count < 2:
            return []
        ships = ntr("Ship {count} order…", "Ship {count} orders…", count)
        prints = ntr("Print for {count} order…", "Print for {count} orders…", count)
        return [Step(ships, self.ship_several), Step(prints, self.print_papers)]

    def _chosen_ids(self) -> list[int]:
        ids = [row[0] for row in self.table.chosen_rows()]
        return [each for each in ids if isinstance(each, int)]

    def _steps_of_open(self, order: OrderDetail) -> list[Step]:
        steps = []
        if any(line.can_ship and line.kind != "service" for line in order.lines):
            steps.append(Step(tr("Ship…"), self.ship))
        if (line := self._to_work_on(order)) is not None:
            title = tr("Done…") if line.kind == "service" else tr("Finish…")
            steps.append(Step(title, partial(self.work_on, line)))
        steps.append(Step(tr("Edit…"), self.edit))
        if any(line.backordered for line in order.lines):
            steps.append(Step(tr("See in the queue"), self.show_in_queue))
        if order.on_hold:
            steps.append(Step(tr("Take off hold"), self._doing(OrderActs.unhold)))
        else:
            steps.append(Step(tr("Hold…"), self._asking(OrderActs.hold)))
        steps.append(Step(tr("Record payment…"), self.pay))
        steps += hearing_steps(order, self._chosen_line(), self, self.desk)
        if order.ship_complete and any(line.reserved for line in order.lines):
            steps.append(Step(tr("Release what it holds…"), self._asking(OrderActs.release)))
        return steps

    def _to_work_on(self, order: OrderDetail) -> LineDetail | None:
        """The chosen line where it waits for work, else the first that does."""
        if order.on_hold:
            return None
        lines = [each for each in order.lines if each.kind != "stocked" and each.backordered]
        chosen = self._chosen_line()
        return chosen if chosen in lines else next(iter(lines), None)

    def _steps_of_done(self, order: OrderDetail) -> list[Step]:
        closed = any(line.cancelled for line in order.lines) and any(line.shipped for line in order.lines)
        reopen = [Step(tr("Reopen"), self._doing(OrderActs.reopen))] if closed else []
        return [*reopen, Step(tr("Edit…"), self.edit), Step(tr("Record payment…"), self.pay)]

    def _undoing(self, order: OrderDetail) -> list[Step]:
        posted = [each for each in reversed(order.shipments) if each.quantity]
        return [
            Step(
                tr("Undo {number}…", number=each.number),
                partial(self.ask_act, OrderActs(order, self.desk.formats).undo_shipment(each)),
            )
            for each in posted[:MOST_UNDONE]
        ]

    def _ending(self, order: OrderDetail) -> list[Step]:
        if order.state != "open":
            return []
        steps = []
        line = self._chosen_line()
        if line is not None and line.open and len(order.lines) > 1:
            title = tr("Cancel {product}…", product=line.name)
        else:
            title = tr("Cancel a part…")
        if line is not None and line.open:
            acts = OrderActs(order, self.desk.formats)
            steps.append(Step(title, partial(self.ask_act, acts.cancel_line(line))))
        if any(each.shipped for each in order.lines):
            steps.append(Step(tr("Close the rest…"), self._asking(OrderActs.close_rest)))
        return [*steps, Step(tr("Cancel order…"), self._asking(OrderActs.cancel_order))]

    def _chosen_line(self) -> LineDetail | None:
        order, row = self.order, self.order_pane.lines.table.current_row()
        lines = order.lines if order is not None else ()
        chosen = next((line for line in lines if row is not None and line.id == row[0]), None)
        return chosen or next(iter(lines), None)

    # what is done

    def work_on(self, line: LineDetail) -> None:
        """Finish what is made to order, or say that a service is done."""
        from ui.dialogs import work

        work.ask(self.window(), self.desk, line.id, line.kind)

    def command(self, key: str) -> Callable[[], object] | None:
        if key == "work":
            line = self._to_work_on(self.order) if self.order and self.order.state == "open" else None
            return partial(self.work_on, line) if line else None
        if key in ("edit_order", "pay") and self.order is not None and self.order.state != "cancelled":
            return self.edit if key == "edit_order" else self.pay
        if key in ("answer", "substitutes") and self.order is not None:
            return hearing(key, self.order, self._chosen_line(), self, self.desk)
        if key == "print":
            one = self.order is not None and self.order.state in ("open", "done")
            return self.print_papers if one or len(self._chosen_ids()) > 1 else None
        if key == "take_back" and self.order is not None and _can_come_back(self.order):
            return self.take_back
        if key == "ship" and len(self.table.chosen_rows()) > 1:
            return self.ship_several
        ships = self.order is not None and any(step.title == tr("Ship…") for step in self._steps(self.order))
        return self.ship if key == "ship" and ships else None

    def take_back(self) -> None:
        """Ask what of it comes back, and who gets it."""
        from ui.dialogs import take_back

        if self.order is not None:
            take_back.ask(self.window(), self.desk, self.order.id)

    def new_order(self) -> None:
        """Ask what somebody orders, and show the new order."""
        from ui.dialogs import order_entry

        entered = order_entry.ask(self.window(), self.desk)
        if entered is not None:
            self.show_row(entered.order_id)

    def edit(self) -> None:
        """Let terms, lines and money be changed."""
        order_edit.ask(self.window(), self.desk, self._chosen.id)

    def pay(self) -> None:
        """Record what was paid or given back."""
        from ui.dialogs import payment

        payment.ask(self.window(), self.desk, self._chosen)

    def show_costs(self) -> None:
        """What its lines cost more than they should."""
        from ui.dialogs import order_costs

        order_costs.ask(self.window(), self.desk, self._chosen.id)

    def ship(self) -> None:
        """Pack what is reserved."""
        from ui.dialogs import ship

        ship.ask(self.window(), self.desk, self._chosen.id)

    def print_papers(self) -> None:
        """What the chosen orders need: confirmations, slips, the pick list, labels."""
        from ui.dialogs import print_paper, printables

        ids = self._chosen_ids()
        papers = printables.of_orders(ids) if len(ids) > 1 else printables.of_order(self._chosen)
        print_paper.ask(self.window(), self.desk, papers)

    def ship_several(self) -> None:
        """All that is reserved to the chosen orders."""
        from ui.dialogs import ship_several

        ship_several.ask(self.window(), self.desk, self._chosen_ids())

    def confirm(self) -> None:
        """A quote becomes demand; where somebody slips by it or a line may not wait, after a look."""
        self.steps.error.clear()
        order = self._chosen
        terms = terms_of(order)
        self.desk.jobs.preview(
            edit_outlook,
            order.id,
            OrderEdit(terms, terms, confirms=True),
            done=partial(self._weigh_quote, order),
            failed=self.steps.show_error,
        )

    def _weigh_quote(self, order: OrderDetail, seen: OrderOutlook) -> None:
        if seen.slipping or any(line is not None and line.refusal for line in seen.lines):
            order_edit.ask(self.window(), self.desk, order.id)
            return
        terms = terms_of(order)
        words = tr("{number} is confirmed.", number=order.number)
        self.desk.jobs.write(
            edit_as_shown,
            order.id,
            OrderEdit(terms, terms, confirms=True),
            seen.fingerprint,
            done=lambda _: self.desk.done(words),
            failed=self.steps.show_error,
        )

    def show_in_queue(self) -> None:
        """The order's first waiting line on the page of backorders."""
        line = next(line for line in self._chosen.lines if line.backordered)
        self.desk.go("backorders", line.id)

    def _asking(self, make: Callable[[OrderActs], Act]) -> Callable[[], None]:
        return lambda: self.ask_act(make(OrderActs(self._chosen, self.desk.formats)))

    def _doing(self, make: Callable[[OrderActs], Act]) -> Callable[[], None]:
        return lambda: self.do_act(make(OrderActs(self._chosen, self.desk.formats)))

    @property
    def _chosen(self) -> OrderDetail:
        assert self.order is not None
        return self.order


def _can_come_back(order: OrderDetail) -> bool:
    """Whether something left that has not come back."""
    return any(line.shipped > line.returned for line in order.lines)
