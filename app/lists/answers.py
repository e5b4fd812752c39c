"""What a list answers: pages of rows, and how many there are."""

from dataclasses import dataclass
from typing import Any

from app.lists.paging import Position, Sort
from db.rows import Reader


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in the list's order, the positions of the first and the last, and whether there are more."""

    rows: list[tuple[Any, ...]]
    first: Position | None
    last: Position | None
    more_before: bool
    more_after: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """How many; `more` where counting stopped at `number`."""

    number: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """How a page is being read, for those who finish its rows."""

    session: Reader
    sort: Sort
    descending: bool
    # Whether rows between those of the page are left out.
    narrowed: bool
    # Whether the page is all there is.
    whole: bool
    first: Position
    last: Position
