"""Pages by key, never by OFFSET: one statement finds ids by an index and joins the rest for those alone."""

from dataclasses import dataclass, replace
from typing import Any

# Rows of a filter or search that are found before they are sorted; where there are more, walking the sort's
# index soon meets the next two hundred.
FOUND_AT_ONCE = 10_000
# The same where the indexes of the sorts hold what the filter looks at.
FOUND_BESIDE_INDEX = 2_000

Position = tuple[Any, ...]
"""A row's sort keys, then its id."""

Statement = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Leg:
    """Rows of an order that several tables give, each by an index of its own: from the first to the last.

    `joined` says how they hang together. The keys are `same`, which all these rows have, `by`, and the id.
    """

    tables: tuple[str, ...]
    joined: str
    by: tuple[str, ...]
    same: tuple[str | int, ...] = ()

    def beyond(self, cut: "Cut") -> "Cut | None":
        """The cut among these rows; None where all of them lie on its other side."""
        if cut.position is None or not self.same:
            return cut
        place, rest = cut.position[: len(self.same)], cut.position[len(self.same) :]
        if place == self.same:
            return replace(cut, position=rest)
        is_ahead = place < self.same
        return replace(cut, position=None) if is_ahead == cut.operator.startswith(">") else None


@dataclass(frozen=True, slots=True)
class Sort:
    """An order by expressions that are never NULL, the id behind them.

    `tables` where others than the list's give it; `alike` where many rows may have the same keys; `falls`
    where the first click on its header puts the last row first: newest, worst; `legs` where no one index
    serves it, but those of several tables do.
    """

    key: str
    by: tuple[str, ...]
    indexed: bool = True
    alike: bool = True
    tables: str = ""
    falls: bool = False
    legs: tuple[Leg, ...] = ()

    def along(self, direction: str) -> tuple[Leg, ...]:
        """What is walked, leg by leg."""
        return self.legs[::-1] if direction == "DESC" else self.legs


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which rows are asked for; `narrow` where so few may be left that they are better found first.

    `index` is a partial index of just those, which SQLite must be told of, as it keeps no statistics.
    `partial` where rows are left out, few or many; `most`: so many are found before they are sorted.
    `parts`: how indexes find these rows, no row twice; empty where one look at the table finds them.
    `runs`: where these rows stand in the order, one part after the other; empty where they stand all over it.
    """

    condition: str
    parameters: tuple[Any, ...] = ()
    narrow: bool = False
    index: str = ""
    partial: bool = False
    most: int = FOUND_AT_ONCE
    parts: "tuple[Narrowing, ...]" = ()
    runs: "tuple[Narrowing, ...]" = ()

    def along(self, direction: str) -> "tuple[Narrowing, ...]":
        """What is walked, part by part."""
        runs = self.runs or (self,)
        return runs[::-1] if direction == "DESC" else runs


@dataclass(frozen=True, slots=True)
class Cut:
    """Which part of the order: how its rows compare with a position, which way they run, how many at most."""

    position: Position | None
    operator: str
    direction: str
    limit: int

    @classmethod
    def of(cls, start: Position | None, limit: int, *, falling: bool, included: bool) -> "Cut":
        """From a position on, its row included or not; from the beginning where there is none."""
        operator = ("<" if falling else ">") + ("=" if included else "")
        return cls(start, operator, "DESC" if falling else "ASC", limit)


@dataclass(frozen=True, slots=True)
class Source:
    """The tables of a list: `rows` is its own with the alias, `conditions` those that conditions speak of,
    `joins` what a page's rows need besides, `columns` what is read of them."""

    alias: str
    rows: str
    conditions: str
    joins: str
    columns: str

    def keys(self, sort: Sort) -> tuple[str, ...]:
        """The sort's expressions and the id."""
        return (*sort.by, f"{self.alias}.id")

    def counted(self, narrowing: Narrowing, most: int, *, hinted: bool) -> Statement:
        """The number of rows, counting no further than `most` + 1."""
        few, given = self._few("1 AS one", self.conditions, narrowing, most, hinted)
        return f"SELECT count(*) FROM ({few}) AS few", given

    def position(self, sort: Sort, base: str) -> str:
        """The position of the row whose id is the parameter."""
        keys = self.keys(sort)
        return (
            f"SELECT {', '.join(keys)} FROM {sort.tables or self.conditions} WHERE {keys[-1]} = ? AND {base}"
        )

    def walked(self, sort: Sort, narrowing: Narrowing, cut: Cut) -> Statement:
        """Keys and columns of a page, along the index that serves the sort."""
        keys = self.keys(sort)
        given = list(narrowing.parameters)
        named = ", ".join(f"{key} AS k{number}" for number, key in enumerate(keys))
        order = ", ".join(f"{key} {cut.direction}" for key in keys)

        def part(beyond: str = "") -> str:
            # SQLite uses the first of two bounds on a column: the position stands before the condition.
            return (
                f"SELECT {named} FROM {sort.tables or self.conditions} WHERE {beyond}{narrowing.condition}"
                f" ORDER BY {order} LIMIT {cut.limit}"
            )

        if cut.position is None:
            return self._page(part(), len(keys)), given
        if not sort.alike:
            page = part(f"({', '.join(keys)}) {cut.operator} ({_marks(keys)}) AND ")
            return self._page(page, len(keys)), [*cut.position, *given]
        # SQLite compares rows of values by an index only up to the id: equal keys need a range of their own.
        by = ", ".join(sort.by)
        alike = part(f"({by}) = ({_marks(sort.by)}) AND {keys[-1]} {cut.operator} ? AND ")
        beyond = part(f"({by}) {cut.operator.rstrip('=')} ({_marks(sort.by)}) AND ")
        both = f"SELECT * FROM ({alike}) AS alike UNION ALL SELECT * FROM ({beyond}) AS beyond"
        names = ", ".join(f"k{number} {cut.direction}" for number in range(len(keys)))
        page = f"SELECT * FROM ({both}) AS either ORDER BY {names} LIMIT {cut.limit}"
        return self._page(page, len(keys)), [*cut.position, *given, *cut.position[:-1], *given]

    def walked_leg(self, leg: Leg, narrowing: Narrowing, cut: Cut) -> Statement | None:
        """The same along one leg; None where the cut leaves nothing of it."""
        rest = leg.beyond(cut)
        if rest is None:
            return None
        keys = (*leg.by, f"{self.alias}.id")
        shown = (*(repr(value) for value in leg.same), *keys)
        named = ", ".join(f"{key} AS k{number}" for number, key in enumerate(shown))
        order = ", ".join(f"{key} {rest.direction}" for key in keys)
        beyond = f"({', '.join(keys)}) {rest.operator} ({_marks(keys)}) AND " if rest.position else ""
        # Joined so, SQLite takes the tables in this order.
        tables = " CROSS JOIN ".join(leg.tables)
        page = (
            f"SELECT {named} FROM {tables} WHERE {leg.joined} AND {beyond}{narrowing.condition}"
            f" ORDER BY {order} LIMIT {rest.limit}"
        )
        return self._page(page, len(shown)), [*(rest.position or ()), *narrowing.parameters]

    def found(self, sort: Sort, narrowing: Narrowing, cut: Cut, *, hinted: bool) -> Statement:
        """The same from the rows that filter and search leave; the last column tells how many they are."""
        keys = self.keys(sort)
        names = [f"k{number}" for number in range(len(keys))]
        named = ", ".join(f"{key} AS {name}" for key, name in zip(keys, names, strict=True))
        tables = sort.tables or self.conditions
        (found, given), beyond = self._few(named, tables, narrowing, narrowing.most, hinted), ""
        if cut.position is not None:
            beyond = f" WHERE ({', '.join(names)}) {cut.operator} ({_marks(names)})"
            given += cut.position
        order = ", ".join(f"{name} {cut.direction}" for name in names)
        page = f"SELECT {', '.join(names)} FROM found{beyond} ORDER BY {order} LIMIT {cut.limit}"
        rows = self._page(page, len(keys), ", (SELECT count(*) FROM found)")
        return f"WITH found AS MATERIALIZED ({found}) {rows}", given

    def _few(self, named: str, tables: str, narrowing: Narrowing, most: int, hinted: bool) -> Statement:
        """Values of the rows that are left; where they are more than `most`, of more than that."""
        given: list[Any] = []
        found = []
        for part in narrowing.parts or (narrowing,):
            where = f"{self._tables(tables, part, hinted)} WHERE {part.condition}"
            found.append(f"SELECT {named} FROM {where} LIMIT {most + 1}")
            given += part.parameters
        if len(found) == 1:
            return found[0], given
        return " UNION ALL ".join(f"SELECT * FROM ({each}) AS part" for each in found), given

    def _tables(self, tables: str, narrowing: Narrowing, hinted: bool) -> str:
        if hinted and narrowing.index:
            return tables.replace(self.rows, f"{self.rows} INDEXED BY {narrowing.index}")
        return tables

    def _page(self, page: str, keys: int, more: str = "") -> str:
        named = ", ".join(f"page.k{number}" for number in range(keys))
        joined = f"JOIN {self.rows} ON {self.alias}.id = page.k{keys - 1} {self.joins}"
        return f"SELECT {named}, {self.columns}{more} FROM ({page}) AS page {joined}"


def _marks(keys: tuple[str, ...] | list[str]) -> str:
    return ", ".join("?" * len(keys))
