"""Engines: how a connection to SQLite or PostgreSQL is opened, and how its transactions begin."""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

import db.models.all  # noqa: F401 - whoever writes a row needs every table that it may point to
from db.place import FilePlace, Place, ServerPlace
from db.sqlite_file import BUSY_SECONDS, Begin, connect

CONNECT_SECONDS = 10


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
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: connect(place, busy_seconds),
        poolclass=QueuePool,
        pool_size=4,
    )
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
            # A cable that was pulled is noticed within seconds, not after a quarter of an hour.
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 15_000,
            "options": f"-c lock_timeout={round(busy_seconds * 1000)} -c timezone=UTC",
        },
    )


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
