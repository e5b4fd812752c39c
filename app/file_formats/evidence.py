"""Which decimal sign and which order of day and month the cells of a file prove, and which they leave open.

A cell that only one reading can be made of settles it for the whole file: beside 12,5 a 1,234 is no thousand.
What nothing settles is asked, never guessed; where cells contradict one another nothing is settled.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, cast

from app.file_formats import forms
from app.file_formats.cell_types import CellReader, CellType, UnreadableCell
from app.file_formats.day_cells import day
from app.file_formats.number_cells import MOST_DIGITS, number
from app.file_formats.options import DAY_ORDERS, DECIMAL_SIGNS, DayOrder, DecimalSign, ReadingOptions
from app.file_formats.reading import Table
from app.language import tr
from app.progress import Progress

MOST_ROWS = 50_000
"""Of each table so many are looked through."""

_BLOCK = 1_024
_EXAMPLES = 100
_ANY_DIGIT = str.maketrans("023456789０１２３４５６７８９", "1" * 19)


@dataclass(frozen=True, slots=True)
class Question:
    """A cell that can be read in two ways: `option` names what settles it, `readings` gives for each choice
    the Decimal or date that the cell would be."""

    option: str
    line: int
    column: str
    cell: str
    readings: tuple[tuple[str, Any], ...]

    @property
    def sentence(self) -> str:
        """The place and the question, in the reader's language."""
        return tr(
            "Line {line}, column {column}: what does “{cell}” mean?",
            line=self.line,
            column=self.column,
            cell=self.cell,
        )

    def meaning(self, choice: str) -> str:
        """What the choice makes of the cell, in the reader's language."""
        value = dict(self.readings)[choice]
        if choice == ".":
            return tr("The comma parts thousands: {number}", number=forms.number(value))
        if choice == ",":
            return tr("The comma is the decimal sign: {number}", number=forms.number(value))
        if choice == "dmy":
            return tr("The day comes first: {day}", day=forms.day(value))
        if choice == "mdy":
            return tr("The month comes first: {day}", day=forms.day(value))
        return tr("The year comes first: {day}", day=forms.day(value))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the cells settle, and what must be asked."""

    decimal: DecimalSign | None = None
    day_order: DayOrder | None = None
    questions: tuple[Question, ...] = ()

    def settled(self, options: ReadingOptions) -> ReadingOptions:
        """What was said, else what the cells prove."""
        return replace(
            options,
            decimal=options.decimal or self.decimal,
            day_order=options.day_order or self.day_order,
        )

    def applied(self, tables: Sequence[Table]) -> list[Table]:
        """The same tables, reading what can be read in two ways as is settled."""
        return [Table(table.records, table.fields, self.settled(table.options)) for table in tables]


def evidence(tables: Sequence[Table], progress: Progress | None = None) -> Evidence:
    """The evidence of a file whose rows make these tables; what their options say is not looked for."""
    scales = _Scales(tables[0].options)
    for table in tables:
        _weigh(table, scales, progress or Progress())
    return scales.evidence()


def settled(tables: Sequence[Table], progress: Progress | None = None) -> list[Table]:
    """The same tables, reading what can be read in two ways as the rest of the file proves."""
    return evidence(tables, progress).applied(tables)


class _Scales:
    """Weighs cells of numbers and of days, column by column; what the options say is left aside."""

    def __init__(self, options: ReadingOptions) -> None:
        self._balances = {
            "number": None if options.decimal else _Balance("decimal", DECIMAL_SIGNS, number(MOST_DIGITS)),
            "day": None if options.day_order else _Balance("day_order", DAY_ORDERS, day()),
        }

    def weighs(self, holds: str) -> bool:
        """Whether a column that holds this can prove anything."""
        return self._balances.get(holds) is not None

    def weigh(self, holds: str, cells: Sequence[str], lines: Sequence[int], column: str) -> None:
        """Cells of a column that holds this, each with its line."""
        balance = self._balances[holds]
        if balance is not None:
            balance.weigh(cells, lines, column)

    def evidence(self) -> Evidence:
        """What came of it."""
        choices = {each.option: each.settled() for each in self._balances.values() if each}
        questions = (each.question() for each in self._balances.values() if each)
        return Evidence(**cast(dict[str, Any], choices), questions=tuple(filter(None, questions)))


class _Balance:
    """The choices that are left once every cell that can be read under any has had its say."""

    def __init__(self, option: str, choices: Sequence[str], cells: CellType) -> None:
        self.option = option
        self.left = list(choices)
        self._readers = {choice: _reader(cells, option, choice) for choice in choices}
        self._unsaid = _reader(cells, option, None)
        self._shape = _number if option == "decimal" else _day
        self._seen: set[str] = set()
        self._open: list[Question] = []

    def weigh(self, cells: Sequence[str], lines: Sequence[int], column: str) -> None:
        # Cells that differ in digits alone are looked at once.
        new = set(map(self._shape, set(cells))) - self._seen
        self._seen |= new
        for shape in new:
            able = [choice for choice, read in self._readers.items() if _reads(read, shape)]
            if able:
                self.left = [choice for choice in self.left if choice in able]
            if len(able) > 1 and len(self._open) < _EXAMPLES and not _reads(self._unsaid, shape):
                place = min(at for at, each in enumerate(cells) if self._shape(each) == shape)
                cell = cells[place]
                readings = tuple((choice, self._readers[choice](cell)) for choice in able)
                self._open.append(Question(self.option, lines[place], column, cell, readings))

    def settled(self) -> str | None:
        """The one choice left; any where it makes no difference; None where it is open or contradictory."""
        indifferent = bool(self._open) and self.question() is None
        return self.left[0] if len(self.left) == 1 or (self.left and indifferent) else None

    def question(self) -> Question | None:
        """The first cell that the choices left read differently."""
        for each in sorted(self._open, key=lambda question: question.line):
            readings = tuple(reading for reading in each.readings if reading[0] in self.left)
            if len({value for _, value in readings}) > 1:
                return replace(each, readings=readings)
        return None


def _weigh(table: Table, scales: _Scales, progress: Progress) -> None:
    columns = [
        (position, field.parser.holds, table.header_of(field.key))
        for field in table.fields
        if (position := table.position(field.key)) is not None and scales.weighs(field.parser.holds)
    ]
    if not columns:
        return
    stage, width = tr("Looking through {file}", file=table.records.path.name), len(table.records.header)
    rows = islice(table.records.only_text().rows(), MOST_ROWS)
    while block := list(islice(rows, _BLOCK)):
        progress.at(stage, block[-1][0], table.records.lines)
        whole = [row for row in block if len(row[1]) >= width]
        lines = [line for line, _ in whole]
        for position, holds, title in columns:
            scales.weigh(holds, [cells[position] for _, cells in whole], lines, title)


def _number(cell: str) -> str:
    """Alike for numbers that are read alike."""
    return cell.translate(_ANY_DIGIT)


def _day(cell: str) -> str:
    """Without the time of day; '' where the year comes first, which is read always."""
    bare = cell.strip()
    return "" if bare[4:5] in ("-", "/", ".", "年") else bare.partition(" ")[0].partition("T")[0]


def _reader(cells: CellType, option: str, choice: str | None) -> CellReader:
    options = ReadingOptions(**cast(dict[str, Any], {option: choice}))
    return cells.reader(options, required=True, default=None)


def _reads(read: CellReader, cell: str) -> bool:
    try:
        read(cell)
    except UnreadableCell:
        return False
    return True
