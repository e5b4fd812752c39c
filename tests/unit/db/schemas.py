"""What a schema looks like from inside the database, for comparing two of them."""

import re
from typing import Any

from sqlalchemy import Connection

_POSTGRESQL = {
    "columns": """
        SELECT table_name, ordinal_position, column_name, data_type, collation_name, column_default,
               is_nullable, generation_expression
        FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2""",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
    "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
}


def description(connection: Connection) -> dict[str, Any]:
    """Everything that tells one schema from another, keyed so that a difference names its place."""
    if connection.dialect.name == "sqlite":
        return _of_sqlite(connection)
    return {
        part: [tuple(row) for row in connection.exec_driver_sql(query)] for part, query in _POSTGRESQL.items()
    }


def _of_sqlite(connection: Connection) -> dict[str, Any]:
    found: dict[str, Any] = {
        f"{row.type} {row.name}": _statement(row.sql)
        for row in connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master")
    }
    for pragma in ("application_id", "user_version"):
        found[pragma] = connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
    return found


def _statement(sql: str | None) -> str:
    # A renamed table's name stands in quotes; how a statement is broken into lines says nothing.
    unquoted = re.sub(r'^(CREATE TABLE )"(\w+)"', r"\1\2", sql or "")
    return re.sub(r"\s*([(),])\s*", r"\1", re.sub(r"\s+", " ", unquoted)).strip()
