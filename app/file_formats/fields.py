"""The columns that a kind of file has, declared as data."""

from dataclasses import dataclass

from app.file_formats.cell_types import CellType


@dataclass(frozen=True, slots=True)
class Field:
    """A column by its key: what it holds, whether a row may lack it, and what a blank then means.

    `key` is the header that exports write and imports look for; `aliases` are other headers for the same.
    """

    key: str
    parser: CellType
    required: bool = False
    default: object = None
    aliases: tuple[str, ...] = ()
