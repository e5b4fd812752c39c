"""Deleting what no paper names; what papers name is only offered no more, and they are told."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.actions.removing import Naming, delete, naming, set_active, use_again
from app.language import tr
from ui.common.dialog import Dialog
from ui.common.labels import Prose
from ui.common.page import Desk
from ui.common.undo import Undo

WIDTH = 440


class PutAsideDialog(Dialog):
    """`table` and id name the thing; which of the two it can be is read first."""

    def __init__(self, desk: Desk, table: str, row_id: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Delete"), tr("Delete"), parent)
        self._table, self._row_id = table, row_id
        self.known: Naming | None = None
        self.words = Prose()
        self.words.setMinimumHeight(64)
        self.body.addWidget(self.words)
        self.ok.setEnabled(False)
        self.resize(WIDTH, self.sizeHint().height())
        desk.jobs.read(naming, table, row_id, done=self._show, failed=self.show_error)

    def _show(self, known: Naming) -> None:
        self.known = known
        if known.papers:
            papers = tr(", ").join(known.papers)
            self.setWindowTitle(tr("Deactivate {name}", name=known.name))
            self.set_act(tr("Deactivate"))
            self.words.set_text(
                tr(
                    "It cannot be deleted: {papers} name it. Deactivated, it is offered no more; what is open"
                    " goes on, and it can be used again at any time.",
                    papers=papers,
                )
            )
        else:
            self.setWindowTitle(tr("Delete {name}", name=known.name))
            self.set_act(tr("Delete"))
            self.words.set_text(tr("No paper names it. It goes with all that is known of it."))
        self.resize(WIDTH, self.sizeHint().height())

    def submit(self) -> None:
        if self.known is None:
            return
        if self.known.papers:
            self.write(set_active, self._table, self._row_id, active=False)
        else:
            self.write(delete, self._table, self._row_id)

    def finish(self, outcome: Any) -> None:
        super().finish(outcome)
        if self.known is not None and self.known.papers:
            undo = Undo(tr("deactivating {name}", name=outcome), use_again, (self._table, self._row_id))
            self.desk.done(tr("{name} is offered no more.", name=outcome), undo)
        else:
            self.desk.done(tr("{name} is deleted.", name=outcome))


def ask(parent: QWidget | None, desk: Desk, table: str, row_id: int) -> bool:
    """Delete or deactivate; whether it was done."""
    return PutAsideDialog(desk, table, row_id, parent).ask() is not None
