"""Taking back what was done, one act after the other, until something is written that cannot be."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from app.language import tr
from ui.common.jobs import Jobs

DEEPEST = 50
"""Acts that are remembered."""


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
    """What the window did and how it is taken back, the latest first; a write that offers none ends it."""

    offered = Signal(bool)
    """Whether what was done just now can be taken back."""
    undone = Signal(str)
    """Words for what was taken back."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: deque[Undo] = deque(maxlen=DEEPEST)
        self._is_writing = False
        """Whether a write has begun that has offered nothing yet."""
        self.action = QAction(self)
        """The menu's line; text fields take its key for themselves while they have the keyboard."""
        self.action.setShortcut(QKeySequence("Ctrl+Z"))
        self.action.triggered.connect(self.take_back)
        self._jobs = jobs
        jobs.writing.connect(self._wait_for_write)
        self.show_words()

    @property
    def undo(self) -> Undo | None:
        """What would be taken back now."""
        return self._before[-1] if self._before and not self._is_writing else None

    def show_words(self) -> None:
        """Name in the menu what would be taken back; again when the language changes."""
        undo = self.undo
        title = undo.title.replace("&", "&&") if undo else ""
        self.action.setText(tr("Undo: {what}", what=title) if title else tr("Undo"))
        self.action.setEnabled(undo is not None)

    def offer(self, undo: Undo | None) -> None:
        """From now on this is what can be taken back, then what was done before it; None: nothing at all."""
        self._is_writing = False
        if undo is None:
            self._before.clear()
        else:
            self._before.append(undo)
        self.show_words()
        self.offered.emit(undo is not None)

    def take_back(self) -> None:
        """Do it; nothing happens where there is nothing to take back."""
        undo = self.undo
        if undo is not None:
            self._before.pop()
            words = tr("Undone: {what}", what=undo.title)
            self._jobs.write(undo.fn, *undo.args, done=lambda _: self._tell_undone(words))

    def _tell_undone(self, words: str) -> None:
        """All stands as it did before the act: what was done before that can be taken back now."""
        self._is_writing = False
        self.show_words()
        self.undone.emit(words)

    def _wait_for_write(self, writing: bool) -> None:
        if not writing:
            return
        if self._is_writing:
            self._before.clear()
        self._is_writing = True
        self.show_words()
        self.offered.emit(False)
