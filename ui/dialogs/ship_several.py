"""Ship several orders at once: all that is reserved to each, one shipment an order."""

from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from PySide6.QtWidgets import QWidget

from app import wording
from app.actions.shipping import Shipped, ship_orders, undo_shipments
from app.errors import ShopError
from app.language import ntr, tr
from app.lists.ready import ReadyOrder, ready_orders
from app.quantities import quantity_of
from ui.common.cells import Cell, Column, Row
from ui.common.format import Formats
from ui.common.inputs import field, line_edit
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.boxed import Boxed, PreviewHead, PreviewModel, preview_table, stretch
from ui.dialogs.planning import PlanningDialog
from ui.dialogs.then_print import ThenPrint

SIZE = (900, 420)
CARRIER_WIDTH = 220


def _of(row: Row) -> ReadyOrder:
    return cast(ReadyOrder, row[1])


def _why_not(order: ReadyOrder) -> str:
    return {
        "hold": tr("stays: on hold"),
        "lacks": tr("stays: ships complete, and something is short"),
        "nothing": tr("stays: nothing is reserved"),
    }.get(order.obstacle, "")


def _columns(formats: Formats) -> list[Column]:
    def where(row: Row) -> Cell:
        return Cell(tr("Picked up here"), "quiet") if _of(row).pick_up else formats.text(_of(row).place)

    def note(row: Row) -> Cell:
        words = _why_not(_of(row))
        return Cell(words, "warn", icon="exclamation-circle", tip=words) if words else Cell()

    return [
        Column("number", tr("Order"), lambda row: Cell(_of(row).number), 84),
        Column("customer", tr("Customer"), lambda row: formats.text(_of(row).customer), 190),
        Column("place", tr("To"), where, 120),
        Column(
            "leaves",
            tr("Leaves now"),
            lambda row: formats.quantity(_of(row).leaves or None, strong=True),
            88,
            right=True,
        ),
        Column(
            "stays",
            tr("Stays open"),
            lambda row: formats.quantity(_of(row).stays_open, tone="quiet"),
            88,
            right=True,
        ),
        Column("note", "", note, 300),
    ]


class ShipSeveralDialog(PlanningDialog):
    """Names those that stay, and why."""

    def __init__(self, desk: Desk, order_ids: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Ship orders"), tr("Ship"), parent)
        self._order_ids = list(order_ids)
        self._leaving: list[ReadyOrder] = []
        self.orders = PreviewModel(_columns(desk.formats), parent=self)
        self.table = preview_table(self.orders, tr("What leaves"))
        self.head = PreviewHead(tr("What leaves"))
        self.carrier = line_edit()
        self.carrier.setMaximumWidth(CARRIER_WIDTH)
        self.body.addWidget(self.head)
        box = Boxed(self.table, least=6)
        stretch(self.table, "note")
        self.body.addWidget(box)
        self.body.addWidget(field(tr("Carrier"), self.carrier))
        self.then_print = ThenPrint(tr("Then print the packing slips"), "ship")
        self.body.addWidget(self.then_print)
        self.body.addStretch()
        self.hint.setText(tr("Ctrl+Enter ships"))
        self.set_act(tr("Ship"), enabled=False)
        self.resize(*SIZE)
        self.carrier.setFocus()
        self._read()

    def _read(self) -> None:
        self.desk.jobs.read(ready_orders, self._order_ids, done=self._fill, failed=self.show_error)

    def _fill(self, orders: list[ReadyOrder]) -> None:
        self._leaving = [each for each in orders if each.leaves]
        self.orders.set_rows((each.id, each) for each in orders)
        count = len(self._leaving)
        pieces = wording.pieces_text(quantity_of(sum(each.leaves for each in self._leaving)))
        words = ntr(
            "{pieces} leave with {count} order", "{pieces} leave with {count} orders", count, pieces=pieces
        )
        self.head.say(words if count else tr("Nothing of them can leave."))
        self.set_act(ntr("Ship {count} order", "Ship {count} orders", count), enabled=bool(count))

    def submit(self) -> None:
        parts: list[tuple[int, Decimal]] = [
            (line_id, quantity_of(quantity)) for each in self._leaving for line_id, quantity in each.parts
        ]
        self.write(ship_orders, parts, carrier=self.carrier.text().strip())

    def refused(self, error: ShopError) -> bool:
        """Something moved meanwhile: show what can leave now."""
        self._read()
        return False

    def finish(self, outcome: tuple[Shipped, ...]) -> None:
        count = len(outcome)
        words = ntr("{count} order left.", "{count} orders left.", count)
        title = ntr("Shipping {count} order", "Shipping {count} orders", count)
        ids = tuple(each.shipment_id for each in outcome)
        self.desk.done(words, Undo(title, undo_shipments, (ids,)))
        super().finish(outcome)


def ask(parent: QWidget | None, desk: Desk, order_ids: Sequence[int]) -> tuple[Shipped, ...] | None:
    """Ship what is reserved to these orders; the shipments, or None."""
    dialog = ShipSeveralDialog(desk, order_ids, parent)
    outcome: tuple[Shipped, ...] | None = dialog.ask()
    if outcome and dialog.then_print.isChecked():
        ids, numbers = ([each.shipment_id for each in outcome], [each.number for each in outcome])
        from app.letters.words import named
        from ui.dialogs import print_paper, printables  # only who prints waits for what draws

        print_paper.ask(parent, desk, [printables.shipped(ids, named(numbers))])
    return outcome
