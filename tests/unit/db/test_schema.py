from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from db.engine import engine_for
from db.migrating import foreign_keys_off, upgrade
from db.models.all import metadata
from db.place import FilePlace, place_of
from db.schema import GENERATION, create_tables, generation_of, revision
from db.triggers import append_only_tables
from tests.unit.db.schemas import description

APPEND_ONLY = [table.name for table in append_only_tables(metadata)]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without tables."""
    if request.param == "sqlite":
        (tmp_path / "empty.desk").touch()
        engine = engine_for(FilePlace(tmp_path / "empty.desk"))
    else:
        engine = engine_for(place_of(request.getfixturevalue("postgresql_database")))
    yield engine
    engine.dispose()


def test_migrations_lead_to_the_schema_of_the_models(empty: Engine) -> None:
    with empty.connect() as connection:
        create_tables(connection)
        created = description(connection)
        connection.rollback()
        foreign_keys_off(connection)
        upgrade(connection, GENERATION)
        migrated = description(connection)

    assert migrated == created


def test_rows_of_the_first_generation_come_along(empty: Engine) -> None:
    with empty.connect() as connection:
        upgrade(connection, 1)
        for statement in (
            "INSERT INTO products (id, sku, sku_key, name, name_key) VALUES (1, 'A', 'a', 'A', 'a')",
            "INSERT INTO locations (id, name, name_key) VALUES (1, 'Main', 'main'), (2, 'Stall', 'stall')",
            "INSERT INTO stock_levels (id, product_id, location_id) VALUES (1, 1, 1), (2, 1, 2)",
            "INSERT INTO orders (id, number, state, location_id, ordered_on, created_at)"
            " VALUES (1, 'O-1', 'open', 1, 1, 0)",
            "INSERT INTO order_lines (id, order_id, position, product_id, pool_id, ordered, demanded,"
            " shipped, state, due, ordered_on) VALUES (1, 1, 1, 1, 1, 2000, 2000, 2000, 'open', 1440, 1)",
            "INSERT INTO transfers (id, number, from_pool_id, to_pool_id, quantity, sent_on)"
            " VALUES (1, 'T-1', 1, 2, 1000, 1)",
            "INSERT INTO returns (id, number, order_line_id, quantity, returned_on)"
            " VALUES (1, 'B-1', 1, 1000, 1)",
            "INSERT INTO pegs (pool_id, order_line_id, transfer_id, quantity) VALUES (2, 1, 1, 1000)",
            "INSERT INTO customers (id, number, name, email) VALUES (1, 'C-1', 'Ines', 'ines@example.com')",
            "INSERT INTO suppliers (id, name, name_key, lead_days) VALUES (1, 'Acme', 'acme', 3)",
            "INSERT INTO settings VALUES ('settled_on', '\"2026-11-23\"'), ('currency', '\"EUR\"')",
            "INSERT INTO promises (order_line_id, promised_on, first, cause, at) VALUES (1, 9, 1, '', 0)",
        ):
            connection.exec_driver_sql(statement)
        connection.commit()
        foreign_keys_off(connection)
        upgrade(connection, GENERATION)
        assert connection.exec_driver_sql("SELECT number, incoming FROM transfers").all() == [("T-1", 1000)]
        assert connection.exec_driver_sql("SELECT number, quantity, undone FROM returns").all() == [
            ("B-1", 1000, 0)
        ]
        assert connection.exec_driver_sql("SELECT transfer_id FROM pegs").all() == [(1,)]
        for table, columns, row in (
            ("settings", "key", ("currency",)),
            ("customers", "name, email, email_refused", ("Ines", "ines@example.com", 0)),
            ("suppliers", "name, lead_days, email_refused", ("Acme", 3, 0)),
            ("promises", "promised_on, first, letter_id", (9, 1, None)),
        ):
            assert connection.exec_driver_sql(f"SELECT {columns} FROM {table}").all() == [row]


def test_a_created_shop_knows_its_generation(empty: Engine) -> None:
    with empty.connect() as connection:
        assert generation_of(connection) is None
        create_tables(connection)
        assert generation_of(connection) == GENERATION


def test_each_generation_has_its_migration() -> None:
    import db.migrating

    names = sorted(path.stem for path in (db.migrating.SCRIPTS / "versions").glob("*.py"))
    assert names == [f"generation_{revision(number)}" for number in range(1, GENERATION + 1)]


def test_every_table_of_ours_is_strict_on_sqlite() -> None:
    assert [table.name for table in metadata.sorted_tables if not table.kwargs.get("sqlite_strict")] == []


def test_the_ledger_and_the_history_are_append_only() -> None:
    assert {"stock_moves", "history", "promises", "eta_changes", "letters"} <= set(APPEND_ONLY)


def test_the_database_defends_append_only_tables(empty: Engine) -> None:
    with empty.connect() as connection:
        create_tables(connection)
        for table in APPEND_ONLY:
            _insert_without_parents(connection, table)
            for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
                with pytest.raises(DBAPIError, match=f"{table} is append-only"), connection.begin_nested():
                    connection.exec_driver_sql(statement)


THIRD = (
    "INSERT INTO products (id, sku, sku_key, name, name_key) VALUES (1, 'A', 'a', 'A', 'a')",
    "INSERT INTO locations (id, name, name_key) VALUES (1, 'Main', 'main')",
    "INSERT INTO stock_levels (id, product_id, location_id) VALUES (1, 1, 1)",
    "INSERT INTO customers (id, number, name, email, email_refused)"
    " VALUES (1, 'C-1', 'Ines', 'ines@example.com', 1)",
    "INSERT INTO orders (id, number, state, customer_id, location_id, ordered_on, created_at)"
    " VALUES (1, 'O-1', 'open', 1, 1, 1, 0)",
    "INSERT INTO order_lines (id, order_id, position, product_id, pool_id, ordered, demanded, state, due,"
    " ordered_on) VALUES (1, 1, 1, 1, 1, 2000, 2000, 'open', 1440, 1)",
    "INSERT INTO payments (id, order_id, kind, amount, way, paid_on)"
    " VALUES (1, 1, 'payment', 500, 'cash', 2), (2, 1, 'refund', 100, 'cash', 3)",
    "INSERT INTO cancellations (id, order_line_id, quantity, undone, cancelled_on)"
    " VALUES (1, 1, 500, 500, 2)",
    "INSERT INTO unmet_demand (id, product_id, customer_id, order_line_id, quantity, asked_on)"
    " VALUES (1, 1, 1, 1, 1000, 4)",
    "INSERT INTO letters (id, code, kind, customer_id, sent_at, sent_on, pdf)"
    " VALUES (1, 'ABCD', 'delay', 1, 0, 5, CAST('1' AS {bytes}))",
    "INSERT INTO notices (id, kind, customer_id, order_id, order_line_id, state, letter_id, due_on)"
    " VALUES (1, 'delay', 1, 1, 1, 'sent', 1, 5), (2, 'substitute_offer', 1, 1, 1, 'sent', 1, 5),"
    " (3, 'substitute_offer', 1, 1, 1, 'due', NULL, 5)",
    "INSERT INTO consents (id, order_line_id, letter_id, state) VALUES (1, 1, 1, 'awaited')",
)


def test_rows_of_the_third_generation_come_along(empty: Engine) -> None:
    """But a letter that was to offer something else: it is not known what."""
    tables = ("customers", "orders", "order_lines", "payments", "cancellations", "unmet_demand", "letters",
              "notices", "consents")  # fmt: skip
    with empty.connect() as connection:
        foreign_keys_off(connection)
        upgrade(connection, 3)
        for statement in THIRD:
            in_bytes = "bytea" if connection.dialect.name == "postgresql" else "blob"
            connection.exec_driver_sql(statement.format(bytes=in_bytes))
        connection.commit()
        before = {table: _rows(connection, table) for table in tables}
        connection.rollback()
        foreign_keys_off(connection)
        upgrade(connection, GENERATION)
        after = {table: _rows(connection, table) for table in tables}

    assert [row["state"] for row in after["notices"]] == ["sent", "sent", "void"]
    before["notices"][2]["state"] = "void"
    for table in tables:
        assert [row | old for old, row in zip(before[table], after[table], strict=True)] == after[table]
    assert [(row["voucher_id"], row["amount"]) for row in after["payments"]] == [(None, 500), (None, 100)]


def _rows(connection: Connection, table: str) -> list[dict[str, Any]]:
    found = connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY id").mappings()
    return [dict(row) for row in found]


def test_a_letter_stays_as_it_was_but_for_the_count_of_its_copies(empty: Engine) -> None:
    with empty.connect() as connection:
        create_tables(connection)
        _insert_without_parents(connection, "letters")
        connection.exec_driver_sql("UPDATE letters SET reprints = reprints + 1")

        for column in [each.name for each in metadata.tables["letters"].columns if each.name != "reprints"]:
            with pytest.raises(DBAPIError, match="letters is append-only"), connection.begin_nested():
                connection.exec_driver_sql(f"UPDATE letters SET {column} = {column}")
        assert connection.exec_driver_sql("SELECT reprints FROM letters").all() == [(1,)]


def test_an_append_only_table_is_not_emptied_at_once_on_a_server(postgresql_database: str) -> None:
    engine = engine_for(place_of(postgresql_database))
    with engine.connect() as connection:
        create_tables(connection)
        for table in APPEND_ONLY:
            with pytest.raises(DBAPIError, match=f"{table} is append-only"), connection.begin_nested():
                connection.exec_driver_sql(f"TRUNCATE {table} CASCADE")
    engine.dispose()


def test_replacing_a_row_of_the_ledger_is_refused(sqlite_place: str) -> None:
    engine = engine_for(place_of(sqlite_place))
    with engine.connect() as connection:
        for table in APPEND_ONLY:
            _insert_without_parents(connection, table)
            columns = [column.name for column in metadata.tables[table].columns if column.computed is None]
            listed = ", ".join(columns)

            with pytest.raises(DBAPIError, match=f"{table} is append-only"), connection.begin_nested():
                connection.exec_driver_sql(f"REPLACE INTO {table} ({listed}) SELECT {listed} FROM {table}")
    engine.dispose()


_VALUES = {"stock_moves": {"kind": "'count'", "quantity": "1"}, "letters": {"pdf": "CAST('1' AS {bytes})"}}


def _insert_without_parents(connection: Connection, table: str) -> None:
    """One row, its foreign keys unchecked: only the table's own laws matter here."""
    server = connection.dialect.name == "postgresql"
    connection.exec_driver_sql(
        "SET LOCAL session_replication_role = replica" if server else "PRAGMA defer_foreign_keys=ON"
    )
    needed = {
        column.name: "1"
        for column in metadata.tables[table].columns
        if not column.nullable and column.server_default is None
    } | _VALUES.get(table, {})
    values = ", ".join(needed.values()).format(bytes="bytea" if server else "blob")
    connection.exec_driver_sql(f"INSERT INTO {table} ({', '.join(needed)}) VALUES ({values})")
    if server:
        connection.exec_driver_sql("SET LOCAL session_replication_role = origin")
