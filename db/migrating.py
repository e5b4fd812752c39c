"""Bring an older shop up to this program's schema: one transaction, checked, or nothing at all."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from db import schema
from db.backup import backup
from db.driver_errors import problem_of
from db.engine import beginning, file_engine
from db.place import FilePlace, Place
from db.problems import DatabaseProblem, ProblemKind
from db.schema import VERSION_TABLE, generation_of, lock_schema, mark, revision
from db.sqlite_file import Begin

SCRIPTS = Path(__file__).parent / "migrations"


def migrate(place: Place, engine: Engine, *, busy_seconds: float) -> Path | None:
    """Upgrade to the newest generation; the path of the copy of the old file that was made first, on SQLite.

    Raises MIGRATION_FAILED (or what the disk or the lock says), and then the shop is as it was.
    """
    if not isinstance(place, FilePlace):
        _migrate_with(beginning(engine, Begin.WRITE), place, None)
        return None
    # Nobody else's connection may hold on to the old schema, and this one has foreign keys off.
    engine.dispose()
    copy = _copied(place)
    own = file_engine(place, busy_seconds=busy_seconds)
    try:
        _migrate_with(own, place, copy)
    finally:
        own.dispose()
    return copy


def upgrade(connection: Connection, generation: int) -> None:
    """Run the scripts up to a generation inside the connection's transaction."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(SCRIPTS))
    environment = EnvironmentContext(
        Config(),
        script,
        fn=lambda current, _context: script._upgrade_revs(revision(generation), current),
    )
    with environment:
        environment.configure(connection=connection, version_table=VERSION_TABLE)
        environment.run_migrations()
    mark(connection, generation)


def _copied(place: FilePlace) -> Path:
    try:
        return backup(place.path)
    except sqlite3.Error as error:
        raise problem_of(error, place) from error
    except OSError as error:
        raise DatabaseProblem(ProblemKind.READ_ONLY, place=str(place)) from error


def _migrate_with(engine: Engine, place: Place, copy: Path | None) -> None:
    try:
        with engine.connect() as connection:
            foreign_keys_off(connection)
            with connection.begin():
                lock_schema(connection)
                # Another till may have been faster.
                if generation_of(connection) != schema.GENERATION:
                    upgrade(connection, schema.GENERATION)
                    _check(connection)
    except Exception as error:
        raise _failure(error, place, copy) from error


def foreign_keys_off(connection: Connection) -> None:
    """As tables are rebuilt on SQLite; before the transaction begins."""
    driver = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection):
        driver.execute("PRAGMA foreign_keys=OFF").close()


def _check(connection: Connection) -> None:
    """Refuse a migrated file whose rows or pages do not hold together."""
    if connection.dialect.name != "sqlite":
        return
    orphan = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if orphan is not None:
        raise ValueError(f"{orphan[0]} row {orphan[1]} points to no row of {orphan[2]}")
    found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
    if found != "ok":
        raise ValueError(str(found))


def _failure(error: Exception, place: Place, copy: Path | None) -> DatabaseProblem:
    if isinstance(error, DBAPIError | sqlite3.Error):
        problem = problem_of(error, place)
        if problem.kind in (ProblemKind.LOCKED, ProblemKind.DISK_FULL, ProblemKind.CORRUPT):
            return problem
        said = problem.facts["said"]
    else:
        said = str(error)
    return DatabaseProblem(
        ProblemKind.MIGRATION_FAILED, place=str(place), said=said, backup=str(copy) if copy else ""
    )
