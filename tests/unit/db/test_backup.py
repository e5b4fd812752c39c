import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.backup import backup
from db.engine import file_engine
from db.place import FilePlace
from db.schema import GENERATION


def settings(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT key, value FROM settings").fetchall()


def test_the_copy_lies_beside_the_shop_and_holds_what_was_committed(sqlite_place: str) -> None:
    engine = file_engine(FilePlace(Path(sqlite_place)))
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO settings VALUES ('currency', '\"EUR\"')")
    with engine.connect() as connection:
        connection.exec_driver_sql("INSERT INTO settings VALUES ('uncommitted', '1')")
        copy = backup(Path(sqlite_place))
    engine.dispose()

    assert copy.parent == Path(sqlite_place).parent
    assert copy.name.startswith("shop ")
    assert copy.name.endswith(f" v{GENERATION}.desk")
    assert settings(copy) == [("currency", '"EUR"')]


def test_a_second_copy_of_the_day_never_overwrites_the_first(sqlite_place: str) -> None:
    first = backup(Path(sqlite_place))
    first.write_bytes(b"kept")

    second = backup(Path(sqlite_place))

    assert second.name == f"{first.stem} (2).desk"
    assert first.read_bytes() == b"kept"


def test_a_copy_that_fails_leaves_nothing(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.desk"
    damaged.write_bytes(b"SQLite format 3\0" + bytes(5000))

    with pytest.raises(sqlite3.DatabaseError):
        backup(damaged)
    assert list(tmp_path.iterdir()) == [damaged]
