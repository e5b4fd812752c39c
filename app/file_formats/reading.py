"""Rows of typed values from a file, and a report on the rows that are none.

table = open_table(path, FIELDS, options)
for line, *values in table.rows(): …
if table.problems: raise table.problems.refusal()
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, repeat
from pathlib import Path
from typing import Any

from app.file_formats.bad_cells import BadCell
from app.file_formats.cell_types import CellReader, UnreadableCell
from app.file_formats.fields import Field
from app.file_formats.headers import match_columns, names_of, normalised
from app.file_formats.options import ReadingOptions
from app.file_formats.problems import Problems, RowProblem
from app.file_formats.records import Records, open_records
from app.file_formats.translating import Row, Translated
from app.file_formats.widths import fits, width_problem
from app.file_formats.xlsx import SheetRows

BadRowSink = Callable[[int, Sequence[str], Sequence[RowProblem]], None]
"""Takes line, raw cells and problems of each bad row."""

_BLOCK = 256
# Of a bad cell in the report: a thousand cells may be long.
_VALUE_KEPT = 200


class Table:
    """A file whose columns are known; `problems` reports on the rows read last."""

    def __init__(
        self, records: Records | Translated, fields: Sequence[Field], options: ReadingOptions
    ) -> None:
        # Of another program's file its own columns are named, not ours.
        named = options.columns if isinstance(records, Records) else {}
        columns = match_columns(records.path.name, records.header, fields, named)
        self.records = records.under(options)
        self.fields = tuple(fields)
        self.options = options
        self.ignored = columns.ignored
        self.problems = Problems(records.path.name)
        self._positions = {
            field.key: position for field, position in zip(fields, columns.positions, strict=True)
        }
        self._readers = self._fresh_readers()
        # Only a workbook says of a cell that it holds no value.
        self._may_be_bad = isinstance(records.raw.source, SheetRows)
        self._sink: BadRowSink | None = None
        self._row: tuple[int, Sequence[str]] = (0, ())

    def _fresh_readers(self) -> dict[str, CellReader]:
        """By field; what they read lately they remember."""
        return {
            field.key: field.parser.reader(self.options, required=field.required, default=field.default)
            for field in self.fields
        }

    def has(self, key: str) -> bool:
        """Whether the file has a column for the field."""
        return self._positions[key] is not None

    def position(self, key: str) -> int | None:
        """Where in a row's cells the field stands; None where the file lacks it."""
        return self._positions[key]

    def header_of(self, key: str) -> str:
        """The field's header as the file writes it; the key where the file lacks it, '' for a whole row."""
        position = self._positions[key] if key else None
        return key if position is None else self.records.titles[position]

    def rows(self, sink: BadRowSink | None = None) -> Iterator[tuple[Any, ...]]:
        """(line, value, value, …) of each good row, values in the order of the fields; bad ones to `sink`."""
        self.problems = Problems(self.records.path.name)
        self._sink = sink
        rows = self.records.rows(self._refuse_source)
        while block := list(islice(rows, _BLOCK)):
            try:
                values = self._by_column(block)
            except UnreadableCell:
                yield from self._by_row(block)
            else:
                for self._row, row in zip(block, values, strict=True):
                    yield row
        # Of cells that all differ what is remembered is much, and who has read them has long work to do.
        self._readers = self._fresh_readers()

    def reject(self, problems: Mapping[str, str]) -> None:
        """Refuses the row handed out last: what is wrong by field key; '' stands for the whole row."""
        line, cells = self._row
        self._report(line, cells, [self._problem(line, cells, key, what) for key, what in problems.items()])

    def _by_column(self, block: Sequence[Row]) -> Iterable[tuple[Any, ...]]:
        """All rows of the block, or UnreadableCell for any of them: half the price of going row by row."""
        lines, rows = zip(*block, strict=True)
        if set(map(len, rows)) != {len(self.records.header)}:
            raise UnreadableCell
        columns = list(zip(*rows, strict=True))
        if self._may_be_bad and self._any_bad(columns):
            raise UnreadableCell
        values = [
            repeat(read("")) if position is None else list(map(read, columns[position]))
            for read, position in zip(self._readers.values(), self._positions.values(), strict=True)
        ]
        return zip(lines, *values, strict=False)

    def _any_bad(self, columns: Sequence[Sequence[str]]) -> bool:
        read = (columns[position] for position in self._positions.values() if position is not None)
        return any(BadCell in set(map(type, column)) for column in read)

    def _value(self, key: str, cell: str) -> Any:
        if isinstance(cell, BadCell):
            raise UnreadableCell(cell.what)
        return self._readers[key](cell)

    def _by_row(self, block: Sequence[Row]) -> Iterator[tuple[Any, ...]]:
        for line, cells in block:
            self._row = line, cells
            try:
                _check_width(cells, len(self.records.header))
                values = [
                    self._value(key, "" if position is None else cells[position])
                    for key, position in self._positions.items()
                ]
            except UnreadableCell as error:
                self._refuse(line, cells, str(error))
            else:
                yield (line, *values)

    def _refuse(self, line: int, cells: Sequence[str], what: str) -> None:
        # Spreadsheets leave rows of delimiters behind.
        if not any(map(str.strip, cells)):
            return
        problems = list(self._cell_problems(line, cells)) if fits(cells, len(self.records.header)) else []
        self._report(line, cells, problems or [self._problem(line, cells, "", what)])

    def _refuse_source(self, line: int, cells: Sequence[str], header: str, what: str) -> None:
        """A row that could not be made one of ours, told by what the file calls its columns."""
        raw = self.records.raw
        value = cells[raw.header.index(header)][:_VALUE_KEPT] if header in raw.header[: len(cells)] else ""
        belongs = self.records.belongs(cells) if isinstance(self.records, Translated) else ""
        self._report(
            line,
            [belongs] * len(self.records.header),
            [RowProblem(self.problems.file, line, header, value, what)],
        )

    def _cell_problems(self, line: int, cells: Sequence[str]) -> Iterator[RowProblem]:
        for key, position in self._positions.items():
            if position is not None:
                try:
                    self._value(key, cells[position])
                except UnreadableCell as error:
                    yield self._problem(line, cells, key, str(error))

    def _problem(self, line: int, cells: Sequence[str], key: str, what: str) -> RowProblem:
        position = self._positions[key] if key else None
        value = "" if position is None else cells[position][:_VALUE_KEPT]
        return RowProblem(self.problems.file, line, self.header_of(key), value, what)

    def _report(self, line: int, cells: Sequence[str], problems: Sequence[RowProblem]) -> None:
        self.problems.add(problems)
        if self._sink is not None:
            self._sink(line, list(map(str, cells)) if self._may_be_bad else cells, problems)


def open_table(path: Path, fields: Sequence[Field], options: ReadingOptions | None = None) -> Table:
    """Refuses what is no such file (FileRefused, InvalidInput) before the first row is read."""
    options = options or ReadingOptions()
    options.check()
    names = names_of(fields) | set(map(normalised, options.columns.values()))
    records = open_records(path, options, lambda header: sum(normalised(each) in names for each in header))
    return Table(records, fields, options)


def _check_width(cells: Sequence[str], width: int) -> None:
    if not fits(cells, width):
        raise UnreadableCell(width_problem(cells, width))
