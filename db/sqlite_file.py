"""A connection to a shop's SQLite file: its address, and what is set before its first statement."""

import os
import sqlite3
from enum import StrEnum
from urllib.parse import quote

from db.place import FilePlace, absolute

APPLICATION_ID = 0x42446B31
"""Stands in the header of our SQLite files ('BDk1')."""

BUSY_SECONDS = 30.0
"""How long a transaction waits for another one's lock."""

SPILL_PAGES = 16_000
"""How many changed pages of 4 KiB a write keeps in memory; SQLite takes a multiple of 256 for 'off'."""

# Older ones can lose a commit when a checkpoint meets a write (https://sqlite.org/wal.html#walresetbug).
FIRST_SAFE_WAL = (3, 51, 3)


class Begin(StrEnum):
    """How a transaction starts; the value is SQLite's statement."""

    READ = "BEGIN"
    WRITE = "BEGIN IMMEDIATE"
    TRIAL = "BEGIN DEFERRED"


def connect(place: FilePlace, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """A connection that leaves transactions to its owner; the file must exist, it is never created."""
    connection = sqlite3.connect(
        file_address(absolute(place)),
        uri=True,
        timeout=busy_seconds,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        _set_pragmas(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def writable(place: FilePlace) -> bool:
    """Whether this user may write; the journal lies beside the file, so the folder must take it."""
    path = absolute(place)
    return os.access(path, os.W_OK) and os.access(os.path.dirname(path), os.W_OK)


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
        # Pages: a long write stays in memory until its commit, so that readers are not shut out; one that
        # changes more than sixty megabytes must not take all memory there is.
        "cache_spill": str(SPILL_PAGES),
        "temp_store": "MEMORY",
        "cache_size": "-32768",
    }
    for name, value in wanted.items():
        connection.execute(f"PRAGMA {name}={value}").close()
    mode = "WAL" if safe_wal else "DELETE"
    if str(connection.execute("PRAGMA journal_mode").fetchone()[0]).upper() != mode:
        connection.execute(f"PRAGMA journal_mode={mode}").close()
