"""Move to another location: what goes where, when it arrives, and whose date that changes."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QWidget

from app import wording
from app.actions.moving import move, undo_move
from app.actions.outlooks import Outlook, as_shown, outlook
from app.actions.transferring import Sent, TransferDraft
from app.errors import InvalidInput, Refused, ShopError
from app.language import tr
from app.lists.count_rows import CountRow, goods_row
from app.lists.finding import FoundProduct
from app.lists.locations import Place, locations
from app.lists.shelf import Shelf, shelf
from ui.common import fonts
from ui.common.inputs import DateEdit, combo, line_edit
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.common.undo import Undo
from ui.dialogs import transfer_rows
from ui.dialogs.adding import EntryTable, adding_row
from ui.dialogs.boxed import Boxed, field_row, stretch
from ui.dialogs.consequences import Consequences
from ui.dialogs.missed import Missed
from ui.dialogs.planning import PlanningDialog
from ui.dialogs.scanning import ScanField
from ui.dialogs.transfer_rows import MoveRow

SIZE = (900, 420)
NOTHING = Decimal(0)


class TransferDialog(PlanningDialog):
    """`pool_id` is the product and the place it leaves; goods are added by scan or name."""

    def __init__(self, desk: Desk, pool_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Move to another location"), tr("Move"), parent)
        self._opened: Shelf | None = None
        self._fingerprint = ""
        self._times: dict[int, Decimal] = {}
        self._build()
        self._arrange()
        self._connect()
        self.resize(*SIZE)
        self.set_act(tr("Move"), enabled=False)
        if pool_id is None:
            desk.jobs.read(locations, done=self._offer, failed=self.show_error)
        else:
            desk.jobs.read(shelf, pool_id, done=self._open_with, failed=self.show_error)

    def _build(self) -> None:
        formats = self.desk.formats
        self.origin, self.target = combo(), combo()
        for choice in (self.origin, self.target):
            choice.setMinimumWidth(150)
        self.arrives = DateEdit(formats.today, none_means=tr("Day not known"), weekday=True)
        self.note = line_edit()
        self.note.setMaxLength(200)
        self.are_there = QCheckBox(tr("They lie there already"))
        self.are_there.setFont(fonts.font())
        self.goods = RowsModel(transfer_rows.columns(formats), parent=self)
        self.table = EntryTable(self.goods, tr("Goods to move"), formats.currency)
        stretch(self.table, "product")
        self.scan = ScanField(self.desk)
        self.missed = Missed(self.scan)
        self.touched = Consequences(formats)

    def _arrange(self) -> None:
        self.body.addLayout(
            field_row(
                [
                    (tr("From"), self.origin),
                    (tr("To"), self.target),
                    (tr("Arrives"), self.arrives),
                    (tr("Note"), self.note),
                ]
            )
        )
        self.body.addWidget(self.are_there)
        box = Boxed(self.table, least=3)
        box.box.addWidget(adding_row(self.scan))
        for widget in (box, self.missed, self.touched):
            self.body.addWidget(widget)
        self.body.addStretch()
        keys = (tr("3*code: three of it"), tr("Ctrl+Del removes the row"), tr("Ctrl+Enter moves"))
        self.hint.setText("  ·  ".join(keys))

    def _connect(self) -> None:
        self.origin.activated.connect(lambda _: self._change_origin())
        self.target.activated.connect(lambda _: self._typed())
        self.arrives.changed.connect(self._typed)
        self.are_there.toggled.connect(self._toggle)
        self.goods.edited.connect(self._typed)
        self.table.left.connect(self.scan.setFocus)
        self.scan.scanned.connect(self._find)
        QShortcut(QKeySequence("Ctrl+Del"), self, self.remove)

    # what it is filled from

    def _open_with(self, found: Shelf) -> None:
        self._opened = found
        self.desk.jobs.read(locations, done=self._offer, failed=self.show_error)

    def _offer(self, places: Sequence[Place]) -> None:
        for place in places:
            self.origin.addItem(place.name, place.id)
            self.target.addItem(place.name, place.id)
        if len(places) < 2:
            self.show_error(
                Refused(tr("There is only one location."), tr("Make another one first: Stock, Locations…."))
            )
            return
        here = self._opened.location_id if self._opened else places[0].id
        self.origin.setCurrentIndex(self.origin.findData(here))
        other = next(place.id for place in places if place.id != here)
        self.target.setCurrentIndex(self.target.findData(other))
        if self._opened is not None:
            self._read_goods(self._opened.product_id)
        else:
            self.scan.setFocus()

    def _find(self, product: FoundProduct, times: Decimal) -> None:
        self.error.clear()
        held = next((transfer_rows.of(row) for row in self.goods.rows if row[0] == product.id), None)
        if held is not None:
            rows = [
                transfer_rows.row_of(replace(held, quantity=held.quantity + times))
                if row[0] == product.id
                else row
                for row in self.goods.rows
            ]
            self.goods.set_rows(rows)
            self._typed()
            return
        is_read = product.id in self._times
        self._times[product.id] = self._times.get(product.id, NOTHING) + times
        if not is_read:
            self._read_goods(product.id)

    def _read_goods(self, product_id: int) -> None:
        self.desk.jobs.read(
            goods_row, self.origin.currentData(), product_id, done=self._add, failed=self.show_error
        )

    def _add(self, goods: CountRow | None) -> None:
        if goods is None:
            self.show_error(InvalidInput(tr("This is a service and has no stock."), tr("Choose goods.")))
            return
        known = {row[0]: transfer_rows.of(row) for row in self.goods.rows}
        times = self._times.pop(goods.product_id, Decimal(1))
        before = known.get(goods.product_id)
        known[goods.product_id] = MoveRow(goods, before.quantity if before else times)
        self.goods.set_rows(map(transfer_rows.row_of, known.values()))
        if self._opened is not None and len(known) == 1:
            self.table.edit_cell(goods.product_id, "quantity")
        else:
            self.table.choose(goods.product_id)
            self.scan.setFocus()  # the next thing that is typed is the next code
        self._typed()

    def _change_origin(self) -> None:
        """The same goods from another place: what lies there is read anew."""
        for row in list(self.goods.rows):
            self._read_goods(transfer_rows.of(row).goods.product_id)
        self._typed()

    def remove(self) -> None:
        """Leave the chosen row out."""
        chosen = self.table.current_row()
        if chosen is not None:
            self.goods.set_rows([row for row in self.goods.rows if row[0] != chosen[0]])
            self._typed()
        self.scan.setFocus()

    def _toggle(self) -> None:
        self.arrives.setEnabled(not self.are_there.isChecked())
        self._typed()

    # while one types

    def entered(self) -> list[str]:
        opened = self._opened.product_id if self._opened else None
        return [
            f"{wording.quantity_text(row.quantity)} {row.goods.name}"
            for row in self._rows()
            if row.goods.product_id != opened or row.quantity != 1
        ]

    def _rows(self) -> list[MoveRow]:
        return [transfer_rows.of(row) for row in self.goods.rows]

    def draft(self) -> TransferDraft:
        """What is typed; InvalidInput where that cannot be sent."""
        for problem in self.goods.problems():
            raise InvalidInput(problem)
        goods = tuple((row.goods.product_id, row.quantity) for row in self._rows() if row.quantity)
        there = self.are_there.isChecked()
        return TransferDraft(
            self.origin.currentData(),
            self.target.currentData(),
            goods,
            self.desk.formats.today if there else self.arrives.value(),
            self.note.text().strip(),
        )

    def _typed(self, *_: object, keeps_error: bool = False) -> None:
        self._fingerprint = ""
        self.set_act(tr("Move"), enabled=False)
        try:
            draft = self.draft()
        except InvalidInput as error:
            self.try_nothing()
            self.show_error(error, self.arrives if self.arrives.property("bad") == "true" else None)
            return
        if not draft.goods or self.origin.count() < 2:
            self.try_nothing()
            self.touched.show_nothing(tr("Scan or type what moves."))
            return
        self.try_out(outlook, move, draft, are_there=self.are_there.isChecked(), keeps_error=keeps_error)

    def show_preview_old(self, *, old: bool) -> None:
        self.touched.lines.set_old(old=old)

    def show_preview(self, answer: Outlook[Sent]) -> None:
        self._fingerprint = answer.fingerprint
        self.touched.show_answer(answer)
        moves = sum((row.quantity for row in self._rows()), NOTHING)
        self.set_act(tr("Move {pieces}", pieces=wording.pieces_text(moves)))

    def show_preview_refused(self, error: ShopError) -> None:
        self.touched.show_nothing()
        super().show_preview_refused(error)

    # done

    def submit(self) -> None:
        self.write(as_shown(move, self._fingerprint), self.draft(), are_there=self.are_there.isChecked())

    def _written(self, outcome: Any) -> None:
        place, number = self.target.currentText(), outcome.number
        words = (
            tr("{number} moved to {place}.", number=number, place=place)
            if self.are_there.isChecked()
            else tr("{number} is on its way to {place}.", number=number, place=place)
        )
        undo = Undo(tr("move {number}", number=number), undo_move, (outcome.transfer_ids,))
        self.desk.done(words, undo)
        super()._written(outcome)

    def plan_changed(self, error: ShopError) -> None:
        self._typed(keeps_error=True)

    def cause_of(self, error: ShopError) -> QWidget | None:
        same = self.origin.currentData() == self.target.currentData()
        return self.target if same else None


def ask(parent: QWidget | None, desk: Desk, pool_id: int | None = None) -> Sent | None:
    """Move goods between locations; what was sent, or None."""
    outcome: Sent | None = TransferDialog(desk, pool_id, parent).ask()
    return outcome
