"""Progress on a terminal: one line that is written over."""

from time import monotonic
from typing import TextIO

_WIDTH = 30
# A terminal is slower than the work it shows.
_SECONDS_APART = 0.1


class ProgressBar:
    """Shows on a stream what `Progress` tells; `close` clears the line."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._drawn = ""
        self._next = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        bar = ""
        if total:
            filled = min(_WIDTH, done * _WIDTH // total)
            bar = f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {min(100, done * 100 // total):3} % "
        line = f"{bar}{stage}"
        if monotonic() >= self._next and line != self._drawn:
            self._draw(line)
            self._next = monotonic() + _SECONDS_APART

    def close(self) -> None:
        """Leave a clean line behind."""
        if self._drawn:
            self._draw("")

    def _draw(self, line: str) -> None:
        # Erases to the end of the line: characters may be one or two columns wide.
        self._stream.write(f"\r{line}\x1b[K")
        self._stream.flush()
        self._drawn = line
