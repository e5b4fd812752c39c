"""Imports that were: files that come a second time, and what may still be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.errors import AlreadyDone
from app.language import tr
from db.rows import Reader, fetch, fetch_one

SHOWN = 20


@dataclass(frozen=True, slots=True)
class PastRun:
    """An import by its id; `files` as they were called then."""

    id: int
    day: date
    who: str
    files: tuple[str, ...]


def past_runs(session: Reader) -> list[PastRun]:
    """The latest imports that were not taken back, the last first."""
    rows = fetch(
        session,
        "SELECT r.id, r.imported_on, r.who FROM import_runs r WHERE r.undone_at IS NULL"
        " AND EXISTS (SELECT 1 FROM import_rows x WHERE x.run_id = r.id) ORDER BY r.id DESC LIMIT ?",
        (SHOWN,),
    )
    return [
        PastRun(
            run_id,
            date.fromordinal(day),
            name,
            tuple(
                row[0]
                for row in fetch(
                    session, "SELECT name FROM import_files WHERE run_id = ? ORDER BY id", (run_id,)
                )
            ),
        )
        for run_id, day, name in rows
    ]


def changed_since(session: Reader, run_id: int, table: str, first: int, last: int) -> bool:
    """Whether a later import, that was not taken back, changed rows of a table with ids in this span."""
    found = fetch_one(
        session,
        "SELECT 1 FROM import_rows x JOIN import_runs r ON r.id = x.run_id AND r.undone_at IS NULL"
        " WHERE x.run_id > ? AND x.act = 'changed' AND x.of_table = ? AND x.first_id BETWEEN ? AND ? LIMIT 1",
        (run_id, table, first, last),
    )
    return found is not None


def any_came(session: Reader, of: str) -> bool:
    """Whether any file came in that was read as this."""
    return fetch_one(session, "SELECT 1 FROM import_files WHERE format = ? LIMIT 1", (of,)) is not None


def came_before(session: Reader, digest: str, of: str) -> date | None:
    """The day on which a file came in that had the same bytes and was read as the same."""
    row = fetch_one(
        session,
        "SELECT r.imported_on FROM import_files f"
        " JOIN import_runs r ON r.id = f.run_id AND r.undone_at IS NULL"
        " WHERE f.digest = ? AND f.format = ? ORDER BY r.id DESC LIMIT 1",
        (digest, of),
    )
    return date.fromordinal(row[0]) if row else None


def came_again(session: Reader, files: Sequence[tuple[str, str, str, bool]]) -> list[str]:
    """A sentence for each (name, digest, format, whether only once) that came in before.

    AlreadyDone where such a file may come in only once.
    """
    said = []
    for name, digest, form, once in files:
        day = came_before(session, digest, form)
        if day is None:
            continue
        if once:
            raise AlreadyDone(
                tr("{file} has come in already.", file=name),
                tr("It was imported on {day}; nothing was changed.", day=day.isoformat()),
            )
        said.append(tr("{file} came in on {day} already.", file=name, day=day.isoformat()))
    return said
