"""Offer a substitute: what lies free in place of what is short; the offer falls due as a letter."""

from typing import Any, cast

from PySide6.QtWidgets import QWidget

from app import wording
from app.actions.instead import Instead
from app.actions.offering import offer_substitute, withdraw_offer
from app.language import tr
from app.offer_views import Offerable, offerable
from ui.common.cells import Cell, Column, Row
from ui.common.dialog import Dialog
from ui.common.format import Formats
from ui.common.labels import Prose
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.boxed import Boxed, PreviewModel, preview_table, stretch

SIZE = (760, 320)


def _columns(formats: Formats, offer: Offerable | None) -> list[Column]:
    def instead(row: Row) -> Instead:
        return cast(Instead, row[1])

    def money(amount: Any) -> str:
        return wording.money_text(amount, offer.currency if offer else formats.currency)

    def difference(row: Row) -> Cell:
        more = offer.more_for(instead(row)) if offer else 0
        if not more:
            return Cell()
        return Cell(("+" if more > 0 else "−") + money(abs(more)), "quiet")

    def ratio(row: Row) -> Cell:
        return Cell(tr("{ratio} for 1", ratio=wording.quantity_text(instead(row).ratio)), "quiet")

    def product(row: Row) -> Cell:
        return Cell(instead(row).name, code=instead(row).sku)

    return [
        Column("product", tr("Substitute"), product, 260),
        Column("ratio", tr("Ratio"), ratio, 84),
        Column("price", tr("Price"), lambda row: Cell(money(instead(row).price)), 96, right=True),
        Column("difference", tr("Difference"), difference, 104, right=True),
        Column("free", tr("Free now"), lambda row: formats.quantity(instead(row).quantity), 84, right=True),
    ]


class OfferDialog(Dialog):
    """Of one line; where its offer is due already it can be withdrawn."""

    def __init__(self, desk: Desk, line_id: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Offer a substitute"), tr("Offer it"), parent)
        self._line_id = line_id
        self.offer: Offerable | None = None
        self.about = Prose()
        self.rows = PreviewModel(_columns(desk.formats, None), parent=self)
        self.box = Boxed(preview_table(self.rows, tr("What could stand in")), least=3)
        stretch(self.box.table, "product")
        for part in (self.about, self.box):
            self.body.addWidget(part)
        self.body.addStretch()
        self.resize(*SIZE)
        self.set_act(tr("Offer it"), enabled=False)
        desk.jobs.read(offerable, line_id, done=self._fill, failed=self.show_error, latest="offer")

    def _fill(self, offer: Offerable) -> None:
        self.offer = offer
        self.setWindowTitle(tr("Offer {customer} a substitute", customer=offer.customer))
        self.rows.set_columns(_columns(self.desk.formats, offer))
        stretch(self.box.table, "product")
        self.rows.set_rows((each.product_id, each) for each in offer.instead)
        self.about.set_text(self._words(offer))
        if offer.is_due:
            self.set_act(tr("Withdraw the offer"))
        else:
            self.set_act(tr("Offer it"), enabled=bool(offer.instead) and offer.short > 0)
        self.ok.setFocus()

    def _words(self, offer: Offerable) -> str:
        short = tr(
            "{order}: {quantity} of {product} are short.",
            order=offer.order,
            quantity=wording.quantity_text(offer.short),
            product=offer.product,
        )
        if offer.is_due:
            return f"{short} {tr('The offer is due and not sent yet.')}"
        if not offer.instead:
            nothing = tr("Nothing lies free that could stand for {sku}.", sku=offer.sku)
            return f"{short} {nothing}"
        falls_due = tr("A letter that names these falls due; nothing changes before the customer agrees.")
        return f"{short} {falls_due}"

    def submit(self) -> None:
        is_due = self.offer is not None and self.offer.is_due
        self.write(withdraw_offer if is_due else offer_substitute, self._line_id)

    def _written(self, outcome: Any) -> None:
        facts = {"customer": self.offer.customer, "product": self.offer.product} if self.offer else {}
        if self.offer is not None and self.offer.is_due:
            words = tr("The offer to {customer} is withdrawn.", **facts)
            undo = Undo(
                tr("withdrawing the offer to {customer}", **facts), offer_substitute, (self._line_id,)
            )
        else:
            words = tr("The offer to {customer} in place of {product} is due.", **facts)
            undo = Undo(tr("offer to {customer}", **facts), withdraw_offer, (self._line_id,))
        self.desk.done(words, undo)
        super()._written(outcome)


def ask(parent: QWidget | None, desk: Desk, line_id: int) -> Any:
    """Let what lies free be offered for a line; None where it was left."""
    return OfferDialog(desk, line_id, parent).ask()
