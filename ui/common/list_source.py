"""A list of the shop as pages and columns for the paged model."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.errors import ShopError
from app.lists.listing import ListColumn, Listing, Page
from ui.common.cells import Cell, Column, Row
from ui.common.format import Formats
from ui.common.jobs import Jobs
from ui.common.paged_model import Answer, Ask

CellOf = Callable[[Row], Cell]


class ListSource:
    """Reads a listing's pages on the reading thread; a newer question voids the one before."""

    def __init__(self, jobs: Jobs, listing: Listing) -> None:
        self._jobs = jobs
        self._listing = listing

    def request(
        self, ask: Ask, done: Callable[[Answer], None], failed: Callable[[ShopError], None], /
    ) -> None:
        """Ask for a page."""
        question = ask.question
        self._jobs.read(
            self._listing.page,
            filter=question.filter,
            search=question.search,
            sort=question.sort,
            descending=question.descending,
            after=ask.after,
            before=ask.before,
            at=ask.at,
            from_end=ask.from_end,
            limit=ask.limit,
            done=lambda page: done(_answer(page)),
            failed=failed,
            latest=f"{self._listing.key} {id(self)}",
        )


def _answer(page: Page) -> Answer:
    return Answer(page.rows, page.first, page.last, page.more_before, page.more_after)


def columns_of(
    listing: Listing, formats: Formats, keys: Sequence[str], cells: Mapping[str, CellOf] | None = None
) -> list[Column]:
    """The columns with these keys, in this order; `cells` draws those that need more than their own value."""
    known = {column.key: column for column in listing.columns}
    own = cells or {}
    return [
        _column(known[key], own.get(key) or cell_of(known[key], listing.place(key), formats), formats)
        for key in keys
    ]


def cell_of(column: ListColumn, place: int, formats: Formats) -> CellOf:
    """How a value of the column's kind reads."""
    words = formats.by_kind(column.kind.value)
    return lambda row: words(row[place])


def _column(column: ListColumn, cell: CellOf, formats: Formats) -> Column:
    width = max(column.width, formats.day_width()) if column.kind.value == "day" else column.width
    return Column(column.key, column.title(), cell, width, right=column.right, sort=column.sort)


def value_of(listing: Listing, key: str) -> Callable[[Row], Any]:
    """Reads one value from a row, for cells and panes."""
    place = listing.place(key)
    return lambda row: row[place]
