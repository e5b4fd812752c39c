"""What every list is made of: columns, filters, sorts, and how it is read by pages (see paging.py).

A filter or a search that leaves few rows is answered from those, whatever the sort; else the sort's index is
walked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from app.actions.context import today
from app.errors import InvalidInput, Refused
from app.language import tr
from app.lists import paging
from app.lists.answers import Counted, Page, Reading
from app.lists.conditions import Condition
from app.lists.page_rows import PageRows, Rows, count
from app.lists.paging import Cut, Narrowing, Position, Sort, Source
from db.rows import Reader, fetch_one, value

PAGE = 200
# A sort without index is not offered for longer lists.
SORTED_AT_ONCE = 50_000
COUNTED = 10_000


class Kind(StrEnum):
    """What the raw values of a column are; only the screen words them."""

    TEXT = "text"
    # Thousandths.
    QUANTITY = "quantity"
    # Hundredths.
    MONEY = "money"
    # Ten-thousandths.
    PRICE = "price"
    # Thousandths of a percent.
    PERCENT = "percent"
    # Ordinal.
    DAY = "day"
    # Microseconds since 1970 UTC.
    MOMENT = "moment"
    COUNT = "count"
    # 0 or 1.
    FLAG = "flag"
    # Days late; see `backorders.NO_DATE`.
    SLIP = "slip"
    STATUS = "status"
    REASON = "reason"


WORDS = frozenset((Kind.TEXT, Kind.FLAG, Kind.STATUS, Kind.REASON))


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A value of each row: `sql` over the list's tables; one that is not `shown` serves other cells."""

    key: str
    title: Callable[[], str]
    sql: str
    kind: Kind = Kind.TEXT
    sort: str = ""
    width: int = 120
    shown: bool = True

    @property
    def right(self) -> bool:
        """Whether it stands at the right: numbers and dates do."""
        return self.kind not in WORDS


@dataclass(frozen=True, slots=True)
class Run:
    """Rows of a filter that stand together in an index or an order; `index` finds them where they are few."""

    condition: str
    index: str = ""


@dataclass(frozen=True, slots=True)
class ListFilter:
    """Rows for which `condition` holds; `{today}` in it becomes the day's ordinal.

    `usual`: nearly all rows have it, so that walking a sort's index meets them soon; `index`: see Narrowing.
    `covered`: the indexes of the sorts hold what it looks at, so that walking them costs little.
    `parts`: how indexes find its rows where one alone cannot, no row twice.
    `runs`: by a sort along which its rows stand far apart, where, in that order.
    """

    key: str
    title: Callable[[], str]
    condition: str = ""
    usual: bool = False
    index: str = ""
    covered: bool = False
    parts: tuple[Run, ...] = ()
    runs: Mapping[str, tuple[Run, ...]] = field(default_factory=dict)


Finish = Callable[[Reading, list[list[Any]]], None]


