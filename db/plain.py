"""Rows of a shop's file without SQLAlchemy, whose import takes longer than all else before the first page.

It speaks as much of a session and a connection as db.rows asks for.
"""

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any

from db import schema
from db.place import FilePlace
from db.sqlite_file import APPLICATION_ID, Begin, connect, writable

log = logging.getLogger(__name__)


class MoreThanRowsError(Exception):
    """A read asked for what only SQLAlchemy's session has."""


class _Result:
    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self.fetchall = cursor.fetchall
        self._cursor = cursor

    def first(self) -> Any | None:
        row = self._cursor.fetchone()
        self._cursor.close()
        return row


class _Connection:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def exec_driver_sql(self, sql: str, params: Sequence[Any] = ()) -> _Result:
        return _Result(self.connection.execute(sql, params))


class _Dialect:
    name = "sqlite"


class _Bind:
    dialect = _Dialect()


class PlainSession:
    """What a read of rows needs of a session; MoreThanRowsError for all else."""

    def __init__(self, connection: sqlite3.Connection, info: dict[str, Any]) -> None:
        self.info = info
        self._connection = _Connection(connection)

    def connection(self) -> _Connection:
        """As a session's own."""
        return self._connection

    def get_bind(self) -> _Bind:
        """As a session's own, as far as it tells the dialect."""
        return _Bind()

    def __getattr__(self, name: str) -> Any:
        raise MoreThanRowsError(name)


class PlainFile:
    """One connection that only reads, lent to one thread at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lent = Lock()
        connection.execute("PRAGMA query_only=ON").close()

    @contextmanager
    def reading(self, info: dict[str, Any]) -> Iterator[PlainSession]:
        """All of it at one moment; MoreThanRowsError where somebody else is reading."""
        if not self._lent.acquire(blocking=False):
            raise MoreThanRowsError
        try:
            self._connection.execute(Begin.READ).close()
            try:
                yield PlainSession(self._connection, info)
            finally:
                self._connection.rollback()
        finally:
            self._lent.release()

    def close(self) -> None:
        """Once nobody is reading."""
        with self._lent:
            self._connection.close()


def plain_file(place: FilePlace, busy_seconds: float) -> PlainFile | None:
    """The file if nothing is wrong with it and it is of this generation; `open_database` sees to all else."""
    try:
        if not writable(place):
            return None
        connection = connect(place, busy_seconds=0)
    except (sqlite3.Error, ValueError):
        log.info("%s is not read plainly", place, exc_info=True)
        return None
    try:
        wanted = {"application_id": APPLICATION_ID, "user_version": schema.GENERATION}
        if all(_number(connection, name) == number for name, number in wanted.items()):
            connection.execute(f"PRAGMA busy_timeout={round(busy_seconds * 1000)}").close()
            return PlainFile(connection)
    except sqlite3.Error:
        log.info("%s is not read plainly", place, exc_info=True)
    connection.close()
    return None


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])
