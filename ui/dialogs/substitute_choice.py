"""Suggest substitutes for a line that is still being typed: what is chosen becomes lines of the order."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from app.actions.instead import Instead
from app.language import tr
from app.substitute_views import substitutes_of_product
from ui.common.page import Desk
from ui.dialogs.candidates import CandidatesDialog

Chosen = Sequence[tuple[Instead, Decimal]]
"""Products as typed, and how many of the original each replaces."""


class SubstituteChoice(CandidatesDialog):
    """Writes nothing but the owner's list."""

    def __init__(
        self,
        desk: Desk,
        product_id: int,
        location_id: int | None,
        short: Decimal,
        price: Decimal,
        expected: date | None,
        parent: QWidget | None = None,
    ) -> None:
        of = (product_id, location_id, short, price, expected)
        super().__init__(desk, tr("Use it"), substitutes_of_product, *of, parent=parent)
        self.hint.setText(tr("Ctrl+Enter uses it"))

    def _offer_acts(self, *, enabled: bool) -> None:
        super()._offer_acts(enabled=enabled)
        self.set_act(tr("Use it"), enabled=enabled)

    def submit(self) -> None:
        self.finish([(row.as_typed(), row.quantity or Decimal(0)) for row in self.checked()])


def ask(
    parent: QWidget | None,
    desk: Desk,
    product_id: int,
    location_id: int | None,
    short: Decimal,
    price: Decimal,
    expected: date | None,
) -> Chosen | None:
    """What is to stand for a typed line; None where it was left."""
    chosen: Chosen | None = SubstituteChoice(
        desk, product_id, location_id, short, price, expected, parent
    ).ask()
    return chosen
