"""Ship: what leaves of an order, at most what is reserved to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import wording
from app.actions.shipping import Shipped, ship, undo_whole_shipment
from app.errors import InvalidInput
from app.language import tr
from app.lists.order_detail import LineDetail, OrderDetail, order_detail
from app.quantities import quantity_of
from ui.common import fonts
from ui.common.cells import Cell, Column, Editor, Row
from ui.common.format import Formats
from ui.common.input_table import InputTable
from ui.common.inputs import line_edit
from ui.common.labels import label
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.common.undo import Undo
from ui.dialogs.address import address_text
from ui.dialogs.boxed import Boxed, PreviewHead, field_row, stretch
from ui.dialogs.planning import PlanningDialog
from ui.dialogs.then_print import ThenPrint

SIZE = (820, 380)
NOTHING = Decimal(0)
SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Packed:
    """An order line and how much of it leaves."""

    line: LineDetail
    quantity: Decimal

    @property
    def at_most(self) -> Decimal:
        """What is reserved to it."""
        return quantity_of(self.line.reserved)

    @property
    def stays_open(self) -> Decimal:
        """What is still to be sent afterwards."""
        return quantity_of(self.line.open) - self.quantity


def _row(packed: Packed) -> Row:
    return (packed.line.id, packed)


def _of(row: Row) -> Packed:
    return cast(Packed, row[1])


def _columns(formats: Formats) -> list[Column]:
    def set_quantity(row: Row, value: Any) -> Row:
        return _row(replace(_of(row), quantity=value))

    def plain(key: str, title: str, width: int) -> Column:
        return Column(
            key,
            title,
            lambda row: formats.quantity(getattr(_of(row).line, key), tone="quiet"),
            width,
            right=True,
        )

    leaves = Editor(
        "quantity", lambda row: _of(row).quantity, set_quantity, decimals=lambda row: _of(row).line.decimals
    )
    return [
        Column("product", tr("Product"), lambda row: Cell(_of(row).line.name, code=_of(row).line.sku), 260),
        plain("shipped", tr("Left before"), 96),
        plain("open", tr("Open"), 72),
        Column(
            "reserved",
            tr("Reserved"),
            lambda row: formats.quantity(_of(row).line.reserved, strong=True),
            84,
            right=True,
        ),
        Column(
            "quantity",
            tr("Leaves now"),
            lambda row: formats.quantity(_of(row).quantity),
            96,
            right=True,
            editor=leaves,
        ),
        Column("stays_open", tr("Stays open"), _stays_open(formats), 96, right=True),
    ]


def _stays_open(formats: Formats) -> Any:
    return lambda row: formats.quantity(max(NOTHING, _of(row).stays_open), tone="quiet")


class ShipDialog(PlanningDialog):
    """Offers all that is reserved to the order."""

    def __init__(self, desk: Desk, order_id: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Ship"), tr("Ship"), parent)
        self._part_confirmed = False
        self._number = ""
        self._build()
        self._arrange()
        self.resize(*SIZE)
        self.set_act(tr("Ship"), enabled=False)
        desk.jobs.read(order_detail, order_id, done=self._fill, failed=self.show_error)

    def _build(self) -> None:
        self.customer = label(weight=fonts.STRONG)
        self.address = label(tone="quiet")
        self.carrier = line_edit()
        self.tracking = line_edit()
        self.tracking.setMinimumWidth(220)
        self.goods = RowsModel(_columns(self.desk.formats), parent=self)
        self.table = InputTable(self.goods, tr("Goods"), self.desk.formats.currency)
        stretch(self.table, "product")
        self.head = PreviewHead(tr("What leaves"))
        self.goods.edited.connect(self._typed)
        self.table.left.connect(self.carrier.setFocus)

    def _arrange(self) -> None:
        who = QHBoxLayout()
        who.setSpacing(12)
        who.addWidget(self.customer)
        who.addWidget(self.address, stretch=1)
        self.body.addLayout(who)
        self.body.addWidget(self.head)
        self.body.addWidget(Boxed(self.table, least=4))
        self.body.addLayout(
            field_row([(tr("Carrier"), self.carrier), (tr("Tracking number"), self.tracking)])
        )
        self.then_print = ThenPrint(tr("Then print the packing slip"), "ship")
        self.body.addWidget(self.then_print)
        self.body.addStretch()
        self.hint.setText(tr("Ctrl+Enter ships"))

    def _fill(self, order: OrderDetail) -> None:
        self._number = order.number
        self.setWindowTitle(tr("Ship {number}", number=order.number))
        self.customer.setText(order.customer or order.number)
        self.address.setText(tr("Picked up here") if order.pick_up else address_text(order.address))
        lines = [line for line in order.lines if line.open and line.kind != SERVICE]
        self.goods.set_rows(_row(Packed(line, quantity_of(line.can_ship))) for line in lines)
        self._typed()
        if lines:
            self.table.edit_cell(lines[0].id, "quantity")

    def packed(self) -> list[Packed]:
        """What is typed, line by line."""
        return [_of(row) for row in self.goods.rows]

    def _typed(self, *_: object) -> None:
        self._part_confirmed = False
        self.error.clear()
        problem = self._problem()
        if problem is not None:
            self.show_problem(problem)
        leaves = sum((min(each.quantity, each.at_most) for each in self.packed()), NOTHING)
        words = tr("Ship {pieces}", pieces=wording.pieces_text(leaves)) if leaves else tr("Ship")
        self.set_act(words, enabled=bool(leaves) and problem is None)
        self.head.say(_sum(self.packed(), leaves))

    def _problem(self) -> InvalidInput | None:
        """Why what is typed cannot leave."""
        for problem in self.goods.problems():
            return InvalidInput(problem)
        for each in self.packed():
            if each.quantity > each.at_most:
                reserved = wording.quantity_text(each.at_most)
                return InvalidInput(
                    tr("Only {reserved} of {sku} are reserved.", reserved=reserved, sku=each.line.sku),
                    tr("Ship what is reserved; the rest waits."),
                )
        return None

    def entered(self) -> list[str]:
        texts = [
            f"{wording.quantity_text(each.quantity)} {each.line.name}"
            for each in self.packed()
            if each.quantity != quantity_of(each.line.can_ship)
        ]
        texts += [self.carrier.text(), self.tracking.text()]
        return [text.strip() for text in texts if text.strip()]

    def finish(self, outcome: Shipped) -> None:
        words = tr("{number} left with {shipment}.", number=self._number, shipment=outcome.number)
        undo = Undo(outcome.number, undo_whole_shipment, (outcome.shipment_id,))
        self.desk.done(words, undo)
        super().finish(outcome)

    def submit(self) -> None:
        problem = self._problem()
        if problem is not None:
            raise problem
        self.write(
            ship,
            [(each.line.id, each.quantity) for each in self.packed() if each.quantity],
            part_confirmed=self._part_confirmed,
            carrier=self.carrier.text().strip(),
            tracking=self.tracking.text().strip(),
        )

    def consent_words(self) -> str:
        return tr("Ship part")

    def consent(self) -> None:
        self._part_confirmed = True
        self._submit()


def _sum(packed: Sequence[Packed], leaves: Decimal) -> str:
    """'3 of 5 pieces leave, 2 stay open'."""
    if not packed:
        return tr("Nothing of this order is open.")
    everything = sum((quantity_of(each.line.open) for each in packed), NOTHING)
    facts = {
        "leaves": wording.quantity_text(leaves),
        "pieces": wording.pieces_text(everything),
        "rest": wording.quantity_text(max(NOTHING, everything - leaves)),
    }
    if not leaves:
        return tr("Nothing of {pieces} leaves", **facts)
    if leaves < everything:
        return tr("{leaves} of {pieces} leave, {rest} stay open", **facts)
    return tr("Everything leaves: {pieces}", **facts)


def ask(parent: QWidget | None, desk: Desk, order_id: int) -> Shipped | None:
    """Ship what is reserved to an order; the shipment, or None."""
    dialog = ShipDialog(desk, order_id, parent)
    outcome: Shipped | None = dialog.ask()
    if outcome is not None and dialog.then_print.isChecked():
        from ui.dialogs import print_paper, printables  # only who prints waits for what draws

        print_paper.ask(parent, desk, [printables.shipped([outcome.shipment_id], outcome.number)])
    return outcome
