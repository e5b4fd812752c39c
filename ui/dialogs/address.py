"""Where an order's goods go: the customer's own address, or another one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.language import tr
from ui.common import fonts
from ui.common.buttons import button
from ui.common.elided import Elided
from ui.common.inputs import field, line_edit
from ui.common.labels import label
from ui.common.page import Desk
from ui.dialogs.planning import PlanningDialog

Address = tuple[str, ...]
"""Name, street, postcode, city, region, country."""
NOWHERE: Address = ("",) * 6
WIDTH = 460


def address_text(address: Sequence[str]) -> str:
    """On one line, without what is empty."""
    name, street, postcode, city, region, country = address
    place = " ".join(part for part in (postcode, city) if part)
    return ", ".join(part for part in (name, street, place, region, country) if part)


class AddressDialog(PlanningDialog):
    """Offers one, and the customer's own where it is another."""

    def __init__(
        self, desk: Desk, address: Address, own: Address = NOWHERE, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, tr("Delivery address"), tr("Use this address"), parent)
        self._given = address
        titles = (tr("Name"), tr("Street"), tr("Postcode"), tr("City"), tr("Region"), tr("Country"))
        self.fields: list[QLineEdit] = [line_edit(text) for text in address]
        places = ((0, 0, 2), (1, 0, 2), (2, 0, 1), (2, 1, 1), (3, 0, 1), (3, 1, 1))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for title, widget, (line, column, span) in zip(titles, self.fields, places, strict=True):
            grid.addWidget(field(title, widget), line, column, 1, span)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self.body.addStretch()
        self._own = own
        self.take_own = button(tr("The customer's own"))
        self.take_own.setVisible(any(own) and own != address)
        self.take_own.clicked.connect(lambda: self.show_address(self._own))
        self.footer.insertWidget(0, self.take_own)
        self.resize(WIDTH, self.sizeHint().height())
        self.fields[0].setFocus()

    def show_address(self, address: Address) -> None:
        """Put this one into the fields."""
        for widget, text in zip(self.fields, address, strict=True):
            widget.setText(text)

    def address(self) -> Address:
        """What is typed."""
        return tuple(" ".join(widget.text().split()) for widget in self.fields)

    def submit(self) -> None:
        self.finish(self.address())

    def entered(self) -> list[str]:
        pairs = zip(self.address(), self._given, strict=True)
        return [new for new, old in pairs if new != old and new]


class AddressField(QWidget):
    """One line of words and a button that changes them; `changed` tells of it."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._own = NOWHERE
        self._other: Address | None = None
        self._picks_up = False
        self.words = Elided()
        self.change: QPushButton = button(tr("Change address…"))
        self.change.clicked.connect(self.ask)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._title = label(tr("Delivered to"), fonts.SMALL, fonts.MEDIUM, "quiet")
        layout.addWidget(self._title)
        layout.addWidget(self.words, stretch=1)
        layout.addWidget(self.change)
        self._show()

    def show_own(self, address: Sequence[str]) -> None:
        """The customer's own address."""
        self._own = tuple(address)
        self._show()

    def show_other(self, address: Sequence[str]) -> None:
        """Another one than the customer's; an empty one is his own."""
        self._other = tuple(address) if any(address) else None
        self._show()

    def set_picks_up(self, *, picks_up: bool) -> None:
        """Whether nothing is sent."""
        self._picks_up = picks_up
        self._show()

    def address(self) -> Address:
        """Empty where it is the customer's own."""
        return self._other if self._other is not None and self._other != self._own else NOWHERE

    def ask(self) -> None:
        """Let it be changed."""
        shown = self._other if self._other is not None else self._own
        outcome = AddressDialog(self._desk, shown, self._own, self.window()).ask()
        if outcome is not None:
            self.show_other(outcome)
            self.changed.emit()

    def _show(self) -> None:
        shown = self._other if self._other is not None else self._own
        words = tr("Picked up here") if self._picks_up else address_text(shown)
        self._title.setHidden(self._picks_up)
        self.words.show_text(words or tr("No address known"))
        self.change.setEnabled(not self._picks_up)
