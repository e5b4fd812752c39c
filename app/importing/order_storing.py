"""What every step of storing orders works with."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from app.importing.order_goods import Goods
from app.importing.order_ids import Ids
from app.importing.order_parts import Parts
from app.importing.order_rows import OrderRows
from app.language import tr
from app.progress import Progress

T = TypeVar("T")

_PASSES = 3
"""How often the lines are gone over, as far as the owner is told."""


@dataclass(slots=True)
class Storing:
    """The orders of a file, with their ids; `passed` counts what was gone over already."""

    rows: OrderRows
    goods: Goods
    parts: Parts
    ids: Ids
    progress: Progress
    passed: int = 0

    def watched(self, things: Iterable[T]) -> Iterator[T]:
        """One by one, telling now and then how far it is; the work may be stopped there."""
        total = len(self.rows.numbers) + _PASSES * len(self.rows.lines)
        stage = tr("Storing {file}", file=self.rows.source.file)
        yield from self.progress.over(things, stage, total, min(self.passed, total))
        self.passed += len(things) if isinstance(things, Collection) else len(self.rows.numbers)

    def looked_at(self, things: Iterable[T]) -> Iterator[T]:
        """The same for what only prepares a pass, and counts as none."""
        return self.progress.over(things, tr("Storing {file}", file=self.rows.source.file))

    def still_wanted(self) -> None:
        """Between steps that take their time: the work may be stopped here."""
        self.progress.at(tr("Storing {file}", file=self.rows.source.file))
