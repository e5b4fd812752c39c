"""What every list is made of: columns, filters, sorts, and pages by key (never by OFFSET).

A page is read in one statement: the ids by an index, the other tables for the rows of the page only. A filter
or a search that leaves few rows is answered from those, whatever the sort; else the sort's index is walked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from app.actions.context import today
from app.errors import InvalidInput, Refused
from app.language import tr
from db.rows import fetch_one, fetch_wide, value

PAGE = 200
# Rows that are sorted on the spot; a sort without index is not offered for longer lists.
SORTED_AT_ONCE = 50_000
COUNTED = 10_000

Position = tuple[Any, ...]
Condition = tuple[str, list[Any]]


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
class ListFilter:
    """Rows for which `condition` holds; `{today}` in it becomes the day's ordinal.

    `usual`: nearly all rows have it, so that walking a sort's index meets them soon.
    """

    key: str
    title: Callable[[], str]
    condition: str = ""
    usual: bool = False


@dataclass(frozen=True, slots=True)
class Sort:
    """An order by expressions that are never NULL, the id behind them.

    `tables` where others than the list's give it; `alike` where many rows may have the same keys.
    """

    key: str
    by: tuple[str, ...]
    indexed: bool = True
    alike: bool = True
    tables: str = ""
    # Whether the list begins at its end when it is first put in this order: newest, most urgent.
    falls: bool = False


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

    session: Session
    sort: Sort
    descending: bool
    # Whether rows between those of the page are left out.
    narrowed: bool
    # Whether the page is all there is.
    whole: bool
    first: Position
    last: Position


Finish = Callable[[Reading, list[list[Any]]], None]


@dataclass(frozen=True, slots=True)
class _Cut:
    """Which part of the order a page is: how its rows compare with a position, and which way they run."""

    position: Position | None
    operator: str
    direction: str
    limit: int


def contains(column: str, text: str) -> Condition:
    """A condition that a stored key holds `text` (a key too) anywhere."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"{column} LIKE ? ESCAPE '\\'", [f"%{escaped}%"]


def begins(column: str, text: str) -> Condition:
    """A condition that a column begins with `text`, which its index serves."""
    return f"({column} >= ? AND {column} < ?)", [text, f"{text}\U0010ffff"]


