"""Move reserved goods from one line of a product to another, with who gains and who loses."""

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from app import wording
from app.actions.outlooks import Outlook, outlook
from app.actions.queueing import move_reservation
from app.actions.undoing import CarriedOut, carry_out, take_back
from app.errors import InvalidInput, ShopError
from app.language import tr
from app.queue_views import Seat, seats
from ui.common.inputs import QuantityEdit, combo
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs import affected
from ui.dialogs.affected import AffectedColumns
from ui.dialogs.boxed import Boxed, PreviewHead, PreviewModel, field_row, preview_table
from ui.dialogs.planning import PlanningDialog

SIZE = (980, 380)


class MoveReservationDialog(PlanningDialog):
    """Opens with `line_id` as the one that takes; as the one that gives where it lacks nothing."""

    def __init__(
        self, desk: Desk, pool_id: int, line_id: int, decimals: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, tr("Move reservation"), tr("Move"), parent)
        self._line_id = line_id
        self._fingerprint = ""
        self._seats: dict[int, Seat] = {}
        self.giver, self.taker = combo(), combo()
        self.quantity = QuantityEdit(decimals)
        self.quantity.setMaximumWidth(100)
        self._build()
        self.resize(*SIZE)
        self.set_act(tr("Move"), enabled=False)
        self.giver.activated.connect(lambda _: self._offer_quantity())
        self.taker.activated.connect(lambda _: self._offer_quantity())
        self.quantity.changed.connect(self._typed)
        desk.jobs.read(seats, pool_id, done=self._fill, failed=self.show_error)

    def _build(self) -> None:
        for choice in (self.giver, self.taker):
            choice.setMinimumWidth(300)
        fields: list[tuple[str, QWidget]] = [
            (tr("From"), self.giver),
            (tr("To"), self.taker),
            (tr("Pieces"), self.quantity),
        ]
        self.body.addLayout(field_row(fields))
        make = AffectedColumns(self.desk.formats)
        self.touched = PreviewModel(make.gains_and_losses(), affected.by_product({}), self)
        self.head = PreviewHead(tr("Who gains and who loses"))
        self.body.addWidget(self.head)
        self.body.addWidget(Boxed(preview_table(self.touched, tr("Who gains and who loses")), least=4))
        self.body.addStretch()

    def _fill(self, found: tuple[Seat, ...]) -> None:
        self._seats = {seat.line_id: seat for seat in found}
        own = self._seats.get(self._line_id)
        takes = own is not None and own.short > 0 and not own.on_hold
        for seat in found:
            if seat.reserved and not (takes and seat.line_id == self._line_id):
                held = tr("holds {quantity}", quantity=self._text(seat.reserved))
                self.giver.addItem(_words(seat, held), seat.line_id)
            if seat.short and not seat.on_hold:
                lacking = tr("lacks {quantity}", quantity=self._text(seat.short))
                self.taker.addItem(_words(seat, lacking), seat.line_id)
        # The last in rank gives first.
        self.giver.setCurrentIndex(self.giver.count() - 1 if takes else self.giver.findData(self._line_id))
        if takes:
            self.taker.setCurrentIndex(self.taker.findData(self._line_id))
        if not self.giver.count():
            self.head.say(tr("No other order holds any of it."))
            return
        self._offer_quantity()
        self.quantity.setFocus()
        self.quantity.selectAll()

    def _text(self, quantity: Decimal) -> str:
        return self.desk.formats.quantity_text(quantity)

    def _chosen(self, choice: QComboBox) -> Seat | None:
        return self._seats.get(choice.currentData())

    def _offer_quantity(self) -> None:
        giver, taker = self._chosen(self.giver), self._chosen(self.taker)
        if giver is not None and taker is not None:
            self.quantity.set_value(min(giver.reserved, taker.short))
        self._typed()

    # while one types

    def _arguments(self) -> tuple[int, int, Decimal]:
        giver, taker = self._chosen(self.giver), self._chosen(self.taker)
        if giver is None or taker is None:
            raise InvalidInput(tr("Two orders are needed."), tr("Choose who gives and who takes."))
        quantity = self.quantity.value()
        if not quantity:
            raise InvalidInput(tr("Nothing is to be done with 0 pieces."), tr("Type how many."))
        return giver.line_id, taker.line_id, quantity

    def _typed(self, *, keeps_error: bool = False) -> None:
        self._fingerprint = ""
        try:
            arguments = self._arguments()
        except InvalidInput as error:
            self.try_nothing()
            self.set_act(tr("Move"), enabled=False)
            self.show_error(error, self.quantity)
            return
        self.set_act(tr("Move {pieces}", pieces=wording.pieces_text(arguments[2])))
        self.try_out(outlook, move_reservation, *arguments, keeps_error=keeps_error)

    def show_preview_old(self, *, old: bool) -> None:
        self.touched.set_old(old=old)

    def show_preview(self, answer: Outlook[Any]) -> None:
        self._fingerprint = answer.fingerprint
        shown = affected.told(answer)
        self.touched.set_rows(affected.row_of(each) for each in shown)
        named = (self.giver.currentData(), self.taker.currentData())
        self.head.say(affected.summed(shown, *(each.order_id for each in shown if each.line_id in named)))

    def show_preview_refused(self, error: ShopError) -> None:
        self.touched.set_rows([])
        self.set_act(tr("Move"), enabled=False)
        self.show_error(error, self.quantity)

    # done

    def submit(self) -> None:
        self.write(carry_out(move_reservation, self._fingerprint), *self._arguments())

    def finish(self, outcome: CarriedOut) -> None:
        giver, taker = self._chosen(self.giver), self._chosen(self.taker)
        facts = {"giver": giver.order if giver else "", "taker": taker.order if taker else ""}
        pieces = wording.pieces_text(self.quantity.value())
        words = tr("{pieces} moved from {giver} to {taker}.", pieces=pieces, **facts)
        self.desk.done(words, Undo(tr("Move reservation"), take_back, (outcome.lines,)))
        super().finish(outcome.outcome)

    def plan_changed(self, error: ShopError) -> None:
        self._typed(keeps_error=True)


def _words(seat: Seat, figure: str) -> str:
    return "  ·  ".join(each for each in (seat.order, seat.customer, figure) if each)


def ask(parent: QWidget | None, desk: Desk, pool_id: int, line_id: int, decimals: int = 0) -> Any:
    """Move a reservation to this line, or from it; what was settled, or None."""
    return MoveReservationDialog(desk, pool_id, line_id, decimals, parent).ask()
