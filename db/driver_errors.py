"""From what SQLite and PostgreSQL say to what is wrong."""

import os
import sqlite3
import sys
from typing import Any

from db.place import FilePlace, Place, absolute
from db.problems import DatabaseProblem, ProblemKind

_SQLITE = {
    sqlite3.SQLITE_BUSY: ProblemKind.LOCKED,
    sqlite3.SQLITE_LOCKED: ProblemKind.LOCKED,
    sqlite3.SQLITE_PROTOCOL: ProblemKind.LOCKED,
    sqlite3.SQLITE_READONLY: ProblemKind.READ_ONLY,
    sqlite3.SQLITE_PERM: ProblemKind.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: ProblemKind.UNREADABLE,
    sqlite3.SQLITE_CORRUPT: ProblemKind.CORRUPT,
    sqlite3.SQLITE_NOTADB: ProblemKind.GARBAGE,
    sqlite3.SQLITE_FULL: ProblemKind.DISK_FULL,
    sqlite3.SQLITE_IOERR: ProblemKind.DISK_ERROR,
    sqlite3.SQLITE_CONSTRAINT: ProblemKind.LAW_BROKEN,
}

# By SQLSTATE, whole or its first three or two characters.
_POSTGRESQL = {
    "40001": ProblemKind.LOCKED,
    "40P01": ProblemKind.LOCKED,
    "55P03": ProblemKind.LOCKED,
    "28": ProblemKind.WRONG_PASSWORD,
    "3D": ProblemKind.NO_DATABASE,
    "42501": ProblemKind.NOT_ALLOWED,
    "25006": ProblemKind.READ_ONLY,
    "53100": ProblemKind.DISK_FULL,
    "53": ProblemKind.UNREACHABLE,
    "57P03": ProblemKind.UNREACHABLE,
    "57P": ProblemKind.CONNECTION_LOST,
    "08": ProblemKind.CONNECTION_LOST,
    "XX001": ProblemKind.CORRUPT,
    "XX002": ProblemKind.CORRUPT,
    "58": ProblemKind.DISK_ERROR,
    "23": ProblemKind.LAW_BROKEN,
    "P0001": ProblemKind.LAW_BROKEN,
}

# Serialization failure, deadlock, and a unique key that another till took, or a row that it deleted,
# between our look and our write.
_RACES = ("40001", "40P01", "23505", "23503")


def is_driver_error(error: Exception) -> bool:
    """Whether the error comes from a database driver, wrapped by SQLAlchemy or not."""
    # Imported when they are first needed: psycopg by a connection to a server, SQLAlchemy by the first write.
    psycopg = sys.modules.get("psycopg")
    return (
        isinstance(error, sqlite3.Error)
        or _is_wrapped(error)
        or (psycopg is not None and isinstance(error, psycopg.Error))
    )


def problem_of(error: Exception, place: Place) -> DatabaseProblem:
    """The problem behind an error of SQLAlchemy or a driver."""
    cause = driver_error(error)
    kind = _of_sqlite(cause, place) if isinstance(cause, sqlite3.Error) else _of_postgresql(cause)
    said = (str(cause).splitlines() or [""])[0]
    if isinstance(place, FilePlace):
        return DatabaseProblem(kind, place=str(place), said=said)
    if place.url.password:
        said = said.replace(str(place.url.password), "•••")
    return DatabaseProblem(kind, place=str(place), database=place.database, said=said)


def lost_a_race(error: Exception) -> bool:
    """Whether the server gave up this transaction so that another could go on: it is worth another try."""
    return getattr(driver_error(error), "sqlstate", None) in _RACES


def was_locked(error: Exception) -> bool:
    """Whether another connection of SQLite held the lock."""
    return _sqlite_code(driver_error(error)) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def driver_error(error: Exception) -> BaseException:
    """The driver's own error inside SQLAlchemy's wrapping."""
    orig: BaseException | None = getattr(error, "orig", None) if _is_wrapped(error) else None
    return orig or error


def _is_wrapped(error: Exception) -> bool:
    wrapping = sys.modules.get("sqlalchemy.exc")
    return wrapping is not None and isinstance(error, wrapping.DBAPIError)


def _sqlite_code(cause: BaseException) -> int:
    code: int = getattr(cause, "sqlite_errorcode", 0)
    return code & 0xFF


def _of_sqlite(cause: sqlite3.Error, place: Place) -> ProblemKind:
    kind = _SQLITE.get(_sqlite_code(cause), ProblemKind.FAILED)
    if kind is not ProblemKind.UNREADABLE or not isinstance(place, FilePlace):
        return kind
    # SQLite says the same of a file that went away and of a folder in which it may not put its journal.
    path = absolute(place)
    if not os.path.exists(path):
        return ProblemKind.MISSING
    return kind if os.access(os.path.dirname(path), os.W_OK) else ProblemKind.READ_ONLY


def _of_postgresql(cause: BaseException) -> ProblemKind:
    if state := getattr(cause, "sqlstate", None):
        found = (_POSTGRESQL.get(state[:length]) for length in (5, 3, 2))
        return next((kind for kind in found if kind), ProblemKind.FAILED)
    said = str(cause)
    if said.startswith(("connection failed", "connection is bad", "connection timeout")):
        return _of_refused_connection(said, getattr(cause, "pgconn", None))
    operational = any(kind.__name__ == "OperationalError" for kind in type(cause).__mro__)
    return ProblemKind.CONNECTION_LOST if operational else ProblemKind.FAILED


def _of_refused_connection(said: str, connection: Any) -> ProblemKind:
    """A refused connection has no SQLSTATE, only words in the server's language: quoted names tell."""
    user, database = (f'"{(getattr(connection, name, b"") or b"").decode()}"' for name in ("user", "db"))
    # After the address, which may be quoted too.
    answer = said.rpartition("failed: ")[2]
    if f"database {database}" in answer and f"user {user}" not in answer:
        return ProblemKind.NO_DATABASE
    if user in answer or "password" in answer.lower():
        return ProblemKind.WRONG_PASSWORD
    return ProblemKind.NO_DATABASE if database in answer else ProblemKind.UNREACHABLE
