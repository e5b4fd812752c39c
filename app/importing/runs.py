"""What an import makes and changes: told before it happens, and kept so that it can be taken back."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.actions.context import action_id, now, today, who
from app.exporting import FORMS
from app.importing.things import Detail, Fate, Thing
from app.lists.records import RECORDS
from app.sentences import read_facts
from db.bulk import insert_rows, next_ids
from db.models.all import metadata
from db.rows import fetch, is_postgresql, run, value
from db.stored import to_json, to_microseconds
from db.terms import ImportAct

DETAILS_KEPT = 20_000
"""Of these each is told; beyond them they are only counted."""

RUNS_KEPT = 30
"""Older imports cannot be taken back any more: what they changed is forgotten."""

# Rows of these only describe what the others say.
BUILDS_NOTHING = frozenset(("history", "pegs", "notices", "status_pages", "stock_levels"))
_MADE = frozenset(
    (
        *("products", "customers", "suppliers", "resources", "locations", "stock_levels"),
        *("orders", "order_lines", "purchases", "purchase_lines"),
    )
)
_KEY = "import run"


class Run:
    """Filled while the plans of an import are stored."""

    def __init__(self) -> None:
        self.details: list[Detail] = []
        self.counts: Counter[tuple[Thing, Fate]] = Counter()
        self._created: list[tuple[str, int, int]] = []
        self._changed: list[tuple[str, int, str]] = []

    def made(self, table: str, ids: Iterable[int]) -> None:
        """Rows that were not there before."""
        if isinstance(ids, range):
            self._created += [(table, ids.start, ids.stop - 1)] if ids else []
            return
        for row_id in sorted(ids):
            if self._created and self._created[-1][0] == table and self._created[-1][2] == row_id - 1:
                self._created[-1] = (table, self._created[-1][1], row_id)
            else:
                self._created.append((table, row_id, row_id))

    def altered(self, table: str, row_id: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """A row that was there: what the columns that changed held and hold."""
        facts = {column: [before[column], after[column]] for column in after}
        self._changed.append((table, row_id, to_json(facts)))

    def tell(self, detail: Detail) -> None:
        """One more of what becomes of things."""
        self.counts[detail.thing, detail.fate] += 1
        if len(self.details) < DETAILS_KEPT:
            self.details.append(detail)

    def tell_changed(self, details: Sequence[Detail]) -> None:
        """The fields of one thing that change."""
        self.counts[details[0].thing, Fate.CHANGED] += 1
        self.details += details[: max(0, DETAILS_KEPT - len(self.details))]

    def fates(self) -> dict[Fate, int]:
        """How many things become what."""
        counts: Counter[Fate] = Counter()
        for (_, fate), count in self.counts.items():
            counts[fate] += count
        return dict(counts)

    def write(self, session: Session, files: Sequence[tuple[str, str, str]]) -> int:
        """Keep it, with (name, digest, format) of the files; the run's id."""
        (run_id,) = next_ids(session, "import_runs", 1)
        day = today(session).toordinal()
        row = (
            run_id,
            to_microseconds(now(session)),
            day,
            action_id(session),
            who(session),
            to_json(marks_of(session)),
        )
        insert_rows(session, "import_runs", "id, at, imported_on, action_id, who, marks", [row])
        insert_rows(
            session, "import_files", "run_id, name, digest, format", ((run_id, *each) for each in files)
        )
        rows = [
            *(
                (run_id, table, str(ImportAct.CREATED), first, last, None)
                for table, first, last in self._created
            ),
            *((run_id, table, str(ImportAct.CHANGED), at, at, facts) for table, at, facts in self._changed),
        ]
        insert_rows(session, "import_rows", "run_id, of_table, act, first_id, last_id, facts", rows)
        _forget_old(session, run_id)
        return run_id


def pointing() -> list[tuple[str, str, str]]:
    """(table, column, table that it points to) of rows that build on what an import makes."""
    return [
        (table.name, key.parent.name, key.column.table.name)
        for table in metadata.sorted_tables
        if table.name not in BUILDS_NOTHING
        for key in table.foreign_keys
        if key.column.table.name in _MADE
    ]


def marks_of(session: Session) -> dict[str, int]:
    """The highest id of each such table, and of the history: what builds on an import has a higher one."""
    tables = sorted({"history", *(table for table, *_ in pointing())})
    return {table: int(value(session, f"SELECT max(id) FROM {table}") or 0) for table in tables}


def lock_what_builds(session: Session) -> None:
    """Other tills wait, as on SQLite they do for any write: what they begin then finds the import gone."""
    if is_postgresql(session):
        tables = sorted({"import_runs", *_MADE, *(table for table, *_ in pointing())})
        run(session, f"LOCK TABLE {', '.join(tables)} IN EXCLUSIVE MODE")


def lower_marks(session: Session) -> None:
    """After rows went: on SQLite their ids come again, and would pass for older than an import is."""
    highest = marks_of(session)
    live = fetch(session, "SELECT id, marks FROM import_runs WHERE undone_at IS NULL AND marks IS NOT NULL")
    for run_id, stored in live:
        marks = read_facts(stored)
        lowered = {table: min(mark, highest.get(table, mark)) for table, mark in marks.items()}
        if lowered != marks:
            run(session, "UPDATE import_runs SET marks = ? WHERE id = ?", (to_json(lowered), run_id))


def run_of(session: Session) -> Run:
    """The run of the import that this session stores."""
    found = session.info.get(_KEY)
    if found is None:
        found = session.info[_KEY] = Run()
    return found


def start_run(session: Session) -> Run:
    """A fresh one."""
    session.info.pop(_KEY, None)
    return run_of(session)


def put_aside(session: Session, table: str) -> set[int]:
    """Ids of what an import made that was taken back, and others name: there, but not in use.

    What a later import woke is not put aside any more: it may be out of use because somebody wants it so.
    """
    aside = fetch(
        session, "SELECT first_id, run_id FROM import_rows WHERE of_table = ? AND act = 'put_aside'", (table,)
    )
    if not aside:
        return set()
    woken = fetch(
        session,
        "SELECT x.first_id, max(x.run_id) FROM import_rows x JOIN import_runs r ON r.id = x.run_id"
        " WHERE x.of_table = ? AND x.act = 'changed' AND r.undone_at IS NULL GROUP BY x.first_id",
        (table,),
    )
    since = dict(map(tuple, woken))
    return {row_id for row_id, run_id in aside if since.get(row_id, 0) < run_id}


def forms_of(session: Session, table: str) -> Callable[[str, Any], str]:
    """(column, stored value) to the text that a file has for it."""
    forms = {column: FORMS[kind] for column, (_, kind) in RECORDS[table].fields.items()}
    resources: dict[int, str] = {}
    if table == "products":
        resources = dict(map(tuple, fetch(session, "SELECT id, name FROM resources")))

    def text(column: str, value: Any) -> str:
        if value is None:
            return ""
        return resources.get(value, "") if column == "resource_id" else forms[column](value)

    return text


def _forget_old(session: Session, run_id: int) -> None:
    """Rows put aside stay known, so that they come to life again when a file names them."""
    kept = value(
        session,
        "SELECT id FROM import_runs WHERE id <= ? ORDER BY id DESC LIMIT 1 OFFSET ?",
        (run_id, RUNS_KEPT),
    )
    if kept is not None:
        run(session, "DELETE FROM import_rows WHERE run_id <= ? AND act <> 'put_aside'", (kept,))
