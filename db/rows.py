"""Plain rows: SQL with `?` placeholders over whole numbers and text, alike on SQLite and PostgreSQL."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

# Ids that one statement names in a list; SQLite reads no statement above 1,000,000 bytes.
CHUNK = 20_000

Params = Sequence[Any]


@lru_cache(maxsize=512)
def _for_psycopg(sql: str) -> str:
    return sql.replace("%", "%%").replace("?", "%s")


def _spelled(session: Session, sql: str) -> str:
    return _for_psycopg(sql) if is_postgresql(session) else sql


def is_postgresql(session: Session) -> bool:
    """Whether the session speaks to PostgreSQL."""
    return session.get_bind().dialect.name == "postgresql"


def fetch(session: Session, sql: str, params: Params = ()) -> list[Any]:
    """All rows as tuples of whole numbers and text."""
    result = session.connection().exec_driver_sql(_spelled(session, sql), tuple(params))
    return list(result.fetchall())


def fetch_wide(session: Session, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
    """As `fetch`, past SQLAlchemy: for many columns its description of each takes longer than the rows."""
    cursor = session.connection().connection.cursor()
    try:
        cursor.execute(_spelled(session, sql), tuple(params))
        return cursor.fetchall()  # type: ignore[return-value]
    finally:
        cursor.close()


def fetch_one(session: Session, sql: str, params: Params = ()) -> Any | None:
    """The first row, or None."""
    return session.connection().exec_driver_sql(_spelled(session, sql), tuple(params)).first()


def value(session: Session, sql: str, params: Params = ()) -> Any | None:
    """The first column of the first row, or None."""
    row = fetch_one(session, sql, params)
    return None if row is None else row[0]


def fetch_for(session: Session, sql: str, ids: Iterable[int], params: Params = ()) -> list[Any]:
    """Rows of a statement whose `{ids}` stands for a list of ids, in as many statements as it takes."""
    listed = list(ids)
    rows: list[Any] = []
    for start in range(0, len(listed), CHUNK):
        part = ",".join(map(str, listed[start : start + CHUNK]))
        rows += fetch(session, sql.replace("{ids}", part), params)
    return rows


def run(session: Session, sql: str, params: Params = ()) -> int:
    """Execute, and tell how many rows it touched."""
    return session.connection().exec_driver_sql(_spelled(session, sql), tuple(params)).rowcount


def run_many(session: Session, sql: str, rows: Sequence[Params]) -> None:
    """Execute once per row of parameters."""
    if rows:
        session.connection().exec_driver_sql(_spelled(session, sql), list(rows))
