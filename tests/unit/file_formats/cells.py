"""How the tests of cell types ask."""

from typing import Any

import pytest

from app.file_formats.cell_types import CellType, UnreadableCell
from app.file_formats.options import ReadingOptions


def read(cell: str, kind: CellType, *, default: object = None, **options: Any) -> Any:
    return kind.reader(ReadingOptions(**options), required=False, default=default)(cell)


def why_not(cell: str, kind: CellType, **options: Any) -> str:
    """What is said about a cell that a required field refuses."""
    with pytest.raises(UnreadableCell) as verdict:
        kind.reader(ReadingOptions(**options), required=True, default=None)(cell)
    return str(verdict.value)