@dataclass(frozen=True)
class Listing:
    """One list; the first filter and the first sort are what it opens with."""

    key: str
    title: Callable[[], str]
    # The table whose rows it lists, with its alias.
    table: str
    alias: str
    columns: tuple[ListColumn, ...]
    filters: tuple[ListFilter, ...]
    sorts: tuple[Sort, ...]
    # Joined for the rows of a page only.
    joins: str = ""
    # FROM clause of conditions and sorts, where they need more than the table.
    tables: str = ""
    base: str = "1 = 1"
    search: Callable[[str], Condition] | None = None
    # The same for words that so many rows have that looking at one after the other soon meets the next page:
    # a condition that is cheap for a row, or None where the words are rarer.
    search_widely: Callable[[Reader, str], Condition | None] = lambda session, text: None
    # What the search box says while it is empty.
    search_words: Callable[[], str] = lambda: tr("Find on this page")
    finish: Finish | None = None

    def place(self, key: str) -> int:
        """Where in a row the column's value stands."""
        return self._places[key]

    def page(
        self,
        session: Reader,
        *,
        filter: str = "",  # noqa: A002 - the word the screen uses
        search: str = "",
        sort: str = "",
        descending: bool = False,
        after: Position | None = None,
        before: Position | None = None,
        at: int | None = None,
        from_end: bool = False,
        only: Condition | None = None,
        limit: int = PAGE,
    ) -> Page:
        """The first rows, the last (`from_end`), those after or before a position, or from row `at` on.

        `only` keeps to rows that an index finds in the order asked for; its SQL is the program's own.
        """
        chosen = self._sort(sort)
        narrowing = self._narrowing(session, filter, search, only, chosen)
        backward = from_end or before is not None
        start = (
            self._position_of(session, chosen, at) if at is not None else before if after is None else after
        )
        cut = Cut.of(start, limit + 1, falling=descending != backward, included=at is not None)
        rows = self._read(session, chosen, narrowing, cut)
        ends = (start is not None, len(rows) > limit)
        rows = rows[:limit]
        if backward:
            rows, ends = rows[::-1], ends[::-1]
        return self._finished(session, chosen, rows, ends, descending, narrowing.partial)

    def _finished(
        self,
        session: Reader,
        sort: Sort,
        rows: list[tuple[Any, ...]],
        more: tuple[bool, bool],
        descending: bool,
        narrowed: bool,
    ) -> Page:
        if not rows:
            return Page([], None, None, *more)
        keys = len(sort.by) + 1
        first, last = rows[0][:keys], rows[-1][:keys]
        if self.finish is None:
            return Page([row[keys:] for row in rows], first, last, *more)
        values = [[*row[keys:]] for row in rows]
        self.finish(Reading(session, sort, descending, narrowed, not any(more), first, last), values)
        return Page(list(map(tuple, values)), first, last, *more)

    def count(
        self,
        session: Reader,
        filter: str = "",  # noqa: A002 - as above
        search: str = "",
        *,
        most: int = COUNTED,
    ) -> Counted:
        """How many rows, counted up to `most`."""
        number = count(session, self.source, self._narrowing(session, filter, search), most)
        return Counted(min(number, most), number > most)

    def counts(self, session: Reader, search: str = "") -> dict[str, Counted]:
        """How many rows each filter has, by its key."""
        return {each.key: self.count(session, each.key, search) for each in self.filters}

    def offered(self, session: Reader) -> frozenset[str]:
        """Keys of the sorts that are quick enough for as long a list as this."""
        if all(sort.indexed for sort in self.sorts) or self._is_short(session):
            return frozenset(sort.key for sort in self.sorts)
        return frozenset(sort.key for sort in self.sorts if sort.indexed)

    # how

    @cached_property
    def _places(self) -> dict[str, int]:
        return {column.key: place for place, column in enumerate(self.columns)}

    @cached_property
    def source(self) -> Source:
        """Its tables, as paging takes them."""
        own = f"{self.table} {self.alias}"
        columns = ", ".join(column.sql for column in self.columns)
        return Source(self.alias, own, self.tables or own, self.joins, columns)

    def _sort(self, key: str) -> Sort:
        found = next((sort for sort in self.sorts if key in ("", sort.key)), None)
        if found is None:
            raise InvalidInput(
                tr("“{list}” has no order “{key}”.", list=self.title(), key=key),
                tr("The orders are: {keys}", keys=", ".join(sort.key for sort in self.sorts)),
            )
        return found

    def _filter(self, key: str) -> ListFilter:
        found = next((each for each in self.filters if key in ("", each.key)), None)
        if found is None:
            raise InvalidInput(
                tr("“{list}” has no filter “{key}”.", list=self.title(), key=key),
                tr("The filters are: {keys}", keys=", ".join(each.key for each in self.filters)),
            )
        return found

    def _narrowing(
        self,
        session: Reader,
        filter_key: str,
        search: str,
        only: Condition | None = None,
        sort: Sort | None = None,
    ) -> Narrowing:
        chosen, sought = self._filter(filter_key), search.strip()
        day = str(today(session).toordinal())
        parts, parameters = [self.base], []
        if chosen.condition:
            parts.append(f"({chosen.condition.replace('{today}', day)})")
        wide = self.search_widely(session, sought) if sought else None
        searched = wide or (self.search(sought) if sought and self.search else None)
        for condition in filter(None, (only, searched)):
            parts.append(condition[0])
            parameters += condition[1]
        filtered = bool(chosen.condition and not chosen.usual)
        narrow = filtered or (searched is not None and wide is None)
        partial = filtered or searched is not None
        most = paging.FOUND_AT_ONCE
        if chosen.covered and searched is None:
            most = min(most, paging.FOUND_BESIDE_INDEX)
        whole = Narrowing(" AND ".join(parts), tuple(parameters), narrow, chosen.index, partial, most)
        # What is sought has indexes of its own.
        found_by = chosen.parts if searched is None else ()
        along = chosen.runs.get(sort.key, ()) if sort is not None else ()
        of_parts, of_runs = (tuple(_run(whole, each, day) for each in some) for some in (found_by, along))
        return replace(whole, parts=of_parts, runs=of_runs)

    def _is_short(self, session: Reader) -> bool:
        last = value(session, f"SELECT max(id) FROM {self.table}")
        if last is None or last <= SORTED_AT_ONCE:
            return True
        return count(session, self.source, Narrowing(self.base), SORTED_AT_ONCE) <= SORTED_AT_ONCE

    def _position_of(self, session: Reader, sort: Sort, row_id: int) -> Position | None:
        row = fetch_one(session, self.source.position(sort, self.base), (row_id,))
        return None if row is None else tuple(row)

    def _read(self, session: Reader, sort: Sort, narrowing: Narrowing, cut: Cut) -> Rows:
        reading = PageRows(session, self.source, sort)
        rows = reading.found(narrowing, cut)
        if rows is None:
            if not sort.indexed and not self._is_short(session):
                raise Refused(
                    tr("“{list}” is too long for this order.", list=self.title()),
                    tr("Narrow it down with a filter or the search, or choose another order."),
                )
            rows = reading.walked(narrowing, cut)
        # Joined rows come in the page's order, but nothing says so; sorting wide rows in SQL costs more.
        keys = len(sort.by) + 1
        rows.sort(key=lambda row: row[:keys], reverse=cut.direction == "DESC")
        return rows


def _run(whole: Narrowing, run: Run, day: str) -> Narrowing:
    condition = f"{whole.condition} AND ({run.condition.replace('{today}', day)})"
    most = min(whole.most, paging.FOUND_BESIDE_INDEX)
    return replace(whole, condition=condition, narrow=bool(run.index), index=run.index, most=most)
