"""Rebuild a table of SQLite: what ALTER TABLE cannot do there, without losing rows, children or triggers.

The transaction must have begun with foreign_keys off, as migrations do: with them on, dropping the old
table would delete or orphan the rows that point to it.
"""

import re
from collections.abc import Mapping

from sqlalchemy import Connection, Table
from sqlalchemy.schema import CreateIndex, CreateTable


def rebuild_table(connection: Connection, table: Table, *, values: Mapping[str, str] | None = None) -> None:
    """Give the table named like `table` that definition and keep its rows, references and triggers.

    `values` holds for a column of the new definition the SQL expression over the old row that fills it
    (a renamed or converted column); a new column without one takes its default. Dropped columns are lost.
    Triggers come back as they were: drop beforehand those that speak of a column that goes.
    """
    if connection.exec_driver_sql("PRAGMA foreign_keys").scalar():
        raise RuntimeError("foreign_keys must be off before the transaction begins")
    name = table.name
    triggers = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? ORDER BY rowid", (name,)
    ).all()
    sources = _sources(connection, table, values or {})
    connection.exec_driver_sql(_create_as(connection, table, f"rebuilt_{name}"))
    into, taken = ", ".join(sources), ", ".join(sources.values())
    connection.exec_driver_sql(f"INSERT INTO rebuilt_{name} ({into}) SELECT {taken} FROM {name}")
    connection.exec_driver_sql(f"DROP TABLE {name}")
    _rename(connection, f"rebuilt_{name}", name)
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        connection.execute(CreateIndex(index))
    for (statement,) in triggers:
        connection.exec_driver_sql(statement)


def _sources(connection: Connection, table: Table, values: Mapping[str, str]) -> dict[str, str]:
    """What fills each stored column of the new table; generated columns compute themselves."""
    existing = {row.name for row in connection.exec_driver_sql(f"PRAGMA table_xinfo({table.name})")}
    found = {
        column.name: values.get(column.name, column.name if column.name in existing else "")
        for column in table.columns
        if column.computed is None
    }
    return {column: source for column, source in found.items() if source}


def _create_as(connection: Connection, table: Table, name: str) -> str:
    statement = str(CreateTable(table).compile(dialect=connection.dialect))
    return re.sub(rf"(CREATE TABLE )\"?{table.name}\"?", rf"\g<1>{name}", statement, count=1)


def _rename(connection: Connection, old: str, new: str) -> None:
    # The modern rename looks through every view and trigger, and fails at those that name the dropped table.
    connection.exec_driver_sql("PRAGMA legacy_alter_table=ON")
    connection.exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")
    connection.exec_driver_sql("PRAGMA legacy_alter_table=OFF")
