"""Many rows at once: ids set aside before, COPY on PostgreSQL, one prepared statement on SQLite."""

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from db.rows import Params, fetch, is_postgresql, value

_DRAWN_AT_ONCE = 20_000


def next_ids(session: Session, table: str, count: int) -> Sequence[int]:
    """Ascending ids that no other transaction will use; on SQLite the write lock keeps them."""
    if is_postgresql(session):
        return _drawn(session, table, count)
    first = int(value(session, f"SELECT coalesce(max(id), 0) + 1 FROM {table}") or 1)
    return range(first, first + count)


def _drawn(session: Session, table: str, count: int) -> "array[int]":
    """Others draw between ours; eight bytes each, since there may be a million."""
    sql = f"SELECT nextval(pg_get_serial_sequence('{table}', 'id')) FROM generate_series(1, ?)"
    ids = array("q")
    while len(ids) < count:
        ids.extend(sorted(row[0] for row in fetch(session, sql, (min(_DRAWN_AT_ONCE, count - len(ids)),))))
    return ids


def insert_rows(session: Session, table: str, columns: str, rows: Iterable[Params]) -> None:
    """Insert rows of whole numbers, text and None as they come; `columns` are parted by commas."""
    cursor: Any = session.connection().connection.cursor()
    try:
        if is_postgresql(session):
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(columns.split(",")))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
    finally:
        cursor.close()
