"""The rows of a file as lists of cells, be it CSV or a sheet of a workbook, with the line each begins on."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import dropwhile
from pathlib import Path

from app.errors import FileRefused
from app.file_formats.decoding import encoding_of, glanced_encoding, opened_text
from app.file_formats.header_rows import FIRST_ROWS, HeaderRow, Known, likely_header
from app.file_formats.opening import Content, content_of
from app.file_formats.options import ReadingOptions
from app.file_formats.text_rows import SAMPLE, TextRows, told_delimiter
from app.file_formats.xlsx import SheetRows, sheets_of
from app.language import tr
from app.progress import Progress


@dataclass(frozen=True, slots=True)
class Records:
    """A file whose header is known; `rows` reads the rest as it is asked for."""

    source: TextRows | SheetRows
    header: tuple[str, ...]
    header_line: int
    sheets: tuple[str, ...] = ()
    """All sheets of the workbook, hidden ones too."""

    @property
    def path(self) -> Path:
        """The file."""
        return self.source.path

    @property
    def lines(self) -> int:
        """Of the whole file, to tell how far the reading is; 0 where that is not known."""
        return self.source.lines

    @property
    def encoding(self) -> str:
        """'' for a workbook."""
        return self.source.encoding if isinstance(self.source, TextRows) else ""

    @property
    def delimiter(self) -> str:
        """'' for a workbook."""
        return self.source.delimiter if isinstance(self.source, TextRows) else ""

    @property
    def sheet(self) -> str:
        """'' for a file of text."""
        return self.source.sheet.name if isinstance(self.source, SheetRows) else ""

    @property
    def raw(self) -> "Records":
        """The rows as they stand in the file, which are these."""
        return self

    @property
    def titles(self) -> tuple[str, ...]:
        """What the columns are called where something is wrong with them."""
        return self.header

    def under(self, options: ReadingOptions) -> "Records":
        """The same rows for readers with these options: a workbook's numbers need no decimal sign."""
        if isinstance(self.source, TextRows):
            return self
        return replace(self, source=self.source.under(options))

    def only_text(self) -> "Records":
        """The same rows, but blank where a workbook tells what a cell holds, so that nobody need ask."""
        if isinstance(self.source, TextRows):
            return self
        return replace(self, source=self.source.only_text())

    def alone(
        self, rows: Iterable[tuple[int, list[str]]], lines: Container[int]
    ) -> Iterator[tuple[int, list[str]]]:
        """Those with these lines: none needs another to be read."""
        return (row for row in rows if row[0] in lines)

    def rows(self, refuse: Callable[..., None] | None = None) -> Iterator[tuple[int, list[str]]]:
        """(line it begins on, cells) of each row after the header; blank lines are left out."""
        rows = dropwhile(lambda row: row[0] <= self.header_line, self.source.rows())
        return rows if isinstance(self.source, TextRows) else _padded(rows, len(self.header))


def open_records(
    path: Path,
    options: ReadingOptions,
    known: Known,
    *,
    glance: bool = False,
    progress: Progress | None = None,
) -> Records:
    """Finds encoding and delimiter or sheet, and the header; a glance takes a look at parts of the file."""
    if content_of(path) is Content.WORKBOOK:
        return _sheet(path, options, known)
    if glance:
        encoding, lines = glanced_encoding(path, options.encoding)
    else:
        encoding, lines = encoding_of(path, options.encoding, progress)
    with opened_text(path, encoding) as text:
        sample = text.read(SAMPLE)
    delimiter = options.delimiter or told_delimiter(sample, known, options.header_row)
    source = TextRows(path, encoding, delimiter, lines)
    found = _header(source, options, known)
    if found is None:
        raise _empty(path)
    return Records(source, found.cells, found.line)


def _sheet(path: Path, options: ReadingOptions, known: Known) -> Records:
    """The sheet that was named, else the visible one whose header is known best."""
    sheets = sheets_of(path)
    names = tuple(each.sheet.name for each in sheets)
    asked = [each for each in sheets if _is_asked(each, options)]
    if options.sheet is not None and not asked:
        raise FileRefused(
            tr("{file} has no sheet “{sheet}”.", file=path, sheet=options.sheet),
            tr("Its sheets are: {sheets}", sheets=", ".join(names)),
        )
    best: tuple[SheetRows, HeaderRow] | None = None
    for source in asked:
        found = _header(source, options, known)
        if found is not None and (best is None or found.known > best[1].known):
            best = source, found
    if best is None:
        raise _empty(path)
    source, header = best
    return Records(source.under(options), header.cells, header.line, names)


def _is_asked(source: SheetRows, options: ReadingOptions) -> bool:
    if options.sheet is None:
        return source.sheet.visible
    return source.sheet.name.strip().casefold() == options.sheet.strip().casefold()


def _header(source: TextRows | SheetRows, options: ReadingOptions, known: Known) -> HeaderRow | None:
    if options.header_row is None:
        return likely_header(_first_filled(source), known)
    for line, cells in source.rows():
        if line == options.header_row and any(map(str.strip, cells)):
            return HeaderRow(line, tuple(map(str, cells)), known(cells))
        if line >= options.header_row:
            break
    raise FileRefused(
        tr("{file}, line {line}: there are no headers.", file=source.path, line=options.header_row),
        tr("Choose the row that names the columns."),
    )


def _first_filled(source: TextRows | SheetRows) -> Iterator[tuple[int, list[str]]]:
    count = 0
    try:
        for line, cells in source.rows():
            if any(map(str.strip, cells)):
                yield line, cells
                count += 1
            if count == FIRST_ROWS:
                return
    except FileRefused:
        # What is broken behind the header is told when it is read.
        if not count:
            raise


def _padded(rows: Iterator[tuple[int, list[str]]], width: int) -> Iterator[tuple[int, list[str]]]:
    """A workbook leaves blank cells out."""
    for line, cells in rows:
        if len(cells) < width:
            cells += [""] * (width - len(cells))
        yield line, cells


def _empty(path: Path) -> FileRefused:
    return FileRefused(
        tr("{file} is empty.", file=path),
        tr("Export it again from the program it comes from."),
    )
