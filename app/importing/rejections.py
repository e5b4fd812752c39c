"""The rows of a file that are not taken, by line: those that cannot be read and those that a rule refuses."""

from collections.abc import Sequence

from app.errors import FileRefused
from app.file_formats.problems import Problems, RowProblem
from app.file_formats.reading import Table
from app.file_formats.rejecting import RejectedRows


class Rejections:
    """Filled while a table is read (it is the table's sink) and by what is found out afterwards."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.by_line: dict[int, list[RowProblem]] = {}
        self.unread: list[tuple[int, str]] = []
        """(line, raw key cell) of the rows that could not be read."""
        self._key_place = 0

    def keyed_by(self, key: str) -> "Rejections":
        """Remember the raw cell of this field for rows that cannot be read."""
        self._key_place = self.table.position(key) or 0
        return self

    def __call__(self, line: int, cells: Sequence[str], problems: Sequence[RowProblem]) -> None:
        self.by_line.setdefault(line, []).extend(problems)
        self.unread.append((line, cells[self._key_place] if self._key_place < len(cells) else ""))

    def add(self, line: int, what: str, key: str = "", value: str = "") -> None:
        """Refuse a row that was read before."""
        problem = RowProblem(self.table.problems.file, line, self.table.header_of(key), value, what)
        self.by_line.setdefault(line, []).append(problem)

    def __contains__(self, line: int) -> bool:
        return line in self.by_line

    def __len__(self) -> int:
        return len(self.by_line)

    def problems(self) -> Problems:
        """The report, in the order of the file."""
        report = Problems(self.table.problems.file)
        for line in sorted(self.by_line):
            report.add(self.by_line[line])
        return report

    def refusal(self) -> FileRefused:
        """The error that refuses the whole file."""
        return self.problems().refusal()

    def write(self, rejected: RejectedRows) -> None:
        """Every refused row as it stands in the file, which is read once more for that."""
        for line, cells in self.table.records.raw.rows():
            if line in self.by_line:
                rejected(line, cells, self.by_line[line])
