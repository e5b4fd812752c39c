"""Rows that have as many cells as the header, or could have."""

from collections.abc import Sequence

from app.language import ntr, tr


def fits(cells: Sequence[str], width: int) -> bool:
    """Blank cells beyond the header are harmless; anything else means that columns have moved."""
    return len(cells) == width or (len(cells) > width and not any(map(str.strip, cells[width:])))


def width_problem(cells: Sequence[str], width: int) -> str:
    """What is said of a row that does not fit."""
    return tr(
        "The row has {cells}, the first row {columns}.",
        cells=ntr("{count} cell", "{count} cells", len(cells)),
        columns=ntr("{count} cell", "{count} cells", width),
    )