def either(*conditions: Condition) -> Condition:
    """A condition that one of them holds."""
    parameters = [each for _, values in conditions for each in values]
    return f"({' OR '.join(sql for sql, _ in conditions)})", parameters


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
    base: str = ""
    search: Callable[[str], Condition] | None = None
    finish: Finish | None = None

    def place(self, key: str) -> int:
        """Where in a row the column's value stands."""
        return self._places[key]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {column.key: place for place, column in enumerate(self.columns)}

    @cached_property
    def _from(self) -> str:
        return self.tables or f"{self.table} {self.alias}"

    @cached_property
    def _selected(self) -> str:
        return ", ".join(column.sql for column in self.columns)

    def page(
        self,
        session: Session,
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
        condition, parameters, narrowed = self._condition(session, filter, search, only)
        backward = from_end or before is not None
        start = after if after is not None else before
        if at is not None:
            start = self._position_of(session, chosen, at)
        falling = descending != backward
        operator = ("<" if falling else ">") + ("=" if at is not None else "")
        cut = _Cut(start, operator, "DESC" if falling else "ASC", limit + 1)
        rows = self._read(session, chosen, condition, parameters, narrowed, cut)
        more = len(rows) > limit
        rows = rows[:limit]
        if backward:
            rows.reverse()
        keys = len(chosen.by) + 1
        known = start is not None
        more_before, more_after = (more, known) if backward else (known, more)
        if not rows:
            return Page([], None, None, more_before, more_after)
        first, last = tuple(rows[0][:keys]), tuple(rows[-1][:keys])
        if self.finish is None:
            return Page([tuple(row[keys:]) for row in rows], first, last, more_before, more_after)
        values = [list(row[keys:]) for row in rows]
        whole = not (more_before or more_after)
        self.finish(Reading(session, chosen, descending, narrowed, whole, first, last), values)
        return Page(list(map(tuple, values)), first, last, more_before, more_after)

    def count(
        self,
        session: Session,
        filter: str = "",  # noqa: A002 - as above
        search: str = "",
        *,
        most: int = COUNTED,
    ) -> Counted:
        """How many rows, counted up to `most`."""
        condition, parameters, _ = self._condition(session, filter, search)
        number = self._count(session, condition, parameters, most)
        return Counted(min(number, most), number > most)

    def counts(self, session: Session, search: str = "") -> dict[str, Counted]:
        """How many rows each filter has, by its key."""
        return {each.key: self.count(session, each.key, search) for each in self.filters}

    def offered(self, session: Session) -> frozenset[str]:
        """Keys of the sorts that are quick enough for as long a list as this."""
        if all(sort.indexed for sort in self.sorts) or self._is_short(session):
            return frozenset(sort.key for sort in self.sorts)
        return frozenset(sort.key for sort in self.sorts if sort.indexed)

    # how

    def _sort(self, key: str) -> Sort:
        if not key:
            return self.sorts[0]
        found = next((sort for sort in self.sorts if sort.key == key), None)
        if found is None:
            raise InvalidInput(
                tr("“{list}” has no order “{key}”.", list=self.title(), key=key),
                tr("The orders are: {keys}", keys=", ".join(sort.key for sort in self.sorts)),
            )
        return found

    def _filter(self, key: str) -> ListFilter:
        found = self.filters[0] if not key else next((each for each in self.filters if each.key == key), None)
        if found is None:
            raise InvalidInput(
                tr("“{list}” has no filter “{key}”.", list=self.title(), key=key),
                tr("The filters are: {keys}", keys=", ".join(each.key for each in self.filters)),
            )
        return found

    def _condition(
        self, session: Session, filter_key: str, search: str, only: Condition | None = None
    ) -> tuple[str, list[Any], bool]:
        """SQL, its parameters, and whether it leaves out so much that the rest is better found first."""
        chosen = self._filter(filter_key)
        parts = [self.base] if self.base else []
        if chosen.condition:
            parts.append(f"({chosen.condition.replace('{today}', str(today(session).toordinal()))})")
        narrowed = bool(chosen.condition) and not chosen.usual
        parameters: list[Any] = []
        if only:
            parts.append(only[0])
            parameters += only[1]
        sought = search.strip()
        if sought and self.search:
            sql, values = self.search(sought)
            parts.append(sql)
            parameters += values
            narrowed = True
        return " AND ".join(parts) or "1 = 1", parameters, narrowed

    def _count(self, session: Session, condition: str, parameters: list[Any], most: int) -> int:
        few = f"SELECT 1 FROM {self._from} WHERE {condition} LIMIT {most + 1}"
        return int(value(session, f"SELECT count(*) FROM ({few}) AS few", parameters) or 0)

    def _is_short(self, session: Session) -> bool:
        last = value(session, f"SELECT max(id) FROM {self.table}")
        if last is None or last <= SORTED_AT_ONCE:
            return True
        return self._count(session, self.base or "1 = 1", [], SORTED_AT_ONCE) <= SORTED_AT_ONCE

    def _position_of(self, session: Session, sort: Sort, row_id: int) -> Position | None:
        keys = ", ".join((*sort.by, f"{self.alias}.id"))
        base = f" AND {self.base}" if self.base else ""
        sql = f"SELECT {keys} FROM {self._tables(sort)} WHERE {self.alias}.id = ?{base}"
        row = fetch_one(session, sql, (row_id,))
        return None if row is None else tuple(row)

    def _tables(self, sort: Sort) -> str:
        return sort.tables or self._from

    def _read(
        self,
        session: Session,
        sort: Sort,
        condition: str,
        parameters: list[Any],
        narrowed: bool,
        cut: _Cut,
    ) -> list[tuple[Any, ...]]:
        """The sort's keys, the id, then the columns of each row; one row more than wanted if there is one."""
        rows: list[tuple[Any, ...]] | None = None
        if narrowed:
            found = fetch_wide(session, *self._found_first(sort, condition, parameters, cut))
            if not found or found[0][-1] <= SORTED_AT_ONCE:
                rows = [row[:-1] for row in found]
        if rows is None:
            if not sort.indexed and (narrowed or not self._is_short(session)):
                raise Refused(
                    tr("“{list}” is too long for this order.", list=self.title()),
                    tr("Narrow it down with a filter or the search, or choose another order."),
                )
            rows = fetch_wide(session, *self._walked(sort, condition, parameters, cut))
        # Joined rows come in the page's order, but nothing says so; sorting wide rows in SQL costs more.
        keys = len(sort.by) + 1
        rows.sort(key=lambda row: row[:keys], reverse=cut.direction == "DESC")
        return rows[: cut.limit]

    def _walked(self, sort: Sort, condition: str, parameters: list[Any], cut: _Cut) -> tuple[str, list[Any]]:
        """Along the index that serves the sort."""
        keys = (*sort.by, f"{self.alias}.id")
        named = ", ".join(f"{key} AS k{number}" for number, key in enumerate(keys))
        order = ", ".join(f"{key} {cut.direction}" for key in keys)

        def part(beyond: str) -> str:
            return (
                f"SELECT {named} FROM {self._tables(sort)} WHERE {beyond}{condition}"
                f" ORDER BY {order} LIMIT {cut.limit}"
            )

        if cut.position is None:
            return self._with_rows(part(""), len(keys)), parameters
        if not sort.alike:
            page = part(f"({', '.join(keys)}) {cut.operator} ({', '.join('?' * len(keys))}) AND ")
            return self._with_rows(page, len(keys)), [*cut.position, *parameters]
        # SQLite compares rows of values by an index only up to the id: equal keys need a range of their own.
        # It uses the first of two bounds on a column: the position stands before the list's own condition.
        by, marks = ", ".join(sort.by), ", ".join("?" * len(sort.by))
        alike = part(f"({by}) = ({marks}) AND {keys[-1]} {cut.operator} ? AND ")
        beyond = part(f"({by}) {cut.operator.rstrip('=')} ({marks}) AND ")
        both = f"SELECT * FROM ({alike}) AS alike UNION ALL SELECT * FROM ({beyond}) AS beyond"
        names = ", ".join(f"k{number} {cut.direction}" for number in range(len(keys)))
        page = f"SELECT * FROM ({both}) AS either ORDER BY {names} LIMIT {cut.limit}"
        values = [*cut.position, *parameters, *cut.position[:-1], *parameters]
        return self._with_rows(page, len(keys)), values

    def _found_first(
        self, sort: Sort, condition: str, parameters: list[Any], cut: _Cut
    ) -> tuple[str, list[Any]]:
        """From the rows that filter and search leave; the last column tells how many they are."""
        keys = (*sort.by, f"{self.alias}.id")
        names = [f"k{number}" for number in range(len(keys))]
        named = ", ".join(f"{key} AS {name}" for key, name in zip(keys, names, strict=True))
        found = f"SELECT {named} FROM {self._tables(sort)} WHERE {condition} LIMIT {SORTED_AT_ONCE + 1}"
        beyond = ""
        if cut.position is not None:
            beyond = f" WHERE ({', '.join(names)}) {cut.operator} ({', '.join('?' * len(names))})"
            parameters = [*parameters, *cut.position]
        order = ", ".join(f"{name} {cut.direction}" for name in names)
        page = f"SELECT {', '.join(names)} FROM found{beyond} ORDER BY {order} LIMIT {cut.limit}"
        rows = self._with_rows(page, len(keys), ", (SELECT count(*) FROM found)")
        return f"WITH found AS MATERIALIZED ({found}) {rows}", parameters

    def _with_rows(self, page: str, keys: int, more: str = "") -> str:
        named = ", ".join(f"page.k{number}" for number in range(keys))
        row = f"JOIN {self.table} {self.alias} ON {self.alias}.id = page.k{keys - 1} {self.joins}"
        return f"SELECT {named}, {self._selected}{more} FROM ({page}) AS page {row}"
