"""FILE.rejected.csv: the rows that an import set aside, as they stood, each with its line and reasons."""

import csv
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from app.file_formats.defusing import defused, defused_raw
from app.file_formats.headers import normalised
from app.file_formats.problems import RowProblem
from app.file_formats.replacing import PendingFile
from app.file_formats.writing import LINE_END
from app.language import tr

LINE_KEY = "rejected_line"
REASON_KEY = "rejected_reason"
SET_ASIDE = frozenset((LINE_KEY, REASON_KEY))
"""Columns that only files of rows set aside have."""


def rejected_path(path: Path) -> Path:
    """orders.csv.rejected.csv beside orders.csv."""
    return path.with_name(f"{path.name}.rejected.csv")


class RejectedRows:
    """A sink for bad rows; its file appears when the block ends well and any row was set aside.

    The rows can be mended and imported from it: the two columns put before them are ignored then.
    """

    def __init__(self, path: Path, header: Sequence[str]) -> None:
        self.path = path
        self.count = 0
        # Those of an earlier round would pile up.
        self._stale = [place for place, name in enumerate(header) if normalised(name) in SET_ASIDE]
        self._header = header
        self._pending: PendingFile | None = None
        self._writer: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pending is None:
            return
        if error is None:
            self._pending.keep()
        else:
            self._pending.discard()

    def __call__(self, line: int, cells: Sequence[str], problems: Sequence[RowProblem]) -> None:
        self._write(
            line, cells, " ".join(f"{each.column}: {each.what}".removeprefix(": ") for each in problems)
        )
        self.count += 1

    def beside(self, line: int, cells: Sequence[str]) -> None:
        """A row that is no bad one, but tells more of those that are."""
        self._write(line, cells, tr("It tells more of other rows here; leave it as it is."))

    def _write(self, line: int, cells: Sequence[str], reasons: str) -> None:
        pending = self._opened()
        with pending.discarding_on_trouble():
            padded = [*cells, *[""] * (len(self._header) - len(cells))]
            row = [str(line), defused(reasons), *map(defused_raw, self._without_stale(padded))]
            self._writer.writerow(row)

    def finish(self) -> None:
        """All that a full disk can spoil; call it before the good rows are committed."""
        if self._pending is not None:
            self._pending.finish()

    def _opened(self) -> PendingFile:
        if self._pending is None:
            self._pending = PendingFile(self.path)
            self._writer = csv.writer(self._pending.stream, lineterminator=LINE_END)
            header = map(defused_raw, self._without_stale(self._header))
            self._writer.writerow([LINE_KEY, REASON_KEY, *header])
        return self._pending

    def _without_stale(self, cells: Sequence[str]) -> list[str]:
        return [cell for place, cell in enumerate(cells) if place not in self._stale]
