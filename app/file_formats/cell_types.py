"""What a column may hold: how a cell becomes a value, or a sentence on why it cannot, and the way back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from app.file_formats.forms import Form
from app.file_formats.options import ReadingOptions
from app.language import tr

CellReader = Callable[[str], Any]

# Days, prices and codes repeat all the way down a file; this bounds the memory of those that do not.
_REMEMBERED = 8_192


class UnreadableCell(Exception):
    """Why a cell is not what its column holds: one sentence."""


@dataclass(frozen=True, slots=True)
class CellType:
    """`make` builds the function that reads a cell under given options; it raises UnreadableCell.

    `write` gives the plain text of a value, which is read as that value again under any options but a
    decimal comma.
    """

    make: Callable[[ReadingOptions], CellReader]
    write: Form
    repeats: bool = True
    """Whether equal cells are so frequent that values are worth remembering."""
    holds: Literal["text", "number", "day"] = "text"
    """What may be written in two ways, so that the options tell how to read it."""
    keeps_spaces: bool = False
    """Whether a cell of spaces is a value and not a blank."""

    def reader(self, options: ReadingOptions, *, required: bool, default: object) -> CellReader:
        """One callable for the column, blanks included."""
        read = self.make(options)
        if required:
            read = _filled(read)
        elif not self.keeps_spaces or default != "":
            read = _with_default(read, default, self.keeps_spaces)
        return _Remembered(read).__getitem__ if self.repeats else read

    def then(self, change: Callable[[Any], Any], write: Form | None = None) -> "CellType":
        """The same cells, their values changed further (to stored units, say); `write` writes those."""

        def make(options: ReadingOptions) -> CellReader:
            read = self.make(options)
            return lambda cell: change(read(cell))

        return replace(self, make=make, write=write or self.write)


class _Remembered(dict[str, Any]):
    """What cells were read as; half the price of lru_cache, and forgetting all at once does no harm."""

    def __init__(self, read: CellReader) -> None:
        self._read = read

    def __missing__(self, cell: str) -> Any:
        if len(self) >= _REMEMBERED:
            self.clear()
        value = self[cell] = self._read(cell)
        return value


def _filled(read: CellReader) -> CellReader:
    def value(cell: str) -> Any:
        if not cell or cell.isspace():
            raise UnreadableCell(tr("The cell is blank."))
        return read(cell)

    return value


def _with_default(read: CellReader, default: object, keeps_spaces: bool) -> CellReader:
    def value(cell: str) -> Any:
        if not cell or (not keeps_spaces and cell.isspace()):
            return default
        return read(cell)

    return value
