"""Taking back what was just done, until something else is written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from app.language import tr
from ui.common.jobs import Jobs


@dataclass(frozen=True, slots=True)
class Undo:
    """A write that takes an act back: `fn(session, *args)`; `title` names the act, 'ETA of P-124'."""

    title: str
    fn: Callable[..., Any]
    args: tuple[Any, ...] = ()


def undo_of_edit(name: str, edit: Callable[..., Any], row_id: object, outcome: object) -> Undo | None:
    """Gives back to `name` the values that `edit(session, row_id, before, after)` says it replaced."""
    changes = outcome if isinstance(outcome, dict) else {}
    if not changes:
        return None
    before, after = ({field: values[side] for field, values in changes.items()} for side in (1, 0))
    return Undo(tr("change of {name}", name=name), edit, (row_id, before, after))


class LastAct(QObject):
    """What the window did last and how it is taken back; the next write forgets it."""

    offered = Signal(bool)
    """Whether something can be taken back now."""
    undone = Signal(str)
    """Words for what was taken back."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo: Undo | None = None
        self.action = QAction(self)
        """The menu's line; text fields take its key for themselves while they have the keyboard."""
        self.action.setShortcut(QKeySequence("Ctrl+Z"))
        self.action.triggered.connect(self.take_back)
        self._jobs = jobs
        jobs.writing.connect(self._forget_before_write)
        self.show_words()

    def show_words(self) -> None:
        """Name in the menu what would be taken back; again when the language changes."""
        title = self.undo.title.replace("&", "&&") if self.undo else ""
        self.action.setText(tr("Undo: {what}", what=title) if title else tr("Undo"))
        self.action.setEnabled(self.undo is not None)

    def offer(self, undo: Undo | None) -> None:
        """From now on this is what can be taken back."""
        self.undo = undo
        self.show_words()
        self.offered.emit(undo is not None)

    def take_back(self) -> None:
        """Do it; nothing happens where there is nothing to take back."""
        undo = self.undo
        if undo is not None:
            words = tr("Undone: {what}", what=undo.title)
            self._jobs.write(undo.fn, *undo.args, done=lambda _: self.undone.emit(words))

    def _forget_before_write(self, writing: bool) -> None:
        if writing:
            self.offer(None)
