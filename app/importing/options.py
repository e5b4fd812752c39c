"""What the owner wants of an import, and what storing it did."""

from dataclasses import dataclass, field
from datetime import date

from app.file_formats.options import ReadingOptions


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """`not_goods` are codes that are left out of orders singly: postage, fees."""

    reading: ReadingOptions = field(default_factory=ReadingOptions)
    skip_bad_rows: bool = False
    dry_run: bool = False
    history_before: date | None = None
    create_products: bool = False
    create_customers: bool = False
    not_goods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stored:
    """How many things of each sort were created, changed and left as they were; `run` takes it back."""

    created: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    left: dict[str, int] = field(default_factory=dict)
    run: int = 0

    def plus(self, other: "Stored") -> "Stored":
        """Both together."""
        return Stored(
            _sum(self.created, other.created),
            _sum(self.changed, other.changed),
            (*self.notes, *other.notes),
            _sum(self.left, other.left),
        )


def _sum(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {thing: one.get(thing, 0) + other.get(thing, 0) for thing in (*one, *other)}
