"""What the program is for, and how to get about in it."""

from PySide6.QtWidgets import QGridLayout, QWidget

from app.language import tr
from ui.common import fonts
from ui.common.dialog import Dialog
from ui.common.labels import Prose, heading, label
from ui.common.page import Desk

WIDTH = 560


class AboutDialog(Dialog):
    """Nothing is asked in it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("About Backorder Desk"), tr("Close"), parent)
        self.body.addWidget(heading(tr("Backorder Desk")))
        for paragraph in (
            tr(
                "It keeps the queue of customers who wait for goods: who is next, what is reserved, when the "
                "rest comes, and why."
            ),
            tr(
                "Goods go by rank: by hand first, then priority, wanted date, order date. Every dialog shows "
                "who gets what before anything happens."
            ),
            tr("A shop is one file, or a database on a PostgreSQL server for several tills."),
        ):
            self.body.addWidget(Prose(paragraph))
        self.body.addLayout(self._keys())
        self.cancel.hide()
        self.resize(WIDTH, self.sizeHint().height())

    def _keys(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        keys = [
            ("Ctrl+K", tr("Find an order, customer or product")),
            ("Ctrl+1 … 9", tr("Go to a page")),
            ("Ctrl+N", tr("New order")),
            ("Ctrl+R", tr("Receive goods")),
            ("Ctrl+Enter", tr("Do what the filled button says")),
            ("F5", tr("Read again")),
        ]
        for row, (key, words) in enumerate(keys):
            grid.addWidget(label(key, fonts.SMALL, fonts.MEDIUM), row, 0)
            grid.addWidget(label(words, fonts.SMALL, tone="quiet"), row, 1)
        return grid


def ask(parent: QWidget | None, desk: Desk) -> None:
    """Show it."""
    AboutDialog(desk, parent).ask()
