"""Which of the first rows of a file names its columns."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

FIRST_ROWS = 20
"""Among so many that are not blank the header is looked for."""

# A row that is not the first is the header only where so many of its cells are known: a title may hold a
# word that is a header elsewhere.
_LEAST_KNOWN = 2

Known = Callable[[Sequence[str]], int]
"""How many of the headers are known."""


class HeaderRow(NamedTuple):
    """The line it begins on, its cells, and how many of them are known."""

    line: int
    cells: tuple[str, ...]
    known: int


def likely_header(rows: Iterable[tuple[int, Sequence[str]]], known: Known) -> HeaderRow | None:
    """The row with most known headers, else the first; None where all are blank."""
    best: HeaderRow | None = None
    for line, cells in rows:
        count = known(cells)
        if best is None or (count > best.known and count >= _LEAST_KNOWN):
            # A cell that is no value may still be the name of a column.
            best = HeaderRow(line, tuple(map(str, cells)), count)
    return best
