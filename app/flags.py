"""What the command line calls a choice; in the window the choice has a place of its own, and no such name."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from app.language import tr

_SAID: ContextVar[bool] = ContextVar("flags are said", default=False)


@contextmanager
def flags_said() -> Iterator[None]:
    """Sentences made meanwhile name the options of the command line."""
    before = _SAID.set(True)
    try:
        yield
    finally:
        _SAID.reset(before)


def flag(words: str) -> str:
    """' (words)' to end a sentence with on the command line, '' in the window."""
    return tr(" ({option})", option=words) if _SAID.get() else ""
