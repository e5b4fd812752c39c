"""What can be done about a purchase: each act with its words, and how it is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from app.actions.purchase_editing import reopen_short, restore_purchase
from app.actions.purchasing import cancel_purchase, close_short, confirm_purchase, cut_purchase_line
from app.actions.undoing_receipts import undo_whole_receipt
from app.language import ntr, tr
from app.lists.purchase_detail import PurchaseDetail, PurchaseLineDetail
from app.quantities import quantity_of
from app.wording import pieces_text
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.act import Act, AskQuantity

Parts = Sequence[tuple[int, int]]
"""Purchase lines and thousandths of them."""


def close_lines_short(title: str, parts: Parts) -> Act:
    """Nothing more comes on these lines."""
    rest = pieces_text(quantity_of(sum(incoming for _, incoming in parts)))
    closed = tuple((line_id, quantity_of(incoming)) for line_id, incoming in parts)
    words = tr("{pieces} will not come any more; what came stays as it is.", pieces=rest)
    count = len(parts)
    return Act(
        title,
        tr("Close short"),
        words,
        close_short,
        ([line_id for line_id, _ in parts],),
        reason="reason",
        leave=tr("Leave it"),
        did=ntr("{count} line is closed short.", "{count} lines are closed short.", count),
        undo=lambda _: Undo(title, reopen_short, (closed,)),
    )


def undo_receipts(purchase: PurchaseDetail) -> list[Act]:
    """Of those that still have goods on the shelf, the newest first."""
    left: dict[int, tuple[str, int]] = {}
    for each in purchase.receipts:
        number, quantity = left.get(each.id, (each.number, 0))
        left[each.id] = (number, quantity + each.accepted)
    return [undo_receipt(receipt_id, *what) for receipt_id, what in left.items() if what[1]]


def undo_receipt(receipt_id: int, number: str, quantity: int) -> Act:
    """Goods that were booked in by mistake leave the books."""
    pieces = pieces_text(quantity_of(quantity))
    return Act(
        tr("Undo {number}", number=number),
        tr("Undo receipt"),
        tr("{pieces} leave the books and are to come again; who holds them gives them back.", pieces=pieces),
        undo_whole_receipt,
        (receipt_id,),
        leave=tr("Leave it"),
        did=tr("{number} is undone.", number=number),
        can_undo=False,
    )


@dataclass(frozen=True, slots=True)
class PurchaseActs:
    """Of one purchase, as it was read."""

    purchase: PurchaseDetail

    @property
    def _number(self) -> str:
        return self.purchase.number

    def confirm(self) -> Act:
        """The supplier agreed."""
        return Act(
            tr("Confirm {number}", number=self._number),
            tr("Confirm purchase"),
            tr("It counts as supply from now on."),
            confirm_purchase,
            (self.purchase.id,),
            leave=tr("Leave it"),
            did=tr("{number} is confirmed.", number=self._number),
            can_undo=False,
        )

    def close_short(self, lines: Sequence[PurchaseLineDetail]) -> Act:
        """Of this purchase alone."""
        title = tr("Close {number} short", number=self._number)
        return close_lines_short(title, [(line.id, line.incoming) for line in lines])

    def cut(self, line: PurchaseLineDetail) -> Act:
        """Fewer are ordered than before, or more."""
        old, title = quantity_of(line.ordered), tr("Change the quantity of {number}", number=self._number)
        return Act(
            title,
            tr("Change the quantity"),
            tr("{product}: who loses by it is flagged ‘Supply cancelled’.", product=line.name),
            cut_purchase_line,
            (line.id,),
            quantity=AskQuantity(tr("Ordered from now on"), old, line.decimals),
            leave=tr("Leave it"),
            did=tr("The quantity of {product} is changed.", product=line.name),
            undo=lambda _: Undo(title, cut_purchase_line, (line.id, old)),
        )

    def cancel(self) -> Act:
        """It will not come."""
        purchase = self.purchase
        to_come = Decimal(sum(line.incoming for line in purchase.lines)).scaleb(-3)
        if purchase.state == "draft":
            words = tr("A draft promises nothing; nobody waits longer.")
        else:
            words = tr("{pieces} will not come any more. Tell the supplier too.", pieces=pieces_text(to_come))
        title = tr("Cancel {number}", number=self._number)
        return Act(
            title,
            tr("Cancel purchase"),
            words,
            cancel_purchase,
            (purchase.id,),
            reason="reason",
            leave=tr("Leave it"),
            did=tr("{number} is cancelled.", number=self._number),
            undo=lambda _: Undo(title, restore_purchase, (purchase.id,)),
        )

    def restore(self) -> Act:
        """It comes after all."""
        title = tr("Restore {number}", number=self._number)
        return Act(
            title,
            tr("Restore purchase"),
            tr("What was to come is to come again."),
            restore_purchase,
            (self.purchase.id,),
            leave=tr("Leave it"),
            did=tr("{number} comes after all.", number=self._number),
            undo=lambda _: Undo(title, cancel_purchase, (self.purchase.id,)),
        )


def save_for_supplier(page: QWidget, desk: Desk, purchase: PurchaseDetail | None) -> None:
    """What is still wanted of the purchase, as a table."""
    from ui.dialogs import purchase_file

    if purchase is not None:
        purchase_file.ask(page.window(), desk, purchase.number)
