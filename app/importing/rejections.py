"""The rows of a file that are not taken, by line: those that cannot be read and those that a rule refuses.

A file may be refused row by row to its end, so that nothing is kept of a row but its line and the place of
the reason.
"""

from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from app.errors import FileRefused
from app.file_formats.problems import KEPT, Problems, RowProblem
from app.file_formats.reading import Table
from app.file_formats.rejecting import RejectedRows
from app.importing.piles import Pile
from app.progress import Progress

_VALUES_KEPT = 100_000
"""Of so many the cell is kept with the reason; a report shows a thousand."""

Reason = tuple[str, str, str]
"""Header of the column, cell and what is wrong with it."""


class Rejections:
    """Filled while a table is read (it is the table's sink) and by what is found out afterwards."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.latest = 0
        """The line of the row that was refused last."""
        # In step: a line may come more than once.
        self._lines, self._reasons = array("q"), array("q")
        self._told: Pile[Reason] = Pile(tuple)
        # By line, 1 where it is refused.
        self._refused = bytearray()
        self._count = 0
        self._unread_lines, self._unread_cells = array("q"), array("q")
        self._cells: Pile[str] = Pile(str)
        self._key_place = 0

    def keyed_by(self, key: str) -> "Rejections":
        """Remember the raw cell of this field for rows that cannot be read."""
        self._key_place = self.table.position(key) or 0
        return self

    def __call__(self, line: int, cells: Sequence[str], problems: Sequence[RowProblem]) -> None:
        for problem in problems:
            self._add(line, problem.column, problem.value, problem.what)
        cell = cells[self._key_place] if self._key_place < len(cells) else ""
        self._unread_lines.append(line)
        self._unread_cells.append(self._cells.place_of(cell))

    def add(self, line: int, what: str, key: str = "", value: str = "") -> None:
        """Refuse a row that was read before."""
        self._add(line, self.table.header_of(key), value, what)

    def _add(self, line: int, column: str, value: str, what: str) -> None:
        if line >= len(self._refused):
            self._refused.extend(bytes(line + 1 - len(self._refused)))
        if not self._refused[line]:
            self._refused[line] = 1
            self._count += 1
        kept = value if len(self._lines) < _VALUES_KEPT else ""
        self._lines.append(line)
        self._reasons.append(self._told.place_of((column, kept, what)))
        self.latest = line

    def unread(self) -> Iterator[tuple[int, str]]:
        """(line, raw key cell) of the rows that could not be read."""
        for line, place in zip(self._unread_lines, self._unread_cells, strict=True):
            yield line, self._cells[place]

    def __contains__(self, line: object) -> bool:
        return isinstance(line, int) and line < len(self._refused) and bool(self._refused[line])

    def __len__(self) -> int:
        return self._count

    def with_those_of(self, others: Sequence["Rejections"]) -> "Rejections":
        """Those of several tables of one file, each said once."""
        whole = Rejections(self.table)
        said: set[tuple[int, Reason]] = set()
        for each in (self, *others):
            for line, place in zip(each._lines, each._reasons, strict=True):
                reason = each._told[place]
                if (line, reason) not in said:
                    said.add((line, reason))
                    whole._add(line, *reason)
        return whole

    def by_line(self) -> Iterator[tuple[int, list[RowProblem]]]:
        """Each refused row with its problems, in the order of the file."""
        file = self.table.problems.file
        places = sorted(range(len(self._lines)), key=self._lines.__getitem__)
        for line, of_line in groupby(places, key=self._lines.__getitem__):
            yield line, [RowProblem(file, line, *self._told[self._reasons[place]]) for place in of_line]

    def problems(self) -> Problems:
        """The report, in the order of the file."""
        report = Problems(self.table.problems.file)
        for _, problems in islice(self.by_line(), KEPT):
            report.add(problems)
        report.rows, report.count = self._count, len(self._lines)
        return report

    def refusal(self) -> FileRefused:
        """The error that refuses the whole file."""
        return self.problems().refusal()

    def write(self, rejected: RejectedRows, progress: Progress | None = None, stage: str = "") -> None:
        """Every refused row as it stands in the file, which is read once more for that, with what of the
        other rows it needs to be read again."""
        refused = self.by_line()
        awaited, problems = next(refused, (0, []))
        records = self.table.records
        watched = (progress or Progress()).over
        # Under no name: where the disk is full, the file is not to stay open as long as that is told.
        for line, cells in records.alone(watched(records.raw.rows(), stage, records.lines), self):
            if line == awaited:
                rejected(line, cells, problems)
                awaited, problems = next(refused, (0, []))
            else:
                rejected.beside(line, cells)
