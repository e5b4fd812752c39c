"""What can be done about an order: each act with its words, and how it is taken back."""

from dataclasses import dataclass
from decimal import Decimal

from app.actions.cancelling import cancel_line, cancel_order, close_rest, reopen
from app.actions.queueing import hold, release_order, unhold
from app.actions.shipping import undo_whole_shipment
from app.language import tr
from app.lists.order_detail import LineDetail, OrderDetail, ShipmentDetail
from app.quantities import quantity_of
from app.wording import pieces_text
from ui.common.format import Formats
from ui.common.undo import Undo
from ui.dialogs.act import Act, AskQuantity


@dataclass(frozen=True, slots=True)
class OrderActs:
    """Of one order, as it was read."""

    order: OrderDetail
    formats: Formats

    @property
    def _number(self) -> str:
        return self.order.number

    def _open_pieces(self) -> str:
        return pieces_text(Decimal(sum(line.open for line in self.order.lines)).scaleb(-3))

    def hold(self) -> Act:
        """The whole order steps aside."""
        return Act(
            tr("Hold {number}", number=self._number),
            tr("Hold order"),
            tr("It gives up what it holds, keeps its rank and is not bought for until it is taken off hold."),
            hold,
            (self.order.id,),
            self.order.id,
            reason="reason",
            leave=tr("Leave it"),
            did=tr("{number} is on hold.", number=self._number),
        )

    def unhold(self) -> Act:
        """It waits again at its old rank."""
        return Act(
            tr("Take {number} off hold", number=self._number),
            tr("Take off hold"),
            tr("It waits again at its old rank."),
            unhold,
            (self.order.id,),
            self.order.id,
            leave=tr("Leave it"),
            did=tr("{number} waits again.", number=self._number),
        )

    def release(self) -> Act:
        """What it holds goes to the others first."""
        return Act(
            tr("Release {number}", number=self._number),
            tr("Release"),
            tr("What it holds goes to the others first; its rank stays for later deliveries."),
            release_order,
            (self.order.id,),
            self.order.id,
            leave=tr("Leave it"),
            did=tr("{number} released what it held.", number=self._number),
        )

    def close_rest(self) -> Act:
        """The rest of a part-shipped order is given up."""
        title = tr("Close the rest of {number}", number=self._number)
        return Act(
            title,
            tr("Close the rest"),
            tr("{pieces} will not be delivered any more. ‘Reopen’ undoes it.", pieces=self._open_pieces()),
            close_rest,
            (self.order.id,),
            self.order.id,
            reason="reason",
            leave=tr("Leave it"),
            did=tr("The rest of {number} is closed.", number=self._number),
            undo=lambda _: Undo(title, reopen, (self.order.id,)),
        )

    def reopen(self) -> Act:
        """What was closed waits again."""
        title = tr("Reopen {number}", number=self._number)
        return Act(
            title,
            tr("Reopen"),
            tr("What was closed waits again at its rank."),
            reopen,
            (self.order.id,),
            self.order.id,
            leave=tr("Leave it"),
            did=tr("{number} is open again.", number=self._number),
            undo=lambda _: Undo(title, close_rest, (self.order.id,)),
        )

    def cancel_order(self) -> Act:
        """All that is open of it is given up, or the quote."""
        order = self.order
        if order.state == "quote":
            words = tr("Nothing was reserved for it; it moves to ‘Cancelled’.")
        else:
            pieces = self._open_pieces()
            words = tr("{pieces} will not be delivered; what is reserved goes to the queue.", pieces=pieces)
            if order.paid > 0:
                paid = self.formats.in_currency(order.currency).money(order.paid).text
                was_paid = tr("{amount} was paid.", amount=paid)
                words = f"{words} {was_paid}"
        return Act(
            tr("Cancel {number}", number=self._number),
            tr("Cancel order"),
            words,
            cancel_order,
            (order.id,),
            order.id,
            reason="reason",
            leave=tr("Leave it"),
            did=tr("{number} is cancelled.", number=self._number),
            can_undo=False,
        )

    def cancel_line(self, line: LineDetail) -> Act:
        """A part of a line is given up, what waits first."""
        return Act(
            tr("Cancel in {number}", number=self._number),
            tr("Cancel the pieces"),
            tr("{product}: what waits is given up first, then what is reserved.", product=line.name),
            cancel_line,
            (line.id,),
            self.order.id,
            quantity=AskQuantity(tr("Pieces"), quantity_of(line.open), line.decimals),
            reason="reason",
            leave=tr("Leave it"),
            did=tr("Cancelled in {number}: {product}.", number=self._number, product=line.name),
            can_undo=False,
        )

    def undo_shipment(self, shipment: ShipmentDetail) -> Act:
        """What was posted by mistake is back on the shelf."""
        pieces = pieces_text(quantity_of(shipment.quantity))
        return Act(
            tr("Undo {number}", number=shipment.number),
            tr("Undo shipment"),
            tr("{pieces} are back on the shelf and reserved to {order}.", pieces=pieces, order=self._number),
            undo_whole_shipment,
            (shipment.id,),
            self.order.id,
            leave=tr("Leave it"),
            did=tr("{number} is undone.", number=shipment.number),
            can_undo=False,
        )
