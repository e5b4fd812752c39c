"""The question before what was typed is thrown away."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.language import ntr, tr
from ui.common.dialog import Dialog
from ui.common.labels import Prose, heading
from ui.common.page import Desk

WIDTH = 420
NAMED = 4
"""Things that are named; of the others their number is said."""


class LeaveDialog(Dialog):
    """`entered` names what would be lost; Enter and Escape stay."""

    def __init__(self, desk: Desk, entered: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Leave without saving?"), tr("Leave"), parent)
        self.cancel.setText(tr("Stay"))
        self.words = Prose(_named(entered))
        self.body.addWidget(heading(tr("Leave without saving?")))
        self.body.addWidget(self.words)
        self.ok.setAutoDefault(False)
        self.cancel.setDefault(True)
        self.cancel.setFocus()
        self.resize(WIDTH, self.sizeHint().height())

    def submit(self) -> None:
        self.finish(outcome=True)


def _named(entered: Sequence[str]) -> str:
    words = tr(", ").join(entered[:NAMED])
    more = len(entered) - NAMED
    if more > 0:
        return ntr(
            "Entered: {words} and {count} more thing.",
            "Entered: {words} and {count} more things.",
            more,
            words=words,
        )
    return tr("Entered: {words}.", words=words)


def may_leave(parent: QWidget, desk: Desk, entered: Sequence[str]) -> bool:
    """Ask, where there is something to lose."""
    return not entered or bool(LeaveDialog(desk, entered, parent).ask())
