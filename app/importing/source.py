"""What reading a kind of file works with."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy.orm import Session

from app.file_formats.fields import Field
from app.file_formats.reading import Table
from app.importing.known import Known
from app.importing.options import ImportOptions, Stored
from app.importing.rejections import Rejections
from app.language import tr
from app.progress import Progress
from app.shop import Shop

_STEP = 4_096


@dataclass(slots=True)
class Source:
    """A file, the shop it comes into, and what the owner wants of it."""

    shop: Shop
    table: Table
    known: Known
    options: ImportOptions
    rejections: Rejections
    progress: Progress
    held_back: Sequence[Container[int]] = ()
    """Lines of rows that are refused already for what they tell of something else."""
    notes: list[str] = field(default_factory=list)

    @property
    def file(self) -> str:
        """The file's name without its folder."""
        return self.table.records.path.name

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """(line, value, …) of every row that can be read; the others are rejected."""
        stage, lines = tr("Reading {file}", file=self.file), self.table.records.lines
        rows = self.table.rows(self.rejections)
        if self.held_back:
            rows = (row for row in rows if not any(row[0] in each for each in self.held_back))
        for count, row in enumerate(rows):
            if not count % _STEP:
                self.progress.at(stage, row[0], lines)
            yield row


class Plan(Protocol):
    """A file read and found good: it knows how to store itself within one write."""

    def foresee(self, known: Known) -> None:
        """Tell what will be made: files that come in the same write may name it."""

    def store(self, session: Session, progress: Progress) -> Stored: ...


class Importer(Protocol):
    """A kind of file."""

    fields: Sequence[Field]
    # Whether the same file may come in only once.
    once: bool
    # Keys that our own files must have, and other programs' may leave blank.
    may_lack: frozenset[str]

    def read(self, source: Source) -> Plan: ...
