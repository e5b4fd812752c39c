"""What can be wrong with a shop's database, told apart from the drivers' errors; the sentences are in `app`."""

import sqlite3
from enum import StrEnum, auto

from sqlalchemy.exc import DBAPIError


class ProblemKind(StrEnum):
    """One kind for each thing the owner would do something else about."""

    MISSING = auto()
    FOLDER = auto()
    EMPTY = auto()
    GARBAGE = auto()
    FOREIGN = auto()
    NEWER = auto()
    READ_ONLY = auto()
    UNREADABLE = auto()
    EXISTS = auto()
    LOCKED = auto()
    CORRUPT = auto()
    DISK_FULL = auto()
    DISK_ERROR = auto()
    MIGRATION_FAILED = auto()
    BAD_URL = auto()
    UNREACHABLE = auto()
    WRONG_PASSWORD = auto()
    NO_DATABASE = auto()
    NOT_A_SHOP = auto()
    NOT_EMPTY = auto()
    NOT_UTF8 = auto()
    NOT_ALLOWED = auto()
    CONNECTION_LOST = auto()
    BUSY_SERVER = auto()
    LAW_BROKEN = auto()
    FAILED = auto()


class DatabaseProblem(Exception):
    """The database cannot be used as asked; `facts` are strings for the sentence about it, never a password."""

    def __init__(self, kind: ProblemKind, **facts: str) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.facts = facts


class Repeat(Exception):  # noqa: N818
    """The transaction lost a race and was rolled back: run it again."""


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

# SQLSTATE, whole or its class (first two characters).
_POSTGRESQL = {
    "55P03": ProblemKind.BUSY_SERVER,
    "28": ProblemKind.WRONG_PASSWORD,
    "3D": ProblemKind.NO_DATABASE,
    "42501": ProblemKind.NOT_ALLOWED,
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

# Serialization failure, deadlock, and a unique key that another till took between our look and our write.
_RACES = ("40001", "40P01", "23505")


def problem_of(error: Exception, place: str, *, password: str = "") -> DatabaseProblem:
    """The problem behind an error of SQLAlchemy or a driver."""
    cause = driver_error(error)
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        kind = _SQLITE.get(code, ProblemKind.FAILED)
    elif state := getattr(cause, "sqlstate", None):
        found = (_POSTGRESQL.get(state[:length]) for length in (5, 3, 2))
        kind = next((kind for kind in found if kind), ProblemKind.FAILED)
    else:
        kind = ProblemKind.CONNECTION_LOST if _is_operational(cause) else ProblemKind.FAILED
    return DatabaseProblem(kind, place=place, said=_without(password, str(cause)))


def lost_a_race(error: Exception) -> bool:
    """Whether the server gave up this transaction so that another could go on."""
    return getattr(driver_error(error), "sqlstate", None) in _RACES


def was_locked(error: Exception) -> bool:
    """Whether another connection of SQLite held the lock."""
    code = getattr(driver_error(error), "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def driver_error(error: Exception) -> BaseException:
    """The driver's own error inside SQLAlchemy's wrapping."""
    return error.orig if isinstance(error, DBAPIError) and error.orig else error


def _is_operational(cause: BaseException) -> bool:
    return any(kind.__name__ == "OperationalError" for kind in type(cause).__mro__)


def _without(password: str, text: str) -> str:
    return text.replace(password, "•••") if password else text
