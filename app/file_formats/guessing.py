"""What a file seems to be, told from its beginning in a moment, to be shown and overridden."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

from app.errors import FileRefused
from app.file_formats.evidence import Evidence, Scales
from app.file_formats.header_rows import Known
from app.file_formats.options import DayOrder, DecimalSign, ReadingOptions
from app.file_formats.records import Records, open_records

SHOWN = 50
WEIGHED = 2_000
"""Of so many rows the cells are looked at for what they prove."""

_SURE_HEADERS = 2


class Standing(StrEnum):
    """How far what a file seems to be can be relied on."""

    CERTAIN = "certain"
    GUESSED = "guessed"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it seems to be; `standing` is by option: encoding, delimiter, sheet, header_row, decimal and
    day_order. What is told of decimals and days is proved by the first rows: `evidence` looks at more.

    `rows` are (line, cells); `lines` is a reckoning where the file is long, 0 where nothing can be said.
    `trouble` is why not all of the first rows can be shown.
    """

    records: Records
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    decimal: DecimalSign | None
    day_order: DayOrder | None
    evidence: Evidence
    standing: Mapping[str, Standing]
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
    evidence = _evidence(records, options)
    settled = evidence.settled(options)
    standing = _standing(records, options, known, evidence)
    return Look(records, rows, settled.decimal, settled.day_order, evidence, standing, trouble)


def _first_rows(records: Records) -> tuple[tuple[tuple[int, tuple[str, ...]], ...], FileRefused | None]:
    rows: list[tuple[int, tuple[str, ...]]] = []
    try:
        rows.extend((line, tuple(cells)) for line, cells in islice(records.rows(), SHOWN))
    except FileRefused as refusal:
        return tuple(rows), refusal
    return tuple(rows), None


def _evidence(records: Records, options: ReadingOptions) -> Evidence:
    """Of the first rows, any column being of numbers or of days all of whose cells could be such."""
    scales, width = Scales(options), len(records.header)
    rows = [(line, cells) for line, cells in _texts(records, WEIGHED) if len(cells) >= width]
    lines = [line for line, _ in rows]
    for position, title in enumerate(records.header):
        column = [cells[position] for _, cells in rows]
        for holds in scales.likely([cell for cell in column[:SHOWN] if cell.strip()]):
            scales.weigh(holds, column, lines, title)
    return scales.evidence()


def _texts(records: Records, count: int) -> list[tuple[int, list[str]]]:
    rows: list[tuple[int, list[str]]] = []
    try:
        rows.extend(islice(records.only_text().rows(), count))
    except FileRefused:
        # It is told by the rows themselves.
        return rows
    return rows


def _standing(
    records: Records, options: ReadingOptions, known: Known, evidence: Evidence
) -> dict[str, Standing]:
    recognised = known(records.header) >= _SURE_HEADERS
    asked = {question.option for question in evidence.questions}
    sure = {
        "encoding": bool(options.encoding) or records.encoding not in ("gb18030", "cp1252"),
        "delimiter": bool(options.delimiter) or recognised,
        "sheet": options.sheet is not None or len(records.sheets) < 2,
        "header_row": options.header_row is not None or recognised,
        "decimal": options.decimal is not None,
        "day_order": options.day_order is not None,
    }
    return {
        option: Standing.CERTAIN if certain else Standing.ASKED if option in asked else Standing.GUESSED
        for option, certain in sure.items()
    }
