"""The rows of one page: found among few, or walked to along the indexes of the order."""

from dataclasses import dataclass, replace
from typing import Any

from app.lists.paging import Cut, Narrowing, Sort, Source
from db.rows import Reader, fetch_wide, is_postgresql, value

Rows = list[tuple[Any, ...]]
"""The sort's keys, the id, then the columns of each."""


@dataclass(frozen=True, slots=True)
class PageRows:
    """Reads a list in one order; one row more than the cut's page holds tells that more follow."""

    session: Reader
    source: Source
    sort: Sort

    def found(self, narrowing: Narrowing, cut: Cut) -> Rows | None:
        """None where more may be left than are sorted at once."""
        if not narrowing.narrow:
            return None
        hinted = not is_postgresql(self.session)
        found = fetch_wide(self.session, *self.source.found(self.sort, narrowing, cut, hinted=hinted))
        # Of too many rows only some are looked at: none of those need stand beyond the position.
        number = found[0][-1] if found else count(self.session, self.source, narrowing, narrowing.most)
        return [row[:-1] for row in found] if number <= narrowing.most else None

    def walked(self, narrowing: Narrowing, cut: Cut) -> Rows:
        """Run by run until the page is full."""
        rows: Rows = []
        for run in narrowing.along(cut.direction):
            rest = replace(cut, limit=cut.limit - len(rows))
            few = self.found(run, rest) if run is not narrowing else None
            rows += self._walked_run(run, rest) if few is None else few
            if len(rows) == cut.limit:
                break
        return rows

    def _walked_run(self, narrowing: Narrowing, cut: Cut) -> Rows:
        if not self.sort.legs:
            return fetch_wide(self.session, *self.source.walked(self.sort, narrowing, cut))
        rows: Rows = []
        for leg in self.sort.along(cut.direction):
            rest = replace(cut, limit=cut.limit - len(rows))
            statement = self.source.walked_leg(leg, narrowing, rest)
            if statement is not None and rest.limit:
                rows += fetch_wide(self.session, *statement)
        return rows


def count(session: Reader, source: Source, narrowing: Narrowing, most: int) -> int:
    """How many rows are left; of more than `most`, some number above it."""
    sql, parameters = source.counted(narrowing, most, hinted=not is_postgresql(session))
    return int(value(session, sql, parameters) or 0)
