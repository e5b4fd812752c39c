"""Create a shop's database, or open one after making sure that it is ours."""

import difflib
import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from db import schema
from db.driver_errors import problem_of
from db.engine import beginning, engine_for
from db.migrating import migrate
from db.place import FilePlace, Place, absolute
from db.problems import DatabaseProblem, ProblemKind
from db.schema import create_tables, generation_of, lock_schema
from db.sqlite_file import BUSY_SECONDS, Begin, writable

_SQLITE_MAGIC = b"SQLite format 3\0"


def create_database(
    place: Place, furnish: Callable[[Connection], None], *, busy_seconds: float = BUSY_SECONDS
) -> Engine:
    """A new shop's engine; `furnish` adds the first rows in the transaction that creates the tables.

    Never touches a file or a table that is there, and leaves nothing if it fails.
    """
    if isinstance(place, FilePlace):
        _new_file(place)
    elif not place.names_database:
        # The server would take the user's own database, which nobody asked for.
        raise DatabaseProblem(ProblemKind.UNNAMED_DATABASE, place=str(place))
    try:
        with _opened(place, busy_seconds) as engine, beginning(engine, Begin.WRITE).begin() as connection:
            lock_schema(connection)
            if not isinstance(place, FilePlace):
                _check_empty_server(connection, place)
            create_tables(connection)
            furnish(connection)
    except BaseException:
        if isinstance(place, FilePlace):
            place.path.unlink()
        raise
    return engine


def open_database(place: Place, *, busy_seconds: float = BUSY_SECONDS) -> tuple[Engine, Path | None]:
    """The engine of an existing shop, and the copy of the old file if it had to be migrated."""
    if isinstance(place, FilePlace):
        _check_file(place)
    with _opened(place, busy_seconds) as engine:
        generation = _generation(engine, place)
        if isinstance(place, FilePlace) and not writable(place):
            raise DatabaseProblem(ProblemKind.READ_ONLY, place=str(place))
        copy = migrate(place, engine, busy_seconds=busy_seconds) if generation < schema.GENERATION else None
    return engine, copy


@contextmanager
def _opened(place: Place, busy_seconds: float) -> Iterator[Engine]:
    """An engine that is disposed of if anything goes wrong, with every driver's error told as a problem."""
    engine = engine_for(place, busy_seconds=busy_seconds)
    try:
        yield engine
    except (DBAPIError, sqlite3.Error) as error:
        engine.dispose()
        # A failed connection's own error is left out of what a log prints: it quotes the server's address.
        raise problem_of(error, place) from None
    except BaseException:
        engine.dispose()
        raise


def _generation(engine: Engine, place: Place) -> int:
    with beginning(engine, Begin.READ).connect() as connection:
        generation = generation_of(connection)
    if generation is None:
        foreign = ProblemKind.FOREIGN if isinstance(place, FilePlace) else ProblemKind.NOT_A_SHOP
        raise DatabaseProblem(foreign, **_facts(place))
    if generation > schema.GENERATION:
        raise DatabaseProblem(
            ProblemKind.NEWER, **_facts(place), generation=str(generation), ours=str(schema.GENERATION)
        )
    return generation


def _facts(place: Place) -> dict[str, str]:
    if isinstance(place, FilePlace):
        return {"place": str(place)}
    return {"place": str(place), "database": place.database}


def _check_empty_server(connection: Connection, place: Place) -> None:
    if connection.exec_driver_sql("SHOW server_encoding").scalar() != "UTF8":
        raise DatabaseProblem(ProblemKind.NOT_UTF8, **_facts(place))
    if generation_of(connection) is not None:
        raise DatabaseProblem(ProblemKind.EXISTS, **_facts(place))
    tables = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"
    if connection.exec_driver_sql(tables).scalar():
        raise DatabaseProblem(ProblemKind.NOT_EMPTY, **_facts(place))


def _new_file(place: FilePlace) -> None:
    path = place.path
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    except FileExistsError:
        kind = ProblemKind.FOLDER if path.is_dir() else ProblemKind.EXISTS
        raise DatabaseProblem(kind, place=str(place)) from None
    except (OSError, ValueError) as error:
        folder = os.path.dirname(absolute(place))
        kind = _creation_problem(error, folder)
        raise DatabaseProblem(kind, place=str(place), folder=folder, said=str(error)) from None


def _creation_problem(error: OSError | ValueError, folder: str) -> ProblemKind:
    if isinstance(error, FileNotFoundError | NotADirectoryError) and not os.path.isdir(folder):
        return ProblemKind.NO_FOLDER
    full = isinstance(error, OSError) and error.errno == errno.ENOSPC
    return ProblemKind.DISK_FULL if full else ProblemKind.NOT_CREATABLE


def _check_file(place: FilePlace) -> None:
    """Name what SQLite would only call 'unable to open' or 'not a database'."""
    path = place.path
    if path.is_dir():
        raise DatabaseProblem(ProblemKind.FOLDER, place=str(place))
    try:
        with path.open("rb") as file:
            start = file.read(len(_SQLITE_MAGIC))
    except (FileNotFoundError, NotADirectoryError):
        raise _missing(place) from None
    except (OSError, ValueError) as error:
        raise DatabaseProblem(ProblemKind.UNREADABLE, place=str(place), said=str(error)) from None
    if not start:
        raise DatabaseProblem(ProblemKind.EMPTY, place=str(place))
    if start != _SQLITE_MAGIC:
        raise DatabaseProblem(ProblemKind.GARBAGE, place=str(place))


def _missing(place: FilePlace) -> DatabaseProblem:
    """The file's absence, with the nearest thing that is there: a similar file, else an existing folder."""
    path = Path(absolute(place))
    folder = next(parent for parent in path.parents if parent.is_dir())
    names = sorted(entry.name for entry in folder.iterdir()) if folder == path.parent else []
    similar = difflib.get_close_matches(path.name, names, n=1)
    return DatabaseProblem(
        ProblemKind.MISSING,
        place=str(place),
        folder=str(folder),
        similar=str(folder / similar[0]) if similar else "",
    )
