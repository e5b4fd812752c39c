"""Text, codes, flags and choices in cells."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from app.file_formats.cell_types import CellReader, CellType, UnreadableCell
from app.file_formats.defusing import defused, undefused
from app.file_formats.options import ReadingOptions
from app.language import tr

YES = ("yes", "y", "true", "1", "是")
NO = ("no", "n", "false", "0", "否")

# What spreadsheets are fed so that they leave a code alone.
_EXCEL_TEXT = re.compile(r'="([^"]*)"')
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def text() -> CellType:
    """Text to the letter: spaces, line breaks and forms of letters stay."""
    return CellType(lambda options: _exact, defused, repeats=False, keeps_spaces=True)


def identifier() -> CellType:
    """A code or name that identifies, always text (0017, 85123A, 1E5): trimmed, freed of =\"…\"."""
    return CellType(lambda options: _code, defused)


def flag() -> CellType:
    """A bool from yes, no, true, false, 1, 0, 是, 否."""
    return choice({True: YES, False: NO})


def choice(spellings: Mapping[Any, Sequence[str]]) -> CellType:
    """The key whose spelling the cell is, be it in other case or with its words joined by space, - or _;
    the first spelling is written."""
    values = {folded(spelling): value for value, words in spellings.items() for spelling in words}
    shown = ", ".join(words[0] for words in spellings.values())

    def make(options: ReadingOptions) -> CellReader:
        def read(cell: str) -> Any:
            try:
                return values[folded(cell)]
            except KeyError:
                raise UnreadableCell(tr("It must be one of: {choices}.", choices=shown)) from None

        return read

    return CellType(make, lambda value: spellings[value][0])


def folded(word: str) -> str:
    """The word as it is compared: NFKC, trimmed, without case, words joined by _."""
    return re.sub("[ _-]+", "_", unicodedata.normalize("NFKC", word).strip().casefold())


def _exact(cell: str) -> str:
    return undefused(cell) if cell[:1] == "'" else cell


def _code(cell: str) -> str:
    trimmed = cell.strip()
    match = _EXCEL_TEXT.fullmatch(trimmed)
    code = match[1].strip() if match else undefused(trimmed)
    if not code:
        raise UnreadableCell(tr("The cell is blank."))
    if _CONTROL.search(code):
        raise UnreadableCell(tr("It holds a line break or another control character."))
    return code
