"""Take out: goods that leave the shelf without an order, such as breakage or own use."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import wording
from app.actions.stocktaking import issue, put_back
from app.errors import InvalidInput, Refused, ShopError
from app.language import tr
from app.lists.finding import FoundProduct
from app.lists.locations import Place, locations
from app.lists.shelf import Shelf, shelf, shelf_at
from app.quantities import quantity_of
from ui.common import fonts
from ui.common.figures import Figures
from ui.common.inputs import QuantityEdit, combo, field, line_edit
from ui.common.labels import label
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.boxed import field_row
from ui.dialogs.planning import PlanningDialog
from ui.dialogs.scanning import ScanField

WIDTH = 520


class TakeOutDialog(PlanningDialog):
    """Takes only what is available; without `pool_id` the product is scanned or found here."""

    def __init__(self, desk: Desk, pool_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Take out"), tr("Take out"), parent)
        self._shelf: Shelf | None = None
        self._product_id: int | None = None
        # What was written, for what is said and undone after it.
        self._did: tuple[Any, ...] = ()
        self._build()
        self._arrange(picks=pool_id is None)
        self.set_act(tr("Take out"), enabled=False)
        self.quantity.changed.connect(self._typed)
        self.scan.scanned.connect(self._find)
        self.scan.missed.connect(lambda error: self.show_error(error, self.scan))
        self.location.activated.connect(lambda _: self._read_shelf())
        if pool_id is None:
            desk.jobs.read(locations, done=self._offer, failed=self.show_error)
            self.scan.setFocus()
        else:
            desk.jobs.read(shelf, pool_id, done=self._fill, failed=self.show_error)

    def _build(self) -> None:
        self.scan = ScanField(self.desk)
        self.location = combo()
        self.product = label(size=fonts.PANE_TITLE, weight=fonts.STRONG)
        self.figures = Figures()
        self.quantity = QuantityEdit(value=Decimal(1))
        self.quantity.setMaximumWidth(120)
        self.reason = line_edit(placeholder=tr("broken, own use, lost"))
        self.reason.setMaxLength(200)

    def _arrange(self, *, picks: bool) -> None:
        self.picker = QWidget()
        self.picker.setLayout(field_row([(tr("Product"), self.scan), (tr("Location"), self.location)]))
        self.picker.setVisible(picks)
        self.scan.setMinimumWidth(260)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(field(tr("Quantity"), self.quantity))
        row.addWidget(field(tr("Reason"), self.reason), stretch=1)
        for widget in (self.picker, self.product, self.figures):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        self.body.addStretch()
        self.hint.setText(tr("What is reserved stays."))
        self.resize(WIDTH, self.sizeHint().height())

    # which goods

    def _offer(self, places: Sequence[Place]) -> None:
        for place in places:
            self.location.addItem(place.name, place.id)
        holder = self.location.parentWidget()
        if holder is not None:
            holder.setHidden(len(places) < 2)

    def _find(self, product: FoundProduct, times: Decimal) -> None:
        self.error.clear()
        self.quantity.set_value(times)
        self._product_id = product.id
        self._read_shelf()

    def _read_shelf(self) -> None:
        if self._product_id is not None and self.location.count():
            self.desk.jobs.read(
                shelf_at,
                self._product_id,
                self.location.currentData(),
                done=self._fill,
                failed=self._not_there,
            )

    def _not_there(self, error: ShopError) -> None:
        self._shelf = None
        self.product.setText("")
        self.figures.show_figures([])
        self._typed()
        self.show_error(error, self.scan)

    def _fill(self, found: Shelf) -> None:
        self._shelf = found
        text = self.desk.formats.quantity_text
        self.product.setText(f"{found.name}  ·  {found.location}")
        self.figures.show_figures(
            [
                (tr("On hand"), text(found.on_hand), ""),
                (tr("Reserved"), text(found.reserved), ""),
                (tr("Available"), text(found.available), ""),
                (tr("Unit"), found.unit, ""),
            ]
        )
        self.quantity.decimals = found.decimals
        self._typed()
        self.quantity.setFocus()
        self.quantity.selectAll()

    # while one types

    def _typed(self) -> None:
        self.set_act(tr("Take out"), enabled=False)
        self.error.clear()
        if self._shelf is None:
            return
        try:
            quantity = self.quantity.value()
        except InvalidInput as error:
            self.show_error(error, self.quantity)
            return
        available = quantity_of(self._shelf.available)
        if quantity > available:
            self.show_error(
                Refused(
                    tr(
                        "Only {available} of {sku} are available.",
                        available=wording.quantity_text(available),
                        sku=self._shelf.sku,
                    ),
                    tr("The rest is reserved; release it from an order first.")
                    if quantity <= quantity_of(self._shelf.on_hand)
                    else tr("Count the product first if more of it lies there."),
                ),
                self.quantity,
            )
        elif quantity:
            words = tr("Take out {pieces}", pieces=wording.pieces_text(quantity))
            self.set_act(words)

    # done

    def submit(self) -> None:
        if self._shelf is not None:
            product_id, location_id = self._shelf.product_id, self._shelf.location_id
            quantity, reason = self.quantity.value(), self.reason.text().strip()
            self._did = (product_id, quantity, location_id, reason)
            self.write(issue, product_id, quantity, location_id=location_id, reason=reason)

    def _written(self, outcome: Any) -> None:
        quantity, sku = self._did[1], self._shelf.sku if self._shelf else ""
        words = tr("{quantity} {sku} taken out.", quantity=wording.quantity_text(quantity), sku=sku)
        self.desk.done(words, Undo(tr("taking out {sku}", sku=sku), _put_back, self._did))
        super()._written(outcome)

    def cause_of(self, error: ShopError) -> QWidget | None:
        return self.quantity


def _put_back(session: Any, product_id: int, quantity: Decimal, location_id: int, reason: str) -> None:
    put_back(session, product_id, quantity, location_id=location_id, reason=reason)


def ask(parent: QWidget | None, desk: Desk, pool_id: int | None = None) -> None:
    """Take goods from a shelf."""
    TakeOutDialog(desk, pool_id, parent).ask()
