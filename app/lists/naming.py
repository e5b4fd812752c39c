"""Rows of a statement as the fields of a dataclass."""

from collections.abc import Sequence
from typing import Any


def named_values(fields: str, row: Sequence[Any]) -> dict[str, Any]:
    """The row's first values under the names given in one string; a row may have more."""
    names = fields.split()
    return dict(zip(names, row[: len(names)], strict=True))
