"""What is kept of an import so that it can be taken back."""

from dataclasses import dataclass, field
from typing import Any

from app.errors import NotFound, Refused
from app.importing.runs import RUNS_KEPT
from app.language import tr
from app.sentences import read_facts
from db.rows import Reader, fetch, fetch_one, value
from db.terms import ImportAct

Span = tuple[int, int]
"""First and last id."""


@dataclass(slots=True)
class KeptRun:
    """`created` by table; `changed` are (table, id, what the columns held before and after)."""

    id: int
    action: str
    marks: dict[str, int]
    created: dict[str, list[Span]] = field(default_factory=dict)
    changed: list[tuple[str, int, dict[str, list[Any]]]] = field(default_factory=list)

    def spans(self, table: str) -> list[Span]:
        """Of what it made in a table."""
        return self.created.get(table, [])


def kept_run(session: Reader, run_id: int) -> KeptRun:
    """Refused says why it cannot be taken back, whatever builds on it."""
    row = fetch_one(session, "SELECT undone_at, action_id, marks FROM import_runs WHERE id = ?", (run_id,))
    if row is None:
        raise NotFound(tr("There is no such import."), tr("Reload the list."))
    undone_at, action, marks = row
    if undone_at is not None:
        raise Refused(tr("This import was taken back already."), tr("Reload the list."))
    kept = KeptRun(run_id, str(action), read_facts(marks))
    rows = fetch(
        session,
        "SELECT of_table, act, first_id, last_id, facts FROM import_rows WHERE run_id = ? ORDER BY id",
        (run_id,),
    )
    if not rows:
        raise _nothing_kept(session, run_id)
    for table, act, first, last, facts in rows:
        if act == ImportAct.CREATED:
            kept.created.setdefault(table, []).append((first, last))
        else:
            kept.changed.append((table, first, read_facts(facts)))
    return kept


def _nothing_kept(session: Reader, run_id: int) -> Refused:
    if int(value(session, "SELECT count(*) FROM import_runs WHERE id > ?", (run_id,)) or 0) < RUNS_KEPT:
        return Refused(tr("This import changed nothing."), tr("There is nothing to take back."))
    return Refused(
        tr("What this import changed is not kept any more."),
        tr("Only the latest imports can be taken back; mend the rest by hand."),
    )
