"""A list of the shop as pages and columns for the paged model."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.errors import ShopError
from app.lists.answers import Page
from app.lists.listing import ListColumn, Listing
from ui.common.cells import Cell, Column, Row
from ui.common.format import Formats
from ui.common.jobs import Jobs
from ui.common.paged_model import Answer, Ask

CellOf = Callable[[Row], Cell]


class ListSource:
    """Reads a listing's pages on the reading thread; a newer question voids the one before."""

    def __init__(self, jobs: Jobs, listing: Listing) -> None:
        self._jobs = jobs
        self.listing = listing
        """Another with the same columns is read from the next question on."""

    def request(
        self, ask: Ask, done: Callable[[Answer], None], failed: Callable[[ShopError], None], /
    ) -> None:
        """Ask for a page."""
        self._jobs.read(
            self.listing.page,
            **terms_of(ask),
            done=lambda page: done(answer_of(page)),
            failed=failed,
            latest=f"{self.listing.key} {id(self)}",
        )


def terms_of(ask: Ask) -> dict[str, Any]:
    """A question as `Listing.page` takes it."""
    question = ask.question
    return {
        "filter": question.filter,
        "search": question.search,
        "sort": question.sort,
        "descending": question.descending,
        "after": ask.after,
        "before": ask.before,
        "at": ask.at,
        "from_end": ask.from_end,
        "limit": ask.limit,
    }


def answer_of(page: Page) -> Answer:
    """A page as the paged model takes it."""
    return Answer(page.rows, page.first, page.last, page.more_before, page.more_after)


def columns_of(
    listing: Listing, formats: Formats, keys: Sequence[str], cells: Mapping[str, CellOf] | None = None
) -> list[Column]:
    """The columns with these keys, in this order; `cells` draws those that need more than their own value."""
    known = {column.key: column for column in listing.columns}
    own = cells or {}
    made = [_column(known[key], own.get(key) or cell_of(listing, key, formats), formats) for key in keys]
    return _falling(listing, made)


def with_others(
    listing: Listing, formats: Formats, columns: Sequence[Column], *, sorted_too: bool = True
) -> list[Column]:
    """These columns, and those of the listing that are shown once the owner wants them."""
    result = list(columns)
    for number, column in enumerate(listing.columns):
        if not column.shown or any(each.key == column.key for each in result):
            continue
        made = replace(_column(column, cell_of(listing, column.key, formats), formats), shown=False)
        before = {each.key for each in listing.columns[:number]}
        places = [place for place, each in enumerate(result) if each.key in before]
        result.insert(places[-1] + 1 if places else 0, made if sorted_too else replace(made, sort=""))
    return _falling(listing, result)


def cell_of(listing: Listing, key: str, formats: Formats) -> CellOf:
    """How a column's values read by their kind; amounts in the currency of their row."""
    place = listing.place(key)
    kind = listing.columns[place].kind.value
    if kind in ("money", "price") and any(column.key == "currency" for column in listing.columns):
        currency_at = listing.place("currency")
        return lambda row: formats.in_currency(str(row[currency_at])).by_kind(kind)(row[place])
    words = formats.by_kind(kind)
    return lambda row: words(row[place])


def _column(column: ListColumn, cell: CellOf, formats: Formats) -> Column:
    width = max(column.width, formats.day_width()) if column.kind.value == "day" else column.width
    return Column(column.key, column.title(), cell, width, right=column.right, sort=column.sort)


def _falling(listing: Listing, columns: Sequence[Column]) -> list[Column]:
    falls = {sort.key for sort in listing.sorts if sort.falls}
    return [replace(column, falls=column.sort in falls) for column in columns]


def value_of(listing: Listing, key: str) -> Callable[[Row], Any]:
    """Reads one value from a row, for cells and panes."""
    place = listing.place(key)
    return lambda row: row[place]
