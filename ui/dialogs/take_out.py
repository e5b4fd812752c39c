"""Take out: goods that leave the shelf without an order, such as breakage or own use."""

from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.actions.stocktaking import issue
from app.errors import InvalidInput, ShopError
from app.language import tr
from app.lists.shelf import Shelf, shelf
from ui.common import fonts
from ui.common.dialog import Dialog
from ui.common.figures import Figures
from ui.common.inputs import QuantityEdit, field, line_edit
from ui.common.labels import label
from ui.common.page import Desk

WIDTH = 480


class TakeOutDialog(Dialog):
    """Takes only what is available."""

    def __init__(self, desk: Desk, pool_id: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Take out"), tr("Take out"), parent)
        self._shelf: Shelf | None = None
        self.product = label(size=fonts.PANE_TITLE, weight=fonts.STRONG)
        self.figures = Figures()
        self.quantity = QuantityEdit(value=Decimal(1))
        self.quantity.setMaximumWidth(120)
        self.reason = line_edit(placeholder=tr("broken, own use, lost"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(field(tr("Quantity"), self.quantity))
        row.addWidget(field(tr("Reason"), self.reason), stretch=1)
        for widget in (self.product, self.figures):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        self.hint.setText(tr("What is reserved stays."))
        self.resize(WIDTH, self.sizeHint().height())
        self.ok.setEnabled(False)
        desk.jobs.read(shelf, pool_id, done=self._fill, failed=self.show_error)

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
        self.ok.setEnabled(True)
        self.quantity.setFocus()
        self.quantity.selectAll()

    def submit(self) -> None:
        if self._shelf is None:
            return
        try:
            quantity = self.quantity.value()
        except InvalidInput as error:
            self.show_error(error, self.quantity)
            return
        self.write(
            issue,
            self._shelf.product_id,
            quantity,
            location_id=self._shelf.location_id,
            reason=self.reason.text().strip(),
        )

    def cause_of(self, error: ShopError) -> QWidget | None:
        return self.quantity


def ask(parent: QWidget | None, desk: Desk, pool_id: int) -> None:
    """Take goods from one shelf."""
    TakeOutDialog(desk, pool_id, parent).ask()
