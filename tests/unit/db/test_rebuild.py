from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)

from db.engine import file_engine
from db.place import FilePlace
from db.rebuild import rebuild_table
from tests.unit.db.schemas import description

OLD = """
CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY) STRICT;
CREATE TABLE product (
    id INTEGER NOT NULL, sku TEXT NOT NULL, on_hand INTEGER NOT NULL, reserved TEXT NOT NULL, gone TEXT,
    shelf_id INTEGER REFERENCES shelf (id), parent_id INTEGER REFERENCES product (id),
    available INTEGER GENERATED ALWAYS AS (on_hand - 1) STORED,
    PRIMARY KEY (id), CONSTRAINT ck_product_on_hand CHECK (on_hand >= 0)
) STRICT;
CREATE INDEX ix_product_sku ON product (sku);
CREATE TABLE line (
    id INTEGER NOT NULL PRIMARY KEY,
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE
) STRICT;
CREATE TABLE log (what INTEGER) STRICT;
CREATE TRIGGER product_logged AFTER UPDATE ON product BEGIN INSERT INTO log VALUES (new.on_hand); END;
CREATE TRIGGER product_kept BEFORE DELETE ON product BEGIN SELECT RAISE(ABORT, 'kept'); END;
CREATE TRIGGER line_logged AFTER INSERT ON line
BEGIN INSERT INTO log SELECT on_hand FROM product WHERE id = new.product_id; END;
CREATE VIEW skus AS SELECT sku FROM product;
INSERT INTO shelf VALUES (7);
INSERT INTO product VALUES (1, '0017', 5, '2', 'x', 7, NULL), (2, 'é', 3, '1', NULL, NULL, 1);
INSERT INTO line VALUES (10, 1), (11, 2);
DELETE FROM log;
"""


def new_product() -> Table:
    metadata = MetaData()
    Table("shelf", metadata, Column("id", Integer, primary_key=True))
    return Table(
        "product",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("name", Text, nullable=False),
        Column("on_hand", Integer, nullable=False),
        Column("reserved", Integer, nullable=False),
        Column("added", Integer, nullable=False, server_default=text("4")),
        Column("shelf_id", ForeignKey("shelf.id")),
        Column("parent_id", ForeignKey("product.id")),
        Column("available", Integer, Computed("on_hand - reserved", persisted=True)),
        CheckConstraint("reserved >= 0 AND on_hand >= reserved", name="ck_product_reserved"),
        Index("ix_product_name", "name", unique=True, sqlite_where=text("on_hand > 0")),
        sqlite_strict=True,
    )


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """The old tables, in a transaction that began as a migration's does."""
    (tmp_path / "old.desk").touch()
    engine = file_engine(FilePlace(tmp_path / "old.desk"))
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.executescript(OLD)
        driver.execute("PRAGMA foreign_keys=OFF")
        yield connection
    engine.dispose()


def rebuild(connection: Connection) -> None:
    rebuild_table(connection, new_product(), values={"name": "sku", "reserved": "CAST(reserved AS INTEGER)"})


def rows(connection: Connection, query: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(query)]


@pytest.fixture
def rebuilt(connection: Connection) -> Connection:
    connection.exec_driver_sql("DROP VIEW skus")
    rebuild(connection)
    return connection


def test_rows_move_over_renamed_converted_defaulted_and_computed(rebuilt: Connection) -> None:
    assert rows(rebuilt, "SELECT * FROM product ORDER BY id") == [
        (1, "0017", 5, 2, 4, 7, None, 3),
        (2, "é", 3, 1, 4, None, 1, 2),
    ]


def test_children_keep_their_rows_and_point_to_the_new_table(rebuilt: Connection) -> None:
    assert rows(rebuilt, "SELECT * FROM line") == [(10, 1), (11, 2)]
    assert rows(rebuilt, "PRAGMA foreign_key_check") == []
    assert [row[2] for row in rows(rebuilt, "PRAGMA foreign_key_list(line)")] == ["product"]
    assert {row[2] for row in rows(rebuilt, "PRAGMA foreign_key_list(product)")} == {"product", "shelf"}


def test_the_definition_is_that_of_a_fresh_table(rebuilt: Connection, tmp_path: Path) -> None:
    (tmp_path / "fresh.desk").touch()
    engine = file_engine(FilePlace(tmp_path / "fresh.desk"))
    with engine.connect() as fresh:
        new_product().metadata.create_all(fresh)
        wanted = description(fresh)
    engine.dispose()

    found = description(rebuilt)

    assert {key: found[key] for key in ("table product", "index ix_product_name")} == {
        key: wanted[key] for key in ("table product", "index ix_product_name")
    }
    assert "index ix_product_sku" not in found


def test_other_tables_triggers_still_reach_it(rebuilt: Connection) -> None:
    rebuilt.exec_driver_sql("INSERT INTO line VALUES (12, 2)")

    assert rows(rebuilt, "SELECT * FROM log") == [(3,)]


def test_its_own_triggers_come_back(rebuilt: Connection) -> None:
    rebuilt.exec_driver_sql("UPDATE product SET on_hand = 9 WHERE id = 1")

    assert rows(rebuilt, "SELECT * FROM log") == [(9,)]
    with pytest.raises(Exception, match="kept"):
        rebuilt.exec_driver_sql("DELETE FROM product")


def test_checks_hold_after_it(rebuilt: Connection) -> None:
    with pytest.raises(Exception, match="ck_product_reserved"):
        rebuilt.exec_driver_sql("UPDATE product SET on_hand = 0 WHERE id = 1")


def test_it_is_undone_with_its_transaction(connection: Connection) -> None:
    before = description(connection)
    rebuild(connection)
    connection.rollback()

    assert description(connection) == before
    assert len(rows(connection, "SELECT * FROM product")) == 2


def test_a_view_that_reads_the_table_survives(connection: Connection) -> None:
    rebuild_table(connection, new_product(), values={"name": "sku"})

    assert description(connection)["view skus"] == "CREATE VIEW skus AS SELECT sku FROM product"


def test_with_foreign_keys_on_it_refuses_to_begin(connection: Connection) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys=ON")

    with pytest.raises(RuntimeError, match="foreign_keys must be off"):
        rebuild(connection)
    assert len(rows(connection, "SELECT * FROM line")) == 2
