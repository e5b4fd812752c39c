"""The rows of a CSV file as lists of cells, with the line each begins on."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.errors import FileRefused
from app.file_formats.decoding import opened_text
from app.file_formats.header_rows import FIRST_ROWS, Known, likely_header
from app.file_formats.opening import changed, too_long
from app.file_formats.options import DELIMITERS
from app.language import tr

SAMPLE = 1 << 16
# csv.Sniffer takes its time.
_SNIFFED = 4_096
_PARTED_BY = "sep="


@dataclass(frozen=True, slots=True)
class TextRows:
    """A file of text; `lines` is how many it has, 0 where they end in CR alone."""

    path: Path
    encoding: str
    delimiter: str
    lines: int

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(line it begins on, cells) of each row but blank lines and one that names the delimiter."""
        rows = _rows(self.path, self.encoding, self.delimiter)
        for line, cells in rows:
            if not _names_delimiter(line, cells, self.delimiter):
                yield line, cells
            break
        yield from rows


def told_delimiter(sample: str, known: Known, header_row: int | None) -> str:
    """That with which most headers are known, then that which gives most of them."""
    lines = list(io.StringIO(sample, newline=""))
    first = lines[0].strip().lower() if lines else ""
    if first.startswith(_PARTED_BY) and first[len(_PARTED_BY) :] in DELIMITERS:
        return first[len(_PARTED_BY) :]

    def weight(delimiter: str) -> tuple[int, int]:
        rows = _first_rows(lines, delimiter)
        header = likely_header([row for row in rows if header_row in (None, row[0])] or rows, known)
        return (header.known, len(header.cells)) if header else (0, 0)

    weights = {each: weight(each) for each in dict.fromkeys((_sniffed(sample[:_SNIFFED]), *DELIMITERS))}
    best = max(weights, key=weights.__getitem__)
    return best if weights[best][1] > 1 else ","


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
            raise changed(path) from error


def _refusal(path: Path, encoding: str, line: int, error: csv.Error) -> FileRefused:
    """csv says where it stopped; what helps is where the row began."""
    if _quotes_from(path, encoding, line) % 2:
        return FileRefused(
            tr("{file}, line {line}: a quotation mark is opened and never closed.", file=path, line=line),
            tr("Close it, or remove it; a quotation mark inside a cell is written twice."),
        )
    limit = csv.field_size_limit()
    if str(limit) in str(error):
        return too_long(path, line, limit)
    return FileRefused(
        tr("{file}, line {line}: text follows a closing quotation mark.", file=path, line=line),
        tr("A quotation mark inside a cell is written twice, and the cell begins and ends with one."),
    )


def _quotes_from(path: Path, encoding: str, line: int) -> int:
    with opened_text(path, encoding) as text:
        return sum(content.count('"') for number, content in enumerate(text, 1) if number >= line)


def _sniffed(sample: str) -> str:
    try:
        return csv.Sniffer().sniff(sample, delimiters="".join(DELIMITERS)).delimiter
    # It gives up on a single column.
    except csv.Error:
        return ","


def _first_rows(lines: Sequence[str], delimiter: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(lines, delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    with suppress(csv.Error):
        for cells in reader:
            if any(map(str.strip, cells)):
                rows.append((line, cells))
                if len(rows) == FIRST_ROWS:
                    break
            line = reader.line_num + 1
    return rows


def _names_delimiter(line: int, cells: Sequence[str], delimiter: str) -> bool:
    return line == 1 and delimiter.join(cells).lower() == f"{_PARTED_BY}{delimiter}"
