"""Another date or quantity for goods on their way, to be tried only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app import wording
from app.errors import InvalidInput
from app.language import tr
from ui.common.dialog import Dialog
from ui.common.inputs import DateEdit, QuantityEdit, combo
from ui.common.labels import Prose
from ui.common.page import Desk
from ui.dialogs.boxed import field_row
from ui.panes.what_if_steps import Coming, Tried, brought, moved

WIDTH = 640


@dataclass(frozen=True, slots=True)
class Delivery:
    """A purchase line: what it brings as things are, and as was tried."""

    line_id: int
    number: str
    was: Coming
    tried: Coming


class WhatIfDeliveryDialog(Dialog):
    """Its outcome is the steps: one for the date, one for the quantity, as far as they changed."""

    def __init__(
        self,
        desk: Desk,
        product: str,
        deliveries: Sequence[Delivery],
        chosen: int | None = None,
        decimals: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, tr("What if a delivery changes"), tr("Try it"), parent)
        self._product = product
        self._deliveries = {each.line_id: each for each in deliveries}
        self.delivery = combo([(_words(each), each.line_id) for each in deliveries])
        self.day = DateEdit(none_means=tr("No date known"), weekday=True)
        self.quantity = QuantityEdit(decimals)
        self._build_fields()
        place = self.delivery.findData(chosen)
        self.delivery.setCurrentIndex(max(0, place))
        self.delivery.currentIndexChanged.connect(lambda _: self._fill())
        self._fill()
        self.resize(WIDTH, self.sizeHint().height())
        self.day.setFocus()

    def _build_fields(self) -> None:
        self.delivery.setMinimumWidth(260)
        self.quantity.setMaximumWidth(100)
        self.body.addWidget(Prose(tr("Nothing is written: the list shows who would wait longer or less.")))
        fields: list[tuple[str, QWidget]] = [
            (tr("Delivery"), self.delivery),
            (tr("Comes on"), self.day),
            (tr("Pieces to come"), self.quantity),
        ]
        self.body.addLayout(field_row(fields))
        self.body.addStretch()

    def _chosen(self) -> Delivery:
        return self._deliveries[self.delivery.currentData()]

    def _fill(self) -> None:
        chosen = self._chosen()
        self.day.set_value(chosen.tried.day)
        self.quantity.set_value(chosen.tried.quantity)

    def submit(self) -> None:
        chosen, day, quantity = self._chosen(), self.day.value(), self.quantity.value()
        if (day, quantity) == (chosen.tried.day, chosen.tried.quantity):
            raise InvalidInput(tr("Nothing is changed."), tr("Give it another date or quantity."))
        self.finish(tuple(self._steps(chosen, day, quantity)))

    def _steps(self, chosen: Delivery, day: date | None, quantity: Decimal) -> list[Tried]:
        steps = []
        if day != chosen.tried.day:
            steps.append(moved(chosen.number, self._product, chosen.line_id, day, chosen.was))
        if quantity != chosen.tried.quantity:
            steps.append(brought(chosen.number, self._product, chosen.line_id, quantity, chosen.was))
        return steps


def _words(delivery: Delivery) -> str:
    day = wording.day_text(delivery.was.day, weekday=True) if delivery.was.day else tr("no date")
    parts = (delivery.number, day, wording.pieces_text(delivery.was.quantity))
    return "  ·  ".join(parts)


def ask(
    parent: QWidget | None,
    desk: Desk,
    product: str,
    deliveries: Sequence[Delivery],
    chosen: int | None = None,
    decimals: int = 0,
) -> Any:
    """The steps to try, or None."""
    return WhatIfDeliveryDialog(desk, product, deliveries, chosen, decimals, parent).ask()
