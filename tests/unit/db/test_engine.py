import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from db.driver_errors import was_locked
from db.engine import beginning, engine_for
from db.place import FilePlace, ServerPlace, place_of
from db.problems import DatabaseProblem, ProblemKind
from db.sqlite_file import SPILL_PAGES, Begin, file_address

INSERT = "INSERT INTO settings VALUES ('currency', '1')"


@pytest.fixture
def engine(place: str) -> Iterator[Engine]:
    engine = engine_for(place_of(place), busy_seconds=0.05)
    yield engine
    engine.dispose()


@pytest.fixture
def file_engine(sqlite_place: str) -> Iterator[Engine]:
    engine = engine_for(place_of(sqlite_place), busy_seconds=0.05)
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("mmap_size", 0),
        ("cache_spill", SPILL_PAGES),
        ("trusted_schema", 0),
    ],
)
def test_every_connection_to_a_file_has_the_rules(file_engine: Engine, pragma: str, value: int) -> None:
    with file_engine.connect() as first, file_engine.connect() as second:
        driver = second.connection.driver_connection
        assert driver is not None
        assert driver.execute(f"PRAGMA {pragma}").fetchone() == (value,)
        assert first is not second


WAL_IS_SAFE, WAL_IS_NOT = (0, 0, 0), (99, 0, 0)


def journal(engine: Engine) -> tuple[object, object]:
    with engine.connect() as connection:
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        return mode, connection.exec_driver_sql("PRAGMA synchronous").scalar()


@pytest.mark.parametrize(
    ("first_safe_wal", "mode", "synchronous"), [(WAL_IS_SAFE, "wal", 2), (WAL_IS_NOT, "delete", 3)]
)
def test_a_commit_survives_a_power_cut_in_the_mode_that_this_sqlite_is_safe_in(
    file_engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    first_safe_wal: tuple[int, ...],
    mode: str,
    synchronous: int,
) -> None:
    monkeypatch.setattr("db.sqlite_file.FIRST_SAFE_WAL", first_safe_wal)

    assert journal(file_engine) == (mode, synchronous)


def test_a_shop_moves_between_machines_with_a_newer_and_an_older_sqlite(
    sqlite_place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for first_safe_wal, mode in ((WAL_IS_SAFE, "wal"), (WAL_IS_NOT, "delete"), (WAL_IS_SAFE, "wal")):
        monkeypatch.setattr("db.sqlite_file.FIRST_SAFE_WAL", first_safe_wal)
        engine = engine_for(place_of(sqlite_place), busy_seconds=0.05)
        with engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO resources (name_key) VALUES (hex(randomblob(8)))")
        assert journal(engine)[0] == mode
        engine.dispose()

    assert [entry.name for entry in Path(sqlite_place).parent.iterdir()] == ["shop.desk"]


def test_a_write_takes_the_lock_at_its_beginning(file_engine: Engine) -> None:
    with file_engine.connect() as first, file_engine.connect() as second:
        first.exec_driver_sql("SELECT 1")

        with pytest.raises(sqlite3.OperationalError) as caught:
            second.exec_driver_sql("SELECT 1")
    assert was_locked(caught.value)


def test_reads_go_on_beside_a_write(file_engine: Engine) -> None:
    reading = beginning(file_engine, Begin.READ)
    with file_engine.connect() as writer, reading.connect() as first, reading.connect() as second:
        writer.exec_driver_sql(INSERT)

        assert first.exec_driver_sql("SELECT count(*) FROM settings").scalar() == 0
        assert second.exec_driver_sql("SELECT count(*) FROM settings").scalar() == 0


def test_a_read_cannot_write(engine: Engine) -> None:
    with beginning(engine, Begin.READ).connect() as connection, pytest.raises(DBAPIError):
        connection.exec_driver_sql(INSERT)


def test_a_connection_that_read_can_write_in_its_next_transaction(engine: Engine) -> None:
    with beginning(engine, Begin.READ).connect() as connection:
        connection.exec_driver_sql("SELECT 1")
    with beginning(engine, Begin.WRITE).begin() as connection:
        connection.exec_driver_sql(INSERT)
    with beginning(engine, Begin.READ).connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM settings").scalar() == 1


def test_a_read_on_a_server_sees_one_moment(postgresql_place: str) -> None:
    engine = engine_for(place_of(postgresql_place))
    with beginning(engine, Begin.READ).connect() as reader:
        before = reader.exec_driver_sql("SELECT count(*) FROM settings").scalar()
        with beginning(engine, Begin.WRITE).begin() as writer:
            writer.exec_driver_sql(INSERT)
        assert reader.exec_driver_sql("SELECT count(*) FROM settings").scalar() == before
    engine.dispose()


def test_a_connection_serves_any_thread(file_engine: Engine) -> None:
    found: list[object] = []

    def ask() -> None:
        with file_engine.connect() as connection:
            found.append(connection.exec_driver_sql("SELECT 1").scalar())

    ask()
    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()

    assert found == [1, 1]


def test_no_connection_creates_a_file(tmp_path: Path) -> None:
    engine = engine_for(FilePlace(tmp_path / "typo.desk"))

    with pytest.raises(DBAPIError):
        engine.connect()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["plain.desk", "a b?c#d%20.desk", "店铺 é.desk"])
def test_any_file_name_can_be_opened(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    sqlite3.connect(path).close()
    path.touch()

    sqlite3.connect(file_address(str(path)), uri=True).close()

    assert [entry.name for entry in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    "where",
    [
        "postgresql://ann:geheim@desk.example/shop",
        "postgres://ann:geheim@desk.example/shop",
        "postgresql+psycopg://ann@desk.example/shop?password=geheim",
    ],
)
def test_a_server_written_out_hides_the_password(where: str) -> None:
    place = place_of(where)

    assert isinstance(place, ServerPlace)
    assert place.url.password == "geheim"
    assert str(place) == "postgresql://ann:***@desk.example/shop"
    assert "geheim" not in repr(place)


@pytest.mark.parametrize(
    "where",
    [
        "postgresql://ann:ge/heim@desk.example:port/shop",
        "postgress://ann:geheim@desk.example/shop",
        "mysql://ann:geheim@desk.example/shop",
        "postgresql:/ann:geheim@desk.example/shop",
    ],
)
def test_an_address_that_cannot_be_read_is_not_quoted(where: str) -> None:
    with pytest.raises(DatabaseProblem) as caught:
        place_of(where)

    assert caught.value.kind is ProblemKind.BAD_URL
    assert "heim" not in str(caught.value)


def test_what_is_no_address_is_a_file() -> None:
    assert place_of("C:\\shops\\main.desk") == FilePlace(Path("C:\\shops\\main.desk"))
