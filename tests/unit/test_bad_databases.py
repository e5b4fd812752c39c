"""What the owner reads when a shop cannot be opened or written."""

import os
import socket
import sqlite3
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.errors import DatabaseBusy, DatabaseUnusable
from app.shop import Shop, create_shop, open_shop
from db.sqlite_file import APPLICATION_ID
from tests.databases import Server, on_both, portable
from tests.unit.answering_server import refusing_server

pytestmark = portable


def refusal_to_open(where: str | Path) -> DatabaseUnusable:
    with pytest.raises(DatabaseUnusable) as caught:
        open_shop(where, busy_seconds=0.05)
    return caught.value


def stamp(path: Path, application_id: int, generation: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id={application_id}")
        connection.execute(f"PRAGMA user_version={generation}")


def add_setting(session: Session, size: int = 1) -> None:
    session.connection().exec_driver_sql(
        "INSERT INTO settings (key, value) VALUES ('note', '" + "x" * size + "')"
    )


def settings(session: Session) -> int:
    return int(session.connection().exec_driver_sql("SELECT count(*) FROM settings").scalar() or 0)


@pytest.fixture
def impatient(sqlite_place: str) -> Iterator[Shop]:
    """A shop that waits only a moment for a lock."""
    with open_shop(sqlite_place, busy_seconds=0.05) as shop:
        yield shop


# Files


def test_a_missing_file_names_the_folder_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "shops" / "2026" / "main.desk"

    refused = refusal_to_open(path)

    assert refused.title == f"There is no shop at {path}."
    assert refused.hint == f"The folder {tmp_path} exists. Look there, or create a new shop."
    assert list(tmp_path.iterdir()) == []


def test_a_typo_names_the_file_that_was_meant(sqlite_place: str) -> None:
    typo = Path(sqlite_place).with_name("shpo.desk")

    refused = refusal_to_open(typo)

    assert refused.title == f"There is no shop at {typo}."
    assert refused.hint == f"Did you mean {sqlite_place}?"
    assert not typo.exists()


def test_a_folder(tmp_path: Path) -> None:
    refused = refusal_to_open(tmp_path)

    assert refused.title == f"{tmp_path} is a folder."
    assert refused.hint == "Name the shop's file inside it."


def test_zero_bytes(tmp_path: Path) -> None:
    path = tmp_path / "empty.desk"
    path.touch()

    refused = refusal_to_open(path)

    assert refused.title == f"The file {path} is empty."
    assert "backup" in refused.hint
    assert path.stat().st_size == 0


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 a spreadsheet", b"SQLite format 3", b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_garbage(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "garbage.desk"
    path.write_bytes(content)

    refused = refusal_to_open(path)

    assert refused.title == f"The file {path} is no shop."
    assert "Choose another file" in refused.hint
    assert path.read_bytes() == content


@pytest.mark.parametrize(("application_id", "generation"), [(0, 1), (0x12345678, 1), (APPLICATION_ID, 0)])
def test_another_programs_database(tmp_path: Path, application_id: int, generation: int) -> None:
    path = tmp_path / "bookmarks.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    stamp(path, application_id, generation)
    before = path.read_bytes()

    refused = refusal_to_open(path)

    assert refused.title == f"The database {path} belongs to another program."
    assert refused.hint == "Choose another file. Nothing in it was changed."
    assert path.read_bytes() == before


def test_a_newer_shop(sqlite_place: str) -> None:
    stamp(Path(sqlite_place), APPLICATION_ID, 99)

    refused = refusal_to_open(sqlite_place)

    assert refused.title == f"The shop {sqlite_place} was written by a newer version of this program."
    assert refused.hint == "Install the newer version here too. Nothing was changed."


@pytest.mark.parametrize("which", ["file", "folder"])
def test_a_read_only_file_or_folder(sqlite_place: str, monkeypatch: pytest.MonkeyPatch, which: str) -> None:
    # Asked through os.access, because the administrator may write to files that nobody else can.
    locked = sqlite_place if which == "file" else str(Path(sqlite_place).parent)
    monkeypatch.setattr(os, "access", lambda path, mode: str(path) != locked)

    refused = refusal_to_open(sqlite_place)

    assert refused.title == f"The shop {sqlite_place} cannot be written to."
    assert refused.hint == "Allow writing to it and to its folder, or copy it to a folder of your own."


def test_a_file_that_turns_read_only_while_it_is_open(
    impatient: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(session: Session) -> None:
        session.connection().exec_driver_sql("PRAGMA query_only=ON")
        add_setting(session)

    with pytest.raises(DatabaseUnusable, match="cannot be written to"):
        impatient.write(read_only)


def test_locked_for_opening(sqlite_place: str) -> None:
    with closing(sqlite3.connect(sqlite_place, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        refused = refusal_to_open(sqlite_place)

    assert isinstance(refused, DatabaseBusy)
    assert refused.title == f"Another program is using the shop {sqlite_place}."
    assert refused.hint == "Nothing was changed. Wait until it is done, or close it, and try again."


def test_locked_for_writing(impatient: Shop, sqlite_place: str) -> None:
    with closing(sqlite3.connect(sqlite_place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(DatabaseBusy) as caught:
            impatient.write(add_setting)
        assert impatient.read(settings) == 0
    assert caught.value.title == f"Another program is using the shop {sqlite_place}."

    impatient.write(add_setting)
    assert impatient.read(settings) == 1


def test_corrupt_pages(sqlite_place: str) -> None:
    path = Path(sqlite_place)
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\x99" * (path.stat().st_size - 100))

    refused = refusal_to_open(path)

    assert refused.title == f"The shop {path} is damaged."
    assert refused.hint == "Keep the file as it is and copy the shop from a backup."


def test_a_file_cut_short(sqlite_place: str) -> None:
    path = Path(sqlite_place)
    with path.open("r+b") as file:
        file.truncate(5 * 4096)

    with pytest.raises(DatabaseUnusable, match=r"The shop .* is damaged\."), open_shop(path) as shop:
        shop.read(settings)


def test_a_full_disk_changes_nothing(small_disk: Path) -> None:
    with create_shop(small_disk / "shop.desk") as shop:
        with pytest.raises(DatabaseUnusable) as caught:
            shop.write(add_setting, 4_000_000)

        assert shop.read(settings) == 0
        shop.write(add_setting)
        assert shop.read(settings) == 1
    assert caught.value.title == f"The disk of {small_disk / 'shop.desk'} is full."
    assert caught.value.hint == "Nothing was changed. Make room on it and try again."


def test_a_disk_too_full_for_a_new_shop_keeps_no_half_of_it(small_disk: Path) -> None:
    (small_disk / "film.mkv").write_bytes(bytes(1_900_000))

    with pytest.raises(DatabaseUnusable, match=r"The disk of .* is full\."):
        create_shop(small_disk / "shop.desk")
    assert [entry.name for entry in small_disk.iterdir()] == ["film.mkv"]


def test_a_new_shop_overwrites_nothing(tmp_path: Path) -> None:
    path = tmp_path / "letters.odt"
    path.write_bytes(b"dear")

    with pytest.raises(DatabaseUnusable) as caught:
        create_shop(path)

    assert caught.value.title == f"There is already something at {path}."
    assert "Nothing was overwritten." in caught.value.hint
    assert path.read_bytes() == b"dear"


def test_a_new_shop_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable) as caught:
        create_shop(tmp_path / "shpos" / "main.desk")

    assert caught.value.title == f"There is no folder {tmp_path / 'shpos'}."
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match="No file can be made at"):
        create_shop(f"{tmp_path}/a\0b")
    assert "cannot be opened" in refusal_to_open(f"{tmp_path}/a\0b").title


# Servers


def test_no_server_there() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]

    refused = refusal_to_open(f"postgresql://ann:geheim@127.0.0.1:{port}/shop")

    assert refused.title == f"The server of postgresql://ann:***@127.0.0.1:{port}/shop cannot be reached."
    assert refused.hint == "Check the address and the network, and that the server is running."


@pytest.mark.parametrize(
    "words",
    [
        'password authentication failed for user "ann"',
        '用户 "ann" Password 认证失败',
        "Passwort-Authentifizierung für Benutzer »ann« fehlgeschlagen: password",
        'no pg_hba.conf entry for host "127.0.0.1", user "ann", database "shop", no encryption',
        'role "ann" does not exist',
    ],
)
def test_a_wrong_password_is_never_shown(words: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    with refusing_server(words) as address:
        refused = refusal_to_open(f"postgresql://ann:geheim@{address}/shop")

    assert (
        refused.title == f"The server of postgresql://ann:***@{address}/shop refuses this user or password."
    )
    assert refused.hint == "Check the name and the password."
    assert "geheim" not in "".join(traceback.format_exception(refused)) + repr(refused) + caplog.text


@pytest.mark.parametrize(
    "words", ['database "shop" does not exist', '数据库 "shop" 不存在', 'Datenbank "shop" existiert nicht']
)
def test_a_database_that_is_not_there_in_any_language(words: str) -> None:
    with refusing_server(words) as address:
        refused = refusal_to_open(f"postgresql://ann:geheim@{address}/shop")

    assert refused.title == "The server has no database named shop."


def test_a_database_that_is_not_there(postgresql_server: Server) -> None:
    where = postgresql_server.url_of("backorder_desk_nowhere")

    refused = refusal_to_open(where)

    assert refused.title == "The server has no database named backorder_desk_nowhere."
    assert "let the server's owner create it" in refused.hint


def test_a_database_that_is_no_shop(postgresql_database: str) -> None:
    refused = refusal_to_open(postgresql_database)

    assert refused.title.endswith(" is no shop.")
    assert refused.hint == "Choose another database, or create a new shop in an empty one."


def test_a_newer_shop_on_a_server(postgresql_place: str) -> None:
    def move_on(session: Session) -> None:
        session.connection().exec_driver_sql("UPDATE backorder_desk_version SET version_num = '0099'")

    with open_shop(postgresql_place) as shop:
        shop.write(move_on)

    assert "was written by a newer version of this program." in refusal_to_open(postgresql_place).title


def test_a_new_shop_needs_an_empty_database(postgresql_place: str) -> None:
    with pytest.raises(DatabaseUnusable, match="There is already something at"):
        create_shop(postgresql_place)


def test_a_new_shop_leaves_another_programs_tables_alone(postgresql_database: str) -> None:
    import psycopg

    with psycopg.connect(postgresql_database.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")

    with pytest.raises(DatabaseUnusable, match="holds tables of another program"):
        create_shop(postgresql_database)


def test_a_lost_connection_is_told_and_the_next_try_has_a_new_one(postgresql_shop: Shop) -> None:
    def hang_up(session: Session) -> None:
        add_setting(session)
        session.connection().exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(DatabaseUnusable, match=r"The connection to .* broke\."):
        postgresql_shop.write(hang_up)
    assert postgresql_shop.read(settings) == 0


def test_a_lock_on_a_server_that_is_held_too_long(postgresql_place: str) -> None:
    def lock(session: Session) -> None:
        session.connection().exec_driver_sql("LOCK TABLE settings IN EXCLUSIVE MODE")

    def lock_too(session: Session) -> None:
        lock(session)
        with pytest.raises(DatabaseBusy, match="Another program is using the shop"):
            other.write(lock)

    with open_shop(postgresql_place) as shop, open_shop(postgresql_place, busy_seconds=0.05) as other:
        shop.write(lock_too)


def test_an_address_that_cannot_be_read() -> None:
    refused = refusal_to_open("postgresql://ann:gehe/im@server:port/shop")

    assert refused.title == "The address of the shop cannot be read."
    assert "gehe" not in "".join(traceback.format_exception(refused))


# Laws


@on_both
def test_a_broken_law_is_told_and_undone(shop: Shop) -> None:
    def break_a_law(session: Session) -> None:
        add_setting(session)
        session.connection().exec_driver_sql(
            "INSERT INTO resources (name, name_key, active) VALUES ('a', 'a', 7)"
        )

    with pytest.raises(DatabaseUnusable, match=r"refused the change: .*ck_resources_active") as caught:
        shop.write(break_a_law)
    assert caught.value.hint == "Nothing was changed. This should not happen: please report it."
    assert shop.read(settings) == 0
