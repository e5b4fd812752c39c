"""The button that takes the last counter sale back."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from app.actions.ordering import Entered
from app.actions.selling import undo_sale
from app.errors import ShopError
from app.language import tr
from ui.common.page import Desk
from ui.common.undo import Undo


class LastSale(QObject):
    """Hides `button` while there is nothing to take back."""

    undone = Signal(str)
    """Words for what was taken back."""
    failed = Signal(object)

    def __init__(self, desk: Desk, button: QPushButton) -> None:
        super().__init__(button)
        self._desk = desk
        self._button = button
        self._sold: Entered | None = None
        button.clicked.connect(self.take_back)
        button.hide()

    def remember(self, sold: Entered) -> Undo:
        """From now on this is the last sale; returns how it is taken back."""
        self._sold = sold
        self._button.show()
        return Undo(tr("sale {number}", number=sold.number), undo_sale, (sold.order_id,))

    def take_back(self) -> None:
        """As if the last customer had bought nothing."""
        if self._sold is not None:
            self._button.setEnabled(False)
            self._desk.jobs.write(undo_sale, self._sold.order_id, done=self._tell, failed=self._fail)

    def _tell(self, outcome: object) -> None:
        number = self._sold.number if self._sold else ""
        self._sold = None
        self._button.setEnabled(True)
        self._button.hide()
        self.undone.emit(tr("Sale {number} is undone.", number=number))

    def _fail(self, error: ShopError) -> None:
        self._button.setEnabled(True)
        self.failed.emit(error)
