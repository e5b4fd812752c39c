"""Files whose rows are things with a key: new ones are made, known ones changed field by field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from app.importing.options import Stored
from app.importing.runs import forms_of, put_aside, run_of
from app.importing.source import Source
from app.importing.things import Detail, Fate, Thing
from app.language import tr
from app.names import key_of
from db.bulk import insert_rows, next_ids
from db.rows import fetch, run_many

KeyOf = Callable[[str], str]
Guard = Callable[[Session, int, Mapping[str, Any], Mapping[str, Any]], None]
"""Takes the id of a row, what it holds and what of it changes; refuses what was allowed when it was read."""


@dataclass(slots=True)
class Keyed:
    """Things of one table by what makes two of them the same; a column that the file lacks stays as it is."""

    source: Source
    table: str
    thing: Thing
    key: str
    same: KeyOf
    columns: tuple[str, ...]
    # Columns that follow from another: name_key from name.
    derived: Mapping[str, str]
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: dict[str, list[int]] = field(default_factory=dict)
    guard: Guard | None = None

    def add(self, line: int, values: dict[str, Any], *, may_repeat: bool = False) -> bool:
        """Take a row in hand; refused where the file says two things of one key."""
        same = self.same(values[self.key])
        row = {column: values[column] for column in self.columns}
        row.update((column, key_of(row[of])) for column, of in self.derived.items())
        if same not in self.rows:
            self.rows[same] = row
            self.lines[same] = [line]
            return True
        first = self.lines[same][0]
        if may_repeat and row == self.rows[same]:
            self.lines[same].append(line)
            return True
        what = (
            tr("Line {line} says something else of it.", line=first)
            if may_repeat
            else tr("Line {line} has it already.", line=first)
        )
        self.source.table.reject({self.key: what})
        return False

    def store(
        self,
        session: Session,
        ids_of: Mapping[str, Mapping[str, int]] | None = None,
    ) -> tuple[Stored, dict[str, int]]:
        """Write what differs; (how many, id of every row by what makes it the same).

        `ids_of` gives for a column that points elsewhere the id of what its text names.
        """
        rows = self._pointing(ids_of) if ids_of else self.rows
        stands = {
            self.same(row[1]): (row[0], dict(zip(self._all, row[1:], strict=True)))
            for row in fetch(session, f"SELECT id, {', '.join(self._all)} FROM {self.table}")
        }
        fresh = [same for same in rows if same not in stands]
        ids = dict(zip(fresh, next_ids(session, self.table, len(fresh)), strict=True))
        insert_rows(
            session,
            self.table,
            ", ".join(("id", *self._all)),
            ((ids[same], *map(rows[same].__getitem__, self._all)) for same in fresh),
        )
        run = run_of(session)
        run.made(self.table, ids.values())
        for same in fresh:
            run.tell(self._detail(rows[same], Fate.CREATED))
        ids.update((same, stands[same][0]) for same in rows if same in stands)
        changed = self._change(session, {same: row for same, row in rows.items() if same in stands}, stands)
        return Stored({self.thing: len(fresh)}, {self.thing: changed}), ids

    def _change(
        self,
        session: Session,
        rows: Mapping[str, dict[str, Any]],
        stands: Mapping[str, tuple[int, dict[str, Any]]],
    ) -> int:
        """Write what differs of the rows that stand; the number of those."""
        run, present, asleep = run_of(session), self._present(), put_aside(session, self.table)
        words = forms_of(session, self.table)
        changes = []
        for same, row in rows.items():
            row_id, old = stands[same]
            new = {column: row[column] for column in present if row[column] != old[column]}
            # What only an import that was taken back put aside is wanted again.
            if row_id in asleep and not old.get("active", 1) and "active" not in present:
                new["active"] = 1
            if not new:
                run.tell(self._detail(old, Fate.LEFT))
                continue
            if self.guard is not None:
                self.guard(session, row_id, old, new)
            run.altered(self.table, row_id, old, new)
            told = [column for column in new if column not in self.derived]
            run.tell_changed(
                [
                    self._detail(old, Fate.CHANGED, _FIELD_OF.get(column, column))._replace(
                        before=words(column, old[column]), after=words(column, new[column])
                    )
                    for column in told
                ]
            )
            changes.append((*((new | row)[column] for column in present), new.get("active"), row_id))
        sets = ", ".join(f"{column} = ?" for column in present)
        if "active" in self.columns and "active" not in present:
            sets += ", active = coalesce(?, active)"
        else:
            changes = [(*change[:-2], change[-1]) for change in changes]
        run_many(session, f"UPDATE {self.table} SET {sets} WHERE id = ?", changes)
        return len(changes)

    def _detail(self, row: Mapping[str, Any], fate: Fate, field: str = "") -> Detail:
        key, name = str(row[self.key]), str(row.get("name", ""))
        return Detail(self.thing, fate, key, "" if name == key else name, field)

    def _pointing(self, ids_of: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, Any]]:
        return {
            same: {**row, **{column: ids.get(row[column]) for column, ids in ids_of.items()}}
            for same, row in self.rows.items()
        }

    @property
    def _all(self) -> tuple[str, ...]:
        """The key first."""
        others = (column for column in self.columns if column != self.key)
        return (self.key, *others, *self.derived)

    def _present(self) -> list[str]:
        has = self.source.table.has
        return [
            column for column in self._all if has(_FIELD_OF.get(column, self.derived.get(column, column)))
        ]


# Columns whose field has another name.
_FIELD_OF = {"resource_id": "resource"}
