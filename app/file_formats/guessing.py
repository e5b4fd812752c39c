"""What a file seems to be, told from its beginning in a moment, to be shown and overridden."""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from app.errors import FileRefused
from app.file_formats.header_rows import Known
from app.file_formats.options import ReadingOptions
from app.file_formats.records import Records, open_records

SHOWN = 50
_SURE_HEADERS = 2


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it seems to be; of encoding, delimiter, sheet and header_row `guesses` may well be wrong.

    `rows` are (line, cells); `lines` is a reckoning where the file is long, 0 where nothing can be said.
    `trouble` is why not all of the first rows can be shown.
    """

    records: Records
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    guesses: frozenset[str]
    trouble: FileRefused | None

    @property
    def path(self) -> Path:
        """The file."""
        return self.records.path

    @property
    def encoding(self) -> str:
        """'' for a workbook."""
        return self.records.encoding

    @property
    def delimiter(self) -> str:
        """'' for a workbook."""
        return self.records.delimiter

    @property
    def sheet(self) -> str:
        """'' for a file of text."""
        return self.records.sheet

    @property
    def sheets(self) -> tuple[str, ...]:
        """All sheets of a workbook."""
        return self.records.sheets

    @property
    def header(self) -> tuple[str, ...]:
        """The headers as the file writes them."""
        return self.records.header

    @property
    def header_line(self) -> int:
        """The line of the headers."""
        return self.records.header_line

    @property
    def lines(self) -> int:
        """How many the file has, at least about."""
        return self.records.lines


def look(path: Path, options: ReadingOptions, known: Known) -> Look:
    """FileRefused, InvalidInput where these options cannot be, or the file is no table at all."""
    options.check()
    records = open_records(path, options, known, glance=True)
    rows, trouble = _first_rows(records)
    return Look(records, rows, _guesses(records, options, known), trouble)


def _first_rows(records: Records) -> tuple[tuple[tuple[int, tuple[str, ...]], ...], FileRefused | None]:
    rows: list[tuple[int, tuple[str, ...]]] = []
    try:
        rows.extend((line, tuple(cells)) for line, cells in islice(records.rows(), SHOWN))
    except FileRefused as refusal:
        return tuple(rows), refusal
    return tuple(rows), None


def _guesses(records: Records, options: ReadingOptions, known: Known) -> frozenset[str]:
    recognised = known(records.header) >= _SURE_HEADERS
    sure = {
        "encoding": options.encoding or records.encoding not in ("gb18030", "cp1252"),
        "delimiter": options.delimiter or recognised,
        "sheet": options.sheet is not None or len(records.sheets) < 2,
        "header_row": options.header_row is not None or recognised,
    }
    return frozenset(option for option, certain in sure.items() if not certain)
