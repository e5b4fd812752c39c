"""How far long work is, and the wish to stop it."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from threading import Event
from typing import TypeVar

from app.errors import ShopError
from app.language import tr

T = TypeVar("T")

# Between two looks at whether the work is still wanted: a small part of a second.
STEP = 4_096

Shown = Callable[[str, int, int], None]
"""Takes a stage in the reader's language, what is done of it, and how much it is (0: not known)."""


class Cancelled(ShopError):
    """The owner stopped the work; nothing of it is kept."""


class Progress:
    """Handed to long work, which tells it now and then how far it is; any thread may cancel."""

    def __init__(self, shown: Shown | None = None) -> None:
        self._shown = shown
        self._cancelled = Event()

    def cancel(self) -> None:
        """The work ends at its next step, undone."""
        self._cancelled.set()

    def at(self, stage: str, done: int = 0, total: int = 0) -> None:
        """The work is here; Cancelled where nobody wants it any more."""
        if self._shown is not None:
            self._shown(stage, done, total)
        self.ask()

    def ask(self) -> None:
        """Cancelled where nobody wants the work any more; where it is, was told."""
        if self._cancelled.is_set():
            raise Cancelled(tr("The work was stopped."), tr("Nothing was changed."))

    def over(
        self, rows: Iterable[T], stage: str, total: int = 0, done: int = 0, step: int = STEP
    ) -> Iterator[T]:
        """The rows one by one, telling after each `step` how many; `done` of the `total` came before them."""
        left = iter(rows)
        while True:
            self.at(stage, done, total)
            block = list(islice(left, step))
            if not block:
                return
            yield from block
            done += len(block)
