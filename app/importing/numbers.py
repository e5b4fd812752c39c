"""Document numbers that a file brings along."""

import re
from collections.abc import Iterable
from itertools import islice

from sqlalchemy.orm import Session

from app.actions.documents import PREFIXES
from app.language import tr
from app.progress import Progress
from db.rows import fetch, run

_AT_ONCE = 500
# Farther on, the series would run out of digits before the shop runs out of orders.
_LONGEST = 12


def taken_numbers(
    session: Session, table: str, numbers: Iterable[str], progress: Progress | None = None, total: int = 0
) -> set[str]:
    """Those of the numbers under which something is posted already; `total` is how many are asked for."""
    taken: set[str] = set()
    left, done = iter(numbers), 0
    while part := list(islice(left, _AT_ONCE)):
        if progress is not None:
            progress.at(tr("Looking for numbers that are taken"), done, total)
        marks = ", ".join("?" * len(part))
        taken.update(
            row[0] for row in fetch(session, f"SELECT number FROM {table} WHERE number IN ({marks})", part)
        )
        done += len(part)
    return taken


def comes_twice(number: str, file: str) -> str:
    """Why a paper is refused that an earlier file of the same import brings."""
    return tr("{number} comes in with {file} already.", number=number, file=file)


def advance_series(session: Session, kind: str, numbers: Iterable[str]) -> None:
    """The series goes on behind the highest imported number that looks like one of its own."""
    prefix = PREFIXES[kind]
    own = re.compile(rf"{re.escape(prefix)}([0-9]{{1,{_LONGEST}}})")
    highest = max((int(match[1]) for number in numbers if (match := own.fullmatch(number))), default=None)
    if highest is not None:
        run(
            session,
            "INSERT INTO number_series (kind, prefix, next) VALUES (?, ?, ?) ON CONFLICT (kind) DO UPDATE"
            " SET next = CASE WHEN excluded.next > number_series.next THEN excluded.next"
            " ELSE number_series.next END",
            (kind, prefix, max(1000, highest) + 1),
        )
