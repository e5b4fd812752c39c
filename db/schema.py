"""The schema's generation: what this program writes, and what a database holds."""

from typing import TYPE_CHECKING

from db.sqlite_file import APPLICATION_ID

if TYPE_CHECKING:
    from sqlalchemy import Connection

GENERATION = 5
"""Grows by one with each migration; revision '0001' is generation 1."""

VERSION_TABLE = "backorder_desk_version"
"""Alembic's table; that it exists is how a shop on a server is known."""

_VERSION_TABLE_SQL = f"""\
CREATE TABLE {VERSION_TABLE} (
\tversion_num VARCHAR(32) NOT NULL,
\tCONSTRAINT {VERSION_TABLE}_pkc PRIMARY KEY (version_num)
)"""

# One number for all shops of a server is enough: creating and migrating are rare.
_ADVISORY_LOCK = APPLICATION_ID


def revision(generation: int) -> str:
    """Alembic's name of a generation."""
    return f"{generation:04}"


def create_tables(connection: "Connection") -> None:
    """The newest schema at once, equal to what the migrations lead to."""
    from db.models.all import metadata
    from db.triggers import append_only_tables, create_triggers

    metadata.create_all(connection, checkfirst=False)
    create_triggers(connection, append_only_tables(metadata))
    connection.exec_driver_sql(_VERSION_TABLE_SQL)
    connection.exec_driver_sql(f"INSERT INTO {VERSION_TABLE} VALUES ('{revision(GENERATION)}')")
    mark(connection, GENERATION)


def mark(connection: "Connection", generation: int) -> None:
    """Write whose file it is and its generation into SQLite's header, within the transaction."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={generation}")


def lock_schema(connection: "Connection") -> None:
    """Keep other tills from creating or migrating until this transaction ends (SQLite's lock does)."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")


def generation_of(connection: "Connection") -> int | None:
    """The schema's generation; None where the database is no shop."""
    if connection.dialect.name == "sqlite":
        if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
            return None
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0) or None
    if connection.exec_driver_sql(f"SELECT to_regclass('{VERSION_TABLE}')").scalar() is None:
        return None
    found = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar()
    return int(found) if found else None
