"""What is wrong in a file, row by row: all of it counted, the first thousand kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.errors import FileRefused
from app.flags import flag
from app.language import ntr, tr

KEPT = 1_000
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A bad place: `line` counts from 1 as an editor does; `column` and `value` are '' for a whole row."""

    file: str
    line: int
    column: str
    value: str
    what: str

    @property
    def sentence(self) -> str:
        """The place and what is wrong with it, in the reader's language."""
        if not self.column:
            return tr("{file}, line {line}: {what}", file=self.file, line=self.line, what=self.what)
        return tr(
            "{file}, line {line}, column {column}, “{value}”: {what}",
            file=self.file,
            line=self.line,
            column=self.column,
            value=shortened(self.value),
            what=self.what,
        )


@dataclass(slots=True)
class Problems:
    """The report on one file."""

    file: str
    first: list[RowProblem] = field(default_factory=list)
    count: int = 0
    rows: int = 0

    def add(self, problems: Sequence[RowProblem]) -> None:
        """The problems of one more bad row."""
        self.rows += 1
        self.count += len(problems)
        self.first += problems[: KEPT - len(self.first)]

    def __bool__(self) -> bool:
        return self.rows > 0

    def sentences(self) -> list[str]:
        """One a problem, and one for those beyond the first thousand."""
        listed = [problem.sentence for problem in self.first]
        more = self.count - len(listed)
        if more:
            listed.append(ntr("… and {count} more problem.", "… and {count} more problems.", more))
        return listed

    def refusal(self) -> FileRefused:
        """The error that refuses the whole file."""
        return FileRefused(
            ntr(
                "{count} row of {file} cannot be taken; nothing was changed.",
                "{count} rows of {file} cannot be taken; nothing was changed.",
                self.rows,
                file=self.file,
            ),
            tr("Mend them, or take the others and set these aside{flag}.", flag=flag("--skip-bad-rows")),
            self.sentences(),
        )


def shortened(value: str) -> str:
    """At most 80 characters, on one line."""
    line = " ".join(value.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
