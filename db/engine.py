"""Engines: how a connection to SQLite or PostgreSQL is opened, and how its transactions begin."""

import os
import sqlite3
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from db.place import FilePlace, Place, ServerPlace, absolute

APPLICATION_ID = 0x42446B31
"""Stands in the header of our SQLite files ('BDk1')."""

BUSY_SECONDS = 30.0
"""How long a transaction waits for another one's lock."""

# Older ones can lose a commit when a checkpoint meets a write (https://sqlite.org/wal.html#walresetbug).
FIRST_SAFE_WAL = (3, 51, 3)
CONNECT_SECONDS = 10


class Begin(StrEnum):
    """How a transaction starts; the value is SQLite's statement."""

    READ = "BEGIN"
    WRITE = "BEGIN IMMEDIATE"
    TRIAL = "BEGIN DEFERRED"


def engine_for(place: Place, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """An engine that opens no connection yet; its transactions write unless `beginning` says otherwise."""
    if isinstance(place, FilePlace):
        return file_engine(place, busy_seconds=busy_seconds)
    return server_engine(place, busy_seconds=busy_seconds)


def beginning(engine: Engine, begin: Begin) -> Engine:
    """The same engine and pool, with every transaction begun this way."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(begin=begin)
    if begin is Begin.READ:
        # One snapshot for all statements of a read, as SQLite gives it.
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine.execution_options(isolation_level="READ COMMITTED")


def file_engine(place: FilePlace, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """SQLite; the file must exist, a connection never creates one."""
    address = file_address(absolute(place))

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address, uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False
        )
        try:
            _set_pragmas(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, pool_size=4)
    event.listen(engine, "begin", _begin)
    return engine


def server_engine(place: ServerPlace, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """PostgreSQL through psycopg 3, READ COMMITTED."""
    return create_engine(
        place.url,
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,
        pool_size=4,
        hide_parameters=True,
        connect_args={
            "application_name": "Backorder Desk",
            "client_encoding": "utf8",
            "connect_timeout": CONNECT_SECONDS,
            "keepalives_idle": 30,
            "options": f"-c lock_timeout={round(busy_seconds * 1000)} -c timezone=UTC",
        },
    )


def file_address(path: str, mode: str = "rw") -> str:
    """SQLite's URI of a file, for any character a path may hold."""
    posix = path.replace(os.sep, "/")
    rooted = posix if posix.startswith("/") else f"/{posix}"
    return f"file://{quote(os.fsencode(rooted))}?mode={mode}"


def _set_pragmas(connection: sqlite3.Connection) -> None:
    safe_wal = sqlite3.sqlite_version_info >= FIRST_SAFE_WAL
    wanted = {
        "foreign_keys": "ON",
        "recursive_triggers": "ON",
        "trusted_schema": "OFF",
        "mmap_size": "0",
        "synchronous": "FULL" if safe_wal else "EXTRA",
        # A long write stays in memory until its commit, so that readers are not shut out.
        "cache_spill": "OFF",
        "temp_store": "MEMORY",
        "cache_size": "-32768",
    }
    for name, value in wanted.items():
        connection.execute(f"PRAGMA {name}={value}").close()
    mode = "WAL" if safe_wal else "DELETE"
    if str(connection.execute("PRAGMA journal_mode").fetchone()[0]).upper() != mode:
        connection.execute(f"PRAGMA journal_mode={mode}").close()


def _begin(connection: Connection) -> None:
    begin: Any = connection.get_execution_options().get("begin", Begin.WRITE)
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    # A read that writes would take SQLite's lock late, where it cannot wait for it.
    only_reads = begin is Begin.READ
    # Said only when it changes: SQLite compiles every statement anew after it.
    if connection.info.get("only_reads", False) is not only_reads:
        driver.execute(f"PRAGMA query_only={'ON' if only_reads else 'OFF'}").close()
        connection.info["only_reads"] = only_reads
    driver.execute(begin).close()
