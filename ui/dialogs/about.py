"""What the program is for."""

from PySide6.QtWidgets import QWidget

from app.language import tr
from ui.common.dialog import Dialog
from ui.common.labels import Prose, heading
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
            tr("F1 shows every key, and what each page and dialog is for."),
        ):
            self.body.addWidget(Prose(paragraph))
        self.cancel.hide()
        self.resize(WIDTH, self.sizeHint().height())


def ask(parent: QWidget | None, desk: Desk) -> None:
    """Show it."""
    AboutDialog(desk, parent).ask()
