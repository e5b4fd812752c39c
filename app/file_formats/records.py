"""The rows of a CSV file as lists of cells, with the line each begins on."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import dropwhile
from pathlib import Path

from app.errors import FileRefused
from app.file_formats.decoding import encoding_of, opened_text
from app.file_formats.opening import check_content
from app.file_formats.options import DELIMITERS, ReadingOptions
from app.language import tr

_SAMPLE = 4_096
_PARTED_BY = "sep="


@dataclass(frozen=True, slots=True)
class Records:
    """A file whose encoding, delimiter and header are known; `rows` reads the rest as it is asked for."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    header_line: int
    lines: int
    """Of the whole file, to tell how far the reading is; 0 where lines end in CR alone."""

    @property
    def raw(self) -> "Records":
        """The rows as they stand in the file, which are these."""
        return self

    @property
    def titles(self) -> tuple[str, ...]:
        """What the columns are called where something is wrong with them."""
        return self.header

    def rows(self, refuse: Callable[..., None] | None = None) -> Iterator[tuple[int, list[str]]]:
        """(line it begins on, cells) of each row after the header; blank lines are left out."""
        rows = _rows(self.path, self.encoding, self.delimiter)
        return dropwhile(lambda row: row[0] <= self.header_line, rows)


def open_records(path: Path, options: ReadingOptions, known: Callable[[Sequence[str]], int]) -> Records:
    """Finds encoding, delimiter (that which gives most `known` headers, then most) and header."""
    check_content(path)
    encoding, lines = encoding_of(path, options.encoding)
    with opened_text(path, encoding) as text:
        sample = text.read(_SAMPLE)
    delimiter = options.delimiter or _delimiter(sample, known)
    for line, cells in _rows(path, encoding, delimiter):
        if any(map(str.strip, cells)) and not _names_delimiter(line, cells, delimiter):
            return Records(path, encoding, delimiter, tuple(cells), line, lines)
    raise FileRefused(
        tr("{file} is empty.", file=path),
        tr("Export it again from the program it comes from."),
    )


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    line = 1
    with opened_text(path, encoding) as text:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                if cells:
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            raise _refusal(path, encoding, line, error) from error
        except UnicodeError as error:
            raise FileRefused(
                tr("{file} changed while it was read.", file=path),
                tr("Wait until the program that writes it has finished, then try again."),
            ) from error


def _refusal(path: Path, encoding: str, line: int, error: csv.Error) -> FileRefused:
    """csv says where it stopped; what helps is where the row began."""
    if _quotes_from(path, encoding, line) % 2:
        return FileRefused(
            tr("{file}, line {line}: a quotation mark is opened and never closed.", file=path, line=line),
            tr("Close it, or remove it; a quotation mark inside a cell is written twice."),
        )
    limit = csv.field_size_limit()
    if str(limit) in str(error):
        return FileRefused(
            tr(
                "{file}, line {line}: a cell is longer than {limit} characters.",
                file=path,
                line=line,
                limit=limit,
            ),
            tr("Shorten it; perhaps a quotation mark before it is closed too late."),
        )
    return FileRefused(
        tr("{file}, line {line}: text follows a closing quotation mark.", file=path, line=line),
        tr("A quotation mark inside a cell is written twice, and the cell begins and ends with one."),
    )


def _quotes_from(path: Path, encoding: str, line: int) -> int:
    with opened_text(path, encoding) as text:
        return sum(content.count('"') for number, content in enumerate(text, 1) if number >= line)


def _delimiter(sample: str, known: Callable[[Sequence[str]], int]) -> str:
    lines = list(io.StringIO(sample, newline=""))
    first = lines[0].strip().lower() if lines else ""
    if first.startswith(_PARTED_BY) and first[len(_PARTED_BY) :] in DELIMITERS:
        return first[len(_PARTED_BY) :]
    headers = {delimiter: _first_cells(lines, delimiter) for delimiter in (_sniffed(sample), *DELIMITERS)}
    best = max(headers, key=lambda delimiter: (known(headers[delimiter]), len(headers[delimiter])))
    return best if len(headers[best]) > 1 else ","


def _sniffed(sample: str) -> str:
    try:
        return csv.Sniffer().sniff(sample, delimiters="".join(DELIMITERS)).delimiter
    # It gives up on a single column.
    except csv.Error:
        return ","


def _first_cells(lines: Iterable[str], delimiter: str) -> list[str]:
    with suppress(csv.Error):
        return next((cells for cells in csv.reader(lines, delimiter=delimiter) if cells), [])
    return []


def _names_delimiter(line: int, cells: Sequence[str], delimiter: str) -> bool:
    return line == 1 and delimiter.join(cells).lower() == f"{_PARTED_BY}{delimiter}"
