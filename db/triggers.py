"""Laws that a column cannot hold: rows of the ledger and the history are never altered, never deleted."""

from collections.abc import Iterable

from sqlalchemy import Connection, MetaData, Table

REFUSE_FUNCTION = """\
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"""


def append_only_tables(metadata: MetaData) -> list[Table]:
    """The tables that models mark with `info={"append_only": True}`; `may_change` names columns that may."""
    return [table for table in metadata.sorted_tables if table.info.get("append_only")]


def append_only_triggers(table: str, dialect: str, kept: Iterable[str] = ()) -> list[str]:
    """The statements that defend one table, or its columns `kept`; PostgreSQL's need REFUSE_FUNCTION."""
    columns = ", ".join(kept)
    update = f"UPDATE OF {columns}" if columns else "UPDATE"
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{act.split()[0].lower()} BEFORE {act} ON {table}\n"
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for act in (update, "DELETE")
        ]
    return [
        f"CREATE TRIGGER {table}_no_change BEFORE {update} OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ]


def create_triggers(connection: Connection, tables: Iterable[Table]) -> None:
    """Defend the tables of a schema that was just created."""
    dialect = connection.dialect.name
    if dialect == "postgresql":
        connection.exec_driver_sql(REFUSE_FUNCTION.replace("%", "%%"))
    for table in tables:
        for statement in append_only_triggers(table.name, dialect, _kept(table)):
            connection.exec_driver_sql(statement)


def _kept(table: Table) -> list[str]:
    """The columns that must stay, where some may change; none named where all must."""
    may_change = table.info.get("may_change", ())
    return [column.name for column in table.columns if column.name not in may_change] if may_change else []
